"""What a figure file may say, and what is said about one that is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from kneecoach.errors import KneecoachError
from kneecoach.figures.figure import load_figure
from kneecoach.figures.files import builtin_dir, read_figure
from kneecoach.figures.motion import Motion
from kneecoach.figures.palette import Ink, Material
from kneecoach.figures.scene import drawing
from kneecoach.figures.skeleton import solve
from kneecoach.toml_file import MAX_BYTES
from tests.figures.moments import NAMES

GOOD = """
schema = 1
id = "nod"
view = "side"
window = { left = -30, right = 30, top = 102 }
ends = ["up", "down"]

[[phase]]
name = "down"
path = [{ to = "down" }]

[[phase]]
name = "up"
path = [{ to = "up" }]

[keyframe.up]
root = [0, 52]
trunk = 0
head = 0
near_foot = [8, 0]
near_pitch = 0
far_foot = [8, 0]
far_pitch = 0
near_hand = [1, -32]
far_hand = [1, -32]

[keyframe.down]
head = 40
"""


def written(folder: Path, text: str, name: str = "nod") -> Path:
    path = folder / f"{name}.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_short_file_is_a_figure(tmp_path: Path) -> None:
    written(tmp_path, GOOD)
    motion = load_figure("nod", tmp_path).motion
    assert motion.phases == ("down", "up")
    assert motion.curve(0).at(1.0).head == 40
    assert motion.curve(0).at(1.0).root_y == 52


@pytest.mark.parametrize("name", NAMES)
def test_the_built_in_figures_are_read(name: str) -> None:
    assert load_figure(name).says.id == name


def test_the_users_own_figure_comes_before_a_built_in_one(tmp_path: Path) -> None:
    written(tmp_path, GOOD.replace('"nod"', '"hip-thrust"'), "hip-thrust")
    assert load_figure("hip-thrust", tmp_path).motion.phases == ("down", "up")
    assert load_figure("hip-thrust").motion.phases == ("push up", "squeeze", "lower")


@pytest.mark.parametrize("name", ["handstand", "", "..", "../routines/knee-relief", "hip-thrust.toml"])
def test_a_missing_figure(tmp_path: Path, name: str) -> None:
    with pytest.raises(KneecoachError, match="There is no figure called"):
        load_figure(name, tmp_path)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (('view = "side"', 'view = "back"'), "view: should be 'side', 'front' or 'lying', not 'back'"),
        (('view = "side"', 'view = "side"\ntravel = 0.001'), "the file: travel should be 0, or at least 4"),
        (('view = "side"', 'view = "side"\nspeed = 2'), "speed: is not a known key"),
        (("schema = 1", "schema = 2"), "schema: should be 1"),
        (("schema = 1\n", ""), "schema: is missing"),
        (('id = "nod"', 'id = "shake"'), "id: should be 'nod', the file's name, not 'shake'"),
        (("top = 102", "top = nan"), "window.top: should be a number, not nan"),
        (("right = 30", "right = -30"), "window: right should be at least 10 more than left"),
        (('path = [{ to = "up" }]', 'path = [{ to = "over" }]'), "the file: there is no keyframe 'over'"),
        (('path = [{ to = "up" }]', "path = []"), "phase 2 (up), path: "),
        (
            ('path = [{ to = "up" }]', 'path = [{ to = "up", at = 0.5 }, { to = "up", at = 0.5 }]'),
            "the file: each step of a path should have a later `at` than the one before it",
        ),
        (
            ('path = [{ to = "up" }]', 'path = [{ to = "up", at = 0 }, { to = "up" }]'),
            "the file: a phase starts where the one before it ended",
        ),
        (
            ('path = [{ to = "up" }]', 'path = [{ to = "up", at = 0.5 }]'),
            "the file: the last step of a path should be at 1",
        ),
        (('name = "up"', 'name = "down"'), "the file: the phases need different names"),
        (("head = 0\n", ""), "the file: the first keyframe needs head"),
        (("head = 40", "head = 4000"), "keyframe.down.head: should be at most 360, not 4000"),
        (("head = 40", 'head = "low"'), "keyframe.down.head: should be a number, not 'low'"),
        (
            ("root = [0, 52]", "root = [0, 520]"),
            "keyframe.up.root, entry 2: should be at most 200, not 520",
        ),
        (
            ('view = "side"', 'view = "side"\nnear_foot = "ball"'),
            "the file: a foot on a ball needs a ball among the props",
        ),
        (
            ("[[phase]]", '[[prop]]\nshape = "tree"\n\n[[phase]]'),
            "prop 1 (tree), shape: ",
        ),
        (
            ("[[phase]]", '[[prop]]\nshape = "wall"\nx = 20\nheight = 3\n\n[[phase]]'),
            "prop 1 (wall), height: is not a known key",
        ),
        (
            ('view = "side"', 'view = "side"\nready = [{ to = "up", at = 0 }, { to = "down" }]'),
            "the file: ready should end in the keyframe in which a rep starts",
        ),
        (("schema = 1", "schema = = 1"), "this is not valid TOML"),
        (
            ('view = "side"', 'view = "side"\nmuscles = ["biceps"]'),
            "muscles, entry 1: should be 'quads', 'hamstrings', 'glutes', 'calf', 'abductors', 'adductors' "
            "or 'hip-flexors', "
            "not 'biceps'",
        ),
        (
            ('view = "side"', 'view = "side"\nworks = "left"'),
            "works: should be 'near', 'far' or 'both', not 'left'",
        ),
        (
            ('view = "side"', 'view = "side"\nnear_grip = "open"'),
            "near_grip: should be 'fist' or 'flat', not 'open'",
        ),
        (("head = 40", "near_knee = 40"), "the file: the first keyframe needs near_knee"),
        (
            ("[[phase]]", '[[prop]]\nshape = "tether"\njoint = "nose"\nto = [50, 20]\n\n[[phase]]'),
            "prop 1 (tether), joint: should be ",
        ),
    ],
)
def test_what_is_wrong_is_said_with_file_and_key(tmp_path: Path, change: tuple[str, str], said: str) -> None:
    assert change[0] in GOOD
    path = written(tmp_path, GOOD.replace(*change, 1))
    with pytest.raises(KneecoachError) as caught:
        read_figure(path)
    assert f"{path}: {said}" in str(caught.value)
    assert "\n" not in str(caught.value)


def test_files_that_are_not_text_or_far_too_large(tmp_path: Path) -> None:
    path = tmp_path / "nod.toml"
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(KneecoachError, match="not UTF-8"):
        read_figure(path)
    path.write_bytes(b"#" * (MAX_BYTES + 1))
    with pytest.raises(KneecoachError, match="at most 1000 kB"):
        read_figure(path)
    with pytest.raises(KneecoachError, match="the figure cannot be read"):
        read_figure(tmp_path / "none.toml")


def test_an_older_file_lights_the_limbs_it_names_and_draws_fists(tmp_path: Path) -> None:
    path = written(tmp_path, GOOD.replace('view = "side"', 'view = "side"\nworking = ["near-leg"]'))
    says = read_figure(path)
    assert (says.muscles, says.works, says.near_grip) == ((), "near", "fist")
    drawn = drawing(says, solve(Motion(says).rig, Motion(says).start))
    assert Material.WORKING in {layer.ink.material for layer in drawn}
    assert Material.MUSCLE not in {layer.ink.material for layer in drawn}


PROPS = """
[[prop]]
shape = "step"
left = 2
right = 20
top = 12

