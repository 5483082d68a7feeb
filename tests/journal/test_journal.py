"""The journal: its lines, that they are on disk at once, torn tails, damage, and a failing disk."""

from __future__ import annotations

import json
import os
import stat
import threading
import time
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from kneecoach import files as files_module
from kneecoach.errors import KneecoachError
from kneecoach.files import set_aside
from kneecoach.journal import file as file_module
from kneecoach.journal import journal as journal_module
from kneecoach.journal.file import JournalFile
from kneecoach.journal.journal import Journal, start_journal
from kneecoach.journal.lines import event_json, event_lines
from kneecoach.journal.lock import take_lock
from kneecoach.journal.reading import Unreadable, parse_journal
from kneecoach.journal.record_of import fold
from kneecoach.journal.recorder import reopen
from kneecoach.paths import Paths
from kneecoach.session.commands import Pause, SetLoad, TakeVariant
from kneecoach.session.events import (
    EVENTS,
    AttemptEnded,
    Event,
    HoldEnded,
    Interrupted,
    LoadSet,
    NoteSet,
    Outcome,
    PaceChanged,
    PainReported,
    Paused,
    PhaseStarted,
    RepCounted,
    RestAdjusted,
    Resumed,
    SessionEnded,
    SessionResumed,
    SessionStarted,
    Stage,
    StageStarted,
    Status,
    Undone,
    VariantTaken,
)
from kneecoach.session.plan import Pace, Side
from tests.helpers import Visit, knee_relief, mixed_plan
from tests.log.samples import Disk, a_header, at_ten, folders, journal_bytes

THIRD = 1 / 3
PLACE: dict[str, Any] = {"index": 4, "exercise": "band-walk", "set": 2, "side": Side.RIGHT}
ONE_OF_EACH: tuple[Event, ...] = (
    SessionStarted(at=0.0, routine="small", sets=8, pace=Pace.SELF, side=Side.RIGHT),
    StageStarted(at=0.1 + 0.2, stage=Stage.REST, of=2, attempt=3, seconds=THIRD, **PLACE),
    StageStarted(at=1.0, stage=Stage.WORK, of=2, attempt=1, seconds=None, command="end-rest", **PLACE),
    PhaseStarted(at=2.0, rep=7, phase="squeeze – up", seconds=2.0, hold=True),
    HoldEnded(at=3.0, rep=7, seconds=1.9999999999999998),
    RepCounted(at=4.0, rep=7, of=15, command="count-rep"),
    AttemptEnded(at=5.0, attempt=2, outcome=Outcome.SKIPPED, reps=7, seconds=1e-9, **PLACE),
    Paused(at=6.0, reason="user", command="pause"),
    Resumed(at=7.0, reason="user"),
    Interrupted(at=8.0, reason='the "lid" was\nclosed'),
    Undone(at=9.0, what="skip the set"),
    PaceChanged(at=10.0, value=Pace.GUIDED, command="change-pace"),
    RestAdjusted(at=11.0, value=22.5),
    LoadSet(at=12.0, value=7.5),
    NoteSet(at=12.2, value="bench “lower”", command="set-note"),
    VariantTaken(at=12.5, value="no “band”", command="take-variant"),
    PainReported(at=13.0, value=10),
    SessionResumed(at=14.0, reps=0, total_reps=285, **PLACE),
    SessionEnded(at=86400.125, status=Status.DISCARDED),
)

Open = Callable[..., Journal]


@pytest.fixture
def paths(tmp_path: Path) -> Paths:
    """Folders with nothing in them."""
    return folders(tmp_path)


@pytest.fixture
def started(paths: Paths) -> Iterator[Journal]:
    """A journal with its header."""
    journal = start_journal(paths.journal, a_header())
    yield journal
    journal.close()


def wait_for(ready: Callable[[], bool]) -> bool:
    """Wait until it is so, for at most 2 s."""
    until = time.monotonic() + 2.0
    while not ready() and time.monotonic() < until:
        time.sleep(0.002)
    return ready()


