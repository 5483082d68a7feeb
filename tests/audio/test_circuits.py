"""What is said in a circuit: an exercise that comes round again is named, not explained; a warm-up is not a set."""

from __future__ import annotations

from dataclasses import replace

from kneecoach.audio.cues import cues_of
from kneecoach.audio.speech import Wording
from kneecoach.audio.verbosity import Verbosity
from kneecoach.audio.vocabulary import words_of
from kneecoach.session.events import AttemptEnded, Event, Outcome, PhaseStarted, Stage, StageStarted
from kneecoach.session.evolve import evolve
from tests.helpers import Visit, circuit_plan

LEFT_1, LEFT_2, RIGHT_2 = 1, 4, 5


def said(wanted: type[Event], stage: Stage | None, index: int) -> list[Wording]:
    """The fullest wordings of the cues for an event of a planned set."""
    visit = Visit(circuit_plan())
    visit.finish()
    state, found = visit.first, list[Wording]()
    for event in visit.events:
        is_it = isinstance(event, wanted) and (not isinstance(event, StageStarted) or event.stage is stage)
        if is_it and (event.index if isinstance(event, StageStarted) else state.index) == index:
            found += [cue.wordings[0] for cue in cues_of([event], state, Verbosity.FULL) if cue.wordings]
        state = evolve(state, event)
    return found


def test_a_warm_up_is_said_as_itself_without_set_and_hold() -> None:
    assert said(StageStarted, Stage.READY, 0)[0] == ("Walk about",)
    assert said(PhaseStarted, None, 0) == [("Walk about", "Thirty seconds")]


def test_what_a_warm_up_says_can_be_rendered_before_it_begins() -> None:
    assert {"Walk about", "Thirty seconds"} <= set(words_of(circuit_plan()))


def test_an_exercise_that_comes_round_again_is_named_in_the_rest() -> None:
    assert ("Next up", "Band walk", "Set two of two", "Left leg") in said(StageStarted, Stage.REST, LEFT_2)


def test_the_other_side_is_only_a_switch() -> None:
    assert said(StageStarted, Stage.READY, RIGHT_2) == [("Switch sides. Right leg",)]


def test_the_end_of_a_warm_up_is_not_the_end_of_a_set() -> None:
    visit = Visit(circuit_plan())
    visit.finish()
    state, found = visit.first, dict[int, list[Wording]]()
    for event in visit.events:
        if isinstance(event, AttemptEnded):
            for outcome in (event.outcome, Outcome.SKIPPED):
                cues = cues_of([replace(event, outcome=outcome)], state, Verbosity.FULL)
                found.setdefault(event.index, []).extend(cue.wordings[0] for cue in cues if cue.wordings)
        state = evolve(state, event)
    assert found[0] == []
    assert found[3] == [("Set complete",), ("Set skipped",)]
