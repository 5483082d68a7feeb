"""Pain in text mode: the same words as on the screen, with the keys to press."""

from __future__ import annotations

import io
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TextIO, cast

import pytest

from kneecoach.plain.input import Input
from kneecoach.plain.keys import Keys
from kneecoach.plain.lines import pain_lines
from kneecoach.plain.printer import PlainPrinter
from kneecoach.plain.protocol import JsonPrinter
from kneecoach.plain.questions import ask_loads, ask_number, ask_without
from kneecoach.review.pain import GET_HELP, during_exercise
from kneecoach.routine.planner import plan_routine
from kneecoach.running.runner import Runner
from kneecoach.session.commands import ReportPain, TakeVariant
from kneecoach.session.events import Stage
from kneecoach.session.keys import command_for
from kneecoach.session.state import State
from kneecoach.sound import Sound
from kneecoach.text import NOT_ADVICE
from tests.cli.program import as_json, following, kneecoach
from tests.helpers import Visit, a_plan, command, knee_relief, thrust, walk
from tests.routine.shipped import ROUTINES
from tests.running.bench import Bench

ROUTINE = ROUTINES["knee-relief"]
EXERCISES = plan_routine(ROUTINE).exercises
STANDING = [exercise for exercise in ROUTINE.spec.exercise if exercise.standing]
VISIT = Visit(knee_relief())
BEFORE_IT = VISIT.until(lambda s: s.stage is Stage.REST and s.planned.exercise.id == "reverse-lunge")
"""In the rest after the last hip thrust."""
LUNGING = VISIT.until(lambda s: s.stage is Stage.WORK and s.planned.exercise.id == "reverse-lunge")
LUNGE = LUNGING.planned.exercise


def typed(text: str) -> Input:
    return Input(io.StringIO(text))


class Endless(io.StringIO):
    """Nobody types, and the input never ends."""

    def __iter__(self) -> Iterator[str]:  # type: ignore[override]
        threading.Event().wait()
        return iter(())


def test_up_to_the_cap_nothing_is_said() -> None:
    assert pain_lines(5, LUNGING, 5) == []
    assert pain_lines(3, LUNGING, 2) != []


def test_an_exercise_s_own_cap_stops_it_earlier_and_never_later() -> None:
    gentle = replace(LUNGE, pain_cap=2)
    sets = tuple(replace(planned, exercise=gentle) for planned in LUNGING.plan.sets)
    state = replace(LUNGING, plan=replace(LUNGING.plan, sets=sets))
    assert pain_lines(2, state, 5) == []
    assert "Pain 3 is above 2." in pain_lines(3, state, 5)[0]
    assert "Pain 2 is above 1." in pain_lines(2, state, 1)[0]


def test_above_the_cap_the_words_of_the_screen_and_the_keys() -> None:
    advice = during_exercise(6, 5, has_easier=True)
    assert advice is not None
    first, easier, keys = pain_lines(6, LUNGING, 5)
    assert first == advice.words
    for number, variant in enumerate(LUNGE.easier, start=1):
        assert f"e {number} and enter for {variant}" in easier
        assert command_for(f"e {number}", LUNGING) == TakeVariant(variant)
    assert "N and enter skips Dumbbell reverse lunge; q and enter stops and saves" in keys


def test_only_what_is_easier_than_how_it_is_done_now_is_offered() -> None:
    first, second, *_ = LUNGE.easier
    state = command(LUNGING, TakeVariant(first), LUNGING.since + 1.0)
    _, easier, _ = pain_lines(6, state, 5)
    assert f"e 2 and enter for {second}" in easier
    assert first not in easier
    at_the_end = command(LUNGING, TakeVariant(LUNGE.easier[-1]), LUNGING.since + 1.0)
    advice, keys = pain_lines(6, at_the_end, 5)
    assert "make it easier" not in advice
    assert keys.startswith("N and enter skips")


def test_in_a_rest_they_are_about_the_exercise_just_done_which_is_over() -> None:
    (advice, keys) = pain_lines(8, BEFORE_IT, 5)
    assert advice == "Pain 8 is above 5. Rest until it settles, or end the session."
    assert keys == "q and enter stops and saves; p and enter goes on."


