"""Parquet, by DuckDB: the rows of our CSV with types, for engines that read many people's sessions."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from kneecoach.errors import KneecoachError
from kneecoach.files import write_scratch
from kneecoach.log.record import Record
from kneecoach.review.export.as_csv import SESSION_COLUMNS, SET_COLUMNS, attempt_cells, session_cells
from kneecoach.review.export.source import ExportSource
from kneecoach.text import clean

NEEDS_DUCKDB = "Parquet is written by DuckDB, which is not installed: pip install 'kneecoach[parquet]'"

TYPES = {
    "day": "DATE",
    "holds": "DOUBLE[]",
    **dict.fromkeys(("schema", "rev", "set", "of", "attempt", "reps", "shortened_from_sets"), "BIGINT"),
    **dict.fromkeys(("target_reps_least", "target_reps_most"), "BIGINT"),
    **dict.fromkeys(("active_seconds", "paused_seconds", "speed", "seconds", "load_kg"), "DOUBLE"),
    **dict.fromkeys(("target_hold_seconds", "target_seconds"), "DOUBLE"),
    **dict.fromkeys(("pain_before", "pain_worst", "pain_after", "pain_next_morning", "pain"), "TINYINT"),
    "reps_in_reserve": "TINYINT",
}
"""The columns that are not text."""

INSTANTS = ("saved_at", "started_at", "ended_at", "set_started_at")
"""Instants are text, which keeps the offset of their place, and again in UTC, by which rows can be sorted."""

COLUMNS = {name: TYPES.get(name, "VARCHAR") for name in (*SESSION_COLUMNS, *SET_COLUMNS)} | {
    f"{name}_utc": "TIMESTAMP WITH TIME ZONE" for name in INSTANTS
}
"""Each column and its type, in order."""


def write(source: ExportSource) -> bytes:
    """The chosen sessions as a file."""
    return parquet(source.records)


def parquet(records: Sequence[Record]) -> bytes:
    """A Parquet file with one row per attempt, oldest session first; a session without any has one row.

    Raises KneecoachError if DuckDB is not installed, or has no room for its files.
    """
    try:
        import duckdb
    except ImportError:
        raise KneecoachError(NEEDS_DUCKDB) from None
    try:
        with tempfile.TemporaryDirectory(prefix="kneecoach-") as folder:
            rows, made = Path(folder, "rows.jsonl"), Path(folder, "sessions.parquet")
            write_scratch(rows, (f"{json.dumps(row)}\n".encode() for record in records for row in _rows(record)))
            # DuckDB has everything it needs. It must not look for extensions, least of all on a network.
            alone: dict[str, str | bool | int | float | list[str]] = {
                "autoinstall_known_extensions": False,
                "autoload_known_extensions": False,
                # One thread, so that rows keep their order.
                "threads": 1,
            }
            with duckdb.connect(config=alone) as engine:
                table = engine.read_json(str(rows), columns=COLUMNS, format="newline_delimited")
                table.write_parquet(str(made))
            return made.read_bytes()
    except (OSError, duckdb.Error) as error:
        why = str(error).partition("\n")[0]
        raise KneecoachError(f"{tempfile.gettempdir()}: Parquet cannot be made there: {why}") from None


def _rows(record: Record) -> list[dict[str, Any]]:
    session: dict[str, Any] = dict(zip(SESSION_COLUMNS, session_cells(record), strict=True))
    if not record.sets:
        return [_whole(session)]
    return [
        _whole(session | dict(zip(SET_COLUMNS, attempt_cells(record, attempt), strict=True)))
        | {"holds": [round(hold, 3) for hold in attempt.holds]}
        for attempt in record.sets
    ]


def _whole(row: dict[str, Any]) -> dict[str, Any]:
    texts = {name: clean(cell) if isinstance(cell, str) else cell for name, cell in row.items()}
    return texts | {f"{name}_utc": row.get(name) for name in INSTANTS}
