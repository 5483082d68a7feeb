"""Notes on exercises in the log: on a line of their own, or in the record of the session they were written in."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import pytest
from pydantic import Field, TypeAdapter

from kneecoach.health.check import check
from kneecoach.health.repair import repair
from kneecoach.log import lines
from kneecoach.log.importing import import_records, read_import
from kneecoach.log.lines import BadLine, read_record
from kneecoach.log.problems import ProblemKind
from kneecoach.log.raw import raw_records
from kneecoach.log.record import ExerciseNote, Record, Tombstone
from kneecoach.log.store import Store
from kneecoach.review.exercise_notes import notes_now
from kneecoach.review.export.as_json import json_text
from kneecoach.review.export.select import DateRange, lines_of
from kneecoach.session.commands import EndSession, SetNote
from tests.helpers import Visit, a_plan, thrust
from tests.log.samples import a_header, a_record, another_device, at_ten, folders, the_record


def holding(store: Store) -> dict[str, str]:
    log = store.read()
    assert log.problems == ()
    return notes_now(log.records, log.notes)


def test_a_note_is_a_line_of_its_own_and_the_newest_counts(tmp_path: Path) -> None:
    store = Store(folders(tmp_path))
    store.append(a_record())
    store.write_note("hip-thrust", "bench lower", at_ten(30))
    store.write_note("walk", "longer band", at_ten(31))
    again = store.write_note("hip-thrust", "bench one notch lower", at_ten(32))
    assert again.rev == 2
    assert holding(store) == {"hip-thrust": "bench one notch lower", "walk": "longer band"}
    assert [record.id for record in store.read().records] == [a_record().id]


def test_two_devices_have_one_note_on_an_exercise(tmp_path: Path) -> None:
    paths = folders(tmp_path)
    mine, theirs = Store(paths), Store(another_device(paths, tmp_path))
    mine.write_note("walk", "one", at_ten(1))
    theirs.write_note("walk", "two", at_ten(2))
    assert holding(mine) == holding(theirs) == {"walk": "two"}
    mine.write_note("walk", "", at_ten(3))
    assert holding(theirs) == {}


def test_log_check_counts_no_session_for_a_note_and_repair_leaves_it(tmp_path: Path) -> None:
    paths = folders(tmp_path)
    paths.device.chmod(0o600)
    store = Store(paths)
    store.append(a_record())
    store.write_note("walk", "one", at_ten(1))
    report = check(paths)
    assert (report.sessions, report.faults, report.problems) == (1, 0, ())
    assert repair(paths) == ()
    assert holding(store) == {"walk": "one"}


def test_a_backup_includes_the_notes_and_imports_once(tmp_path: Path) -> None:
    store = Store(folders(tmp_path / "mine"))
    store.append(a_record(exercise_notes={"hip-thrust": "bench lower"}))
    store.write_note("walk", "one", at_ten(30))
    kept = lines_of(tuple(raw_records(store, [])), DateRange(None, None), everything=True)
    backup = read_import(json_text(kept).encode())
    assert backup.problems == ()
    other = Store(folders(tmp_path / "theirs", "phone-000001"))
    for _ in range(2):
        import_records(other, backup.lines, [])
    assert holding(other) == holding(store) == {"hip-thrust": "bench lower", "walk": "one"}
    assert len(other.lines([])) == 2


def test_an_older_kneecoach_skips_a_note_and_keeps_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It knows only sessions and deletions. To it the line has a newer schema, so it is not a bad line."""
    paths = folders(tmp_path)
    paths.device.chmod(0o600)
    store = Store(paths)
    store.append(a_record())
    store.write_note("walk", "one", at_ten(1))
    before = store.own_file().read_bytes()
    older = TypeAdapter(Annotated[Record | Tombstone, Field(discriminator="type")])
    monkeypatch.setattr(lines, "_LINE", older)
    monkeypatch.setattr(lines, "MAX_SCHEMA", 1)
    monkeypatch.setattr(lines, "_MODELS", {"session": Record, "deleted": Tombstone})
    log = store.read()
    assert [record.id for record in log.records] == [a_record().id]
    assert [problem.kind for problem in log.problems] == [ProblemKind.NEWER]
    assert repair(paths) == ()
    assert store.own_file().read_bytes() == before


@pytest.mark.parametrize(
    ("changes", "said"),
    [({"note": 5}, "note"), ({"exercise": None}, "exercise"), ({"schema": 1}, "schema"), ({"rev": 0}, "rev")],
)
def test_what_is_wrong_with_a_note_is_named(tmp_path: Path, changes: dict[str, object], said: str) -> None:
    note = Store(folders(tmp_path)).write_note("walk", "one", at_ten(1))
    fields = {**note.model_dump(mode="json", by_alias=True), **changes}
    with pytest.raises(BadLine, match=said):
        read_record(json.dumps(fields).encode())


def test_a_note_of_a_newer_schema_is_read_as_far_as_it_is_understood() -> None:
    fields = {"schema": 3, "type": "exercise-note", "id": "note-walk", "rev": 1, "device": "a-000001"}
    fields |= {"saved_at": "2026-11-22T10:00:00.000+01:00", "exercise": "walk", "note": {"text": "one"}}
    read = read_record(json.dumps(fields).encode())
    assert isinstance(read, ExerciseNote)
    assert (read.exercise, read.note) == ("walk", "")


def test_the_record_of_a_session_has_the_notes_written_in_it() -> None:
    visit = Visit(a_plan(thrust()))
    visit.do(SetNote("bench\tone\nlower"))
    visit.do(EndSession())
    record = the_record(a_header(visit.state.plan), visit.state)
    assert record.exercise_notes == {"hip-thrust": "bench one lower"}
    without = the_record(a_header(visit.state.plan), replace(visit.state, notes={}))
    assert "exercise_notes" not in without.model_dump(mode="json")
