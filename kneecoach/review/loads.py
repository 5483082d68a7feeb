"""Which load an exercise begins with. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from kneecoach.log.record import Record
from kneecoach.review.counted import is_ahead, is_since
from kneecoach.review.history import last_loads
from kneecoach.routine.model import ExerciseModel, RoutineModel
from kneecoach.session.commands import MAX_LOAD_KG


def next_load(records: Sequence[Record], exercise: ExerciseModel, today: date) -> float | None:
    """In kg: the load last used since the exercise was `changed`, else its `load_kg`, else the load last used.

    So a load that a suggestion wrote counts until a session has been done with it or with another. `records` are
    all there are, oldest first; those dated after tomorrow say nothing. Never above what a load may be, which a
    record from elsewhere may pass.
    """
    past = [record for record in records if not is_ahead(record.started_at, today)]
    load = _load_of(past, exercise, today) if exercise.load else None
    return None if load is None else min(load, MAX_LOAD_KG)


def _load_of(records: Sequence[Record], exercise: ExerciseModel, today: date) -> float | None:
    since = [record for record in records if is_since(record, exercise.changed, today)]
    for load in (last_loads(since, [exercise.id]).get(exercise.id), exercise.load_kg):
        if load is not None:
            return load
    return last_loads(records, [exercise.id]).get(exercise.id)


def next_loads(records: Sequence[Record], routine: RoutineModel, today: date) -> dict[str, float]:
    """The load of each exercise that has one, by its id."""
    loads = ((exercise.id, next_load(records, exercise, today)) for exercise in routine.exercise)
    return {name: load for name, load in loads if load is not None}
