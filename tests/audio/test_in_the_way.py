"""Sound when keys, moving clocks and failing workers interfere with each other."""

from __future__ import annotations

import threading
import time
from array import array
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kneecoach.audio import player as player_module
from kneecoach.audio.clips import lengths
from kneecoach.audio.job import SoundJob
from kneecoach.audio.mixer import Mixer
from kneecoach.audio.player import Play, Player
from kneecoach.audio.tones import SAMPLE_RATE
from kneecoach.audio.verbosity import Verbosity
from kneecoach.audio.worker import MAX_LOG_BYTES
from kneecoach.session.commands import Command, CountRep, NotNow, Pause, ReportPain, SkipExercise, SkipSet, Undo
from kneecoach.session.events import StageStarted, Status
from kneecoach.session.plan import Exercise, Pace, Phase, Target
from tests.audio import hearing
from tests.audio.capture import listen, recorded
from tests.audio.device import NOWHERE, needs_alsa, no_card, one_stream
from tests.audio.hearing import COUNTS, Listening, overlaps
from tests.audio.players import FakeProcess, soon, wait_until
from tests.audio.test_lookahead import COMMANDS, PLANS, WAITS
from tests.audio.test_worker import Worker
from tests.clocks import FakeClock
from tests.helpers import a_plan, knee_relief, sets_of, thrust, walk

WALK = a_plan(walk(3, 5))


# A routine of the user's own: no clip for its title, its phases or its rest, and more sets than are spoken.
@pytest.mark.parametrize(("sets", "setup"), [(7, 10.0), (2, 3.0)])
def test_a_routine_with_an_unknown_exercise_does_not_crash_the_session(sets: int, setup: float) -> None:
    own = Exercise("frog-squat", "Frog squat", (Phase("sink", 1.0), Phase("leap", 1.0)), setup=setup, rest=23.0)
    session = Listening(a_plan(sets_of(own, Target(reps=(4, 4)), sets)))
    session.finish()


# At another speed the look ahead still has to reach beyond the longest phrase.
@pytest.mark.parametrize("speed", [3.0])
def test_counts_are_heard_at_another_speed(speed: float) -> None:
    session = Listening(a_plan(thrust(3, 1)), speed=speed)
    session.finish()
    assert overlaps(session.ear.heard) == []
    assert [at for clip, at in session.between(14.0, 26.0) if clip in COUNTS] == [15.0, 20.0, 25.0]


# What was arranged before a key must not be heard after it, however soon it was due.
@pytest.mark.parametrize("command", [Pause(), SkipSet(), Undo()])
def test_a_key_just_before_a_count_cancels_it(command: object) -> None:
    session = Listening(WALK)
    if isinstance(command, Undo):
        session.do(ReportPain(3), after=6.0)
    session.wait_until(6.9)
    session.runner.send(command)  # type: ignore[arg-type]
    assert ("One", 7.0) not in session.ear.to_come


def test_an_undo_is_answered_and_the_old_stage_is_not_heard() -> None:
    session = Listening(WALK)
    session.do(SkipSet(), after=8.2)
    session.do(Undo(), after=1.0)
    session.wait(20.0)
    assert [clip for clip, _ in session.between(9.2, 29.0)] == ["Undone"]


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from(sorted(PLANS)),
    st.sampled_from(list(Pace)),
    st.sampled_from(list(Verbosity)),
    st.lists(st.tuples(COMMANDS, WAITS), max_size=14),
)
def test_whatever_is_pressed_no_two_voices_meet(
    name: str, pace: Pace, verbosity: Verbosity, steps: list[tuple[Command, float]]
) -> None:
    session = Listening(PLANS[name], pace=pace, verbosity=verbosity)
    for asked, after in steps:
        try:
            session.do(asked, after)
        except NotNow:
            continue
    session.wait(20.0)
    assert overlaps(session.ear.heard) == []


# Real clocks move on between two readings: what is due now was due a moment ago.
class Going(FakeClock):
    """A clock that moves by 20 microseconds at each reading, as real ones do."""

    def monotonic(self) -> float:
        self.seconds += 2e-5
        return self.seconds


@pytest.fixture
def going(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hearing, "FakeClock", Going)


def test_the_closing_tone_is_planned(going: None) -> None:
    session = Listening(a_plan(walk(1, 1, sets=1)))
    session.finish()
    session.sound.saved(Status.COMPLETED)
    session.wait(0.5)
    assert "done" in [s.clip for s in session.ear.heard]


