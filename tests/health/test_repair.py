"""`log repair` moves bad lines aside: not a byte is lost, whenever it is killed, and a second time does nothing."""

from __future__ import annotations

import json
import os
import random
import stat
from collections import Counter
from pathlib import Path

import pytest
from filelock import FileLock
from hypothesis import given
from hypothesis import strategies as st

from kneecoach import files as files_module
from kneecoach.errors import KneecoachError
from kneecoach.health import repair as repair_module
from kneecoach.health.check import check
from kneecoach.health.repair import FileRepair, repair
from kneecoach.log.problems import ProblemKind
from kneecoach.log.store import Store
from kneecoach.paths import Paths
from tests.log.damage import BAD_LINES, NO_FILES, damaged, line_of
from tests.log.samples import DEVICE, a_record, folders, two_sessions

posix = pytest.mark.skipif(os.name != "posix", reason="file modes, pipes and links are of POSIX")

SMALL_BAD_LINES = {name: bad for name, (bad, _) in BAD_LINES.items() if len(bad) < 1_000_000}


@pytest.fixture
def paths(tmp_path: Path) -> Paths:
    """Folders with two sessions in the log, and nothing wrong."""
    return two_sessions(tmp_path)


def own_file(paths: Paths) -> Path:
    return paths.log_dir / f"{DEVICE}.jsonl"


def own_bad(paths: Paths) -> Path:
    return paths.log_dir / f"{DEVICE}.bad"


def test_if_nothing_is_wrong_nothing_is_touched(paths: Paths) -> None:
    before = own_file(paths).stat()
    assert repair(paths) == ()
    after = own_file(paths).stat()
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)
    assert sorted(p.name for p in paths.log_dir.iterdir()) == [own_file(paths).name]


def test_if_nothing_is_there_nothing_is_made(tmp_path: Path) -> None:
    paths = Paths(tmp_path / "data", tmp_path / "config", tmp_path / "state")
    assert repair(paths) == ()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("bad", [bad for bad, _ in BAD_LINES.values()], ids=BAD_LINES)
def test_a_bad_line_is_moved_as_it_is(paths: Paths, bad: bytes) -> None:
    good = own_file(paths).read_bytes()
    own_file(paths).write_bytes(good + bad + line_of(3))
    own_bad(paths).write_bytes(b"from an earlier time")
    own_bad(paths).chmod(0o600)
    done = repair(paths)
    assert done == (FileRepair(own_file(paths), f"1 bad line moved to {DEVICE}.bad", own_bad(paths), 1),)
    assert own_file(paths).read_bytes() == good + line_of(3)
    assert own_bad(paths).read_bytes() == b"from an earlier time\n" + bad
    assert repair(paths) == ()
    assert check(paths).problems == ()
    assert stat.S_IMODE(own_file(paths).stat().st_mode) == 0o600 or os.name != "posix"


def test_a_record_in_a_broken_line_becomes_a_line_of_its_own(paths: Paths) -> None:
    own_file(paths).write_bytes(line_of(1) + line_of(7)[:90] + line_of(2).rstrip() + b"\0" + line_of(3))
    before = Store(paths).read().records
    assert len(before) == 3
    [done] = repair(paths)
    assert done.lines == 1
    assert own_file(paths).read_bytes() == line_of(1) + line_of(2) + line_of(3)
    assert own_bad(paths).read_bytes() == line_of(7)[:90] + b"\n\0\n"
    assert Store(paths).read().records == before
    assert Store(paths).read().problems == ()


def test_a_newer_record_is_never_moved(paths: Paths) -> None:
    newer = line_of(3, schema=3, mood="fine") + line_of(4, schema=9, type="dance") + b"junk\n"
    with own_file(paths).open("ab") as file:
        file.write(newer)
    before = own_file(paths).read_bytes()
    repair(paths)
    assert own_file(paths).read_bytes() == before.removesuffix(b"junk\n")


def log_of(rng: random.Random) -> bytes:
    """A log of good and bad lines, with all kinds of line ends."""
    lines = [
        rng.choice([line_of(rng.randrange(1, 9)), rng.choice(list(SMALL_BAD_LINES.values())), b"\n", b" \r\n"])
        for _ in range(rng.randrange(12))
    ]
    data = b"".join(line[:-1] + b"\r\n" if rng.random() < 0.2 else line for line in lines)
    return damaged(data, rng, rng.randrange(4))


