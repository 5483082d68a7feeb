"""Tables as CSV, with no cell that a spreadsheet would compute."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from kneecoach.text import clean


class QuotedCell(str):
    """A text that is quoted even if CSV does not require it."""

    __slots__ = ()


Cell = str | int | float | None

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""How a cell begins that a spreadsheet would compute."""

_NEEDS_QUOTES = frozenset(',"\r\n')


def safe(cell: Cell) -> Cell:
    """A text without control codes, with an apostrophe in front if it begins like a formula."""
    if isinstance(cell, str):
        cell = clean(cell)
        return f"'{cell}" if cell.startswith(_FORMULA) else cell
    # So does a negative number.
    return f"'{cell}" if cell is not None and cell < 0 else cell


def csv_text(rows: Iterable[Sequence[Cell]]) -> str:
    """CSV after RFC 4180, with lines that end in CR LF. None is an empty cell, which is never in quotes."""
    return "".join(f"{','.join(map(_written, row))}\r\n" for row in rows)


def _written(cell: Cell) -> str:
    shown = safe(cell)
    text = "" if shown is None else str(shown)
    if isinstance(cell, QuotedCell) or not _NEEDS_QUOTES.isdisjoint(text):
        return '"{}"'.format(text.replace('"', '""'))
    return text
