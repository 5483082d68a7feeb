"""Which charts the page has: from sessions to panels, with words for those who cannot see them. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from xml.etree import ElementTree as ET

from kneecoach.log.record import Record
from kneecoach.review.asymmetry import Balance
from kneecoach.review.export.charts import Panel, Series, bars_by_week, over_time, side_bars, ticks_to
from kneecoach.review.export.html import tag
from kneecoach.review.pain_trend import Asked, pain_scores
from kneecoach.review.trends import MEASURE_WORDS, ExerciseTrend, Measure
from kneecoach.review.weeks import Week
from kneecoach.session.plan import Side, Unit
from kneecoach.text import number, plural

_ASKED = ((Asked.BEFORE, "before"), (Asked.AFTER, "after"), (Asked.NEXT_MORNING, "next morning"))
_MARKS = {Side.LEFT: "circle", Side.RIGHT: "square", Side.BOTH: "circle"}


def weeks_figure(weeks: Sequence[Week], goal: int) -> ET.Element:
    """Sessions by week against the goal."""
    reached = sum(week.is_reached for week in weeks)
    says = f"{plural(len(weeks), 'week')}; {reached} reached the goal of {goal}. Sessions, oldest week first: " + (
        ", ".join(str(week.sessions) for week in weeks)
    )
    shown = [(week.monday, week.sessions) for week in weeks]
    return _figure(
        "Sessions by week",
        f"Filled: a week that reached the goal of {goal}.",
        bars_by_week("Sessions by week", says, shown, goal),
    )


def pain_figure(records: Sequence[Record], cap: int) -> ET.Element:
    """Pain before, after, and on the next morning, one below the other."""
    panels, says = [], []
    for asked, words in _ASKED:
        points = tuple((s.day, float(s.pain)) for s in pain_scores(records, asked) if s.pain is not None)
        panels.append(Panel(words, (Series(points),), (0, 5, 10), line=cap))
        says.append(_in_words(words, points))
    title = "Pain, 0–10"
    if not any(panel.series[0].points for panel in panels):
        return _figure(title, "No pain was recorded in these sessions.")
    chart = over_time("Pain over time", " ".join(says), panels)
    return _figure(title, f"Each mark is a session. Dashed: the person's cap of {cap}.", chart)


def exercise_figures(trends: Sequence[ExerciseTrend]) -> list[ET.Element]:
    """A figure for each exercise: reps or held seconds, then load, each with a series a side."""
    return [_exercise_figure(trend) for trend in trends]


def _exercise_figure(trend: ExerciseTrend) -> ET.Element:
    sides = [side for side in Side if any(side in session.by_side for session in trend.sessions)]
    panels, says = [], []
    for measure in trend.measures:
        if measure is Measure.VOLUME_KG:
            continue
        label = MEASURE_WORDS[measure].replace("reps", "steps" if trend.unit is Unit.STEP else "reps")
        series = [Series(_known(trend.series(measure, side)), _name(side, sides), _MARKS[side]) for side in sides]
        if all(each.points == series[0].points for each in series) and measure is Measure.LOAD_KG:
            series = [Series(series[0].points)]
        most = max(value for each in series for _, value in each.points)
        panels.append(Panel(label, tuple(series), ticks_to(1.05 * most)))
        says += [_in_words(f"{label} {each.name}".strip(), each.points) for each in series]
    more = plural(len(trend.sessions), "session")
    easier = [session.variants for session in trend.sessions if session.variants]
    if easier:
        words = ", ".join(dict.fromkeys(variant for variants in easier for variant in variants))
        more += f"; made easier in {len(easier)}: {words}"
    return _figure(trend.title, more, over_time(trend.title, " ".join(says), panels) if panels else None)


def _name(side: Side, sides: Sequence[Side]) -> str:
    return "" if len(sides) == 1 and side is Side.BOTH else side.value


def _known(series: Sequence[tuple[date, float | None]]) -> tuple[tuple[date, float], ...]:
    return tuple((day, float(value)) for day, value in series if value is not None)


def sides_figure(rows: Sequence[tuple[str, Balance]]) -> ET.Element:
    """Left against right of each exercise (its title with the unit), a session on average."""
    bars = [(title, b.together.left / b.sessions, b.together.right / b.sessions) for title, b in rows]
    says = " ".join(f"{title}: left {number(round(a, 1))}, right {number(round(b, 1))}." for title, a, b in bars)
    return _figure(
        "Left and right, a session on average",
        "Only sets that were tried on both sides.",
        side_bars("Left and right", says, bars),
    )


def _in_words(words: str, points: Sequence[tuple[date, float]]) -> str:
    if not points:
        return f"{words}: not recorded."
    values = [value for _, value in points]
    ends = f"first {number(values[0])}, last {number(values[-1])}"
    return (
        f"{words}: {ends}, from {number(min(values))} to {number(max(values))} in {plural(len(values), 'session')}."
    )


def _figure(title: str, more: str, chart: ET.Element | None = None) -> ET.Element:
    caption = tag("figcaption", title, tag("small", more))
    return tag("figure", caption, *([] if chart is None else [chart]))
