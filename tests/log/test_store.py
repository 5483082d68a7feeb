"""The log: appending, reading all devices' files, merging revisions, damage, and who may read it."""

from __future__ import annotations

import gc
import json
import os
import random
import stat
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kneecoach import files as files_module
from kneecoach.cli.export import export
from kneecoach.errors import KneecoachError
from kneecoach.log import lines as lines_module
from kneecoach.log import raw as raw_module
from kneecoach.log import store as store_module
from kneecoach.log.importing import import_records, read_import
from kneecoach.log.lines import read_record
from kneecoach.log.merging import merge
from kneecoach.log.record import Record, Tombstone
from kneecoach.log.store import Store
from kneecoach.paths import Paths
from tests.log.samples import DEVICE, STARTED, Disk, a_record, a_tombstone, another_device, at_ten, folders

Line = Record | Tombstone

posix = pytest.mark.skipif(os.name != "posix", reason="file modes are of POSIX")


@pytest.fixture
def paths(tmp_path: Path) -> Paths:
    """Folders with nothing in them."""
    return folders(tmp_path)


def own_file(paths: Paths) -> Path:
    """The file that DEVICE writes."""
    return paths.data / "log" / f"{DEVICE}.jsonl"


def ids(paths: Paths) -> list[str]:
    """The ids in the log, as read."""
    return [record.id for record in Store(paths).read().records]


def a_line(number: int, rev: int, minute: int, device: str, deleted: bool, later: bool, note: str) -> Line:
    """A tombstone, or a record: of a version that every kneecoach reads, or entered `later`."""
    saved_at = STARTED + timedelta(minutes=minute)
    if deleted:
        return a_tombstone(a_record(number), rev).model_copy(update={"device": device, "saved_at": saved_at})
    times = {"schema": 2, "entered": "later", "ended_at": None, "active_seconds": None, "paused_seconds": None}
    more = times if later else {}
    return a_record(number, days=number, rev=rev, device=device, saved_at=saved_at, note=note, **more)


LINES = st.lists(
    st.builds(
        a_line,
        number=st.integers(1, 3),
        rev=st.integers(1, 3),
        minute=st.integers(0, 2),
        device=st.sampled_from(["a-000001", "b-000002"]),
        deleted=st.sampled_from([False, False, True]),
        later=st.booleans(),
        note=st.sampled_from(["", "one", "two"]),
    ),
    max_size=12,
)


@given(lines=LINES, order=st.randoms(use_true_random=False))
def test_the_order_of_reading_never_matters(lines: list[Line], order: random.Random) -> None:
    shuffled = list(lines)
    order.shuffle(shuffled)
    assert merge(shuffled) == merge(lines)


@given(mine=LINES, theirs=LINES, others=LINES)
def test_merging_is_commutative_associative_and_idempotent(
    mine: list[Line], theirs: list[Line], others: list[Line]
) -> None:
    assert merge([*mine, *theirs]) == merge([*theirs, *mine])
    assert merge([*mine, *theirs, *others]) == merge([*others, *mine, *theirs])
    assert merge([*mine, *mine]) == merge(mine)
    merged = merge([*mine, *theirs])
    assert merge([*merged, *mine, *theirs]) == merged
    assert merge(merged) == merged


@given(lines=LINES)
def test_of_each_session_the_newest_line_counts(lines: list[Line]) -> None:
    def age(line: Line) -> tuple[object, ...]:
        return (line.rev, line.saved_at, line.device)

    kept = {record.id: record for record in merge(lines)}
    for number in {line.id for line in lines}:
        same = [line for line in lines if line.id == number]
        top = [line for line in same if age(line) == max(map(age, same))]
        if all(isinstance(line, Tombstone) for line in top):
            assert number not in kept
        elif all(isinstance(line, Record) for line in top):
            assert kept[number] in top
    assert list(kept) == sorted(kept), "oldest first: session n is of day n"


def test_revision_counts_before_time_and_time_before_device() -> None:
    first = a_record(rev=1, saved_at=STARTED + timedelta(days=9), device="z-000009")
    second = a_record(rev=2, saved_at=STARTED, device="a-000001")
    assert merge([second, first]) == (second,)
    later = a_record(rev=2, saved_at=STARTED + timedelta(milliseconds=1), device="a-000001")
    assert merge([later, second]) == (later,)
    # The same instant, written with another offset; then the device decides.
    elsewhere = second.model_copy(update={"saved_at": STARTED.astimezone(), "device": "b-000002"})
    assert merge([elsewhere, second]) == (elsewhere,)


def test_sessions_come_oldest_first_whatever_the_file(paths: Paths, tmp_path: Path) -> None:
    store, other = Store(paths), Store(another_device(paths, tmp_path))
    store.append(a_record(3, days=2))
    other.append(a_record(2, days=1))
    store.append(a_record(1, days=0))
    assert ids(paths) == [a_record(n).id for n in (1, 2, 3)]
    assert Store(another_device(paths, tmp_path, "tablet-00002")).read() == store.read()
    assert sorted(p.name for p in store.folder.iterdir()) == [f"{DEVICE}.jsonl", "phone-000001.jsonl"]


