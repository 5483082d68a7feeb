"""Every command in every stage: its events, or NotNow and no change."""

from __future__ import annotations

import pytest

from kneecoach.session.commands import (
    ChangePace,
    Command,
    CountRep,
    EndRest,
    EndSession,
    FinishSet,
    GoTo,
    Interrupt,
    NotNow,
    Pause,
    PreviousSet,
    RepeatSet,
    ReportPain,
    Resume,
    SetLoad,
    SetNote,
    SkipExercise,
    SkipSet,
    Start,
    TakeVariant,
    Tick,
    Undo,
)
from kneecoach.session.decide import decide, due
from kneecoach.session.events import AttemptEnded, Outcome, SessionEnded, Stage, Status
from kneecoach.session.plan import Pace
from tests.helpers import Visit, a_plan, fold, mixed_plan, names, stretch, thrust, walk
from tests.session.stages import at_stage, told

REFUSED = "refused"
RANGE = walk(15, 20, sets=1)


STAGES = ("not started", "ready", "work", "rest", "paused ready", "paused work", "paused rest", "finished")
SKIPPED_IN_WORK = "attempt-ended rest"
TABLE: list[tuple[Command, dict[str, str]]] = [
    (Start(), {"not started": "session-started ready"}),
    (Tick(), dict.fromkeys(STAGES, "")),
    (CountRep(), {}),
    (FinishSet(), {"work": "attempt-ended rest", "paused work": "attempt-ended rest"}),
    (
        SkipSet(),
        {
            "ready": "attempt-ended ready",
            "work": "attempt-ended rest",
            "rest": "attempt-ended rest",
            "paused ready": "attempt-ended ready",
            "paused work": "attempt-ended rest",
            "paused rest": "attempt-ended rest",
        },
    ),
    (
        SkipExercise(),
        {
            "ready": "attempt-ended attempt-ended ready",
            "work": "attempt-ended attempt-ended attempt-ended rest",
            "rest": "attempt-ended attempt-ended rest",
            "paused ready": "attempt-ended attempt-ended ready",
            "paused work": "attempt-ended attempt-ended attempt-ended rest",
            "paused rest": "attempt-ended attempt-ended rest",
        },
    ),
    (
        RepeatSet(),
        {
            "work": "attempt-ended ready",
            "rest": "ready",
            "paused work": "attempt-ended ready",
            "paused rest": "ready",
        },
    ),
    (
        PreviousSet(),
        {
            "work": "attempt-ended ready",
            "rest": "ready",
            "paused work": "attempt-ended ready",
            "paused rest": "ready",
        },
    ),
    (
        GoTo(7),
        {
            "ready": "ready",
            "work": "attempt-ended ready",
            "rest": "ready",
            "paused ready": "ready",
            "paused work": "attempt-ended ready",
            "paused rest": "ready",
        },
    ),
    (GoTo(8), {}),
    (GoTo(-1), {}),
    (Pause(), dict.fromkeys(("ready", "work", "rest"), "paused")),
    (Resume(), dict.fromkeys(("paused ready", "paused work", "paused rest"), "resumed")),
    (ChangePace(Pace.SELF), dict.fromkeys(STAGES[1:-1], "pace-changed")),
    (ChangePace(Pace.GUIDED), {}),
    (
        EndRest(),
        {
            "ready": "work phase-started",
            "rest": "ready",
            "paused ready": "work",
            "paused rest": "ready",
        },
    ),
    (SetLoad(8.0), {}),
    (SetNote("bench lower"), dict.fromkeys(STAGES[1:-1], "note-set")),
    (SetNote("x" * 501), {}),
    (
        TakeVariant("no band"),
        {
            **dict.fromkeys(("work", "paused work"), "attempt-ended ready variant-taken"),
            **dict.fromkeys(("rest", "paused rest"), "variant-taken"),
        },
    ),
    (TakeVariant("no dumbbell"), {}),
    (TakeVariant(""), {}),
    (ReportPain(0), dict.fromkeys(STAGES[1:-1], "pain-reported")),
    (ReportPain(10), dict.fromkeys(STAGES[1:-1], "pain-reported")),
    (ReportPain(11), {}),
    (ReportPain(-1), {}),
    (Interrupt("lid closed"), dict.fromkeys(("ready", "work", "rest"), "interrupted")),
    (
        EndSession(),
        {stage: "attempt-ended session-ended" if "work" in stage else "session-ended" for stage in STAGES[1:-1]},
    ),
]
ALREADY_PAUSED = {stage: "" for stage in STAGES if stage.startswith("paused")}
CELLS = [
    pytest.param(asked, stage, cells.get(stage, REFUSED), id=f"{asked.name}-{n}-{stage}")
    for n, (asked, cells) in enumerate(TABLE)
    for stage in STAGES
    if not (isinstance(asked, Interrupt) and stage in ALREADY_PAUSED)
]


