"""What is chosen before a session starts."""

from __future__ import annotations

from dataclasses import dataclass

from kneecoach.session.plan import Pace, Side


@dataclass(frozen=True, slots=True)
class Options:
    """What is chosen before a session starts."""

    pace: Pace = Pace.GUIDED
    side: Side = Side.LEFT
    speed: float = 1.0
    mute: bool = False
    loads: tuple[tuple[str, float], ...] | None = None
    """Exercise id and load in kg, of each exercise that has one; None: those to go on with."""
    pain_before: int | None = None
    without: tuple[str, ...] = ()
    """Ids of exercises that are left out today."""
