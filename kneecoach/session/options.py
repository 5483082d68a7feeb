"""The choices made before a session starts."""

from __future__ import annotations

from dataclasses import dataclass

from kneecoach.session.plan import LoadSaid, LoadUnit, Pace, Side


@dataclass(frozen=True, slots=True)
class Options:
    """The choices made before a session starts."""

    pace: Pace = Pace.GUIDED
    side: Side = Side.LEFT
    speed: float = 1.0
    mute: bool = False
    first_ready: float = 0.0
    """At least this many seconds to get ready for the first set."""
    loads: tuple[tuple[str, float], ...] | None = None
    """Pairs of exercise id and load in kg. None goes on with the loads that follow from the log."""
    load_said: tuple[tuple[str, LoadSaid], ...] = ()
    """Pairs of exercise id and how its load was said, where that was not in kg."""
    units: LoadUnit = LoadUnit.KG
    """In what loads are typed and shown."""
    pain_before: int | None = None
    knee: Side | None = None
    """The sore knee; None where the person has not said it."""
    without: tuple[str, ...] = ()
    """Ids of the exercises to leave out today."""
    minutes: int | None = None
    """How long the session may take today, in minutes. None takes as long as the routine does."""
    missing: tuple[str, ...] = ()
    """Equipment that is not at hand today, in words: `stability ball`."""
