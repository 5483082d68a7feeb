"""Everything that the screens, `kneecoach stats` and the exports say about the log, computed at once. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from kneecoach.log.record import Record
from kneecoach.review.asymmetry import Balance, balance
from kneecoach.review.counted import (
    NotCounted,
    counted,
    day_now,
    is_measured,
    none_yet_words,
    towards_weeks,
    why_not_counted,
)
from kneecoach.review.left_out import LeftOutExercise, left_out
from kneecoach.review.pain_trend import WINDOW_DAYS, PainQuestion, PainScore, PainTrend, pain_scores, pain_trend
from kneecoach.review.prescribed import Prescribed, prescribed
from kneecoach.review.progress import Suggestion, suggest, why_no_more
from kneecoach.review.rest_days import ReturnAfterBreak, TooOften, days_off, returned_after_break, too_often
from kneecoach.review.steps import KG_STEPS
from kneecoach.review.trends import ExerciseTrend, exercise_trends
from kneecoach.review.weeks import Adherence, Day, Gap, Week, adherence, by_week, calendar, longest_gap
from kneecoach.review.weeks import longest_streak as longest_streak_of
from kneecoach.review.weeks import streak as streak_of
from kneecoach.review.worse import GettingWorse, worse
from kneecoach.routine.model import RoutineModel
from kneecoach.routine.prescription import Prescription
from kneecoach.session.loads import LoadSteps


@dataclass(frozen=True, slots=True)
class Report:
    """What the sessions mean, as of `today`."""

    today: date
    goal: int
    cap: int
    sessions: tuple[Record, ...]
    """The sessions that count, oldest first."""
    short: int
    """How many of those were made shorter than their routine."""
    entered_later: int
    """How many of them were entered later."""
    not_counted: tuple[tuple[Record, NotCounted], ...]
    """The sessions that do not count, and why, without rehearsals."""
    too_little: int
    """How many of `sessions` do not count towards a week, because so little was done."""
    weeks: tuple[Week, ...]
    streak: int
    """Weeks."""
    longest_streak: int
    """Weeks."""
    adherence: Adherence
    gap: Gap | None
    calendar: tuple[tuple[Day, ...], ...]
    scores: dict[PainQuestion, tuple[PainScore, ...]]
    pain: dict[PainQuestion, PainTrend]
    trends: tuple[ExerciseTrend, ...]
    balances: dict[str, Balance]
    """By exercise, of the last four weeks; only exercises of which both sides were tried."""
    suggestions: tuple[Suggestion, ...]
    hindrance: str
    """Why nothing is suggested."""
    worse: GettingWorse | None
    """The signs that the knee is getting worse. Every session counts for them, as for suggestions."""
    too_often: TooOften | None
    days_off: int | None
    """How many days ago the last session was."""
    returned_after_break: ReturnAfterBreak | None
    """The long break that the person has lately come back from."""
    prescribed: tuple[Prescribed, ...]
    """How much was done of each routine that says how often it should be done."""
    left_out: tuple[LeftOutExercise, ...]
    """Sides of exercises that were mostly left out in the last four weeks."""

    @property
    def none_yet(self) -> str:
        """What is said if no session counts."""
        return none_yet_words(has_others=bool(self.not_counted))


def make_report(
    records: Sequence[Record],
    routine: RoutineModel | None,
    today: date,
    *,
    goal: int,
    cap: int,
    prescriptions: Sequence[Prescription] = (),
    loads: LoadSteps = KG_STEPS,
    since: date | None = None,
    rehearsals: bool = False,
) -> Report:
    """`records` are all sessions, oldest first; `routine` is the one that suggestions are for.

    Suggestions and warnings always go by all sessions, and never by a rehearsal, whichever sessions are chosen.
    """
    everything = counted(records, today)
    sessions = counted(records, today, rehearsals=rehearsals, since=since)
    weeks = by_week(sessions, today, goal)
    now = day_now(sessions, today)
    scores = {asked: pain_scores(sessions, asked) for asked in PainQuestion}
    trends = exercise_trends(sessions, loads.unit)
    return Report(
        today=today,
        goal=goal,
        cap=cap,
        sessions=sessions,
        short=sum(record.is_short for record in sessions),
        entered_later=sum(not is_measured(record) for record in sessions),
        not_counted=_not_counted(records, today, since),
        too_little=len(sessions) - len(towards_weeks(sessions)),
        weeks=weeks,
        streak=streak_of(weeks),
        longest_streak=longest_streak_of(weeks),
        adherence=adherence(weeks),
        gap=longest_gap(sessions, today),
        calendar=calendar(sessions, today),
        scores=scores,
        pain={asked: pain_trend(scores[asked], now) for asked in PainQuestion},
        trends=trends,
        balances=_balances(trends, now),
        suggestions=suggest(routine, records, today, cap, loads) if routine else (),
        hindrance=why_no_more(routine, records, today, cap, loads),
        worse=worse(everything, day_now(everything, today), cap),
        too_often=too_often(everything, day_now(everything, today)),
        days_off=days_off(everything, today),
        returned_after_break=returned_after_break(everything, today),
        prescribed=prescribed(prescriptions, records, today),
        left_out=left_out(trends, now),
    )


def _not_counted(
    records: Sequence[Record], today: date, since: date | None
) -> tuple[tuple[Record, NotCounted], ...]:
    found = ((record, why_not_counted(record, today)) for record in records if not record.is_rehearsal)
    return tuple((r, why) for r, why in found if why and (since is None or r.started_at.date() >= since))


def _balances(trends: Sequence[ExerciseTrend], today: date) -> dict[str, Balance]:
    first = today - timedelta(days=WINDOW_DAYS - 1)
    found = {}
    for trend in trends:
        lately = [s.asymmetry for s in trend.sessions if s.asymmetry is not None and s.day >= first]
        if lately:
            found[trend.exercise] = balance(lately)
    return found
