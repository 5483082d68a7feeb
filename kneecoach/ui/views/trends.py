"""What Trends shows, page by page: charts with headings, or words if there is nothing to draw yet. Pure."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from rich.cells import cell_len

from kneecoach.review.charts.legs import balance_words, legs_chart
from kneecoach.review.charts.text import Role, Row, Span, pain_chart, series_chart, weeks_chart
from kneecoach.review.pain_trend import PainQuestion, PainTrend
from kneecoach.review.prescribed import this_week_words
from kneecoach.review.report import Report
from kneecoach.review.text import measure_words
from kneecoach.review.trends import ExerciseTrend, Measure
from kneecoach.review.weeks import streak_words
from kneecoach.ui.views.wrapping import cut, wrap_all

Draw = Callable[[int, int], tuple[Row, ...]]

STACKED_ROWS = 7
"""Rows that each chart has at least when several are stacked."""

NO_PAIN = (
    "No pain has been recorded {when} yet. Your answers will be drawn here, session by session; after 8 weeks you "
    "will see whether it is less."
)
NO_WEEKS = (
    "{none_yet}. Each week will be shown here against your goal of {goal}; after the first whole week you "
    "will see whether that is often enough."
)
NO_EXERCISES = "{none_yet}. The reps, load and seconds held of each exercise will be shown here."
NO_LEGS = (
    "No exercise has been done with one leg and then the other yet. Left will be shown here against right; after "
    "three sessions you will see whether a leg is behind."
)
NO_LEGS_MEASURED = (
    "Both legs were trained only in sessions entered later, which are not compared. Left will be shown here "
    "against right; after three sessions with kneecoach you will see whether a leg is behind."
)
ASKED_WHEN = {
    PainQuestion.BEFORE: "before a session",
    PainQuestion.AFTER: "after a session",
    PainQuestion.NEXT_MORNING: "on the morning after",
}


@dataclass(frozen=True, slots=True)
class View:
    """A chart under its heading, or only words if `draw` is None."""

    heading: str
    words: str = ""
    """More about the chart, or the words instead of one."""
    draw: Draw | None = None


@dataclass(frozen=True, slots=True)
class TrendPage:
    """A page, reached with left and right."""

    title: str
    choices: tuple[tuple[View, ...], ...]
    """The choices for up and down, each with its views for the measure key."""
    chooses: str = "Exercise"
    """What up and down choose, in the footer's words."""
    stacks_choices: bool = False
    """Whether a tall window shows all choices at once, instead of all measures of one choice."""


def pages(report: Report) -> tuple[TrendPage, ...]:
    """Pain, weeks, exercises, legs."""
    return (
        TrendPage(
            "Pain", tuple((_pain(report, asked),) for asked in PainQuestion), "Other time", stacks_choices=True
        ),
        TrendPage("Weeks", ((_weeks(report),),)),
        TrendPage(
            "Exercises",
            tuple(_exercise(trend) for trend in report.trends)
            or ((View("Exercises", NO_EXERCISES.format(none_yet=report.none_yet)),),),
        ),
        TrendPage("Legs", _legs(report) or (_no_legs(report),), stacks_choices=True),
    )


def _pain(report: Report, asked: PainQuestion) -> View:
    when, scores = ASKED_WHEN[asked], report.scores[asked]
    heading = f"Pain {when}, 0-10"
    if all(score.pain is None for score in scores):
        return View(heading, NO_PAIN.format(when=when))
    return View(
        heading, f"your limit {report.cap}{_means(report.pain[asked])}", partial(pain_chart, scores, report.cap)
    )


def _means(trend: PainTrend) -> str:
    recent = "" if trend.recent is None else f"; mean {trend.recent:.1f} in 4 weeks"
    return recent if trend.earlier is None or not recent else f"{recent}, was {trend.earlier:.1f}"


def _weeks(report: Report) -> View:
    heading = "Sessions by week"
    if not report.weeks:
        return View(heading, NO_WEEKS.format(none_yet=report.none_yet, goal=report.goal))
    row = f"goal {report.goal}; {streak_words(report.streak, report.longest_streak)}"
    now = [found for found in report.prescribed if not found.is_over]
    row = "; ".join([row, *(f"prescribed: {found.prescription.title} {this_week_words(found)}" for found in now)])
    return View(heading, row, partial(weeks_chart, report.weeks))


