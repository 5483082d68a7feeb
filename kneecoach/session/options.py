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
    """The least time to get ready for the first set, in seconds."""
    loads: tuple[tuple[str, float], ...] | None = None
    """Pairs of exercise id and load in kg. None means the loads that the log suggests."""
    load_said: tuple[tuple[str, LoadSaid], ...] = ()
    """Pairs of exercise id and how its load was said, if not in kg."""
    units: LoadUnit = LoadUnit.KG
    """The unit in which loads are typed and shown."""
    pain_before: int | None = None
    knee: Side | None = None
    """The sore knee; None if the person has not entered it."""
    without: tuple[str, ...] = ()
    """Ids of the exercises to leave out today."""
    minutes: int | None = None
    """How long the session may take today, in minutes; None for as long as the routine takes."""
    missing: tuple[str, ...] = ()
    """Equipment that is not at hand today, in words: `stability ball`."""
    variants: tuple[tuple[str, str], ...] = ()
    """Pairs of exercise id and the variant in which it begins today, by its words, which are empty for the
    standard way."""
