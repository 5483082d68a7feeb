"""A session at each stage, for the tests of commands."""

from __future__ import annotations

from kneecoach.session.commands import Pause
from kneecoach.session.events import StageStarted
from tests.helpers import Visit, mixed_plan, names

# The plan: stretch left, right (0, 1); walks 1 left, 1 right, 2 left, 2 right (2 to 5); thrusts 1, 2 (6, 7).


def at_stage(stage: str) -> Visit:
    """The mixed plan, guided, at one of the stages in the table below."""
    visit = Visit(mixed_plan(), start=stage != "not started")
    match stage.removeprefix("paused "):
        case "ready":
            visit.wait(2.0)
        case "work":
            visit.until_work(3, reps=2)
            visit.wait(0.5)
        case "rest":
            visit.until_work(3)
            visit.until_rest()
            visit.wait(10.0)
        case "finished":
            visit.finish()
    if stage.startswith("paused "):
        visit.do(Pause())
        visit.now += 7.0
    return visit


def told(events: tuple[object, ...]) -> str:
    """The names of events; for a new stage, the stage's name: `attempt-ended rest`."""
    return " ".join(
        str(event.stage) if isinstance(event, StageStarted) else names([event])[0]  # type: ignore[list-item]
        for event in events
    )
