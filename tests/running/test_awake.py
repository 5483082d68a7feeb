"""Keeping the display on: when it is wanted, and that its thread never delays a session."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from typing import NoReturn

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kneecoach.running import awake as awake_module
from kneecoach.running.awake import AWAKE_PAUSED_SECONDS, Awake, wants_awake
from kneecoach.running.runner import Runner
from kneecoach.session.commands import EndSession, Interrupt, Pause, Resume
from kneecoach.session.events import Event
from kneecoach.session.state import State
from tests.clocks import FakeClock
from tests.helpers import Visit, mixed_plan

PATIENCE = 10.0
"""If something that should happen at once has not happened after this many seconds, its test fails."""


def running() -> Visit:
    """A session in the work of its first set."""
    visit = Visit(mixed_plan())
    visit.until_work(0)
    return visit


def paused(after: float = 0.0) -> State:
    """A session paused after some seconds of work."""
    visit = running()
    visit.do(Pause(), after=after)
    return visit.state


def ended(discard: bool = False) -> State:
    """A session that was stopped."""
    visit = running()
    visit.do(EndSession(discard=discard))
    return visit.state


def interrupted() -> State:
    """A session that was cut off."""
    visit = running()
    visit.do(Interrupt("the program stalled"))
    return visit.state


def resumed() -> State:
    """A session that goes on, in the countdown after a pause."""
    visit = running()
    visit.do(Pause())
    visit.do(Resume(), after=1.0)
    return visit.state


def finished() -> State:
    """A session that was completed."""
    visit = Visit(mixed_plan())
    visit.finish()
    return visit.state


@pytest.mark.parametrize(
    ("state", "paused_seconds", "wanted"),
    [
        (lambda: State(mixed_plan()), 0.0, False),
        (lambda: Visit(mixed_plan()).state, 0.0, True),
        (lambda: running().state, 0.0, True),
        (lambda: running().state, 1e6, True),
        (resumed, 1e6, True),
        (paused, 0.0, True),
        (paused, AWAKE_PAUSED_SECONDS, True),
        (paused, AWAKE_PAUSED_SECONDS + 0.001, False),
        (interrupted, AWAKE_PAUSED_SECONDS, True),
        (interrupted, AWAKE_PAUSED_SECONDS + 0.001, False),
        (finished, 0.0, False),
        (ended, 0.0, False),
        (lambda: ended(discard=True), 0.0, False),
    ],
)
def test_when_it_is_wanted(state: Callable[[], State], paused_seconds: float, wanted: bool) -> None:
    assert wants_awake(state(), paused_seconds) is wanted


class Fake:
    """An inhibitor that records its calls, and can be made to fail, raise or hang."""

    def __init__(self, reason: str | None = None, error: Exception | None = None) -> None:
        self._reason = reason
        self._error = error
        self.calls: list[str] = []
        self.threads: list[int] = []
        self.changed = threading.Condition()
        self.gate = threading.Event()
        """Until it is set, every call hangs."""
        self.gate.set()

    def hold(self) -> str | None:
        self._called("hold")
        return self._reason

    def release(self) -> None:
        self._called("release")

    def wait_for(self, *calls: str) -> None:
        """Wait until exactly these calls have begun."""
        with self.changed:
            assert self.changed.wait_for(lambda: len(self.calls) >= len(calls), timeout=PATIENCE), self.calls
        assert self.calls == [*calls]

    def _called(self, name: str) -> None:
        with self.changed:
            self.calls.append(name)
            self.threads.append(threading.get_ident())
            self.changed.notify_all()
        assert self.gate.wait(PATIENCE)
        if self._error is not None:
            raise self._error


class Bench:
    """An `Awake` with a fake inhibitor, on a clock moved by hand."""

    def __init__(self, fake: Fake | None = None, say: Callable[[str], object] | None = None) -> None:
        self.fake = fake or Fake()
        self.clock = FakeClock()
        self.said: list[str] = []
        self.awake = Awake(self.fake, say or self.said.append, self.clock.monotonic)  # type: ignore[arg-type]
        self.state = State(mixed_plan())

    def see(self, state: State) -> None:
        """Let it hear of this state."""
        self.state = state
        self.awake.listener((), state)

    def wait(self, seconds: float) -> None:
        """Let real seconds pass, and wake the thread as its timeout would."""
        self.clock.advance(seconds)
        with self.awake._changed:
            self.awake._changed.notify_all()

    def thread_ended(self) -> None:
        """Wait until its thread has ended by itself."""
        with self.awake._changed:
            assert self.awake._changed.wait_for(lambda: self.awake._thread is None, timeout=PATIENCE)


@pytest.fixture
def bench() -> Iterator[Bench]:
    bench = Bench()
    yield bench
    bench.fake.gate.set()
    bench.awake.close()
    bench.thread_ended()


def test_a_session_is_held_from_its_start_to_its_end(bench: Bench) -> None:
    bench.see(running().state)
    bench.fake.wait_for("hold")
    bench.see(running().state)
    bench.see(finished())
    bench.fake.wait_for("hold", "release")
    bench.thread_ended()
    assert bench.said == []


def test_before_the_start_nothing_is_held(bench: Bench) -> None:
    bench.see(State(mixed_plan()))
    bench.see(finished())
    bench.awake.close()
    assert bench.fake.calls == []


def test_a_long_pause_lets_go_and_resuming_holds_again(bench: Bench) -> None:
    bench.see(running().state)
    bench.fake.wait_for("hold")
    bench.see(paused())
    bench.wait(AWAKE_PAUSED_SECONDS)
    bench.see(paused())
    assert bench.fake.calls == ["hold"]
    bench.wait(0.001)
    bench.fake.wait_for("hold", "release")
    bench.see(paused())
    bench.wait(AWAKE_PAUSED_SECONDS)
    assert bench.fake.calls == ["hold", "release"]
    bench.see(resumed())
    bench.fake.wait_for("hold", "release", "hold")
    bench.see(ended())
    bench.fake.wait_for("hold", "release", "hold", "release")


def test_each_pause_has_its_own_five_minutes(bench: Bench) -> None:
    bench.see(paused())
    bench.fake.wait_for("hold")
    bench.wait(AWAKE_PAUSED_SECONDS - 1)
    bench.see(resumed())
    bench.see(paused(after=5.0))
    bench.wait(AWAKE_PAUSED_SECONDS)
    assert bench.fake.calls == ["hold"]
    bench.wait(1.0)
    bench.fake.wait_for("hold", "release")


def test_it_lets_go_with_nobody_waking_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """No event comes while a session is paused: the thread looks at the clock itself."""
    monkeypatch.setattr(awake_module, "AWAKE_PAUSED_SECONDS", 0.001)
    fake = Fake()
    awake = Awake(fake, print)
    awake.listener((), paused())
    fake.wait_for("hold", "release")


@pytest.mark.parametrize("speed", [1.0, 600.0])
def test_five_minutes_are_real_whatever_the_speed(speed: float) -> None:
    bench = Bench()
    clock = FakeClock(speed=speed)
    runner = Runner(State(mixed_plan()), clock, EventSink())
    runner.listen(bench.awake.listener)
    runner.start()
    bench.fake.wait_for("hold")
    runner.send(Pause())
    clock.advance(AWAKE_PAUSED_SECONDS - 1)
    bench.wait(AWAKE_PAUSED_SECONDS - 1)
    runner.advance()
    assert bench.fake.calls == ["hold"]
    bench.wait(2.0)
    bench.fake.wait_for("hold", "release")
    runner.send(Resume())
    bench.fake.wait_for("hold", "release", "hold")
    runner.send(EndSession())
    bench.fake.wait_for("hold", "release", "hold", "release")


class EventSink:
    """A recorder that records nothing."""

    def append(self, events: tuple[Event, ...]) -> None:
        """Forget them."""

    def alive(self, at: float) -> None:
        """Forget it."""


def test_close_lets_go_mid_session_and_another_session_is_held(bench: Bench) -> None:
    bench.see(running().state)
    bench.fake.wait_for("hold")
    bench.awake.close()
    bench.fake.wait_for("hold", "release")
    bench.awake.close()
    assert bench.fake.calls == ["hold", "release"]
    bench.see(running().state)
    bench.fake.wait_for("hold", "release", "hold")


def test_a_session_that_ends_before_it_is_held_is_let_go(bench: Bench) -> None:
    bench.fake.gate.clear()
    bench.see(running().state)
    bench.fake.wait_for("hold")
    bench.see(finished())
    bench.fake.gate.set()
    bench.fake.wait_for("hold", "release")


def test_holding_and_letting_go_are_in_one_thread_and_never_the_sessions(bench: Bench) -> None:
    bench.see(running().state)
    bench.fake.wait_for("hold")
    bench.see(finished())
    bench.fake.wait_for("hold", "release")
    first, second = bench.fake.threads
    assert first == second != threading.get_ident()


def test_if_it_cannot_it_says_so_once_in_one_sentence() -> None:
    bench = Bench(Fake(reason="this desktop cannot keep it on"))
    for _ in range(3):
        bench.see(running().state)
        bench.see(finished())
        bench.thread_ended()
    assert bench.fake.calls == ["hold", "release"] * 3
    assert bench.said == ["The screen may turn off: this desktop cannot keep it on."]


def test_an_inhibitor_that_raises_is_said_once() -> None:
    bench = Bench(Fake(error=ImportError("No module named 'wakepy'")))
    for _ in range(2):
        bench.see(running().state)
        bench.see(finished())
        bench.thread_ended()
    assert bench.fake.calls == ["hold", "release"] * 2
    assert bench.said == ["The screen may turn off: keeping it on failed (ImportError)."]


def test_a_listener_that_is_gone_does_no_harm() -> None:
    def gone(sentence: str) -> NoReturn:
        raise RuntimeError("the app has ended")

    bench = Bench(Fake(reason="no"), say=gone)
    bench.see(running().state)
    bench.fake.wait_for("hold")
    bench.see(finished())
    bench.fake.wait_for("hold", "release")
    bench.thread_ended()


def test_a_system_that_never_answers_holds_up_nothing(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    """It delays neither the session, nor closing, nor the next session.

    When it finally answers, the hold is released.
    """
    monkeypatch.setattr(awake_module, "CLOSE_SECONDS", 0.001)
    bench.fake.gate.clear()
    bench.see(running().state)
    bench.fake.wait_for("hold")
    bench.see(paused())
    bench.see(resumed())
    bench.see(finished())
    bench.awake.close()
    bench.see(running().state)
    bench.awake.close()
    assert bench.fake.calls == ["hold"], "one thread at a time"
    bench.fake.gate.set()
    bench.fake.wait_for("hold", "release")
    bench.thread_ended()


def test_a_system_that_never_lets_go_holds_up_nothing(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(awake_module, "CLOSE_SECONDS", 0.001)
    bench.see(running().state)
    bench.fake.wait_for("hold")
    bench.fake.gate.clear()
    bench.see(finished())
    bench.fake.wait_for("hold", "release")
    bench.awake.close()
    bench.see(running().state)
    bench.fake.gate.set()
    bench.fake.wait_for("hold", "release", "hold")


def test_if_no_thread_can_be_started_the_session_goes_on(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(thread: threading.Thread) -> NoReturn:
        raise RuntimeError("can't start new thread")

    with monkeypatch.context() as without:
        without.setattr(threading.Thread, "start", refuse)
        bench.see(running().state)
        bench.awake.close()
    assert bench.fake.calls == []
    bench.see(running().state)
    bench.fake.wait_for("hold")


RUNNING, PAUSED, FINISHED = running().state, paused(), finished()

STEPS = st.lists(
    st.one_of(
        st.sampled_from(["run", "pause", "end", "close"]),
        st.floats(min_value=0.5, max_value=2 * AWAKE_PAUSED_SECONDS),
    ),
    max_size=15,
)


@settings(deadline=None, max_examples=60)
@given(STEPS)
def test_what_is_held_is_what_is_wanted(steps: list[str | float]) -> None:
    """Compared with a model, step by step: each hold is released once, in its own thread, and never held twice."""
    bench, expected = Bench(), list[str]()
    going, pause_seconds = False, None
    for step in steps:
        if isinstance(step, float):
            pause_seconds = None if pause_seconds is None else pause_seconds + step
            bench.wait(step)
        elif step == "run":
            going, pause_seconds = True, None
            bench.see(RUNNING)
        elif step == "pause":
            pause_seconds = pause_seconds if going and pause_seconds is not None else 0.0
            going = True
            bench.see(PAUSED)
        else:
            going, pause_seconds = False, None
            bench.see(FINISHED) if step == "end" else bench.awake.close()
        wanted = going and (pause_seconds is None or pause_seconds <= AWAKE_PAUSED_SECONDS)
        if wanted != (expected[-1:] == ["hold"]):
            expected.append("hold" if wanted else "release")
        bench.fake.wait_for(*expected)
        if not wanted:
            bench.thread_ended()
    bench.awake.close()
    bench.thread_ended()
    assert bench.fake.calls.count("hold") == bench.fake.calls.count("release")
    assert bench.fake.threads[::2] == bench.fake.threads[1::2]
    assert bench.said == []
