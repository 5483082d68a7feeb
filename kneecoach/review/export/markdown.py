"""Markdown: a table of the sessions, and then each of them with its attempts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime

from kneecoach.log.record import Record
from kneecoach.review.detail import facts, heading, set_blocks
from kneecoach.review.export.source import ExportSource, encoded
from kneecoach.review.export.words import SESSION_COLUMNS, made_by, session_row
from kneecoach.session.plan import LoadUnit
from kneecoach.text import NOT_ADVICE, clean


def write(source: ExportSource) -> bytes:
    """The chosen sessions as a file."""
    return encoded(markdown(source.records, source.made_at, source.context().unit))


def markdown(records: Sequence[Record], made_at: datetime, unit: LoadUnit = LoadUnit.KG) -> str:
    """The sessions, oldest first, with loads in `unit`; one blank line between blocks."""
    lines = [
        "# Knee sessions",
        "",
        made_by(records, made_at),
        f"{NOT_ADVICE} No clinician has reviewed kneecoach.",
        "",
    ]
    if records:
        lines += [_row(SESSION_COLUMNS), _row(["---"] * len(SESSION_COLUMNS))]
        lines += [_row([escaped(cell) for cell in session_row(record)]) for record in records]
    for record in records:
        lines += [
            "",
            f"## {escaped(heading(record))}",
            "",
            *(f"- {escaped(fact)}" for fact in facts(record, made_at.date())),
        ]
        for title, attempts in set_blocks(record, unit):
            lines += ["", f"### {escaped(title)}", "", *(f"- {escaped(attempt)}" for attempt in attempts)]
    return "\n".join(lines).rstrip("\n") + "\n"


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def escaped(text: str) -> str:
    """A text on one line in which nothing is Markdown or HTML."""
    text = clean(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return re.sub(r"([\\`*_\[\]|~#!$])", r"\\\1", text)
