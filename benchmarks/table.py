"""The table of results: each measurement with its yardstick and its budget."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

HEADINGS = ("what", "kneecoach", "yardstick", "ratio", "budget", "")

MIN_TO_COMPARE = 0.2
"""A yardstick below this (in its unit) is too small for a ratio."""


@dataclass(frozen=True, slots=True)
class Budget:
    """The highest allowed value, in the value's own unit."""

    words: str
    limit: float


def times(factor: float, yardstick: float, *, plus: float = 0.0, words: str | None = None) -> Budget:
    """At most `factor` times the yardstick, plus a fixed amount in the same unit."""
    return Budget(words or f"<= {factor:.2f} x", factor * yardstick + plus)


@dataclass(frozen=True, slots=True)
class Row:
    """One measurement."""

    what: str
    """What was measured, and how: `... (best of 10)`."""
    unit: str
    ours: float
    yardstick: float | None = None
    against: str = ""
    """What the yardstick is."""
    budget: Budget | None = None

    @property
    def ratio(self) -> float | None:
        """Our value divided by the yardstick, or None if that is meaningless."""
        if self.yardstick is None or self.yardstick < MIN_TO_COMPARE:
            return None
        return self.ours / self.yardstick

    @property
    def verdict(self) -> str:
        """`within`, `over`, or empty without a budget."""
        if self.budget is None:
            return ""
        return "within" if self.ours <= self.budget.limit else "over"

    def cells(self) -> tuple[str, ...]:
        """The row as text, in the order of `HEADINGS`."""
        yardstick = "" if self.yardstick is None else f"{_value(self.yardstick, self.unit)}  {self.against}"
        return (
            self.what,
            _value(self.ours, self.unit),
            yardstick,
            "" if self.ratio is None else f"{self.ratio:.2f}",
            "" if self.budget is None else self.budget.words,
            self.verdict,
        )


@dataclass(frozen=True, slots=True)
class Remark:
    """What was not measured or went wrong."""

    words: str


Result = Row | Remark


def as_text(results: Iterable[Result]) -> str:
    """The table for a terminal, with the remarks below it."""
    results = list(results)
    table = [HEADINGS, *(row.cells() for row in results if isinstance(row, Row))]
    widths = [max(len(cells[column]) for cells in table) for column in range(len(HEADINGS))]
    lines = ["  ".join(f"{cell:<{width}}" for cell, width in zip(cells, widths, strict=True)) for cells in table]
    remarks = [remark.words for remark in results if isinstance(remark, Remark)]
    return "\n".join(line.rstrip() for line in [*lines, *([""] if remarks else []), *remarks])


def as_markdown(results: Iterable[Result]) -> str:
    """The same as a markdown table."""
    results = list(results)
    lines = [_markdown_line(HEADINGS), _markdown_line(("---",) * len(HEADINGS))]
    lines += [_markdown_line(row.cells()) for row in results if isinstance(row, Row)]
    remarks = [f"- {remark.words}" for remark in results if isinstance(remark, Remark)]
    return "\n".join([*lines, *([""] if remarks else []), *remarks])


def _markdown_line(cells: tuple[str, ...]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def _value(value: float, unit: str) -> str:
    places = 2 if abs(value) < 10 else 1 if abs(value) < 100 else 0
    return f"{value:.{places}f} {unit}"
