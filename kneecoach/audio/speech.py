"""Which clips say something; none if there is no clip for it. Pure."""

from __future__ import annotations

from kneecoach.audio.phrases import PHRASES, slug
from kneecoach.session.plan import Exercise, PlannedSet, Side

Wording = tuple[str, ...]
"""Clips spoken one after another; empty if there are none for it."""


def _known(name: str) -> Wording:
    return (name,) if name in PHRASES else ()


def count(reps: int) -> Wording:
    """A number of reps, or of seconds left."""
    return _known(f"count-{reps}")


def phase(name: str) -> Wording:
    """The start of a phase, by its name in the cadence."""
    return _known(f"phase-{slug(name)}")


def hold(seconds: float) -> Wording:
    """The start of a timed hold."""
    return _known(f"hold-{seconds:g}") or _known("phase-hold")


def rest(seconds: float) -> Wording:
    """The start of a rest."""
    return _known(f"rest-{seconds:g}") or _known("rest")


def side(which: Side) -> Wording:
    """Which leg; nothing if both work."""
    return _known(f"{which}-leg")


def switch(which: Side) -> Wording:
    """That the other leg comes next."""
    return _known(f"switch-{which}-leg")


def exercise(what: Exercise) -> Wording:
    """The exercise's title."""
    return _known(f"exercise-{what.id}")


def position(what: Exercise) -> Wording:
    """How to get into position for the exercise."""
    return _known(f"position-{what.id}")


def which_set(planned: PlannedSet) -> Wording:
    """`set two of three`."""
    return _known(f"set-{planned.set}-of-{planned.of}")
