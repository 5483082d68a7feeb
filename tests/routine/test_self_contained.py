"""An exported routine is the same wherever it is added, and still says what its file said."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import tomlkit
from hypothesis import given
from hypothesis import strategies as st

from kneecoach.errors import KneecoachError
from kneecoach.figures.files import figure_names
from kneecoach.paths import Paths
from kneecoach.routine.adding import add_routine
from kneecoach.routine.library import builtin_dir, load_routine, parse_routine
from kneecoach.routine.model import Routine
from kneecoach.routine.own import SCHEMA_LINE
from kneecoach.routine.planner import plan_routine
from kneecoach.routine.self_contained import SelfContained, self_contained
from kneecoach.session.plan import PlannedSet
from kneecoach.session.variants import fits_session, variant_kinds
from tests.log.samples import folders
from tests.routine.shipped import LIBRARY

SHIPPED = sorted(path.stem for path in builtin_dir().glob("*.toml"))
HEAD = 'schema = 1\nid = "mine"\ntitle = "Mine"\n'


@pytest.fixture
def paths(tmp_path: Path) -> Paths:
    return folders(tmp_path)


def exported(paths: Paths, text: str) -> tuple[Routine, SelfContained]:
    """A routine with this text, and what an export makes of it."""
    path = paths.routines_dir / "mine.toml"
    routine = parse_routine(path, text.encode(), paths.exercises_dir)
    return routine, self_contained(routine, text.encode(), figure_names())


def read_elsewhere(text: str) -> Routine:
    """A routine read without any exercises of the user's own, and which may not use the library either."""
    assert all("use" not in exercise for exercise in tomllib.loads(text)["exercise"])
    return parse_routine(Path("elsewhere.toml"), text.encode())


def is_same(elsewhere: Routine, routine: Routine) -> bool:
    """Whether both begin with the same sets, even in each variant that can be taken in a session of the routine.

    Which legs do a variant that cannot be taken mid-session is not part of an export.
    """
    there, here = plan_routine(elsewhere), plan_routine(routine)
    chosen = dict(here.variants)
    pairs = [*zip(there.as_begun, here.as_begun, strict=True)]
    for one, other in zip(there.sets, here.sets, strict=True):
        exercise = other.exercise
        ways = [way for way in variant_kinds(exercise) if fits_session(exercise, chosen.get(exercise.id), way)]
        pairs += [(one.as_done(way), other.as_done(way)) for way in ways]
    return there.variants == here.variants and all(bare(one) == bare(other) for one, other in pairs)


def bare(planned: PlannedSet) -> PlannedSet:
    """A set as it is done, without the exercise's variants."""
    return replace(planned, exercise=replace(planned.exercise, variants=(), legs=None))


@pytest.mark.parametrize("name", SHIPPED)
def test_a_routine_that_ships_is_the_same_when_it_is_added_elsewhere(
    paths: Paths, tmp_path: Path, name: str
) -> None:
    routine = load_routine(paths, name)
    whole = self_contained(routine, routine.path.read_bytes(), figure_names())
    assert whole.left_out == ()
    file = tmp_path / "export.toml"
    file.write_text(whole.text, "utf-8")
    added = add_routine(paths, file, id_="added")
    assert is_same(added, routine)
    assert (added.spec.title, added.spec.about, added.spec.warm_up) == (
        (routine.spec.title, routine.spec.about, routine.spec.warm_up)
    )  # fmt: skip


@st.composite
def entries(draw: st.DrawFn) -> dict[str, Any]:
    """An exercise taken from the library, with changes."""
    name = draw(st.sampled_from(sorted(LIBRARY)))
    said, entry = LIBRARY[name], {"use": name}
    optional: dict[str, st.SearchStrategy[Any]] = {
        "sets": st.integers(1, 20),
        "rest": st.integers(0, 300) | st.floats(0, 300).map(lambda x: round(x, 1)),
        "title": st.text(min_size=1, max_size=20).filter(lambda text: bool(text.strip()) and text.isprintable()),
        "note": st.sampled_from(["bench lower", 'say "slowly"', "C:\\knee", "# no comment", "膝"]),
        "kind": st.sampled_from(["work"]),
        "cues": st.just(["Slow", "Steady"]),
        "equipment": st.just([]),
    }
    if said.reps is not None:
        optional["reps"] = st.integers(1, 50) | st.just([5, 8])
        if any(phase.hold for phase in said.cadence):
            optional["hold"] = st.integers(1, 9)
    else:
        optional["hold"] = st.integers(1, 90)
    if said.load is True:
        optional["load_kg"] = st.sampled_from([0, 2, 7.5])
    if ladder := (*said.easier, *said.harder, *said.without):
        optional["variant"] = st.sampled_from(ladder)
    for key, values in optional.items():
        if draw(st.booleans()):
            entry[key] = draw(values)
    if "reps" in entry and "hold" in entry:
        del entry["hold"]
    return entry


@given(taken=st.lists(entries(), min_size=1, max_size=4), order=st.sampled_from(["straight", "circuit"]))
def test_any_routine_is_the_same_when_it_is_read_elsewhere(taken: list[dict[str, Any]], order: str) -> None:
    for number, entry in enumerate(taken):
        entry["id"] = f"exercise-{number}"
    text = tomlkit.dumps({**tomllib.loads(HEAD), "order": order, "exercise": taken})
    routine = parse_routine(Path("mine.toml"), text.encode())
    whole = self_contained(routine, text.encode(), figure_names())
    elsewhere = read_elsewhere(whole.text)
    assert is_same(elsewhere, routine)
    assert [e.load_kg for e in elsewhere.spec.exercise] == [e.load_kg for e in routine.spec.exercise]


