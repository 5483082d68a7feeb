"""Exercises and routines as models, for the tests of suggestions."""

from __future__ import annotations

from typing import Any

from kneecoach.log.record import Record, SetRecord, TargetRecord
from kneecoach.routine.model import ExerciseModel, RoutineModel
from kneecoach.session.events import Outcome
from kneecoach.session.plan import Side
from tests.log.samples import a_set
from tests.review.sessions import on

CALM = {"before": 2, "after": 2, "next_morning": 2}
"""Pain after which more may be suggested."""


def an_exercise(**changes: Any) -> ExerciseModel:
    """Two sets of ten squats, with variants either way."""
    fields: dict[str, Any] = {
        "id": "squat",
        "title": "Squat",
        "sets": 2,
        "reps": 10,
        "cadence": [{"name": "down", "seconds": 1}],
        "easier": ["to a chair", "holding on"],
        "harder": ["slowly", "on one leg"],
    }
    return ExerciseModel.model_validate({**fields, **changes})


def a_routine(*exercises: ExerciseModel) -> RoutineModel:
    """A routine of these exercises, or of squats."""
    says = RoutineModel.model_validate(
        {"schema": 1, "id": "knee-relief", "title": "Knee relief", "exercise": [_as_dict(an_exercise())]}
    )
    return says.model_copy(update={"exercise": exercises or (an_exercise(),)})


def _as_dict(exercise: ExerciseModel) -> dict[str, Any]:
    return {**exercise.model_dump(), "reps": list(exercise.reps or ())}


def squats(*reps: int, sets: int = 2, exercise: str = "squat", load: float | None = None, **changes: Any) -> Any:
    """A set for each number of reps. A missing set was not tried."""
    given = (*reps, *(0 for _ in range(sets - len(reps))))
    return tuple(
        a_set(
            exercise=exercise,
            title=exercise.capitalize(),
            set=number,
            of=sets,
            side=Side.BOTH,
            target=TargetRecord(reps=(10, 10)),
            reps=count,
            holds=(),
            load_kg=load,
            outcome=Outcome.COMPLETED if count >= 10 else Outcome.PARTIAL if count else Outcome.SKIPPED,
            **changes,
        )
        for number, count in enumerate(given, start=1)
    )


def squatted(day: int, *sets: SetRecord, pain: dict[str, int | None] | None = None, **changes: Any) -> Record:
    """A session of squats on a day; by default all reps, and calm."""
    return on(day, *(sets or squats(10, 10)), pain=CALM if pain is None else pain, **changes)
