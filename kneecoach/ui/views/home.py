"""What Home shows, read from disk in a thread after the first paint: first the routines, then the past."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import TYPE_CHECKING

from kneecoach.text import distinct_titles
from kneecoach.ui.views.parts import Pair, whole_parts

if TYPE_CHECKING:
    from kneecoach.journal.reading import Leftover
    from kneecoach.log.record import Record
    from kneecoach.paths import Paths
    from kneecoach.review.charts.text import Row
    from kneecoach.review.pain_trend import PainScore
    from kneecoach.routine.model import Routine, RoutineModel
    from kneecoach.routine.movements import Movement
    from kneecoach.routine.text import DoseText
    from kneecoach.settings import Settings

MAX_SHOWN = 2
"""At most this many problems with the log are named on Home."""


@dataclass(frozen=True, slots=True)
class RoutineCard:
    """A routine in a few lines."""

    id: str
    title: str
    about: str
    doses: tuple[tuple[str, str, DoseText], ...]
    """Id, title and dose of each exercise."""
    size: str
    routine: Routine
    movements: tuple[Movement, ...]

    def doses_with(self, loads: Mapping[str, str], *, is_brief: bool) -> tuple[Pair, ...]:
        """Title and dose of each exercise, with its load in words if it has one."""
        return tuple(
            (title, dose.forms(loads.get(name, ""), is_brief=is_brief)) for name, title, dose in self.doses
        )


@dataclass(frozen=True, slots=True)
class HomeData:
    """What the user can start, in words."""

    routines: tuple[RoutineCard, ...]
    leftover: str | None
    """Where the session that was cut off is, or None."""
    problems: tuple[str, ...]


def read_cards(paths: Paths) -> tuple[tuple[RoutineCard, ...], tuple[str, ...]]:
    """The routines, the built-in one first, and what is wrong with any that cannot be read."""
    from kneecoach.errors import KneecoachError
    from kneecoach.routine.library import DEFAULT, load_routine, routine_files

    cards: list[RoutineCard] = []
    problems: list[str] = []
    for name in sorted(routine_files(paths), key=lambda name: (name != DEFAULT, name)):
        try:
            cards.append(card_of(load_routine(paths, name)))
        except KneecoachError as error:
            problems.append(str(error))
    titles = distinct_titles((card.id, card.title) for card in cards)
    return tuple(replace(card, title=titles[card.id]) for card in cards), tuple(problems)


def card_of(routine: Routine) -> RoutineCard:
    """What Home shows of a routine."""
    from kneecoach.routine.movements import movements_of
    from kneecoach.routine.planner import plan_routine
    from kneecoach.routine.text import about_words, exercise_doses, size_words

    plan = plan_routine(routine)
    return RoutineCard(
        routine.spec.id,
        routine.spec.title,
        about_words(routine.spec),
        tuple((exercise.id, exercise.title, dose) for exercise, dose in exercise_doses(plan)),
        size_words(plan),
        routine,
        tuple(movements_of(routine)),
    )


WORSE = "Your {verdict}: it is time to see a clinician. See Trends."


NONE_YET_HINT = "Enter starts this routine; e makes your own."


MAX_DAYS_WITHOUT_YEAR = 300
"""After more days than this the year is said too."""

MAX_PAINS = 20
"""At most this many scores in a sparkline, one per session."""
LABEL_CELLS = 15
WEEK_LABEL = "This week"
MIN_LABELLED = 50
"""The least width in cells at which the last session has a label."""
_EIGHTHS = "▁▁▂▃▄▅▆▇█"


@dataclass(frozen=True, slots=True)
class PastSummary:
    """What Home says about the sessions so far."""

    said: tuple[str, str] = ("", "")
    """The last session, with its label."""
    alert: str = ""
    """Shown first; usually empty."""
    today: datetime | None = None
    week: Row = ()
    """This week day by day; empty before the first session."""
    week_said: str = ""
    week_brief: str = ""
    """The same for a line that has no room for it."""
    is_goal_met: bool = False
    pains: tuple[PainScore, ...] = ()
    """Pain after each of the last sessions with a score, oldest first."""
    cap: int = 5
    last: Record | None = None
    loads: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """The load that each exercise begins with, in words, by the routine's and the exercise's id."""
    routine: str = ""
    """Id of the routine to begin with."""

    def draw_week(self, width: int, height: int) -> tuple[Row, ...]:
        """The week against the goal, in two rows if it has no room in one and there is `height` for them."""
        from kneecoach.review.charts.text import Role, Span

        role = Role.DONE if self.is_goal_met else Role.VALUE
        said, brief = Span(self.week_said, role), Span(self.week_brief, role)
        label, space = Span(f"{WEEK_LABEL:<{LABEL_CELLS}}", Role.LABEL), Span(" ", Role.LABEL)
        short_label = Span(f"{WEEK_LABEL} ", Role.LABEL)
        ways: list[tuple[Row, ...]] = [((label, *self.week, space, said),), ((*self.week, space, said),)]
        if height > 1:
            ways += [((head, *self.week), (end,)) for head in (label, short_label) for end in (said, brief)]
        ways += [((label, said),), ((*self.week, space, brief),)]
        shortest = ((short_label, brief),)
        return next((rows for rows in ways if max(map(_row_cells, rows)) <= width), shortest)

    def draw_pain(self, width: int, _height: int) -> tuple[Row, ...]:
        """Pain after each of the last sessions as a sparkline, and the last one in words."""
        from kneecoach.review.charts.text import Role, Span, pain_role

        now, first = self.pains[-1].pain or 0, self.pains[0].pain or 0
        words = f"{now}" if len(self.pains) < 2 or now == first else f"{now}, was {first}"
        shown = self.pains[-max(1, width - LABEL_CELLS - len(words) - 2) :]
        bars = (Span(_EIGHTHS[min(8, round((s.pain or 0) * 0.8))], pain_role(s.pain or 0)) for s in shown)
        role = Role.DONE if now < first else Role.VALUE
        return (
            (Span(f"{'Pain after':<{LABEL_CELLS}}", Role.LABEL), *bars, Span("  ", Role.LABEL), Span(words, role)),
        )

    def chart_pain(self, width: int, height: int) -> tuple[Row, ...]:
        """The same as a chart, if there is room."""
        from kneecoach.review.charts.text import Role, Span, pain_chart

        return ((Span("Pain after a session", Role.LABEL),), *pain_chart(self.pains, self.cap, width, height - 1))

    def last_words(self, width: int, *, is_tall: bool) -> str:
        """The last session in `width` cells, or on several lines if `is_tall`. Says so if there is none."""
        label, words = self.said
        if self.last is None:
            return f"{label} {words}"
        if is_tall:
            ago, day, *rest = words.split(" · ")
            return f"{label}\n{ago} · {day}\n{' · '.join(rest)}"
        cells = LABEL_CELLS if width >= MIN_LABELLED else 0
        return f"{label if cells else '':<{cells}}{whole_parts(words, width - cells)}"


def _row_cells(row: Row) -> int:
    return sum(len(span.text) for span in row)


def read_past(
    paths: Paths, records: Sequence[Record], now: datetime, settings: Settings, routines: Sequence[RoutineCard]
) -> PastSummary:
    """What Home says about the past at `now`, and which routine it begins with."""
    from kneecoach.review.last_routine import last_routine_id

    past = look_at_past(records, now, settings.weekly_goal, settings.pain_cap, routines, settings.units)
    return replace(past, routine=settings.default_routine or last_routine_id(paths, records, now.date()))


def look_at_past(
    records: Sequence[Record],
    today: datetime,
    goal: int,
    cap: int,
    routines: Sequence[RoutineCard] = (),
    unit: str = "kg",
) -> PastSummary:
    """What Home says of the past.

    `records` are all, oldest first; `goal` is in sessions a week, `cap` in pain, 0-10, and loads are in `unit`.
    """
    from kneecoach.review.counted import counted, day_now, none_yet_words
    from kneecoach.review.loads import next_load_words
    from kneecoach.review.pain_trend import PainQuestion, pain_scores
    from kneecoach.review.worse import worse
    from kneecoach.session.plan import LoadUnit
    from kneecoach.ui.views.weeks import week_row

    day = today.date()
    sessions = counted(records, day)
    none_yet = none_yet_words(has_others=any(not record.is_rehearsal for record in records))
    found = worse(sessions, day_now(sessions, day), cap)
    week, done = week_row(sessions, day, letters=2) if sessions else ((), 0)
    scores = [score for score in pain_scores(sessions, PainQuestion.AFTER) if score.pain is not None]
    return PastSummary(
        last_session_words(sessions, day) if sessions else (f"{none_yet}.", NONE_YET_HINT),
        WORSE.format(verdict=found.verdict) if found else "",
        today,
        week,
        *week_words(done, goal, [card.routine.spec for card in routines], records, day),
        done >= goal,
        tuple(scores[-MAX_PAINS:]),
        cap,
        sessions[-1] if sessions else None,
        {card.id: next_load_words(records, card.routine.spec, day, LoadUnit(unit)) for card in routines},
    )


def week_words(
    done: int, goal: int, routines: Sequence[RoutineModel], records: Sequence[Record], today: date
) -> tuple[str, str]:
    """`2 of 3`; beside a routine that prescribes times a week, `your goal 2 of 3; prescribed 2 of 4`.

    And the same in brief: `2 of 3; prescribed 2 of 4`.
    """
    from kneecoach.review.prescribed import prescribed
    from kneecoach.routine.prescription import prescription_of

    met = ", goal met" if done >= goal else ""
    prescriptions = [found for found in map(prescription_of, routines) if found is not None]
    found = prescribed(prescriptions, records, today)
    asked = [each for each in found if each.prescription.per_week and not each.is_over]
    brief = f"{done} of {goal}"
    if not asked:
        return f"{brief}{met}", brief
    [first, *others] = asked
    beside = "" if others else f"; prescribed {first.this_week.sessions} of {first.prescription.per_week}"
    return f"your goal {brief}{', met' if met else ''}{beside}", f"{brief}{beside}"


def last_session_words(sessions: Sequence[Record], today: date) -> tuple[str, str]:
    """The label and the words of the last session. `sessions` are those that count, oldest first, not empty."""
    from kneecoach.review.history import length_words, pain_words, sets_words
    from kneecoach.review.weeks import days_ago
    from kneecoach.text import day_words

    last = sessions[-1]
    began = last.started_at.date()
    year = f" {began.year}" if (today - began).days > MAX_DAYS_WITHOUT_YEAR else ""
    ago = f"{days_ago(began, today)} · {day_words(began)}{year}"
    done = (ago, sets_words(last), length_words(last), pain_words(last))
    return "Last session", " · ".join(filter(None, done))


def leftover_words(leftover: Leftover) -> str:
    """Where a session was cut off, and when it began."""
    from kneecoach.journal.record_of import fold
    from kneecoach.session.events import Stage
    from kneecoach.text import day_and_time, plural
    from kneecoach.words import set_words

    state = fold(leftover.header, leftover.events)
    planned = state.planned
    where = f"{planned.exercise.title}, {set_words(planned)}"
    if state.stage is Stage.WORK and planned.target.reps is not None:
        where += f", {plural(state.reps, planned.exercise.unit)} counted"
    if leftover.lines_lost:
        where += f"; {plural(leftover.lines_lost, 'line')} of it cannot be read and will be moved to live.bad"
    return f"{where}\nstarted {day_and_time(leftover.header.started_at)}"
