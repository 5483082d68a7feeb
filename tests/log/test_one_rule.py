"""One rule decides outcome and status: the engine, the record and a correction never differ."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from kneecoach.errors import KneecoachError
from kneecoach.log.corrections import corrected, outcome_of, status_of
from kneecoach.log.entered import entered_later
from kneecoach.log.record import Record, SetRecord
from kneecoach.review.counted import sets_done
from kneecoach.session.commands import (
    ChangePace,
    EndSession,
    FinishSet,
    GoTo,
    Pause,
    PreviousSet,
    RepeatSet,
    Resume,
    SkipSet,
    Undo,
)
from kneecoach.session.events import Outcome, Status
from kneecoach.session.plan import Pace, Plan
from tests.helpers import Visit, a_plan, stretch, walk
from tests.log.samples import STARTED, a_header, the_record
from tests.session.test_properties import PACES, PLANS, STEPS, Step, ask

HERE_AND_BACK = st.lists(
    st.tuples(
        st.sampled_from(
            [
                *[Undo()] * 4,
                *[Resume()] * 3,
                *[GoTo(0), GoTo(1)],
                FinishSet(),
                SkipSet(),
                RepeatSet(),
                PreviousSet(),
                ChangePace(Pace.SELF),
                ChangePace(Pace.GUIDED),
            ]
        ),
        st.sampled_from([0.0, 0.0, 2.5, 5.0, 13.0, 31.0, 95.0]),
    ),
    max_size=30,
)
"""Commands that end attempts, reopen them and come back to them, and waits in which sets are done."""


def the_end(plan: Plan, pace: Pace, steps: list[Step]) -> tuple[Visit, Record]:
    """A session after these steps, and its record."""
    visit = Visit(plan, pace)
    for asked, wait in steps:
        visit.wait(wait)
        ask(visit, asked)
    if not visit.state.is_over:
        visit.do(EndSession())
    return visit, the_record(a_header(plan, pace=pace), visit.state)


def again(record: Record, place: int) -> Record:
    """The record after somebody has corrected an attempt to what it already was."""
    attempt: SetRecord = record.sets[place]
    if attempt.target.reps:
        return corrected(record, place, reps=attempt.reps)
    return corrected(record, place, seconds=attempt.seconds)


@pytest.mark.parametrize("plan", ["walk", "stretch", "mixed"])
@settings(max_examples=200, deadline=None)
@given(pace=PACES, steps=STEPS | HERE_AND_BACK)
def test_the_record_s_status_and_outcomes_are_those_of_the_engine(plan: str, pace: Pace, steps: list[Step]) -> None:
    visit, record = the_end(PLANS[plan], pace, steps)
    assert visit.state.status is record.status
    record = Record.model_validate_json(record.model_dump_json(by_alias=True))
    assert status_of(record.sets) is record.status
    for place, attempt in enumerate(record.sets):
        if attempt.outcome is Outcome.SKIPPED:
            assert again(record, place).sets[place].outcome in {Outcome.SKIPPED, outcome_of(attempt)}
        else:
            assert outcome_of(attempt) is attempt.outcome
            assert again(record, place) == record


def test_the_last_attempt_is_the_one_with_the_highest_number() -> None:
    """Undo reopens the first attempt, which is then skipped; the second, completed meanwhile, was the last."""
    visit = Visit(a_plan(walk(1, 2, sets=1)))
    visit.until_work(0, reps=1)
    visit.do(GoTo(0))
    visit.until_work(1)
    visit.wait(3.0)
    visit.do(Undo())
    visit.do(SkipSet())
    assert [(a.index, a.attempt, a.outcome) for a in visit.state.attempts] == [
        (0, 2, Outcome.COMPLETED),
        (1, 1, Outcome.COMPLETED),
        (0, 1, Outcome.SKIPPED),
    ]
    if not visit.state.is_over:
        visit.do(EndSession())
    record = the_record(a_header(visit.first.plan), visit.state)
    assert (visit.state.status, record.status, status_of(record.sets)) == (Status.COMPLETED,) * 3


@settings(max_examples=200, deadline=None)
@given(held=st.floats(29.99, 30.01))
@example(held=29.9996)
@example(held=29.9994)
def test_a_hold_counts_by_the_milliseconds_that_are_written(held: float) -> None:
    """What the record has for a hold decides, even if that was rounded up to the target."""
    visit = Visit(a_plan(stretch(1)))
    visit.until_work(0)
    visit.do(Pause(), after=min(held, 29.9999))
    visit.do(EndSession())
    record = the_record(a_header(visit.first.plan), visit.state)
    record = Record.model_validate_json(record.model_dump_json(by_alias=True))
    assert outcome_of(record.sets[0]) is record.sets[0].outcome


CORRECTIONS = st.lists(
    st.tuples(
        st.integers(0, 30),
        st.fixed_dictionaries(
            {},
            optional={
                "amount": st.integers(0, 40),
                "outcome": st.sampled_from(Outcome),
                "pain": st.integers(0, 10),
            },
        ),
    ),
    max_size=8,
)
"""Which attempt, and what a person says about it: reps or seconds held, how it ended, its pain."""


def said_of(record: Record, place: int, said: dict[str, Any]) -> Record:
    """The record with a correction; unchanged if that is refused because it contradicts itself."""
    done = dict(said)
    if "amount" in done:
        amount = done.pop("amount")
        done |= {"reps": amount} if record.sets[place].target.reps else {"seconds": float(amount)}
    try:
        return corrected(record, place, **done)  # type: ignore[arg-type]
    except KneecoachError:
        return record


@settings(max_examples=300, deadline=None)
@given(
    plan=st.sampled_from(sorted(PLANS)),
    steps=STEPS | HERE_AND_BACK,
    entered=st.booleans(),
    corrections=CORRECTIONS,
)
def test_whatever_is_corrected_status_reps_holds_and_shares_agree(
    plan: str, steps: list[Step], entered: bool, corrections: list[tuple[int, dict[str, Any]]]
) -> None:
    record = entered_later(PLANS[plan], STARTED) if entered else the_end(PLANS[plan], Pace.GUIDED, steps)[1]
    first = record
    for number, said in corrections:
        record = said_of(record, number % len(record.sets), said)
    record = Record.model_validate_json(record.model_dump_json(by_alias=True))
    assert record.status is status_of(record.sets)
    counts = [record.count(outcome) for outcome in (*Outcome, None)]
    assert sum(counts) == len({attempt.key for attempt in record.sets})
    assert (record.status is Status.COMPLETED) <= (record.count(Outcome.COMPLETED) == sum(counts))
    for was, attempt in zip(first.sets, record.sets, strict=True):
        if attempt == was or attempt.is_unknown:
            continue
        if attempt.outcome is not Outcome.SKIPPED:
            assert attempt.outcome is outcome_of(attempt)
        elif was.outcome is not Outcome.SKIPPED or attempt.amount != was.amount:
            assert outcome_of(attempt) is Outcome.PARTIAL, "a set that reached its target was not skipped"
        if attempt.target.reps is None:
            assert (attempt.reps, max(attempt.holds, default=0.0)) == (0, attempt.seconds)
        elif attempt.target.hold_seconds and attempt.reps != was.reps:
            assert len(attempt.holds) == attempt.reps
        if attempt.outcome is Outcome.COMPLETED:
            assert sets_done(record.model_copy(update={"sets": (attempt,)})) == 1.0
