"""When sound fails, the session's events stay the same, one line says so, and the screen goes on."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psutil  # type: ignore[import-untyped]
import pytest

from kneecoach.ui.screens.live import FLASH_SECONDS
from tests.audio.device import needs_alsa, no_card, one_stream
from tests.cli.program import following
from tests.terminal.terminal import terminal
from tests.ui.driver import driving, paths_in

PATIENCE_SECONDS = 20.0

SHORT = """\
schema = 1
id = "short"
title = "Short"

[[exercise]]
id = "hip-thrust"
title = "Hip thrust"
sets = 1
reps = 3
cadence = [{ name = "push up", seconds = 0.5 }, { name = "lower", seconds = 0.5 }]
setup = 3
"""
"""Six seconds in all."""

LONG = SHORT.replace("short", "long").replace("Short", "Long").replace("reps = 3", "reps = 60")

EVENTS = [
    *["session-started", "stage-started", "stage-started"],
    *["phase-started", "phase-started", "rep-counted"] * 3,
    *["attempt-ended", "session-ended", "saved"],
]
INSTANTS = [0, 0, 3, 3, 3.5, 4, 4, 4.5, 5, 5, 5.5, 6, 6, 6]


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A user's folder with two routines."""
    folder = tmp_path / "data"
    routines = folder / "config" / "routines"
    routines.mkdir(parents=True)
    (routines / "short.toml").write_text(SHORT)
    (routines / "long.toml").write_text(LONG)
    (folder / "config" / "config.toml").write_text("first_ready = 0\n")
    return folder


def use(monkeypatch: pytest.MonkeyPatch, env: dict[str, str]) -> None:
    for name, value in env.items():
        monkeypatch.setenv(name, value)


def set_backend(data: Path, backend: str) -> None:
    (data / "config" / "config.toml").write_text(f'first_ready = 0\n[sound]\nbackend = "{backend}"\n')


def workers_of(pid: int) -> list[int]:
    """The sound processes of a session."""
    try:
        children = psutil.Process(pid).children()
    except psutil.NoSuchProcess:
        return []
    return [child.pid for child in children if child.status() != psutil.STATUS_ZOMBIE]


def wait_until(is_so: Callable[[], bool], what: str) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not is_so():
        assert time.monotonic() < deadline, what
        time.sleep(0.02)


def undisturbed(events: list[dict[str, Any]]) -> None:
    """Check that the events are those of the routine, each at its instant."""
    protocol, *happened = events
    assert protocol["event"] == "protocol"
    assert [event["event"] for event in happened] == EVENTS
    assert [event["at"] for event in happened[:-1]] == INSTANTS


def run(data: Path, meanwhile: Callable[[int], None] = lambda pid: None) -> list[dict[str, Any]]:
    """The short session, with something done to it from outside."""
    with following(data, "start", "short", "--json", "--yes") as session:
        session.event("session-started")
        meanwhile(session.process.pid)
        session.event("saved")
        assert session.end() == 0
        return session.events


