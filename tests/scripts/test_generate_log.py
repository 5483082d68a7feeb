"""The made-up log: reproducible, valid for the engine and the log, and like a real person's."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from statistics import mean

import pytest

from kneecoach.log.record import Record, Tombstone
from kneecoach.log.store import Store
from kneecoach.session.events import Outcome, Status
from kneecoach.session.plan import Side
from scripts.generate_log import generate, generate_lines, write
from scripts.made_up_session import REHEARSAL_SPEED, Form, session
from tests.helpers import Visit, knee_relief
from tests.log.samples import DEVICE, STARTED, a_header, folders, the_record

MONDAY = date(2026, 3, 2)


@pytest.fixture(scope="module")
def year() -> Sequence[Record]:
    """A year of sessions, without rehearsals."""
    return [r for r in generate(1, 156, MONDAY, months=12, device=DEVICE) if not r.is_rehearsal]


def test_a_session_without_a_fault_is_the_one_that_the_engine_makes() -> None:
    visit = Visit(knee_relief())
    visit.finish()
    form = Form(pain=2.0, strength=0.5, loads={})
    made_up = session(random.Random(3), knee_relief(), form, STARTED, device=DEVICE, rehearsal=True)
    header = a_header(knee_relief(), id=made_up.id, speed=REHEARSAL_SPEED)
    assert made_up.model_copy(update={"saved_at": STARTED + timedelta(minutes=30)}) == the_record(
        header, visit.state
    )


@pytest.mark.parametrize("months", [None, 6.0])
def test_the_same_seed_makes_the_same_log_and_another_seed_another(months: float | None) -> None:
    first, again, other = (list(generate_lines(seed, 40, MONDAY, months=months)) for seed in (1, 1, 2))
    assert first == again
    assert first != other


def test_what_is_written_is_read_back_whole(tmp_path: Path) -> None:
    paths = folders(tmp_path)
    paths.log_dir.mkdir(parents=True)
    lines = list(generate_lines(7, 150, MONDAY, device=DEVICE))
    assert write(paths.log_dir / f"{DEVICE}.jsonl", lines) == len(lines)
    log = Store(paths).read()
    assert log.problems == ()
    assert list(log.records) == generate(7, 150, MONDAY, device=DEVICE)
    with pytest.raises(FileExistsError):
        write(paths.log_dir / f"{DEVICE}.jsonl", lines)


@pytest.mark.parametrize(("sessions", "months"), [(30, 3.0), (300, 2.0), (25, None)])
def test_there_are_as_many_as_asked_for_in_their_months_and_none_overlap(
    sessions: int, months: float | None
) -> None:
    lines = list(generate_lines(5, sessions, MONDAY, months=months))
    assert len({line.id for line in lines}) == sessions
    assert [line.saved_at for line in lines] == sorted(line.saved_at for line in lines), "as they were written"
    began = sorted((r.started_at, r.ended_at) for r in lines if isinstance(r, Record) and r.rev == 1)
    assert all(ended < following for (_, ended), (following, _) in pairwise(began))
    assert began[0][0].date() >= MONDAY
    if months is not None:
        assert began[-1][0].date() < MONDAY + timedelta(days=months * 31 + 7)


def test_the_knee_gets_better_and_the_loads_grow(year: Sequence[Record]) -> None:
    def pain(part: Sequence[Record]) -> float:
        return mean(r.pain.before for r in part if r.pain.before is not None)

    def load(part: Sequence[Record]) -> float:
        return mean(s.load_kg for r in part for s in r.sets if s.load_kg is not None)

    first, last = year[:25], year[-25:]
    assert pain(first) > pain(last) + 1
    assert load(first) < load(last)
    assert any(r.pain.next_morning is not None for r in year)
    assert any(r.pain.next_morning is None for r in year)


def test_one_side_is_a_bit_behind(year: Sequence[Record]) -> None:
    reps = {
        side: sum(s.reps for r in year for s in r.sets if s.side is side and s.target.reps is not None)
        for side in (Side.LEFT, Side.RIGHT)
    }
    assert 0.9 < reps[Side.RIGHT] / reps[Side.LEFT] < 1.0


def test_every_kind_of_thing_happens() -> None:
    lines = list(generate_lines(1, 300, MONDAY))
    assert any(isinstance(line, Tombstone) for line in lines)
    records = [line for line in lines if isinstance(line, Record)]
    assert any(r.is_rehearsal for r in records)
    assert any(r.rev > 2 for r in records)
    assert any(r.paused_seconds for r in records)
    assert {r.status for r in records} == {Status.COMPLETED, Status.PARTIAL}
    sets = Counter(s.outcome for r in records for s in r.sets)
    assert sets[Outcome.COMPLETED] > sets[Outcome.PARTIAL] > sets[Outcome.SKIPPED] > 0
    assert any(s.started_at is None for r in records for s in r.sets), "never tried"
    assert any(s.attempt > 1 for r in records for s in r.sets), "repeated"
    assert any(s.outcome is Outcome.SKIPPED and s.reps for r in records for s in r.sets), "skipped in its middle"
    for each in (s for r in records for s in r.sets):
        assert each.reps <= (each.target.reps or (0, 0))[1]
        met = each.reps >= each.target.reps[0] if each.target.reps else max(each.holds, default=0.0) >= 30.0
        assert (each.outcome is Outcome.COMPLETED) == met or each.outcome is Outcome.SKIPPED
