"""What Home shows, read from disk in a thread after the first paint: first the routines, then the past."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kneecoach.journal.reading import Leftover
    from kneecoach.log.problems import Problem
    from kneecoach.log.record import Record
    from kneecoach.paths import Paths
    from kneecoach.routine.model import Routine

MAX_SHOWN = 2
"""At most this many problems with the log are named on Home."""


@dataclass(frozen=True, slots=True)
class RoutineCard:
    """A routine in a few lines."""

    id: str
    title: str
    about: str
    doses: tuple[tuple[str, str], ...]
    """Title and dose of each exercise."""
    size: str


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
            cards.append(_card(load_routine(paths, name)))
        except KneecoachError as error:
            problems.append(str(error))
    return tuple(cards), tuple(problems)


def _card(routine: Routine) -> RoutineCard:
    from kneecoach.routine.planner import plan_routine
    from kneecoach.routine.text import exercise_doses
    from kneecoach.text import length, plural

    plan = plan_routine(routine)
    return RoutineCard(
        routine.spec.id,
        routine.spec.title,
        routine.spec.about,
        tuple((exercise.title, dose) for exercise, dose in exercise_doses(plan.sets)),
        f"{plural(plan.size, 'set')}, about {length(plan.seconds)}",
    )


def problem_words(problems: tuple[Problem, ...]) -> tuple[str, ...]:
    """What cannot be read in the log, a line each, at most MAX_SHOWN."""
    words = [f"{problem}; it was passed over and kept" for problem in problems[:MAX_SHOWN]]
    if len(problems) > MAX_SHOWN:
        words.append(f"{len(problems) - MAX_SHOWN} more cannot be read; `kneecoach log check` names them")
    return tuple(words)


WORSE = "Your knee {verdict}: time to see a clinician. See Trends."


@dataclass(frozen=True, slots=True)
class PastSummary:
    """What Home says about the sessions so far."""

    lines: tuple[tuple[str, str], ...]
    """A label and a text for each line."""
    alert: str
    """Shown first; usually empty."""


def look_at_past(records: Sequence[Record], today: date, goal: int, cap: int) -> PastSummary:
    """The words for Home. `records` are all, oldest first; `goal` is in sessions a week, `cap` in pain, 0-10."""
    from kneecoach.review.counted import counted, day_now
    from kneecoach.review.worse import worse

    sessions = counted(records, today)
    found = worse(sessions, day_now(sessions, today), cap)
    return PastSummary(past_words(records, today, goal), WORSE.format(verdict=found.verdict) if found else "")


def past_words(records: Sequence[Record], today: date, goal: int) -> tuple[tuple[str, str], ...]:
    """The last session that counts, and the number of sessions this week, each with its label.

    `records` are all, oldest first; `goal` is in sessions a week.
    """
    from kneecoach.review.counted import counted
    from kneecoach.review.history import pain_words, sets_words
    from kneecoach.review.weeks import by_week, days_ago
    from kneecoach.text import day_words, length

    sessions = counted(records, today)
    if not sessions:
        return (("No sessions yet.", "Enter starts one."),)
    last = sessions[-1]
    ago = f"{days_ago(last.started_at.date(), today)} · {day_words(last.started_at)}"
    done = (ago, length(last.active_seconds), sets_words(last), pain_words(last))
    return (
        ("Last session", " · ".join(filter(None, done))),
        ("This week", f"{by_week(sessions, today, goal)[-1].sessions} of {goal} sessions"),
    )


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
