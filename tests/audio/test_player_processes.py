"""The player with real workers, playing to a card that writes a file: killed, stopped, crashed, closed."""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

import pytest

from kneecoach.audio import player as player_module
from tests.audio.capture import listen, recorded
from tests.audio.device import needs_alsa, no_card, one_stream
from tests.audio.players import Made, soon, wait_until


@pytest.fixture
def card(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """ALSA's `file` plugin for this test's workers. Returns the file that gets the samples."""
    env, raw = one_stream(tmp_path / "card")
    for name, value in env.items():
        monkeypatch.setenv(name, value)
    return raw


def ended(pid: int) -> bool:
    """Whether a process is gone, and no zombie is left."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    return False


@needs_alsa
def test_the_last_words_are_heard_although_the_player_is_closed(make: Made, card: Path) -> None:
    player = make(backends=("miniaudio",))
    player.start()
    wait_until(lambda: player.is_heard, "never ready")
    pid = player.worker_pid
    assert pid is not None
    player.plan([soon("beep", 0.6)])
    player.close()
    wait_until(lambda: ended(pid), "the worker does not end")
    assert [found.clip for found in listen(recorded(card)).found] == ["beep"]


@needs_alsa
def test_a_worker_killed_mid_sound_is_replaced_and_what_comes_later_is_heard(make: Made, card: Path) -> None:
    player = make(backends=("miniaudio",))
    player.start()
    wait_until(lambda: player.is_heard, "never ready")
    player.plan([soon("done", 0.1)])
    wait_until(lambda: card.exists() and any(recorded(card)), "nothing is heard")
    pid = player.worker_pid
    assert pid is not None
    os.kill(pid, signal.SIGKILL)
    wait_until(lambda: player.worker_pid not in {None, pid} and player.is_heard, "no other worker")
    assert ended(pid)
    player.plan([soon("beep", 0.3)])
    second = player.worker_pid
    assert second is not None
    player.close()
    wait_until(lambda: ended(second), "the worker does not end")
    # Opening the card again empties the file, so this is what the second worker played.
    assert [found.clip for found in listen(recorded(card)).found] == ["beep"]


@needs_alsa
def test_a_worker_that_stalls_is_replaced(make: Made, card: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(player_module, "STUCK_SECONDS", 0.3)
    player = make(backends=("miniaudio",))
    player.start()
    wait_until(lambda: player.is_heard, "never ready")
    pid = player.worker_pid
    assert pid is not None
    os.kill(pid, signal.SIGSTOP)
    player.plan([soon("beep", 0.05, patience=0.1)])
    wait_until(lambda: player.worker_pid not in {None, pid}, "no other worker")
    wait_until(lambda: ended(pid), "the one that stood still is still there")


@needs_alsa
def test_a_library_that_crashes_the_process_gives_way_to_the_next(
    tmp_path: Path, make: Made, card: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What simpleaudio does on Python 3.12 and later."""
    library = tmp_path / "library"
    library.mkdir()
    (library / "simpleaudio.py").write_text(
        "import os, signal\ndef play_buffer(*_):\n    os.kill(os.getpid(), signal.SIGSEGV)\n"
    )
    monkeypatch.setenv("PYTHONPATH", str(library))
    problems: list[str] = []
    player = make(on_problem=problems.append)
    player.start()
    wait_until(lambda: player.is_heard, "nothing plays")
    assert (player.condition.backend, problems) == ("miniaudio", [])
    player.plan([soon("beep", 0.3)])
    pid = player.worker_pid
    assert pid is not None
    player.close()
    wait_until(lambda: ended(pid), "the worker does not end")
    assert [found.clip for found in listen(recorded(card)).found] == ["beep"]


@needs_alsa
def test_without_any_device_it_is_given_up_with_one_reason(
    tmp_path: Path, make: Made, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(player_module, "BACK_OFF_SECONDS", (0.01, 0.01))
    for name, value in no_card(tmp_path / "none").items():
        monkeypatch.setenv(name, value)
    problems: list[str] = []
    player = make(backends=("miniaudio", "player"), on_problem=problems.append)
    player.start()
    wait_until(lambda: bool(problems), "it is never given up")
    assert len(problems) == 1
    assert "miniaudio finds no sound device" in problems[0]


@pytest.mark.skipif(sys.platform == "win32", reason="modes are a POSIX thing")
@needs_alsa
def test_the_log_is_private(tmp_path: Path, make: Made, card: Path) -> None:
    player = make(backends=("miniaudio",))
    player.start()
    wait_until(lambda: player.is_heard, "never ready")
    assert (tmp_path / "audio.log").stat().st_mode & 0o777 == 0o600
