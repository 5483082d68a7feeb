"""How the player handles its worker: start, restart, giving up, closing. Its callers never wait."""

from __future__ import annotations

import threading
import time
from itertools import pairwise
from types import SimpleNamespace

import pytest

from kneecoach.audio import player as player_module
from kneecoach.audio.player import BACK_OFF_SECONDS, Play
from tests.audio.players import PATIENCE_SECONDS, FakeProcess, Made, soon, told, wait_until


def test_nothing_is_started_before_it_is_asked_for(fake: type[FakeProcess], make: Made) -> None:
    player = make()
    player.plan([soon("beep")])
    assert (fake.made, player.is_heard, player.worker_pid) == ([], False, None)


def test_the_volumes_are_told_before_the_first_sound(fake: type[FakeProcess], make: Made) -> None:
    player = make(volumes=(0.5, 0.25))
    player.plan([soon("beep")])
    player.start()
    wait_until(lambda: len(fake.made[0].sent) == 2 if fake.made else False, "the sound was never sent")
    assert fake.made[0].sent[0] == "volume 0.5 0.25"
    assert told(fake.made[0])[1] == "beep"


def test_the_condition_says_what_plays(
    fake: type[FakeProcess], make: Made, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(FakeProcess, "on_start", lambda p: p.say("ready player a device with spaces"))
    player = make()
    player.start()
    wait_until(lambda: player.is_heard, "never ready")
    condition = player.condition
    assert (condition.backend, condition.device, condition.problem) == ("player", "a device with spaces", "")


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


def test_a_new_plan_cancels_what_was_sent_and_is_no_longer_wanted(fake: type[FakeProcess], make: Made) -> None:
    player = make()
    player.start()
    wait_until(lambda: player.is_heard, "never ready")
    wanted, unwanted = soon("beep", 0.25), soon("end", 0.28)
    player.plan([wanted, unwanted])
    wait_until(lambda: "end" in told(fake.made[0]), "never sent")
    player.plan([wanted])
    wait_until(lambda: told(fake.made[0])[-2:] == ["cancel", "beep"], "the other was not sent again")


def test_stop_is_passed_on_and_forgets_the_plan(fake: type[FakeProcess], make: Made) -> None:
    player = make()
    player.start()
    wait_until(lambda: player.is_heard, "never ready")
    player.plan([soon("beep", 0.5)])
    player.stop()
    wait_until(lambda: "stop" in told(fake.made[0]), "never hushed")
    time.sleep(0.3)
    assert told(fake.made[0]) == ["volume", "stop"]


def test_a_worker_that_keeps_ending_is_given_up_after_five_failures_and_that_is_said_once(
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
    """At least as long as the list says. How much longer depends on the machine."""
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
    monkeypatch.setattr(FakeProcess, "on_start", lambda p: p.say("ready miniaudio ALSA"))
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
        process.say(None if name == "simpleaudio" else f"ready {name} ALSA")

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


def test_a_worker_that_says_nothing_about_a_sound_is_ended(
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
    """Ctrl+Z for a minute: the answer is in the pipe, still unread."""
    stopped = [0.0]
    monkeypatch.setattr(player_module, "time", SimpleNamespace(monotonic=lambda: time.monotonic() + stopped[0]))
    player = make()
    player.start()
    wait_until(lambda: player.is_heard, "ready")
    first = soon("One")
    player.plan([first])
    wait_until(lambda: "One" in told(fake.made[0]), "the first sound was sent")
    stopped[0] = 60.0
    player.plan([first, Play("Two", time.monotonic() + 60.05, time.monotonic() + 62.0)])
    wait_until(lambda: "Two" in told(fake.made[-1]), "what comes after the stop")
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
    tag = fake.made[0].sent[-1].split()[1]
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
    player.plan([soon("Workout complete", 1.0), soon("done", 0.1)])
    player.close()
    assert fake.made[0].finished.wait(PATIENCE_SECONDS)
    assert told(fake.made[0]) == ["volume", "done", "Workout complete"]


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
    player.stop()
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
                player.stop()
            player.start()

    threads = [threading.Thread(target=call, daemon=True) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=PATIENCE_SECONDS)
    assert not any(thread.is_alive() for thread in threads)
    player.plan([soon("rep", 0.05)])
    wait_until(lambda: "rep" in told(fake.made[0]), "it has come to a standstill")
