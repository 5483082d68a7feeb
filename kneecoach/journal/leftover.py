"""Finds a session that was cut off. Saves it if it had ended; moves it aside if it cannot be read."""

from __future__ import annotations

import os
from collections.abc import Sequence
from datetime import datetime

from kneecoach.errors import KneecoachError, os_reason, without_file
from kneecoach.files import move_aside
from kneecoach.journal.left_behind import clear_left_behind
from kneecoach.journal.lock import BusySession, SessionLock, take_or_name
from kneecoach.journal.reading import Leftover, Unreadable, read_journal
from kneecoach.journal.record_of import ended, fold, record_of
from kneecoach.journal.recorder import SavedRecord, reopen
from kneecoach.log.lines import Line
from kneecoach.log.merging import revision_key
from kneecoach.log.record import Record
from kneecoach.log.store import NotARecord, Store
from kneecoach.log.versions import is_held_by
from kneecoach.paths import Paths
from kneecoach.running.clock import Clock
from kneecoach.session.events import Status
from kneecoach.session.state import MAX_WAITED_AT, State
from kneecoach.text import day_words, length


def find_leftover(
    paths: Paths, clock: Clock, *, is_asking: bool = False
) -> tuple[Leftover, SessionLock] | SavedRecord | BusySession | None:
    """The session that was cut off, with its lock taken; None without one; BusySession if another process has it.

    With `is_asking` the lock tells other processes that the user is asked first what to do with it.

    A session that had already ended is dealt with here: it is saved (and returned as saved) if the log lacks
    something that was done, or discarded if that is what the user chose. If the log has everything that was done,
    say because the disk was full and the record was imported, the journal is removed. One that cannot be read, or
    cannot become a record, is moved to `*.bad` beside the journal, so that it does not block the next session. The
    KneecoachError that is then raised says so.
    """
    clear_left_behind(paths)
    if not os.path.lexists(paths.journal):
        return None
    lock = take_or_name(paths, clock, is_asking=is_asking)
    if isinstance(lock, BusySession):
        return lock
    try:
        try:
            leftover = read_journal(paths.journal)
            if leftover is None:
                lock.release()
                return None
            return _deal_with(paths, leftover, lock, clock)
        except (Unreadable, NotARecord) as fault:
            raise _moved(paths, fault) from None
    except BaseException:
        lock.release()
        raise


def _deal_with(
    paths: Paths, leftover: Leftover, lock: SessionLock, clock: Clock
) -> tuple[Leftover, SessionLock] | SavedRecord | None:
    state = fold(leftover.header, leftover.events)
    lines = Store(paths).lines([], leftover.header.id)
    newest = max(lines, key=revision_key, default=None)
    if state.status is Status.DISCARDED or (lines and _is_in(lines, leftover, state)):
        recorder = reopen(paths, leftover, lock)
        recorder.discard()
        if state.is_over or not isinstance(newest, Record):
            return None
        return SavedRecord(newest, Store(paths).own_file(), was_there=True)
    if not state.is_over:
        return leftover, lock
    recorder = reopen(paths, leftover, lock)
    try:
        return recorder.save(state, clock)
    except KneecoachError:
        recorder.close()
        raise


def _is_in(lines: Sequence[Line], leftover: Leftover, state: State) -> bool:
    """Whether the log has a version of the session with everything that was done."""
    began = leftover.header.started_at
    if leftover.header.continues is not None and not state.is_over and not (state.attempts or state.reps):
        return False  # all of it was done before; the person has yet to continue
    return is_held_by(record_of(leftover.header, ended(state, leftover.last_instant), "", began), lines)


def _moved(paths: Paths, fault: KneecoachError) -> KneecoachError:
    """Move a journal aside because of `fault`, and return the error that says so."""
    why = without_file(str(fault), paths.journal)
    try:
        aside = move_aside(paths.journal)
    except OSError as error:
        return KneecoachError(f"{paths.journal}: {why}; it cannot be moved aside: {os_reason(error)}")
    return KneecoachError(f"{paths.journal}: {why}; it was moved to {aside}")


def instant_now(leftover: Leftover, clock: Clock) -> float:
    """The current instant on the session's axis, in seconds.

    The time since the last event counts as a pause, up to MAX_WAITED_AT.
    """
    passed = _passed(leftover, clock.wall()) * leftover.header.speed
    return max(leftover.last_instant, min(passed, MAX_WAITED_AT))


def too_long_ago(leftover: Leftover, now: datetime) -> str:
    """What to say if a session is so old by the clock that its whole pause cannot be recorded; otherwise empty."""
    passed, longest = _passed(leftover, now), MAX_WAITED_AT / leftover.header.speed
    if passed <= longest:
        return ""
    began = leftover.header.started_at
    return (
        f"by the clock, this session began on {day_words(began)} {began.year}; "
        f"no more than {_long(longest)} of its pause are recorded"
    )


def _passed(leftover: Leftover, now: datetime) -> float:
    return (now - leftover.header.started_at).total_seconds()


def _long(seconds: float) -> str:
    days = round(seconds / 86_400)
    return f"{days} days" if days > 2 else length(seconds)
