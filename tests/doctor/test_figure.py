"""Which way out the figure takes, and why, in words."""

from __future__ import annotations

import pytest

from kneecoach.doctor.figure import check_figure, colours_of
from kneecoach.settings import FigureChoice
from kneecoach.ui.figure_ways import Terminal
from kneecoach.ui.terminal.answers import AnswerReader


def answering(name: str = "", *, kitty: bool = False, sixel: bool = False) -> AnswerReader:
    answers = AnswerReader()
    answers.name, answers.knows_kitty, answers.knows_sixel = name, kitty, sixel
    return answers


KITTY, FOOT, STRANGER = (
    answering("kitty(0.48.2)", kitty=True),
    answering("foot(1.28.0)", sixel=True),
    answering("Strange(1)", sixel=True),
)


@pytest.mark.parametrize(
    ("environ", "answers", "colours", "chosen", "way", "said"),
    [
        ({}, KITTY, "truecolor", "auto", "kitty", "known to show them correctly"),
        ({}, FOOT, "truecolor", "auto", "sixel", "known to show them correctly"),
        ({"SSH_TTY": "x"}, FOOT, "truecolor", "auto", "octant", "Over ssh"),
        ({"TMUX": "x"}, KITTY, "truecolor", "auto", "octant", "Inside tmux"),
        ({}, STRANGER, "truecolor", "auto", "colour", "figure = 'pixels' tries it"),
        ({}, STRANGER, "truecolor", "pixels", "sixel", "config.toml says figure = 'pixels'"),
        ({}, answering(), "truecolor", "auto", "colour", "did not say its name"),
        ({}, answering(), "256", "auto", "colour", "does not say that it shows pixels"),
        ({}, KITTY, "standard", "braille", "braille", "config.toml says figure = 'braille'"),
        ({}, answering(), "standard", "auto", "sixteen", "few colours"),
        ({}, answering(), None, "auto", "braille", "few colours"),
        ({}, KITTY, "truecolor", "off", None, "config.toml says figure = 'off'"),
    ],
)
def test_the_way_and_why(
    environ: dict[str, str],
    answers: AnswerReader,
    colours: str | None,
    chosen: FigureChoice,
    way: str | None,
    said: str,
) -> None:
    found = check_figure(Terminal(environ, answers, colours, no_color=False), chosen)
    assert found.facts["way"] == way
    assert said in found.says


def test_no_colour_gives_dots() -> None:
    found = check_figure(Terminal({}, KITTY, "truecolor", no_color=True), "auto")
    assert (found.facts["way"], "NO_COLOR is set" in found.says) == ("braille", True)


@pytest.mark.parametrize(
    ("environ", "colours"),
    [
        ({"TERM": "xterm", "COLORTERM": "truecolor"}, "truecolor"),
        ({"TERM": "xterm-256color"}, "256"),
        ({"TERM": "xterm"}, "standard"),
        ({"TERM": "dumb"}, None),
    ],
)
def test_colours_are_found_as_in_the_app(environ: dict[str, str], colours: str | None) -> None:
    assert colours_of(environ) == colours
