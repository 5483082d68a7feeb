"""Which block glyphs a terminal draws itself, according to its answer or, without one, the environment.

Octants and sextants look right only if the terminal draws them itself, because few fonts have them. A terminal that
is not known for certain gets quadrants, which every font has. The versions are the first with the glyphs, or the
ones tried (Konsole 26.08).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Literal

Blocks = Literal["octant", "sextant", "colour"]
"""2 x 4, 2 x 3 or 2 x 2 pixels per cell."""

MULTIPLEXERS = ("TMUX", "STY", "ZELLIJ")
"""Programs inside a multiplexer inherit the environment of a terminal that may not be the one showing them."""

SIGNS = (
    "TERM_PROGRAM",
    "VTE_VERSION",
    "KONSOLE_VERSION",
    "XTERM_VERSION",
    "KITTY_WINDOW_ID",
    "ALACRITTY_WINDOW_ID",
)
"""Variables that terminals set. If two are set, one terminal was started from another."""


_ASKED = re.compile(r"(kitty|foot|ghostty|vte|wezterm|konsole|xterm)[ (]([\d.-]+)", re.IGNORECASE)
"""The answers of terminals that show more than quadrants: `kitty(0.48.2)`, `foot(1.28.0)`, `ghostty 1.2.0`."""

SINCE: dict[str, tuple[tuple[int, ...], Blocks]] = {
    "kitty": ((0, 40), "octant"),
    "foot": ((1, 20), "octant"),
    "ghostty": ((1, 2), "octant"),
    "vte": ((7800,), "octant"),
    "wezterm": ((20220101,), "sextant"),
    "konsole": ((26, 8), "sextant"),
}
"""The first version of each terminal that draws the blocks."""


def may_be_asked(environ: Mapping[str, str]) -> bool:
    """Whether the terminal can be asked for its name, and no multiplexer would answer in its place.

    The Linux console and dumb terminals would print the question, and Apple's may print part of it.
    """
    term = environ.get("TERM", "")
    if not term or term.startswith(("linux", "dumb", "screen", "tmux")) or is_inside(environ):
        return False
    return environ.get("TERM_PROGRAM") != "Apple_Terminal"


def blocks_of(environ: Mapping[str, str], name: str = "") -> Blocks:
    """The finest blocks that this terminal is known to draw; `name` is what it answered, if anything."""
    if name:
        return _since(*named(name))
    signs = [sign for sign in SIGNS if environ.get(sign)]
    if len(signs) != 1 or is_inside(environ):
        return "colour"
    if environ.get("TERM", "").startswith(("screen", "tmux", "linux", "dumb")):
        return "colour"
    if signs == ["VTE_VERSION"]:
        return _since("vte", _numbers(environ["VTE_VERSION"]))
    if signs == ["KONSOLE_VERSION"]:
        # 260801 is 26.08.1.
        number = _numbers(environ["KONSOLE_VERSION"])
        return _since("konsole", tuple(divmod(number[0] // 100, 100)) if number else ())
    return _since(environ.get("TERM_PROGRAM", ""), _numbers(environ.get("TERM_PROGRAM_VERSION", "")))


def named(answer: str) -> tuple[str, tuple[int, ...]]:
    """The terminal in an answer, in small letters, and its version; empty if it is none of those known here."""
    known = _ASKED.match(answer)
    return (known[1].lower(), _numbers(known[2])) if known else ("", ())


def _since(terminal: str, version: tuple[int, ...]) -> Blocks:
    least, blocks = SINCE.get(terminal.lower(), ((), "colour"))
    return blocks if version >= least else "colour"


def is_inside(environ: Mapping[str, str]) -> bool:
    """Whether the program runs inside a multiplexer."""
    return any(environ.get(name) for name in MULTIPLEXERS)


def _numbers(version: str) -> tuple[int, ...]:
    """A version's numbers, most important first; empty if it has none."""
    found = re.match(r"\d+(?:\.\d+)*", version)
    return tuple(int(part) for part in found[0].split(".")) if found and len(found[0]) < 40 else ()
