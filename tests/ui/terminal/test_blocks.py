"""Which blocks a terminal is trusted with, judging by its environment."""

from __future__ import annotations

import pytest
from rich.segment import Segment
from textual.color import Color

from kneecoach.figures.glyphs import BRAILLE, GLYPHS
from kneecoach.ui.terminal.blocks import Blocks, blocks_of, may_be_asked
from kneecoach.ui.terminal.filter import ControlCodeFilter


@pytest.mark.parametrize(
    ("environ", "blocks"),
    [
        ({"TERM": "xterm-256color", "VTE_VERSION": "8400"}, "octant"),
        ({"TERM": "xterm-256color", "VTE_VERSION": "7800"}, "octant"),
        ({"TERM": "xterm-256color", "VTE_VERSION": "7799"}, "colour"),
        ({"TERM": "xterm-ghostty", "TERM_PROGRAM": "ghostty", "TERM_PROGRAM_VERSION": "1.2.0"}, "octant"),
        ({"TERM": "xterm-ghostty", "TERM_PROGRAM": "ghostty", "TERM_PROGRAM_VERSION": "1.10.1-dev"}, "octant"),
        ({"TERM": "xterm-ghostty", "TERM_PROGRAM": "ghostty", "TERM_PROGRAM_VERSION": "1.1.3"}, "colour"),
        ({"TERM_PROGRAM": "WezTerm", "TERM_PROGRAM_VERSION": "20240203-110809-5046fc22"}, "sextant"),
        ({"TERM": "xterm-256color", "KONSOLE_VERSION": "260800"}, "sextant"),
        ({"TERM": "xterm-256color", "KONSOLE_VERSION": "220401"}, "colour"),
        # The environment does not say: no version, or a version of a terminal that does not draw them.
        ({}, "colour"),
        ({"TERM": "xterm-256color"}, "colour"),
        ({"TERM": "xterm-kitty", "KITTY_WINDOW_ID": "1"}, "colour"),
        ({"TERM_PROGRAM": "Apple_Terminal", "TERM_PROGRAM_VERSION": "455"}, "colour"),
        ({"TERM_PROGRAM": "ghostty", "TERM_PROGRAM_VERSION": "tip"}, "colour"),
        ({"TERM_PROGRAM": "ghostty"}, "colour"),
        ({"VTE_VERSION": "9" * 5000}, "colour"),
    ],
)
def test_a_terminal_gets_what_it_is_known_to_draw(environ: dict[str, str], blocks: Blocks) -> None:
    assert blocks_of(environ) == blocks


@pytest.mark.parametrize(
    "more",
    [
        {"TMUX": "/tmp/tmux-0/default,1,0"},
        {"STY": "1.pts-0"},
        {"ZELLIJ": "0"},
        {"TERM": "screen-256color"},
        {"TERM": "linux"},
        # It was started from GNOME Terminal, and inherits its variables.
        {"XTERM_VERSION": "XTerm(412)"},
        {"ALACRITTY_WINDOW_ID": "1"},
        {"TERM_PROGRAM": "vscode", "TERM_PROGRAM_VERSION": "1.110.0"},
    ],
    ids=lambda more: next(iter(more)),
)
def test_what_may_be_of_another_terminal_is_not_trusted(more: dict[str, str]) -> None:
    assert blocks_of({"TERM": "xterm-256color", "VTE_VERSION": "8400"} | more) == "colour"


@pytest.mark.parametrize(
    ("name", "blocks"),
    [
        ("kitty(0.48.2)", "octant"),
        ("kitty(0.39.1)", "colour"),
        ("foot(1.28.0)", "octant"),
        ("foot(1.19.0-23-gabcdef)", "colour"),
        ("ghostty 1.2.0", "octant"),
        ("VTE(8400)", "octant"),
        ("Konsole 26.08.0", "sextant"),
        ("Konsole 22.04.1", "colour"),
        ("WezTerm 20240203-110809-5046fc22", "sextant"),
        ("XTerm(412)", "colour"),
        ("tmux 3.7c", "colour"),
        ("iTerm2 3.5.0", "colour"),
        ("kitty", "colour"),
        ("kitty(" + "9." * 500 + ")", "colour"),
    ],
)
def test_what_a_terminal_answers_counts_more_than_the_environment(name: str, blocks: Blocks) -> None:
    inherited = {"TERM": "xterm-256color", "VTE_VERSION": "8400"}
    assert blocks_of(inherited, name) == blocks
    assert blocks_of({}, name) == blocks


@pytest.mark.parametrize(
    ("environ", "asked"),
    [
        ({"TERM": "xterm-256color"}, True),
        ({"TERM": "xterm-kitty"}, True),
        ({"TERM": "foot"}, True),
        ({}, False),
        ({"TERM": "linux"}, False),
        ({"TERM": "dumb"}, False),
        ({"TERM": "tmux-256color"}, False),
        ({"TERM": "xterm-256color", "TMUX": "x"}, False),
        ({"TERM": "xterm-256color", "TERM_PROGRAM": "Apple_Terminal"}, False),
    ],
)
def test_a_terminal_that_might_print_the_question_is_not_asked(environ: dict[str, str], asked: bool) -> None:
    assert may_be_asked(environ) == asked


@pytest.mark.parametrize("glyphs", [*GLYPHS.values(), BRAILLE], ids=[*GLYPHS, "braille"])
def test_the_last_filter_lets_every_glyph_pass(glyphs: str) -> None:
    """Octants are newer than Python 3.11's Unicode, which calls them unprintable."""
    assert ControlCodeFilter().apply([Segment(glyphs)], Color(0, 0, 0)) == [Segment(glyphs)]
