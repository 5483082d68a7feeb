"""A variant with a dose of its own: its reps, hold, cadence and rest count from the next attempt on."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings

from kneecoach.journal.record_of import record_of
from kneecoach.session.commands import EndSession, TakeVariant, Undo
from kneecoach.session.events import AttemptEnded, Outcome, PhaseStarted, RepCounted, Stage, StageStarted
from kneecoach.session.plan import Pace, Phase, Plan, Target, Variant
from kneecoach.session.progress import time_left
from tests.helpers import STRETCH, WALK, Visit, a_plan, sets_of, thrust
from tests.log.samples import DEVICE, STARTED, a_header
from tests.session.test_properties import PACES, STEPS, Step, play

SHORT = Variant("no band", reps=(2, 3), cadence=(Phase("step out", 2.0), Phase("follow", 1.0)), rest=30.0)
STRIDE = replace(WALK, variants=(SHORT,))
"""Four to five steps of two seconds, rest 60; without a band two to three of three seconds, rest 30."""


def a_doses_plan() -> Plan:
    return a_plan(sets_of(STRIDE, Target(reps=(4, 5)), 3), thrust(2, 1))


def test_the_set_at_hand_keeps_its_dose_and_the_next_has_the_variant_s() -> None:
    visit = Visit(a_doses_plan())
    visit.until_work(0, reps=4)
    visit.do(TakeVariant("no band"))
    visit.until(lambda state: state.stage is Stage.REST)
    assert visit.of(RepCounted)[-1].of == 5
    assert visit.state.seconds_left(visit.now) == 60.0, "the rest of what was done"
    visit.until_work(1)
    assert visit.of(PhaseStarted)[-1].seconds == 2.0
    visit.until(lambda state: state.stage is Stage.REST and state.index == 2)
    ended = visit.of(AttemptEnded)[-1]
    assert (ended.reps, ended.outcome) == (3, Outcome.COMPLETED)
    assert visit.of(StageStarted)[-1].seconds == 30.0


def test_taken_in_a_rest_it_counts_for_the_set_to_come_and_undo_takes_it_back() -> None:
    visit = Visit(a_doses_plan())
    visit.until_rest()
    before = time_left(visit.state, visit.now)
    visit.do(TakeVariant("no band"))
    assert visit.state.planned.target == Target(reps=(2, 3))
    # Two sets of 9 s instead of 10, and after each 30 s of rest instead of 60.
    assert before - time_left(visit.state, visit.now) == 2 * (10 - 9) + 2 * (60 - 30)
    visit.do(Undo())
    assert visit.state.planned.target == Target(reps=(4, 5))


def test_a_timed_hold_may_be_shorter() -> None:
    held = replace(STRETCH, easier=("no band",), variants=(Variant("no band", hold=10.0),))
    visit = Visit(a_plan(sets_of(held, Target(seconds=30.0), 2)))
    visit.do(TakeVariant("no band"))
    visit.finish()
    assert [(event.seconds, event.outcome) for event in visit.of(AttemptEnded)] == [(10.0, Outcome.COMPLETED)] * 2


def test_the_record_says_the_dose_that_was_asked() -> None:
    visit = Visit(a_doses_plan())
    visit.until_work(0, reps=1)
    visit.do(TakeVariant("no band"))
    visit.until_work(2)
    visit.do(EndSession())
    record = record_of(a_header(a_doses_plan()), visit.state, DEVICE, STARTED)
    assert [done.target.reps for done in record.sets[:3]] == [(4, 5), (2, 3), (2, 3)]
    assert [done.variant for done in record.sets[:2]] == ["no band"] * 2


@settings(max_examples=100, deadline=None)
@given(pace=PACES, steps=STEPS)
def test_any_sequence_keeps_the_invariants_with_doses_that_change(pace: Pace, steps: list[Step]) -> None:
    play(Visit(a_doses_plan(), pace), steps)
