"""A session can always be saved, and the next one begins whatever is in the journal's place."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from kneecoach.errors import KneecoachError
from kneecoach.health.check import check
from kneecoach.journal import reading as reading_module
from kneecoach.journal.begin import begin
from kneecoach.journal.header import Header
from kneecoach.journal.leftover import find_leftover, too_long_ago
from kneecoach.journal.lines import with_checksum
from kneecoach.journal.reading import read_journal
from kneecoach.journal.record_of import ended, fold, record_of
from kneecoach.journal.recorder import SavedRecord
from kneecoach.log import store as store_module
from kneecoach.log.lines import read_record
from kneecoach.log.problems import Problem, ProblemKind
from kneecoach.log.record import MOST
from kneecoach.log.store import Store, line_of
from kneecoach.opening import open_leftover
from kneecoach.paths import Paths
from kneecoach.running.runner import Runner
from kneecoach.session.commands import EndSession, Pause, Resume
from kneecoach.session.events import Event, Paused, PhaseStarted, Resumed, Stage, StageStarted
from kneecoach.session.options import Options
from kneecoach.session.plan import Pace, Side
from kneecoach.session.state import MAX_AT, MAX_WAITED_AT
from kneecoach.text import day_words
from tests.clocks import FakeClock
from tests.helpers import Visit, a_plan, mixed_plan, stretch, walk
from tests.log.damage import NO_FILES
from tests.log.samples import DEVICE, STARTED, a_header, at_ten, folders, journal_bytes
from tests.session.test_properties import PACES, PLANS, STEPS, Step, ask

PLAN = a_plan(walk(2, 3))

ODD = (0.0, -0.0, 1e-308, 1e-9, 0.5, 1.0, 3600.0, 9e8, 1e9, 1.1e9, 1e300, 1.8e308, -1.0, float("nan"), float("inf"))
"""Numbers that nobody would write on purpose."""

ZONES = st.timedeltas(timedelta(hours=-23), timedelta(hours=23)).map(
    lambda offset: timezone(timedelta(seconds=int(offset.total_seconds())))
)
INSTANTS = st.datetimes(timezones=ZONES) | st.sampled_from(
    [datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC), datetime(1970, 1, 1, tzinfo=UTC)]
)


def oddly(fields: Any, draw: Callable[[Any], Any]) -> Any:
    """A copy of some JSON in which a few numbers are different."""
    if isinstance(fields, dict):
        return {key: oddly(value, draw) for key, value in fields.items()}
    if isinstance(fields, list):
        return [oddly(value, draw) for value in fields]
    if isinstance(fields, int | float) and not isinstance(fields, bool) and draw(st.integers(0, 40)) == 0:
        return draw(st.sampled_from([*ODD, 10**7, 10**30]))
    return fields


@st.composite
def headers(draw: Any) -> Header | None:
    """Headers in which numbers may be odd, as long as they still parse as headers."""
    plan = PLANS[draw(st.sampled_from(["walk", "thrust", "stretch", "mixed"]))]
    speed = draw(st.sampled_from([1.0, 1e-3, 60.0, 1e4, 1e6, 1e300, 1e-300]))
    loads = {"hip-thrust": draw(st.sampled_from([*ODD, 8.0]))}
    fields = json.loads(a_header(plan).model_dump_json(by_alias=True))
    fields |= {"speed": speed, "loads": loads, "started_at": draw(INSTANTS).isoformat()}
    try:
        return Header.model_validate_json(json.dumps(oddly(fields, draw)))
    except ValidationError:
        return None


@settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    header=headers(),
    pace=PACES,
    steps=STEPS,
    pauses=st.lists(st.sampled_from([1e3, 1e8, 9e8, 1e10, 1e300, float("inf")]), max_size=3),
    saved_at=INSTANTS,
)
def test_whatever_the_engine_comes_to_is_a_record(
    header: Header | None, pace: Pace, steps: list[Step], pauses: list[float], saved_at: datetime
) -> None:
    """From any possible header, after any commands and any pauses, it is the same when read back from the log."""
    if header is None:
        return
    visit = Visit(header.plan, pace, start=False)
    visit.first = visit.state = header.first_state()
    for asked, wait in [(Pause(), 0.0), *steps]:
        ask(visit, asked)
        if wait < header.plan.seconds:
            visit.wait(wait)
    for pause in pauses:
        ask(visit, Pause())
        visit.now += pause
        ask(visit, Resume())
    record = record_of(header, ended(visit.state, visit.now), DEVICE, saved_at)
    line = line_of(record)
    assert read_record(line).model_dump_json(by_alias=True).encode() + b"\n" == line


def odd_header(**changes: Any) -> bytes:
    """A header's line with other values."""
    fields = json.loads(a_header(PLAN).model_dump_json(by_alias=True))
    return with_checksum(json.dumps({**fields, **changes}).encode(), 0)[0]