def test_comments_stay_and_the_name_and_the_dose_come_first(paths: Paths) -> None:
    text = f"""\
{SCHEMA_LINE}
# From Anna, 3 March.
{HEAD}prescribed_by = "Anna Berg" # the physiotherapist

# the chair by the window
[[exercise]]
use = "sit-to-stand"
sets = 2 # not three
reps = 8
"""
    routine, whole = exported(paths, text)
    lines = whole.text.splitlines()
    assert lines[0] == "# From Anna, 3 March."
    assert 'prescribed_by = "Anna Berg" # the physiotherapist' in lines
    at = lines.index("# the chair by the window")
    assert lines[at + 1 : at + 5] == [
        "[[exercise]]",
        "# From the library: sit-to-stand.",
        'id = "sit-to-stand"',
        'title = "Sit to stand"',
    ]
    assert "sets = 2 # not three" in lines
    assert lines.index("reps = 8") < next(i for i, line in enumerate(lines) if line.startswith("how_to"))
    assert is_same(read_elsewhere(whole.text), routine)


def test_an_exercise_of_the_user_s_own_is_written_out_too(paths: Paths) -> None:
    paths.exercises_dir.mkdir(parents=True)
    (paths.exercises_dir / "box-squat.toml").write_text(
        'schema = 1\nid = "box-squat"\ntitle = "Box squat"\nsets = 3\nhold = 20\nfigure = "my-box"\n'
        'easier = ["higher"]\n[[variants]]\nwords = "higher"\nequipment = ["a high box"]\nfigure = "my-high-box"\n',
        "utf-8",
    )
    routine, whole = exported(paths, HEAD + '[[exercise]]\nuse = "box-squat"\nhold = 30\nvariant = "higher"\n')
    (there,), (here,) = read_elsewhere(whole.text).spec.exercise, routine.spec.exercise
    assert (there.title, there.hold, there.variants[0].equipment) == (here.title, 30.0, ("a high box",))
    assert (there.figure, there.variants[0].figure) == (None, None), "a figure's file is not part of a routine"
    assert sorted(sentence.partition(". ")[0] for sentence in whole.left_out) == [
        "Box squat: its figure 'my-box' is a file of your own",
        "Box squat: its figure 'my-high-box' is a file of your own",
    ]


def test_a_figure_of_the_user_s_own_is_left_out_of_a_variant_that_the_routine_itself_writes(paths: Paths) -> None:
    text = HEAD + '[[exercise]]\nuse = "hip-thrust"\neasier = ["low"]\nwithout = []\nharder = []\n'
    text += '[[exercise.variants]]\nwords = "low"\nfigure = "mine"\n'
    _, whole = exported(paths, text)
    (there,) = read_elsewhere(whole.text).spec.exercise
    assert (there.figure, [variant.figure for variant in there.variants]) == ("hip-thrust", [None])
    assert len(whole.left_out) == 1


@pytest.mark.parametrize(
    "text",
    [
        HEAD + 'exercise = [{ use = "hip-thrust", sets = 2 }, { use = "sit-to-stand" }]\n',
        HEAD + "[[exercise]]\r\nuse = 'hip-thrust'\r\nhold = 3\r\n".replace("\r\n", "\n"),
        (HEAD + '[[exercise]]\nuse = "hip-thrust"\nreps = [3, 5]\n').replace("\n", "\r\n"),
        HEAD
        + '[[exercise]]\nuse = "hip-thrust"\nhold = 4\ncadence = [{ name = "up", seconds = 1, hold = true }]\n',
        HEAD + '[[exercise]]\nuse = "hip-thrust"\nsubstitutes = ["a bed"]\nvariants = []\n',
        HEAD
        + '[[exercise]]\nuse = "hip-thrust"\neasier = ["low"]\nvariants = []\n[[exercise]]\nuse = "sit-to-stand"\n'
        '[[exercise.variants]]\nwords = "a higher seat"\nequipment = ["a stool"]\n',
    ],
)
def test_however_it_is_written(paths: Paths, text: str) -> None:
    routine, whole = exported(paths, text)
    assert is_same(read_elsewhere(whole.text), routine)


def test_what_is_added_is_kept_as_it_is_written_and_overwrites_nothing(paths: Paths, tmp_path: Path) -> None:
    file = tmp_path / "from-anna.toml"
    file.write_bytes(
        b"\xef\xbb\xbf" + (HEAD + '[[exercise]]\nuse = "hip-thrust" # yes\n').replace("\n", "\r\n").encode()
    )
    added = add_routine(paths, file)
    own = paths.routines_dir / "mine.toml"
    assert added == load_routine(paths, "mine")
    assert own.read_bytes() == (SCHEMA_LINE + "\r\n").encode() + file.read_bytes()[3:]
    assert own.stat().st_mode & 0o777 == 0o600
    assert add_routine(paths, own) == added, "the same again is no change"
    other = HEAD.encode() + b'[[exercise]]\nuse = "sit-to-stand"\n'
    before = own.read_bytes()
    with pytest.raises(
        KneecoachError, match="'mine' already exists; use --as NAME to add this one under another name"
    ):
        add_routine(paths, file, other)
    assert own.read_bytes() == before
    assert add_routine(paths, file, other, id_="mine-2").spec.id == "mine-2"
    assert add_routine(paths, file, other, force=True).spec.exercise[0].id == "sit-to-stand"
    with pytest.raises(KneecoachError, match="'knee-relief' is built in; "):
        add_routine(paths, file, other.replace(b'"mine"', b'"knee-relief"'))