def test_appending_says_where_and_reading_gives_it_back(paths: Paths) -> None:
    record = a_record()
    assert Store(paths).append(record) == own_file(paths)
    assert Store(paths).read() == store_module.Log((record,), ())
    line = own_file(paths).read_bytes()
    assert line.endswith(b"\n")
    assert line.count(b"\n") == 1
    assert json.loads(line)["type"] == "session"


def test_there_may_be_no_log_yet(paths: Paths) -> None:
    assert Store(paths).read() == store_module.Log((), ())
    assert not paths.log_dir.exists(), "looking makes no folder"


def test_nothing_is_rewritten_in_place(paths: Paths) -> None:
    store = Store(paths)
    store.append(a_record())
    before = own_file(paths).read_bytes()
    amended = store.amend(a_record(), at_ten(45), note="knee clicked")
    assert (amended.rev, amended.note, amended.saved_at) == (2, "knee clicked", STARTED + timedelta(minutes=45))
    assert own_file(paths).read_bytes().startswith(before)
    assert store.read().records == (amended,)
    store.append(a_tombstone(amended, rev=3))
    assert store.read().records == ()
    assert own_file(paths).read_bytes().count(b"\n") == 3


def test_an_amendment_from_another_device_is_in_its_own_file(paths: Paths, tmp_path: Path) -> None:
    Store(paths).append(a_record())
    before = own_file(paths).read_bytes()
    amended = Store(another_device(paths, tmp_path)).amend(a_record(), at_ten(45), note="by phone")
    assert amended.device == "phone-000001"
    assert own_file(paths).read_bytes() == before
    assert Store(paths).read().records == (amended,)


def test_a_deletion_hides_every_device_s_revisions(paths: Paths, tmp_path: Path) -> None:
    Store(paths).append(a_record())
    phone = Store(another_device(paths, tmp_path))
    phone.append(a_tombstone(a_record()))
    assert ids(paths) == []
    Store(paths).append(a_record(rev=2))
    assert ids(paths) == [], "the deletion was saved later than this second revision"


@pytest.mark.parametrize("left", [1, 40, -1])
def test_after_a_torn_last_line_both_good_ones_survive(paths: Paths, left: int) -> None:
    store = Store(paths)
    store.append(a_record(1))
    store.append(a_record(2, days=1))
    whole = own_file(paths).read_bytes()
    first = whole.index(b"\n") + 1
    torn = whole[: first + left] if left > 0 else whole[: left - 1]
    own_file(paths).write_bytes(torn)
    assert ids(paths) == [a_record(1).id]
    problems = store.read().problems
    assert [(p.path, p.line) for p in problems] == [(own_file(paths), 2)]
    store.append(a_record(3, days=2))
    assert ids(paths) == [a_record(1).id, a_record(3).id]
    assert own_file(paths).read_bytes().startswith(torn), "what was torn is kept"


def test_a_last_line_that_only_lacks_its_end_is_whole(paths: Paths) -> None:
    store = Store(paths)
    store.append(a_record(1))
    own_file(paths).write_bytes(own_file(paths).read_bytes().rstrip(b"\n"))
    assert ids(paths) == [a_record(1).id]
    store.append(a_record(2, days=1))
    assert ids(paths) == [a_record(1).id, a_record(2).id]
    assert store.read().problems == ()


@pytest.mark.parametrize(
    "bad",
    [b"{", b'{"schema": 1}', b"\x00\x00\x00", b"\xff\xfe", b"[]", b"null", b'"text"', b"[" * 5000, b"1e999999"],
    ids=lambda b: repr(b[:12]),
)
def test_a_bad_line_in_the_middle_is_named_and_kept(paths: Paths, bad: bytes) -> None:
    store = Store(paths)
    store.append(a_record(1))
    with own_file(paths).open("ab") as file:
        file.write(bad + b"\n")
    store.append(a_record(2, days=1))
    log = store.read()
    assert [r.id for r in log.records] == [a_record(1).id, a_record(2).id]
    [problem] = log.problems
    assert (problem.path, problem.line) == (own_file(paths), 2)
    assert str(problem).startswith(f"{own_file(paths)}, line 2: ")
    assert own_file(paths).read_bytes().splitlines()[1] == bad


def test_blank_lines_do_not_matter(paths: Paths) -> None:
    Store(paths).append(a_record(1))
    with own_file(paths).open("ab") as file:
        file.write(b"\n  \n\r\n")
    assert Store(paths).read() == store_module.Log((a_record(1),), ())


