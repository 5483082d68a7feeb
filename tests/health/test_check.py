"""`log check` finds each kind of fault by name, with its file and line, and changes nothing."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from kneecoach.health.check import check, is_conflict_copy
from kneecoach.log.problems import ProblemKind
from kneecoach.log.store import Store
from kneecoach.paths import Paths
from tests.log.damage import BAD_LINES, NO_FILES, line_of
from tests.log.samples import (
    DEVICE,
    STARTED,
    a_header,
    a_record,
    a_tombstone,
    another_device,
    journal_bytes,
    two_sessions,
)

posix = pytest.mark.skipif(os.name != "posix", reason="file modes, pipes and links are of POSIX")


@pytest.fixture
def paths(tmp_path: Path) -> Paths:
    """Folders with two sessions in the log, and nothing wrong."""
    return two_sessions(tmp_path)


def own_file(paths: Paths) -> Path:
    return paths.log_dir / f"{DEVICE}.jsonl"


def found(paths: Paths) -> list[tuple[str, int, ProblemKind]]:
    """Names of files, lines and kinds. Looking has changed nothing."""
    files = {path: path.read_bytes() for path in paths.data.rglob("*") if path.is_file() and not path.is_symlink()}
    first = check(paths).problems
    assert check(paths).problems == first
    assert files == {p: p.read_bytes() for p in paths.data.rglob("*") if p.is_file() and not p.is_symlink()}
    return [(problem.path.name, problem.line, problem.kind) for problem in first]


def test_nothing_is_wrong(paths: Paths) -> None:
    checked = check(paths)
    assert (checked.files, checked.sessions, checked.faults, checked.problems) == (1, 2, 0, ())


def test_nothing_is_there(tmp_path: Path) -> None:
    paths = Paths(tmp_path / "data", tmp_path / "config", tmp_path / "state")
    assert check(paths).problems == ()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(("bad", "kind"), BAD_LINES.values(), ids=BAD_LINES)
def test_a_bad_line(paths: Paths, bad: bytes, kind: ProblemKind) -> None:
    with own_file(paths).open("ab") as file:
        file.write(bad + line_of(3))
    assert found(paths) == [(own_file(paths).name, 3, kind)]
    checked = check(paths)
    assert (checked.sessions, checked.faults) == (3, 1)


def test_a_torn_last_line(paths: Paths) -> None:
    own_file(paths).write_bytes(own_file(paths).read_bytes()[:-9])
    assert found(paths) == [(own_file(paths).name, 2, ProblemKind.TORN)]


def test_a_newer_record_is_not_a_fault(paths: Paths) -> None:
    with own_file(paths).open("ab") as file:
        file.write(line_of(3, schema=3) + line_of(4, schema=3, status="abandoned"))
    assert found(paths) == [
        (own_file(paths).name, 3, ProblemKind.NEWER),
        (own_file(paths).name, 4, ProblemKind.NEWER),
    ]
    assert (check(paths).sessions, check(paths).faults) == (3, 0)


def test_an_empty_file_is_not_a_fault(paths: Paths) -> None:
    (paths.log_dir / "phone-000001.jsonl").touch(0o600)
    assert found(paths) == [("phone-000001.jsonl", 0, ProblemKind.EMPTY)]
    assert check(paths).faults == 0


@posix
@pytest.mark.parametrize("put", NO_FILES.values(), ids=NO_FILES)
def test_what_is_not_a_file(paths: Paths, put: Callable[[Path], None]) -> None:
    put(paths.log_dir / "phone-000001.jsonl")
    [(name, line, kind)] = [row for row in found(paths) if row[2] is not ProblemKind.LAX_MODE]
    assert (name, line) == ("phone-000001.jsonl", 0)
    assert kind in {ProblemKind.NOT_A_FILE, ProblemKind.UNREADABLE}
    assert check(paths).sessions == 2


@posix
def test_a_file_that_may_not_be_read(paths: Paths, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(path: Path) -> None:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr("kneecoach.log.reading.open_to_read", refused)
    assert found(paths) == [(own_file(paths).name, 0, ProblemKind.UNREADABLE)]


@posix
@pytest.mark.parametrize("which", ["data", "log"])
@pytest.mark.parametrize("put", [None, *NO_FILES.values()], ids=["a file", *NO_FILES])
def test_a_log_that_is_not_a_folder(tmp_path: Path, put: Callable[[Path], None] | None, which: str) -> None:
    paths = Paths(tmp_path / "data", tmp_path / "config", tmp_path / "state")
    place = paths.data if which == "data" else paths.log_dir
    place.parent.mkdir(exist_ok=True)
    if put is None:
        place.write_text("I am a file\n")
    else:
        put(place)
    problems = tuple(problem for problem in check(paths).problems if problem.kind is not ProblemKind.LAX_MODE)
    assert Store(paths).read().problems == problems
    if not place.is_dir():
        assert [(p.path, p.line) for p in problems] == [(place, 0)]
        assert problems[0].kind in {ProblemKind.NOT_A_FILE, ProblemKind.UNREADABLE}


COPIES = [
    f"{DEVICE}.sync-conflict-20261124-101010-ABCDEFG.jsonl",
    f"{DEVICE} (Bob's conflicted copy 2026-11-24).jsonl",
    f"{DEVICE}-DESKTOP.jsonl",
    f"{DEVICE}-desktop.jsonl",
    f"{DEVICE} 2.jsonl",
    f"{DEVICE}(1).jsonl",
]


@pytest.mark.parametrize("name", COPIES)
def test_a_copy_that_a_sync_tool_made_is_read_and_is_not_a_fault(paths: Paths, name: str) -> None:
    copy = paths.log_dir / name
    copy.write_bytes(line_of(2) + line_of(3))
    copy.chmod(0o600)
    assert found(paths) == [(name, 0, ProblemKind.CONFLICT_COPY)]
    assert (check(paths).faults, check(paths).sessions) == (0, 3)
    assert [int(r.id[:8]) for r in Store(paths).read().records] == [1, 2, 3]


def test_devices_are_not_copies_of_one_another() -> None:
    files = [Path(f"{name}.jsonl") for name in (DEVICE, "laptop-3f9a1d", "phone-000001", "lap")]
    assert [is_conflict_copy(path, files) for path in files] == [False] * 4


@pytest.mark.parametrize(
    "name",
    [
        f".syncthing.{DEVICE}.jsonl.tmp",
        f"~syncthing~{DEVICE}.jsonl.tmp",
        f".{DEVICE}.jsonl",
        f"~{DEVICE}.jsonl",
        f".~lock.{DEVICE}.jsonl",
        f"{DEVICE}.jsonl.part",
        f"{DEVICE}.bad",
    ],
)
def test_what_a_sync_tool_is_still_writing_is_not_read(paths: Paths, name: str) -> None:
    (paths.log_dir / name).write_bytes(line_of(3))
    (paths.log_dir / name).chmod(0o600)
    versions = paths.log_dir / ".stversions"
    versions.mkdir()
    (versions / f"{DEVICE}~20261124-101010.jsonl").write_bytes(line_of(4))
    assert check(paths).problems == ()
    assert len(Store(paths).read().records) == 2


def test_records_from_another_device_in_a_file_are_not_a_fault(paths: Paths) -> None:
    with own_file(paths).open("ab") as file:
        file.write(line_of(3, device="phone-000001") + line_of(4, device="phone-000001"))
    assert found(paths) == [(own_file(paths).name, 3, ProblemKind.OTHER_DEVICE)]
    assert check(paths).faults == 0


def test_two_versions_of_the_newest_revision(paths: Paths, tmp_path: Path) -> None:
    phone = Store(another_device(paths, tmp_path))
    phone.append(a_record(1, days=1, rev=2, device="phone-000001", note="phone"))
    Store(paths).append(a_record(1, days=1, rev=2, note="laptop"))
    assert found(paths) == [("phone-000001.jsonl", 1, ProblemKind.TWO_VERSIONS)]
    assert check(paths).faults == 1
    # The same line again is not another version, and a later revision settles it.
    Store(paths).append(a_record(1, days=1, rev=2, note="laptop"))
    assert len(found(paths)) == 1
    phone.append(a_record(1, days=1, rev=3, device="phone-000001", note="both"))
    assert found(paths) == []


def test_deleted_here_and_edited_there(paths: Paths, tmp_path: Path) -> None:
    other = Store(another_device(paths, tmp_path))
    later = STARTED + timedelta(days=9)
    other.append(a_record(1, days=1, rev=2, device="phone-000001", saved_at=later, note="kept"))
    Store(paths).append(a_tombstone(a_record(1, days=1)))
    assert [kind for _, _, kind in found(paths)] == [ProblemKind.TWO_VERSIONS]
    assert check(paths).sessions == 2
    Store(paths).append(a_tombstone(a_record(1, days=1), rev=3))
    assert check(paths).sessions == 1


@pytest.mark.parametrize("note", ["a", "b", "c", "d", "e"])
@pytest.mark.parametrize("is_deleted_first", [True, False])
def test_it_counts_the_version_that_the_log_counts(paths: Paths, note: str, is_deleted_first: bool) -> None:
    """Even if revision, time and device are the same, as after two edits within a clock's tick."""
    edited = a_record(1, days=1, rev=2, note=note)
    deleted = a_tombstone(a_record(1, days=1)).model_copy(update={"saved_at": edited.saved_at})
    for line in (deleted, edited) if is_deleted_first else (edited, deleted):
        Store(paths).append(line)
    assert check(paths).sessions == len(Store(paths).read().records)


