"""Finds routines: the built-in ones, and the user's own in CONFIG/routines."""

from __future__ import annotations

from pathlib import Path

from kneecoach.errors import KneecoachError, UsageError
from kneecoach.paths import Paths, assets_dir
from kneecoach.routine.model import Routine, read_routine

DEFAULT = "knee-relief"
"""The routine that starts if none is named."""


def builtin_dir() -> Path:
    """The folder of the built-in routines."""
    return assets_dir() / "routines"


def routine_files(paths: Paths) -> dict[str, Path]:
    """Files by routine id (the file name without `.toml`). A user's routine hides a built-in one."""
    files: dict[str, Path] = {}
    for folder in (builtin_dir(), paths.routines_dir):
        if folder.is_dir():
            files |= {path.stem: path for path in sorted(folder.glob("*.toml")) if not _is_left_behind(path.stem)}
    return files


def _is_left_behind(name: str) -> bool:
    """Whether an editor or another computer left the file: a lock, a backup, or macOS metadata."""
    return name.startswith(".") or name.endswith("~")


def load_routine(paths: Paths, name: str) -> Routine:
    """The routine called `name`, or in the file `name`. Raises UsageError if there is none, or KneecoachError."""
    files = routine_files(paths)
    path = files.get(name)
    if path is None:
        if not name.endswith(".toml"):
            known = ", ".join(files)
            raise UsageError(f"There is no routine called {name!r}; there are: {known}.")
        return read_routine(Path(name))
    routine = read_routine(path)
    if routine.spec.id != path.stem:
        raise KneecoachError(f"{path}: id: should be {path.stem!r}, the file's name, not {routine.spec.id!r}")
    return routine
