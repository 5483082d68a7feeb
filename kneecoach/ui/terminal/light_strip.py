"""A strip that is one string of bytes.

A strip of Textual's own (8.2.8; no issue filed) takes some 2 kB for a dozen colours: segments, styles and seven
caches. A figure has hundreds of strips.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from rich.console import COLOR_SYSTEMS, Console
from rich.segment import Segment
from textual.strip import Strip


class LightStrip(Strip):
    """Keeps its escape sequences, and makes its segments again if it is cut or exported."""

    __slots__ = ("_again", "_escapes", "_of")

    def __init__(self, again: Callable[[Any], Strip], of: Any, console: Console) -> None:
        """What `again(of)` returns: it is called now, and whenever the segments are needed."""
        # `Strip.__init__` is not called: a slot stays empty until it is used.
        strip = again(of)
        self._again, self._of = again, of
        self._cell_length = strip.cell_length
        # As bytes: with a block glyph in it, a string would take two or four for each character.
        self._escapes = rendered(strip, console).encode()

    def render(self, console: Console) -> str:
        return self._escapes.decode()

    def divide(self, cuts: Iterable[int]) -> Sequence[Strip]:
        cuts = list(cuts)
        return [self] if cuts == [self.cell_length] else super().divide(cuts)

    def __getattr__(self, name: str) -> Any:
        # Only an empty slot and a name that a strip does not have get here.
        if name not in Strip.__slots__:
            raise AttributeError(name)
        super().__init__(self._again(self._of), self._cell_length)
        return getattr(self, name)


def rendered(segments: Iterable[Segment], console: Console) -> str:
    """The escape sequences of these segments. Unlike `Strip.render`, it keeps none of their styles."""
    system = COLOR_SYSTEMS[console.color_system or "truecolor"]
    return "".join(
        text if style is None else style.render(text, color_system=system) for text, style, _ in segments
    )
