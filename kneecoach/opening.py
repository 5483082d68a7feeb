"""Opens a session: a new one from a routine, or the one that was cut off."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from kneecoach.journal.begin import begin
from kneecoach.journal.journal import Leftover
from kneecoach.journal.leftover import instant_now
from kneecoach.journal.lock import SessionLock
from kneecoach.journal.recorder import Keeper, Saved, fold, reopen
from kneecoach.log.record import Record
from kneecoach.log.store import Store
from kneecoach.paths import Paths
from kneecoach.review.loads import next_loads
from kneecoach.routine.model import Routine
from kneecoach.routine.planner import plan_routine
from kneecoach.running.clock import Clock
from kneecoach.running.runner import Runner
from kneecoach.session.options import Options


@dataclass(frozen=True, slots=True)
class Opened:
    """A session that is ready to run, and what keeps it."""

    runner: Runner
    keeper: Keeper


def with_next_loads(options: Options, records: Sequence[Record], routine: Routine) -> Options:
    """The options with the loads to go on with, where none were chosen; `records` are all sessions there are."""
    if options.loads is not None:
        return options
    return replace(options, loads=tuple(next_loads(records, routine.says).items()))


def open_new(
    paths: Paths,
    routine: Routine,
    options: Options,
    clock: Clock,
    *,
    records: Sequence[Record] | None = None,
    in_memory: bool = False,
) -> Opened:
    """A session not yet started, its journal on disk.

    Loads that were not chosen follow from `records`, all sessions there are; None has the log read. Raises
    CannotKeep where it cannot be kept there, unless it may begin `in_memory`; KneecoachError where it must not
    begin.
    """
    if options.loads is None:
        options = with_next_loads(options, Store(paths).read().records if records is None else records, routine)
    plan = plan_routine(routine, options.side, options.without)
    keeper = begin(paths, plan, options, clock, in_memory=in_memory)
    return Opened(Runner(keeper.header.first_state(), clock, keeper), keeper)


def open_leftover(
    paths: Paths, leftover: Leftover, lock: SessionLock, clock: Clock, *, mute: bool = False
) -> Opened:
    """A session brought back, paused where it was cut off; from now on with `mute`, whatever it began with.

    Listen first, then call `bring_back` on its runner.
    """
    if mute:
        leftover = replace(leftover, header=leftover.header.model_copy(update={"mute": True}))
    keeper = reopen(paths, leftover, lock)
    state = fold(leftover.header, leftover.events)
    return Opened(Runner(state, clock, keeper, at=instant_now(leftover, clock)), keeper)


def end_leftover(paths: Paths, leftover: Leftover, lock: SessionLock, clock: Clock) -> Saved:
    """Save what was done of a session that was cut off. Raises KneecoachError."""
    opened = open_leftover(paths, leftover, lock, clock)
    opened.runner.bring_back(leftover.last_instant)
    opened.runner.end(leftover.last_instant)
    return opened.keeper.save(opened.runner.state, clock)