def test_a_report_of_pain_is_answered_by_a_tone(going: None) -> None:
    session = Listening(WALK)
    session.do(ReportPain(3), after=7.3)
    session.wait(0.2)
    assert "phase" in [clip for clip, _ in session.between(7.2, 7.6)]


def test_with_tones_only_a_rep_counted_by_a_key_is_heard(going: None) -> None:
    session = Listening(WALK, pace=Pace.SELF, verbosity=Verbosity.TONES)
    session.do(CountRep(), after=6.3)
    session.wait(0.2)
    assert "rep" in [clip for clip, _ in session.between(6.2, 6.6)]


# When the sound comes back, it must not say everything it has missed at once.
def test_unmuting_in_the_middle_of_a_phrase_does_not_say_it_all_again() -> None:
    session = Listening(WALK)
    session.wait_until(33.0)  # three seconds into the rest
    session.sound.mute(True)
    session.wait(0.3)
    session.sound.mute(False)
    now = session.clock.monotonic()
    assert [play.sound for play in session.ear.planned if play.at < now - 0.1] == []


# Without a rest before it, nothing has said which exercise comes next, so that has to be said.
def test_after_skipping_an_exercise_the_next_is_named() -> None:
    session = Listening(knee_relief())
    session.do(SkipExercise(), after=1.0)
    session.do(SkipExercise(), after=1.0)
    begins = session.runner.now()
    stage = [e for e in session.events if isinstance(e, StageStarted)][-1]
    assert stage.exercise == "lateral-band-walk"
    session.wait(5.0)
    assert "Lateral band walk" in [clip for clip, _ in session.between(begins, begins + 5.0)]


# There is no clip for a skipped exercise: one tone answers, and the rest begins.
@pytest.mark.parametrize(("sets", "answer"), [(1, ["Set skipped"]), (2, ["end"]), (3, ["end"])])
def test_a_skipped_exercise_is_called_a_set_only_if_one_set_was_left_of_it(sets: int, answer: list[str]) -> None:
    session = Listening(a_plan(thrust(5, sets), walk()))
    session.wait_until(16.5)
    session.do(SkipExercise())
    session.wait(3.0)
    clips = [clip for clip, _ in session.between(16.5, 19.0)]
    assert [clip for clip in clips if clip in {"Set skipped", "end"}] == answer
    assert "Rest. Ninety seconds" in clips


# Not at the start of the device period in which the next one begins.
@pytest.mark.parametrize("ends", [600, 800], ids=["it had ended", "it is cut"])
def test_a_voice_is_cut_off_where_the_next_begins_and_not_before(ends: int) -> None:
    mixer = Mixer(lambda _: None)
    mixer.add(SoundJob("1", "a", True, array("h", [1000] * ends), 0.0, 9.0))
    mixer.add(SoundJob("2", "b", True, array("h", [0] * 500), 700 / SAMPLE_RATE, 9.0))
    mixed = array("h", mixer.mix(1500, 0.0))
    assert mixed[: min(ends, 700)] == array("h", [1000] * min(ends, 700))


