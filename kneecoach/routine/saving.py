"""The only place where a routine's file is written: whole or not at all, never over another program's changes."""

from __future__ import annotations

from contextlib import AbstractContextManager
from pathlib import Path

from kneecoach.errors import KneecoachError, os_reason
from kneecoach.files import read_at_most, write_whole
from kneecoach.locks import held
from kneecoach.paths import Paths, private_folder
from kneecoach.toml_file import MAX_BYTES

LOCK_SECONDS = 5.0
"""How long to wait for another kneecoach that is saving a routine."""


class ChangedElsewhere(KneecoachError):
    """Another program has changed the file since it was read; it was left alone."""


def own_path(paths: Paths, name: str) -> Path:
    """The file of the user's own routine `name`, whether or not there is one. A link to a file stays a link."""
    return (paths.routines_dir / f"{name}.toml").resolve()


def save_routine(paths: Paths, path: Path, before: bytes | None, after: bytes | None) -> None:
    """Replace `before` by `after`; None means no file. Raises KneecoachError.

    If the file is no longer `before`, ChangedElsewhere is raised and nothing is written.
    """

    def check() -> None:
        if _read(path) != before:
            raise ChangedElsewhere(f"{path}: this routine was changed by another program; nothing was overwritten")

    try:
        private_folder(path.parent)
        with routines_lock(paths, path):
            check()
            if after is None:
                path.unlink(missing_ok=True)
            elif after != before:
                write_whole(path, after, check=check)
    except OSError as error:
        raise KneecoachError(f"{path}: the routine cannot be saved: {os_reason(error)}") from None


def routines_lock(paths: Paths, path: Path) -> AbstractContextManager[None]:
    """Held while the routine at `path` is written or renamed. Raises KneecoachError."""
    busy = f"{path}: another kneecoach is saving a routine; try again"
    return held(private_folder(paths.state) / "routines.lock", LOCK_SECONDS, busy)


def _read(path: Path) -> bytes | None:
    try:
        return read_at_most(path, MAX_BYTES)
    except FileNotFoundError:
        return None
