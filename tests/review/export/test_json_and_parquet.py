"""JSON against its golden file, and Parquet against the CSV's: the same rows, with types."""

from __future__ import annotations

import csv
import io
import sys
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from kneecoach.errors import KneecoachError
from kneecoach.log.raw import raw_records
from kneecoach.log.record import Record
from kneecoach.log.store import Store
from kneecoach.review.export.as_json import json_text
from kneecoach.review.export.parquet import COLUMNS, INSTANTS, NEEDS_DUCKDB, parquet
from kneecoach.review.export.select import DateRange, lines_of
from tests.helpers import is_words
from tests.later import import_or_skip_later
from tests.log.samples import a_record, folders
from tests.review.export.samples import SESSIONS, golden

duckdb = import_or_skip_later("duckdb", reason="DuckDB is an extra")


def test_json(tmp_path: Path) -> None:
    store = Store(folders(tmp_path))
    for record in SESSIONS:
        store.append(record)
    assert json_text(lines_of(tuple(raw_records(store, [])), DateRange(None, None))) == golden("sessions.json")


def read(records: Sequence[Record], tmp_path: Path) -> list[dict[str, Any]]:
    """The rows of a Parquet file, as an engine reads them."""
    path = tmp_path / "sessions.parquet"
    path.write_bytes(parquet(records))
    with duckdb.connect() as engine:
        table = engine.read_parquet(str(path))
        assert dict(zip(table.columns, map(str, table.types), strict=True)) == COLUMNS
        return [dict(zip(table.columns, row, strict=True)) for row in table.fetchall()]


def as_cell(value: Any) -> Any:
    """A value as the CSV has it."""
    if isinstance(value, list):
        return " ".join(str(each) for each in value)
    return "" if value is None else value


def test_parquet_has_the_rows_of_the_csv(tmp_path: Path) -> None:
    rows = read(SESSIONS, tmp_path)
    wanted = list(csv.DictReader(io.StringIO(golden("own.csv"), newline="")))
    assert len(rows) == len(wanted)
    for row, cells in zip(rows, wanted, strict=True):
        assert row.pop("day") == date.fromisoformat(cells["day"])
        for name in INSTANTS:
            utc = row.pop(f"{name}_utc")
            assert utc == (datetime.fromisoformat(cells[name]) if cells[name] else None)
        for name, value in row.items():
            cell = as_cell(value)
            # The apostrophe is only for spreadsheets.
            said = cells[name].removeprefix("'")
            assert (said == cell) if isinstance(cell, str) else (float(said) == cell), name


def test_rows_are_sorted_by_the_instant_whatever_the_offset(tmp_path: Path) -> None:
    """When the clocks go back, half past two comes twice, and the text of the second sorts first."""
    summer, winter = (datetime.fromisoformat(f"2026-10-25T02:30:00+0{hours}:00") for hours in (2, 1))
    rows = read([a_record(1, started_at=winter), a_record(2, started_at=summer)], tmp_path)
    assert [row["started_at"] for row in sorted(rows, key=lambda row: row["started_at_utc"])] == [
        "2026-10-25T02:30:00.000+02:00",
        "2026-10-25T02:30:00.000+01:00",
    ]


def test_no_session_is_a_table_without_rows(tmp_path: Path) -> None:
    assert read((), tmp_path) == []


def test_control_codes_are_removed_from_parquet(tmp_path: Path) -> None:
    [row] = read([a_record(note="\x1b[31mred", sets=())], tmp_path)
    assert is_words(row["note"])
    assert "red" in row["note"]


def test_without_duckdb_one_sentence_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "duckdb", None)
    with pytest.raises(KneecoachError, match=r"kneecoach\[parquet\]") as raised:
        parquet(SESSIONS)
    assert str(raised.value) == NEEDS_DUCKDB


def test_if_there_is_no_room_one_sentence_says_so(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "nowhere"))
    with pytest.raises(KneecoachError, match=r"nowhere: Parquet cannot be made there: .*"):
        parquet(SESSIONS)
