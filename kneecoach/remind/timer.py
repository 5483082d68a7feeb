"""The timer that runs `kneecoach remind`: a systemd user timer, or the line for another scheduler."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from kneecoach.errors import KneecoachError, os_reason
from kneecoach.files import write_whole
from kneecoach.paths import private_folder

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
MORNING_AT = "08:00"
"""When the question about the morning after is asked. Ours."""

Run = Callable[[Sequence[str]], int]
"""Runs a command and returns its exit status."""


@dataclass(frozen=True, slots=True)
class Timer:
    """What is run, and when."""

    name: str
    """The name of its units."""
    about: str
    days: tuple[str, ...]
    """Some of DAYS, in their order."""
    at: str
    """The time of day: `18:30`."""
    command: tuple[str, ...]
    environ: Mapping[str, str]
    """Environment variables that say where the files are."""

    @property
    def calendar(self) -> str:
        """systemd's calendar expression: `Mon,Wed,Fri *-*-* 18:30:00`."""
        return f"{','.join(day.title() for day in self.days)} *-*-* {self.at}:00"

    @property
    def units(self) -> dict[str, str]:
        """The text of each unit by file name."""
        lines = [f"Environment={_systemd_word(f'{name}={value}')}" for name, value in self.environ.items()]
        service = [
            *("[Unit]", f"Description={self.about}", "", "[Service]", "Type=oneshot", *lines),
            f"ExecStart={' '.join(map(_systemd_word, self.command))}",
        ]
        timer = [
            *("[Unit]", f"Description={self.about}", "", "[Timer]", f"OnCalendar={self.calendar}"),
            *("AccuracySec=1min", "", "[Install]", "WantedBy=timers.target"),
        ]
        return {
            f"{self.name}.{kind}": "\n".join([*text, ""]) for kind, text in (("service", service), ("timer", timer))
        }

    @property
    def crontab_line(self) -> str:
        """The line for `crontab -e`."""
        hour, minute = (int(part) for part in self.at.split(":"))
        days = ",".join(str((DAYS.index(day) + 1) % 7) for day in self.days)
        words = [
            *(f"{name}={shlex.quote(value)}" for name, value in self.environ.items()),
            shlex.join(self.command),
        ]
        return f"{minute} {hour} * * {days} {' '.join(words)}".replace("%", "\\%")

    @property
    def schtasks_line(self) -> str:
        """The command that creates a Windows task. Untested."""
        days = ",".join(day.upper() for day in self.days)
        command = subprocess.list2cmdline(self.command).replace('"', '\\"')
        return f'schtasks /Create /TN {self.name} /SC WEEKLY /D {days} /ST {self.at} /TR "{command}"'


def _systemd_word(text: str) -> str:
    """A word in a unit file: quoted if need be, and with the characters escaped that systemd would replace."""
    marked = text.replace("\\", "\\\\").replace('"', '\\"').replace("%", "%%").replace("$", "$$")
    return f'"{marked}"' if not text.isascii() or set(text) & set(" '\"\\;$%\t") else marked


def units_folder(environ: Mapping[str, str]) -> Path:
    """The folder of the user's systemd units."""
    base = environ.get("XDG_CONFIG_HOME", "")
    return (Path(base) if base.startswith("/") else Path.home() / ".config") / "systemd" / "user"


def run(command: Sequence[str]) -> int:
    """Run a command quietly; 127 if it cannot be run."""
    try:
        return subprocess.run(
            command, capture_output=True, stdin=subprocess.DEVNULL, timeout=30.0, check=False
        ).returncode
    except (OSError, subprocess.TimeoutExpired):
        return 127


def has_systemd(run: Run = run) -> bool:
    """Whether systemd runs timers for this user."""
    return sys.platform == "linux" and run(["systemctl", "--user", "show-environment"]) == 0


def install(timer: Timer, folder: Path, run: Run = run) -> None:
    """Write the units and start the timer. Raises KneecoachError, and then leaves no unit behind."""
    private_folder(folder)
    paths = {folder / name: text for name, text in timer.units.items()}
    try:
        for path, text in paths.items():
            write_whole(path, text.encode())
    except OSError as error:
        raise KneecoachError(f"{folder}: the timer cannot be written: {os_reason(error)}") from None
    if run(["systemctl", "--user", "daemon-reload"]) or run(
        ["systemctl", "--user", "enable", "--now", f"{timer.name}.timer"]
    ):
        remove(timer.name, folder, run)
        raise KneecoachError("systemd refused the timer, so nothing was installed.")


def remove(name: str, folder: Path, run: Run = run) -> bool:
    """Stop a timer and remove its units; False if there were none. Raises KneecoachError."""
    units = [folder / f"{name}.{kind}" for kind in ("timer", "service")]
    if not any(os.path.lexists(unit) for unit in units):
        return False
    run(["systemctl", "--user", "disable", "--now", f"{name}.timer"])
    try:
        for unit in units:
            unit.unlink(missing_ok=True)
    except OSError as error:
        raise KneecoachError(f"{error.filename}: cannot be removed: {os_reason(error)}") from None
    run(["systemctl", "--user", "daemon-reload"])
    return True