@pytest.mark.parametrize(("asked", "stage", "expected"), CELLS)
def test_a_command_in_a_stage(asked: Command, stage: str, expected: str) -> None:
    visit = at_stage(stage)
    before = visit.state
    if expected == REFUSED:
        with pytest.raises(NotNow, match=r"^[A-Z].*\.$"):
            visit.do(asked)
        assert visit.state == before
        return
    events = visit.do(asked)
    assert told(events) == expected
    assert {event.at for event in events} <= {visit.now}
    assert [event.command for event in events[1:]] == [None] * (len(events) - 1)
    assert visit.state == fold(before, events)
    if stage.startswith("paused") and not isinstance(asked, Resume | EndSession):
        assert visit.state.paused is not None, "a paused session stays paused"
        assert due(visit.state) is None


@pytest.mark.parametrize("stage", STAGES[4:7])
def test_an_interruption_of_a_paused_session_changes_nothing(stage: str) -> None:
    assert at_stage(stage).do(Interrupt("lid closed")) == ()


def test_skipping_keeps_the_reps_done() -> None:
    visit = Visit(a_plan(RANGE))
    visit.until_work(0, reps=4)
    visit.do(SkipSet(), after=0.5)
    ended = visit.of(AttemptEnded)[0]
    assert (ended.reps, ended.outcome, ended.seconds) == (4, Outcome.SKIPPED, 8.5)
    assert (visit.state.index, visit.state.total_reps) == (1, 4), "this side only"


def test_a_set_skipped_at_its_target_is_skipped_all_the_same() -> None:
    visit = Visit(a_plan(RANGE))
    visit.until_work(0, reps=16)
    visit.do(SkipSet())
    assert visit.of(AttemptEnded)[0].outcome is Outcome.SKIPPED
    visit.finish()
    assert visit.state.status is Status.PARTIAL


@pytest.mark.parametrize(
    ("reps", "outcome"),
    [(0, Outcome.PARTIAL), (14, Outcome.PARTIAL), (15, Outcome.COMPLETED), (19, Outcome.COMPLETED)],
)
def test_finishing_early_goes_by_the_minimum_of_the_range(reps: int, outcome: Outcome) -> None:
    visit = Visit(a_plan(RANGE))
    visit.until_work(0, reps=reps)
    visit.do(FinishSet(), after=1.0)
    ended = visit.of(AttemptEnded)[0]
    assert (ended.reps, ended.outcome) == (reps, outcome)


@pytest.mark.parametrize("reps", [15, 20])
def test_both_sides_within_the_range_complete_the_session(reps: int) -> None:
    visit = Visit(a_plan(RANGE))
    for index in (0, 1):
        visit.until_work(index, reps=reps if reps < 20 else 0)
        if reps < 20:
            visit.do(FinishSet())
    visit.finish()
    assert visit.state.status is Status.COMPLETED
    assert [a.reps for a in visit.state.attempts] == [reps, reps]


@pytest.mark.parametrize(("asked", "outcome"), [(FinishSet(), Outcome.PARTIAL), (SkipSet(), Outcome.SKIPPED)])
def test_a_stretch_cut_short_is_recorded_with_what_was_held(asked: Command, outcome: Outcome) -> None:
    visit = Visit(a_plan(stretch()))
    visit.until_work(0)
    events = visit.do(asked, after=12.5)
    assert names(events)[:2] == ["hold-ended", "attempt-ended"]
    ended = visit.of(AttemptEnded)[0]
    assert (ended.seconds, ended.outcome, visit.state.attempts[0].holds) == (12.5, outcome, (12.5,))


def test_a_squeeze_cut_short_is_recorded_with_what_was_held() -> None:
    visit = Visit(a_plan(thrust()))
    visit.until_work(0, reps=2)
    visit.do(FinishSet(), after=1.0 + 1.25)
    attempt = visit.state.attempts[0]
    assert (attempt.reps, attempt.holds, attempt.outcome) == (2, (2.0, 2.0, 1.25), Outcome.PARTIAL)