@given(rng=st.randoms(use_true_random=False))
def test_not_a_byte_is_lost(tmp_path_factory: pytest.TempPathFactory, rng: random.Random) -> None:
    paths = folders(tmp_path_factory.mktemp("log"))
    not_a_byte_is_lost(paths, log_of(rng))


def not_a_byte_is_lost(paths: Paths, before: bytes) -> None:
    """Repair a log of these bytes, and check what has become of them."""
    paths.log_dir.mkdir(parents=True, mode=0o700)
    own_file(paths).write_bytes(before)
    own_file(paths).chmod(0o600)
    paths.device.chmod(0o600)
    records = Store(paths).read().records
    named = [p for p in check(paths).problems if p.kind.is_bad_line]
    done = repair(paths)
    after = own_file(paths).read_bytes()
    aside = own_bad(paths).read_bytes() if own_bad(paths).exists() else b""
    assert bool(done) == bool(named)
    assert sum(mended.lines for mended in done) == len(named)
    # Line ends may have been added, nothing else; and each of the two files is in the old one's order.
    assert Counter(before) - Counter(after + aside) == Counter()
    added = Counter(after + aside) - Counter(before)
    assert set(added) <= set(b"\n")
    for line in [*after.splitlines(), *aside.splitlines()]:
        assert line in before
    assert Store(paths).read().records == records
    assert [p for p in Store(paths).read().problems if p.kind is not ProblemKind.NEWER] == []
    assert repair(paths) == ()
    assert own_file(paths).read_bytes() == after
    assert (own_bad(paths).read_bytes() if own_bad(paths).exists() else b"") == aside


@pytest.mark.parametrize("dies_in", ["append", "write_whole", "_check_unchanged"])
def test_killed_in_between_nothing_is_lost(paths: Paths, monkeypatch: pytest.MonkeyPatch, dies_in: str) -> None:
    own_file(paths).write_bytes(line_of(1) + b"junk\n" + line_of(2))
    before = own_file(paths).read_bytes()

    class Killed(BaseException):
        pass

    def dies(*_: object, **__: object) -> None:
        raise Killed

    with monkeypatch.context() as patched, pytest.raises(Killed):
        patched.setattr(repair_module, dies_in, dies)
        repair(paths)
    assert own_file(paths).read_bytes() == before
    repair(paths)
    assert own_file(paths).read_bytes() == line_of(1) + line_of(2)
    assert set(own_bad(paths).read_bytes().splitlines()) == {b"junk"}
    assert check(paths).faults == 0


def test_the_bad_lines_are_on_disk_before_the_log_is_replaced(
    paths: Paths, monkeypatch: pytest.MonkeyPatch
) -> None:
    own_file(paths).write_bytes(line_of(1) + b"junk\n")
    order: list[str] = []

    class Watching:
        def __getattr__(self, name: str) -> object:
            return getattr(os, name)

        def fsync(self, descriptor: int) -> None:
            os.fsync(descriptor)
            if not stat.S_ISDIR(os.fstat(descriptor).st_mode):
                order.append("junk" if os.fstat(descriptor).st_size == 5 else "log")

    def check_unchanged(path: Path, before: os.stat_result) -> None:
        order.append("replace")
        really(path, before)

    really = repair_module._check_unchanged
    monkeypatch.setattr(files_module, "os", Watching())
    monkeypatch.setattr(repair_module, "_check_unchanged", check_unchanged)
    repair(paths)
    assert order == ["junk", "log", "replace"]


@posix
def test_a_full_disk_leaves_the_log_as_it_was(paths: Paths, monkeypatch: pytest.MonkeyPatch) -> None:
    own_file(paths).write_bytes(line_of(1) + b"junk\n")
    before = own_file(paths).read_bytes()

    class Full:
        def __getattr__(self, name: str) -> object:
            return getattr(os, name)

        def fsync(self, descriptor: int) -> None:
            raise OSError(28, "No space left on device")

    monkeypatch.setattr(files_module, "os", Full())
    with pytest.raises(KneecoachError, match="No space left on device") as refused:
        repair(paths)
    assert str(own_file(paths)) in str(refused.value)
    assert own_file(paths).read_bytes() == before
    assert not [p for p in paths.log_dir.iterdir() if p.suffix == ".tmp"]


