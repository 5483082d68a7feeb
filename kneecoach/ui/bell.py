"""When the terminal's bell rings. Pure."""

from __future__ import annotations

from kneecoach.session.events import AttemptEnded, Event, Outcome, SessionEnded, Stage, StageStarted


def rings(events: tuple[Event, ...]) -> bool:
    """At the start of a set's work, at the end of a set that was done, at the end of a session."""
    return any(
        (isinstance(event, StageStarted) and event.stage is Stage.WORK)
        or (isinstance(event, AttemptEnded) and event.outcome is not Outcome.SKIPPED)
        or isinstance(event, SessionEnded)
        for event in events
    )
