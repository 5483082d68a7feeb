"""Which load an exercise begins with. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from kneecoach.log.record import Record
from kneecoach.review.counted import is_ahead, is_since
from kneecoach.review.history import last_loads, past
from kneecoach.routine.model import ExerciseModel, RoutineModel
from kneecoach.session.commands import MAX_LOAD_KG
from kneecoach.session.loads import load_of_kind
from kneecoach.session.plan import BAND, LoadKind, LoadSaid, LoadUnit
from kneecoach.words import load_words


def next_load(records: Sequence[Record], exercise: ExerciseModel, today: date) -> float | None:
    """In kg: the load last used since the exercise was `changed`, or its `load_kg`, or else the load last used.

    So a load that a suggestion wrote counts until a session has been done with it or with another. `records` are
    all sessions, oldest first; those dated after tomorrow are ignored. Never above the maximum load, which a record
    from elsewhere may exceed.
    """
    return _load_of(records, exercise, today) if exercise.load_in(exercise.variant) is True else None


def _load_of(records: Sequence[Record], exercise: ExerciseModel, today: date) -> float | None:
    known = [record for record in records if not is_ahead(record.started_at, today)]
    since = [record for record in known if is_since(record, exercise.changed, today)]
    last = last_loads(since, [exercise.id]).get(exercise.id)
    load = exercise.load_kg if last is None else last
    load = last_loads(known, [exercise.id]).get(exercise.id) if load is None else load
    return None if load is None else min(load, MAX_LOAD_KG)


def _kind_to_offer(exercise: ExerciseModel) -> LoadKind:
    """The kind of load that it takes in its routine's variant or, if none, in the first variant that takes one."""
    return exercise.load_in(exercise.variant) or next(iter(exercise.load_kinds), False)


def next_said(records: Sequence[Record], routine: RoutineModel, today: date) -> dict[str, LoadSaid]:
    """How the load of each exercise was last typed, if not in kg, by its id.

    A band's tension; or pounds, if that is the load to begin with, as `next_loads` says.
    """
    wanted = {exercise.id: kind for exercise in routine.exercise if (kind := _kind_to_offer(exercise))}
    said: dict[str, LoadSaid] = {}
    loads = next_loads(records, routine, today)
    for record in past([record for record in records if not is_ahead(record.started_at, today)]):
        for attempt in reversed(record.sets):
            name = attempt.exercise
            if name not in wanted or name in said:
                continue
            if wanted[name] == BAND and attempt.load_words:
                said[name] = attempt.load_words
            elif wanted[name] is True and attempt.load_typed and attempt.load_kg == loads.get(name):
                said[name] = attempt.load_typed
        if len(said) == len(wanted):
            break
    return said


def next_loads(records: Sequence[Record], routine: RoutineModel, today: date) -> dict[str, float]:
    """The load in kg to begin with of each exercise that takes one in any variant, by its id.

    A session may begin in another variant than the routine's, or take one later.
    """
    loads = (
        (exercise.id, _load_of(records, exercise, today))
        for exercise in routine.exercise
        if True in exercise.load_kinds
    )
    return {name: load for name, load in loads if load is not None}


def next_load_words(
    records: Sequence[Record], routine: RoutineModel, today: date, unit: LoadUnit
) -> dict[str, str]:
    """The load of each exercise that has one as the routine has it done, in words, by its id: `8 kg`."""
    loads, said = next_loads(records, routine, today), next_said(records, routine, today)
    found = {}
    for exercise in routine.exercise:
        name, kind = exercise.id, exercise.load_in(exercise.variant)
        found[name] = load_words(*load_of_kind(kind, loads.get(name), said.get(name)), unit)
    return {name: words for name, words in found.items() if words}