@pytest.mark.parametrize(
    "name", [b"../escape", b"two words", b"UPPER", b"\xff\xfe", b"\0\0\0", b"x" * 99, b"x" * 10_000]
)
def test_a_device_file_without_a_valid_name(paths: Paths, name: bytes) -> None:
    paths.device.write_bytes(name)
    assert found(paths) == [("device", 0, ProblemKind.DEVICE)]


@posix
@pytest.mark.parametrize("put", NO_FILES.values(), ids=NO_FILES)
@pytest.mark.parametrize("name", ["device", "live.jsonl"])
def test_a_device_or_a_journal_that_is_not_a_file(paths: Paths, put: Callable[[Path], None], name: str) -> None:
    (paths.state / name).unlink(missing_ok=True)
    put(paths.state / name)
    rows = [row for row in found(paths) if row[2] is not ProblemKind.LAX_MODE]
    if name == "live.jsonl" and put is NO_FILES["a dangling link"]:
        assert rows == [], "there is no session"
    else:
        assert rows == [(name, 0, ProblemKind.DEVICE if name == "device" else ProblemKind.JOURNAL)]


@pytest.mark.parametrize("damaged", [b"junk\n", b"", b"\0" * 100, b"[" * 100_000, b'{"schema": 9}'])
def test_a_journal_whose_header_is_damaged_stays(paths: Paths, damaged: bytes) -> None:
    paths.journal.write_bytes(damaged)
    paths.journal.chmod(0o600)
    assert found(paths) == [("live.jsonl", 0, ProblemKind.JOURNAL)]
    assert str(paths.journal) not in check(paths).problems[0].what