def test_they_are_printed_after_the_report_in_text_only() -> None:
    visit = Visit(knee_relief())
    visit.wait(10)
    events = visit.do(ReportPain(6))
    out = io.StringIO()
    PlainPrinter(out, Runner.__new__(Runner), pain_cap=5).happened(events, visit.state)
    lines = out.getvalue().splitlines()
    assert lines[0] == "Pain 6 of 10 noted: Quad stretch, set 1 of 2, left."
    assert lines[1:] == pain_lines(6, visit.state, 5)


class TestStandingStill:
    """Above the cap the session waits for what the person wants to do, as on the screen."""

    def obeyed(self, *lines: str, plain: bool = True, typed: str | None = None) -> tuple[State, str]:
        """The state and the text after these lines are typed in the first set of walks, five seconds apart.

        With `typed`, that is all the input there is; otherwise the input never ends.
        """
        bench = Bench(a_plan(walk(), thrust())).at_rep(1)
        out = io.StringIO()
        printer = PlainPrinter(out, bench.runner) if plain else JsonPrinter(out)
        bench.runner.listen(printer.happened)
        source = Input(Endless() if typed is None else io.StringIO(typed))
        if typed is not None:
            assert source.lines.get() is None
        keys = Keys(source, bench.runner, cast(Sound, None), printer, 5)
        bench.runner.watch(keys.poll)
        for line in lines:
            keys.obey(line)
            for _ in range(5):
                bench.clock.advance(1.0)
                bench.runner.advance()
        return bench.state, out.getvalue()

    def test_above_the_cap_it_pauses_and_says_how_to_go_on(self) -> None:
        state, text = self.obeyed("x 8")
        assert (state.reps, state.paused is not None) == (1, True)
        assert text.endswith("Paused. Press p and enter to go on.\n")

    def test_up_to_it_nothing_stops(self) -> None:
        state, _ = self.obeyed("x 5")
        assert state.paused is None
        assert state.reps > 1

    @pytest.mark.parametrize(("key", "said"), [("e 2", "no band"), ("N", "Skipped: Band walk"), ("p", "Resuming")])
    def test_an_answer_goes_on(self, key: str, said: str) -> None:
        state, text = self.obeyed("x 8", key)
        assert state.paused is None
        assert said in text

    def test_the_persons_own_pause_stays(self) -> None:
        state, _ = self.obeyed("p", "x 8", "e 2")
        assert state.paused is not None

    def test_undo_takes_the_report_back_and_it_stays_paused(self) -> None:
        state, _ = self.obeyed("x 8", "u")
        assert (state.pains, state.paused is not None) == ((), True)

    def test_once_nobody_can_answer_it_goes_on(self) -> None:
        state, _ = self.obeyed("x 8", typed="")
        assert state.paused is None

    def test_programs_are_not_stopped(self) -> None:
        state, _ = self.obeyed("x 8", plain=False)
        assert state.paused is None


@pytest.mark.parametrize(
    "ask",
    [
        lambda source, out: ask_number(source, out, "Knee pain now?", 10),
        lambda source, out: ask_without(source, out, STANDING, 6, 5),
        lambda source, out: ask_loads(source, out, EXERCISES, {}),
        lambda source, out: source.ask("Go on without saving?", out),
    ],
)
def test_every_question_says_when_to_get_help(ask: Callable[[Input, TextIO], object]) -> None:
    asked, with_help = io.StringIO(), io.StringIO()
    answer = ask(typed("\n\n\n"), asked)
    assert ask(typed("?\n\n\n\n"), with_help) == answer
    before, _, after = with_help.getvalue().partition(f"{GET_HELP}\n{NOT_ADVICE}\n")
    assert after.splitlines()[0] == before.splitlines()[-1], "it is asked again"


def test_enter_takes_the_load_that_is_offered() -> None:
    out = io.StringIO()
    loads = ask_loads(typed("\n\n12\n"), out, EXERCISES, {"hip-thrust": 8.0, "reverse-lunge": 4.5})
    assert loads == ({"hip-thrust": 8.0, "reverse-lunge": 12.0}, {})
    assert "Hip thrust: load in kg, or enter for 8:" in out.getvalue()
    assert "Dumbbell reverse lunge: load in kg, or enter for 4.5:" in out.getvalue()