def _exercise(trend: ExerciseTrend) -> tuple[View, ...]:
    measures = trend.measures
    return tuple(
        View(
            trend.title,
            measure_words(trend, measure),
            partial(series_chart, trend.series(measure), trend.target if measure is measures[0] else None),
        )
        for measure in measures
    )


def _legs(report: Report) -> tuple[tuple[View, ...], ...]:
    found = []
    for trend in report.trends:
        out = "; ".join(each.side_words for each in report.left_out if each.exercise == trend.exercise)
        if out and not trend.asymmetries:
            found.append((View(trend.title, f"In 4 weeks {out}."),))
        elif trend.asymmetries:
            balance = report.balances.get(trend.exercise)
            words = balance_words(balance) if balance else "not done with both legs in the last 4 weeks"
            words = "; ".join(filter(None, (out, f"{words}{_unit(trend)}")))
            found.append((View(trend.title, words, partial(legs_chart, trend, balance)),))
    return tuple(found)


def _no_legs(report: Report) -> tuple[View, ...]:
    words = NO_LEGS_MEASURED if any(trend.is_never_compared for trend in report.trends) else NO_LEGS
    return (View("Left against right", words),)


def _unit(trend: ExerciseTrend) -> str:
    """The unit of left and right; empty if only some sets had a load."""
    if trend.is_timed:
        return "; seconds held"
    if Measure.VOLUME_KG not in trend.measures:
        return f"; {trend.unit}s"
    is_always = all(value is not None for _, value in trend.series(Measure.VOLUME_KG))
    return f"; reps × load in {trend.load_unit}" if is_always else ""


def stacked(page: TrendPage, choice: int, measure: int, height: int) -> tuple[View, ...]:
    """The views shown at once in `height` rows: as many as fit, beginning with the chosen one, at least one."""
    views = [views[0] for views in page.choices] if page.stacks_choices else list(page.choices[choice])
    at = choice if page.stacks_choices else measure
    fit = max(1, min(len(views), height // (STACKED_ROWS + 2)))
    if fit == len(views):
        return tuple(views)
    return (views[at],)


def draw_alone(view: View, width: int, height: int) -> tuple[Row, ...]:
    """A view without its heading, which is shown elsewhere."""
    if view.draw is None:
        return tuple((Span(words, Role.WORDS),) for words in wrap_all(view.words, width))[:height]
    return ((Span(cut(view.words, width), Role.LABEL),), *view.draw(width, height - 1))


def draw_views(views: tuple[View, ...], place: str, width: int, height: int) -> tuple[Row, ...]:
    """The views stacked; `place`, at the right, says which of several is shown."""
    rows: list[Row] = []
    for number, view in enumerate(views):
        left = height - len(rows)
        rows += _draw_view(view, "" if number else place, width, left // (len(views) - number))
    return tuple(rows[:height])


def _draw_view(view: View, place: str, width: int, height: int) -> list[Row]:
    if view.draw is None:
        words = wrap_all(view.words, width)
        return [_ends(Span(view.heading, Role.VALUE), place, width), (), *((Span(w, Role.WORDS),) for w in words)]
    together = f"{view.heading}: {view.words}"
    if cell_len(together) + len(place) < width:
        rows = [_ends(Span(together, Role.VALUE), place, width)]
    else:
        rows = [_ends(Span(view.heading, Role.VALUE), place, width), (Span(cut(view.words, width), Role.LABEL),)]
    chart = view.draw(width, height - len(rows))
    return [*rows, *chart, *((),) * (height - len(rows) - len(chart))]


def _ends(left: Span, right: str, width: int) -> Row:
    """Words at both ends of a row. The left ones are cut if there is no room."""
    text = cut(left.text, width - len(right) - 1)
    return (Span(text, left.role), Span(right.rjust(max(0, width - cell_len(text))), Role.LABEL))