def test_every_kind_of_event_has_a_sample() -> None:
    assert {type(event) for event in ONE_OF_EACH} == set(EVENTS.values())


def test_every_event_comes_back_exactly(paths: Paths, started: Journal) -> None:
    started.append(ONE_OF_EACH)
    assert started.flush()
    leftover = parse_journal(paths.journal)
    assert leftover is not None
    assert leftover.header == a_header()
    assert leftover.events == ONE_OF_EACH
    assert [type(e) for e in leftover.events] == [type(e) for e in ONE_OF_EACH]
    assert (leftover.kept, leftover.torn) == (paths.journal.read_bytes(), b"")
    assert paths.journal.read_bytes() == journal_bytes(a_header(), ONE_OF_EACH)


def test_a_line_is_the_event_as_json_prints_it() -> None:
    told = {"at": 12.0, "event": "rep-counted", "rep": 3, "of": 15}
    event = RepCounted(at=12.0, rep=3, of=15)
    assert json.loads(event_json(event)) == told
    line, _ = event_lines([event], 0)
    assert list(json.loads(line)) == [*told, "crc"]
    assert event_lines(ONE_OF_EACH, 0)[0].count(b"\n") == len(ONE_OF_EACH)


def test_a_checksum_is_the_crc_32_of_all_that_stands_before_it() -> None:
    """Any other reader of a journal can check it. The keys `crc` and the line ends do not count."""
    data = journal_bytes(a_header(), ONE_OF_EACH)
    before = b""
    for line in data.splitlines():
        text, _, checksum = line.rpartition(b',"crc":"')
        before += text
        assert checksum == b'%08x"}' % zlib.crc32(before)


@pytest.mark.parametrize(
    "header",
    [
        a_header(),
        a_header(mixed_plan(), pace=Pace.SELF, first_side=Side.RIGHT, mute=True, speed=60.0),
        a_header(knee_relief(), loads={"hip-thrust": 8.0, "reverse-lunge": 2.5}, pain_before=0),
    ],
    ids=["small", "self-paced", "routine"],
)
def test_the_header_comes_back_exactly(paths: Paths, header: Any) -> None:
    start_journal(paths.journal, header).close()
    leftover = parse_journal(paths.journal)
    assert leftover is not None
    assert (leftover.header, leftover.events) == (header, ())
    assert json.loads(paths.journal.read_bytes())["schema"] == 2


def test_a_session_folds_to_the_same_state(paths: Paths) -> None:
    visit = Visit(knee_relief())
    visit.until_work(20, reps=3)
    visit.do(SetLoad(8.0), after=0.7)
    visit.do(TakeVariant("hold a chair"), after=0.1)
    visit.do(Pause(), after=0.1)
    header = a_header(knee_relief())
    paths.journal.write_bytes(journal_bytes(header, visit.events))
    leftover = parse_journal(paths.journal)
    assert leftover is not None
    assert fold(leftover.header, leftover.events) == visit.state
    assert visit.state.variants == {"reverse-lunge": "hold a chair"}


def test_lines_are_on_disk_without_being_asked_for(paths: Paths, started: Journal) -> None:
    for count, event in enumerate(ONE_OF_EACH, start=1):
        started.append([event])
        due = journal_bytes(a_header(), ONE_OF_EACH[:count])
        assert wait_for(lambda due=due: paths.journal.read_bytes() == due)
    assert started.problem is None


