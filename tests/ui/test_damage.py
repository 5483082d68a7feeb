"""Home on damaged files: it opens, says what cannot be read, and shows what can."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from kneecoach.log.store import Store
from kneecoach.paths import Paths
from kneecoach.ui.screens.history import History
from kneecoach.ui.screens.home import Home
from kneecoach.ui.widgets.line import Line
from tests.helpers import Visit, knee_relief
from tests.log.damage import BAD_LINES, NO_FILES
from tests.log.samples import DEVICE, a_header, a_record, journal_bytes
from tests.ui.driver import SILENT, Driver, driving, paths_in

posix = pytest.mark.skipif(os.name != "posix", reason="pipes and links are of POSIX")


def two_sessions(folder: Path) -> Paths:
    """Folders with two sessions in the log, and settings that make no sound."""
    paths = paths_in(folder)
    for made in (paths.state, paths.config):
        made.mkdir(mode=0o700)
    paths.device.write_text(f"{DEVICE}\n")
    paths.settings.write_text(SILENT)
    for number in (1, 2):
        Store(paths).append(a_record(number, days=-number))
    return paths


def said(driver: Driver) -> str:
    """What Home says is wrong."""
    assert isinstance(driver.app.screen, Home)
    line = driver.app.screen.query_one("#problem", Line)
    return str(line.render()) if line.display else ""


def past(driver: Driver) -> str:
    return str(driver.app.screen.query_one("#past", Line).render())


async def test_every_kind_of_bad_line_at_once(tmp_path: Path) -> None:
    paths = two_sessions(tmp_path)
    log = paths.log_dir / f"{DEVICE}.jsonl"
    with log.open("ab") as file:
        file.write(b"".join(bad for bad, _ in BAD_LINES.values()))
    async with driving(tmp_path) as driver:
        assert past(driver).startswith("Last session   yesterday · Sat 21 Nov")
        assert f"{log}, line 3: " in said(driver)
        assert f"{len(BAD_LINES) - 2} more cannot be read; `kneecoach log check` names them" in said(driver)
        await driver.press("h")
        assert isinstance(driver.app.screen, History)


@posix
@pytest.mark.parametrize("thing", NO_FILES.values(), ids=NO_FILES)
async def test_what_is_not_a_file_is_not_waited_for(tmp_path: Path, thing: Callable[[Path], None]) -> None:
    paths = two_sessions(tmp_path)
    for path in (paths.log_dir / "phone-000001.jsonl", paths.routines_dir / "mine.toml", paths.journal):
        path.parent.mkdir(exist_ok=True)
        thing(path)
    async with driving(tmp_path) as driver:
        assert past(driver).startswith("Last session   yesterday · Sat 21 Nov")
        assert "phone-000001.jsonl: " in said(driver)
        assert "mine.toml: " in said(driver)


@pytest.mark.parametrize("name", ["config.toml", "device", "live.jsonl"])
@pytest.mark.parametrize(
    "content", [b"\0" * 99, b"\xff\xfe", b"[" * 100_000, b"\n"], ids=["nul", "utf", "deep", "empty"]
)
async def test_another_file_that_is_damaged(tmp_path: Path, name: str, content: bytes) -> None:
    paths = two_sessions(tmp_path)
    path = {"config.toml": paths.settings, "device": paths.device, "live.jsonl": paths.journal}[name]
    path.write_bytes(content)
    async with driving(tmp_path) as driver:
        assert past(driver).startswith("Last session   yesterday · Sat 21 Nov")
        # An empty settings file is fine, and a device name is needed only when something is written.
        assert (str(path) in said(driver)) == (name == "live.jsonl" or (name == "config.toml" and content != b"\n"))


async def test_the_lines_lost_of_a_session_that_was_cut_off_are_counted(tmp_path: Path) -> None:
    paths = two_sessions(tmp_path)
    visit = Visit(knee_relief())
    visit.until_work(17, reps=7)
    lines = journal_bytes(a_header(knee_relief()), visit.events).splitlines(keepends=True)
    bad = len(lines) - 3
    torn = b"".join([b"\0" * 80 + b"\n", *lines[bad + 1 :]])
    paths.journal.write_bytes(b"".join(lines[:bad]) + torn)
    async with driving(tmp_path) as driver:
        where = str(driver.app.screen.query_one("#leftover-where", Line).render())
        assert "Hip thrust" in where
        assert "6 reps counted; 3 lines of it cannot be read and will be moved to live.bad" in where
        await driver.press("enter")
        assert driver.runner.state.reps == 6
    assert (paths.state / "live.bad").read_bytes() == torn