def test_a_journal_with_a_damaged_line(paths: Paths) -> None:
    paths.journal.write_bytes(journal_bytes(a_header(), ()) + b"junk\n")
    paths.journal.chmod(0o600)
    assert found(paths) == [("live.jsonl", 0, ProblemKind.JOURNAL)]
    paths.journal.write_bytes(journal_bytes(a_header(), ()) + b'{"at": 0.0, "ev')
    assert found(paths) == [], "a line that is just being written is none"


@posix
def test_what_others_may_read(paths: Paths) -> None:
    paths.log_dir.chmod(0o755)
    own_file(paths).chmod(0o644)
    paths.device.chmod(0o604)
    assert found(paths) == [
        ("log", 0, ProblemKind.LAX_MODE),
        ("device", 0, ProblemKind.LAX_MODE),
        (own_file(paths).name, 0, ProblemKind.LAX_MODE),
    ]
    assert "0755 and should be 0700" in check(paths).problems[0].what


def test_of_very_many_bad_lines_a_thousand_are_named(paths: Paths) -> None:
    with own_file(paths).open("ab") as file:
        file.write(b"x\n" * 1500)
    problems = check(paths).problems
    assert len(problems) == 1001
    assert "500 more lines" in str(problems[-1])
    assert len(Store(paths).read().problems) == 1001
