"""How the figure is shown in a terminal, and why: in true pixels, in block glyphs, in dots, or not at all. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kneecoach.ui.terminal.answers import AnswerReader
from kneecoach.ui.terminal.blocks import blocks_of, is_inside
from kneecoach.ui.terminal.graphics import REMOTE, Graphics, graphics_of

if TYPE_CHECKING:
    from kneecoach.figures.frames import Style
    from kneecoach.settings import FigureChoice


@dataclass(frozen=True, slots=True)
class Terminal:
    """What is known of a terminal."""

    environ: Mapping[str, str]
    answers: AnswerReader
    colours: str | None
    """Rich's name for its colours: `truecolor`, `256`, `standard`; None if it has none."""
    no_color: bool
    """Whether the user wants no colours."""


def style_in(terminal: Terminal, chosen: FigureChoice) -> Style | None:
    """How figures are drawn in the terminal's cells; None if they are turned off."""
    match chosen:
        case "off":
            return None
        case "auto" | "pixels":
            pass
        case _:
            return chosen
    if terminal.no_color or terminal.colours is None:
        return "braille"
    if terminal.colours == "standard":
        return "sixteen"
    return blocks_of(terminal.environ, terminal.answers.name) if terminal.colours == "truecolor" else "colour"


def graphics_in(terminal: Terminal, chosen: FigureChoice) -> Graphics | None:
    """How figures could be shown in true pixels; None if they could not."""
    if chosen not in {"auto", "pixels"} or terminal.no_color:
        return None
    graphics = graphics_of(terminal.environ, terminal.answers, trusted=chosen == "pixels")
    if graphics == "sixel" and chosen == "auto" and terminal.colours != "truecolor":
        return None  # every picture would have to be painted whole
    return graphics


WORDS = {
    "kitty": "true pixels, by Kitty's protocol",
    "sixel": "true pixels, as sixels",
    "octant": "octants, 2 x 4 pixels a cell",
    "sextant": "sextants, 2 x 3 pixels a cell",
    "colour": "quadrants, 2 x 2 pixels a cell",
    "sixteen": "quadrants in 16 colours",
    "braille": "dots, without colour",
}
"""Each way in words."""


def way_words(terminal: Terminal, chosen: FigureChoice) -> str:
    """How the figure is shown, and why: `quadrants, 2 x 2 pixels a cell. NO_COLOR is set.`"""
    way = graphics_in(terminal, chosen) or style_in(terminal, chosen)
    return f"{'not at all' if way is None else WORDS[way]}. {why(terminal, chosen)}"


def why(terminal: Terminal, chosen: FigureChoice) -> str:
    """Why the figure is shown as it is, in one sentence."""
    name = terminal.answers.name or "The terminal did not say its name"
    if chosen != "auto":
        return f"config.toml says figure = {chosen!r}."
    if terminal.no_color:
        return "NO_COLOR is set."
    if terminal.colours is None or terminal.colours == "standard":
        return "The terminal says that it has few colours."
    if graphics_in(terminal, chosen):
        return f"{name}: it is known to show them correctly."
    if is_inside(terminal.environ):
        return "Inside tmux, screen or Zellij it cannot be known which terminal shows it."
    if terminal.answers.knows_sixel and any(terminal.environ.get(sign) for sign in REMOTE):
        return "Over ssh, sixels are too much data."
    if terminal.answers.knows_kitty or terminal.answers.knows_sixel:
        return f"{name}: it shows pixels, but is not known to do it correctly; figure = 'pixels' tries it."
    return f"{name}: it does not say that it shows pixels."