def late(at: float) -> list[Event]:
    """A session whose last events say that it was paused until `at`."""
    visit = Visit(PLAN)
    visit.wait(8.0)
    visit.do(Pause())
    return [*visit.events, Resumed(at=at, reason="user")]


ODD_JOURNALS: dict[str, bytes] = {
    "paused for 32 years": journal_bytes(a_header(PLAN), late(1.01e9)),
    "paused for ever": journal_bytes(a_header(PLAN), late(1e308)),
    "ended as an older kneecoach had it": journal_bytes(
        a_header(PLAN), [*late(1.79e9), *Visit(PLAN).do(EndSession(), after=1.0)]
    ),
    "begun in the year 1": odd_header(started_at="0001-01-01T00:00:00+14:00"),
    "begun in the year 9999": odd_header(started_at="9999-12-31T23:59:59-12:00"),
    "an offset with seconds": odd_header(started_at="2026-11-22T10:00:00+00:53:28"),
    "no speed": odd_header(speed=1e-300),
    "the speed of light": odd_header(speed=3e8),
    "a load that nobody lifts": odd_header(loads={"band-walk": 1e300}),
    "less than no load": odd_header(loads={"band-walk": -8.0}),
    "half a character": odd_header(id="\ud800"),
    "a list": b"[]\n",
    "deep": b"[" * 100_000 + b"\n",
    "a newer one": odd_header(schema=3),
    "empty": b"",
}


def journal_faults(paths: Paths) -> list[Problem]:
    """What `log check` says about the journal."""
    return [problem for problem in check(paths, at_ten().wall()).problems if problem.kind is ProblemKind.JOURNAL]


def opens(paths: Paths) -> str:
    """Open the program until it has dealt with what is there and a session starts. Returns what was said."""
    said: list[str] = []
    for _ in range(2):
        try:
            found = find_leftover(paths, at_ten())
        except KneecoachError as error:
            said.append(str(error))
            assert "\n" not in said[-1]
            assert str(paths.journal) in said[-1]
            continue
        if isinstance(found, tuple):
            opened = open_leftover(paths, *found, at_ten())
            opened.runner.bring_back(found[0].last_instant)
            opened.runner.send(EndSession())
            assert isinstance(opened.recorder.save(opened.runner.state, at_ten()), SavedRecord)
    begin(paths, PLAN, Options(), at_ten()).discard()
    assert not Store(paths).read().problems
    return " ".join(said)


@pytest.mark.parametrize("name", ODD_JOURNALS)
def test_whatever_is_in_the_journal_the_next_session_begins(tmp_path: Path, name: str) -> None:
    paths = folders(tmp_path)
    paths.journal.write_bytes(ODD_JOURNALS[name])
    paths.journal.chmod(0o600)
    faults = journal_faults(paths)
    said = opens(paths)
    kept = [aside.read_bytes() for aside in paths.state.glob("live*.bad")]
    if said:
        assert str(paths.state / "live.bad") in said
        assert kept == [ODD_JOURNALS[name]]
    if said or any(b"\n" in data for data in kept):
        assert faults, "`log check` says so beforehand"


@pytest.mark.skipif(os.name != "posix", reason="pipes and links are of POSIX")
@pytest.mark.parametrize("thing", sorted(NO_FILES.keys() - {"a dangling link"}))
def test_what_is_not_a_file_is_moved_out_of_the_way_by_name(tmp_path: Path, thing: str) -> None:
    paths = folders(tmp_path)
    (paths.state / "live.bad").write_bytes(b"from before\n")
    NO_FILES[thing](paths.journal)
    kind = paths.journal.lstat().st_mode
    said = opens(paths)
    assert f"{paths.journal}: " in said
    assert f"moved to {paths.state / 'live-2.bad'}" in said
    assert (paths.state / "live-2.bad").lstat().st_mode == kind
    assert (paths.state / "live.bad").read_bytes() == b"from before\n"


