"""Moves lines that are not records out of a log file into `*.bad` beside it. No byte is lost or changed.

The bad lines are on disk before the file is replaced by one without them. If the program is killed in between, they
are in both. Undamaged files are not touched, and repairing twice does nothing more.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import BinaryIO

from kneecoach.errors import KneecoachError, os_reason
from kneecoach.files import append, open_to_read, write_whole
from kneecoach.health.check import OTHERS, lax_modes
from kneecoach.locks import held
from kneecoach.log.device import kept_name
from kneecoach.log.lines import ParsedLine, RawLine, parse, raw_lines
from kneecoach.log.reading import log_files
from kneecoach.log.store import LOCK_SECONDS
from kneecoach.paths import Paths, private_folder
from kneecoach.text import clean, plural

CHUNK = 1 << 20
"""Bytes of an overlong line that are copied at a time."""


@dataclass(frozen=True, slots=True)
class FileRepair:
    """What was repaired in a file, in words."""

    path: Path
    what: str
    aside: Path | None = None
    """The file that something was moved to."""
    lines: int = 0
    """How many lines were moved."""

    def __str__(self) -> str:
        return f"{clean(str(self.path))}: {self.what}"


class RepairFailed(KneecoachError):
    """Something could not be repaired. The text names it; `done` is what could."""

    def __init__(self, failed: list[KneecoachError], done: tuple[FileRepair, ...]) -> None:
        more = f" ({len(failed) - 1} more could not be repaired)" if len(failed) > 1 else ""
        super().__init__(f"{failed[0]}{more}")
        self.done = done


def repair(paths: Paths, *, every_device: bool = False) -> tuple[FileRepair, ...]:
    """Repair this device's own files, or with `every_device` all files of the log.

    Through a shared folder another device may be writing to its own file at this moment, and no lock reaches it.
    Raises RepairFailed if something cannot be repaired; everything else is.
    """
    failed: list[KneecoachError] = []
    done = _tried(lambda: _repair_device(paths), failed)
    try:
        own = kept_name(paths)
    except (OSError, ValueError):
        own = ""
    files = [path for path in log_files(paths)[0] if every_device or path.stem == own]
    if files:
        private_folder(paths.state)
        busy = f"{paths.log_dir}: another program is writing to the log"
        try:
            with held(paths.log_lock, LOCK_SECONDS, busy):
                for path in files:
                    done += _tried(partial(repair_log, path), failed)
        except KneecoachError as error:
            failed.append(error)
    for path, mode in lax_modes(paths):
        done += _tried(partial(_tighten, path, mode), failed)
    if failed:
        raise RepairFailed(failed, tuple(done))
    return tuple(done)


def _tried(mend: Callable[[], list[FileRepair]], failed: list[KneecoachError]) -> list[FileRepair]:
    try:
        return mend()
    except KneecoachError as error:
        failed.append(error)
        return []


def repair_log(path: Path) -> list[FileRepair]:
    """Move the bad lines out of one log file, if it has any. Raises KneecoachError."""
    try:
        if not stat.S_ISREG(path.lstat().st_mode):
            return []  # never write to a folder, a pipe or through a link
        with open_to_read(path) as file:
            before = os.fstat(file.fileno())
            bad = sum(parsed.problem is not None and _is_moved(parsed) for _, parsed in _parsed(file, path))
            if not bad:
                return []
            aside = path.with_suffix(".bad")
            append(aside, _pieces(file, path, good=False))
            write_whole(path, _pieces(file, path, good=True), check=partial(_check_unchanged, path, before))
    except OSError as error:
        raise KneecoachError(f"{path}: cannot be repaired: {os_reason(error)}") from None
    return [FileRepair(path, f"{plural(bad, 'bad line')} moved to {aside.name}", aside, bad)]


def _parsed(file: BinaryIO, path: Path) -> Iterator[tuple[RawLine, ParsedLine]]:
    file.seek(0)
    for line in raw_lines(file):
        yield line, parse(line, path)


def _is_moved(parsed: ParsedLine) -> bool:
    return parsed.problem is not None and parsed.problem.kind.is_bad_line


def _pieces(file: BinaryIO, path: Path, *, good: bool) -> Iterator[bytes]:
    """The good bytes of a log file, or the bad ones, in order."""
    for line, parsed in _parsed(file, path):
        if not _is_moved(parsed):
            if good:
                yield line.raw
        elif line.is_too_long:
            if not good:
                yield from _copied(path, line)
        elif parsed.pieces:
            for piece, is_record in parsed.pieces:
                if is_record == good:
                    yield piece if piece.endswith(b"\n") else piece + b"\n"
        elif not good:
            yield line.raw


def _copied(path: Path, line: RawLine) -> Iterator[bytes]:
    """A line that is too long to hold in memory, in chunks."""
    with open_to_read(path) as file:
        file.seek(line.start)
        left = line.size
        while left and (chunk := file.read(min(CHUNK, left))):
            left -= len(chunk)
            yield chunk


def _check_unchanged(path: Path, before: os.stat_result) -> None:
    """Raises OSError if a file has changed since `before`."""
    now = path.lstat()
    if (now.st_ino, now.st_size, now.st_mtime_ns) != (before.st_ino, before.st_size, before.st_mtime_ns):
        raise OSError(0, "it is being written to; try again")


def _repair_device(paths: Paths) -> list[FileRepair]:
    """Move an invalid device name aside: the next session chooses a new one."""
    try:
        kept_name(paths)
    except OSError:
        return []
    except ValueError:
        aside = paths.device.with_suffix(".bad")
        try:
            append(aside, paths.device.read_bytes())
            paths.device.unlink()
        except OSError as error:
            raise KneecoachError(f"{paths.device}: cannot be repaired: {os_reason(error)}") from None
        return [FileRepair(paths.device, f"moved to {aside.name}; this device gets a new name", aside)]
    return []


def _tighten(path: Path, mode: int) -> list[FileRepair]:
    """Take away other users' access to a file or folder. Raises KneecoachError."""
    try:
        path.chmod(mode & ~OTHERS)
    except OSError as error:
        raise KneecoachError(f"{path}: its mode cannot be changed: {os_reason(error)}") from None
    return [FileRepair(path, f"only you can read it now; its mode was {mode:04o}")]
