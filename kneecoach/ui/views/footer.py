"""Which keys a footer has room for, and how they are written. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rich.cells import cell_len


@dataclass(frozen=True, slots=True)
class Hint:
    """A key, or a few that belong together, with what it does."""

    keys: tuple[str, ...]
    """The keys as shown to the user: `enter`, `+` and `-`."""
    words: str
    rank: int
    """Of two hints that do not both fit, the one with the lower rank stays."""
    is_core: bool = True
    """Whether it may be written closely to fit. The others are shown only if there is room to spare."""
    is_known: bool = False
    """Whether the key alone says enough, as `?` does."""


@dataclass(frozen=True, slots=True)
class Spacing:
    """How closely the hints are written."""

    padding: int
    """Cells of a key's cap on either side of the key."""
    gap: int
    """Cells between two hints."""
    with_known: bool = True
    """Whether keys that everybody knows have words too."""


WIDE = Spacing(1, 2)
SPACINGS = (WIDE, Spacing(1, 1), Spacing(0, 2), Spacing(0, 2, with_known=False), Spacing(0, 1, with_known=False))


@dataclass(frozen=True, slots=True)
class Placed:
    """A hint and its place, in cells from the left edge of the footer's text."""

    hint: Hint
    cap: str
    words: str
    left: int

    @property
    def right(self) -> int:
        """The cell after its last one."""
        return self.left + cell_len(self.cap) + (1 + cell_len(self.words) if self.words else 0)

    def key_at(self, x: int) -> int:
        """Which of its keys is meant by a click on cell `x` of the footer's text."""
        share = (x - self.left) * len(self.hint.keys) // max(1, cell_len(self.cap))
        return min(max(0, share), len(self.hint.keys) - 1)


def place(hints: Sequence[Hint], room: int) -> tuple[Placed, ...]:
    """The hints that fit into `room` cells, in their order."""
    core = sorted((hint for hint in hints if hint.is_core), key=lambda hint: hint.rank)
    while core:
        chosen = [hint for hint in hints if hint in core]
        for spacing in SPACINGS:
            placed = _placed(chosen, spacing)
            if placed[-1].right <= room:
                return placed if spacing != WIDE else _with_more(hints, chosen, room)
        core.pop()
    return _with_more(hints, [], room)


def _with_more(hints: Sequence[Hint], chosen: list[Hint], room: int) -> tuple[Placed, ...]:
    """The chosen hints, and as many of the others as fit without writing closer."""
    for hint in sorted((hint for hint in hints if not hint.is_core), key=lambda hint: hint.rank):
        more = [each for each in hints if each in chosen or each is hint]
        if _placed(more, WIDE)[-1].right <= room:
            chosen = more
    return _placed(chosen, WIDE)


def _placed(hints: Sequence[Hint], spacing: Spacing) -> tuple[Placed, ...]:
    placed: list[Placed] = []
    edge = " " * spacing.padding
    for hint in hints:
        left = placed[-1].right + spacing.gap if placed else 0
        words = hint.words if spacing.with_known or not hint.is_known else ""
        placed.append(Placed(hint, f"{edge}{' '.join(hint.keys)}{edge}", words, left))
    return tuple(placed)
