"""Text that somebody listens to: how an exercise is done is said when there is time, and so is the time left."""

from __future__ import annotations

import io
from dataclasses import replace
from itertools import pairwise

import pytest

from kneecoach.paths import find_paths
from kneecoach.plain.how import first_exercise, how_lines, is_first_of_exercise, seconds_to_say, with_time_to_listen
from kneecoach.plain.printer import PlainPrinter, beginning
from kneecoach.plain.time_left import marks, time_left_lines
from kneecoach.routine.library import load_routine, routine_files
from kneecoach.routine.planner import plan_routine
from kneecoach.session.commands import EndRest
from kneecoach.session.plan import Plan
from tests.helpers import knee_relief
from tests.running.bench import Bench

BUILT_IN = sorted(routine_files(find_paths("/nowhere")))


def test_everything_a_screen_shows_of_an_exercise_is_said() -> None:
    exercise = knee_relief().sets[0].exercise
    lines = "\n".join(how_lines(exercise))
    for said in (*exercise.equipment, exercise.position, *exercise.how_to, *exercise.cues):
        assert said in lines
    assert all(line.endswith(".") for line in how_lines(exercise))


def test_as_many_words_as_espeak_says_in_a_minute_take_a_minute() -> None:
    assert seconds_to_say(["word " * 100, "word " * 75]) == pytest.approx(60.0)


@pytest.mark.parametrize("name", BUILT_IN)
def test_there_is_time_to_listen_before_the_first_set_of_each_exercise(name: str) -> None:
    before = plan_routine(load_routine(find_paths("/nowhere"), name))
    said = beginning(before)
    plan = with_time_to_listen(before, said)
    for index, planned in enumerate(plan.sets):
        ready = plan.ready_at_first(0) if index == 0 else plan.ready_before(index, index - 1)
        if not is_first_of_exercise(plan, index):
            assert planned == before.sets[index], "only the first get-ready of an exercise is longer"
            continue
        rest = plan.rest_between(index - 1, index) if index else 0.0
        lines = [*(said if index == 0 else ()), *how_lines(planned.exercise)]
        assert rest + ready >= seconds_to_say(lines)
        assert planned.target == before.sets[index].target
    assert with_time_to_listen(before, ()).first_ready == before.first_ready, "said before, and waited for"


def printed(
    plan: Plan, *, seconds: int, explained: bool = False, enter_at: int | None = None
) -> list[tuple[int, str]]:
    """The lines of a session and when each was printed, second by second."""
    bench = Bench(plan, start=False)
    out = io.StringIO()
    printer = PlainPrinter(out, bench.runner, said=None if explained else [])
    bench.runner.listen(printer.happened)
    bench.runner.watch(printer.poll)
    bench.runner.start()
    found: list[tuple[int, str]] = []
    for second in range(seconds):
        found += [(second, line) for line in out.getvalue().splitlines()[len(found) :]]
        if second == enter_at:
            bench.runner.send(EndRest())
        bench.clock.advance(1.0)
        bench.runner.advance()
    return found


PLAN = replace(knee_relief(), first_ready=40.0)


def test_it_is_printed_line_by_line_while_getting_ready() -> None:
    lines = printed(PLAN, seconds=39)
    how = how_lines(PLAN.sets[0].exercise)
    at = {line: second for second, line in lines}
    instants = [at[line] for line in how]
    assert instants == sorted(instants)
    assert instants[-1] - instants[0] >= seconds_to_say(how[:-1]) - 1
    assert not any(line.startswith("Go") for _, line in lines)


def test_what_was_explained_before_is_not_said_again() -> None:
    assert not set(how_lines(PLAN.sets[0].exercise)) & {
        line for _, line in printed(PLAN, seconds=39, explained=True)
    }
    assert first_exercise(PLAN)[1:] == how_lines(PLAN.sets[0].exercise)


def test_enter_ends_the_explanation_with_the_get_ready() -> None:
    lines = [line for _, line in printed(PLAN, seconds=39, enter_at=3)]
    begun = lines.index("Go: 30 s.")
    assert not any(line.startswith("  ") for line in lines[begun:])


def test_halfway_and_ten_seconds_left_of_a_hold_are_said() -> None:
    lines = printed(replace(PLAN, first_ready=5.0), seconds=34)
    began = next(second for second, line in lines if line.startswith("Hold, 30 s"))
    left = [(second - began, line) for second, line in lines if line.endswith("left.")]
    assert left == [(15, "Halfway, 15 s left."), (20, "10 s left.")]


@pytest.mark.parametrize(
    ("total", "said"),
    [
        (5, ()),
        (14.9, ()),
        (15, (10,)),
        (20, (10,)),
        (29, (10,)),
        (30, (15, 10)),
        (90, (45, 10)),
        (300, (150, 10)),
    ],
)
def test_a_short_rest_says_no_halfway(total: float, said: tuple[float, ...]) -> None:
    assert marks(total) == said


def test_each_mark_is_said_once_however_the_clock_falls() -> None:
    instants = [30.0, 29.2, 15.6, 14.7, 10.0, 9.4, 0.3]
    said = [line for before, left in pairwise(instants) for line in time_left_lines(before, left, 30)]
    assert said == ["Halfway, 15 s left.", "10 s left."]


def test_a_rehearsal_says_what_becomes_of_it_and_of_its_notes() -> None:
    notes = "A note on an exercise is only for this rehearsal."
    assert [line for line in beginning(knee_relief(), speed=60.0) if notes in line] == [
        f"A rehearsal at speed 60: it is marked, and left out of history and stats. {notes}"
    ]
    assert not [line for line in beginning(knee_relief()) if "rehearsal" in line]
