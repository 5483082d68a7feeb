"""What Home shows, read from disk in a thread after the first paint: first what one can start, then the past."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kneecoach.journal.journal import Leftover
    from kneecoach.log.problems import Problem
    from kneecoach.log.record import Record
    from kneecoach.paths import Paths
    from kneecoach.routine.model import Routine
    from kneecoach.running.clock import Clock

MOST_SAID = 2
"""Problems with the log that Home names."""


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
    """What there is to start, as words."""

    routines: tuple[RoutineCard, ...]
    leftover: str | None
    """Where the session stands that was cut off, or None."""
    problems: tuple[str, ...]


def read_cards(paths: Paths) -> tuple[tuple[RoutineCard, ...], tuple[str, ...]]:
    """The routines, the built-in one first, and what is wrong with those that cannot be read."""
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
        routine.says.id,
        routine.says.title,
        routine.says.about,
        tuple((exercise.title, dose) for exercise, dose in exercise_doses(plan.sets)),
        f"{plural(len(plan.sets), 'set')}, about {length(plan.seconds)}",
    )


def problem_words(problems: tuple[Problem, ...]) -> tuple[str, ...]:
    """What cannot be read of the log, a line each; of many the first."""
    words = [f"{problem}; it was passed over and kept" for problem in problems[:MOST_SAID]]
    if len(problems) > MOST_SAID:
        words.append(f"{len(problems) - MOST_SAID} more cannot be read; `kneecoach log check` names them")
    return tuple(words)


def past_words(records: tuple[Record, ...], clock: Clock) -> tuple[tuple[str, str], ...]:
    """The last session, and how many there were this week, a line each: what it is about, and what there is."""
    from kneecoach.review.history import in_week_of, past, summary_words
    from kneecoach.text import day_words, plural

    sessions = past(records)
    if not sessions:
        return (("No sessions yet.", "Enter starts one."),)
    last = sessions[0]
    week = in_week_of(sessions, clock.wall().date())
    return (
        ("Last", f"{day_words(last.started_at)} · {summary_words(last)}"),
        ("This week", plural(len(week), "session")),
    )


def leftover_words(leftover: Leftover) -> str:
    """Where a session stands that was cut off, and when it began."""
    from kneecoach.journal.recorder import fold
    from kneecoach.session.events import Stage
    from kneecoach.text import day_and_time, plural
    from kneecoach.words import set_words

    state = fold(leftover.header, leftover.events)
    planned = state.planned
    where = f"{planned.exercise.title}, {set_words(planned)}"
    if state.stage is Stage.WORK and planned.target.reps is not None:
        where += f", {plural(state.reps, planned.exercise.unit)} counted"
    if leftover.lines_lost:
        where += f"; {plural(leftover.lines_lost, 'damaged line')} of it will be kept aside"
    return f"{where}\nbegun {day_and_time(leftover.header.started_at)}"
