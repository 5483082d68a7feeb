"""The four questions a person has, each answered in a sentence with its numbers, or with what is missing. Pure."""

from __future__ import annotations

from collections.abc import Sized
from dataclasses import dataclass

from kneecoach.review.asymmetry import MIN_SESSIONS
from kneecoach.review.left_out import left_out_words
from kneecoach.review.pain import SEE_CLINICIAN
from kneecoach.review.pain_trend import MIN_SCORES, PainQuestion, PainTrend
from kneecoach.review.report import Report
from kneecoach.review.rest_days import AFTER_A_BREAK, DAYS_BETWEEN, LONG_BREAK_DAYS, allowed_days_off
from kneecoach.review.weeks import Adherence, streak_words
from kneecoach.text import number, plural

ASKED_WORDS = {
    PainQuestion.BEFORE: "before",
    PainQuestion.AFTER: "after",
    PainQuestion.NEXT_MORNING: "next morning",
}


@dataclass(frozen=True, slots=True)
class TrendAnswer:
    """A question, its answer, and whether there was enough to answer it."""

    key: str
    """`often`, `pain`, `legs` or `more`."""
    question: str
    words: str
    is_enough: bool
    topic: str
    """The question in two or three words, for small windows."""
    brief: str
    """The answer in one short sentence."""


def answers(report: Report) -> tuple[TrendAnswer, ...]:
    """All four, in the order in which they are asked."""
    return (
        _answer("often", "Am I doing it often enough?", "Often enough?", _often(report)),
        _answer("pain", "Does my knee hurt less?", "Less pain?", _hurts_less(report)),
        _answer("legs", "Is one leg behind?", "A leg behind?", _legs(report)),
        _answer("more", "Should I do more?", "Do more?", _more(report)),
    )


TOO_EARLY = "Too early: "
ASK_ABOUT_IT = "If it is the sore one, ask a clinician what it can do."


def _answer(key: str, question: str, topic: str, said: tuple[str, str]) -> TrendAnswer:
    words, brief = said
    return TrendAnswer(key, question, words, not words.startswith(TOO_EARLY), topic, brief)


def _often(report: Report) -> tuple[str, str]:
    if not report.weeks:
        none = f"{TOO_EARLY}there are {report.none_yet.lower()}."
        return none, none
    this_week = f"this week {report.weeks[-1].sessions} of {report.goal}"
    if report.too_often:
        words = f"Too often: {report.too_often.reasons}."
        return f"{words} {DAYS_BETWEEN}", words
    if report.days_off is not None and report.days_off > allowed_days_off(report.goal):
        return _not_now(report, report.days_off)
    if report.returned_after_break:
        words = f"You are back: {report.returned_after_break.words}; {this_week}."
        return words, words
    found = report.adherence
    if found.a_week is None:
        sofar = plural(len(report.sessions), "session")
        return (
            f"{TOO_EARLY}there is no whole week yet after the first one; {sofar} so far, {this_week}.",
            f"{TOO_EARLY}{this_week}.",
        )
    verdict = "Yes" if found.reached == found.weeks else "Mostly" if found.reached * 2 >= found.weeks else "Not yet"
    streak = f", {streak_words(report.streak, report.streak)}" if report.streak else ""
    return (
        f"{verdict}: {_a_week(found)}, {found.reached} of {found.weeks} reached your goal of {report.goal}; "
        f"{this_week}{streak}.",
        f"{verdict}: {_mean(found)} a week; "
        f"{found.reached} of {plural(found.weeks, 'week')} reached {report.goal}.",
    )


def _not_now(report: Report, days: int) -> tuple[str, str]:
    """The last session is longer ago than the goal allows."""
    words = f"Not at present: the last session was {days} days ago, and your goal is {report.goal} a week"
    before = f"; {_a_week(report.adherence)}" if report.adherence.sessions else ""
    begin = AFTER_A_BREAK if days > LONG_BREAK_DAYS else "The next one can be today."
    return f"{words}{before}.{'' if report.worse else f' {begin}'}", f"{words}."


def _a_week(found: Adherence) -> str:
    """`2.2 sessions a week in the last 4 whole weeks`."""
    whole = "the last whole week" if found.weeks == 1 else f"the last {found.weeks} whole weeks"
    mean = _mean(found)
    return f"{mean} session{'' if mean == '1' else 's'} a week in {whole}"


