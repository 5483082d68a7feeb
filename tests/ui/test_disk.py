"""A failing disk, seen on the screen: Live says so, Before asks, and the record is offered at the end."""

from __future__ import annotations

import errno
import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from textual.widgets import Input

from kneecoach import files as files_module
from kneecoach import paths as paths_module
from kneecoach.cli.full_screen import _tell_unsaved
from kneecoach.errors import KneecoachError
from kneecoach.journal import file as file_module
from kneecoach.journal import journal as journal_module
from kneecoach.log.rescue import line_of, write_record
from kneecoach.log.store import Store
from kneecoach.ui.screens.before import Before
from kneecoach.ui.screens.dialogs import AskFile, Choice
from kneecoach.ui.screens.home import Home
from kneecoach.ui.screens.live import Live
from kneecoach.ui.screens.summary import Summary
from kneecoach.ui.widgets.answers import Answers
from kneecoach.ui.widgets.line import Line
from tests.journal.test_journal import wait_for
from tests.log.samples import FailingCall, a_record
from tests.ui.driver import Driver, driving

FULL = "Not on disk: No space left on device. The session goes on."


@pytest.fixture(autouse=True)
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """Failed writes are tried again at once."""
    monkeypatch.setattr(journal_module, "RETRY_SECONDS", 0.01)


