"""A variant with its own dose: each attempt done in it has its reps, hold, cadence and rest."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings

from kneecoach.journal.record_of import record_of
from kneecoach.log.untried import target_of
from kneecoach.session.commands import EndSession, NotNow, Resume, TakeVariant, Undo
from kneecoach.session.decide import due
from kneecoach.session.events import AttemptEnded, Outcome, PhaseStarted, Stage, StageStarted
from kneecoach.session.plan import Pace, Phase, Plan, Target, Unit, Variant
from kneecoach.session.progress import time_left
from kneecoach.session.variants import NO_VARIANT, variant_kinds
from tests.helpers import STRETCH, WALK, Visit, a_plan, sets_of, thrust
from tests.log.samples import DEVICE, STARTED, a_header
from tests.session.test_properties import PACES, STEPS, Step, play

SHORT = Variant("no band", reps=(2, 3), cadence=(Phase("step out", 2.0), Phase("follow", 1.0)), rest=30.0)
HARDER = Variant("on one leg", reps=(1, 2), cadence=(Phase("hop", 1.0), Phase("stay", 3.0, hold=True)))
SITTING = Variant("sitting", equipment=("a chair",), position="Sit on a chair", reps=(6, 8))
STRIDE = replace(WALK, harder=("on one leg",), substitutes=("sitting",), variants=(SHORT, HARDER, SITTING))
"""Four to five steps of two seconds, rest 60. Without a band, two to three of three seconds, rest 30. On one leg,
one or two with a hold. Sitting on a chair, which is another position, six to eight."""


def a_doses_plan() -> Plan:
    return a_plan(sets_of(STRIDE, Target(reps=(4, 5)), 3), thrust(2, 1))


def test_what_was_done_keeps_its_dose_and_the_set_begins_again_in_the_variant_s() -> None:
    visit = Visit(a_doses_plan())
    visit.until_work(0, reps=4)
    visit.do(TakeVariant("no band"))
    before = visit.of(AttemptEnded)[-1]
    assert (before.reps, before.outcome) == (4, Outcome.COMPLETED)
    visit.until_work(0)
    assert visit.of(PhaseStarted)[-1].seconds == 2.0
    visit.until(lambda state: state.stage is Stage.REST)
    ended = visit.of(AttemptEnded)[-1]
    assert (ended.index, ended.attempt, ended.reps, ended.outcome) == (0, 2, 3, Outcome.COMPLETED)
    assert visit.of(StageStarted)[-1].seconds == 30.0


def test_a_variant_may_call_its_reps_otherwise_and_the_record_says_so() -> None:
    raises = replace(SHORT, unit=Unit.REP)
    visit = Visit(a_plan(sets_of(replace(STRIDE, variants=(raises,)), Target(reps=(4, 5)), 2)))
    visit.until_work(0)
    visit.do(TakeVariant("no band"))
    assert visit.state.planned.exercise.unit is Unit.REP
    visit.finish()
    attempt = visit.state.attempts[0]
    assert target_of(visit.first.plan.sets[0].dosed_as(attempt.dose)).unit is Unit.REP
    assert target_of(visit.first.plan.sets[0]).unit is Unit.STEP


def test_taken_before_the_first_rep_its_dose_counts_at_once_and_the_rep_starts_over() -> None:
    visit = Visit(a_doses_plan())
    visit.until_work(0)
    visit.do(TakeVariant("on one leg"), after=0.5)
    assert visit.state.planned.target == Target(reps=(1, 2), hold_seconds=3.0)
    assert due(visit.state) == visit.now + 3.0
    visit.wait(3.0)
    assert [event.phase for event in visit.of(PhaseStarted)] == ["step out", "hop"]
    visit.do(TakeVariant(NO_VARIANT), after=2.0)
    assert visit.state.planned.target == Target(reps=(4, 5))
    visit.until_rest()
    ended = visit.of(AttemptEnded)[-1]
    assert (ended.reps, ended.outcome, visit.state.attempts[-1].variant) == (5, Outcome.COMPLETED, None)


def test_stepping_back_restores_the_planned_dose() -> None:
    visit = Visit(a_doses_plan())
    visit.do(TakeVariant("no band"))
    visit.until_work(0, reps=1)
    visit.do(TakeVariant(NO_VARIANT))
    visit.until_work(0)
    assert (visit.state.planned.target, visit.state.variants) == (Target(reps=(4, 5)), {})
    visit.finish()
    assert [attempt.reps for attempt in visit.state.attempts[:3]] == [1, 5, 5]


def test_undone_the_dose_is_what_it_was() -> None:
    visit = Visit(a_doses_plan())
    visit.until_work(0)
    visit.do(TakeVariant("no band"))
    visit.do(Undo())
    assert (visit.state.planned.target, visit.state.reps) == (Target(reps=(4, 5)), 0)
    visit.do(Resume())
    visit.until_work(0, reps=2)
    visit.do(TakeVariant("no band"))
    assert visit.state.planned.target == Target(reps=(2, 3))
    visit.until_work(0, reps=1)
    visit.do(Undo())
    assert (visit.state.variant, visit.state.planned.target, visit.state.reps) == (None, Target(reps=(4, 5)), 2)


def test_undone_after_a_rep_the_set_begins_again_and_the_rep_stays_in_the_variant() -> None:
    visit = Visit(a_doses_plan())
    visit.until_work(0)
    visit.do(TakeVariant("no band"))
    visit.until_work(0, reps=2)
    visit.do(Undo())
    assert (visit.state.variant, visit.state.planned.target) == (None, Target(reps=(4, 5)))
    visit.do(Resume())
    visit.until_rest()
    assert [(a.reps, a.variant) for a in visit.state.attempts] == [(2, "no band"), (5, None)]


def test_another_position_gives_time_to_get_into_it() -> None:
    same = replace(SITTING, equipment=None)
    visit = Visit(a_plan(sets_of(replace(STRIDE, variants=(same,)), Target(reps=(6, 8)))))
    visit.until_work(0, reps=1)
    visit.do(TakeVariant("sitting"))
    assert visit.state.exercise.position == "Sit on a chair"
    assert due(visit.state) == visit.now + 15.0


def test_what_cannot_be_taken_is_refused_politely() -> None:
    visit = Visit(a_doses_plan())
    for words, why in (("on a rope", "no such variant"), (NO_VARIANT, "already done that way: as planned")):
        with pytest.raises(NotNow, match=why):
            visit.do(TakeVariant(words))
    visit.do(TakeVariant("sitting"))
    with pytest.raises(NotNow, match="already done that way: sitting"):
        visit.do(TakeVariant("sitting"))


def test_the_variants_are_numbered_easier_then_harder_then_without() -> None:
    twice = replace(STRIDE, substitutes=("no band", "sitting"))
    assert [*variant_kinds(twice).items()] == [
        ("a lighter band", "easier"),
        ("no band", "easier"),
        ("on one leg", "harder"),
        ("sitting", "no equipment"),
    ]


def test_taken_in_a_rest_it_counts_for_the_set_to_come_and_undo_takes_it_back() -> None:
    visit = Visit(a_doses_plan())
    visit.until_rest()
    before = time_left(visit.state, visit.now)
    visit.do(TakeVariant("no band"))
    assert visit.state.planned.target == Target(reps=(2, 3))
    # Two sets of 9 s instead of 10, and 30 s of rest after each instead of 60.
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
    assert [(done.variant, done.attempt, done.reps, done.target.reps) for done in record.sets[:3]] == [
        (None, 1, 1, (4, 5)),
        ("no band", 2, 3, (2, 3)),
        ("no band", 1, 3, (2, 3)),
    ]


@settings(max_examples=100, deadline=None)
@given(pace=PACES, steps=STEPS)
def test_any_sequence_keeps_the_invariants_with_doses_that_change(pace: Pace, steps: list[Step]) -> None:
    play(Visit(a_doses_plan(), pace), steps)
