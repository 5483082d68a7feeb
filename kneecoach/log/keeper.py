"""Keeps one live session: its journal as it goes, its record at the end, and the lock that says it is ours."""

from __future__ import annotations

import contextlib
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from functools import reduce
from pathlib import Path

from kneecoach import __version__
from kneecoach.clock import Clock
from kneecoach.errors import KneecoachError, os_reason
from kneecoach.log.build import record_of
from kneecoach.log.device import device_name, write_private
from kneecoach.log.header import Header
from kneecoach.log.journal import Journal, Leftover, read_journal, set_aside, start_journal
from kneecoach.log.lock import SessionLock, take_lock, who_holds
from kneecoach.log.record import Record
from kneecoach.log.replay import replayed
from kneecoach.log.store import Store, sync_folder
from kneecoach.paths import Paths
from kneecoach.session.events import Event, Status
from kneecoach.session.evolve import evolve
from kneecoach.session.plan import Pace, Plan, Side
from kneecoach.session.state import State

BUSY = "is in the middle of a session; finish that one first."
"""Said of whoever holds the live session."""


@dataclass(frozen=True, slots=True)
class Options:
    """What is chosen before a session starts."""

    pace: Pace = Pace.GUIDED
    side: Side = Side.LEFT
    speed: float = 1.0
    mute: bool = False
    loads: tuple[tuple[str, float], ...] = ()
    """Exercise id and load in kg."""
    pain_before: int | None = None
    without: tuple[str, ...] = ()
    """Ids of exercises that are left out today."""


@dataclass(frozen=True, slots=True)
class Saved:
    """A record that is on disk."""

    record: Record
    path: Path


@dataclass(frozen=True, slots=True)
class Held:
    """The live session is another process's."""

    by: str
    """Who it is, as the beginning of a sentence."""

    def __str__(self) -> str:
        return f"{self.by} {BUSY}"


class Keeper:
    """One live session on disk."""

    def __init__(self, paths: Paths, header: Header, journal: Journal, lock: SessionLock) -> None:
        self.header = header
        self._paths = paths
        self._journal = journal
        self._lock = lock

    @property
    def problem(self) -> str | None:
        """Why the session cannot be kept on disk at the moment, in one sentence, or None."""
        return self._journal.problem

    def keep(self, events: Iterable[Event]) -> None:
        """Have events written to the journal; returns at once."""
        self._journal.append(events)

    def save(self, state: State, clock: Clock) -> Saved:
        """Write the record of the ended session to the log and let the journal go.

        Raises KneecoachError; then the journal stays, and saving can be tried again.
        """
        self._journal.flush()
        record = record_of(self.header, state, device_name(self._paths), clock.wall())
        path = Store(self._paths).append(record)
        self._let_go()
        return Saved(record, path)

    def discard(self) -> None:
        """Throw the session away."""
        self._journal.flush()
        self._let_go()

    def close(self) -> None:
        """Leave the journal on disk for `kneecoach resume`, and give the lock back."""
        self._journal.close()
        self._lock.release()

    def _let_go(self) -> None:
        self._journal.close()
        # Where it cannot be removed it is dealt with at the next start: its record is in the log already.
        with contextlib.suppress(OSError):
            self._journal.path.unlink(missing_ok=True)
        self._lock.release()


def begin(paths: Paths, plan: Plan, options: Options, clock: Clock) -> Keeper:
    """Open the journal of a new session. Raises KneecoachError where it, or the log, cannot be written."""
    Store(paths).check_writable()
    lock = take_lock(paths, clock)
    if lock is None:
        raise KneecoachError(str(who_is_busy(paths, clock) or Held("Another kneecoach")))
    header = Header(
        id=str(uuid.uuid4()),
        app=__version__,
        started_at=clock.wall(),
        speed=options.speed,
        pace=options.pace,
        first_side=options.side,
        mute=options.mute,
        loads=dict(options.loads),
        pain_before=options.pain_before,
        plan=plan,
    )
    try:
        if paths.journal.exists():
            raise KneecoachError("A session is still unfinished: `kneecoach resume` goes on with it.")
        return Keeper(paths, header, start_journal(paths.journal, header), lock)
    except BaseException:
        lock.release()
        raise


def reopen(paths: Paths, leftover: Leftover, lock: SessionLock) -> Keeper:
    """Go on with a journal that was left over; what could not be read is set aside in `*.bad`."""
    if leftover.torn:
        try:
            set_aside(paths.journal, leftover.torn)
            if leftover.is_mended:
                write_private(paths.journal, leftover.kept)
                sync_folder(paths.state)
        except OSError as error:
            raise KneecoachError(
                f"{paths.journal}: this unfinished session is damaged, and what is damaged cannot be moved aside: "
                f"{os_reason(error)}"
            ) from None
    return Keeper(paths, leftover.header, Journal(paths.journal, leftover.kept), lock)


def fold(header: Header, events: Iterable[Event]) -> State:
    """The state after the events of a journal."""
    return reduce(evolve, events, header.first_state())


def who_is_busy(paths: Paths, clock: Clock) -> Held | None:
    """Whether another process has the live session, and who. Raises KneecoachError."""
    by = who_holds(paths, clock)
    return None if by is None else Held(by)


def check_free(paths: Paths, clock: Clock) -> None:
    """Raises KneecoachError where another process has the live session."""
    held = who_is_busy(paths, clock)
    if held is not None:
        raise KneecoachError(str(held))


def find_leftover(paths: Paths, clock: Clock) -> tuple[Leftover, SessionLock] | Saved | Held | None:
    """The session that was cut off, with its lock taken, or None; or that another process has it.

    A session that had ended already is dealt with here: saved (and then returned as such) when its record is not in
    the log yet, or thrown away as its user asked. Raises KneecoachError.
    """
    if not paths.journal.exists():
        return None
    lock = take_lock(paths, clock)
    if lock is None:
        # It may have ended this very moment.
        return who_is_busy(paths, clock) or find_leftover(paths, clock)
    try:
        leftover = read_journal(paths.journal)
        if leftover is None:
            lock.release()
            return None
        leftover = replayed(leftover)
        state = fold(leftover.header, leftover.events)
        if not state.is_over:
            return leftover, lock
        known = bool(Store(paths).lines([], leftover.header.id))
        keeper = reopen(paths, leftover, lock)
        if state.status is Status.DISCARDED or known:
            keeper.discard()
            return None
        try:
            return keeper.save(state, clock)
        except KneecoachError:
            keeper.close()
            raise
    except BaseException:
        lock.release()
        raise
    return None
