"""How long a routine takes is the same number wherever it is shown, whatever the settings are."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from kneecoach.cli.own_routines import made_words
from kneecoach.plain.printer import beginning
from kneecoach.remind.what import Reminder, session_reminder
from kneecoach.routine.library import builtin_dir, read_routine
from kneecoach.routine.model import Routine
from kneecoach.routine.planner import plan_routine
from kneecoach.routine.text import plan_length, routine_lines, size_words
from kneecoach.routine.today import plan_today
from kneecoach.session.options import Options
from kneecoach.session.plan import Pace, Plan, Side
from kneecoach.settings import Settings
from kneecoach.ui.screens.today_dialogs import AskMinutes
from kneecoach.ui.views.editor import total
from kneecoach.ui.views.home import card_of
from kneecoach.ui.views.routines import row_of
from tests.review.sessions import day


def _reminder(routine: Routine) -> str:
    found = session_reminder((), day(0), goal=3, size=lambda: size_words(plan_routine(routine)), busy=False)
    assert isinstance(found, Reminder)
    return found.body


OF_A_ROUTINE: dict[str, Callable[[Routine], str]] = {
    "Home": lambda routine: card_of(routine).size,
    "Routines": lambda routine: row_of(routine, routine.spec.id, is_own=False).size,
    "the column of Routines": lambda routine: row_of(routine, routine.spec.id, is_own=False).minutes,
    "the editor": total,
    "routines show": lambda routine: routine_lines(routine)[0],
    "routines new": lambda routine: made_words(routine, "Made"),
    "remind": _reminder,
}
OF_A_PLAN: dict[str, Callable[[Plan], str]] = {
    "Before": size_words,
    "How long today": lambda plan: next(iter(AskMinutes(plan, None).answers.values())),
    "start --plain": lambda plan: beginning(plan)[0],
}


routine_in = cache(read_routine)


@cache
def of_the_routine(path: Path) -> dict[str, str]:
    """The minutes that each place says of a routine, whatever the choices for a session."""
    return {place: minutes(words(routine_in(path))) for place, words in OF_A_ROUTINE.items()}


def minutes(words: str) -> str:
    """`37 min`, taken out of the text around it."""
    found = re.search(r"(\d+ h )?\d+ min", words)
    return found[0] if found else ""


@pytest.mark.parametrize("path", sorted(builtin_dir().glob("*.toml")), ids=lambda path: path.stem)
@pytest.mark.parametrize("first_ready", [None, 0.0, 30.0, 600.0])
@pytest.mark.parametrize("pace", Pace)
@pytest.mark.parametrize("side", [Side.LEFT, Side.RIGHT])
def test_every_place_says_the_same_minutes(path: Path, first_ready: float | None, pace: Pace, side: Side) -> None:
    routine = routine_in(path)
    options = Settings(first_ready=first_ready).options(pace=pace, side=side, speed=1.0, mute=False)
    said = dict(of_the_routine(path))
    said |= {place: minutes(words(plan_today(routine, options))) for place, words in OF_A_PLAN.items()}
    assert said == dict.fromkeys(said, plan_length(plan_routine(routine)))


@pytest.mark.parametrize("path", sorted(builtin_dir().glob("*.toml")), ids=lambda path: path.stem)
def test_the_time_there_is_today_has_the_walk_to_the_mat_in_it(path: Path) -> None:
    routine = routine_in(path)
    for ready in (0.0, 120.0):
        plan = plan_today(routine, Options(first_ready=ready, minutes=15))
        assert plan.walk_seconds == max(0.0, ready - plan.ready_before(0, None))
        assert plan.seconds + plan.walk_seconds <= 15 * 60
