"""Whether a terminal shows true pixels, and how: by a table of those known to do it correctly, not by their claims.

Tried: kitty 0.26 and 0.48, Konsole 22.12 and 26.08, foot 1.13 and 1.28, xterm 379 and 412. Ghostty and WezTerm were
only read about.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from kneecoach.ui.terminal.answers import AnswerReader
from kneecoach.ui.terminal.blocks import is_inside, named

Graphics = Literal["kitty", "sixel"]
"""Kitty's protocol: pictures are stored in the terminal, and shown by number. Sixel: they are painted each time."""

KITTY_SINCE: dict[str, tuple[int, ...]] = {
    "kitty": (0, 26),
    "ghostty": (1, 2),
    "wezterm": (20240203,),
    "konsole": (22, 12),
}
"""The first version of each terminal that is trusted with Kitty's protocol."""

SIXEL_SINCE: dict[str, tuple[int, ...]] = {"foot": (1, 13), "xterm": (379,)}
"""The same for sixel. xterm shows them only if it stands for a VT340, and says so."""

REMOTE = ("SSH_CONNECTION", "SSH_CLIENT", "SSH_TTY")
"""Variables of a session over ssh: a sixel picture is sent anew each time, and that is too much for a line."""


def graphics_of(environ: Mapping[str, str], answers: AnswerReader, *, trusted: bool = False) -> Graphics | None:
    """How this terminal shows pixels, if it does. If `trusted`, what it says of itself is enough."""
    if is_inside(environ):
        return None
    if answers.knows_kitty and (trusted or _is_since(KITTY_SINCE, answers.name)):
        return "kitty"
    if any(environ.get(name) for name in REMOTE):
        return None
    return "sixel" if answers.knows_sixel and (trusted or _is_since(SIXEL_SINCE, answers.name)) else None


def _is_since(since: Mapping[str, tuple[int, ...]], name: str) -> bool:
    terminal, version = named(name)
    return terminal in since and version >= since[terminal]
