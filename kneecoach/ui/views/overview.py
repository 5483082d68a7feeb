"""Trends at a glance, if there is room: a card for each answer, and a row for each exercise. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rich.cells import cell_len

from kneecoach.review.answers import TrendAnswer
from kneecoach.review.charts.text import Role, Row, Span
from kneecoach.review.report import Report
from kneecoach.review.trends import ExerciseTrend, Measure
from kneecoach.session.plan import Side
from kneecoach.text import capitalized, number
from kneecoach.ui.views.parts import fitted
from kneecoach.ui.views.wrapping import cut

VERDICTS = {
    "About the same": "Same",
    "No, not notably": "No",
    "No, less": "Less",
    "No, your knee is getting worse": "Worse",
    "No, your knee is worse the next morning": "Worse",
    "Less, but your knee is worse the next morning": "Worse",
    "No, your pain is high": "High",
    "Less, but your pain is high": "High",
    "You could": "Yes",
    "Not at present": "Not now",
    "You are back": "Back",
    "Too early": "Early",
    "One is left out": "Left out",
}
"""A short form for the beginning of an answer; any other beginning is its own."""

GOOD = {("often", "Yes"), ("pain", "Yes"), ("legs", "No"), ("more", "Yes")}
CARE = {
    *(("often", word) for word in ("Mostly", "Too often", "Not now", "Not yet")),
    *(("pain", word) for word in ("Worse", "High", "Mixed")),
    *(("legs", word) for word in ("Yes", "Left out")),
    ("more", "Less"),
}

MARK = "› "
"""Marks the row under the cursor."""
NO_MARK = " " * len(MARK)
_EIGHTHS = "▁▂▃▄▅▆▇█"
MAX_TREND = 20
"""Sessions in a row's small chart."""
HEAD_ROWS = 1
"""Rows of the table above its first exercise."""
COLUMNS = (10, 10, MAX_TREND + 3, 9, 9)
"""Widths in cells of first, now, trend, left and right."""


@dataclass(frozen=True, slots=True)
class AnswerCard:
    """An answer: its question, a word for it, and the rest of its sentence."""

    topic: str
    verdict: str
    words: str
    role: Role


def answer_cards(answers: Sequence[TrendAnswer]) -> tuple[AnswerCard, ...]:
    """A card for each answer."""
    return tuple(_card(answer) for answer in answers)


def _card(answer: TrendAnswer) -> AnswerCard:
    begins, _, rest = answer.brief.partition(": ")
    verdict = VERDICTS.get(begins, begins)
    found = (answer.key, verdict)
    role = Role.DONE if found in GOOD else Role.MARK if found in CARE else Role.WORDS
    return AnswerCard(answer.topic, verdict, capitalized(rest), role)


def exercise_table(report: Report, cursor: int, width: int, height: int) -> tuple[Row, ...]:
    """The exercises: what was done first and now, its course, and left against right. Row `cursor` is marked.

    If `height` is too little for all rows, those around the cursor are shown, from `first_shown` on.
    """
    if not report.trends:
        return ((Span(f"{report.none_yet}.", Role.WORDS),),)
    widest = max(cell_len(trend.title) for trend in report.trends)
    title = min(widest, max(12, width - sum(COLUMNS) - 20 - len(NO_MARK))) + 3
    heads = ("first", "now", "trend", "left", "right", "apart")
    head = (
        NO_MARK
        + " " * title
        + "".join(f"{word:<{cells}}" for word, cells in zip(heads, (*COLUMNS, 0), strict=True))
    )
    first = first_shown(len(report.trends), cursor, height)
    shown = tuple(enumerate(report.trends))[first : first + height - HEAD_ROWS]
    rows = (
        (Span(MARK if at == cursor else NO_MARK, Role.WORDS), *_row(report, trend, title)) for at, trend in shown
    )
    return ((Span(head[:width], Role.LABEL),), *rows)


def first_shown(count: int, cursor: int, height: int) -> int:
    """Index of the first of `count` exercises that a table of `height` rows shows, its head included."""
    room = height - HEAD_ROWS
    return max(0, min(cursor - room // 2, count - room))


def _row(report: Report, trend: ExerciseTrend, title: int) -> Row:
    measure = _measure(trend)
    values = [value for _, value in trend.series(measure) if value is not None]
    unit = f" {trend.load_unit}" if measure is Measure.LOAD_KG else " s" if measure is Measure.HELD_SECONDS else ""
    first, now = (f"{number(round(value, 1))}{unit}" for value in (values[0], values[-1]))
    shown = values[-MAX_TREND:]
    top = max(shown) or 1.0
    bars = "".join(_EIGHTHS[min(7, round(value / top * 7))] for value in shown)
    left, right = (_last(trend, side, trend.measures[0]) for side in (Side.LEFT, Side.RIGHT))
    widths = COLUMNS
    balance = report.balances.get(trend.exercise)
    apart = ""
    if balance is not None:
        weaker, percent = balance.together.weaker, balance.together.whole_percent
        apart = f"{percent} %, {weaker} less" if weaker is not None and percent else "same"
    return (
        Span(fitted(cut(trend.title, title - 2), title), Role.WORDS),
        Span(f"{first:<{widths[0]}}", Role.LABEL),
        Span(f"{now:<{widths[1]}}", Role.VALUE),
        Span(f"{bars:<{widths[2]}}", Role.BAR),
        Span(f"{left:<{widths[3]}}{right:<{widths[4]}}", Role.WORDS),
        Span(apart, Role.LABEL),
    )


def _measure(trend: ExerciseTrend) -> Measure:
    """The most telling measure of an exercise: the load if it changed, otherwise what was done."""
    if Measure.LOAD_KG in trend.measures:
        loads = {value for _, value in trend.series(Measure.LOAD_KG) if value is not None}
        if len(loads) > 1:
            return Measure.LOAD_KG
    return trend.measures[0]


def _last(trend: ExerciseTrend, side: Side, measure: Measure) -> str:
    """What one side did last; empty if the sides were not done one at a time."""
    if not trend.asymmetries:
        return ""
    values = [value for _, value in trend.series(measure, side) if value is not None]
    return number(round(values[-1], 1)) if values else ""
