"""Left against right as text: a beam that dips to the weaker leg, and the per cent of each session. Pure."""

from __future__ import annotations

from kneecoach.review.asymmetry import Balance
from kneecoach.review.charts.text import LEAST, ChartColumn, Role, Row, Span, columns
from kneecoach.review.trends import ExerciseTrend
from kneecoach.session.plan import Side
from kneecoach.text import day_and_month, number, plural

LETTERS = {Side.LEFT: "L", Side.RIGHT: "R", None: ""}
"""The leg that did less, after the per cent."""
LEGEND = "% less done by L left or R right, in each session"
SHORT_LEGEND = "% less, by L left or R right"

FULL_PERCENT = 20.0
"""How far apart the legs are if the beam is full to one end."""
MIN_HALF_BEAM = 5
"""Cells from the middle of the beam to an end, at least."""
GAP = 1
"""Cells between what a leg did and the beam."""


def legs_chart(trend: ExerciseTrend, found: Balance | None, width: int, height: int) -> tuple[Row, ...]:
    """How far apart the legs were in the last four weeks, on a beam; below it the per cent of each session.

    `found` is None if both legs have nothing to compare in these weeks: then there is no beam.
    """
    legend = LEGEND if len(LEGEND) <= width else SHORT_LEGEND
    given = [
        ChartColumn(day_and_month(s.day), s.asymmetry.percent, sign=LETTERS[s.asymmetry.weaker])
        for s in trend.sessions
        if s.asymmetry is not None
    ]
    beam = () if found is None else _beam(found, width)
    gap = ((),) if beam and height > len(beam) + 1 + LEAST[1] else ()
    below = height - len(beam) - len(gap) - 1
    chart = columns(given, width, below, top=20.0) if below >= LEAST[1] and len(legend) <= width else ()
    if not chart:
        return beam[:height]
    return (*beam, *gap, (Span(legend, Role.LABEL),), *chart)[:height]


def balance_words(found: Balance) -> str:
    """`right did 12 % less in 4 weeks (3 of 4 sessions)`."""
    sessions = plural(found.sessions, "session")
    if found.together.weaker is None:
        return f"both did the same in 4 weeks ({sessions})"
    apart = f"{found.together.weaker} did {found.together.whole_percent} % less"
    words = f"{apart} in 4 weeks ({found.times} of {sessions})"
    return words if found.is_enough else f"{words}; too few to judge"


def _beam(found: Balance, width: int) -> tuple[Row, ...]:
    """What each leg did, at the ends of a beam that dips to the leg that did less; below it, the beam's scale.

    Two beam of some hundred reps each would look equally long where the legs are 5 % apart.
    """
    left, right = (f"{side} {number(round(amount, 1))}" for side, amount in _amounts(found))
    half = (width - len(left) - len(right) - 3 - 2 * GAP) // 2
    if half < MIN_HALF_BEAM:
        return ()
    weaker = found.together.weaker
    steps = 0 if weaker is None else max(1, round(min(1.0, found.together.percent / FULL_PERCENT) * half * 2))
    bar = "█" * (steps // 2) + ("▌" if steps % 2 else "")
    track = Span("─" * (half - len(bar)), Role.AXIS)
    filled = Span(bar if weaker is Side.RIGHT else bar[::-1].replace("▌", "▐"), Role.BAR)
    plain, middle = Span("─" * half, Role.AXIS), Span("│", Role.AXIS)
    beam = (track, filled, middle, plain) if weaker is Side.LEFT else (plain, middle, filled, track)
    end = f"{FULL_PERCENT:.0f} %{' less' if half > len('20 % less') else ''}"
    scale = f"{' ' * (len(left) + GAP + 1)}{end}{'0'.center(2 * (half - len(end)) + 1)}{end}"
    return (
        (
            Span(f"{left}{' ' * GAP} ", Role.VALUE if weaker is Side.LEFT else Role.WORDS),
            *(span for span in beam if span.text),
            Span(f" {' ' * GAP}{right}", Role.VALUE if weaker is Side.RIGHT else Role.WORDS),
        ),
        (Span(scale[:width], Role.LABEL),),
    )


def _amounts(found: Balance) -> tuple[tuple[Side, float], ...]:
    return (Side.LEFT, found.together.left), (Side.RIGHT, found.together.right)
