"""Opens a session: a new one from a routine, the unfinished one, or a partial one to go on with."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from kneecoach.errors import KneecoachError
from kneecoach.journal.begin import begin
from kneecoach.journal.leftover import instant_now
from kneecoach.journal.lock import SessionLock, check_free
from kneecoach.journal.reading import Leftover
from kneecoach.journal.record_of import fold
from kneecoach.journal.recorder import SavedRecord, SessionRecorder, reopen
from kneecoach.log.going_on import as_it_was, first_side, left_of, why_not
from kneecoach.log.record import Record, TargetRecord
from kneecoach.log.store import Store
from kneecoach.log.untried import target_of
from kneecoach.paths import Paths
from kneecoach.review.loads import next_loads, next_said
from kneecoach.routine.library import load_routine
from kneecoach.routine.model import Routine
from kneecoach.routine.planner import plan_routine
from kneecoach.routine.today import on_its_legs, plan_today, with_missing
from kneecoach.running.clock import Clock
from kneecoach.running.runner import Runner
from kneecoach.session.options import Options
from kneecoach.session.plan import Plan, PlannedSet, Shortened
from kneecoach.text import clean


@dataclass(frozen=True, slots=True)
class OpenSession:
    """A session that is ready to run, and what records it."""

    runner: Runner
    recorder: SessionRecorder


def with_next_loads(options: Options, records: Sequence[Record], routine: Routine, today: date) -> Options:
    """The options; if no loads were chosen, with the ones to use next. `records` are all sessions in the log."""
    if options.loads is not None:
        return options
    loads = tuple(next_loads(records, routine.spec, today).items())
    return replace(options, loads=loads, load_said=tuple(next_said(records, routine.spec, today).items()))


def open_new(
    paths: Paths,
    routine: Routine,
    options: Options,
    clock: Clock,
    *,
    records: Sequence[Record] | None = None,
    in_memory: bool = False,
    prepared: Callable[[Plan], Plan] = lambda plan: plan,
) -> OpenSession:
    """A session that has not started yet, with its journal on disk.

    If no loads were chosen, they follow from `records` (all sessions; None reads the log). `prepared` may change
    the plan last. Raises CannotRecord if the journal cannot be written, unless `in_memory` allows that. Raises
    KneecoachError if the session must not begin.
    """
    if options.loads is None:
        known = Store(paths).read_to_keep().records if records is None else records
        options = with_next_loads(options, known, routine, clock.wall().date())
    plan = prepared(plan_today(routine, options))
    recorder = begin(paths, plan, options, clock, in_memory=in_memory)
    return OpenSession(Runner(recorder.header.first_state(), clock, recorder), recorder)


def open_again(
    paths: Paths,
    record: Record,
    options: Options,
    clock: Clock,
    *,
    records: Sequence[Record] | None = None,
    prepared: Callable[[Plan], Plan] = lambda plan: plan,
) -> OpenSession:
    """The sets that are left of a partial session, as a session that has not started yet.

    Pace, loads, variants and the rest are as they were in it. `options` has what is not in its record, and may mute
    it. `prepared` and missing loads are as for a new session. Raises KneecoachError, which says why the session
    cannot be continued.
    """
    if why := why_not(record, clock.wall()):
        raise KneecoachError(why)
    check_free(paths, clock)
    routine = load_routine(paths, record.routine.id)
    options = as_it_was(options, record)
    if options.loads is None:
        known = Store(paths).read_to_keep().records if records is None else records
        options = with_next_loads(options, known, routine, clock.wall().date())
    plan = prepared(replace(plan_left(routine, record), first_ready=options.first_ready))
    recorder = begin(paths, plan, options, clock, continues=record)
    return OpenSession(Runner(recorder.header.first_state(), clock, recorder), recorder)


def plan_left(routine: Routine, record: Record) -> Plan:
    """The plan of the sets that are left of a session. Raises KneecoachError if the routine no longer has them."""
    was, begun = record.going_on, {a.exercise: a.variant for a in record.sets if a.variant is not None}
    plan = plan_routine(routine, first_side(record))
    if was is not None:
        begun = was.variants
        plan = with_missing(plan, was.missing)
    begun = dict(plan.variants) | begun
    plan = on_its_legs(plan, begun, first_side(record))
    planned = {(each.exercise.id, each.set, each.side): each for each in plan.sets}
    left = []
    for attempt in left_of(record):
        found = planned.get(attempt.key)
        if found is None or _target(found, attempt.variant) != attempt.target:
            title = clean(record.routine.title)
            raise KneecoachError(f"{title} has been changed since, and no longer has the sets that are left.")
        left.append(replace(found, of=attempt.of))
    mine = {each.exercise.id for each in left}
    short = record.shortened
    return replace(
        plan,
        sets=tuple(left),
        variants=tuple((id_, words) for id_, words in begun.items() if words and id_ in mine),
        shortened=None if short is None else Shortened(short.sets, short.minutes, short.left_out),
    )


def _target(planned: PlannedSet, variant: str | None) -> TargetRecord:
    """The target of a set done in the variant that a record names; if it names none, as in the routine."""
    return target_of(planned.as_in_routine if variant is None else planned.dosed_as(variant))


def open_leftover(
    paths: Paths, leftover: Leftover, lock: SessionLock, clock: Clock, *, mute: bool = False
) -> OpenSession:
    """The unfinished session, paused where it was cut off. `mute` mutes it, however it began.

    Attach listeners first, then call `bring_back` on its runner.
    """
    if mute:
        leftover = replace(leftover, header=leftover.header.model_copy(update={"mute": True}))
    recorder = reopen(paths, leftover, lock)
    lock.say(clock, is_asking=False)
    state = fold(leftover.header, leftover.events)
    return OpenSession(Runner(state, clock, recorder, at=instant_now(leftover, clock)), recorder)


def end_leftover(paths: Paths, leftover: Leftover, lock: SessionLock, clock: Clock) -> SavedRecord:
    """Save what was done of an unfinished session. Raises KneecoachError."""
    opened = open_leftover(paths, leftover, lock, clock)
    opened.runner.bring_back(leftover.last_instant)
    opened.runner.end(leftover.last_instant)
    return opened.recorder.save(opened.runner.state, clock)
