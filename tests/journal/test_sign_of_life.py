"""Between events, the journal says how far the session has come, so that a kill loses a few seconds at most."""

from __future__ import annotations

import itertools
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from kneecoach.journal.journal import Journal, start_journal
from kneecoach.journal.lines import header_line, sign_of_life
from kneecoach.journal.lock import take_lock
from kneecoach.journal.reading import Leftover, read_journal
from kneecoach.journal.record_of import ended, fold
from kneecoach.journal.recorder import reopen
from kneecoach.running.runner import ALIVE_SECONDS, HEARTBEAT_SECONDS, Runner
from kneecoach.session.commands import CountRep, EndRest, Pause, Resume
from kneecoach.session.events import Interrupted, Stage
from kneecoach.session.plan import Pace, Plan
from kneecoach.session.state import MAX_AT, Attempt
from tests.clocks import FakeClock
from tests.helpers import Visit, a_plan, circuit_plan, stretch, thrust, walk
from tests.log.samples import a_header, at_ten, folders, journal_bytes
from tests.running.bench import Bench

INTERVAL = ALIVE_SECONDS + HEARTBEAT_SECONDS
"""The most that a kill may lose, in real seconds."""


def in_a_hold(seconds: float, plan: Plan | None = None) -> Visit:
    """A session this many seconds into its first hold."""
    visit = Visit(plan or a_plan(stretch()))
    visit.until(lambda state: state.hold_under_way)
    visit.wait(seconds)
    return visit


def bytes_with_sign(visit: Visit, at: float) -> bytes:
    """The journal of a session with a sign of life at its end."""
    data = journal_bytes(a_header(visit.first.plan), visit.events)
    return data + sign_of_life(at, int(data[-11:-3], 16))


def read(path: Path, data: bytes) -> Leftover:
    """The unfinished session in a journal of these bytes."""
    path.write_bytes(data)
    leftover = read_journal(path)
    assert leftover is not None
    return leftover


def brought_back(leftover: Leftover) -> tuple[Attempt, ...]:
    """The attempts of a session that was cut off."""
    return ended(fold(leftover.header, leftover.events), leftover.last_instant).attempts


def test_a_hold_that_was_killed_keeps_its_seconds(tmp_path: Path) -> None:
    visit = in_a_hold(14.0)
    leftover = read(tmp_path / "live.jsonl", bytes_with_sign(visit, visit.now))
    assert leftover.torn == b""
    assert brought_back(leftover)[0].holds == pytest.approx((14.0,), abs=1e-5)
    assert brought_back(leftover)[0].seconds == pytest.approx(14.0, abs=1e-5)


def test_a_sign_of_life_is_never_later_than_it_was() -> None:
    for at in (0.0, 1 / 3, 14.9999999, 2 / 3, MAX_AT - 1e-7):
        said = float(sign_of_life(at, 0)[9:].partition(b",")[0])
        assert at - 2e-6 < said <= at


@pytest.mark.parametrize("cut", range(1, 30))
def test_one_that_is_cut_off_is_a_torn_line_and_nothing_more(tmp_path: Path, cut: int) -> None:
    visit = in_a_hold(14.0)
    leftover = read(tmp_path / "live.jsonl", bytes_with_sign(visit, visit.now)[:-cut])
    assert (leftover.events, leftover.lines_lost) == (tuple(visit.events), 0)
    assert leftover.last_instant == visit.events[-1].at


def test_one_that_belongs_after_another_line_does_not_count(tmp_path: Path) -> None:
    visit = in_a_hold(14.0)
    data = journal_bytes(a_header(), visit.events)
    _, of_the_header = header_line(a_header())
    leftover = read(tmp_path / "live.jsonl", data + sign_of_life(visit.now, of_the_header))
    assert leftover.last_instant == visit.events[-1].at


def test_one_beyond_the_end_of_the_axis_does_not_count(tmp_path: Path) -> None:
    visit = in_a_hold(14.0)
    leftover = read(tmp_path / "live.jsonl", bytes_with_sign(visit, MAX_AT + 1.0))
    assert leftover.last_instant == visit.events[-1].at


def test_the_next_event_takes_its_place(tmp_path: Path) -> None:
    visit = in_a_hold(14.0)
    path = tmp_path / "live.jsonl"
    journal = start_journal(path, a_header())
    journal.append(visit.events)
    for seconds in (10.0, 12.0, 14.0):
        journal.alive(visit.now - 14.0 + seconds)
        assert journal.flush()
        assert path.read_bytes() == bytes_with_sign(visit, visit.now - 14.0 + seconds)
    assert journal.is_whole
    visit.do(Pause())
    journal.append(visit.events[-2:])
    journal.close()
    assert path.read_bytes() == journal_bytes(a_header(), visit.events)