def test_what_is_written_meanwhile_is_not_lost(paths: Paths, monkeypatch: pytest.MonkeyPatch) -> None:
    """A sync tool does not know about the lock."""
    own_file(paths).write_bytes(line_of(1) + b"junk\n")
    really = repair_module._check_unchanged

    def late(path: Path, before: os.stat_result) -> None:
        with path.open("ab") as file:
            file.write(line_of(3))
        really(path, before)

    with monkeypatch.context() as patched, pytest.raises(KneecoachError, match="try again"):
        patched.setattr(repair_module, "_check_unchanged", late)
        repair(paths)
    assert own_file(paths).read_bytes() == line_of(1) + b"junk\n" + line_of(3)
    assert len(list(paths.log_dir.iterdir())) == 2
    repair(paths)
    assert own_file(paths).read_bytes() == line_of(1) + line_of(3)


def test_it_waits_for_the_log_s_lock(paths: Paths, monkeypatch: pytest.MonkeyPatch) -> None:
    own_file(paths).write_bytes(line_of(1) + b"junk\n")
    monkeypatch.setattr(repair_module, "LOCK_SECONDS", 0.01)
    with FileLock(paths.state / "log.lock"), pytest.raises(KneecoachError, match="another program"):
        repair(paths)
    assert own_file(paths).read_bytes() == line_of(1) + b"junk\n"


def test_another_device_s_file_is_left_to_it_unless_asked_for(paths: Paths) -> None:
    others = [paths.log_dir / "phone-000001.jsonl", paths.log_dir / f"{DEVICE} (conflicted copy).jsonl"]
    for path in others:
        path.write_bytes(line_of(3) + b"junk\n")
        path.chmod(0o600)
    assert repair(paths) == ()
    assert check(paths).faults == 2
    assert {done.path for done in repair(paths, every_device=True)} == set(others)
    assert check(paths).faults == 0
    assert [path.with_suffix(".bad").read_bytes() for path in others] == [b"junk\n"] * 2


@posix
@pytest.mark.parametrize("put", NO_FILES.values(), ids=NO_FILES)
def test_what_is_not_a_file_is_left_alone(paths: Paths, put: object) -> None:
    assert callable(put)
    put(paths.log_dir / "phone-000001.jsonl")
    assert repair(paths, every_device=True) == ()
    assert os.path.lexists(paths.log_dir / "phone-000001.jsonl")


@posix
def test_a_link_is_not_written_through(paths: Paths, tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_bytes(b"not yours\n")
    own_file(paths).write_bytes(line_of(1) + b"junk\n")
    own_bad(paths).symlink_to(secret)
    with pytest.raises(KneecoachError):
        repair(paths)
    (paths.log_dir / "phone-000001.jsonl").symlink_to(secret)
    own_bad(paths).unlink()
    repair(paths, every_device=True)
    assert secret.read_bytes() == b"not yours\n"


def test_a_damaged_name_of_the_device_is_moved(paths: Paths) -> None:
    paths.device.write_bytes(b"\0\0\0")
    [done] = repair(paths)
    assert (done.path, done.aside) == (paths.device, paths.state / "device.bad")
    assert (paths.state / "device.bad").read_bytes() == b"\0\0\0"
    Store(paths).append(a_record(3, days=3))
    assert len(Store(paths).read().records) == 3, "the old file is read as another device's"
    assert len(list(paths.log_dir.iterdir())) == 2


@posix
def test_files_are_made_private_again(paths: Paths) -> None:
    paths.log_dir.chmod(0o755)
    own_file(paths).chmod(0o644)
    assert len(repair(paths)) == 2
    assert [stat.S_IMODE(p.stat().st_mode) for p in (paths.log_dir, own_file(paths))] == [0o700, 0o600]
    assert repair(paths) == ()
    assert json.loads(own_file(paths).read_bytes().splitlines()[0])["type"] == "session"
