"""What the doctor says about each thing, and what to do about it."""

from __future__ import annotations

import os
import re
import tomllib
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from kneecoach.audio.player import Condition
from kneecoach.doctor.finding import Finding, Verdict
from kneecoach.doctor.folders import check_folders, check_routines, check_settings
from kneecoach.doctor.programs import EXTRAS, LIBRARIES, check_programs
from kneecoach.doctor.sessions import check_live, check_log, check_time
from kneecoach.doctor.sound import check_voice, sound_finding
from kneecoach.doctor.terminal import Window, check_terminal
from kneecoach.journal.lock import take_lock
from kneecoach.paths import Paths
from kneecoach.running.clock import RealClock
from kneecoach.settings import Settings
from tests.cli.program import ROOT, as_json, kneecoach
from tests.log.samples import STARTED, folders, two_sessions

UTF8 = Window(is_terminal=True, columns=80, rows=24, encoding="utf-8")


def checked(found: Finding) -> tuple[Verdict, bool]:
    """The verdict of a finding, and whether it says what to do."""
    return found.verdict, bool(found.advice)


FINE, NOTE, FAULT = (Verdict.FINE, False), (Verdict.NOTE, True), (Verdict.FAULT, True)


def test_versions_are_named_and_a_missing_library_is_a_fault() -> None:
    here, libraries, extras = check_programs(lambda name: "1.2" if name in LIBRARIES else None)
    assert checked(here) == checked(libraries) == FINE
    assert "textual 1.2" in libraries.says
    assert extras.says == "none"
    assert "pip install 'kneecoach[parquet]'" in extras.advice
    broken = check_programs(lambda name: None if name == "textual" else "1.2")[1]
    assert (broken.says, checked(broken)) == ("missing: textual", FAULT)


def test_every_extra_is_looked_for_by_a_distribution_that_it_installs() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    extras = {name: " ".join(needs) for name, needs in project["optional-dependencies"].items()}
    assert set(EXTRAS) == set(extras) - {"dev", "site", "dist"}
    for name, (distributions, _) in EXTRAS.items():
        assert all(each in extras[name] for each in distributions)


@pytest.mark.parametrize(
    ("window", "environ", "verdict", "said"),
    [
        (UTF8, {"TERM": "xterm-256color"}, FINE, "80 x 24, utf-8, TERM=xterm-256color"),
        (UTF8, {}, FAULT, "TERM is not set"),
        (UTF8, {"TERM": "dumb"}, FAULT, "TERM=dumb"),
        (Window(True, 80, 24, "latin-1"), {"TERM": "xterm"}, FAULT, "latin-1"),
        (Window(True, 30, 10, "UTF-8"), {"TERM": "xterm"}, NOTE, "30 x 10"),
        (Window(False, 80, 24, "utf-8"), {"TERM": "xterm"}, NOTE, "none: this is a pipe or a file"),
    ],
)
def test_terminals(window: Window, environ: dict[str, str], verdict: tuple[Verdict, bool], said: str) -> None:
    (found,) = check_terminal(window, environ)
    assert checked(found) == verdict
    assert said in found.says


@pytest.mark.parametrize(
    ("chosen", "condition", "verdict", "said"),
    [
        ("auto", Condition("miniaudio", "Speakers"), FINE, "miniaudio plays on Speakers"),
        ("auto", Condition(problem="no device"), NOTE, "none: no device"),
        ("auto", Condition(), NOTE, "none: the sound process did not answer"),
        ("none", None, FINE, "turned off in config.toml"),
        ("bell", None, FINE, "the terminal's bell, chosen in config.toml"),
    ],
)
def test_sounds(chosen: str, condition: Condition | None, verdict: tuple[Verdict, bool], said: str) -> None:
    found = sound_finding(chosen, condition)
    assert (checked(found), found.says) == (verdict, said)


def test_every_phrase_that_ships_has_its_clip() -> None:
    assert checked(check_voice()) == FINE


def test_folders_are_not_made_by_looking(tmp_path: Path) -> None:
    paths = Paths(tmp_path / "data", tmp_path / "config", tmp_path / "state")
    assert [checked(found) for found in check_folders(paths)] == [FINE] * 3
    assert checked(check_live(paths, RealClock())) == checked(check_log(paths, STARTED)) == FINE
    assert not list(tmp_path.iterdir())