def test_a_record_of_a_newer_kneecoach_is_shown_and_left_alone(paths: Paths) -> None:
    newer = json.loads(a_record(1).model_dump_json(by_alias=True))
    newer |= {"schema": 3, "mood": "fine"}
    newer["sets"][0]["tempo"] = "1-2-2"
    paths.log_dir.mkdir(parents=True)
    own_file(paths).write_text(json.dumps(newer) + "\n")
    before = own_file(paths).read_bytes()
    log = Store(paths).read()
    assert log.problems == ()
    [record] = log.records
    assert (record.schema_, record.sets[0].reps) == (3, 12)
    with pytest.raises(KneecoachError, match="newer"):
        Store(paths).amend(record, at_ten(), note="mine")
    assert own_file(paths).read_bytes() == before


@posix
def test_only_the_user_can_read_it(tmp_path: Path) -> None:
    paths = Paths(tmp_path / "a" / "data", tmp_path / "a" / "config", tmp_path / "a" / "state")
    old = os.umask(0)
    try:
        Store(paths).append(a_record())
    finally:
        os.umask(old)
    found = {p.relative_to(tmp_path): stat.S_IMODE(p.stat().st_mode) for p in tmp_path.rglob("*")}
    assert len(found) >= 6
    for path, mode in found.items():
        assert mode == (0o700 if (tmp_path / path).is_dir() else 0o600), path


@posix
def test_a_failed_append_changes_nothing(paths: Paths, monkeypatch: pytest.MonkeyPatch) -> None:
    store = Store(paths)
    store.append(a_record(1))
    before = own_file(paths).read_bytes()
    disk = Disk(monkeypatch, files_module)
    disk.full = True
    with pytest.raises(KneecoachError, match="No space left on device") as failed:
        store.append(a_record(2, days=1))
    assert str(own_file(paths)) in str(failed.value)
    assert own_file(paths).read_bytes() == before
    disk.full = False
    store.append(a_record(2, days=1))
    assert ids(paths) == [a_record(1).id, a_record(2).id]


def test_if_nothing_can_be_saved_it_is_said_beforehand(paths: Paths) -> None:
    paths.data.mkdir(parents=True, exist_ok=True)
    paths.log_dir.write_text("not a folder")
    for attempt in (Store(paths).check_writable, lambda: Store(paths).append(a_record())):
        with pytest.raises(KneecoachError) as refused:
            attempt()
        assert str(paths.log_dir) in str(refused.value)
        assert "\n" not in str(refused.value)


def test_a_file_that_cannot_be_read_is_named_and_the_others_are_read(paths: Paths) -> None:
    Store(paths).append(a_record(1))
    (paths.log_dir / "zzz-000000.jsonl").mkdir()
    log = Store(paths).read()
    assert [record.id for record in log.records] == [a_record(1).id]
    assert [p.path.name for p in log.problems] == ["zzz-000000.jsonl"]


def test_what_sync_programs_leave_beside_it_is_not_read_as_the_log(paths: Paths) -> None:
    Store(paths).append(a_record(1))
    (paths.log_dir / "notes.txt").write_text("hello")
    (paths.log_dir / f"{DEVICE}.bad").write_text("junk\n")
    conflict = paths.log_dir / f"{DEVICE}.sync-conflict-20261122-100000-ABCDEFG.jsonl"
    conflict.write_bytes(own_file(paths).read_bytes())
    assert Store(paths).read() == store_module.Log((a_record(1),), ())


def test_reading_leaves_the_search_for_circles_as_it_was(paths: Paths) -> None:
    Store(paths).append(a_record())
    assert gc.isenabled()
    Store(paths).read()
    assert gc.isenabled()
    gc.disable()
    try:
        Store(paths).read()
        assert not gc.isenabled()
    finally:
        gc.enable()


@pytest.mark.parametrize("read", ["read", "lines", "read_import", "import_records", "export"])
def test_nothing_searches_for_circles_while_many_lines_are_read(
    paths: Paths, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, read: str
) -> None:
    """Scanning what has been read, again and again, takes most of the time."""
    store = Store(paths)
    store.append(a_record())
    raw = own_file(paths).read_bytes()
    incoming = read_import(raw).lines
    searched: list[bool] = []
    written, there = tmp_path / "all.json", ("--data-dir", str(paths.data))

    def watching(line: bytes) -> lines_module.Line:
        searched.append(gc.isenabled())
        return read_record(line)

    for module in (lines_module, raw_module):
        monkeypatch.setattr(module, "read_record", watching)
    readers: dict[str, Callable[[], object]] = {
        "read": store.read,
        "lines": lambda: store.lines([]),
        "read_import": lambda: read_import(raw),
        "import_records": lambda: import_records(store, incoming, []),
        "export": lambda: export.main(["-o", str(written), *there], standalone_mode=False),
    }
    readers[read]()
    assert searched
    assert not any(searched)
    assert gc.isenabled()


def test_what_is_read_to_be_kept_is_never_looked_through_for_circles(paths: Paths) -> None:
    Store(paths).append(a_record())
    log = Store(paths).read_to_keep()
    looked_through = {id(each) for each in gc.get_objects()}
    assert not looked_through & {id(record.sets) for record in log.records}
