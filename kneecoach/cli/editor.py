"""Lets the user edit a text in their own editor."""

from __future__ import annotations

import os
import shlex
import shutil
import signal
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from kneecoach.errors import KneecoachError, os_reason

USUAL = ("notepad",) if sys.platform == "win32" else ("editor", "nano", "vi")
"""The editors to try if neither VISUAL nor EDITOR names one."""


def editor_command(environ: Mapping[str, str]) -> list[str]:
    """The editor with its arguments: $VISUAL, $EDITOR or a usual one. Raises KneecoachError."""
    for name in ("VISUAL", "EDITOR"):
        if value := environ.get(name, "").strip():
            try:
                return [part.strip('"') for part in shlex.split(value, posix=os.name == "posix")]
            except ValueError:
                raise KneecoachError(f"{name}: a quote is not closed in {value!r}") from None
    found = next((program for program in USUAL if shutil.which(program)), None)
    if found is None:
        raise KneecoachError("There is no editor here; set EDITOR to the one you use.")
    return [found]


def edit_file(path: Path, environ: Mapping[str, str]) -> None:
    """Let the user edit a file, and wait until the editor closes. Raises KneecoachError if it fails."""
    command = editor_command(environ)
    before = signal.signal(signal.SIGINT, lambda _signal, _frame: None)  # Ctrl+C is for the editor
    try:
        status = subprocess.run([*command, str(path)], check=False).returncode
    except OSError as error:
        raise KneecoachError(f"The editor {command[0]!r} cannot be started: {os_reason(error)}") from None
    finally:
        signal.signal(signal.SIGINT, before)
    if status != 0:
        raise KneecoachError(f"The editor {command[0]!r} ended with status {status}, so nothing was changed.")
