"""Of all the exercises that could get more, only one does at a time."""

from __future__ import annotations

from typing import Any

from kneecoach.log.record import Record
from kneecoach.review.progress import suggest, why_no_more
from kneecoach.routine.model import RoutineModel
from tests.review.routines import CALM, a_routine, an_exercise, squats, squatted
from tests.review.sessions import at, day

TODAY = day(10)
NAMES = ("squat", "bridge", "lunge")


def all_of(*exercises: Any) -> RoutineModel:
    """A routine of three exercises."""
    changes = {name: {} for name in NAMES} | dict(exercises)
    return a_routine(*(an_exercise(id=n, title=n.capitalize(), **changes[n]) for n in NAMES))


def did(day: int, **reps: int) -> Record:
    """A calm session of all three, by default with ten reps a set."""
    return squatted(day, *(one for n in NAMES for one in squats(*(reps.get(n, 10),) * 2, exercise=n)))


def named(routine: RoutineModel, *records: Record, today: int = 10) -> list[str]:
    """The exercises for which something is suggested."""
    return [s.exercise for s in suggest(routine, records, day(today), 5)]


def test_more_is_suggested_for_the_one_exercise_that_waited_longest() -> None:
    assert named(all_of(), did(5), did(8)) == ["squat"], "the first of those that waited equally long"
    assert named(all_of(), did(2, squat=9), did(5), did(8)) == ["bridge"]
    assert named(all_of(), did(2, squat=9, bridge=9), did(5), did(8)) == ["lunge"]
    assert named(all_of(), did(2), did(5, squat=9, bridge=9), did(8), did(10)) == ["lunge"]


def test_the_next_step_waits_for_a_session_with_the_one_before() -> None:
    stepped = all_of(("squat", {"changed": at(8, 20.0), "variant": "slowly"}))
    assert named(stepped, did(5), did(8)) == []
    assert why_no_more(stepped, [did(5), did(8)], TODAY, 5) == (
        "do a session of Squat as you changed it first, with pain of 2 at most"
    )
    assert named(stepped, did(5), did(8), did(10)) == ["bridge"], "it went by with little pain"
    assert named(stepped, did(5), did(8), did(10, squat=0)) == [], "the new step was skipped"
    easier = did(10).model_copy(
        update={"sets": tuple(s.model_copy(update={"variant": "to a chair"}) for s in did(10).sets)}
    )
    assert named(stepped, did(5), did(8), easier) == [], "it was not done as changed"


def test_a_step_in_load_is_tried_with_that_load() -> None:
    def lifted(number: int, load: float) -> Record:
        sets = [*squats(10, 10, load=load), *squats(10, 10, exercise="bridge"), *squats(10, 10, exercise="lunge")]
        return squatted(number, *sets)

    heavier = all_of(("squat", {"changed": at(8, 20.0), "load": True, "load_kg": 9.0}))
    assert named(heavier, lifted(5, 8.0), lifted(8, 8.0), lifted(10, 8.0)) == []
    assert named(heavier, lifted(5, 8.0), lifted(8, 8.0), lifted(10, 9.0)) == ["bridge"]


def test_never_more_where_the_knee_is_getting_worse() -> None:
    before = [squatted(n, pain={"before": 0, "after": 0, "next_morning": 0}) for n in (-40, -36, -32)]
    rising = [squatted(n, pain={"before": 1, "after": 1, "next_morning": 1}) for n in (0, 5, 8)]
    assert suggest(a_routine(), rising, TODAY, 5) != ()
    assert suggest(a_routine(), [*before, *rising], TODAY, 5) == ()
    assert why_no_more(a_routine(), [*before, *rising], TODAY, 5) == (
        "your knee is getting worse, and a clinician should see it first"
    )
    bad = squatted(9, pain={**CALM, "after": 7})
    assert [s.step.is_more for s in suggest(a_routine(), [*before, *rising, bad], TODAY, 5)] == [False]


def test_two_exercises_of_one_title_are_told_apart() -> None:
    routine = a_routine(*(an_exercise(id=name, title="Squat") for name in ("squat", "bridge")))
    (suggestion,) = suggest(routine, [did(5), did(8)], TODAY, 5)
    assert suggestion.words == "Squat (squat), harder: slowly"
