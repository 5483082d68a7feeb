"""What Home shows, read from disk in a thread after the first paint."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kneecoach.clock import Clock
    from kneecoach.log.record import Record
    from kneecoach.paths import Paths
    from kneecoach.routine.model import Routine


@dataclass(frozen=True, slots=True)
class RoutineCard:
    """A routine in a few lines."""

    id: str
    title: str
    about: str
    doses: tuple[str, ...]
    size: str


@dataclass(frozen=True, slots=True)
class HomeData:
    """Everything on Home, as words."""

    routines: tuple[RoutineCard, ...]
    past: tuple[str, ...]
    leftover: str | None
    """Where the session stands that was cut off, or None."""
    problems: tuple[str, ...]


def read_home(paths: Paths, clock: Clock, leftover: str | None, problems: tuple[str, ...]) -> HomeData:
    """Read the routines and the log; what cannot be read is said among the problems, after those given."""
    from kneecoach.errors import KneecoachError
    from kneecoach.log.store import Store
    from kneecoach.routine.library import DEFAULT, load_routine, routine_files

    found = list(problems)
    cards = []
    for name in sorted(routine_files(paths), key=lambda name: (name != DEFAULT, name)):
        try:
            cards.append(_card(load_routine(paths, name)))
        except KneecoachError as error:
            found.append(str(error))
    log = Store(paths).read()
    found += [f"{problem}; it was passed over and kept" for problem in log.problems]
    return HomeData(tuple(cards), _past(log.records, clock), leftover, tuple(found))


def _card(routine: Routine) -> RoutineCard:
    from kneecoach.routine.planner import plan_routine
    from kneecoach.routine.text import exercise_doses
    from kneecoach.words import length, plural

    plan = plan_routine(routine)
    doses = exercise_doses(plan.sets)
    widest = max(len(exercise.title) for exercise, _ in doses)
    return RoutineCard(
        routine.says.id,
        routine.says.title,
        routine.says.about,
        tuple(f"{exercise.title:<{widest}}   {dose}" for exercise, dose in doses),
        f"{plural(len(plan.sets), 'set')}, about {length(plan.seconds)}",
    )


def _past(records: tuple[Record, ...], clock: Clock) -> tuple[str, ...]:
    from kneecoach.review.history import in_week_of, past, summary_words
    from kneecoach.words import day_words, plural

    sessions = past(records)
    if not sessions:
        return ("No sessions yet. The first one starts with enter.",)
    last = sessions[0]
    week = in_week_of(sessions, clock.wall().date())
    return (
        f"Last       {day_words(last.started_at)} · {summary_words(last)}",
        f"This week  {plural(len(week), 'session')}",
    )
