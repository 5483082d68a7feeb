"""Lines of the log, one by one: what is a record, what is not and why, and what other versions wrote."""

from __future__ import annotations

import io
import json
import tracemalloc
from pathlib import Path
from typing import Any

import pytest

from kneecoach.log import lines as lines_module
from kneecoach.log import migrate as migrate_module
from kneecoach.log.lines import MAX_LINE_BYTES, BadLine, ParsedLine, parse, raw_lines, read_record
from kneecoach.log.migrate import Fields, migrated
from kneecoach.log.problems import ProblemKind
from kneecoach.log.record import Record, Tombstone
from tests.helpers import is_words
from tests.log.damage import BAD_LINES, RECORD, line_of
from tests.log.samples import a_record, a_tombstone

PATH = Path("laptop-3f9a1c.jsonl")
SEVEN = a_record(7, days=7)


def read(data: bytes) -> list[ParsedLine]:
    """What is read from each line."""
    return [parse(line, PATH) for line in raw_lines(io.BytesIO(data))]


def ids(data: bytes) -> list[str]:
    """The records that are read, by the number in their id."""
    return [str(int(record.id[:8])) for parsed in read(data) for record in parsed.records]


@pytest.mark.parametrize(("bad", "kind"), BAD_LINES.values(), ids=BAD_LINES)
def test_each_kind_of_bad_line_is_named_between_good_ones(bad: bytes, kind: ProblemKind) -> None:
    parsed = read(line_of(1) + bad + line_of(2))
    assert [len(p.records) for p in parsed] == [1, 0, 1]
    problem = parsed[1].problem
    assert problem is not None
    assert (problem.path, problem.line, problem.kind) == (PATH, 2, kind)
    assert len(str(problem)) < 300
    assert is_words(str(problem))
    assert problem.kind.is_fault
    assert problem.kind.is_bad_line


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"pain": {"before": 11}}, "pain.before: should be at most 10, not 11"),
        ({"status": "perfect"}, "status: should be 'completed', 'partial' or 'discarded', not 'perfect'"),
        ({"sets": [{"exercise": "x"}]}, "sets 1, title: is missing"),
        ({"started_at": "2026-11-22T10:00:00"}, "started_at: "),
        ({"active_seconds": 1e308}, "active_seconds: should be at most 1000000000, not 1e+308"),
        ({"speed": 1e308}, "speed: should be at most 1000000000, not 1e+308"),
        ({"type": "shopping"}, "type: should be 'session', 'deleted' or 'exercise-note'"),
    ],
    ids=lambda v: str(v)[:20],
)
def test_the_key_and_what_was_expected_are_said(changes: dict[str, Any], said: str) -> None:
    with pytest.raises(BadLine) as bad:
        read_record(line_of(7, **changes))
    assert f"is not a record: {said}" in str(bad.value)


def test_torn_at_every_byte_the_line_before_is_read() -> None:
    whole = line_of(1) + RECORD
    first = len(line_of(1))
    for cut in range(first + 1, len(whole) - 1):
        one, torn = read(whole[:cut])
        assert one.records == (a_record(1, days=1),)
        assert (torn.records, torn.problem and torn.problem.kind) == ((), ProblemKind.TORN), cut
    assert ids(whole[:-1]) == ["1", "7"], "only the line's end is missing"


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (RECORD[:100] + line_of(1), ["1"]),
        (line_of(1).rstrip() + line_of(2), ["1", "2"]),
        (line_of(1).rstrip() + b"\x8a" + line_of(2), ["1", "2"]),
        (b"\0" * 500 + line_of(1), ["1"]),
        (line_of(1).rstrip() + b"\0" * 500, ["1"]),
        (RECORD[:100] + b"\xff" + line_of(1).rstrip() + RECORD[:60] + line_of(2), ["1", "2"]),
    ],
    ids=["torn and whole", "two", "end of line flipped", "after nuls", "before nuls", "among junk"],
)
def test_a_whole_record_in_a_broken_line_is_read(data: bytes, found: list[str]) -> None:
    assert ids(data) == found
    [parsed] = read(data)
    assert parsed.problem is not None
    assert f"{len(found)} record" in parsed.problem.what
    # Its pieces make up all of it, and say which of them are records.
    assert b"".join(piece for piece, _ in parsed.pieces) == data
    assert sum(is_record for _, is_record in parsed.pieces) == len(found)


def test_a_note_that_looks_like_a_record_is_not_one() -> None:
    inside = line_of(9).decode().strip()
    data = line_of(1, note=inside)
    assert ids(data) == ["1"]
    assert ids(b"x" + data) == ["1"]
    assert ids(data[:-40]) == []


@pytest.mark.parametrize("end", [b"\n", b"\r\n", b" \t\n", b""])
@pytest.mark.parametrize("start", [b"", b"\xef\xbb\xbf", b"  "])
def test_line_ends_and_marks_of_editors_do_not_matter(start: bytes, end: bytes) -> None:
    [parsed] = read(start + RECORD.rstrip() + end)
    assert parsed == ParsedLine((SEVEN,))


@pytest.mark.parametrize("blank", [b"\n", b"\r\n", b"  \t \n", b"\xef\xbb\xbf\n", b"\xef\xbb\xbf"])
def test_blank_lines_do_not_matter(blank: bytes) -> None:
    assert read(blank) == [ParsedLine(())]
    assert read(b"") == []


