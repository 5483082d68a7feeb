"""Players for the tests, and a fake worker process."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

from kneecoach.audio import player as player_module
from kneecoach.audio.player import BACK_OFF_SECONDS, Play, Player

PATIENCE_SECONDS = 20.0


def wait_until(is_so: Callable[[], bool], what: str) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not is_so():
        assert time.monotonic() < deadline, what
        time.sleep(0.01)


class FakeProcess:
    """Stands in for a worker process: prints the lines it is given, and remembers the lines it was sent."""

    made: list[FakeProcess] = []
    on_start: Callable[[FakeProcess], None] = lambda process: None

    def __init__(self, backends: Sequence[str], _log: Path, on_line: Callable[[str | None], None]) -> None:
        self.backends = list(backends)
        self.sent: list[str] = []
        self.finished = threading.Event()
        self.is_killed = False
        self.pid = 0
        self._on_line = on_line
        FakeProcess.made.append(self)
        # As with the real process, reports come later and from another thread.
        threading.Timer(0.02, FakeProcess.on_start, (self,)).start()

    def say(self, *lines: str | None) -> None:
        for line in lines:
            self._on_line(line)

    def send(self, lines: Sequence[str]) -> None:
        self.sent += lines

    def finish(self) -> None:
        self.finished.set()

    def kill(self) -> None:
        self.is_killed = True
        threading.Thread(target=self.say, args=(None,), daemon=True).start()


@pytest.fixture
def fake(monkeypatch: pytest.MonkeyPatch) -> type[FakeProcess]:
    """Workers that are ready at once and report nothing more. Waits between them are a tenth as long."""
    monkeypatch.setattr(player_module, "WorkerProcess", FakeProcess)
    monkeypatch.setattr(player_module, "BACK_OFF_SECONDS", tuple(s / 10 for s in BACK_OFF_SECONDS))
    monkeypatch.setattr(FakeProcess, "made", [])
    monkeypatch.setattr(FakeProcess, "on_start", lambda p: p.say("trying miniaudio", "ready miniaudio ALSA"))
    return FakeProcess


Made = Callable[..., Player]


@pytest.fixture
def make(tmp_path: Path) -> Iterator[Made]:
    """Makes players, and closes them after the test."""
    players: list[Player] = []

    def made(**options: object) -> Player:
        players.append(Player(tmp_path / "audio.log", **options))  # type: ignore[arg-type]
        return players[-1]

    yield made
    for player in players:
        player.close(finish=False)
        if player._thread is not None:
            player._thread.join(timeout=PATIENCE_SECONDS)


def soon(clip: str, after: float = 0.05, patience: float = 2.0) -> Play:
    at = time.monotonic() + after
    return Play(clip, at, at + patience)


def told(process: FakeProcess) -> list[str]:
    """What a worker was told, without tags and instants."""
    return [line.split(maxsplit=4)[4] if line.startswith("play") else line.split()[0] for line in process.sent]
