"""What was prescribed for each exercise, and what came of it."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from kneecoach.log.record import Record, SetRecord, ShortenedRecord, TargetRecord
from kneecoach.review.export.exercise_history import ExerciseHistory, PainAnswer, exercise_histories
from kneecoach.session.events import Outcome
from kneecoach.session.plan import Side, Unit
from tests.log.samples import a_record, a_set

WALK: dict[str, Any] = {
    "exercise": "walk",
    "title": "Walk",
    "of": 3,
    "target": TargetRecord(reps=(15, 20), unit=Unit.STEP),
    "outcome": Outcome.COMPLETED,
    "reps": 20,
    "holds": (),
}
NOTHING: dict[str, Any] = {"outcome": Outcome.SKIPPED, "reps": 0, "holds": (), "seconds": 0.0, "started_at": None}


def sessions(*sets: tuple[SetRecord, ...]) -> tuple[Record, ...]:
    """One session a day with these attempts."""
    return tuple(a_record(n, days=n, sets=each) for n, each in enumerate(sets))


def only(*sets: tuple[SetRecord, ...]) -> ExerciseHistory:
    """The only exercise in these sessions."""
    [found] = exercise_histories(sessions(*sets))
    return found


def sides(**changes: Any) -> tuple[SetRecord, ...]:
    """A set of the walk on each side."""
    return tuple(a_set(**{**WALK, **changes}, side=side) for side in (Side.LEFT, Side.RIGHT))


@pytest.mark.parametrize(
    ("sets", "words", "least"),
    [
        (sides(), "3 × 15–20 steps each leg", 45),
        ((a_set(load_kg=8.0),), "3 × 15 reps, 2 s hold, 8 kg", 45),
        (
            sides(target=TargetRecord(seconds=30.0), reps=0, holds=(30.0,), seconds=30.0, of=2),
            "2 × 30 s each leg",
            60,
        ),
        ((a_set(**NOTHING, load_kg=8.0),), "3 × 15 reps, 2 s hold", 45),
    ],
)
def test_a_dose(sets: tuple[SetRecord, ...], words: str, least: float) -> None:
    dose = only(sets).dose
    assert (dose.words, dose.least) == (words, least)


def test_an_easier_variant_does_not_change_the_dose() -> None:
    easier = a_set(variant="fewer", target=TargetRecord(reps=(8, 8), hold_seconds=2.0))
    assert only((a_set(), easier)).dose.words == only((easier, a_set())).dose.words == "3 × 15 reps, 2 s hold"
    assert only((easier,)).dose.words == "3 × 8 reps, 2 s hold"


def test_each_change_of_dose_has_its_day() -> None:
    more = TargetRecord(reps=(18, 18), hold_seconds=2.0)
    found = only(
        (a_set(load_kg=6.0),),
        (a_set(load_kg=6.0),),
        (a_set(**NOTHING, load_kg=9.0),),
        (a_set(load_kg=8.0), a_set(load_kg=7.0)),
        (a_set(load_kg=10.0, target=more),),
    )
    assert found.changes == (
        (date(2026, 11, 25), "8 kg"),
        (date(2026, 11, 26), "3 × 18 reps, 2 s hold, 10 kg"),
    )
    assert found.dose.words == "3 × 18 reps, 2 s hold, 10 kg"


def test_sets_of_each_side_count_on_their_own_and_the_best_attempt_counts() -> None:
    again = (*sides(outcome=Outcome.PARTIAL, reps=3), *sides(attempt=2))
    found = only(again, sides(outcome=Outcome.PARTIAL))
    assert (found.completed, found.sets) == (2, 4)


def test_left_out_is_what_had_nothing_done_and_a_side_only_where_the_other_was_done() -> None:
    left, right = sides()
    _, no_right = sides(**NOTHING)
    found = only((left, right), (left, no_right), (left, no_right), sides(**NOTHING))
    assert found.left_out == 1
    assert found.sides_left_out == ((Side.RIGHT, 2),)
    four_reps = a_set(**{**WALK, "outcome": Outcome.SKIPPED, "reps": 4}, side=Side.RIGHT)
    assert only((left, four_reps)).sides_left_out == ()


def test_of_the_sessions_in_which_it_was_left_out_none_is_missing_from_all() -> None:
    """A shortened session gives no dose, but the exercise was part of it."""
    short = ShortenedRecord(sets=6)
    idle = [a_record(n, days=n, sets=sides(**NOTHING), shortened=short) for n in (1, 2)]
    [found] = exercise_histories((a_record(0, sets=sides()), *idle))
    assert (found.left_out, found.sessions) == (2, 3)


def test_an_exercise_that_was_never_done_is_there_too() -> None:
    found = exercise_histories(sessions((a_set(), *sides(**NOTHING))))
    assert [(each.title, each.left_out) for each in found] == [("Hip thrust", 0), ("Walk", 1)]


def test_pain_is_told_by_side() -> None:
    left, right = sides(pain=3)
    worse = a_set(**{**WALK, "pain": 7}, side=Side.RIGHT)
    assert only((left, right), (worse, sides()[0])).pains == (
        PainAnswer(Side.LEFT, 1, 3),
        PainAnswer(Side.RIGHT, 2, 7),
    )


def test_holds_within_reps_have_a_mean_and_timed_holds_have_none() -> None:
    assert only((a_set(holds=(2.0, 1.0)),), (a_set(holds=(1.5,)),)).mean_hold == 1.5
    entered = a_set(holds=(2.0, 2.0), started_at=None)
    assert only((a_set(holds=(1.5,)),), (entered,)).mean_hold == 1.5, "nobody timed what was entered later"
    assert only((a_set(target=TargetRecord(seconds=30.0), reps=0, holds=(12.0,), seconds=12.0),)).mean_hold is None


def test_two_exercises_of_one_title_are_told_apart() -> None:
    twice = (a_set(), *sides(title="Hip thrust"))
    assert [each.title for each in exercise_histories(sessions(twice))] == [
        "Hip thrust (hip-thrust)",
        "Hip thrust (walk)",
    ]


def test_the_newest_session_says_the_order_and_the_title() -> None:
    renamed = a_set(title="Bridge")
    assert [each.title for each in exercise_histories(sessions((a_set(), *sides()), (*sides(), renamed)))] == [
        "Walk",
        "Bridge",
    ]
