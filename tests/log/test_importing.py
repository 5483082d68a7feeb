"""Importing sessions: what is read, what is wrong with it, and what the log lacks."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given

from kneecoach import files as files_module
from kneecoach.errors import KneecoachError
from kneecoach.log.importing import import_records, plan_import, read_import
from kneecoach.log.merging import merge
from kneecoach.log.raw import LogLine, read_line
from kneecoach.log.store import Store
from kneecoach.paths import Paths
from kneecoach.review.export.as_json import json_text
from kneecoach.review.export.select import DateRange, lines_of
from tests.helpers import is_words
from tests.log.samples import Disk, a_record, a_tombstone, another_device, folders
from tests.log.test_store import LINES, own_file, posix
from tests.log.test_store import Line as Entry


@pytest.fixture
def paths(tmp_path: Path) -> Paths:
    """Folders with nothing in them."""
    return folders(tmp_path)


def raw(entry: Entry | None = None, **changes: Any) -> bytes:
    """A line with these contents, and with `changes`, whatever they are."""
    return json.dumps(json.loads((entry or a_record()).model_dump_json(by_alias=True)) | changes).encode()


def lines(*entries: Entry) -> list[LogLine]:
    """Lines of the log with these contents."""
    return [read_line(raw(entry)) for entry in entries]


ONE, TWO = raw(a_record(1)), raw(a_record(2, days=1))


@pytest.mark.parametrize(
    "data",
    [
        ONE + b"\n" + TWO + b"\n",
        ONE + b"\r\n\r\n" + TWO,
        b"\xef\xbb\xbf" + ONE + b"\n" + TWO,
        b"[" + ONE + b"," + TWO + b"]",
        b" [\n" + ONE + b" ,\n" + TWO + b"\n] \n",
        json.dumps([json.loads(ONE), json.loads(TWO)], indent=2).encode(),
        ("[" + ONE.decode() + "," + TWO.decode() + "]").encode("utf-16"),
        json_text(lines(a_record(1), a_record(2, days=1))).encode(),
    ],
    ids=["log", "windows", "bom", "list", "spaced", "indented", "utf-16", "export"],
)
def test_what_is_read(data: bytes) -> None:
    incoming = read_import(data)
    assert incoming.problems == ()
    assert [line.entry for line in incoming.lines] == [a_record(1), a_record(2, days=1)]
    for line in incoming.lines:
        assert b"\n" not in line.raw
        assert read_line(line.raw) == line


def test_one_record_over_many_lines() -> None:
    shown = json.dumps(json.loads(ONE), indent=2).encode()
    assert [line.entry for line in read_import(shown).lines] == [a_record(1)]


@pytest.mark.parametrize("data", [b"[]", b" [ ]\n"])
def test_an_empty_list_is_nothing(data: bytes) -> None:
    assert read_import(data) == read_import(b"")


def bad_pain() -> bytes:
    return raw(pain={"before": 11})


def bad_side() -> bytes:
    sets = json.loads(ONE)["sets"]
    return raw(sets=[*sets, {**sets[0], "side": "up\x1b[31m"}])


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (
            ONE + b"\n" + bad_pain(),
            ["line 2: is not a record: pain.before: should be at most 10, not 11"],
        ),
        (
            b"[" + bad_side() + b"]",
            ["record 1: is not a record: sets 2, side: should be 'left', 'right' or 'both', not 'up\\x1b[31m'"],
        ),
        (
            b"[" + bad_pain() + b"," + ONE + b"," + bad_pain() + b"]",
            ["record 1: is not a record: pain.before", "record 3: is not a record: pain.before"],
        ),
        (ONE + b"\n" + TWO + b"\n" + ONE[:50], ["line 3: is not JSON at character "]),
        (b"\x00\x00\n" + ONE + b"\n" + TWO, ["line 1: contains NUL bytes"]),
        (raw(id=None), ["line 1: is not a record: id: should be text"]),
        (
            b"[" + raw(a_tombstone(a_record())).replace(b'"rev"', b'"reb"') + b"]",
            ["record 1: is not a record: rev: is missing"],
        ),
        (b'{"type": "zap"}', ["line 1: is not a record: type: should be 'session', 'deleted' or 'exercise-note'"]),
        (b"{}", ["line 1: is not a record: type: should be 'session', 'deleted' or 'exercise-note'"]),
        (b"[1, 2]", ["record 1: is not a record: should be a JSON object", "record 2: is not a record: "]),
        (b"null", ["the record: is not a record: should be a JSON object"]),
        (b"what", ["the file: is not JSON at line 1, column 1"]),
        (b"[" + ONE, [f"the file: is not JSON at line 1, column {len(ONE) + 2}"]),
        (b"[" + ONE + b" " + TWO + b"]", [f"the file: is not JSON at line 1, column {len(ONE) + 3}"]),
        (b"[\n" + ONE + b"] " + TWO, [f"the file: is not JSON at line 2, column {len(ONE) + 3}"]),
        (b"[" + ONE + b", ]", ["the file: is not JSON at line 1, column "]),
        (b"[" * 200_000, ["the file: is JSON nested too deep"]),
        (b'{"a":' * 200_000, ["line 1: is JSON nested too deep"]),
        (b'[{"a":' + b"[" * 200_000, ["the file: is JSON nested too deep"]),
        (b'[{"load_kg": NaN}]', ["the file: is not JSON: NaN is not a number"]),
        (b'[{"rev": 1' + b"0" * 5000 + b"}]", ["the file: is not JSON: a number is too long"]),
        (b"[" + raw(note="\ud800") + b"]", ["record 1: is not UTF-8"]),
        (raw(note="\ud800"), ["line 1: is not a record: all of it: is not valid JSON"]),
        (b"[" + ONE.replace(b'"note": ""', b'"note": "\xff"') + b"]", ["the file: is not text"]),
        (b"\x7fELF\x02\x01\x01\xff\xfe\x00", ["the file: is not text"]),
    ],
    ids=lambda value: repr(value[:24]) if isinstance(value, bytes) else "",
)
def test_what_is_wrong_is_named(data: bytes, said: list[str]) -> None:
    problems = read_import(data).problems
    assert len(problems) == len(said)
    for problem, words in zip(problems, said, strict=True):
        assert problem.startswith(words)
        assert is_words(problem)
        assert len(problem) < 300


def test_only_what_is_new_or_a_higher_revision() -> None:
    present = lines(a_record(1, rev=2), a_record(2, days=1), a_tombstone(a_record(3, days=2)))
    higher, new = a_record(2, days=1, rev=2, note="higher"), a_record(4, days=3)
    found = plan_import(present, lines(a_record(1), a_record(1, rev=2), a_record(3, days=2), higher, new))
    assert [line.entry for line in found.lines] == [higher, new]
    assert (found.new, found.updated, found.already_there, found.passed_over) == (1, 1, 1, 1)


def test_of_a_new_session_every_revision_comes_oldest_first() -> None:
    first, second, gone = a_record(1), a_record(1, rev=2, note="two"), a_tombstone(a_record(1), rev=3)
    found = plan_import([], lines(gone, second, first, second))
    assert [line.entry for line in found.lines] == [first, second, gone]
    assert (found.new, found.updated) == (1, 0)


def test_a_deletion_is_taken_in() -> None:
    found = plan_import(lines(a_record(1)), lines(a_tombstone(a_record(1))))
    assert (found.updated, len(found.lines)) == (1, 1)


@given(mine=LINES, theirs=LINES)
def test_importing_is_merging_and_twice_is_once(mine: list[Entry], theirs: list[Entry]) -> None:
    present = lines(*mine)
    found = plan_import(present, lines(*theirs))
    after = [*present, *found.lines]
    assert merge(line.entry for line in after) == merge([*mine, *theirs])
    again = plan_import(after, lines(*theirs))
    assert again.lines == ()
    assert (again.new, again.updated) == (0, 0)
    assert found.new + found.updated + found.already_there + found.passed_over == len({e.id for e in theirs})
    for many in range(len(found.lines)):
        # If killed while appending, what was appended is whole, and importing again does the rest.
        part = [*present, *found.lines[:many]]
        rest = plan_import(part, lines(*theirs))
        assert merge(line.entry for line in [*part, *rest.lines]) == merge([*mine, *theirs])


def as_values(these: Iterable[LogLine]) -> list[Any]:
    """What the lines say, each once."""
    return [json.loads(line) for line in sorted({json.dumps(json.loads(line.raw)) for line in these})]


@given(entries=LINES)
def test_there_and_back(entries: list[Entry]) -> None:
    """Any records, exported as JSON and imported into an empty log, give the same log."""
    log = lines(*entries)
    for everything in (False, True):
        incoming = read_import(json_text(lines_of(log, DateRange(), everything=everything)).encode())
        assert incoming.problems == ()
        taken = plan_import([], incoming.lines)
        assert merge(line.entry for line in taken.lines) == merge(entries)
        if everything:
            assert as_values(taken.lines) == as_values(log), "and nothing is lost"


def test_what_this_program_does_not_know_stays(paths: Paths) -> None:
    newer = raw(a_record(1), schema=2, mood={"words": "fine", "scores": [1.50, 2e3]})
    _, path = import_records(Store(paths), read_import(b"[" + newer + b"]").lines, [])
    assert path == own_file(paths)
    assert json.loads(path.read_bytes()) == json.loads(newer)


def test_it_goes_to_this_device_s_file_as_it_is(paths: Paths, tmp_path: Path) -> None:
    phone = Store(another_device(paths, tmp_path))
    phone.append(a_record(1, device="phone-000001"))
    before = (paths.log_dir / "phone-000001.jsonl").read_bytes()
    evil = a_record(2, days=1, device="../../../etc/passwd\x00\x1b[31m", rev=7)
    found, path = import_records(Store(paths), lines(evil, a_record(1, device="phone-000001")), [])
    assert (found.new, found.already_there) == (1, 1)
    assert sorted(p.name for p in paths.log_dir.iterdir()) == [path.name, "phone-000001.jsonl"]
    assert (paths.log_dir / "phone-000001.jsonl").read_bytes() == before
    assert Store(paths).read().records == (a_record(1, device="phone-000001"), evil)
    assert {p.name for p in tmp_path.iterdir()} == {"kneecoach", "phone-000001"}


@posix
def test_all_or_nothing(paths: Paths, monkeypatch: pytest.MonkeyPatch) -> None:
    store = Store(paths)
    store.append(a_record(1))
    before = own_file(paths).read_bytes()
    disk = Disk(monkeypatch, files_module)
    disk.full = True
    many = lines(*(a_record(n, days=n) for n in range(2, 50)))
    with pytest.raises(KneecoachError, match="the session cannot be saved: No space left"):
        import_records(store, many, [])
    assert own_file(paths).read_bytes() == before
    disk.full = False
    assert import_records(store, many, [])[0].new == 48
    assert len(store.read().records) == 49


def test_after_a_torn_line_it_begins_a_line_of_its_own(paths: Paths) -> None:
    store = Store(paths)
    path = store.append(a_record(1))
    path.write_bytes(path.read_bytes() + b'{"torn')
    import_records(store, lines(a_record(2, days=1)), [])
    log = store.read()
    assert [record.id for record in log.records] == [a_record(1).id, a_record(2).id]
    assert [problem.line for problem in log.problems] == [2]


def test_nothing_new_writes_nothing(paths: Paths) -> None:
    path = Store(paths).append(a_record(1))
    before = path.stat().st_mtime_ns, path.read_bytes()
    found, _ = import_records(Store(paths), lines(a_record(1)), [])
    assert found.lines == ()
    assert (path.stat().st_mtime_ns, path.read_bytes()) == before