@needs_alsa
def test_a_worker_killed_again_and_again_disturbs_nothing(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    env, raw = one_stream(tmp_path / "card")
    use(monkeypatch, env)
    set_backend(data, "miniaudio")

    def kill(pid: int) -> None:
        wait_until(raw.exists, "nothing is heard")
        for _ in range(2):
            wait_until(lambda: bool(workers_of(pid)), "no worker")
            for worker in workers_of(pid):
                os.kill(worker, signal.SIGKILL)

    undisturbed(run(data, kill))


@needs_alsa
def test_a_worker_that_stalls_disturbs_nothing(data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    env, raw = one_stream(tmp_path / "card")
    use(monkeypatch, env)
    set_backend(data, "miniaudio")
    stopped: list[int] = []

    def stop(pid: int) -> None:
        wait_until(raw.exists, "nothing is heard")
        stopped.extend(workers_of(pid))
        for worker in stopped:
            os.kill(worker, signal.SIGSTOP)

    try:
        undisturbed(run(data, stop))
    finally:
        for worker in stopped:
            if psutil.pid_exists(worker):
                os.kill(worker, signal.SIGKILL)


@needs_alsa
def test_without_any_device_nothing_is_disturbed(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    use(monkeypatch, no_card(tmp_path / "none"))
    undisturbed(run(data))


@needs_alsa
def test_a_library_that_crashes_disturbs_nothing(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    env, raw = one_stream(tmp_path / "card")
    use(monkeypatch, env)
    # This one is found first: the worker's Python looks in the session's own folder before any other.
    library = tmp_path / "library"
    library.mkdir()
    (library / "simpleaudio.py").write_text(
        "import os, signal\ndef play_buffer(*_):\n    os.kill(os.getpid(), signal.SIGSEGV)\n"
    )
    from tests.cli import program

    kept = program.environment
    monkeypatch.setattr(
        program,
        "environment",
        lambda folder, **more: kept(folder, **more) | {"PYTHONPATH": f"{library}{os.pathsep}{program.ROOT}"},
    )
    undisturbed(run(data))
    assert raw.exists()


@needs_alsa
def test_no_process_is_left_over(data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    env, _ = one_stream(tmp_path / "card")
    use(monkeypatch, env)
    set_backend(data, "miniaudio")
    seen: list[int] = []

    def remember(pid: int) -> None:
        wait_until(lambda: bool(workers_of(pid)), "no worker")
        seen.extend(workers_of(pid))

    undisturbed(run(data, remember))
    wait_until(lambda: not any(psutil.pid_exists(pid) for pid in seen), "the worker does not end")


@needs_alsa
def test_on_the_screen_one_line_says_that_there_is_no_sound(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    use(monkeypatch, no_card(tmp_path / "none"))
    with terminal("start", "long", "--yes", data=data) as shown:
        shown.wait_for("Hip thrust")
        shown.wait_for("No sound: ")
        assert shown.text.count("No sound: ") == 1
        assert "ALSA lib" not in shown.text
        # The session goes on: a rep later, the line is still the only trace.
        shown.wait_for("push up 0.5 s")
        assert "Traceback" not in shown.text


@needs_alsa
def test_a_worker_killed_mid_sound_leaves_the_screen_as_it_is(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    env, raw = one_stream(tmp_path / "card")
    use(monkeypatch, env)
    set_backend(data, "miniaudio")
    with terminal("start", "long", "--yes", data=data) as shown:
        shown.wait_for("Hip thrust")
        shown.wait_until(raw.exists, "a sound")
        for worker in workers_of(shown.process.pid):
            os.kill(worker, signal.SIGKILL)
        shown.wait_for("push up 0.5 s")
        assert "No sound" not in shown.text
        assert "Traceback" not in shown.text


def settings_of(folder: Path, text: str) -> None:
    paths_in(folder).config.mkdir(exist_ok=True)
    paths_in(folder).settings.write_text(text)


FLASHING = '[sound]\nbackend = "none"\nflash = true\n'


@pytest.fixture
def bells(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """One mark for each time the terminal's bell rings."""
    from kneecoach.ui.app import KneecoachApp

    strokes: list[str] = []
    monkeypatch.setattr(KneecoachApp, "bell", lambda _app: strokes.append("ding"))
    yield strokes


@pytest.mark.parametrize(
    ("text", "flashes"),
    [
        (FLASHING, True),
        (f"reduced_motion = true\n{FLASHING}", False),
        (FLASHING.replace("true", "false"), False),
        ('[sound]\nbackend = "bell"\nflash = true\n', True),
    ],
    ids=["on", "reduced-motion", "off", "bell"],
)
async def test_the_screen_flashes_at_the_end_of_a_get_ready_if_nothing_is_heard(
    tmp_path: Path, text: str, flashes: bool
) -> None:
    settings_of(tmp_path, text)
    async with driving(tmp_path, live=True) as driver:
        await driver.wait(4.9)
        head = driver.live.query_one("#head")
        await driver.wait(0.2)
        assert driver.is_flashing is flashes
        assert (head.background_colors[1].hex == driver.app.theme_variables["foreground"].upper()) is flashes


async def test_the_flash_goes_away_by_itself(tmp_path: Path) -> None:
    settings_of(tmp_path, FLASHING)
    async with driving(tmp_path, live=True) as driver:
        await driver.wait(5.1)
        head = driver.live.query_one("#head")
        flash = head.background_colors
        assert driver.is_flashing
        await driver.wait(FLASH_SECONDS)
        assert not driver.is_flashing
        assert head.background_colors != flash


async def test_the_flash_goes_away_even_if_nothing_else_changes(tmp_path: Path) -> None:
    settings_of(tmp_path, FLASHING)
    async with driving(tmp_path, live=True) as driver:
        await driver.wait(5.1)
        await driver.pilot.press("p")
        assert driver.is_flashing
        driver.clock.advance(FLASH_SECONDS)
        deadline = time.monotonic() + PATIENCE_SECONDS
        while driver.is_flashing and time.monotonic() < deadline:
            await driver.pilot.pause(0.05)
        assert not driver.is_flashing


async def test_the_bell_rings_where_it_is_the_backend(tmp_path: Path, bells: list[str]) -> None:
    settings_of(tmp_path, '[sound]\nbackend = "bell"\n')
    async with driving(tmp_path, live=True) as driver:
        bells.clear()
        driver.pass_time(4.9)
        assert bells == []
        driver.pass_time(0.2)
        assert bells == ["ding"]


async def test_a_muted_session_rings_no_bell_but_flashes(tmp_path: Path, bells: list[str]) -> None:
    settings_of(tmp_path, '[sound]\nbackend = "bell"\nflash = true\n')
    async with driving(tmp_path, live=True) as driver:
        await driver.press("m")
        bells.clear()
        await driver.wait(4.6)
        assert bells == []
        assert driver.is_flashing


async def test_captions_are_shown_without_any_sound(tmp_path: Path) -> None:
    settings_of(tmp_path, FLASHING)
    async with driving(tmp_path, live=True) as driver:
        await driver.wait(0.5)
        assert "Quad stretch" in str(driver.live.query_one("#said").render())
