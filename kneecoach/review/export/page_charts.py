"""The charts of the page: from sessions to panels, with words for those who cannot see them. Pure."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from xml.etree import ElementTree as ET

from kneecoach.log.record import Record
from kneecoach.review.export.charts import NARROW, Panel, Series, bars_by_week, over_time, ticks_to
from kneecoach.review.export.exercise_history import ExerciseHistory
from kneecoach.review.export.html import tag
from kneecoach.review.pain_trend import PainQuestion, pain_scores
from kneecoach.review.trends import ExerciseTrend, Measure
from kneecoach.review.weeks import Week
from kneecoach.session.plan import Side
from kneecoach.text import full_date, number, plural

MAX_CHANGES = 6
"""At most this many changes of a dose are listed, the newest ones."""

_MEASURE_WORDS = {Measure.HELD_SECONDS: "seconds held", Measure.LOAD_KG: "heaviest load"}
_MARKS = {Side.LEFT: "circle", Side.RIGHT: "square", Side.BOTH: "circle"}


def worst_during(record: Record) -> int | None:
    """The highest pain, 0-10, reported in a session or one of its sets; None if there is none."""
    said = (record.pain.worst, *(attempt.pain for attempt in record.sets))
    return max((pain for pain in said if pain is not None), default=None)


NEXT_MORNING = "next morning"
PAIN: tuple[tuple[str, Callable[[Record], int | None]], ...] = (
    ("before", lambda record: record.pain.before),
    ("worst during", worst_during),
    ("after", lambda record: record.pain.after),
    (NEXT_MORNING, lambda record: record.pain.next_morning),
)
"""When pain is asked for, in words, and a session's answer."""


def dated_pain(records: Sequence[Record], words: str) -> list[tuple[date, int]]:
    """Each score, 0-10, that was given at a time of `PAIN`, with its day. The next morning has one a day."""
    if words == NEXT_MORNING:
        found = [(score.day, score.pain) for score in pain_scores(records, PainQuestion.NEXT_MORNING)]
    else:
        asked = dict(PAIN)[words]
        found = [(record.started_at.date(), asked(record)) for record in records]
    return [(day, pain) for day, pain in found if pain is not None]


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
    """Pain before, at its worst in the session, after, and on the next morning, one below the other."""
    panels, says = [], []
    for words, _ in PAIN:
        points = tuple((when, float(pain)) for when, pain in dated_pain(records, words))
        panels.append(Panel(words, (Series(points),), (0, 5, 10), line=cap))
        says.append(_in_words(words, points, "day" if words == NEXT_MORNING else "session"))
    title = "Pain, 0–10"
    if not any(panel.series[0].points for panel in panels):
        return _figure(title, "No pain was recorded in these sessions.")
    chart = over_time("Pain over time", " ".join(says), panels)
    return _figure(title, f"Each mark is a score. Dashed: the person's cap of {cap}.", chart)


def exercise_figure(trend: ExerciseTrend, asked: ExerciseHistory) -> ET.Element:
    """Reps or held seconds by side against the target, and the changes of dose, of which the newest are listed."""
    sides = [side for side in Side if any(side in session.by_side for session in trend.sessions)]
    measures = [Measure.HELD_SECONDS if trend.is_timed else Measure.REPS]
    if len(asked.changes) > MAX_CHANGES and any(dose.load_kg for _, dose in asked.doses):
        measures.append(Measure.LOAD_KG)
    panels, says = [], []
    for measure in measures:
        label = _MEASURE_WORDS[measure] if measure is not Measure.REPS else f"{trend.unit.value}s"
        label += f", {trend.load_unit}" if measure is Measure.LOAD_KG else ""
        series = [Series(_known(trend.series(measure, side)), _name(side, sides), _MARKS[side]) for side in sides]
        if all(each.points == series[0].points for each in series) and measure is Measure.LOAD_KG:
            series = [Series(series[0].points)]
        target = () if measure is Measure.LOAD_KG else tuple((when, dose.least) for when, dose in asked.doses)
        most = max((value for points in (*(s.points for s in series), target) for _, value in points), default=0.0)
        panels.append(Panel(label, tuple(series), ticks_to(1.05 * most), target=target))
        says += [_in_words(f"{label} {each.name}".strip(), each.points) for each in series]
        if target:
            says.append(f"target: at least {number(target[0][1])} at first, {number(target[-1][1])} at the end.")
    chart = over_time(trend.title, " ".join(says), panels, NARROW)
    return _figure(trend.title, _dose_words(trend, asked), chart)


def _dose_words(trend: ExerciseTrend, asked: ExerciseHistory) -> str:
    """The first dose, its changes, how long it was held, and in which variants it was done."""
    parts = [asked.doses[0][1].words]
    newest = asked.doses[-1][0].year
    changes = [f"{words} from {full_date(when).removesuffix(f' {newest}')}" for when, words in asked.changes]
    if len(changes) > MAX_CHANGES:
        parts = [f"{plural(len(changes) - MAX_CHANGES, 'earlier change')}"]
    parts += changes[-MAX_CHANGES:]
    if asked.mean_hold is not None:
        parts.append(f"held {number(round(asked.mean_hold, 1))} s on average")
    variants = [session.variants for session in trend.sessions if session.variants]
    if variants:
        words = ", ".join(dict.fromkeys(variant for used in variants for variant in used))
        parts.append(f"a variant in {plural(len(variants), 'session')}: {words}")
    return "; ".join(parts)


def _name(side: Side, sides: Sequence[Side]) -> str:
    return "" if len(sides) == 1 and side is Side.BOTH else side.value


def _known(series: Sequence[tuple[date, float | None]]) -> tuple[tuple[date, float], ...]:
    return tuple((when, float(value)) for when, value in series if value is not None)


def _in_words(words: str, points: Sequence[tuple[date, float]], each: str = "session") -> str:
    if not points:
        return f"{words}: not recorded."
    values = [value for _, value in points]
    ends = f"first {number(values[0])}, last {number(values[-1])}"
    return f"{words}: {ends}, from {number(min(values))} to {number(max(values))} in {plural(len(values), each)}."


def _figure(title: str, more: str, chart: ET.Element | None = None) -> ET.Element:
    caption = tag("figcaption", title, tag("small", more))
    return tag("figure", caption, *([] if chart is None else [chart]))
