"""A check names all faults at once: by exercise title, in the file's words, with what was perhaps meant."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kneecoach.errors import did_you_mean
from kneecoach.paths import Paths
from kneecoach.routine.check import exercise_faults, routine_faults
from kneecoach.routine.library import builtin_dir, builtin_exercises_dir
from tests.helpers import is_words
from tests.log.samples import folders
from tests.test_wrong_values import NOT_OUR_WORDS

HEAD = 'schema = 1\nid = "mine"\ntitle = "Mine"\n'
CHAIR = '[[exercise]]\nuse = "sit-to-stand"\n'
WHOLE = (
    '[[exercise]]\nid = "squat"\ntitle = "Squat"\nsets = 2\nreps = 5\ncadence = [{ name = "down", seconds = 2 }]\n'
)


@pytest.fixture
def paths(tmp_path: Path) -> Paths:
    return folders(tmp_path)


def faults(paths: Paths, text: str) -> list[str]:
    path = paths.routines_dir / "mine.toml"
    return [fault.removeprefix(f"{path}: ") for fault in routine_faults(paths, path, text.encode())]


def test_values_keys_figures_variants_and_what_does_not_go_together_are_named_at_once(paths: Paths) -> None:
    text = """\
schema = 1
id = "other"
title = "Mine"
per_week = 50
until = "2027-01-31"
sides = "each"

[[exercise]]
use = "wall-squat"
hold = 30
sets = 40
figure = "wallsit"
variant = "with one leg"

[[exercise]]
id = "wall-squat"
title = "Wall sit"
sets = 2
rep = 5
reps = 5
hold = "30 s"
load_kg = 5
cadence = [{ name = "up", seconds = 1, hold = true }, { name = "up", seconds = 0, hold = true }]
easier = ["slower"]

[[exercise.variants]]
words = "slow"

