"""Which terminals are trusted with true pixels."""

from __future__ import annotations

import pytest

from kneecoach.ui.terminal.answers import AnswerReader
from kneecoach.ui.terminal.graphics import Graphics, graphics_of

KITTY, NO_KITTY = "\x1b_Gi=31;OK\x1b\\", ""
SIXEL, NO_SIXEL = "\x1b[?62;4c", "\x1b[?62;22c"


def answered(name: str, kitty: str, abilities: str) -> AnswerReader:
    answers = AnswerReader()
    answers.ask()
    answers.feed(f"\x1bP>|{name}\x1b\\{kitty}{abilities}")
    return answers


@pytest.mark.parametrize(
    ("name", "kitty", "abilities", "graphics", "trusted"),
    [
        ("kitty(0.48.2)", KITTY, NO_SIXEL, "kitty", "kitty"),
        ("kitty(0.20.0)", KITTY, NO_SIXEL, None, "kitty"),
        ("ghostty 1.2.0", KITTY, NO_SIXEL, "kitty", "kitty"),
        ("WezTerm 20240203-110809-5046fc22", KITTY, SIXEL, "kitty", "kitty"),
        ("Konsole 26.08.0", KITTY, SIXEL, "kitty", "kitty"),
        ("Konsole 21.12.3", KITTY, SIXEL, None, "kitty"),
        ("foot(1.28.0)", NO_KITTY, SIXEL, "sixel", "sixel"),
        ("XTerm(412)", NO_KITTY, SIXEL, "sixel", "sixel"),
        # An xterm that does not emulate a VT340.
        ("XTerm(412)", NO_KITTY, NO_SIXEL, None, None),
        ("VTE(8400)", NO_KITTY, NO_SIXEL, None, None),
        # It claims both, but nobody has tried it.
        ("Warp(v0.2026)", KITTY, SIXEL, None, "kitty"),
        ("mystery 9", NO_KITTY, SIXEL, None, "sixel"),
        # It is one that can, but says that it does not.
        ("kitty(0.48.2)", NO_KITTY, NO_SIXEL, None, None),
    ],
)
def test_a_terminal_must_be_known_and_must_say_that_it_can(
    name: str, kitty: str, abilities: str, graphics: Graphics | None, trusted: Graphics | None
) -> None:
    answers = answered(name, kitty, abilities)
    assert graphics_of({}, answers) == graphics
    assert graphics_of({}, answers, trusted=True) == trusted


@pytest.mark.parametrize("variable", ["TMUX", "STY", "ZELLIJ"])
@pytest.mark.parametrize("trusted", [True, False])
def test_inside_a_multiplexer_there_are_no_pixels(variable: str, trusted: bool) -> None:
    for answers in (answered("kitty(0.48.2)", KITTY, NO_SIXEL), answered("foot(1.28.0)", NO_KITTY, SIXEL)):
        assert graphics_of({variable: "1"}, answers, trusted=trusted) is None


@pytest.mark.parametrize("variable", ["SSH_CONNECTION", "SSH_TTY"])
def test_over_ssh_pictures_are_stored_or_not_shown_at_all(variable: str) -> None:
    there = {variable: "10.0.0.1 1 10.0.0.2 22"}
    assert graphics_of(there, answered("kitty(0.48.2)", KITTY, NO_SIXEL)) == "kitty"
    assert graphics_of(there, answered("foot(1.28.0)", NO_KITTY, SIXEL), trusted=True) is None


def test_a_terminal_that_says_nothing_shows_none() -> None:
    assert graphics_of({}, AnswerReader(), trusted=True) is None