def test_without_an_offer_enter_skips() -> None:
    out = io.StringIO()
    assert ask_loads(typed("\n\n\n"), out, EXERCISES, {}) == ({}, {})
    assert "or enter for none:" in out.getvalue()


def test_standing_exercises_are_left_out_only_on_a_yes() -> None:
    out = io.StringIO()
    assert ask_without(typed("y\n"), out, STANDING, 4, 5) == ()
    assert out.getvalue() == ""
    assert ask_without(typed("\n"), out, STANDING, 6, 5) == ()
    assert ask_without(typed("y\n"), out, STANDING, 6, 5) == tuple(each.id for each in STANDING)
    assert "Today without: Quad stretch, Calf stretch, Lateral band walk, Dumbbell reverse lunge." in out.getvalue()
    assert "Today: you cannot bear weight" in out.getvalue()


def test_the_program_offers_the_loads_of_last_time(tmp_path: Path) -> None:
    following = ("start", "--plain", "--speed", "5000", "--mute")
    kneecoach(tmp_path, *following, stdin="3\n8\n4\n")
    said = kneecoach(tmp_path, *following, stdin="6\ny\n\n").stdout
    assert "Today without: Quad stretch, Calf stretch, Lateral band walk, Dumbbell reverse lunge." in said
    record = as_json(tmp_path, "show", "last")
    assert {t["exercise"] for t in record["sets"]} == {"ball-leg-curl", "hip-thrust"}
    assert record["pain"]["before"] == 6


def test_when_to_get_help_is_one_key_away(tmp_path: Path) -> None:
    """Even if no pain was reported. The session goes on."""
    with following(tmp_path, "start", "--plain", "--yes", "--mute", "--speed", "20") as program:
        assert program.text("? ").endswith("? when to get help and these keys.")
        program.press("?")
        for line in GET_HELP.splitlines():
            assert program.text(line[:20]) == line
        program.press("")
        program.text("Held 30 s.")
        program.press("q")
        assert program.end() == 0


@pytest.mark.parametrize("answers", ["", "\n", "y\n", "9\n"])
def test_with_pain_of_8_or_more_enter_starts_nothing(tmp_path: Path, answers: str) -> None:
    said = kneecoach(tmp_path, "start", "--plain", "--speed", "5000", "--mute", stdin=f"9\n{answers}").stdout
    assert "Knee pain is 9 of 10 before you begin: do not train today." in said
    assert said.endswith("Not today. Nothing was started.\n")
    assert kneecoach(tmp_path, "history", "--all").stdout == "No sessions yet.\n"


def test_only_the_word_starts_all_the_same(tmp_path: Path) -> None:
    said = kneecoach(tmp_path, "start", "--plain", "--speed", "5000", "--mute", stdin="8\nstart\ny\n\n").stdout
    assert said.count("do not train today") == 1
    assert "Today without: Quad stretch, Calf stretch, Lateral band walk, Dumbbell reverse lunge." in said
    assert as_json(tmp_path, "show", "last")["pain"]["before"] == 8


def test_a_variant_is_told_with_what_it_needs_and_how_it_is_done() -> None:
    visit = Visit(knee_relief())
    visit.until(lambda s: s.stage is Stage.WORK and s.planned.exercise.id == "lateral-band-walk")
    events = visit.do(TakeVariant("no band"), after=3.0)
    out = io.StringIO()
    PlainPrinter(out, Runner.__new__(Runner)).happened(events, visit.state)
    how_to = visit.state.exercise.how_to
    assert out.getvalue().splitlines() == [
        "Partial: Lateral band walk, set 1 of 3, left: 1 step of 15–20.",
        "Get ready, 15 s: Lateral band walk, set 1 of 3, left: 15–20 steps.",
        "Lateral band walk from now on, easier: no band. The set begins again.",
        "No equipment.",
        "  Feet hip-width apart, hips back. Step to the side.",
        *(f"  {step}" for step in how_to),
        "Enter starts at once.",
    ]
    assert not any("band" in step for step in how_to)
