"""Left against right as text: a bar a leg, and the per cent that they are apart, session by session. Pure."""

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

_NAME_CELLS = 6
_EIGHTHS = " ▏▎▍▌▋▊▉█"


def legs_chart(trend: ExerciseTrend, found: Balance | None, width: int, height: int) -> tuple[Row, ...]:
    """A bar for each leg with what it did in the last four weeks; below them the per cent of each session.

    `found` is None where there was nothing of both legs in these weeks: then there are no bars.
    """
    legend = LEGEND if len(LEGEND) <= width else SHORT_LEGEND
    given = [
        ChartColumn(day_and_month(s.day), s.asymmetry.percent, sign=LETTERS[s.asymmetry.weaker])
        for s in trend.sessions
        if s.asymmetry is not None
    ]
    bars = () if found is None else _bars(found, width)
    gap = ((),) if bars and height > len(bars) + 1 + LEAST[1] else ()
    below = height - len(bars) - len(gap) - 1
    chart = columns(given, width, below, top=20.0) if below >= LEAST[1] and len(legend) <= width else ()
    if not chart:
        return bars[:height]
    return (*bars, *gap, (Span(legend, Role.LABEL),), *chart)[:height]


def balance_words(found: Balance) -> str:
    """`right did 12 % less in 4 weeks (3 of 4 sessions)`."""
    sessions = plural(found.sessions, "session")
    if round(found.together.percent) == 0:
        return f"both did the same in 4 weeks ({sessions})"
    words = (
        f"{found.together.weaker} did {found.together.percent:.0f} % less in 4 weeks ({found.times} of {sessions})"
    )
    return words if found.is_enough else f"{words}; too few to judge"


def _bars(found: Balance, width: int) -> tuple[Row, ...]:
    amounts = {Side.LEFT: found.together.left, Side.RIGHT: found.together.right}
    values = {side: number(round(amount, 1)) for side, amount in amounts.items()}
    room = width - _NAME_CELLS - 1 - max(map(len, values.values()))
    if room < 1:
        return ()
    most = max(amounts.values()) or 1.0
    rows: list[Row] = []
    for side, amount in amounts.items():
        whole, part = divmod(round(amount / most * room * 8), 8)
        bar = "█" * whole + (_EIGHTHS[part] if part else "")
        rows.append(
            (Span(f"{side:<{_NAME_CELLS}}", Role.LABEL), Span(bar, Role.BAR), Span(f" {values[side]}", Role.VALUE))
        )
    return tuple(rows)
