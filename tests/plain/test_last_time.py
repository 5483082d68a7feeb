"""In text mode, the last time is said before each set: in the rest or, without a rest, while getting ready."""

from __future__ import annotations

from pathlib import Path

from kneecoach.log.record import TargetRecord
from kneecoach.log.store import Store
from kneecoach.paths import find_paths
from kneecoach.plain.lines import lines_for
from kneecoach.review.last_time import Past
from kneecoach.session.commands import EndRest, FinishSet, SkipSet
from kneecoach.session.decide import due
from kneecoach.session.events import Event, StageStarted
from kneecoach.session.plan import Pace, Side
from kneecoach.session.state import State
from tests.cli.program import following
from tests.helpers import Visit, a_plan, stretch, thrust
from tests.log.samples import DEVICE, a_record, a_set

LAST = Past({"hip-thrust": "15, 12 at 8 kg", "quad-stretch": "30 s each leg"})


def said(events: tuple[Event, ...] | list[Event], state: State) -> list[str]:
    return [
        f"{event.stage}: {line}"
        for event in events
        if isinstance(event, StageStarted)
        for line in lines_for(event, state, LAST)
        if line.startswith("Last time")
    ]


def test_it_is_said_once_before_each_set() -> None:
    visit = Visit(a_plan(stretch(), thrust(3, 2)))
    lines = said(visit.events, visit.state)
    while (instant := due(visit.state)) is not None:
        lines += said(visit.wait_until(instant), visit.state)
    assert lines == [
        "ready: Last time: 30 s each leg.",
        "rest: Last time: 15, 12 at 8 kg.",
        "rest: Last time: 15, 12 at 8 kg.",
    ]


def test_without_a_rest_it_is_said_while_getting_ready() -> None:
    visit = Visit(a_plan(stretch(1, sides=()), thrust(3, 2)))
    visit.do(SkipSet())
    assert said(visit.events[-1:], visit.state) == ["ready: Last time: 15, 12 at 8 kg."]


def test_after_a_set_with_nothing_done_it_is_said_once_all_the_same() -> None:
    visit = Visit(a_plan(stretch(2, sides=(Side.BOTH,))), pace=Pace.SELF)
    lines = said(visit.events, visit.state)
    visit.do(EndRest())
    lines += said(visit.do(FinishSet()), visit.state)
    lines += said(visit.do(EndRest()), visit.state)
    assert lines == ["ready: Last time: 30 s each leg.", "rest: Last time: 30 s each leg."]


def test_what_was_never_done_is_not_said() -> None:
    visit = Visit(a_plan(thrust()))
    assert not any("Last time" in line for line in lines_for(visit.events[-1], visit.state))


def test_a_session_in_text_says_what_the_log_says(tmp_path: Path) -> None:
    held = TargetRecord(seconds=30.0)
    done = a_set(exercise="quad-stretch", target=held, set=1, side=Side.LEFT, reps=0, holds=(24.0,), seconds=24.0)
    Store(find_paths(str(tmp_path)), DEVICE).append(a_record(sets=(done,)))
    with following(tmp_path, "start", "knee-relief", "--yes", "--plain", "--mute") as program:
        assert program.text("Last time") == "Last time: left 24 s."
        program.press("q")
        assert program.end() == 0
