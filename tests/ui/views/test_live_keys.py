"""What Live's footer says is what the key does, wherever the session is."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator

import pytest

from kneecoach.session.commands import NotNow, Start, Tick
from kneecoach.session.decide import decide, due
from kneecoach.session.events import (
    AttemptEnded,
    Event,
    Paused,
    PhaseStarted,
    RepCounted,
    RestAdjusted,
    Resumed,
    StageStarted,
)
from kneecoach.session.keys import command_for
from kneecoach.session.plan import Pace
from kneecoach.session.state import State
from kneecoach.ui.views.live_keys import live_key_words
from tests.helpers import a_plan, fold, stretch, thrust, walk

KEYS = {
    "live-space": "space",
    "live-next": "enter",
    "live-rest-longer": "+",
    "live-repeat": "r",
    "live-back": "b",
}
"""The keys whose words depend on where the session is, by their ids."""

MEANS: dict[str, tuple[type[Event], ...]] = {
    "Pause": (Paused,),
    "Go on": (Resumed, StageStarted, PhaseStarted),
    "Count": (RepCounted,),
    "Hold": (PhaseStarted,),
    "Set done": (AttemptEnded,),
    "Go": (StageStarted,),
    "Begin": (StageStarted,),
    "15 s": (RestAdjusted,),
    "Repeat set": (StageStarted,),
    "Previous set": (StageStarted,),
}
"""A key with these words must cause one of these events."""

PRESSED = ("space", "p", "enter", "n", "r", "b", "g", "u", "e 2", "+")
MAX_DEPTH = 7


def _done(state: State, asked: str, at: float) -> tuple[Event, ...] | None:
    """What a key causes; None if it is refused."""
    try:
        return decide(state, command_for(asked, state), at)
    except NotNow:
        return None


def _kind(state: State) -> tuple[object, ...]:
    """What distinguishes one situation from another as far as keys are concerned."""
    exercise = state.planned.exercise
    flags = (
        state.paused is not None,
        state.is_changing,
        state.is_leading_in,
        state.phase is not None,
        state.settled,
    )
    return state.stage, state.pace, *flags, exercise.id, state.index == 0, state.last_done is None, state.is_over


def situations() -> Iterator[tuple[State, float]]:
    """A state for each situation that a few keys lead to, in both paces, with its instant."""
    seen = set()
    plan = a_plan(walk(least=2, most=3, sets=1), thrust(reps=2, sets=1), stretch())
    begun = (State(plan, pace=pace) for pace in Pace)
    waiting = deque((fold(state, decide(state, Start(), 0.0)), 0.0, 0) for state in begun)
    while waiting:
        state, now, depth = waiting.popleft()
        if _kind(state) in seen:
            continue
        seen.add(_kind(state))
        yield state, now
        if depth == MAX_DEPTH or state.is_over:
            continue
        instant = due(state)
        if instant is not None:
            waiting.append((fold(state, decide(state, Tick(), instant)), instant, depth + 1))
        found = filter(None, (_done(state, asked, now) for asked in PRESSED))
        waiting.extend((fold(state, events), now, depth + 1) for events in found)


SITUATIONS = list(situations())


def test_every_stage_in_either_pace_is_among_them() -> None:
    found = {(state.stage, state.pace, state.paused is not None) for state, _ in SITUATIONS if not state.is_over}
    assert len(found) == 3 * 2 * 2
    assert any(state.is_changing for state, _ in SITUATIONS)
    assert any(state.pace is Pace.SELF and state.phase for state, _ in SITUATIONS)


@pytest.mark.parametrize("id_", KEYS)
def test_what_the_footer_names_is_what_the_key_does(id_: str) -> None:
    for state, now in SITUATIONS:
        words, done = live_key_words(state, muted=False)[id_], _done(state, KEYS[id_], now)
        where = f"{_kind(state)}: {words!r}"
        if words:
            assert done is not None, where
            assert any(isinstance(event, MEANS[words]) for event in done), where
        elif id_ != "live-rest-longer":  # in a get-ready it works, but nobody needs it
            assert done is None, where
