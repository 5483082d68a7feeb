"""Begins a new session: on disk, or, where the disk fails and the user wants to go on, in memory."""

from __future__ import annotations

import contextlib
import uuid

from kneecoach import __version__
from kneecoach.errors import KneecoachError
from kneecoach.journal.header import Header
from kneecoach.journal.journal import start_journal
from kneecoach.journal.lock import take_lock
from kneecoach.journal.recorder import Held, Keeper, check_of, device_or_new, who_is_busy
from kneecoach.log.store import Store
from kneecoach.paths import Paths, private_folder
from kneecoach.running.clock import Clock
from kneecoach.session.options import Options
from kneecoach.session.plan import Plan


class CannotKeep(KneecoachError):
    """A session could not be kept on disk; it may be asked for in memory."""


def begin(paths: Paths, plan: Plan, options: Options, clock: Clock, *, in_memory: bool = False) -> Keeper:
    """Open the journal of a new session.

    Raises CannotKeep where it, or the log, cannot be written: `in_memory` the session begins all the same, and is
    written as soon as it can be. Raises KneecoachError where a folder or the device's name is none, or another
    session comes first.
    """
    _check_folders(paths)
    device, why = device_or_new(paths, damaged=False)
    try:
        if not why:
            Store(paths, device).check_writable()
    except KneecoachError as error:
        why = str(error)
    try:
        lock = take_lock(paths, clock)
        is_busy = lock is None
    except KneecoachError as error:
        lock, is_busy, why = None, False, why or str(error)
    if is_busy:
        raise KneecoachError(str(who_is_busy(paths, clock) or Held("Another kneecoach")))
    header = Header(
        id=str(uuid.uuid4()),
        app=__version__,
        started_at=clock.wall(),
        speed=options.speed,
        pace=options.pace,
        first_side=options.side,
        mute=options.mute,
        loads=dict(options.loads or ()),
        pain_before=options.pain_before,
        plan=plan,
    )
    try:
        if lock is not None and paths.journal.exists():
            raise KneecoachError("A session is still unfinished: `kneecoach resume` goes on with it.")
        if why and not in_memory:
            raise CannotKeep(why)
        if lock is None:
            return Keeper(paths, header, None, None, device, why)
        check = check_of(paths, device)
        try:
            journal = start_journal(paths.journal, header, check=check, in_memory=in_memory, problem=why or None)
        except KneecoachError as error:
            raise CannotKeep(str(error)) from None
        return Keeper(paths, header, journal, lock, device)
    except BaseException:
        if lock is not None:
            lock.release()
        raise


def _check_folders(paths: Paths) -> None:
    """Raises KneecoachError where something else is in a folder's place: the disk is well, somebody erred."""
    for folder in (paths.data, paths.log_dir, paths.state):
        with contextlib.suppress(OSError):
            there = next((path for path in (folder, *folder.parents) if path.exists()), folder)
            if there.exists() and not there.is_dir():
                private_folder(there)
