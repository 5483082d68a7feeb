"""What is said about a set, an exercise, a rest. Pure."""

from __future__ import annotations

from kneecoach.audio import phrases
from kneecoach.session.plan import Exercise, Kind, PlannedSet, Side

Wording = tuple[str, ...]
"""Phrases spoken one after another."""

_LEGS: dict[Side, Wording] = {Side.LEFT: (phrases.LEFT_LEG,), Side.RIGHT: (phrases.RIGHT_LEG,), Side.BOTH: ()}


def count(reps: int) -> tuple[Wording, ...]:
    """A number of reps. If there is no time for a long one, its last digit, as people do when they count."""
    whole: Wording = (phrases.count(reps),)
    digit = reps % 10
    return (whole, (phrases.count(digit),)) if reps > phrases.MAX_COUNT_CLIP and digit else (whole,)


def hold(seconds: float) -> tuple[Wording, ...]:
    """The start of a timed hold."""
    return ((phrases.hold_for(seconds),), (phrases.HOLD,))


def timed(what: Exercise, seconds: float) -> tuple[Wording, ...]:
    """The start of something timed: a hold, or a warm-up or cool-down, which is said as itself."""
    if what.kind is Kind.WORK:
        return hold(seconds)
    title = exercise(what)
    return ((*title, phrases.sentence(phrases.duration(seconds))), title)


def rest(seconds: float) -> tuple[Wording, ...]:
    """The start of a rest."""
    return ((phrases.rest_for(seconds),), (phrases.REST,))


def side(which: Side) -> Wording:
    """Which leg; nothing if both work."""
    return _LEGS[which]


def switch(which: Side) -> Wording:
    """Says that the other leg comes next."""
    return (phrases.SWITCH_LEFT if which is Side.LEFT else phrases.SWITCH_RIGHT,)


def exercise(what: Exercise) -> Wording:
    """The exercise's title, as it is said."""
    return (phrases.sentence(what.spoken or what.title),)


def position(what: Exercise) -> Wording:
    """How to get into position for the exercise; nothing if its file does not say."""
    return (what.position,) if what.position else ()


def which_set(planned: PlannedSet) -> Wording:
    """`Set two of three`; nothing for a warm-up or a cool-down, which are not sets."""
    if not planned.is_work:
        return ()
    return (phrases.which_set(planned.set, planned.of),)
