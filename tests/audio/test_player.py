"""The player's side of the worker: started, started again, given up, closed; its callers never wait."""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from types import SimpleNamespace

import pytest

from kneecoach.audio import player as player_module
from kneecoach.audio.player import BACK_OFF_SECONDS, Play, Player
from tests.audio.capture import listen, recorded
from tests.audio.device import needs_alsa, no_card, one_stream

PATIENCE_SECONDS = 20.0


def wait_until(is_so: Callable[[], bool], what: str) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not is_so():
        assert time.monotonic() < deadline, what
        time.sleep(0.01)


class FakeProcess:
    """Takes the place of a worker's process: says what it is told to say, and remembers what it was told."""

    made: list[FakeProcess] = []
    on_start: Callable[[FakeProcess], None] = lambda process: None

    def __init__(self, backends: Sequence[str], _log: Path, heard: Callable[[str | None], None]) -> None:
        self.backends = list(backends)
        self.told: list[str] = []
        self.finished = threading.Event()
        self.is_killed = False
        self.pid = 0
        self._heard = heard
        FakeProcess.made.append(self)
        # As in the real one, reports come from a thread of their own, and not at once.
        threading.Timer(0.02, FakeProcess.on_start, (self,)).start()

    def say(self, *lines: str | None) -> None:
        for line in lines:
            self._heard(line)

    def tell(self, lines: Sequence[str]) -> None:
        self.told += lines

    def finish(self) -> None:
        self.finished.set()

    def kill(self) -> None:
        self.is_killed = True
        threading.Thread(target=self.say, args=(None,), daemon=True).start()


@pytest.fixture
def fake(monkeypatch: pytest.MonkeyPatch) -> type[FakeProcess]:
    """Workers that are ready at once and say nothing more; waits between them are a tenth as long."""
    monkeypatch.setattr(player_module, "WorkerProcess", FakeProcess)
    monkeypatch.setattr(player_module, "BACK_OFF_SECONDS", tuple(s / 10 for s in BACK_OFF_SECONDS))
    monkeypatch.setattr(FakeProcess, "made", [])
    monkeypatch.setattr(FakeProcess, "on_start", lambda p: p.say("trying miniaudio", "ready miniaudio 0.000 ALSA"))
    return FakeProcess


Made = Callable[..., Player]


@pytest.fixture
def make(tmp_path: Path) -> Iterator[Made]:
    """Makes players, which are closed with the test."""
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
    return [line.split()[2] if line.startswith("play") else line.split()[0] for line in process.told]


def test_nothing_is_started_before_it_is_asked_for(fake: type[FakeProcess], make: Made) -> None:
    player = make()
    player.plan([soon("beep")])
    assert (fake.made, player.is_heard, player.worker_pid) == ([], False, None)


def test_the_volumes_are_told_before_the_first_sound(fake: type[FakeProcess], make: Made) -> None:
    player = make(volumes=(0.5, 0.25))
    player.plan([soon("beep")])
    player.start()
    wait_until(lambda: len(fake.made[0].told) == 2 if fake.made else False, "the sound was never sent")
    assert fake.made[0].told[0] == "volume 0.5 0.25"
    assert told(fake.made[0])[1] == "beep"