[[prop]]
shape = "towel-roll"
x = -10

[[prop]]
shape = "wall"
x = -25
side = "left"

[[prop]]
shape = "tether"
joint = "near-knee"
to = [28, 20]
"""


def test_every_prop_is_drawn(tmp_path: Path) -> None:
    says = read_figure(written(tmp_path, GOOD.replace("[[phase]]", f"{PROPS}\n[[phase]]", 1)))
    joints = solve(Motion(says).rig, Motion(says).start)
    plain = read_figure(written(tmp_path, GOOD))
    more = {layer.ink.material for layer in drawing(says, joints)} - {
        layer.ink.material for layer in drawing(plain, joints)
    }
    assert more == {Material.PAD, Material.METAL, Material.WALL, Material.BAND}
    # The wall is on the left of its surface, and the band goes from the knee to the post.
    walls = [
        point for layer in drawing(says, joints) if layer.ink == Ink(Material.WALL) for point in layer.outlines[0]
    ]
    assert max(x for x, _ in walls) == -25
    band = [
        point
        for layer in drawing(says, joints)
        if layer.ink.material is Material.BAND
        for o in layer.outlines
        for point in o
    ]
    assert max(x for x, _ in band) > 27
    assert min(x for x, _ in band) < joints.near.knee[0] + 1


LIKE = """schema = 1
id = "bow"
like = "nod"

[keyframe.{name}]
head = {head}
"""


def test_a_figure_like_another_says_only_what_differs(tmp_path: Path) -> None:
    other = read_figure(written(tmp_path, GOOD))
    (first, *_), path = other.keyframe, tmp_path / "bow.toml"
    path.write_text(LIKE.format(name=first, head=55), "utf-8")
    says = read_figure(path)
    assert says.keyframe[first] == other.keyframe[first].model_copy(update={"head": 55})
    assert says.model_copy(update={"id": other.id, "keyframe": other.keyframe}) == other


def test_a_figure_may_be_like_one_that_ships_and_add_a_keyframe(tmp_path: Path) -> None:
    path = tmp_path / "bow.toml"
    path.write_text(LIKE.format(name="deep", head=55).replace("nod", "floor-bridge"), "utf-8")
    assert list(read_figure(path).keyframe) == ["down", "up", "deep"]


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("nodd", "like: should name another figure, not 'nodd'"),
        ("../nod", "like: should name another figure, not '../nod'"),
        ("floor-bridge-squeeze", "like: 'floor-bridge-squeeze' is itself like another figure; name that one"),
    ],
)
def test_a_figure_is_like_one_that_is_whole(tmp_path: Path, name: str, said: str) -> None:
    path = tmp_path / "bow.toml"
    path.write_text(LIKE.format(name="down", head=55).replace("nod", name), "utf-8")
    with pytest.raises(KneecoachError) as caught:
        read_figure(path)
    assert str(caught.value) == f"{path}: {said}"


def test_every_file_shipped_is_a_figure() -> None:
    assert sorted(path.stem for path in builtin_dir().iterdir()) == NAMES
    assert len(NAMES) >= 18