def test_a_journal_too_large_to_be_read_is_moved_out_of_the_way(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    paths = folders(tmp_path)
    monkeypatch.setattr(reading_module, "MAX_BYTES", 1000)
    paths.journal.write_bytes(journal_bytes(a_header(PLAN), Visit(PLAN).events))
    assert "larger than 1 kB" in opens(paths)
    assert (paths.state / "live.bad").stat().st_size > 1000


def test_a_fault_of_ours_in_following_a_journal_costs_neither_it_nor_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    paths = folders(tmp_path)
    data = journal_bytes(a_header(PLAN), Visit(PLAN).events)
    paths.journal.write_bytes(data)
    monkeypatch.setattr(reading_module, "fold", lambda *_: 1 // 0)
    assert "this unfinished session cannot be read" in opens(paths)
    assert (paths.state / "live.bad").read_bytes() == data


def test_a_record_too_long_for_the_log_is_reported_beforehand_and_does_not_get_in_the_way(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    paths = folders(tmp_path)
    visit = Visit(PLAN)
    visit.finish()
    paths.journal.write_bytes(journal_bytes(a_header(PLAN), visit.events))
    paths.journal.chmod(0o600)
    monkeypatch.setattr(store_module, "MAX_LINE_BYTES", 1000)
    (fault,) = journal_faults(paths)
    assert "the log allows at most 1 kB" in fault.what
    assert "the log allows at most 1 kB" in opens(paths)
    assert read_journal(paths.state / "live.bad") is not None


@pytest.mark.parametrize(("began", "speed"), [("1970-01-01", 1.0), ("2026-05-10", 60.0), ("2026-10-10", 300.0)])
def test_a_session_begun_by_a_wrong_clock_goes_on_and_is_saved(tmp_path: Path, began: str, speed: float) -> None:
    paths = folders(tmp_path)
    visit = Visit(PLAN)
    visit.wait(8.0)
    header = a_header(PLAN, started_at=f"{began}T00:00:00+00:00", speed=speed)
    paths.journal.write_bytes(journal_bytes(header, visit.events))
    paths.journal.chmod(0o600)
    clock = FakeClock(speed=speed, date=STARTED)
    found = find_leftover(paths, clock)
    assert isinstance(found, tuple)
    (fault,) = journal_faults(paths)
    assert fault.what == too_long_ago(found[0], clock.wall())
    assert day_words(header.started_at) in fault.what
    opened = open_leftover(paths, *found, clock)
    opened.runner.bring_back(found[0].last_instant)
    opened.runner.send(Resume())
    reps = opened.runner.state.total_reps
    for _ in range(40):
        clock.advance(opened.runner.wait_seconds())
        opened.runner.advance()
    assert opened.runner.state.is_over or opened.runner.state.total_reps > reps, "it has gone on"
    if not opened.runner.state.is_over:
        opened.runner.send(EndSession())
    saved = opened.recorder.save(opened.runner.state, clock).record
    assert Store(paths).read().records == (read_record(line_of(saved)),)
    axis = (saved.ended_at - saved.started_at).total_seconds() * speed
    assert saved.active_seconds + saved.paused_seconds == pytest.approx(axis, abs=1.0)
    assert 0 < saved.paused_seconds <= MOST


class _Nothing:
    def append(self, events: tuple[Event, ...]) -> None:
        pass

    def alive(self, at: float) -> None:
        pass


@pytest.mark.parametrize("hours", [23.0, 28.0, 1e6])
def test_a_pause_without_end_leaves_room_to_go_on(hours: float) -> None:
    """At a speed of ten thousand, a night is 14 years."""
    clock = FakeClock(speed=10_000.0)
    header = a_header(mixed_plan(), speed=clock.speed)
    runner = Runner(header.first_state(), clock, _Nothing())
    runner.start()
    runner.send(Pause())
    clock.advance(hours * 3600)
    runner.advance()
    runner.send(Resume())
    assert runner.state.paused_seconds <= MAX_WAITED_AT
    while not runner.state.is_over:
        clock.advance(0.1)
        runner.advance()
    line_of(record_of(header, runner.state, DEVICE, clock.wall()))


def test_no_event_is_later_than_the_end_of_the_axis() -> None:
    visit = Visit(a_plan(stretch()))
    visit.now = 1e300
    assert [event.at for event in visit.do(Pause())] == [MAX_AT]


@pytest.mark.parametrize("steps", [1, 5])
def test_instants_that_go_back_by_a_hair_give_no_negative_length(tmp_path: Path, steps: int) -> None:
    """A damaged journal may have instants a millisecond out of order."""
    visit = Visit(PLAN)
    events = list(visit.events)
    place = {"index": 0, "exercise": "band-walk", "set": 1, "of": 2, "side": Side.LEFT, "attempt": 1}
    events.append(StageStarted(at=5.0, stage=Stage.WORK, seconds=6.0, **place))  # type: ignore[arg-type]
    events.append(PhaseStarted(at=5.0, rep=1, phase="step out", seconds=1.0, hold=False))
    events += [Paused(at=5.0 - 0.0009 * (n + 1), reason="user") for n in range(steps)]
    header = a_header(PLAN)
    (tmp_path / "live.jsonl").write_bytes(journal_bytes(header, events))
    leftover = read_journal(tmp_path / "live.jsonl")
    assert leftover is not None
    assert leftover.events == tuple(events)
    line_of(
        record_of(header, ended(fold(header, leftover.events), leftover.last_instant), DEVICE, header.started_at)
    )