# The worker dies between the two locked parts of the player's loop.
def test_a_worker_that_dies_while_it_is_told_is_noticed(
    fake: type[FakeProcess],
    make: Callable[..., Player],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    player = make()
    player.start()
    wait_until(lambda: player.is_heard, "never ready")

    def die(self: FakeProcess, _lines: Sequence[str]) -> None:
        monkeypatch.undo()
        hears = threading.Thread(target=self.say, args=(None,))
        hears.start()
        hears.join()

    monkeypatch.setattr(fake, "send", die)
    player.stop()
    time.sleep(1.5)
    assert player.worker_pid is not None or player._run is None or not player._run.dead


# A sound server that hangs.
def test_a_worker_that_never_gets_ready_is_ended(
    fake: type[FakeProcess],
    make: Callable[..., Player],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(player_module, "STUCK_SECONDS", 0.1)
    monkeypatch.setattr(fake, "on_start", lambda p: p.say("trying miniaudio"))
    player = make()
    player.start()
    player.plan([soon("beep")])
    wait_until(lambda: len(fake.made) == 1, "never started")
    time.sleep(2.0)
    assert fake.made[0].is_killed


# The mixer begins sounds ahead of their instants, so they may have begun although they are not due yet.
@needs_alsa
def test_a_change_of_plan_does_not_repeat_what_has_begun(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    env, raw = one_stream(tmp_path / "card")
    for name, value in env.items():
        monkeypatch.setenv(name, value)
    player = Player(tmp_path / "log", backends=("miniaudio",))
    player.start()
    wait_until(lambda: player.is_heard, "never ready")
    at = time.monotonic() + 1.0
    first, wanted, unwanted = (Play(c, at + s, at + s + 2) for c, s in (("tick", 0), ("beep", 0.6), ("end", 0.75)))
    player.plan([first, wanted, unwanted])
    while time.monotonic() < wanted.at - 0.05:
        time.sleep(0.005)
    player.plan([first, wanted])
    time.sleep(0.5)
    pid = player.worker_pid
    player.close()
    wait_until(lambda: not Path(f"/proc/{pid}").exists(), "it does not end")
    assert [f.clip for f in listen(recorded(raw)).found] == ["tick", "beep"]


# A worker that ends at once never gets to look at its log again.
@needs_alsa
def test_the_log_is_capped_without_a_device(tmp_path: Path) -> None:
    log = tmp_path / "audio.log"
    log.write_bytes(b"x" * (2 * MAX_LOG_BYTES))
    worker = Worker(no_card(tmp_path / "none"), log, "miniaudio")
    worker.wait_for("silent")
    worker.process.wait()
    worker.end()
    assert log.stat().st_size <= MAX_LOG_BYTES + 10_000


def test_a_killed_worker_leaves_no_folder(tmp_path: Path) -> None:
    programs, temp = tmp_path / "bin", tmp_path / "tmp"
    programs.mkdir()
    temp.mkdir()
    (programs / "paplay").write_text("#!/bin/sh\nexit 0\n")
    (programs / "paplay").chmod(0o700)
    worker = Worker(NOWHERE | {"PATH": f"{programs}:/bin", "TMPDIR": str(temp)}, tmp_path / "log", "player")
    worker.wait_for("ready")
    worker.end()
    assert list(temp.iterdir()) == []


# Otherwise a worker that lingers believes that everything has been said, and cuts off the last words.
def test_a_job_that_is_being_begun_is_not_idle() -> None:
    idle: list[bool] = []

    def poll(_: str) -> None:
        looks = threading.Thread(target=lambda: idle.append(mixer.is_idle), daemon=True)
        looks.start()
        looks.join(0.2)

    mixer = Mixer(poll)
    mixer.add(SoundJob("1", "a", True, array("h", [1000] * 5000), 0.0, 9.0))
    mixer.mix(882, 0.0)
    time.sleep(0.1)
    assert idle == [False]


# The first word waits for the worker to start; those after it must not cut it off.
@needs_alsa
def test_the_first_word_of_a_session_is_heard_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    env, raw = one_stream(tmp_path / "card")
    for name, value in env.items():
        monkeypatch.setenv(name, value)
    player = Player(tmp_path / "log", backends=("miniaudio",))
    player.start()
    at = time.monotonic()
    words = ("Lateral band walk", "Set one of one", "Left leg")
    begins = [sum(lengths()[word] + 0.04 for word in words[:n]) for n in range(len(words))]
    player.plan([Play(c, at + s, at + s + 4) for c, s in zip(words, begins, strict=True)])
    wait_until(lambda: player.is_heard, "never ready")
    pid = player.worker_pid
    time.sleep(3.3)
    player.close()
    wait_until(lambda: not Path(f"/proc/{pid}").exists(), "it does not end")
    first, second = listen(recorded(raw)).found[:2]
    assert (first.clip, second.clip) == words[:2]
    assert (second.at - first.at) / SAMPLE_RATE >= lengths()[first.clip]


# The questions before a session may still be open.
async def test_a_failure_before_live_is_open_is_said_when_it_opens(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from kneecoach.ui.session_host import SessionHost
    from tests.ui.driver import driving

    made = SessionHost._make_sound

    def already_failed(host: SessionHost, muted: bool, speed: float) -> object:
        sound = made(host, muted, speed)
        host._say("No sound: no device.")  # as the player's thread calls it
        return sound

    monkeypatch.setattr(SessionHost, "_make_sound", already_failed)
    async with driving(tmp_path, live=True) as driver:
        await driver.wait(1.0)
        assert "No sound" in str(driver.live.query_one("#said").render())
