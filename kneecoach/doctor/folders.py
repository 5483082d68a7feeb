"""The folders and their permissions, the settings, and the routines."""

from __future__ import annotations

import os
import shutil
import stat
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from kneecoach.doctor.finding import Finding, Verdict
from kneecoach.errors import KneecoachError, os_reason
from kneecoach.health.check import OTHERS
from kneecoach.paths import Paths
from kneecoach.text import plural

if TYPE_CHECKING:
    from kneecoach.settings import Settings

MIN_FREE_BYTES = 20_000_000
"""With less free space than this, the next sessions may not fit."""


def check_folders(paths: Paths) -> list[Finding]:
    """Each folder: whether it can be written to, who may read it, and how much room there is."""
    named = {"data": paths.data, "config": paths.config, "state": paths.state}
    return [_folder(name, path) for name, path in named.items()]


def _folder(name: str, path: Path) -> Finding:
    about = f"{name} folder"
    facts: dict[str, object] = {"path": str(path), "exists": path.exists()}
    nearest = next((folder for folder in (path, *path.parents) if folder.exists()), Path("/"))
    if not nearest.is_dir():
        return Finding(about, f"{nearest} is a file, not a folder", Verdict.FAULT, f"Move {nearest} away.", facts)
    if not os.access(nearest, os.W_OK | os.X_OK):
        advice = f"Make {nearest} your own and writable, or choose another folder with KNEECOACH_DATA_DIR."
        return Finding(about, f"{path} cannot be written to", Verdict.FAULT, advice, facts)
    try:
        mode, free = stat.S_IMODE(nearest.stat().st_mode), shutil.disk_usage(nearest).free
    except OSError as error:
        return Finding(about, f"{path} cannot be read: {os_reason(error)}", Verdict.FAULT, facts=facts)
    facts |= {"mode": f"{mode:04o}", "free_bytes": free}
    if free < MIN_FREE_BYTES:
        says = f"{path}: only {free // 1_000_000} MB free"
        return Finding(about, says, Verdict.FAULT, "Make room, or sessions cannot be saved.", facts)
    if not path.exists():
        return Finding(about, f"{path}: does not exist yet; it is created when needed", facts=facts)
    if os.name == "posix" and mode & OTHERS:
        says = f"{path}: other users can look inside (mode {mode:04o})"
        return Finding(about, says, Verdict.NOTE, f"chmod 700 {path}", facts)
    return Finding(about, f"{path}, writable, {free / 1e9:.1f} GB free", facts=facts)


def check_settings(paths: Paths, check: Callable[[Settings], object]) -> Finding:
    """Whether config.toml can be read, and what is in it exists. `check` raises KneecoachError if not."""
    from kneecoach.settings import load_settings

    facts: dict[str, object] = {"path": str(paths.settings), "exists": paths.settings.exists()}
    try:
        check(load_settings(paths))
    except KneecoachError as error:
        return Finding("settings", str(error), Verdict.FAULT, "Fix that line in a text editor.", facts)
    words = paths.settings if facts["exists"] else "the defaults: there is no config.toml"
    return Finding("settings", str(words), facts=facts)


def check_routines(paths: Paths) -> Finding:
    """Whether each routine can be read."""
    from kneecoach.routine.library import load_routine, routine_files

    faults: dict[str, str] = {}
    names = list(routine_files(paths))
    for name in names:
        try:
            load_routine(paths, name)
        except KneecoachError as error:
            faults[name] = str(error)
    facts: dict[str, object] = {"routines": names, "faults": faults}
    if faults:
        first = next(iter(faults.values()))
        more = f" (and {plural(len(faults) - 1, 'more routine')} with a fault)" if len(faults) > 1 else ""
        return Finding(
            "routines", f"{first}{more}", Verdict.FAULT, "`kneecoach routines check` names them all.", facts
        )
    return Finding("routines", ", ".join(names), facts=facts)