def _mean(found: Adherence) -> str:
    return number(round(found.a_week or 0.0, 1))


def _hurts_less(report: Report) -> tuple[str, str]:
    if report.worse:
        verdict = f"{'Less, but' if report.worse.is_falling else 'No,'} your {report.worse.verdict}"
        return (
            f"{verdict}: {report.worse.reasons}. {report.worse.what_to_do}",
            f"{verdict}: {report.worse.reasons}. {SEE_CLINICIAN}.",
        )
    known = {asked: trend for asked, trend in report.pain.items() if trend.change is not None}
    if not known:
        before = report.pain[PainQuestion.BEFORE]
        have = before.recent_scores + before.earlier_scores
        return (
            f"{TOO_EARLY}needs {MIN_SCORES} pain scores from before sessions in the last 4 weeks and "
            f"{MIN_SCORES} in the 4 before (you have {before.recent_scores} and {before.earlier_scores}).",
            f"{TOO_EARLY}needs pain scores from 8 weeks (you have {have}).",
        )
    said = [trend.words for trend in known.values()]
    less, more = said.count("less"), said.count("more")
    verdict = "Mixed" if more else "Yes" if less * 2 > len(said) else "About the same"
    numbers = "; ".join(f"{ASKED_WORDS[asked]} {_means(trend)}" for asked, trend in known.items())
    first, trend = next(iter(known.items()))
    return (
        f"{verdict}: mean pain of the last 4 weeks, and of the 4 before: {numbers}.",
        f"{verdict}: {ASKED_WORDS[first]} {_means(trend)}.",
    )


def _means(trend: PainTrend) -> str:
    return f"{trend.recent:.1f}, was {trend.earlier:.1f}"


def _legs(report: Report) -> tuple[str, str]:
    if report.left_out:
        return (
            f"One is left out: in 4 weeks {left_out_words(report.left_out)}. {ASK_ABOUT_IT}",
            f"One is left out: {left_out_words(report.left_out[:1])}{_and_more(report.left_out)}.",
        )
    titles = {trend.exercise: trend.title for trend in report.trends}
    enough = {name: found for name, found in report.balances.items() if found.is_enough}
    if not enough:
        return (
            f"{TOO_EARLY}needs {MIN_SESSIONS} sessions in 4 weeks in which both legs did the same exercise"
            f"{', without those entered later' if report.entered_later else ''}.",
            f"{TOO_EARLY}needs {MIN_SESSIONS} sessions with both legs.",
        )
    by_percent = sorted(enough.items(), key=lambda item: -item[1].together.percent)
    behind = [(name, found) for name, found in by_percent if found.behind is not None]
    if behind:
        each = [
            f"the {found.behind} leg did {found.together.whole_percent} % less of {titles[name]}, and less in "
            f"{found.times} of {plural(found.sessions, 'session')}"
            for name, found in behind
        ]
        name, most = behind[0]
        brief = f"Yes: {most.behind}, {most.together.whole_percent} % less of {titles[name]}{_and_more(behind)}."
        return f"Yes: in 4 weeks {'; '.join(each)}.", brief
    name, most = by_percent[0]
    if most.together.weaker is None:
        return (
            f"No: in 4 weeks both legs did the same in {plural(len(enough), 'exercise')}.",
            "No: both legs did the same.",
        )
    which = f"{titles[name]}, {most.together.weaker} less"
    return (
        f"No, not notably: at most {most.together.whole_percent} % apart in 4 weeks ({which}).",
        f"No, not notably: at most {most.together.whole_percent} % apart.",
    )


def _more(report: Report) -> tuple[str, str]:
    less = [s for s in report.suggestions if not s.step.is_more]
    more = [s for s in report.suggestions if s.step.is_more]
    if less:
        return (
            f"No, less: {'; '.join(s.words for s in less)}. Why: {less[0].reason}.",
            f"No, less: {less[0].words}{_and_more(less)}.",
        )
    if more:
        return f"You could: {more[0].words}. Why: {more[0].reason}.", f"You could: {more[0].words}."
    verdict = "No: " if report.worse else TOO_EARLY if len(report.sessions) < 2 else "Not yet: "
    return (f"{verdict}{report.hindrance}.",) * 2


def _and_more(found: Sized) -> str:
    """`, and 2 more` if only the first one is named."""
    return f", and {len(found) - 1} more" if len(found) > 1 else ""