[[exercise]]
use = "stright leg raise"
hold = 3
load_kg = 2
prescribed_by = "Anna"
"""
    said = faults(paths, text)
    shipped = [fault for fault in said if "with one leg" in fault]
    assert len(shipped) == 1
    assert shipped[0].startswith(
        "exercise 1 (Wall squat), variant: this exercise has no variant called 'with one leg'"
    )
    raise_ = "exercise 3 (stright leg raise)"
    assert [fault for fault in said if fault not in shipped] == [
        "per_week: should be at most 21, not 50",
        "until: should be a day, unquoted and without a time, such as 2026-11-22, not '2027-01-31'",
        "sides: is not a known key; it belongs to an exercise, below its [[exercise]]",
        "the file: two exercises have the id 'wall-squat': 1 (Wall squat) and 2 (Wall sit); each needs its own",
        "id: should be 'mine', the file's name, not 'other'",
        "exercise 1 (Wall squat), sets: should be at most 20, not 40",
        "exercise 1 (Wall squat), figure: there is no figure called 'wallsit'; "
        "did you mean 'wall-sit' or 'wall-squat'?",
        "exercise 2 (Wall sit), hold: should be a number, not '30 s'",
        "exercise 2 (Wall sit), cadence 2 (up), seconds: should be more than 0, not 0",
        "exercise 2 (Wall sit), rep: is not a known key; did you mean 'reps'?",
        "exercise 2 (Wall sit): give either reps or hold (seconds), not both",
        "exercise 2 (Wall sit): the phases of a cadence need different names",
        "exercise 2 (Wall sit): a cadence has at most one hold",
        "exercise 2 (Wall sit): variants should name one of easier, harder and without, not 'slow'",
        "exercise 2 (Wall sit): load_kg is for an exercise with load = true",
        f"{raise_}, use: there is no exercise called 'stright leg raise'; did you mean 'straight-leg-raise'?",
        f"{raise_}, prescribed_by: is not a known key; it belongs to the routine, above the first [[exercise]]",
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (HEAD + CHAIR.replace("[[", "[").replace("]]", "]"), "exercise: should be a list, with [[exercise]] above"),
        (
            HEAD + (CHAIR * 2).replace("[[", "[").replace("]]", "]"),
            "this is not valid TOML at line 6, column 10 ([exercise]): "
            "this table already exists; a table in a list is written [[exercise]]",
        ),
        (
            HEAD + CHAIR + '[exercise.variants]\nwords = "slow"\n',
            "exercise 1 (Sit to stand), variants: should be a list, with [[exercise.variants]] above",
        ),
        (
            HEAD + CHAIR + "sets = 2\nsets = 3\n",
            "this is not valid TOML at line 7, column 9 (sets = 3): this key already exists",
        ),
        (
            HEAD + CHAIR + "title = Chair\n",
            "this is not valid TOML at line 6, column 9 (title = Chair): this is not a ",
        ),
        (
            HEAD + CHAIR + "reps = 8 reps\n",
            "this is not valid TOML at line 6, column 10 (reps = 8 reps): a line can ",
        ),
        (
            HEAD + CHAIR + 'cadence = ["up"]\n',
            "exercise 1 (Sit to stand), cadence, entry 1: should be a phase, such as { ",
        ),
        (
            HEAD + CHAIR + 'how_to = "Stand"\n',
            "exercise 1 (Sit to stand), how_to: should be a list in [ ], not 'Stand'",
        ),
        (HEAD + '[[exercises]]\nuse = "sit-to-stand"\n', "exercise: is missing"),
        (HEAD + WHOLE.replace("reps = 5\n", ""), "exercise 1 (Squat): give reps, or hold (seconds)"),
        (HEAD, "exercise: is missing"),
    ],
)
def test_it_is_said_in_the_words_of_the_file(paths: Paths, text: str, said: str) -> None:
    assert faults(paths, text)[0].startswith(said)


@pytest.mark.parametrize(
    "raw", [(HEAD + CHAIR).encode("utf-16"), HEAD.encode() + b'about = "\xfcben"\n' + CHAIR.encode()]
)
def test_another_encoding_is_named_with_its_line(paths: Paths, raw: bytes) -> None:
    path = paths.routines_dir / "mine.toml"
    line = 1 if raw.startswith(b"\xff") else 4
    assert routine_faults(paths, path, raw) == (f"{path}: line {line} is not UTF-8, which TOML must be",)


def test_an_unknown_exercise_with_whatever_dose_is_one_fault(paths: Paths) -> None:
    for dose in ("", "hold = 30\n", "reps = 5\nload_kg = 3\n", 'cadence = [{ name = "up", seconds = 1 }]\n'):
        (said,) = faults(paths, HEAD + '[[exercise]]\nuse = "yoga"\n' + dose)
        assert said.startswith("exercise 1 (yoga), use: there is no exercise called 'yoga'; ")


def test_everything_that_ships_is_fine(paths: Paths) -> None:
    for path in builtin_dir().glob("*.toml"):
        assert routine_faults(paths, path) == ()
    for path in builtin_exercises_dir().glob("*.toml"):
        assert exercise_faults(paths, path) == ()


def test_an_exercise_s_file_is_checked_as_fully(tmp_path: Path, paths: Paths) -> None:
    path = tmp_path / "squat.toml"
    path.write_text('schema = 1\nid = "sqat"\nsets = 0\nreps = 5\nhold = 3\nfigure = "sqat"\nnote = "x"\n', "utf-8")
    said = [fault.removeprefix(f"{path}: ") for fault in exercise_faults(paths, path)]
    assert [fault.partition(";")[0] for fault in said] == [
        "title: is missing",
        "sets: should be at least 1, not 0",
        "note: is not a known key",
        "the file: give either reps or hold (seconds), not both",
        "id: should be 'squat', the file's name, not 'sqat'",
        "figure: there is no figure called 'sqat'",
    ]


@given(
    places=st.lists(st.floats(0, 1, exclude_max=True), min_size=1, max_size=4),
    what=st.lists(st.sampled_from([*'"[]{}=#\\\n9-.,x\0\u202e ', "", "[[exercise]]\n"]), min_size=4, max_size=4),
    cut=st.integers(0, 30),
)
def test_whatever_is_mistyped_is_said_in_words(places: list[float], what: list[str], cut: int) -> None:
    text = (builtin_dir() / "knee-strong.toml").read_text("utf-8")
    for place, inserted in zip(places, what, strict=False):
        at = int(place * len(text))
        text = text[:at] + inserted + text[at + cut :]
    nowhere = Paths(Path("nowhere"), Path("nowhere"), Path("nowhere"))
    for fault in routine_faults(nowhere, Path("mine.toml"), text.encode()):
        assert fault.startswith("mine.toml: ")
        assert is_words(fault)
        assert not NOT_OUR_WORDS.search(
            re.sub(r"valid TOML|'[^']*'|\"[^\"]*\"|\(.*\)|, not .*$|; .*$", "", fault)
        ), fault


@pytest.mark.parametrize("value", ["s" * 600, "\u200b", "a/b", ".."])
def test_a_name_that_no_figure_can_have_is_a_fault_like_others(paths: Paths, value: str) -> None:
    for key, said_there in (("figure", value), ("use", value), ("variant", "another")):
        said = faults(paths, HEAD + WHOLE + f'easier = ["{value}"]\n{key} = "{said_there}"\n')
        assert said
        assert all(is_words(fault) and len(fault) < 300 for fault in said), (key, said)


@pytest.mark.parametrize(
    ("name", "known", "said"),
    [
        ("wallsit", ["wall-squat", "hip-thrust"], "; did you mean 'wall-squat'?"),
        ("Hip Thrust", ["wall-squat", "hip-thrust"], "; did you mean 'hip-thrust'?"),
        (
            "stretch",
            ["quad-stretch", "calf-stretch", "hip-thrust"],
            "; did you mean 'quad-stretch' or 'calf-stretch'?",
        ),
        ("a", ["name", "seconds"], ""),
        ("yoga", ["wall-squat"], ""),
        ("", ["wall-squat"], ""),
    ],
)
def test_what_was_perhaps_meant(name: str, known: list[str], said: str) -> None:
    assert did_you_mean(name, known) == said
