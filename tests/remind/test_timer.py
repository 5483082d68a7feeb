"""The units that systemd gets, the lines for other schedulers, and their removal."""

from __future__ import annotations

import os
import shlex
import shutil
import stat
import subprocess
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from kneecoach.cli.remind import UNIT
from kneecoach.errors import KneecoachError
from kneecoach.remind.timer import Timer, install, remove, units_folder
from tests.cli.program import kneecoach
from tests.log.samples import folders

TIMER = Timer(
    name=UNIT,
    about="kneecoach: time for a session",
    days=("mon", "wed", "sun"),
    at="18:05",
    command=("/opt/my tools/python", "-m", "kneecoach", "remind"),
    environ={"KNEECOACH_DATA_DIR": '/home/k/50% "mine" $HOME'},
)


class Commands:
    """Stands in for systemctl."""

    def __init__(self, *failing: str) -> None:
        self.failing = failing
        self.ran: list[str] = []

    def __call__(self, command: Sequence[str]) -> int:
        self.ran.append(" ".join(command[2:]))
        return int(any(word in command for word in self.failing))


def test_the_timer_is_installed_and_removed_again(tmp_path: Path) -> None:
    run, folder = Commands(), tmp_path / "systemd" / "user"
    install(TIMER, folder, run)
    assert run.ran == ["daemon-reload", f"enable --now {UNIT}.timer"]
    assert {path.name for path in folder.iterdir()} == {f"{UNIT}.service", f"{UNIT}.timer"}
    if os.name == "posix":
        assert {stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()} == {0o600}
    assert remove(UNIT, folder, run)
    assert list(folder.iterdir()) == []
    assert run.ran[2:] == [f"disable --now {UNIT}.timer", "daemon-reload"]
    assert not remove(UNIT, folder, run)


@pytest.mark.parametrize("failing", ["daemon-reload", "enable"])
def test_a_timer_that_systemd_refuses_leaves_nothing_behind(tmp_path: Path, failing: str) -> None:
    with pytest.raises(KneecoachError, match=r"^systemd refused the timer, so nothing was installed\.$"):
        install(TIMER, tmp_path, Commands(failing))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd checks its units itself")
class TestSystemd:
    def test_it_verifies_the_units_and_reads_what_was_meant(self, tmp_path: Path) -> None:
        # systemd looks for the program that a unit names.
        timer = replace(TIMER, command=(shutil.which("true") or "", *TIMER.command))
        install(timer, tmp_path, Commands())
        done = subprocess.run(
            ["systemd-analyze", "verify", "--user", *(str(path) for path in tmp_path.iterdir())],
            env={**os.environ, "XDG_RUNTIME_DIR": str(tmp_path)},
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        # In a container, systemd may also comment on the system's own units.
        assert (done.returncode, "kneecoach" in done.stderr) == (0, False), done.stderr

    def test_it_reads_the_days_and_the_time(self) -> None:
        done = subprocess.run(
            ["systemd-analyze", "calendar", "--iterations=3", "--base-time=2026-11-26 20:00:00", TIMER.calendar],
            env={**os.environ, "TZ": "UTC"},
            capture_output=True,
            encoding="utf-8",
            check=True,
        )
        for instant in ("Sun 2026-11-29 18:05:00", "Mon 2026-11-30 18:05:00", "Wed 2026-12-02 18:05:00"):
            assert instant in done.stdout


def test_a_units_words_are_what_was_meant() -> None:
    service = TIMER.units[f"{UNIT}.service"]
    assert 'ExecStart="/opt/my tools/python" -m kneecoach remind' in service
    assert 'Environment="KNEECOACH_DATA_DIR=/home/k/50%% \\"mine\\" $$HOME"' in service


def test_the_line_for_cron_is_five_fields_and_the_command() -> None:
    line = TIMER.crontab_line
    assert line.startswith("5 18 * * 1,3,0 ")
    assert "50\\% " in line, "cron takes a bare % for the end of the line"
    assert shlex.split(line.replace("\\%", "%"))[5:] == [
        f"KNEECOACH_DATA_DIR={TIMER.environ['KNEECOACH_DATA_DIR']}",
        *TIMER.command,
    ]


def test_units_are_where_systemd_looks(tmp_path: Path) -> None:
    assert units_folder({"XDG_CONFIG_HOME": str(tmp_path)}) == tmp_path / "systemd" / "user"
    assert units_folder({"XDG_CONFIG_HOME": "relative"}) == Path.home() / ".config" / "systemd" / "user"


def test_the_command_installs_nothing_without_days_or_without_systemd(tmp_path: Path) -> None:
    paths = folders(tmp_path)
    home = {"HOME": str(tmp_path), "XDG_CONFIG_HOME": str(tmp_path / "xdg"), "PATH": str(tmp_path)}
    for option in ("--install", "--ics"):
        refused = kneecoach(paths.data, "remind", option, status=2, env=home)
        assert refused.stderr.endswith('set remind.days first, for example ["mon", "wed", "fri"].\n')
    paths.settings.parent.mkdir(parents=True)
    paths.settings.write_text('[remind]\ndays = ["fri", "mon"]\nat = "07:30"\n')
    said = kneecoach(paths.data, "remind", "--install", env=home).stdout
    assert "\n30 7 * * 1,5 " in said
    assert "No timer is installed." in kneecoach(paths.data, "remind", "--remove", env=home).stdout
    assert not (tmp_path / "xdg").exists()


@pytest.mark.parametrize("at", ["24:00", "7:30", "18.30", "noon", ""])
def test_an_invalid_time_is_named(tmp_path: Path, at: str) -> None:
    paths = folders(tmp_path)
    paths.settings.parent.mkdir(parents=True)
    paths.settings.write_text(f'[remind]\nat = "{at}"\n')
    assert f"{paths.settings}: remind.at: should be" in kneecoach(paths.data, "remind", status=1).stderr
