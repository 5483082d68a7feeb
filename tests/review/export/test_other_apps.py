"""Strong's and Hevy's columns: golden files, their quoting, and what a single row says about an exercise."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

import pytest

from kneecoach.log.record import Record, TargetRecord
from kneecoach.review.export.as_csv import own_csv
from kneecoach.review.export.hevy import HEVY, hevy_csv
from kneecoach.review.export.strong import STRONG, strong_csv
from kneecoach.session.plan import Side
from tests.log.samples import STARTED, a_record, a_set
from tests.review.export.samples import SESSIONS, golden

WRITERS: dict[str, Callable[[Sequence[Record]], str]] = {"hevy": hevy_csv, "strong": strong_csv}
ORDER = {"hevy": "set_index", "strong": "Set Order"}
TITLE = {"hevy": "exercise_title", "strong": "Exercise Name"}
NOTES = {"hevy": "exercise_notes", "strong": "Notes"}


def rows(text: str) -> list[dict[str, str]]:
    """A table as a spreadsheet reads it."""
    return list(csv.DictReader(io.StringIO(text, newline="")))


def sets_of(app: str, *records: Record) -> list[tuple[str, int, str]]:
    """For each row the exercise's title, the number of its set, from 1, and the notes."""
    first = 0 if app == "hevy" else 1
    return [
        (row[TITLE[app]], int(row[ORDER[app]]) - first + 1, row[NOTES[app]]) for row in rows(WRITERS[app](records))
    ]


def forms(text: str) -> list[set[str]]:
    """For each column how its cells are written: `quoted`, `bare` or `empty`."""
    cell = re.compile(r'(?:^|(?<=,))("(?:[^"]|"")*"|[^,"]*)(?=,|$)')
    lines = [cell.findall(line) for line in text.splitlines()[1:]]
    assert len({len(line) for line in lines}) == 1
    return [
        {"quoted" if each.startswith('"') else "bare" if each else "empty" for each in column}
        for column in zip(*lines, strict=True)
    ]


@pytest.mark.parametrize("app", WRITERS)
def test_the_file(app: str) -> None:
    assert WRITERS[app](SESSIONS) == golden(f"{app}.csv")


def test_sessions_at_the_edges_in_hevy_s_columns() -> None:
    """The clocks go back, a session past midnight, one title twice, a repeated set, malicious words."""
    records = [Record.model_validate(each) for each in json.loads(golden("edge.json"))]
    records.sort(key=lambda record: record.started_at)
    assert hevy_csv(records) == golden("edge-hevy.csv")


@pytest.mark.parametrize("app", WRITERS)
def test_quotes_are_where_the_program_itself_writes_them(app: str) -> None:
    theirs = forms(golden(f"{app}-writes.csv"))
    ours = forms(WRITERS[app]([*SESSIONS, a_record(5, days=5, note="slept badly")]))
    for name, allowed, found in zip(HEVY if app == "hevy" else STRONG, theirs, ours, strict=True):
        assert found <= allowed, name
    assert WRITERS[app](()).rstrip() == golden(f"{app}-writes.csv").splitlines()[0]


@pytest.mark.parametrize("app", WRITERS)
def test_sides_are_in_the_title_and_each_has_its_own_sets(app: str) -> None:
    sides = [a_set(set=n, side=side, holds=()) for n in (1, 2) for side in (Side.LEFT, Side.RIGHT)]
    assert [found[:2] for found in sets_of(app, a_record(sets=(*sides, a_set(set=1))))] == [
        ("Hip thrust (Left)", 1),
        ("Hip thrust (Right)", 1),
        ("Hip thrust (Left)", 2),
        ("Hip thrust (Right)", 2),
        ("Hip thrust", 1),
    ]


@pytest.mark.parametrize("app", WRITERS)
def test_two_exercises_of_one_title_count_on(app: str) -> None:
    twice = (a_set(exercise="bridge-a", title="Bridge"), a_set(exercise="bridge-b", title="Bridge "))
    record = a_record(sets=twice)
    assert [found[:2] for found in sets_of(app, record)] == [("Bridge", 1), ("Bridge", 2)]


@pytest.mark.parametrize("app", WRITERS)
def test_every_row_of_an_exercise_has_the_notes_of_all_its_sets(app: str) -> None:
    sides = (a_set(side=Side.LEFT, pain=6), a_set(side=Side.LEFT, holds=(1.0,), variant="no band"))
    both = a_record(sets=(*sides, a_set(side=Side.RIGHT)))
    left = "partial; set 1: held 2 s, pain 6; set 2: held 1 s, variant: no band"
    assert [notes for _, _, notes in sets_of(app, both)] == [left, left, "held 2 s; partial"]
    assert [notes for _, _, notes in sets_of(app, both, a_record(2, days=1))][3:] == ["held 2 s; partial"]


def test_hevy_s_seconds_are_whole_and_never_more_than_was_held() -> None:
    timed = [a_set(target=TargetRecord(seconds=30.0), reps=0, holds=(held,), seconds=held) for held in (0.9, 29.99)]
    assert [row["duration_seconds"] for row in rows(hevy_csv([a_record(sets=tuple(timed))]))] == ["29"]


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
