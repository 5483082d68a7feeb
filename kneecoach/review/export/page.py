"""One page for a physiotherapist: self-contained, to be printed, and nothing in it is fetched or run. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import fmean
from xml.etree import ElementTree as ET

from kneecoach import __version__
from kneecoach.log.record import Record
from kneecoach.review.asymmetry import Balance, balance
from kneecoach.review.export.html import document, table, tag
from kneecoach.review.export.page_charts import exercise_figures, pain_figure, sides_figure, weeks_figure
from kneecoach.review.export.page_style import STYLE
from kneecoach.review.export.words import SESSION_COLUMNS, Making, day, period, session_row
from kneecoach.review.history import trained
from kneecoach.review.pain import Morning, morning
from kneecoach.review.pain_trend import Asked, pain_scores, pain_trend
from kneecoach.review.trends import ExerciseTrend, exercise_trends
from kneecoach.review.weeks import by_week
from kneecoach.session.events import Outcome
from kneecoach.text import NOT_ADVICE, length, number, plural


def page(records: Sequence[Record], making: Making) -> str:
    """The page as HTML, for `records`, oldest first."""
    counted = trained(records, rehearsals=True)
    parts = [_head(records, making)]
    if not counted:
        parts.append(tag("section", tag("p", "Nothing was done in these days, so there is nothing to show.")))
    else:
        parts += [_glance(counted, making), _often_and_pain(counted, making), _reading(making)]
        trends = exercise_trends(counted)
        parts += [_exercises(trends), *_sides(trends)]
    if records:
        parts.append(_sessions(records))
    title = f"Knee exercise record, {period(records)}"
    return document(title, STYLE, tag("main", *parts))


def _head(records: Sequence[Record], making: Making) -> ET.Element:
    return tag(
        "header",
        tag("h1", "Knee exercise record"),
        tag("p", f"{period(records)}."),
        tag(
            "p",
            f"Recorded at home by the person who trained; put together on {day(making.at.date())} with kneecoach "
            f"{__version__}. No clinician has reviewed kneecoach.",
            class_="note",
        ),
        tag("p", tag("span", "Name"), tag("span", "Date of birth"), class_="fill"),
    )


def _glance(records: Sequence[Record], making: Making) -> ET.Element:
    """The few numbers that say how it goes."""
    weeks = by_week(records, making.until, making.goal)
    outcomes = [outcome for record in records for outcome in record.best_outcomes.values()]
    done = outcomes.count(Outcome.COMPLETED)
    mornings = [found for found in map(morning, records) if found is not Morning.UNKNOWN]
    facts = [
        ("Sessions", str(len(records)), f"{number(round(len(records) / len(weeks), 1))} a week on average"),
        ("Weeks that reached the goal", f"{sum(w.is_reached for w in weeks)} of {len(weeks)}", _goal(making)),
        ("Sets completed", f"{done} of {len(outcomes)}", f"{_percent(done, len(outcomes))} of those planned"),
        ("Time training", length(sum(r.active_seconds for r in records)), "pauses left out"),
        _pain_fact(records, making),
        (
            "Worse on the next morning",
            f"{mornings.count(Morning.WORSE)} of {len(mornings)}",
            "against the pain before that session, where both are known",
        ),
    ]
    return tag(
        "section",
        tag("h2", "At a glance"),
        tag(
            "dl",
            *(tag("div", tag("dt", name), tag("dd", value, tag("small", more))) for name, value, more in facts),
            class_="glance",
        ),
    )


def _goal(making: Making) -> str:
    return f"the goal is {plural(making.goal, 'session')} a week"


def _percent(part: int, whole: int) -> str:
    return f"{round(100 * part / whole)} %" if whole else "–"


def _pain_fact(records: Sequence[Record], making: Making) -> tuple[str, str, str]:
    name = "Pain before a session, 0–10"
    scores = pain_scores(records, Asked.BEFORE)
    trend = pain_trend(scores, making.until)
    known = [score.pain for score in scores if score.pain is not None]
    if trend.recent is not None and trend.earlier is not None:
        means = f"{number(round(trend.earlier, 1))} → {number(round(trend.recent, 1))}"
        return name, means, f"mean of the 4 weeks before the last 4 → mean of the last 4: {trend.words}"
    if known:
        return name, number(round(fmean(known), 1)), f"mean of {plural(len(known), 'score')}"
    return name, "–", "not recorded"


def _often_and_pain(records: Sequence[Record], making: Making) -> ET.Element:
    weeks = by_week(records, making.until, making.goal)
    return tag(
        "section",
        tag("h2", "How often, and how the knee felt"),
        tag("div", weeks_figure(weeks, making.goal), pain_figure(records, making.cap), class_="charts"),
    )


def _exercises(trends: Sequence[ExerciseTrend]) -> ET.Element:
    note = "What was really done in each session, repeated sets too. Each mark is a session."
    if any(session.variants for trend in trends for session in trend.sessions):
        note += " Made easier: the person took an easier variant in the session; its reps are among the others."
    return tag(
        "section",
        tag("h2", "Exercises"),
        tag("p", note, class_="note"),
        tag("div", *exercise_figures(trends), class_="charts"),
    )


def _sides(trends: Sequence[ExerciseTrend]) -> list[ET.Element]:
    """Left against right, where any exercise was done on both sides."""
    rows = [(trend, balance(trend.asymmetries)) for trend in trends if trend.asymmetries]
    if not rows:
        return []
    header = ("Exercise", "Sessions", "Left", "Right", "Difference", "Did less", "In sessions")
    shown = [(f"{trend.title}, {_unit(trend)}", found) for trend, found in rows]
    return [
        tag(
            "section",
            tag("h2", "Left against right"),
            tag(
                "p",
                "Difference: by how many per cent the side that did less is behind the other, all sessions added "
                "up. A set ends at its target, so two legs that both reach it look alike, whatever more they "
                "could do; small differences change from session to session.",
                class_="note",
            ),
            tag(
                "div", table("In a session on average", header, [_side_row(*row) for row in shown]), class_="scroll"
            ),
            tag("div", sides_figure(shown), class_="charts"),
            class_="keep",
        )
    ]


def _unit(trend: ExerciseTrend) -> str:
    """In what the sides of an exercise are told apart."""
    if trend.is_timed:
        return "seconds held"
    unit = f"{trend.unit.value}s"
    loads = [session.total.load_kg for session in trend.sessions]
    if all(loads):
        return f"{unit} × kg"
    return f"{unit}, with a load {unit} × kg" if any(loads) else unit


def _side_row(title: str, found: Balance) -> tuple[str, ...]:
    weaker = found.together.weaker
    return (
        title,
        str(found.sessions),
        number(round(found.together.left / found.sessions, 1)),
        number(round(found.together.right / found.sessions, 1)),
        f"{number(round(found.together.percent, 1))} %",
        weaker.value if weaker else "neither",
        f"{found.times} of {found.sessions}" if weaker else "–",
    )


def _sessions(records: Sequence[Record]) -> ET.Element:
    rows = (session_row(record) for record in reversed(records))
    return tag(
        "section",
        tag("h2", "Sessions"),
        tag("p", "Sets: completed, of those planned. Pain 0–10; – where it was not said.", class_="note"),
        tag("div", table("Newest first", SESSION_COLUMNS, rows, class_="sessions"), class_="scroll"),
    )


def _reading(making: Making) -> ET.Element:
    items = (
        "Pain is the person's own number, 0 to 10: before, during (the worst), after, and on the next morning.",
        f"Up to {making.cap} of 10 the person goes on; above that they are asked to do less or to stop.",
        "Completed: the target's least reps, or its whole time, in one attempt. Skipped is not done.",
        "Reps are counted by a timer at a cadence, or by the person; nothing was measured at the leg.",
        "A day is that of the place where the session was done; weeks begin on Monday.",
        f"{NOT_ADVICE} No clinician has reviewed kneecoach.",
    )
    return tag(
        "section", tag("h2", "How to read this"), tag("ul", *(tag("li", item) for item in items)), class_="keep"
    )
