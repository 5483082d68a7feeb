"""CSV and Markdown: a golden file each, and malicious words. test_other_apps has other programs' columns."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

import pytest

from kneecoach.log.record import Record, RoutineRef
from kneecoach.review.export.as_csv import own_csv
from kneecoach.review.export.cells import safe
from kneecoach.review.export.hevy import hevy_csv
from kneecoach.review.export.markdown import markdown
from kneecoach.review.export.strong import strong_csv
from kneecoach.session.plan import LoadUnit, Side
from kneecoach.text import clean
from tests.helpers import is_words
from tests.log.samples import STARTED, a_record, a_set
from tests.review.export.samples import FORMULAS, NASTY, SESSIONS, golden

MADE_AT = STARTED + timedelta(days=2)
Writer = Callable[[Sequence[Record]], str]
TABLES: dict[str, Writer] = {"own.csv": own_csv, "strong.csv": strong_csv, "hevy.csv": hevy_csv}


def in_markdown(records: Sequence[Record]) -> str:
    """The Markdown export, made on 24 November."""
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
    """A session with `words` wherever words can be."""
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
        assert is_words(cell), cell
    shown = clean(words)
    assert [cell for cell in row.values() if shown in cell], "and nothing that can be read is lost"


def test_an_easier_variant_is_in_each() -> None:
    record = a_record(sets=(a_set(set=1), a_set(variant="no band", pain=6)))
    assert [row["variant"] for row in rows(own_csv([record]))] == ["", "no band"]
    said = "held 2 s; partial; set 2: variant: no band, pain 6"
    assert [row["Notes"] for row in rows(strong_csv([record]))] == [said, said]
    assert [row["exercise_notes"] for row in rows(hevy_csv([record]))] == [said, said]
    assert "- ◐ set 2 of 3: 12 of 15 reps, partial, held 2 s, variant: no band, pain 6\n" in in_markdown([record])


@pytest.mark.parametrize("words", FORMULAS)
def test_a_formula_is_kept_behind_an_apostrophe(words: str) -> None:
    [row] = rows(own_csv([ill_meant(words)]))
    assert row["note"] == f"'{clean(words)}"


def test_a_negative_number_is_not_a_formula_either() -> None:
    assert [safe(cell) for cell in (-8.0, -1, 0, 8.5, None)] == ["'-8.0", "'-1", 0, 8.5, None]


@pytest.mark.parametrize("words", NASTY)
def test_no_text_is_markdown(words: str) -> None:
    text = in_markdown([ill_meant(words)])
    assert "<" not in text
    assert all(is_words(line) for line in text.splitlines())
    table = [line for line in text.splitlines() if line.startswith("|")]
    assert len(table) == 3
    assert {line.replace("\\|", "").count("|") for line in table} == {12}
    assert "](" not in text.replace("\\](", "")
    assert len([line for line in text.splitlines() if line.startswith("#")]) == 3


def test_the_sore_knee_is_said_where_it_is_known() -> None:
    assert [row["knee"] for row in rows(own_csv([a_record(knee=Side.RIGHT), a_record(2)]))] == ["right", ""]


def test_each_row_says_its_day_at_its_own_place() -> None:
    late = a_record(started_at=datetime.fromisoformat("2026-03-05T23:30:00-05:00"))
    [row] = rows(own_csv([late]))
    assert row["day"] == "2026-03-05"


def test_markdown_says_loads_in_the_unit_of_the_settings() -> None:
    record = a_record(sets=(a_set(load_kg=10.0),))
    assert "10 kg" in markdown([record], MADE_AT)
    assert "22.1 lb" in markdown([record], MADE_AT, LoadUnit.LB)