def test_a_folder_that_is_a_file_or_full_or_open_to_others(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    paths = Paths(tmp_path / "data", tmp_path / "config", tmp_path / "state")
    paths.data.write_text("")
    paths.config.mkdir(mode=0o755)
    paths.state.mkdir(mode=0o700)
    data, config, state = check_folders(paths)
    assert (checked(data), data.says) == (FAULT, f"{paths.data} is a file, not a folder")
    assert checked(state) == FINE
    if os.name == "posix":
        assert (checked(config), config.advice) == (NOTE, f"chmod 700 {paths.config}")
    monkeypatch.setattr("kneecoach.doctor.folders.MIN_FREE_BYTES", 1 << 62)
    assert checked(check_folders(paths)[2]) == FAULT


def nothing(_: Settings) -> None:
    """Finds no fault."""


def test_settings_and_routines_that_cannot_be_read_are_named(tmp_path: Path) -> None:
    paths = folders(tmp_path)
    paths.routines_dir.mkdir(parents=True)
    assert checked(check_settings(paths, nothing)) == checked(check_routines(paths)) == FINE
    paths.settings.write_text("weekly_gaol = 3\n")
    (paths.routines_dir / "mine.toml").write_text("title =\n")
    for found, words in (
        (check_settings(paths, nothing), "weekly_gaol"),
        (check_routines(paths), "mine.toml, line 1|mine.toml:"),
    ):
        assert checked(found) == FAULT
        assert re.search(words, found.says)


def test_a_damaged_log_is_a_fault(tmp_path: Path) -> None:
    paths = two_sessions(tmp_path)
    assert check_log(paths, STARTED).says == "2 sessions in 1 file"
    with next(paths.log_dir.iterdir()).open("a") as log:
        log.write("{torn")
    found = check_log(paths, STARTED)
    assert (checked(found), found.says) == (FAULT, "2 sessions in 1 file, 1 fault")


def test_a_session_under_way_or_cut_off(tmp_path: Path) -> None:
    paths, clock = folders(tmp_path), RealClock()
    lock = take_lock(paths, clock)
    assert lock is not None
    found = check_live(paths, clock)
    assert checked(found) == NOTE
    assert f"process {os.getpid()}" in found.says
    lock.say(clock, is_asking=True)
    assert "is open at a session that was cut off" in check_live(paths, clock).says
    lock.release()
    assert checked(check_live(paths, clock)) == FINE
    paths.journal.write_text("{}\n")
    assert "kneecoach resume" in check_live(paths, clock).advice


@pytest.mark.parametrize(
    ("now", "environ", "verdict", "said"),
    [
        (
            datetime(2026, 11, 26, 9, tzinfo=timezone(timedelta(hours=1))),
            {"TZ": "Europe/Rome"},
            FINE,
            "Europe/Rome (+0100)",
        ),
        (datetime(2026, 11, 26, 9, tzinfo=UTC), {"TZ": "UTC"}, NOTE, "UTC (+0000)"),
        (datetime(2026, 11, 26, 9, tzinfo=UTC), {"TZ": "Europe/London"}, FINE, "Europe/London (+0000)"),
        (datetime(1970, 1, 1, tzinfo=UTC), {"TZ": "Europe/Rome"}, FAULT, "1970"),
    ],
)
def test_clocks(now: datetime, environ: dict[str, str], verdict: tuple[Verdict, bool], said: str) -> None:
    found = check_time(now, environ)
    assert checked(found) == verdict
    assert said in found.says


def test_the_zone_is_read_from_the_systems_link(tmp_path: Path) -> None:
    link = tmp_path / "localtime"
    link.symlink_to("/usr/share/zoneinfo/Europe/Rome")
    now = datetime(2026, 11, 26, 9, tzinfo=timezone(timedelta(hours=1), "CET"))
    assert check_time(now, {}, link).facts["zone"] == "Europe/Rome"
    assert check_time(now, {}, tmp_path / "none").facts["zone"] == "CET"


def test_the_command_says_the_same_in_words_and_as_json(tmp_path: Path) -> None:
    paths = two_sessions(tmp_path)
    paths.settings.parent.mkdir(parents=True)
    paths.settings.write_text('[sound]\nbackend = "none"\n')
    said = as_json(paths.data, "doctor")
    printed = kneecoach(paths.data, "doctor").stdout
    assert said["faults"] == 0
    for found in said["findings"]:
        assert re.search(rf"^{found['verdict']} +{found['about']} ", printed, re.MULTILINE)
    paths.routines_dir.mkdir()
    (paths.routines_dir / "mine.toml").write_text("title =\n")
    done = kneecoach(paths.data, "doctor", status=1)
    assert re.search(r"^fault +routines", done.stdout, re.MULTILINE)
