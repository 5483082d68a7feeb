"""Makes the record of a session that was done without kneecoach. Pure, except for the last function.

Whatever nobody measured is null: its length, its pauses, the time at work in a set, the loads. A set about
which nothing was entered has null reps (or seconds) too, until it is corrected. A rep that was entered counts as
planned, with the planned seconds of its hold.
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable, Iterable
from datetime import date, datetime, time

from kneecoach import __version__
from kneecoach.errors import KneecoachError, shortened
from kneecoach.log.corrections import outcome_of, planned_holds, status_of
from kneecoach.log.record import ENTERED_SCHEMA, Record, RoutineRef, SetRecord
from kneecoach.log.store import Store
from kneecoach.log.typed_day import EXAMPLES, typed_day
from kneecoach.log.untried import untried
from kneecoach.running.clock import Clock, whole_minutes
from kneecoach.session.plan import Kind, Pace, Plan, Side

NOON = time(12)
"""When a session began if no time is given."""

_DAY_AND_TIME = re.compile(r"(.*?)(?:(?:T|\s+)(\d{1,2}:\d{2})|(?<=\d)T)?", re.DOTALL | re.ASCII)

MIN_YEAR = 1970
"""The earliest year of a day that can be entered."""


def to_local(instant: datetime) -> datetime:
    """A date and time without an offset, with that of the computer's time zone on that day."""
    try:
        return whole_minutes(instant.astimezone())
    except (OSError, OverflowError):  # Windows knows no offset before 1970
        return whole_minutes(instant.replace(tzinfo=datetime.now().astimezone().tzinfo))


def started_at(typed: str, now: datetime, local: Callable[[datetime], datetime] = to_local) -> datetime:
    """When a session began, as typed: a day, or a day and a time, such as 2026-11-24, `25 Nov` or `yesterday
    18:30`.

    Without a time it is noon, or `now` if noon is in the future. Raises KneecoachError.
    """
    found = _DAY_AND_TIME.fullmatch(typed.strip())
    day, clock = found.groups() if found is not None else (typed, None)
    try:
        on = typed_day(day, now.date())
        at = datetime.strptime(clock, "%H:%M").time() if clock else None  # noqa: DTZ007 - `local` gives it a zone
    except (KneecoachError, ValueError):
        raise KneecoachError(
            f"“{shortened(typed)}” is not a day; try {EXAMPLES}, or with a time 2026-11-24 18:30."
        ) from None
    if on.year < MIN_YEAR:
        raise KneecoachError(f"{shortened(typed)} is too early: sessions can be entered from {MIN_YEAR}.")
    if on > now.date():
        raise KneecoachError(f"{shortened(typed)} is in the future; give the day you did it.")
    began = local(datetime.combine(on, NOON if at is None else at))
    if began <= now:
        return began
    if at is None:
        return now
    raise KneecoachError(f"{shortened(typed)} is in the future; give the time you did it.")


def entered_later(plan: Plan, began: datetime, knee: Side | None = None) -> Record:
    """A session of which only the routine, the start and the sore knee are known.

    It belongs to no device until it is saved.
    """
    sets: dict[Kind, list[SetRecord]] = {kind: [] for kind in Kind}
    for planned in plan.sets:
        unknown: dict[str, object] = {"seconds": None, "variant": planned.exercise.planned_variant}
        if planned.target.reps is not None:
            unknown["reps"] = None
        sets[planned.exercise.kind].append(untried(planned, Pace.SELF).model_copy(update=unknown))
    return Record(
        schema=ENTERED_SCHEMA,
        id=str(uuid.uuid4()),
        device="",
        saved_at=began,
        app=__version__,
        routine=RoutineRef(id=plan.routine, title=plan.title, digest=plan.digest),
        started_at=began,
        ended_at=None,
        active_seconds=None,
        paused_seconds=None,
        entered="later",
        knee=knee,
        status=status_of(tuple(sets[Kind.WORK])),
        sets=tuple(sets[Kind.WORK]),
        warm_up=tuple(sets[Kind.WARM_UP]),
        cool_down=tuple(sets[Kind.COOL_DOWN]),
    )


def all_as_planned(record: Record) -> Record:
    """The session with every set done as planned."""
    sets, warm_up, cool_down = (
        tuple(map(as_planned, done)) for done in (record.sets, record.warm_up, record.cool_down)
    )
    changes = {"sets": sets, "warm_up": warm_up, "cool_down": cool_down, "status": status_of(sets)}
    return record.model_copy(update=changes)


def as_planned(attempt: SetRecord) -> SetRecord:
    """A set with the minimum it asked for, since nothing more was entered."""
    target = attempt.target
    done: dict[str, object] = {}
    if target.reps is not None:
        done |= {"reps": target.reps[0], "holds": planned_holds(attempt, target.reps[0])}
    elif target.seconds is not None:
        done |= {"seconds": target.seconds, "holds": (target.seconds,)}
    changed = attempt.model_copy(update=done)
    return changed.model_copy(update={"outcome": outcome_of(changed)})


def with_set(record: Record, place: int, attempt: SetRecord) -> Record:
    """The session with another attempt in `record.sets[place]`, and the status that follows."""
    sets = (*record.sets[:place], attempt, *record.sets[place + 1 :])
    return record.model_copy(update={"sets": sets, "status": status_of(sets)})


def same_day(records: Iterable[Record], routine: str, day: date) -> Record | None:
    """A session of the same routine (by its id) on that day, the last one, or None."""
    found = [r for r in records if r.routine.id == routine and r.started_at.date() == day and not r.is_rehearsal]
    return found[-1] if found else None


def save_entered(store: Store, record: Record, clock: Clock) -> Record:
    """Write the session to the log, as this device's. Raises KneecoachError."""
    return store.append_after(
        record.id, clock, lambda _, device, now: record.model_copy(update={"device": device, "saved_at": now})
    )