def test_the_condition_says_what_plays(
    fake: type[FakeProcess], make: Made, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(FakeProcess, "on_start", lambda p: p.say("ready player 0.012 a device with spaces"))
    player = make()
    player.start()
    wait_until(lambda: player.is_heard, "never ready")
    condition = player.condition
    assert (condition.backend, condition.device, condition.latency, condition.problem) == (
        "player",
        "a device with spaces",
        0.012,
        "",
    )


def test_a_sound_is_sent_shortly_before_its_instant_and_once(fake: type[FakeProcess], make: Made) -> None:
    player = make()
    player.start()
    wait_until(lambda: player.is_heard, "never ready")
    near, far = soon("beep", 0.1), soon("end", 60.0)
    for _ in range(3):
        player.plan([near, far])
    wait_until(lambda: "beep" in told(fake.made[0]), "never sent")
    player.plan([near, far])
    time.sleep(0.05)
    assert told(fake.made[0]) == ["volume", "beep"]


def test_a_new_plan_cancels_what_was_sent_and_is_not_wanted_any_more(fake: type[FakeProcess], make: Made) -> None:
    player = make()
    player.start()
    wait_until(lambda: player.is_heard, "never ready")
    wanted, unwanted = soon("beep", 0.25), soon("end", 0.28)
    player.plan([wanted, unwanted])
    wait_until(lambda: "end" in told(fake.made[0]), "never sent")
    player.plan([wanted])
    wait_until(lambda: told(fake.made[0])[-2:] == ["cancel", "beep"], "the other was not sent again")


def test_hush_is_passed_on_and_forgets_the_plan(fake: type[FakeProcess], make: Made) -> None:
    player = make()
    player.start()
    wait_until(lambda: player.is_heard, "never ready")
    player.plan([soon("beep", 0.5)])
    player.hush()
    wait_until(lambda: "hush" in told(fake.made[0]), "never hushed")
    time.sleep(0.3)
    assert told(fake.made[0]) == ["volume", "hush"]


def test_a_worker_that_keeps_ending_is_given_up_after_five_failures_and_said_once(
    fake: type[FakeProcess], make: Made, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(FakeProcess, "on_start", lambda p: p.say("trying miniaudio", "silent no device", None))
    problems: list[str] = []
    player = make(on_problem=problems.append)
    player.start()
    wait_until(lambda: bool(problems), "it is never given up")
    time.sleep(0.1)
    assert problems == ["no device"]
    assert len(fake.made) == 5
    assert player.condition.problem == "no device"
    assert not player.is_heard


def test_it_waits_longer_each_time(make: Made, fake: type[FakeProcess], monkeypatch: pytest.MonkeyPatch) -> None:
    """At least as long as the list says: how much longer is the machine's affair."""
    started: list[float] = []

    def die(process: FakeProcess) -> None:
        started.append(time.monotonic())
        process.say("silent no device", None)

    monkeypatch.setattr(FakeProcess, "on_start", die)
    player = make()
    player.start()
    wait_until(lambda: bool(player.condition.problem), "it is never given up")
    waits = [b - a for a, b in pairwise(started)]
    assert all(wait >= least / 10 - 0.005 for wait, least in zip(waits, BACK_OFF_SECONDS, strict=True))


def test_starting_again_after_giving_up_tries_again(
    fake: type[FakeProcess], make: Made, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(FakeProcess, "on_start", lambda p: p.say("silent no device", None))
    player = make()
    player.start()
    wait_until(lambda: bool(player.condition.problem), "it is never given up")
    monkeypatch.setattr(FakeProcess, "on_start", lambda p: p.say("ready miniaudio 0.000 ALSA"))
    player.start()
    wait_until(lambda: player.is_heard, "it does not try again")
    assert player.condition.problem == ""


def test_starting_twice_is_starting_once(fake: type[FakeProcess], make: Made) -> None:
    player = make()
    player.start()
    player.start()
    wait_until(lambda: player.is_heard, "never ready")
    player.start()
    time.sleep(0.05)
    assert len(fake.made) == 1


def test_a_backend_that_crashes_twice_is_left_out(
    fake: type[FakeProcess], make: Made, monkeypatch: pytest.MonkeyPatch
) -> None:
    def crash_in_simpleaudio(process: FakeProcess) -> None:
        name = process.backends[0]
        process.say(f"trying {name}")
        process.say(None if name == "simpleaudio" else f"ready {name} 0.000 ALSA")

    monkeypatch.setattr(FakeProcess, "on_start", crash_in_simpleaudio)
    player = make(backends=("simpleaudio", "miniaudio"))
    player.start()
    wait_until(lambda: player.is_heard, "the next backend is never tried")
    assert [process.backends for process in fake.made] == [
        ["simpleaudio", "miniaudio"],
        ["simpleaudio", "miniaudio"],
        ["miniaudio"],
    ]


def test_the_only_backend_is_not_left_out(
    fake: type[FakeProcess], make: Made, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(FakeProcess, "on_start", lambda p: p.say("trying simpleaudio", None))
    problems: list[str] = []
    player = make(backends=("simpleaudio",), on_problem=problems.append)
    player.start()
    wait_until(lambda: bool(problems), "it is never given up")
    assert problems == ["the sound process keeps ending"]
    assert {tuple(process.backends) for process in fake.made} == {("simpleaudio",)}


def test_a_worker_that_says_nothing_of_a_sound_is_ended(
    fake: type[FakeProcess], make: Made, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(player_module, "STUCK_SECONDS", 0.2)
    player = make()
    player.start()
    wait_until(lambda: player.is_heard, "never ready")
    player.plan([soon("beep", 0.05, patience=0.05)])
    wait_until(lambda: len(fake.made) == 2, "it is never replaced")
    assert fake.made[0].is_killed


def test_a_worker_is_not_blamed_for_a_stop_of_the_program(
    fake: type[FakeProcess], make: Made, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ctrl+Z for a minute: the answer stands in the pipe, and nobody has read it yet."""
    stopped = [0.0]
    monkeypatch.setattr(player_module, "time", SimpleNamespace(monotonic=lambda: time.monotonic() + stopped[0]))
    player = make()
    player.start()
    wait_until(lambda: player.is_heard, "ready")
    first = soon("count-1")
    player.plan([first])
    wait_until(lambda: "count-1" in told(fake.made[0]), "the first sound was sent")
    stopped[0] = 60.0
    player.plan([first, Play("count-2", time.monotonic() + 60.05, time.monotonic() + 62.0)])
    wait_until(lambda: "count-2" in told(fake.made[-1]), "what comes after the stop")
    assert not fake.made[0].is_killed
    assert len(fake.made) == 1


def test_a_worker_that_answers_is_left_alone(
    fake: type[FakeProcess], make: Made, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(player_module, "STUCK_SECONDS", 0.1)
    player = make()
    player.start()
    wait_until(lambda: player.is_heard, "never ready")
    player.plan([soon("beep", 0.05, patience=0.05)])
    wait_until(lambda: "beep" in told(fake.made[0]), "never sent")
    tag = fake.made[0].told[-1].split()[1]
    fake.made[0].say(f"began {tag} 1.0")
    time.sleep(0.4)
    assert not fake.made[0].is_killed


def test_a_worker_that_cannot_be_started_is_a_failure_like_any_other(
    make: Made, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(12, "Cannot allocate memory")

    monkeypatch.setattr(player_module, "WorkerProcess", refuse)
    monkeypatch.setattr(player_module, "BACK_OFF_SECONDS", (0.01, 0.01))
    problems: list[str] = []
    player = make(on_problem=problems.append)
    player.start()
    wait_until(lambda: bool(problems), "it is never given up")
    assert problems == ["Cannot allocate memory"]


def test_closing_with_the_last_words_sends_all_that_is_due_and_ends_the_pipe(
    fake: type[FakeProcess], make: Made
) -> None:
    player = make()
    player.start()
    wait_until(lambda: player.is_heard, "never ready")
    player.plan([soon("workout-complete", 1.0), soon("done", 0.1)])
    player.close()
    assert fake.made[0].finished.wait(PATIENCE_SECONDS)
    assert told(fake.made[0]) == ["volume", "done", "workout-complete"]


def test_closing_at_once_says_quit(fake: type[FakeProcess], make: Made) -> None:
    player = make()
    player.start()
    wait_until(lambda: player.is_heard, "never ready")
    player.close(finish=False)
    assert fake.made[0].finished.wait(PATIENCE_SECONDS)
    assert told(fake.made[0])[-1] == "quit"


def test_after_closing_nothing_starts_it_again(fake: type[FakeProcess], make: Made) -> None:
    player = make()
    player.close()
    player.start()
    player.plan([soon("beep")])
    player.hush()
    player.close()
    time.sleep(0.05)
    assert fake.made == []


def test_many_threads_may_call_it_at_once(fake: type[FakeProcess], make: Made) -> None:
    player = make()
    player.start()
    wait_until(lambda: player.is_heard, "never ready")

    def call() -> None:
        for n in range(100):
            player.plan([soon("beep", 0.1), soon("end", 5.0)])
            if n % 7 == 0:
                player.hush()
            player.start()

    threads = [threading.Thread(target=call, daemon=True) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=PATIENCE_SECONDS)
    assert not any(thread.is_alive() for thread in threads)
    player.plan([soon("rep", 0.05)])
    wait_until(lambda: "rep" in told(fake.made[0]), "it has come to a standstill")


@pytest.fixture
def card(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """ALSA's `file` plugin for the workers of this test; the file that gets the samples."""
    env, raw = one_stream(tmp_path / "card")
    for name, value in env.items():
        monkeypatch.setenv(name, value)
    return raw


def ended(pid: int) -> bool:
    """Whether a process is gone, and not left behind as a zombie."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    return False


@needs_alsa
def test_the_last_words_are_heard_though_it_is_closed(make: Made, card: Path) -> None:
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
    # Opening the card anew empties the file: this is what the second worker played.
    assert [found.clip for found in listen(recorded(card)).found] == ["beep"]


@needs_alsa
def test_a_worker_that_stands_still_is_replaced(make: Made, card: Path, monkeypatch: pytest.MonkeyPatch) -> None:
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
