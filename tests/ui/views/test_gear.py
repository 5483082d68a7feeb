"""The figure of a variant has the props that the variant needs, and none that it does without."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kneecoach.figures.figure import Figure, load_figure
from kneecoach.routine.library import builtin_exercises_dir, read_exercise
from kneecoach.routine.planner import exercise_of
from kneecoach.session.plan import Exercise
from kneecoach.ui.views.gear import gear_of

MEANT = {
    "dumbbell": {"dumbbells", "lap-dumbbell"},
    "band": {"band", "tether"},
    "strap": {"band", "tether"},
    "ankle weight": {"ankle-weight"},
    "chair": {"chair"},
    "wall": {"wall"},
    "door": {"wall"},
    "step": {"step"},
    "stair": {"step"},
    "ball": {"ball"},
    "bench": {"bench"},
    "table": {"bench"},
    "a bed": {"bench"},
    "towel": {"towel", "towel-roll"},
    "slider": {"towel"},
    "cushion": {"cushion"},
    "pillow": {"cushion"},
}
"""The props that stand for a thing."""
NOTHING_TO_SEE = {"mat", "arrow"}


def every_way() -> list[tuple[str, str]]:
    """Every exercise of the library, as it is written and in each of its variants."""
    found = []
    for path in sorted(builtin_exercises_dir().glob("*.toml")):
        exercise = exercise_of(read_exercise(path).spec)
        variants = dict.fromkeys((*exercise.easier, *exercise.harder, *exercise.substitutes))
        found += [(exercise.id, words) for words in ("", *variants)]
    return found


def done(name: str, words: str) -> Exercise:
    return exercise_of(read_exercise(builtin_exercises_dir() / f"{name}.toml").spec).done_as(words)


@pytest.mark.parametrize(("name", "words"), every_way())
def test_a_figure_has_what_is_needed_and_nothing_else(name: str, words: str) -> None:
    exercise = done(name, words)
    assert exercise.figure is not None
    drawn = {prop.shape for prop in Figure(load_figure(exercise.figure).file, gear=gear_of(exercise)).says.prop}
    drawn -= NOTHING_TO_SEE
    needed = [
        shapes
        for entry in exercise.equipment
        if (shapes := {s for thing, ways in MEANT.items() if thing in without_manner(entry) for s in ways})
    ]
    assert all(drawn & shapes for shapes in needed), f"{exercise.equipment}, and drawn is {drawn}"
    assert drawn <= set().union(*needed), f"{exercise.equipment}, and drawn is {drawn}"


def without_manner(entry: str) -> str:
    """A piece of equipment without the words that say what it should be like."""
    return entry.partition(",")[0].partition(" with ")[0]


@pytest.mark.parametrize(("name", "words"), every_way())
def test_a_figure_knows_the_phases_of_the_variant(name: str, words: str) -> None:
    exercise = done(name, words)
    assert exercise.figure is not None
    motion = load_figure(exercise.figure).motion
    assert [phase.name for phase in exercise.cadence if motion.number(phase.name) is None] == []


def test_a_figure_by_itself_has_nothing_that_is_optional() -> None:
    raise_with = {
        prop.shape
        for prop in Figure(load_figure("straight-leg-raise").file, gear=frozenset({"ankle weight"})).says.prop
    }
    assert "ankle-weight" in raise_with
    assert "ankle-weight" not in {prop.shape for prop in load_figure("straight-leg-raise").says.prop}


BARE = replace(done("hip-thrust", ""), load=False)


@pytest.mark.parametrize(
    ("equipment", "load", "gear"),
    [
        ((), False, set()),
        ((), True, None),
        ((), "band", None),
        (("a mat or carpet",), False, set()),
        (("two dumbbells",), True, {"dumbbell"}),
        (("one heavier dumbbell", "a sturdy chair, against a wall"), True, {"dumbbell", "chair"}),
        (("a packed backpack",), True, {"backpack"}),
        (("a chair or wall to hold", "an ankle weight"), False, {"chair", "wall", "ankle weight"}),
        (("zwei Hanteln",), False, None),
        (("a kettlebell", "a mat"), False, None),
        (("a bench",), True, None),
    ],
)
def test_what_the_words_for_equipment_mean(equipment: tuple[str, ...], load: bool, gear: set[str] | None) -> None:
    assert gear_of(replace(BARE, equipment=equipment, load=load)) == gear
