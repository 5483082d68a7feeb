"""Which block glyphs a terminal draws itself, by what it says of itself in the environment.

Octants and sextants look right only where the terminal draws them: few fonts have them. A terminal that is not
known for certain gets quadrants, which every font has. The versions are those in which the glyphs came (Ghostty
1.2, VTE 0.78, WezTerm in 2022) or that were tried (Konsole 26.08).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Literal

Blocks = Literal["octant", "sextant", "colour"]
"""2 x 4, 2 x 3 or 2 x 2 pixels a cell."""

MULTIPLEXERS = ("TMUX", "STY", "ZELLIJ")
"""What is inside one inherits the environment of another terminal than the one it is shown in."""

SIGNS = (
    "TERM_PROGRAM",
    "VTE_VERSION",
    "KONSOLE_VERSION",
    "XTERM_VERSION",
    "KITTY_WINDOW_ID",
    "ALACRITTY_WINDOW_ID",
)
"""What a terminal leaves in the environment. Two of them are of a terminal that was started from another."""


def blocks_of(environ: Mapping[str, str]) -> Blocks:
    """The finest blocks that this terminal is known to draw."""
    signs = [name for name in SIGNS if environ.get(name)]
    if len(signs) != 1 or any(environ.get(name) for name in MULTIPLEXERS):
        return "colour"
    if environ.get("TERM", "").startswith(("screen", "tmux", "linux", "dumb")):
        return "colour"
    if signs == ["VTE_VERSION"]:
        return "octant" if _numbers(environ["VTE_VERSION"]) >= (7800,) else "colour"
    if signs == ["KONSOLE_VERSION"]:
        return "sextant" if _numbers(environ["KONSOLE_VERSION"]) >= (260800,) else "colour"
    version = _numbers(environ.get("TERM_PROGRAM_VERSION", ""))
    match environ.get("TERM_PROGRAM", "").lower():
        case "ghostty":
            return "octant" if version >= (1, 2) else "colour"
        case "wezterm":
            return "sextant" if version >= (20220101,) else "colour"
        case _:
            return "colour"


def _numbers(version: str) -> tuple[int, ...]:
    """A version's numbers, most important first; none where there are none."""
    found = re.match(r"\d+(?:\.\d+)*", version)
    return tuple(int(part) for part in found[0].split(".")) if found and len(found[0]) < 40 else ()