def test_appending_waits_for_no_disk(paths: Paths, monkeypatch: pytest.MonkeyPatch) -> None:
    """A disk that hangs holds up only the writing thread."""
    journal = start_journal(paths.journal, a_header())
    hanging, go_on = threading.Event(), threading.Event()

    class Hung:
        def __getattr__(self, name: str) -> Any:
            return getattr(os, name)

        def fsync(self, descriptor: int) -> None:
            hanging.set()
            assert go_on.wait(5.0)
            os.fsync(descriptor)

    monkeypatch.setattr(file_module, "os", Hung())
    journal.append(ONE_OF_EACH[:1])
    assert hanging.wait(2.0)
    journal.append(ONE_OF_EACH[1:])
    assert not journal.flush(0.01), "it says that not all is on disk"
    go_on.set()
    assert journal.flush()
    journal.close()
    assert paths.journal.read_bytes() == journal_bytes(a_header(), ONE_OF_EACH)


def test_each_batch_is_fsynced(paths: Paths, started: Journal, monkeypatch: pytest.MonkeyPatch) -> None:
    synced: list[int] = []

    class Counting:
        def __getattr__(self, name: str) -> Any:
            return getattr(os, name)

        def fsync(self, descriptor: int) -> None:
            synced.append(os.fstat(descriptor).st_size)
            os.fsync(descriptor)

    monkeypatch.setattr(file_module, "os", Counting())
    started.append(ONE_OF_EACH[:3])
    assert started.flush()
    assert synced[-1] == len(journal_bytes(a_header(), ONE_OF_EACH[:3]))


@pytest.mark.skipif(os.name != "posix", reason="file modes are of POSIX")
def test_only_the_user_can_read_it(tmp_path: Path) -> None:
    state = tmp_path / "a" / "state"
    old = os.umask(0)
    try:
        start_journal(state / "live.jsonl", a_header()).close()
        set_aside(state / "live.jsonl", b"junk\n")
        (state / "live.jsonl").unlink()
    finally:
        os.umask(old)
    assert stat.S_IMODE((state / "live.bad").stat().st_mode) == 0o600
    assert [stat.S_IMODE(p.stat().st_mode) for p in (state, state.parent)] == [0o700, 0o700]
    start_journal(state / "live.jsonl", a_header()).close()
    assert stat.S_IMODE((state / "live.jsonl").stat().st_mode) == 0o600


def test_torn_at_every_byte_of_the_last_two_lines(paths: Paths) -> None:
    """The whole lines are read back; the rest goes to `live.bad`, and the journal goes on."""
    events = ONE_OF_EACH[:6]
    whole = journal_bytes(a_header(), events)
    starts = [len(journal_bytes(a_header(), events[:n])) for n in range(len(events) + 1)]
    aside = paths.state / "live.bad"
    more = ONE_OF_EACH[-1]
    for cut in range(starts[-3], len(whole)):
        paths.journal.write_bytes(whole[:cut])
        aside.unlink(missing_ok=True)
        count = max(n for n, start in enumerate(starts) if start <= cut)
        leftover = parse_journal(paths.journal)
        assert leftover is not None
        assert leftover.events == events[:count], cut
        assert (leftover.kept, leftover.torn) == (whole[: starts[count]], whole[starts[count] : cut])
        lock = take_lock(paths, at_ten())
        assert lock is not None
        recorder = reopen(paths, leftover, lock)
        recorder.append([more])
        recorder.close()
        assert paths.journal.read_bytes() == journal_bytes(a_header(), [*events[:count], more])
        assert (aside.read_bytes() if aside.exists() else b"") == leftover.torn


@pytest.mark.parametrize(
    "bad",
    [
        b"{",
        b"\x00" * 40,
        b"\xff\xfe",
        b"[]",
        b"7",
        b'{"at": 1.0}',
        b'{"at": 1.0, "event": "no-such"}',
        b'{"at": 1.0, "event": ["rep-counted"]}',
        b'{"at": 1.0, "event": "rep-counted", "rep": "x", "of": 2}',
        b"[" * 5000,
        b"",
    ],
    ids=lambda b: repr(b[:30]),
)
def test_reading_stops_at_a_damaged_line(paths: Paths, bad: bytes) -> None:
    head = journal_bytes(a_header(), ONE_OF_EACH[:3])
    tail = journal_bytes(a_header(), ONE_OF_EACH).removeprefix(head)
    paths.journal.write_bytes(head + bad + b"\n" + tail)
    leftover = parse_journal(paths.journal)
    assert leftover is not None
    assert leftover.events == ONE_OF_EACH[:3]
    assert (leftover.kept, leftover.torn) == (head, bad + b"\n" + tail)


