"""The record: its exact shape on disk, and that it equals the fold of the session's events."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from pydantic import ValidationError

from kneecoach.journal.header import Header
from kneecoach.log.record import PainScores, Record, SetRecord
from kneecoach.session.commands import (
    EndSession,
    FinishSet,
    Pause,
    ReportPain,
    Resume,
    SetLoad,
    SkipSet,
    TakeVariant,
)
from kneecoach.session.events import Outcome, Status
from kneecoach.session.plan import Pace, Side
from kneecoach.session.state import Attempt, State
from tests.helpers import Visit, a_plan, mixed_plan, stretch, thrust, walk
from tests.log.samples import STARTED, a_header, a_record, a_set, the_record
from tests.session.test_properties import PACES, STEPS, Step, ask


def as_json(record: Record) -> dict[str, Any]:
    """The record as a line of the log holds it."""
    shape: dict[str, Any] = json.loads(record.model_dump_json(by_alias=True))
    return shape


def a_short_visit() -> tuple[Header, State]:
    """Thrusts stopped in the third hold, a walk done left and skipped after a step right, an untried stretch."""
    plan = a_plan(thrust(reps=3, sets=1), walk(2, 3, sets=1), stretch(sides=(Side.LEFT,)))
    visit = Visit(plan)
    visit.do(SetLoad(8.0), after=4.0)
    visit.wait_until(10.0 + 2 * 5.0 + 1.0 + 1.4)  # get ready, two thrusts, up, and 1.4 s of the third squeeze
    visit.do(FinishSet())
    visit.wait_until(22.4 + 90.0 + 5.0 + 3 * 2.0 + 5.0)  # rest, get ready, three steps, switch sides
    visit.do(ReportPain(4), after=0.6)
    visit.do(SkipSet(), after=2.0)
    visit.do(Pause(), after=2.0)
    visit.do(Resume(), after=3.0)
    visit.do(EndSession(), after=4.0)
    return a_header(plan, pain_before=3), visit.state


def test_a_record_has_the_shape_that_the_design_fixes() -> None:
    header, state = a_short_visit()
    walked: dict[str, Any] = {
        "exercise": "band-walk",
        "title": "Band walk",
        "set": 1,
        "of": 1,
        "attempt": 1,
        "target": {"reps": [2, 3], "unit": "step"},
        "holds": [],
        "load_kg": None,
        "pace": "guided",
    }
    assert as_json(the_record(header, state)) == {
        "schema": 1,
        "type": "session",
        "id": "0a1b2c3d-0000-4000-8000-000000000001",
        "rev": 1,
        "device": "laptop-3f9a1c",
        "saved_at": "2026-11-22T10:30:00.000+01:00",
        "app": "0.1.0",
        "routine": {"id": "small", "title": "Small", "digest": "sha256:0"},
        "started_at": "2026-11-22T10:00:00.000+01:00",
        "ended_at": "2026-11-22T10:02:20.000+01:00",
        "active_seconds": 137.0,
        "paused_seconds": 3.0,
        "speed": 1.0,
        "status": "partial",
        "pain": {"before": 3, "worst": 4, "after": None, "next_morning": None},
        "reps_in_reserve": None,
        "note": "",
        "going_on": {"pace": "guided", "loads": {"hip-thrust": 8.0}},
        "sets": [
            {
                "exercise": "hip-thrust",
                "title": "Hip thrust",
                "set": 1,
                "of": 1,
                "side": "both",
                "attempt": 1,
                "target": {"reps": [3, 3], "hold_seconds": 2.0},
                "outcome": "partial",
                "reps": 2,
                "holds": [2.0, 2.0, 1.4],
                "seconds": 12.4,
                "load_kg": 8.0,
                "pace": "guided",
                "pain": None,
                "started_at": "2026-11-22T10:00:10.000+01:00",
            },
            walked
            | {"side": "left", "outcome": "completed", "reps": 3, "seconds": 6.0, "pain": None}
            | {"started_at": "2026-11-22T10:01:57.400+01:00"},
            walked
            | {"side": "right", "outcome": "skipped", "reps": 1, "seconds": 2.6, "pain": 4}
            | {"started_at": "2026-11-22T10:02:08.400+01:00"},
            {
                "exercise": "quad-stretch",
                "title": "Quad stretch",
                "set": 1,
                "of": 1,
                "side": "left",
                "attempt": 1,
                "target": {"seconds": 30.0},
                "outcome": "skipped",
                "reps": 0,
                "holds": [],
                "seconds": 0.0,
                "load_kg": None,
                "pace": "guided",
                "pain": None,
                "started_at": None,
            },
        ],
    }


def test_keys_come_in_the_order_of_the_design() -> None:
    keys = list(as_json(a_record()))
    assert keys[:8] == ["schema", "type", "id", "rev", "device", "saved_at", "app", "routine"]
    assert keys[-3:] == ["reps_in_reserve", "note", "sets"]


def test_what_is_written_reads_back_the_same() -> None:
    assert Record.model_validate_json(a_record().model_dump_json(by_alias=True)) == a_record()
    written = as_json(the_record(*a_short_visit()))  # rounded to milliseconds; rounding again changes nothing
    assert as_json(Record.model_validate(written)) == written


def test_an_easier_variant_has_a_key_only_if_one_was_taken() -> None:
    plan = a_plan(walk(2, 3, sets=2))
    visit = Visit(plan)
    visit.until_rest()
    visit.do(TakeVariant("no band"))
    visit.until_work(2, reps=1)
    visit.do(EndSession())
    sets = as_json(the_record(a_header(plan), visit.state))["sets"]
    assert [(tried["set"], tried["side"], tried.get("variant")) for tried in sets] == [
        (1, "left", None),
        (1, "right", None),
        (2, "left", "no band"),
        (2, "right", None),
    ]
    assert ["variant" in tried for tried in sets] == [False, False, True, False]
    assert list(sets[2]) == [*sets[0], "variant"]


def test_a_record_without_the_key_is_written_as_it_was_read() -> None:
    """What a kneecoach without variants wrote stays the same, byte for byte."""
    line = (
        '{"schema":1,"type":"session","id":"1","rev":1,"device":"d","saved_at":"2026-11-22T10:21:00.000+01:00",'
        '"app":"0.1.0","routine":{"id":"r","title":"R","digest":""},"started_at":"2026-11-22T10:00:00.000+01:00",'
        '"ended_at":"2026-11-22T10:20:00.000+01:00","active_seconds":1200.0,"paused_seconds":0.0,"speed":1.0,'
        '"status":"partial","pain":{"before":null,"worst":null,"after":null,"next_morning":null},'
        '"reps_in_reserve":null,"note":"","sets":[{"exercise":"e","title":"E","set":1,"of":1,"side":"both",'
        '"attempt":1,"target":{"reps":[3,3],"hold_seconds":2.0},"outcome":"partial","reps":1,"holds":[2.0,1.4],'
        '"seconds":12.4,"load_kg":8.0,"pace":"guided","pain":null,"started_at":"2026-11-22T10:00:10.000+01:00"}]}'
    )
    record = Record.model_validate_json(line)
    assert record.sets[0].variant is None
    assert record.model_dump_json(by_alias=True) == line


def test_the_sore_knee_has_a_key_only_if_it_was_entered() -> None:
    assert "knee" not in as_json(a_record())
    said = as_json(a_record(knee=Side.BOTH))
    assert said["knee"] == "both"
    assert Record.model_validate(said).knee is Side.BOTH


def test_a_rehearsal_runs_faster_than_the_wall() -> None:
    """At speed 60, 65 s of session take 65/60 s. Lengths are in session time, instants in wall time."""
    plan = a_plan(stretch())
    visit = Visit(plan)
    visit.finish()
    assert visit.now == 5.0 + 30.0 + 5.0 + 30.0
    record = the_record(a_header(plan, speed=60.0), visit.state)
    assert (record.speed, record.is_rehearsal, record.active_seconds) == (60.0, True, 70.0)
    assert record.ended_at == STARTED + timedelta(seconds=70.0 / 60.0)
    assert [s.started_at for s in record.sets] == [STARTED + timedelta(seconds=t / 60.0) for t in (5.0, 40.0)]
    assert record.status is Status.COMPLETED


def test_a_session_under_way_has_no_record() -> None:
    with pytest.raises(ValueError, match="not ended"):
        the_record(a_header(), Visit(a_plan()).state)


FOLD_PLAN = a_plan(stretch(sides=(Side.LEFT,)), walk(2, 3, sets=1), thrust(2, 2))


def what_was_done(tried: Attempt | SetRecord) -> tuple[Any, ...]:
    """What an attempt in the state and a set in the record have in common."""
    rounded = tuple(round(seconds, 3) for seconds in tried.holds)
    seconds = round(tried.seconds, 3)
    return (tried.attempt, tried.outcome, tried.reps, rounded, seconds, tried.load_kg, tried.variant, tried.pace)


def is_whole(record: Record) -> bool:
    """Whether each planned set was completed in some attempt and none ended skipped or untried."""
    by_set: dict[tuple[str, int, Side], list[Outcome]] = {}
    for tried in record.sets:
        by_set.setdefault((tried.exercise, tried.set, tried.side), []).append(tried.outcome)
    return all(
        Outcome.COMPLETED in outcomes and outcomes[-1] is not Outcome.SKIPPED for outcomes in by_set.values()
    )


@settings(max_examples=150, deadline=None)
@given(pace=PACES, steps=STEPS)
def test_the_record_is_the_fold(pace: Pace, steps: list[Step]) -> None:
    visit = Visit(FOLD_PLAN, pace)
    for asked, wait in steps:
        visit.wait(wait)
        ask(visit, asked)
    if not visit.state.is_over:
        visit.do(EndSession())
    state = visit.state
    record = the_record(a_header(FOLD_PLAN, pace=pace), state)
    rest = list(record.sets)
    for index, planned in enumerate(FOLD_PLAN.sets):
        attempts = sorted((a for a in state.attempts if a.index == index), key=lambda a: a.attempt)
        mine, rest = rest[: max(1, len(attempts))], rest[max(1, len(attempts)) :]
        for tried in mine:
            assert (tried.exercise, tried.title) == (planned.exercise.id, planned.exercise.title)
            assert (tried.set, tried.of, tried.side) == (planned.set, planned.of, planned.side)
        if not attempts:
            assert (mine[0].outcome, mine[0].reps, mine[0].holds) == (Outcome.SKIPPED, 0, ())
            assert (mine[0].seconds, mine[0].started_at) == (0.0, None)
            continue
        assert [what_was_done(s) for s in mine] == [what_was_done(a) for a in attempts]
        assert [s.started_at for s in mine] == [STARTED + timedelta(seconds=a.started) for a in attempts]
        for tried in mine:
            reported = [p.value for p in state.pains if (p.index, p.attempt) == (index, tried.attempt)]
            assert tried.pain == max(reported, default=None)
    assert rest == []
    assert sum(s.reps for s in record.sets) == state.total_reps
    assert record.pain == PainScores(worst=max((p.value for p in state.pains), default=None))
    assert record.status is (Status.COMPLETED if is_whole(record) else Status.PARTIAL)
    ended = state.ended_at or 0.0
    assert record.ended_at == STARTED + timedelta(seconds=ended)
    assert record.active_seconds + record.paused_seconds == pytest.approx(ended)
    assert as_json(Record.model_validate(as_json(record))) == as_json(record)
    shapes = zip(as_json(record)["sets"], record.sets, strict=True)
    assert all(("variant" in shape) == (tried.variant is not None) for shape, tried in shapes)


def test_a_straight_session_is_completed() -> None:
    visit = Visit(mixed_plan())
    visit.finish()
    record = the_record(a_header(mixed_plan()), visit.state)
    assert record.status is Status.COMPLETED
    assert (record.count(Outcome.COMPLETED), len(record.best_outcomes), len(record.sets)) == (8, 8, 8)
    assert record.paused_seconds == 0.0
    assert record.active_seconds == visit.now


def test_the_best_attempt_counts() -> None:
    first, second = a_set(outcome=Outcome.PARTIAL), a_set(attempt=2, outcome=Outcome.COMPLETED, reps=15)
    other = a_set(set=3, outcome=Outcome.SKIPPED, reps=0)
    record = a_record(sets=(first, second, other))
    assert record.best_outcomes == {
        ("hip-thrust", 2, Side.BOTH): Outcome.COMPLETED,
        ("hip-thrust", 3, Side.BOTH): Outcome.SKIPPED,
    }
    assert (record.count(Outcome.COMPLETED), record.count(Outcome.PARTIAL)) == (1, 0)


@pytest.mark.parametrize(
    "wrong",
    [
        {"pain": {"before": 11}},
        {"pain": {"after": -1}},
        {"reps_in_reserve": 6},
        {"active_seconds": -1.0},
        {"started_at": "2026-11-22T10:00:00"},
        {"status": "perfect"},
        {"type": "deleted"},
    ],
    ids=str,
)
def test_an_impossible_record_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        Record.model_validate(as_json(a_record()) | wrong)


def test_unknown_keys_of_a_newer_record_are_ignored() -> None:
    newer = as_json(a_record()) | {"schema": 3, "heart_rate": [61, 118]}
    assert Record.model_validate(newer).schema_ == 3
