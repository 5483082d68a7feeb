"""Pain in lines of text: the same words as on the screen, with the keys to press."""

from __future__ import annotations

import io
from pathlib import Path

from kneecoach.plain.follow import Input, PlainTeller
from kneecoach.plain.lines import pain_lines
from kneecoach.plain.questions import ask_loads, ask_without
from kneecoach.review.pain import GET_HELP, during_exercise
from kneecoach.routine.library import builtin_dir
from kneecoach.routine.model import read_routine
from kneecoach.running.runner import Runner
from kneecoach.session.commands import ReportPain, TakeVariant
from kneecoach.session.keys import command_for
from tests.cli.program import as_json, following, kneecoach
from tests.helpers import Visit, knee_relief

ROUTINE = read_routine(builtin_dir() / "knee-relief.toml")
LUNGING = Visit(knee_relief()).until(lambda state: state.planned.exercise.id == "reverse-lunge")
LUNGE = LUNGING.planned.exercise


def typed(text: str) -> Input:
    return Input(io.StringIO(text))


def test_up_to_the_cap_nothing_is_said() -> None:
    assert pain_lines(5, LUNGE, 5) == []
    assert pain_lines(3, LUNGE, 2) != []


def test_above_the_cap_the_words_of_the_screen_and_the_keys() -> None:
    advice = during_exercise(6, 5, has_easier=True)
    assert advice is not None
    first, easier, keys = pain_lines(6, LUNGE, 5)
    assert first == advice.words
    for number, variant in enumerate(LUNGE.easier, start=1):
        assert f"e {number} and enter for {variant}" in easier
        assert command_for(f"e {number}", LUNGING) == TakeVariant(variant)
    assert "N and enter skips Dumbbell reverse lunge; q and enter stops and saves" in keys


def test_they_are_printed_after_the_report_in_text_only() -> None:
    visit = Visit(knee_relief())
    visit.wait(10)
    events = visit.do(ReportPain(6))
    out = io.StringIO()
    PlainTeller(out, Runner.__new__(Runner), pain_cap=5).tell(events, visit.state)
    lines = out.getvalue().splitlines()
    assert lines[0] == "Pain 6 of 10 noted."
    assert lines[1:] == pain_lines(6, visit.state.planned.exercise, 5)


def test_enter_takes_the_load_that_is_offered() -> None:
    out = io.StringIO()
    loads = ask_loads(typed("\n12\n"), out, ROUTINE, {"hip-thrust": 8.0, "reverse-lunge": 4.5})
    assert loads == {"hip-thrust": 8.0, "reverse-lunge": 12.0}
    assert "Hip thrust: load in kg, or enter for 8:" in out.getvalue()
    assert "Dumbbell reverse lunge: load in kg, or enter for 4.5:" in out.getvalue()


def test_without_an_offer_enter_passes_over() -> None:
    out = io.StringIO()
    assert ask_loads(typed("\n\n"), out, ROUTINE, {}) == {}
    assert "or enter to pass over:" in out.getvalue()


def test_standing_exercises_are_left_out_only_on_a_yes() -> None:
    out = io.StringIO()
    assert ask_without(typed("y\n"), out, ROUTINE, 4, 5) == ()
    assert out.getvalue() == ""
    assert ask_without(typed("\n"), out, ROUTINE, 6, 5) == ()
    assert ask_without(typed("y\n"), out, ROUTINE, 6, 5) == ("lateral-band-walk", "reverse-lunge")
    assert "Today without: Lateral band walk, Dumbbell reverse lunge." in out.getvalue()
    assert "Get help the same day" in out.getvalue()


def test_the_program_offers_the_loads_of_last_time(tmp_path: Path) -> None:
    following = ("start", "--plain", "--speed", "5000", "--mute")
    kneecoach(tmp_path, *following, stdin="3\n8\n4\n")
    said = kneecoach(tmp_path, *following, stdin="6\ny\n\n").stdout
    assert "Today without: Lateral band walk, Dumbbell reverse lunge." in said
    record = as_json(tmp_path, "show", "last")
    assert {t["exercise"] for t in record["sets"]} == {
        "quad-stretch",
        "calf-stretch",
        "ball-leg-curl",
        "hip-thrust",
    }
    assert record["pain"]["before"] == 6


def test_when_to_get_help_is_one_key_away(tmp_path: Path) -> None:
    """Also when no pain was said; the session goes on."""
    with following(tmp_path, "start", "--plain", "--yes", "--mute", "--speed", "20") as program:
        assert program.text("?").endswith("? when to get help.")
        program.press("?")
        for line in GET_HELP.splitlines():
            assert program.text(line[:20]) == line
        program.text("Held 30 s.")
        program.press("q")
        assert program.end() == 0
