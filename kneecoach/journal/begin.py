"""Begins a new session: on disk, or in memory if the disk fails and the user wants to go on."""

from __future__ import annotations

import contextlib
import uuid

from kneecoach import __version__
from kneecoach.errors import KneecoachError
from kneecoach.journal.header import CONTINUES_SCHEMA, SCHEMA, Header
from kneecoach.journal.journal import start_journal
from kneecoach.journal.left_behind import clear_left_behind
from kneecoach.journal.lock import BusySession, SessionTaken, check_free, take_or_name
from kneecoach.journal.recorder import SessionRecorder, check_of, device_or_new
from kneecoach.log.record import Record
from kneecoach.log.store import Store
from kneecoach.paths import Paths, private_folder
from kneecoach.running.clock import Clock
from kneecoach.session.options import Options
from kneecoach.session.plan import Plan


class CannotRecord(KneecoachError):
    """The session cannot be recorded on disk. It can begin in memory."""


def unfinished(resume: str, *, as_lines: bool) -> str:
    """Says that a session is unfinished, and what can be done with it.

    `resume` is the command that continues it: in full screen, or `as_lines`, where q saves without asking.
    """
    there = "q saves it, and q delete deletes it" if as_lines else "q asks whether to save or delete it"
    return f"A session is still unfinished: `kneecoach {resume}` continues it. There, {there}."


def check_none_unfinished(paths: Paths, clock: Clock, *, resume: str) -> None:
    """Raises KneecoachError if a session is unfinished, or if another process has it.

    `resume` is the command that continues it in lines of text or JSON.
    """
    with contextlib.suppress(OSError):
        if paths.journal.exists():
            check_free(paths, clock)
            raise KneecoachError(unfinished(resume, as_lines=True))


def begin(
    paths: Paths,
    plan: Plan,
    options: Options,
    clock: Clock,
    *,
    in_memory: bool = False,
    continues: Record | None = None,
) -> SessionRecorder:
    """Open the journal of a new session, or of one that `continues` a saved one.

    Raises CannotRecord if it or the log cannot be written; with `in_memory` the session begins anyway, and is
    written as soon as possible. Raises KneecoachError if a folder's path is a file, the device name is invalid, or
    another session is unfinished.
    """
    _check_folders(paths)
    clear_left_behind(paths)
    device, why = device_or_new(paths, damaged=False)
    try:
        if not why:
            Store(paths, device).check_writable()
    except KneecoachError as error:
        why = str(error)
    try:
        lock = take_or_name(paths, clock)
    except KneecoachError as error:
        lock, why = None, why or str(error)
    if isinstance(lock, BusySession):
        raise SessionTaken(str(lock))
    header = Header(
        schema=SCHEMA if continues is None else CONTINUES_SCHEMA,
        id=str(uuid.uuid4()) if continues is None else continues.id,
        app=__version__,
        started_at=clock.wall(),
        speed=options.speed,
        pace=options.pace,
        first_side=options.side,
        mute=options.mute,
        loads=dict(options.loads or ()),
        load_said=dict(options.load_said),
        units=options.units,
        pain_before=options.pain_before,
        knee=options.knee,
        plan=plan,
        continues=continues,
    )
    try:
        if lock is not None and paths.journal.exists():
            raise KneecoachError(unfinished("resume", as_lines=False))
        if why and not in_memory:
            raise CannotRecord(why)
        if lock is None:
            return SessionRecorder(paths, header, None, None, device, why)
        check = check_of(paths, device)
        try:
            journal = start_journal(paths.journal, header, check=check, in_memory=in_memory, problem=why or None)
        except KneecoachError as error:
            raise CannotRecord(str(error)) from None
        return SessionRecorder(paths, header, journal, lock, device)
    except BaseException:
        if lock is not None:
            lock.release()
        raise


def _check_folders(paths: Paths) -> None:
    """Raises KneecoachError if a folder's path leads to a file: that is a mistake, not a failing disk."""
    for folder in (paths.data, paths.log_dir, paths.state):
        with contextlib.suppress(OSError):
            there = next((path for path in (folder, *folder.parents) if path.exists()), folder)
            if there.exists() and not there.is_dir():
                private_folder(there)
