"""Live's line for notes: a refusal stays only while it is true, and for a few seconds."""

from __future__ import annotations

from itertools import pairwise

import pytest

from kneecoach.session.commands import NotNow, Pause, Start, Tick
from kneecoach.session.decide import decide, due
from kneecoach.session.events import Stage
from kneecoach.session.keys import command_for
from kneecoach.session.plan import Pace
from kneecoach.session.state import State
from kneecoach.ui.views.live_notes import NOTE_SECONDS, NoteLine, moment, note_words
from tests.helpers import a_plan, fold, stretch, thrust, walk

KEYS = ("space", "p", "enter", "n", "r", "b", "u", "+", "-")
REFUSED = "There is no rest now."
NO_REPS = "There are no reps to count: the set has not begun."


def states(pace: Pace) -> list[State]:
    """The states of a session after each event, in order. Enter continues if nothing happens by itself."""
    state = State(plan=a_plan(stretch(), thrust(), walk()), pace=pace)
    events, at, found = decide(state, Start(), 0.0), 0.0, []
    while True:
        state = fold(state, events)
        found.append(state)
        if state.is_over:
            return found
        until = due(state)
        if until is not None:
            events, at = decide(state, Tick(), until), until
        else:
            at += 1.0
            events = decide(state, command_for("enter", state), at)


@pytest.mark.parametrize("pace", Pace)
def test_what_a_key_was_refused_for_goes_with_the_stage(pace: Pace) -> None:
    refused: set[str] = set()
    for state, then in pairwise(states(pace)):
        for key in KEYS:
            try:
                decide(state, command_for(key, state), state.since)
            except NotNow as error:
                line = NoteLine()
                line.refuse(str(error), 1.0, moment(state))
                assert line.words("", 1.5, moment(state), paused=False) == str(error)
                if (then.stage, then.index) != (state.stage, state.index):
                    refused.add(str(error))
                    assert line.words("", 1.6, moment(then), paused=False) == ""
    assert "There is no rest now." in refused
    assert (NO_REPS in refused) == (pace is Pace.SELF)


@pytest.mark.parametrize("paused", [False, True])
def test_a_refusal_goes_after_a_while_paused_or_not(paused: bool) -> None:
    line, here = NoteLine(), moment(State(plan=a_plan(stretch())))
    line.refuse(REFUSED, 10.0, here)
    assert line.ends_in(10.0, paused=paused) == NOTE_SECONDS
    assert line.words("", 10.0 + NOTE_SECONDS - 0.1, here, paused=paused) == REFUSED
    assert line.words("", 10.0 + NOTE_SECONDS, here, paused=paused) == ""
    assert line.ends_in(10.0 + NOTE_SECONDS, paused=paused) is None


def test_any_other_note_outlasts_the_stage_and_stands_in_a_pause() -> None:
    line, here, there = NoteLine(), *(moment(state) for state in states(Pace.GUIDED)[:2])
    assert here != there
    line.say("Pain 3 of 10 noted.", 10.0)
    assert line.words("", 11.0, there, paused=False) == "Pain 3 of 10 noted."
    assert line.ends_in(12.0, paused=True) is None
    assert line.words("", 100.0, there, paused=True) == "Pain 3 of 10 noted."
    assert line.words("♪", 100.0, there, paused=False) == "♪ ♪"


@pytest.mark.parametrize("pace", Pace)
@pytest.mark.parametrize("paused", [False, True])
def test_who_counts_now_is_said_at_every_stage(pace: Pace, paused: bool) -> None:
    said = set()
    for state in states(pace)[:-1]:
        here = fold(state, decide(state, Pause(), state.since)) if paused else state
        events = decide(here, command_for("g", here), here.since)
        notes = (note_words(event, fold(here, events)) for event in events)
        said |= {(here.stage, note) for note in notes if note is not None}
    now = "You count: space for each rep." if pace is Pace.GUIDED else "The coach counts."
    assert said == {(stage, now) for stage in (Stage.REST, Stage.READY, Stage.WORK)}
