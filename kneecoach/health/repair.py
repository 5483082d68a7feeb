"""Moves lines that are no records out of a log file, to `*.bad` beside it. No byte is lost, and none changed.

The bad lines are on disk before the file is replaced, whole, by one without them: killed in between, they stand in
both. What is not damaged is not touched, and a second time there is nothing to do.
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
from kneecoach.log.device import kept_name
from kneecoach.log.lines import ParsedLine, RawLine, parse, raw_lines
from kneecoach.log.locks import held
from kneecoach.log.reading import log_files
from kneecoach.log.store import LOCK_SECONDS
from kneecoach.paths import Paths, private_folder
from kneecoach.text import clean, plural

CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class FileRepair:
    """What was done to a file, in words."""

    path: Path
    what: str
    aside: Path | None = None
    """Where something of it was moved to."""
    lines: int = 0
    """Lines moved."""

    def __str__(self) -> str:
        return f"{clean(str(self.path))}: {self.what}"


class RepairFailed(KneecoachError):
    """Something could not be mended, and the text names it; `done` is what was."""

    def __init__(self, failed: list[KneecoachError], done: tuple[FileRepair, ...]) -> None:
        more = f" ({len(failed) - 1} more could not be mended)" if len(failed) > 1 else ""
        super().__init__(f"{failed[0]}{more}")
        self.done = done


def repair(paths: Paths, *, every_device: bool = False) -> tuple[FileRepair, ...]:
    """Mend what is this device's own, or with `every_device` all files of the log.

    Another device may be writing to its own file at this moment, through a shared folder: no lock reaches it.
    Raises NotAllMended where something cannot be mended; all else is.
    """
    failed: list[KneecoachError] = []
    done = _tried(lambda: _mend_device(paths), failed)
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
    """Move the bad lines of one file of the log, where it has any. Raises KneecoachError."""
    try:
        if not stat.S_ISREG(path.lstat().st_mode):
            return []  # a folder, a pipe, or a link to elsewhere, is nothing to write to
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
    """The good bytes of a log file, or the bad ones, in their order."""
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
    """A line that is too long to be held, bit by bit."""
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


def _mend_device(paths: Paths) -> list[FileRepair]:
    """Move a name that is no name out of the way: the next session chooses a new one."""
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
    """Let nobody else read a file."""
    try:
        path.chmod(mode & ~OTHERS)
    except OSError as error:
        raise KneecoachError(f"{path}: its mode cannot be changed: {os_reason(error)}") from None
    return [FileRepair(path, f"may be read by you alone now; its mode was {mode:04o}")]