@pytest.mark.parametrize("when", ["work", "rest"])
def test_repeating_adds_an_attempt(when: str) -> None:
    visit = Visit(a_plan(thrust(3, 2)))
    if when == "work":
        visit.until_work(0, reps=2)
    else:
        visit.until_rest()
    visit.do(RepeatSet())
    assert (visit.state.stage, visit.state.index, visit.state.attempt) == (Stage.READY, 0, 2)
    visit.finish()
    done = [(a.index, a.attempt, a.reps) for a in visit.state.attempts]
    assert done == [(0, 1, 2 if when == "work" else 3), (0, 2, 3), (1, 1, 3)]
    assert visit.state.status is Status.COMPLETED


def test_repeating_in_a_rest_means_the_set_just_done_and_skipped_is_not_done() -> None:
    visit = at_stage("rest")
    visit.do(SkipSet())
    visit.do(RepeatSet())
    assert visit.state.index == 3


def test_repeat_means_this_set_on_this_side() -> None:
    visit = Visit(a_plan(walk()))
    visit.until_work(1, reps=1)
    visit.do(RepeatSet())
    assert (visit.state.index, visit.state.planned.side) == (1, "right")


def test_back_opens_a_new_attempt_and_erases_nothing() -> None:
    visit = Visit(a_plan(walk()))
    visit.until_work(1, reps=2)
    visit.do(PreviousSet())
    visit.until_work(0)
    assert visit.state.attempt == 2
    visit.finish()
    done = [(a.index, a.attempt, a.reps, a.outcome) for a in visit.state.attempts]
    completed, partial = Outcome.COMPLETED, Outcome.PARTIAL
    assert done[:4] == [(0, 1, 5, completed), (1, 1, 2, partial), (0, 2, 5, completed), (1, 2, 5, completed)]
    assert visit.state.status is Status.COMPLETED


def test_going_to_a_set_leaves_the_ones_between_untried() -> None:
    visit = Visit(a_plan(walk()))
    visit.until_work(0, reps=3)
    visit.do(GoTo(3))
    visit.finish()
    assert [(a.index, a.reps, a.outcome) for a in visit.state.attempts] == [
        (0, 3, Outcome.COMPLETED),
        (3, 5, Outcome.COMPLETED),
    ]
    assert visit.state.status is Status.PARTIAL


def test_skipping_an_exercise_skips_its_sets_to_come_on_both_sides() -> None:
    visit = Visit(mixed_plan())
    visit.until_work(3, reps=4)
    visit.do(SkipExercise())
    skipped = [(a.index, a.reps) for a in visit.state.attempts if a.outcome is Outcome.SKIPPED]
    assert skipped == [(3, 4), (4, 0), (5, 0)]
    assert visit.state.attempts[2].outcome is Outcome.COMPLETED, "what was done before stays done"
    visit.finish()
    assert [a.index for a in visit.state.attempts] == list(range(8))
    assert visit.state.status is Status.PARTIAL


def test_skipping_the_last_exercise_ends_the_session() -> None:
    visit = Visit(mixed_plan())
    visit.until_work(6)
    assert told(visit.do(SkipExercise())[-2:]) == "attempt-ended session-ended"
    assert visit.of(SessionEnded)[0].status is Status.PARTIAL


def test_skipping_in_a_rest_goes_on_resting() -> None:
    visit = at_stage("rest")
    visit.do(SkipSet())
    assert (visit.state.stage, visit.state.index) == (Stage.REST, 5)
    assert visit.state.seconds_left(visit.now) == 50.0


def test_ending_early_keeps_the_attempt_under_way() -> None:
    visit = at_stage("work")
    visit.do(EndSession())
    assert (visit.state.attempts[-1].reps, visit.state.attempts[-1].outcome) == (2, Outcome.PARTIAL)
    assert (visit.state.status, visit.state.is_over) == (Status.PARTIAL, True)
    assert due(visit.state) is None


def test_discarding_says_so() -> None:
    visit = at_stage("work")
    visit.do(EndSession(discard=True))
    assert visit.state.status is Status.DISCARDED


def test_ticking_before_the_start_and_after_the_end_does_nothing() -> None:
    for stage in ("not started", "finished"):
        assert decide(at_stage(stage).state, Tick(), 1e9) == ()


def test_undo_with_nothing_to_take_back() -> None:
    with pytest.raises(NotNow, match="nothing to undo"):
        at_stage("work").do(Undo())
