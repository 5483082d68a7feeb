"""What `kneecoach stats` prints: plain lines of at most 80 columns, to be read aloud as well. Pure."""

from __future__ import annotations

from textwrap import wrap

from kneecoach.log.record import Record
from kneecoach.review.answers import ASKED_WORDS, answers
from kneecoach.review.asymmetry import Asymmetry
from kneecoach.review.counted import NOT_COUNTED_WORDS, is_measured, towards_weeks
from kneecoach.review.history import short_id
from kneecoach.review.pain_trend import MIN_SCORES, NOTABLE
from kneecoach.review.prescribed import all_words, lately_words, this_week_words
from kneecoach.review.progress import Suggestion
from kneecoach.review.report import Report
from kneecoach.review.trends import MEASURE_WORDS, ExerciseTrend, Measure
from kneecoach.review.weeks import streak_words
from kneecoach.session.plan import Side
from kneecoach.text import NOT_ADVICE, full_date, number, plural

WIDTH = 80
WEEKS_SHOWN = 8
SESSIONS_SHOWN = 5
"""How many of the newest sessions of an exercise are listed."""


def stats_lines(report: Report) -> list[str]:
    """Everything: the four answers, the weeks, pain, exercises and suggestions."""
    lines: list[str] = []
    for answer in answers(report):
        lines += [answer.question, *_wrapped(answer.words, "  ")]
    if report.sessions:
        lines += ["", *_weeks(report), "", *_pain(report), "", *_exercises(report)]
    if report.prescribed:
        lines += ["", *_prescribed(report)]
    if report.not_counted:
        lines += ["", *_not_counted(report)]
    lines += ["", *suggestion_lines(report.suggestions, report.hindrance), "", NOT_ADVICE]
    return lines


def suggestion_lines(suggestions: tuple[Suggestion, ...], hindrance: str) -> list[str]:
    """Each suggestion with its reason and source, and how to accept it."""
    if not suggestions:
        return ["Suggestions: none", *_wrapped(f"Why: {hindrance}.", "  ")]
    lines = ["Suggestions"]
    for s in suggestions:
        lines += _wrapped(s.words, "  ")
        lines += _wrapped(f"why: {s.reason}", "    ")
        lines += _wrapped(f"based on: {s.step.source}", "    ")
        lines.append(f"    yes: kneecoach progress {s.routine} --apply {s.exercise}")
    return lines


def _weeks(report: Report) -> list[str]:
    lines = [f"Sessions by week (goal {report.goal})"]
    for week in report.weeks[-WEEKS_SHOWN:]:
        reached = "  goal reached" if week.is_reached else ""
        lines.append(f"  from {full_date(week.monday):>11}  {week.sessions:>2}{reached}")
    if entered_later := sum(not is_measured(record) for record in _shown(report)):
        lines.append(f"  {entered_later_words(entered_later)}")
    lines.append(f"  {streak_words(report.streak, report.longest_streak)}")
    if report.short:
        lines.append(f"  {plural(report.short, 'session')} short: fewer sets than the routine asks for, by choice")
    if report.too_little:
        lines.append(
            f"  {plural(report.too_little, 'session')} not counted for a week: less than half of one set was done"
        )
    if gap := report.gap:
        until = f"until {full_date(gap.until)}" if gap.until else "and still going on"
        lines.append(f"  longest gap {plural(gap.days, 'day')}, after {full_date(gap.after)}, {until}")
    return lines


def _shown(report: Report) -> list[Record]:
    """The sessions that the table of weeks has."""
    first = report.weeks[-WEEKS_SHOWN:][0].monday
    return [record for record in towards_weeks(report.sessions) if record.started_at.date() >= first]


def _prescribed(report: Report) -> list[str]:
    lines = ["Done of prescribed"]
    for found in report.prescribed:
        lines += _wrapped(f"{found.prescription.title}, {found.prescription.words}", "  ")
        lines += [
            f"    {words}" for words in (this_week_words(found), lately_words(found), all_words(found)) if words
        ]
    return lines


def entered_later_words(count: int) -> str:
    """`2 of these sessions were entered later`."""
    return f"{count} of these sessions {'was' if count == 1 else 'were'} entered later"


def _not_counted(report: Report) -> list[str]:
    shown = report.not_counted[-SESSIONS_SHOWN:]
    lines = ["Sessions that do not count"]
    for record, why in shown:
        day = full_date(record.started_at.date())
        lines += _wrapped(f"{short_id(record)}, {day}: {NOT_COUNTED_WORDS[why]}", "  ")
    earlier = len(report.not_counted) - len(shown)
    return [*lines, f"  and {earlier} before them"] if earlier else lines


def _pain(report: Report) -> list[str]:
    lines = ["Mean pain, 0-10             last 4 weeks   4 before   change"]
    for asked, trend in report.pain.items():
        means = f"{_mean(trend.recent):>12}{_mean(trend.earlier):>11}"
        lines.append(f"  {ASKED_WORDS[asked]:<25} {means}   {trend.words or 'too few'}")
    note = f"A mean needs {MIN_SCORES} scores. Less than {number(NOTABLE)} either way counts as about the same."
    return [*lines, *_wrapped(note, "  ")]


def _mean(mean: float | None) -> str:
    return "-" if mean is None else f"{mean:.1f}"


def _exercises(report: Report) -> list[str]:
    lines = ["Exercises, newest session last"]
    for trend in report.trends:
        lines.append(f"  {trend.title}, {plural(len(trend.sessions), 'session')}")
        for measure in trend.measures:
            lines += _wrapped(f"{measure_words(trend, measure)}: {_newest(trend, measure)}", "    ")
        for out in (each for each in report.left_out if each.exercise == trend.exercise):
            lines += _wrapped(f"{out.side_words}, in 4 weeks", "    ")
        found = report.balances.get(trend.exercise)
        if found is not None:
            few = "" if found.is_enough else "; too few to judge"
            over = f"{plural(found.sessions, 'session')} in 4 weeks{few}"
            lines += _wrapped(f"{_apart(found.together)} ({over})", "    ")
    return lines


def _apart(both: Asymmetry) -> str:
    """`right 12 % below left`."""
    if both.weaker is None:
        return "left and right alike"
    return f"{both.weaker} {both.whole_percent} % below {Side.RIGHT if both.weaker is Side.LEFT else Side.LEFT}"


def measure_words(trend: ExerciseTrend, measure: Measure) -> str:
    """What is measured, in the exercise's own unit."""
    words = MEASURE_WORDS[measure]
    if measure in {Measure.LOAD_KG, Measure.VOLUME_KG}:
        return f"{words}, {trend.load_unit}"
    return words.replace("reps", f"{trend.unit}s") if measure is Measure.REPS else words


def _newest(trend: ExerciseTrend, measure: Measure) -> str:
    values = [value for _, value in trend.series(measure)][-SESSIONS_SHOWN:]
    return ", ".join("none" if value is None else number(round(value, 1)) for value in values)


def _wrapped(words: str, indent: str) -> list[str]:
    return wrap(words, WIDTH, initial_indent=indent, subsequent_indent=indent, break_long_words=False)
