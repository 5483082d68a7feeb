"""Routines to listen to, as a user would write them."""

from __future__ import annotations

from math import ceil

NAME = "heard"

HEAD = f'schema = 1\nid = "{NAME}"\ntitle = "Heard"\n'

STRETCH = """
[[exercise]]
id = "quad-stretch"
title = "Quad stretch"
sets = 1
hold = 30
sides = "each"
rest = 30
setup = 5
"""

TIMED_HOLDS = frozenset({"quad-stretch"})
"""Exercises with a timed hold instead of reps."""

WALK = """
[[exercise]]
id = "lateral-band-walk"
title = "Lateral band walk"
sets = {sets}
reps = [{least}, {most}]
unit = "step"
sides = "each"
cadence = [{{ name = "step out", seconds = 1 }}, {{ name = "follow", seconds = 1 }}]
rest = {rest}
setup = 5
"""

THRUST = """
[[exercise]]
id = "hip-thrust"
title = "Hip thrust"
sets = {sets}
reps = {reps}
cadence = [
  {{ name = "push up", seconds = 1 }},
  {{ name = "squeeze", seconds = 2, hold = true }},
  {{ name = "lower", seconds = 2 }},
]
rest = {rest}
setup = 5
"""

SECONDS_A_SET = 290.0
"""A set of walks to each side and a set of thrusts, with their rests."""

SECONDS_BESIDE = 40.0
"""The stretches, minus the last rest, which is not taken."""


def few_reps() -> str:
    """Most kinds of cue in a little over a minute."""
    return HEAD + WALK.format(sets=1, least=3, most=4, rest=10) + THRUST.format(sets=1, reps=4, rest=10)


def short() -> str:
    """A set of band walks to each side and a set of hip thrusts."""
    return HEAD + WALK.format(sets=1, least=15, most=20, rest=30) + THRUST.format(sets=1, reps=15, rest=60)


def lasting(minutes: float) -> str:
    """At least `minutes` in real time: stretches, walks and thrusts with their rests."""
    sets = max(1, ceil((minutes * 60 - SECONDS_BESIDE) / SECONDS_A_SET))
    return (
        HEAD
        + STRETCH
        + WALK.format(sets=sets, least=15, most=20, rest=60)
        + THRUST.format(sets=sets, reps=15, rest=60)
    )
