"""Block glyphs by their bits: bit 0 is a cell's upper left pixel, then row by row."""

from __future__ import annotations

from typing import Literal

Blocks = Literal["quadrant", "sextant", "octant"]
"""2 x 2, 2 x 3 or 2 x 4 pixels a cell."""

QUADRANTS = " ▘▝▀▖▌▞▛▗▚▐▜▄▙▟█"

SWAPPED = frozenset({1, 2, 3, 20, 40, 63, 64, 128})
"""Octants that are in other blocks of Unicode, and that some terminals leave to the font.

Each is written as its complement, with the colours swapped.
"""


def _sextants() -> str:
    """Unicode 13, U+1FB00 onwards, and the few glyphs that are older."""
    older = {0: " ", 0b010101: "▌", 0b101010: "▐", 0b111111: "█"}
    code = iter(range(0x1FB00, 0x1FB3C))
    return "".join(older[bits] if bits in older else chr(next(code)) for bits in range(64))


def _octants() -> str:
    """Unicode 16, U+1CD00 onwards, and the glyphs that are older or elsewhere."""
    older = {
        1: "\U0001cea8",
        2: "\U0001ceab",
        64: "\U0001cea3",
        128: "\U0001cea0",
        3: "\U0001fb82",
        192: "▂",
        63: "\U0001fb85",
        252: "▆",
        20: "\U0001fbe6",
        40: "\U0001fbe7",
    }
    for bits, glyph in enumerate(QUADRANTS):
        # A quadrant's pixel is two of an octant, one above the other.
        whole = sum(pair for i, pair in enumerate((0x05, 0x0A, 0x50, 0xA0)) if bits >> i & 1)
        older[whole] = glyph
    code = iter(range(0x1CD00, 0x1CDE6))
    return "".join(older[bits] if bits in older else chr(next(code)) for bits in range(256))


GLYPHS: dict[Blocks, str] = {"quadrant": QUADRANTS, "sextant": _sextants(), "octant": _octants()}

_DOTS = (0x01, 0x08, 0x02, 0x10, 0x04, 0x20, 0x40, 0x80)
"""The bit of each dot in Unicode's braille patterns, row by row."""
BRAILLE = "".join(
    chr(0x2800 + sum(dot for i, dot in enumerate(_DOTS) if bits >> i & 1)) if bits else " " for bits in range(256)
)