def test_a_resumed_session_goes_on_from_it_and_sets_nothing_aside(tmp_path: Path) -> None:
    visit = in_a_hold(14.0)
    paths = folders(tmp_path)
    leftover = read(paths.journal, bytes_with_sign(visit, visit.now))
    lock = take_lock(paths, at_ten())
    assert lock is not None
    recorder = reopen(paths, leftover, lock)
    runner = Runner(fold(leftover.header, leftover.events), at_ten(1.0), recorder, at=leftover.last_instant)
    runner.bring_back(leftover.last_instant)
    recorder.close()
    assert runner.state.holds == pytest.approx((14.0,), abs=1e-5)
    assert not list(paths.state.glob("*.bad"))
    again = read_journal(paths.journal)
    assert again is not None
    assert (again.kept, again.torn) == (paths.journal.read_bytes(), b"")
    assert fold(again.header, again.events) == runner.state
    assert any(isinstance(event, Interrupted) and event.at == leftover.last_instant for event in again.events)


def keys(pace: Pace) -> Iterator[float]:
    """How long the person takes for each key in self pace, in seconds."""
    return itertools.cycle((1.3, 7.9, 2.4)) if pace is Pace.SELF else iter(())


def acts(runner: Runner) -> None:
    """Press the key that a session in self pace is waiting for."""
    state = runner.state
    if state.stage is Stage.REST:
        runner.send(EndRest())
    elif state.stage is Stage.WORK and state.phase is None:
        runner.send(CountRep())


def seconds_of(attempts: tuple[Attempt, ...]) -> tuple[float, float]:
    """Seconds at work and seconds held."""
    return sum(each.seconds for each in attempts), sum(sum(each.holds) for each in attempts)


@pytest.mark.parametrize("speed", [1.0, 60.0])
@pytest.mark.parametrize("pace", Pace)
@pytest.mark.parametrize("plan", [a_plan(stretch(), thrust(2)), a_plan(walk(1, 2)), circuit_plan()])
def test_killed_at_any_instant_no_more_than_a_few_seconds_are_lost(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, plan: Plan, pace: Pace, speed: float
) -> None:
    """At most what was held is kept, and at least that minus the interval. Just before a wake-up is worst."""
    monkeypatch.setattr(os, "fsync", lambda _descriptor: None)
    path = tmp_path / "live.jsonl"
    header = a_header(plan, pace=pace, speed=speed)
    journal: Journal = start_journal(path, header)
    clock = FakeClock(speed=speed)
    runner = Runner(header.first_state(), clock, journal)
    runner.start()
    waits = keys(pace)
    next_key = clock.seconds + next(waits, 1e9)
    for step in itertools.count():
        wait = max(1e-6, min(runner.wait_seconds(), next_key - clock.seconds))
        clock.advance(wait * 0.999)
        assert journal.flush()
        leftover = read_journal(path)
        assert leftover is not None
        assert leftover.torn == b""
        found = seconds_of(brought_back(leftover))
        true = seconds_of(ended(runner.state, runner.now()).attempts)
        for recorded, done in zip(found, true, strict=True):
            assert done - INTERVAL * speed - 1e-4 <= recorded <= done + 1e-6
        clock.advance(wait * 0.001 + 1e-6)
        runner.advance()
        if clock.seconds >= next_key and not runner.state.is_over:
            acts(runner)
            next_key = clock.seconds + next(waits)
        if step == 40 and not runner.state.is_over:
            runner.send(Pause())
            clock.advance(1.0)
            runner.send(Resume())
        if runner.state.is_over or step > 1000:
            break
    journal.close()
    assert runner.state.is_over


def test_a_session_that_waits_paused_or_is_over_shows_no_sign_of_life() -> None:
    bench = Bench(a_plan(stretch()))
    bench.sleep_until(lambda state: state.hold_under_way)
    before = len(bench.kept.signs)
    bench.runner.send(Pause())
    for _ in range(10):
        bench.sleep()
    assert len(bench.kept.signs) == before
    bench.runner.send(Resume())
    bench.sleep_until(lambda state: state.is_over)
    assert len(bench.kept.signs) > before
    signs = bench.kept.signs
    assert all(after - at >= ALIVE_SECONDS for at, after in itertools.pairwise(signs))


def test_an_older_kneecoach_takes_it_for_a_torn_line_without_an_end(tmp_path: Path) -> None:
    """No line that it could read comes after it, and it does not count as a lost line."""
    visit = in_a_hold(14.0)
    data = bytes_with_sign(visit, visit.now)
    kept, _, last = data.rpartition(b"\n")
    assert kept + b"\n" == journal_bytes(a_header(), visit.events)
    assert last.startswith(b'{"alive":')
