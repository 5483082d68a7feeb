"""Compares each cell of the table of stages and commands with what the engine does on thousands of seeded walks."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterable
from functools import cache

import pytest

from kneecoach.session.commands import (
    COMMANDS,
    AdjustRest,
    BringBack,
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
from kneecoach.session.events import StageStarted
from kneecoach.session.evolve import evolve
from kneecoach.session.plan import Pace
from kneecoach.session.state import State
from kneecoach.session.table import STAGES, TABLE
from scripts.stages import PAGE, with_picture
from tests.helpers import Visit, a_plan, fold, mixed_plan, stretch, thrust, walk

ASKED: tuple[Command, ...] = (
    Start(),
    Tick(),
    CountRep(),
    FinishSet(),
    SkipSet(),
    SkipExercise(),
    SkipExercise("band-walk"),
    SkipExercise("no-such-exercise"),
    RepeatSet(),
    PreviousSet(),
    GoTo(0),
    GoTo(2),
    GoTo(99),
    Pause(),
    Resume(),
    Undo(),
    ChangePace(Pace.GUIDED),
    ChangePace(Pace.SELF),
    AdjustRest(15.0),
    AdjustRest(-1000.0),
    EndRest(),
    SetLoad(8.0),
    SetLoad(501.0),
    SetNote("bench lower"),
    SetNote("x" * 501),
    TakeVariant("no dumbbell"),
    TakeVariant("no band"),
    ReportPain(3),
    ReportPain(11),
    EndSession(),
    Interrupt("the lid was closed"),
    BringBack(),
)
PLANS = (mixed_plan(), a_plan(walk(2, 3, sets=1)), a_plan(thrust(2, 2)), a_plan(stretch(2), walk(2, 3, sets=1)))
WAITS = (0.0, 0.3, 1.0, 2.6, 6.0, 31.0, 95.0)
WALKS, STEPS = 300, 40
SELDOM = {"end-session", "skip-exercise", "go-to", "set-note"}
"""These are tried everywhere but seldom followed: otherwise every walk would be short and see little."""


def stage_of(state: State) -> str:
    return "not-started" if state.stage is None else str(state.stage)


def outcome(before: State, asked: Command, at: float) -> str:
    """Where the session is after a command: `no`, `stays`, or the new stage."""
    try:
        events = decide(before, asked, at)
    except NotNow:
        return "no"
    after = fold(before, events)
    places = [(s.stage, s.index, s.attempt, s.since) for s in (before, after)]
    is_new = any(isinstance(event, StageStarted) for event in events)
    return "stays" if places[0] == places[1] and not is_new else stage_of(after)


@cache
def seen() -> dict[tuple[str, str], set[str]]:
    """What the engine did in every cell, on reproducible walks."""
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    chance = random.Random(1)

    def look(state: State, commands: Iterable[Command], at: float) -> None:
        for asked in commands:
            found[asked.name, stage_of(state)].add(outcome(state, asked, at))

    for number in range(WALKS):
        visit = Visit(PLANS[number % len(PLANS)], chance.choice(list(Pace)), start=False)
        looked: tuple[State, float] | None = None
        for _ in range(STEPS):
            if looked is None or looked[0] is not visit.state or looked[1] != visit.now:
                looked = visit.state, visit.now
                look(visit.state, ASKED, visit.now)
            counts = visit.state.pace is Pace.SELF and chance.random() < 0.6
            often = chance.random() < 0.8
            asked = CountRep() if counts else chance.choice([a for a in ASKED if not (often and a.name in SELDOM)])
            if outcome(visit.state, asked, visit.now) != "no":
                visit.do(asked)
            until = visit.now + chance.choice(WAITS)
            while (instant := due(visit.state)) is not None and instant <= until:
                look(visit.state, [Tick()], instant)
                # A journal may end between two events of one instant.
                state = visit.state
                for event in decide(state, Tick(), instant):
                    state = evolve(state, event)
                    look(state, [BringBack()], instant)
                visit.wait_until(instant)
            visit.now = until
    return found


def test_the_table_has_every_command_and_no_other() -> None:
    assert set(TABLE) == set(COMMANDS) == {asked.name for asked in ASKED}


@pytest.mark.parametrize("name", TABLE)
@pytest.mark.parametrize("stage", STAGES)
def test_what_a_command_does_in_a_stage(name: str, stage: str) -> None:
    assert seen()[name, stage] == TABLE[name][stage]


def test_the_docs_draw_their_picture_from_the_table() -> None:
    page = PAGE.read_text("utf-8")
    assert with_picture(page) == page, "run scripts/stages.py"