def test_the_longest_line_that_is_read(tmp_path: Path) -> None:
    room = MAX_LINE_BYTES - len(line_of(7, note=""))
    [parsed] = read(line_of(7, note="x" * room))
    assert parsed.problem is None
    [parsed] = read(line_of(7, note="x" * (room + 1)))
    assert parsed.problem is not None
    assert parsed.problem.kind is ProblemKind.TOO_LONG
    assert str(MAX_LINE_BYTES + 1) in parsed.problem.what


def test_a_huge_line_takes_little_memory(tmp_path: Path) -> None:
    path = tmp_path / "log.jsonl"
    with path.open("wb") as file:
        file.write(line_of(1) + b'{"schema": 1')
        file.seek(50_000_000, io.SEEK_CUR)
        file.write(b"}\n" + line_of(2))
    tracemalloc.start()
    try:
        with path.open("rb") as file:
            found = [(line.number, line.start, line.size, len(line.raw)) for line in raw_lines(file)]
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    size = 50_000_000 + 14
    one = len(line_of(1))
    assert found == [(1, 0, one, one), (2, one, size, MAX_LINE_BYTES + 1), (3, one + size, one, one)]
    assert peak < 4 * MAX_LINE_BYTES


# Of other versions.


def test_a_newer_record_is_shown_as_far_as_it_is_understood() -> None:
    fields = json.loads(line_of(7, schema=3, mood="fine", reps_in_reserve="two or three", pain=[3, 4, 2]))
    fields["sets"][0] |= {"load_kg": {"left": 4, "right": 5}, "holds": [2.0, "long"]}
    fields["sets"][0]["target"]["hold_seconds"] = "two"
    record = read_record(json.dumps(fields).encode())
    assert isinstance(record, Record)
    assert (record.schema_, record.id, record.started_at) == (3, SEVEN.id, SEVEN.started_at)
    assert record.pain.before is None
    assert record.reps_in_reserve is None
    [done] = record.sets
    assert (done.reps, done.load_kg, done.holds, done.target.reps, done.target.hold_seconds) == (
        12,
        None,
        (),
        (15, 15),
        None,
    )


@pytest.mark.parametrize(
    "changes",
    [
        {"type": "measurement"},
        {"type": {"is": "session"}},
        {"status": "abandoned"},
        {"sets": {"hip-thrust": []}},
        {"rev": [1, 2]},
        {"id": 7},
        {"saved_at": "yesterday"},
    ],
    ids=str,
)
def test_a_newer_record_that_cannot_be_understood_is_named_as_that(changes: dict[str, Any]) -> None:
    [parsed] = read(line_of(7, schema=3, **changes))
    assert parsed.records == ()
    assert parsed.problem is not None
    assert parsed.problem.kind is ProblemKind.NEWER
    assert "newer kneecoach" in parsed.problem.what
    assert not parsed.problem.kind.is_fault
    assert not parsed.problem.kind.is_bad_line, "repairing leaves it where it is"


def test_a_newer_tombstone_deletes() -> None:
    fields = json.loads(a_tombstone(SEVEN).model_dump_json(by_alias=True)) | {"schema": 3, "why": "double"}
    assert isinstance(read_record(json.dumps(fields).encode()), Tombstone)


def from_minutes(fields: Fields) -> Fields:
    """A migration such as version 2 might need: minutes become seconds."""
    return {**fields, "active_seconds": fields["active_minutes"] * 60}


def test_an_older_record_is_migrated_when_it_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if this program wrote version 3, and read versions 1 and 2, which have other shapes."""
    renamed = lambda fields: {**fields, "note": fields["remark"]}  # noqa: E731
    monkeypatch.setattr(lines_module, "SCHEMA", 3)
    monkeypatch.setattr(migrate_module.migrated, "__defaults__", ({1: from_minutes, 2: renamed},))
    old = json.loads(line_of(7, active_minutes=15.5, remark="from version 2"))
    first = read_record(json.dumps(old).encode())
    assert isinstance(first, Record)
    assert (first.active_seconds, first.note) == (930.0, "from version 2")
    del old["schema"]  # never written, and read as the first version
    assert read_record(json.dumps(old).encode()).schema_ == 3
    second = read_record(json.dumps(old | {"schema": 2}).encode())
    assert isinstance(second, Record)
    assert (second.active_seconds, second.note) == (SEVEN.active_seconds, "from version 2")
    ours = read_record(json.dumps(old | {"schema": 3}).encode())
    assert isinstance(ours, Record)
    assert (ours.active_seconds, ours.note) == (SEVEN.active_seconds, "")
    [parsed] = read(line_of(7))  # without the key that its migration needs
    assert parsed.problem is not None
    assert (parsed.problem.kind, parsed.problem.what) == (ProblemKind.NOT_A_RECORD, "is not a record of schema 1")


def test_migrations_are_pure_and_run_in_order() -> None:
    seen: list[int] = []

    def step(schema: int) -> Any:
        return lambda fields: (seen.append(schema), {**fields, "path": [*fields["path"], schema]})[1]

    fields: Fields = {"schema": 1, "path": []}
    assert migrated(fields, 4, {n: step(n) for n in (1, 2, 3, 4)}) == {"schema": 4, "path": [1, 2, 3]}
    assert fields == {"schema": 1, "path": []}
    for other in ({"schema": 9}, {"schema": "1"}, {"schema": None}):
        assert migrated(dict(other), 4, {1: step(1)}) == other
