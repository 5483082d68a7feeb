"""CSV, Strong's and Hevy's columns, Markdown: a golden file each, and words that were meant ill."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

import pytest

from kneecoach.log.record import Record, RoutineRef
from kneecoach.review.export.as_csv import own_csv
from kneecoach.review.export.cells import safe
from kneecoach.review.export.markdown import markdown
from kneecoach.review.export.other_apps import HEVY, STRONG, hevy_csv, strong_csv
from kneecoach.text import clean
from tests.log.samples import STARTED, a_record, a_set
from tests.review.export.samples import FORMULAS, NASTY, SESSIONS, golden

MADE_AT = STARTED + timedelta(days=2)
Writer = Callable[[Sequence[Record]], str]
TABLES: dict[str, Writer] = {"own.csv": own_csv, "strong.csv": strong_csv, "hevy.csv": hevy_csv}


def in_markdown(records: Sequence[Record]) -> str:
    """Markdown made on 24 November."""
    return markdown(records, MADE_AT)


@pytest.mark.parametrize("name", TABLES)
def test_a_table(name: str) -> None:
    assert TABLES[name](SESSIONS) == golden(name)


def test_markdown() -> None:
    assert in_markdown(SESSIONS) == golden("sessions.md")


def rows(text: str) -> list[dict[str, str]]:
    """A table as a spreadsheet reads it."""
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_no_session_is_a_header() -> None:
    for write in TABLES.values():
        assert write(()).count("\r\n") == 1
        assert rows(write(())) == []
    assert "No sessions. Made on 24 Nov 2026" in in_markdown(())


def ill_meant(words: str) -> Record:
    """A session that says `words` wherever it can."""
    return a_record(
        id=words,
        device=words,
        app=words,
        note=words,
        routine=RoutineRef(id=words, title=words, digest=words),
        sets=(a_set(exercise=words, title=words, variant=words),),
    )


@pytest.mark.parametrize("words", NASTY)
@pytest.mark.parametrize("name", TABLES)
def test_no_cell_is_a_formula_or_has_codes(name: str, words: str) -> None:
    [row] = rows(TABLES[name]([ill_meant(words)]))
    for cell in row.values():
        assert not cell.startswith(("=", "+", "-", "@", "\t", "\r")), cell
        assert cell.isprintable(), cell
    shown = clean(words)
    assert [cell for cell in row.values() if shown in cell], "and nothing that can be read is lost"


def test_an_easier_variant_is_in_each() -> None:
    record = a_record(sets=(a_set(set=1), a_set(variant="no band", pain=6)))
    assert [row["variant"] for row in rows(own_csv([record]))] == ["", "no band"]
    assert [row["Notes"] for row in rows(strong_csv([record]))] == [
        "held 2 s; partial",
        "held 2 s; easier: no band; pain 6; partial",
    ]
    assert rows(hevy_csv([record]))[1]["exercise_notes"] == "held 2 s; easier: no band; pain 6; partial"
    assert "- ◐ set 2 of 3: 12 of 15 reps, partial, held 2 s, easier: no band, pain 6\n" in in_markdown([record])


@pytest.mark.parametrize("words", FORMULAS)
def test_a_formula_is_kept_behind_an_apostrophe(words: str) -> None:
    [row] = rows(own_csv([ill_meant(words)]))
    assert row["note"] == f"'{clean(words)}"


def test_a_number_below_nought_is_no_formula_either() -> None:
    assert [safe(cell) for cell in (-8.0, -1, 0, 8.5, None)] == ["'-8.0", "'-1", 0, 8.5, None]


@pytest.mark.parametrize("words", NASTY)
def test_nothing_is_markdown(words: str) -> None:
    text = in_markdown([ill_meant(words)])
    assert "<" not in text
    assert all(line.isprintable() for line in text.splitlines())
    table = [line for line in text.splitlines() if line.startswith("|")]
    assert len(table) == 3
    assert {line.replace("\\|", "").count("|") for line in table} == {12}
    assert "](" not in text.replace("\\](", "")
    assert len([line for line in text.splitlines() if line.startswith("#")]) == 3


@pytest.mark.parametrize(
    ("minutes", "said"), [(0.5, "0m"), (1, "1m"), (59.99, "59m"), (60, "1h 0m"), (158, "2h 38m"), (-5, "0m")]
)
def test_strong_s_duration(minutes: float, said: str) -> None:
    [row] = rows(strong_csv([a_record(ended_at=STARTED + timedelta(minutes=minutes))]))
    assert row["Duration"] == said


def test_what_was_not_done_is_in_no_other_program_s_list() -> None:
    done = a_set(set=1)
    nothing = [a_set(reps=0, holds=(), seconds=2.0), a_set(reps=0, holds=(), seconds=0.0, started_at=None)]
    record = a_record(sets=(done, *nothing, a_set(set=3, reps=1)))
    assert [row["Set Order"] for row in rows(strong_csv([record]))] == ["1", "2"]
    assert [row["set_index"] for row in rows(hevy_csv([record]))] == ["0", "1"]
    assert len(rows(own_csv([record]))) == 4


def test_instants_are_those_of_the_session_s_own_place() -> None:
    late = a_record(started_at=datetime.fromisoformat("2026-03-05T23:30:00-05:00"))
    [strong], [hevy] = rows(strong_csv([late])), rows(hevy_csv([late]))
    assert strong["Date"] == "2026-03-05 23:30:00"
    assert hevy["start_time"] == "5 Mar 2026, 23:30"


def test_the_columns_are_theirs() -> None:
    assert ",".join(STRONG) == (
        "Date,Workout Name,Duration,Exercise Name,Set Order,Weight,Reps,Distance,Seconds,Notes,Workout Notes,RPE"
    )
    assert ",".join(HEVY) == (
        "title,start_time,end_time,description,exercise_title,superset_id,exercise_notes,set_index,set_type,"
        "weight_kg,reps,distance_km,duration_seconds,rpe"
    )
