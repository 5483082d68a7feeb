"""The rows of Session detail: the answers about the session, and every attempt. Pure."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from typing import NamedTuple

from rich.cells import cell_len, set_cell_size

from kneecoach.log.record import Record, SetRecord
from kneecoach.review.changes import ANSWERS, answer
from kneecoach.review.detail import done_parts, set_title, walk_blocks
from kneecoach.review.titles import titles_in
from kneecoach.session.plan import Kind, LoadUnit
from kneecoach.text import clean
from kneecoach.ui.views.wrapping import wrap_all
from kneecoach.words import OUTCOME_MARKS

FELT = "How it felt"
INDENT = "  "
MIN_COLUMNS_WIDTH = 56
"""The least width in cells at which the answers have their own column."""

MIN_ROW_WIDTH = 20
"""Rows are never narrower than this, in cells. In such a window nothing is readable anyway."""


class DetailRow(NamedTuple):
    """A row to show, on several lines if it is long."""

    id: str
    """A key of `ANSWERS`, or the index of an attempt in the record's sets. Empty for what cannot be corrected: a
    heading, a warm-up or a cool-down.
    """
    text: str


def detail_rows(record: Record, width: int, unit: LoadUnit = LoadUnit.KG) -> list[DetailRow]:
    """Headings, answers and attempts, no line longer than `width` cells, or MIN_ROW_WIDTH if that is more."""
    width = max(MIN_ROW_WIDTH, width)
    rows = [DetailRow("", FELT)]
    label = max(map(len, ANSWERS.values()))
    for name, words in ANSWERS.items():
        if width < MIN_COLUMNS_WIDTH:
            said = wrap_all(f"{words}: {answer(record, name)}", width - len(INDENT * 2))
            rows.append(DetailRow(name, INDENT + f"\n{INDENT * 2}".join(said)))
        else:
            said = wrap_all(answer(record, name), width - label - 4)
            rows.append(DetailRow(name, f"{INDENT}{words:<{label}}  " + f"\n{'':<{label + 4}}".join(said)))
    rows += _walks(record, Kind.WARM_UP, width, unit)
    titles = titles_in(record)
    by_exercise: dict[str, list[tuple[int, SetRecord]]] = {}
    for place, attempt in enumerate(record.sets):
        by_exercise.setdefault(attempt.exercise, []).append((place, attempt))
    for name, tried in by_exercise.items():
        rows.append(DetailRow("", "\n".join((*wrap_all(titles[name], width), *_note_lines(record, name, width)))))
        texts = _attempts(record, [attempt for _, attempt in tried], width - len(INDENT), unit)
        rows += [
            DetailRow(str(place), textwrap.indent(text, INDENT))
            for (place, _), text in zip(tried, texts, strict=True)
        ]
    return [*rows, *_walks(record, Kind.COOL_DOWN, width, unit)]


def _walks(record: Record, kind: Kind, width: int, unit: LoadUnit) -> list[DetailRow]:
    """Warm-ups or cool-downs. They cannot be corrected, because they count nowhere."""
    rows = []
    for title, lines in walk_blocks(record, kind, unit):
        wrapped = (wrap_all(line, width, first=INDENT, others=INDENT * 2) for line in lines)
        rows.append(DetailRow("", "\n".join((*wrap_all(title, width), *(row for each in wrapped for row in each)))))
    return rows


def _note_lines(record: Record, exercise: str, width: int) -> list[str]:
    """The note written on an exercise in the session, in quotes."""
    note = clean(record.exercise_notes.get(exercise, ""))
    if not note:
        return []
    return wrap_all(f'"{note}"', width, first=INDENT, others=f"{INDENT} ")


def _attempts(record: Record, sets: Sequence[SetRecord], width: int, unit: LoadUnit) -> list[str]:
    """Attempts at one exercise: in columns if they fit, or with what was done in one column, or as sentences."""

    def parts_of(attempt: SetRecord) -> tuple[str, ...]:
        return done_parts(attempt, unit, is_reached=record.has_reached(attempt))

    titles = [f"{OUTCOME_MARKS[attempt.outcome]} {set_title(attempt)}" for attempt in sets]
    for told in (parts_of, lambda attempt: (", ".join(filter(None, parts_of(attempt))),)):
        lines = _columns([(title, *told(attempt)) for title, attempt in zip(titles, sets, strict=True)])
        if max(map(cell_len, lines)) <= width:
            return lines
    return [
        _wrapped([f"{title}:", *(f"{part}," for part in parts_of(attempt) if part)], width)
        for title, attempt in zip(titles, sets, strict=True)
    ]


def _wrapped(parts: list[str], width: int) -> str:
    """Parts of a sentence on as many lines as needed, each part kept whole if a line has room for it."""
    kept = (part.replace(" ", "\xa0") if cell_len(part) <= width - 2 else part for part in parts)
    whole = " ".join(kept).rstrip(",")
    return "\n  ".join(wrap_all(whole, width - 2)).replace("\xa0", " ")


def _columns(table: list[tuple[str, ...]]) -> list[str]:
    widths = [max(map(cell_len, column)) for column in zip(*table, strict=True)]
    return [
        "  ".join(set_cell_size(cell, wide) for cell, wide in zip(row, widths, strict=True) if wide).rstrip()
        for row in table
    ]