@pytest.fixture
def fill(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Fill the disk."""

    def full() -> None:
        for module in (files_module, file_module):
            FailingCall(monkeypatch, module, "open", times=10**9, code=errno.ENOSPC)

    return full


@pytest.fixture
def make_room(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Make room on the disk again."""

    def well() -> None:
        for module in (files_module, file_module):
            monkeypatch.setattr(module, "os", os)

    return well


def words(driver: Driver) -> str:
    """What the screen on top says."""
    screen = driver.app.screen
    return " ".join(shown.text for kind in (Line, Answers) for shown in screen.query(kind))


def note(driver: Driver) -> str:
    """What Live says has just happened."""
    return driver.live.query_one("#said", Line).text


async def until(driver: Driver, ready: Callable[[], bool]) -> None:
    """Let the screen catch up until the condition holds."""
    for _ in range(200):
        if ready():
            return
        await driver.pilot.pause(0.01)
    raise AssertionError(words(driver))


async def ended_on_a_full_disk(driver: Driver, fill: Callable[[], None]) -> None:
    """A session of one stretch, ended while nothing can be written."""
    await driver.wait(36)
    recorder = driver.live._recorder
    assert wait_for(lambda: recorder.is_on_disk)
    fill()
    await driver.press("q", "s")
    await until(driver, lambda: isinstance(driver.app.screen, Choice) and "not saved yet" in words(driver))


async def test_it_is_said_at_once_and_again_when_the_disk_works(
    tmp_path: Path, fill: Callable[[], None], make_room: Callable[[], None]
) -> None:
    async with driving(tmp_path, live=True) as driver:
        await driver.wait(20)
        recorder = driver.live._recorder
        fill()
        await driver.press("x", "4")
        assert wait_for(lambda: recorder.problem is not None)
        await driver.wait(1)
        assert note(driver) == FULL
        await driver.press("x", "5")
        assert note(driver).startswith("Pain 5 of 10 noted"), "what the user does is still answered"
        await driver.wait(10)
        assert note(driver) == FULL, "and then it is said again, as long as it is so"
        make_room()
        assert wait_for(lambda: recorder.problem is None)
        await driver.wait(1)
        assert note(driver) == "The session is on disk again."
        await driver.press("q", "s")
        await until(driver, lambda: isinstance(driver.app.screen, Summary))
        assert [record.pain.worst for record in Store(driver.paths).read().records] == [5]


async def test_before_a_session_that_cannot_be_kept_it_is_asked(
    tmp_path: Path, fill: Callable[[], None], make_room: Callable[[], None]
) -> None:
    fill()
    async with driving(tmp_path) as driver:
        driver.app.opener._ask = True
        await driver.press("enter", "enter")
        assert isinstance(driver.app.screen, Choice)
        assert "Go on without saving?" in words(driver)
        assert "No space left on device" in words(driver)
        await driver.press("escape")
        assert isinstance(driver.app.screen, Before)
        await driver.press("enter", "enter")
        assert isinstance(driver.app.screen, Live)
        await driver.wait(40)
        assert note(driver) == FULL
        make_room()
        recorder = driver.live._recorder
        assert wait_for(lambda: recorder.is_on_disk)
        await driver.press("q", "s")
        await until(driver, lambda: isinstance(driver.app.screen, Summary))
        assert len(Store(driver.paths).read().records) == 1
        assert driver.app.unsaved == []


async def test_where_nothing_is_asked_it_begins(tmp_path: Path, fill: Callable[[], None]) -> None:
    fill()
    async with driving(tmp_path, live=True) as driver:
        assert isinstance(driver.app.screen, Live)
        await driver.wait(2)
        assert note(driver) == FULL


async def test_a_record_can_be_saved_to_another_file(
    tmp_path: Path, fill: Callable[[], None], make_room: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    # That file's disk works.
    monkeypatch.setattr(paths_module, "write_whole", lambda path, data, **_: path.write_bytes(data))
    async with driving(tmp_path, live=True) as driver:
        await ended_on_a_full_disk(driver, fill)
        await driver.press("f")
        assert isinstance(driver.app.screen, AskFile)
        there = tmp_path / "there.jsonl"
        there.write_text("mine")
        driver.app.screen.query_one(Input).value = str(there)
        await driver.press("enter")
        assert f"{there} already exists; give a new file" in words(driver)
        assert there.read_text() == "mine"
        await driver.press("escape")
        assert "not saved yet" in words(driver), "nothing is lost by going back"
        await driver.press("f")
        chosen = tmp_path / "chosen.jsonl"
        driver.app.screen.query_one(Input).value = str(chosen)
        await driver.press("enter")
        await until(driver, lambda: isinstance(driver.app.screen, Home))
        record = json.loads(chosen.read_text())
        assert record["sets"][0]["outcome"] == "completed"
        assert driver.app.unsaved == []
        make_room()
        driver.paths.log_dir.mkdir(exist_ok=True)
        (driver.paths.log_dir / "copied.jsonl").write_bytes(chosen.read_bytes())
        assert [found.id for found in Store(driver.paths).read().records] == [record["id"]]


async def test_left_it_is_printed_when_the_app_has_closed(
    tmp_path: Path, fill: Callable[[], None], make_room: Callable[[], None], capsys: pytest.CaptureFixture[str]
) -> None:
    async with driving(tmp_path, live=True) as driver:
        await ended_on_a_full_disk(driver, fill)
        assert "not now: it is printed when you quit" in words(driver)
        await driver.press("k")
        assert isinstance(driver.app.screen, Home)
        paths, unsaved = driver.paths, list(driver.app.unsaved)
    make_room()
    assert _tell_unsaved(paths, unsaved) == 1
    said = capsys.readouterr()
    assert json.loads(said.out)["sets"][0]["outcome"] == "completed"
    assert "kneecoach import" in said.err
    Store(paths).append(unsaved[0])
    assert _tell_unsaved(paths, unsaved) == 0, "it was saved meanwhile"
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize("over", [True, False])
async def test_closed_at_once_what_only_memory_has_is_offered(
    tmp_path: Path, fill: Callable[[], None], over: bool
) -> None:
    async with driving(tmp_path, live=True) as driver:
        if over:
            await ended_on_a_full_disk(driver, fill)
        else:
            await driver.wait(36)
            fill()
            await driver.press("x", "4")
        app = driver.app
        app.exit()
    assert [record.sets[0].outcome for record in app.unsaved] == ["completed"]


async def test_closed_mid_session_what_is_on_disk_is_not_printed(tmp_path: Path) -> None:
    async with driving(tmp_path, live=True) as driver:
        await driver.wait(36)
        app = driver.app
        app.exit()
    assert app.unsaved == []
    assert driver.paths.journal.exists()


def test_another_file_is_the_record_s_line_for_the_user_only(tmp_path: Path) -> None:
    old = os.umask(0)
    try:
        path = write_record(str(tmp_path / "a.jsonl"), a_record())
    finally:
        os.umask(old)
    assert path.read_bytes() == line_of(a_record())
    if os.name == "posix":
        assert path.stat().st_mode & 0o777 == 0o600
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("name", ["", "  ", "~no-such-user-at-all/x", "missing/x.jsonl", "nul\0", "there"])
def test_where_it_cannot_be_written_it_is_said_and_nothing_is_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "there").symlink_to(tmp_path / "nowhere")
    with pytest.raises(KneecoachError) as refused:
        write_record(name, a_record())
    assert "\n" not in str(refused.value)
    assert [path.name for path in tmp_path.iterdir()] == ["there"]


@pytest.mark.parametrize("call", ["open", "fsync"])
def test_another_file_that_fails_is_not_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str) -> None:
    FailingCall(monkeypatch, files_module, call)
    with pytest.raises(KneecoachError, match="Input/output error"):
        write_record(str(tmp_path / "a.jsonl"), a_record())
    assert list(tmp_path.iterdir()) == []


def test_another_file_whose_name_would_not_last_is_not_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    FailingCall(monkeypatch, files_module, "fsync")
    with pytest.raises(KneecoachError, match="Input/output error"):
        write_record(str(tmp_path / "a.jsonl"), a_record())
    assert list(tmp_path.iterdir()) == []


def test_without_links_it_is_never_over_another_file_either(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_links(_path: Path, _target: Path) -> None:
        raise OSError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(Path, "hardlink_to", no_links)
    path = write_record(str(tmp_path / "a.jsonl"), a_record())
    assert path.read_bytes() == line_of(a_record())
    with pytest.raises(KneecoachError, match="already exists"):
        write_record(str(path), a_record(2))
    assert path.read_bytes() == line_of(a_record())