def test_a_damaged_header_is_reported_in_one_sentence_and_stays(paths: Paths) -> None:
    whole = journal_bytes(a_header(), ONE_OF_EACH[:2])
    for damaged in (b"", b"\n", whole[:1], whole[:100], b"x" + whole, whole[whole.index(b"\n") + 1 :]):
        paths.journal.write_bytes(damaged)
        with pytest.raises(Unreadable) as refused:
            parse_journal(paths.journal)
        assert str(refused.value) == f"{paths.journal}: this unfinished session was damaged at its start"
        assert paths.journal.read_bytes() == damaged


def test_a_header_that_lacks_only_its_line_end(paths: Paths) -> None:
    """With that byte missing, the session either goes on in a journal that can be read again, or is set aside."""
    paths.journal.write_bytes(journal_bytes(a_header(), ()).rstrip(b"\n"))
    try:
        leftover = parse_journal(paths.journal)
    except Unreadable:
        return
    assert leftover is not None
    journal = Journal(JournalFile(paths.journal, leftover.kept), leftover.checksum or 0)
    journal.append(ONE_OF_EACH[:2])
    journal.close()
    again = parse_journal(paths.journal)
    assert again is not None
    assert again.events == ONE_OF_EACH[:2]


def test_without_a_file_there_is_no_journal(paths: Paths) -> None:
    assert parse_journal(paths.journal) is None


def test_a_full_disk_is_reported_and_the_lines_are_written_later(
    paths: Paths, started: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(journal_module, "RETRY_SECONDS", 0.01)
    started.append(ONE_OF_EACH[:2])
    assert started.flush()
    disk = Disk(monkeypatch, files_module)
    disk.full = True
    started.append(ONE_OF_EACH[2:4])
    assert wait_for(lambda: disk.failures > 4)
    started.append(ONE_OF_EACH[4:])
    assert not started.flush(0.01)
    problem = started.problem
    assert problem is not None
    assert problem.startswith(f"{paths.journal}: ")
    assert "No space left on device" in problem
    leftover = parse_journal(paths.journal)
    assert leftover is not None
    assert leftover.events == ONE_OF_EACH[: len(leftover.events)], "what is there meanwhile is a beginning"
    assert len(leftover.events) >= 2
    disk.full = False
    assert started.flush()
    assert paths.journal.read_bytes() == journal_bytes(a_header(), ONE_OF_EACH)
    assert wait_for(lambda: started.problem is None)


def test_closing_tries_once_more(paths: Paths, started: Journal, monkeypatch: pytest.MonkeyPatch) -> None:
    disk = Disk(monkeypatch, files_module)
    disk.full = True
    started.append(ONE_OF_EACH)
    assert wait_for(lambda: started.problem is not None)
    disk.full = False
    started.close()
    assert paths.journal.read_bytes() == journal_bytes(a_header(), ONE_OF_EACH)


def test_a_removed_journal_is_written_again(paths: Paths, started: Journal) -> None:
    started.append(ONE_OF_EACH[:2])
    assert started.flush()
    paths.journal.unlink()
    started.append(ONE_OF_EACH[2:])
    assert started.flush()
    assert paths.journal.read_bytes() == journal_bytes(a_header(), ONE_OF_EACH)


def test_a_journal_cannot_be_started_without_room(paths: Paths, monkeypatch: pytest.MonkeyPatch) -> None:
    Disk(monkeypatch, files_module).full = True
    with pytest.raises(KneecoachError, match="No space left on device") as refused:
        start_journal(paths.journal, a_header())
    assert str(paths.journal) in str(refused.value)
