"""What the page says about each exercise: dose, sets done, left out, pain, left against right, over time. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from xml.etree import ElementTree as ET

from kneecoach.log.record import Record
from kneecoach.review.asymmetry import balance
from kneecoach.review.export.exercise_history import ExerciseHistory, exercise_histories
from kneecoach.review.export.html import lines, row, table, tag, wide
from kneecoach.review.export.page_charts import exercise_figure
from kneecoach.review.export.words import percent
from kneecoach.review.trends import ExerciseTrend, exercise_trends
from kneecoach.session.plan import LoadUnit, Side
from kneecoach.text import number, plural
from kneecoach.words import NOT_ENTERED


def exercise_sections(
    records: Sequence[Record], notes: Mapping[str, str], unit: LoadUnit = LoadUnit.KG
) -> list[ET.Element]:
    """The exercises in a table, left against right, and a chart of each. `records` are the sessions that count.

    `notes` are the current notes on exercises, by the exercise's id; loads are in `unit`.
    """
    asked, trends = exercise_histories(records, unit), exercise_trends(records, unit)
    return [_exercises(asked, notes), *_sides(asked, trends), _charts(asked, trends)]


def _exercises(asked: Sequence[ExerciseHistory], notes: Mapping[str, str]) -> ET.Element:
    header = ("Exercise and latest dose", "Sets completed", "Left out in", "Pain in a set, 0–10")
    title = "What was prescribed, and what was done"
    rows = (_exercise_row(each, notes.get(each.exercise, "")) for each in asked)
    shown = table("Exercises", header, rows, class_="exercises")
    return tag("section", tag("h2", title), wide("Exercises", shown))


def _exercise_row(asked: ExerciseHistory, note: str) -> ET.Element:
    out = [f"{asked.left_out} of {asked.sessions}"] if asked.left_out else []
    out += _sides_left_out(asked)
    pains = [f"{_side(said.side)}{plural(said.sets, 'set')}, up to {said.highest}" for said in asked.pains]
    return row(
        tag(
            "th",
            asked.title,
            tag("small", asked.dose.words),
            *([tag("small", f"note: {note}")] if note else []),
            scope="row",
        ),
        lines(*_completed(asked)),
        lines(*out or ("–",)),
        lines(*pains or ("none recorded",)),
    )


def _completed(asked: ExerciseHistory) -> list[str]:
    """`30 of 36 (83 %)`, and how many sets were not entered."""
    known = [f"{asked.completed} of {asked.sets} ({percent(asked.completed, asked.sets)})"] if asked.sets else []
    return known + ([f"{asked.not_entered} {NOT_ENTERED}"] if asked.not_entered else [])


def _sides_left_out(asked: ExerciseHistory) -> list[str]:
    return [f"{side} {count} of {asked.sessions}" for side, count in asked.sides_left_out]


def _side(side: Side) -> str:
    return "" if side is Side.BOTH else f"{side} "


def _sides(asked: Sequence[ExerciseHistory], trends: Sequence[ExerciseTrend]) -> list[ET.Element]:
    """Left against right of each exercise that is done on each side."""
    by_id = {trend.exercise: trend for trend in trends}
    rows = [_side_row(each, by_id.get(each.exercise)) for each in asked if each.dose.each_side]
    if not rows:
        return []
    header = ("Average in a session", "Left", "Right", "Difference", "Sessions")
    caption = "Only sets tried on both sides. Difference: how far the side that did less is behind."
    shown = wide("Left against right", table(caption, header, rows))
    return [tag("section", tag("h2", "Left against right"), shown, class_="keep")]


def _unit(trend: ExerciseTrend) -> str:
    """The unit in which the sides of an exercise are compared."""
    if trend.is_timed:
        return "seconds held"
    unit = f"{trend.unit.value}s"
    loads = [session.total.load_kg for session in trend.sessions]
    if all(loads):
        return f"{unit} × {trend.load_unit}"
    return f"{unit}, with a load {unit} × {trend.load_unit}" if any(loads) else unit


def _side_row(asked: ExerciseHistory, trend: ExerciseTrend | None) -> ET.Element:
    if trend is None or not trend.asymmetries:
        never = ", ".join(_sides_left_out(asked))
        words = "no set on both"
        if trend is not None and trend.is_never_compared:
            words = "sessions entered later are not compared"
        words = f"{words}; left out: {never}" if never else words
        return row(tag("th", asked.title, scope="row"), "–", "–", words, "–")
    found = balance(trend.asymmetries)
    weaker = found.together.weaker
    return row(
        tag("th", f"{trend.title}, {_unit(trend)}", scope="row"),
        number(round(found.together.left / found.sessions, 1)),
        number(round(found.together.right / found.sessions, 1)),
        f"{weaker} {number(round(found.together.percent, 1))} % less" if weaker else "none",
        f"{found.times} of {found.sessions}" if weaker else str(found.sessions),
    )


def _charts(asked: Sequence[ExerciseHistory], trends: Sequence[ExerciseTrend]) -> ET.Element:
    by_id = {each.exercise: each for each in asked}
    figures = [exercise_figure(trend, by_id[trend.exercise]) for trend in trends]
    note = (
        "Totals of each session. Dashed: the least that completes all sets of a side. Below each title: the first "
        "dose, and each change."
    )
    return tag(
        "section",
        tag("h2", "Each exercise over time, and changes of dose"),
        tag("p", note, class_="note"),
        tag("div", *figures, class_="charts three"),
    )
