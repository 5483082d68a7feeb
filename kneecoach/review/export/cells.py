"""Tables as CSV, whose cells no spreadsheet takes for a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from kneecoach.text import clean

Cell = str | int | float | None

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""How a cell begins that a spreadsheet would compute."""


def safe(cell: Cell) -> Cell:
    """A text without control codes, with an apostrophe before it where it begins like a formula."""
    if isinstance(cell, str):
        cell = clean(cell)
        return f"'{cell}" if cell.startswith(_FORMULA) else cell
    # A number below nought begins so too.
    return f"'{cell}" if cell is not None and cell < 0 else cell


def csv_text(header: Sequence[str], rows: Iterable[Sequence[Cell]], *, quoted: bool = False) -> str:
    """CSV after RFC 4180, its lines ended by CR LF; `quoted` puts every text in quotes."""
    file = io.StringIO(newline="")
    writer = csv.writer(file, quoting=csv.QUOTE_NONNUMERIC if quoted else csv.QUOTE_MINIMAL)
    writer.writerow(header)
    writer.writerows([safe(cell) for cell in row] for row in rows)
    return file.getvalue()
