"""Shared by the tests of undo."""

from __future__ import annotations

from collections import Counter

from kneecoach.session.commands import Undo
from kneecoach.session.decide import due
from kneecoach.session.events import Event, Stage, Undone
from kneecoach.session.plan import Pace
from kneecoach.session.state import State
from tests.helpers import Visit, a_plan, thrust, walk

# The plan of most tests: walks 1 left, 1 right, 2 left, 2 right (0 to 3; 3 to 5 steps), thrusts (4, 5; 3 reps).


def a_visit(pace: Pace = Pace.GUIDED) -> Visit:
    """Walks and thrusts, just started."""
    return Visit(a_plan(walk(), thrust()), pace)


def undo(visit: Visit, after: float = 0.0) -> tuple[Event, ...]:
    """Undo the last command."""
    return visit.do(Undo(), after)


def check_paused(visit: Visit, what: str) -> None:
    """Check that the undo said what it took back, and left the session paused."""
    assert visit.of(Undone)[-1] == Undone(at=visit.now, what=what)
    assert visit.state.paused is not None
    assert due(visit.state) is None


def check_attempts(state: State) -> None:
    """Check that no attempt occurs twice, including the current one."""
    tried = [(a.index, a.attempt) for a in state.attempts]
    if state.stage is Stage.WORK and not state.settled:
        tried.append((state.index, state.attempt))
    assert max(Counter(tried).values(), default=1) == 1, tried
