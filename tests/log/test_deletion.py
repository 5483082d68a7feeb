"""Editing, deleting and undeleting: lines are only ever appended, and two that write at once lose nothing."""

from __future__ import annotations

import json
import random
import shutil
import tempfile
import threading
from contextlib import suppress
from datetime import timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kneecoach import files as files_module
from kneecoach.errors import KneecoachError
from kneecoach.log.corrections import answered, corrected
from kneecoach.log.deletion import delete, deleted, undelete
from kneecoach.log.merging import merge
from kneecoach.log.record import PainScores, Record, Tombstone
from kneecoach.log.store import Store
from kneecoach.paths import Paths
from kneecoach.session.events import Outcome, Status
from tests.clocks import FakeClock
from tests.log.samples import DEVICE, STARTED, Disk, a_record, a_tombstone, another_device, at_ten, folders


@pytest.fixture
def paths(tmp_path: Path) -> Paths:
    """Folders with two sessions in them."""
    paths = folders(tmp_path)
    for number in (1, 2):
        Store(paths).append(a_record(number, days=number))
    return paths


def lines(paths: Paths, device: str = DEVICE) -> list[bytes]:
    """The lines of one device's file."""
    return (paths.log_dir / f"{device}.jsonl").read_bytes().splitlines()


def amend(store: Store, base: Record, wanted: Record, minutes: float = 60) -> Record:
    """Save what `wanted` changes."""
    changes = {name: getattr(wanted, name) for name in ("pain", "reps_in_reserve", "note", "sets", "status")}
    return store.amend(base, at_ten(minutes), **changes)


def the(paths: Paths, number: int = 1) -> Record:
    """A session as the log has it now."""
    (record,) = [r for r in Store(paths).read().records if r.id == a_record(number).id]
    return record


def test_a_correction_is_a_new_revision_and_the_old_one_stays(paths: Paths) -> None:
    before = lines(paths)
    amended = amend(Store(paths), the(paths), corrected(the(paths), 0, reps=15))
    assert (amended.rev, amended.status, amended.saved_at) == (2, Status.COMPLETED, STARTED + timedelta(hours=1))
    assert the(paths) == amended
    assert the(paths, 2) == a_record(2, days=2)
    assert lines(paths)[:2] == before
    assert len(lines(paths)) == 3
    assert json.loads(lines(paths)[0])["sets"][0]["reps"] == 12


def test_if_nothing_changes_nothing_is_written(paths: Paths) -> None:
    before = lines(paths)
    assert amend(Store(paths), the(paths), answered(the(paths), after=2)) == the(paths)
    assert lines(paths) == before


def test_two_programs_that_saw_the_same_lose_neither_s_edit(paths: Paths) -> None:
    seen = the(paths)
    amend(Store(paths), seen, answered(seen, note="mine", after=7))
    second = amend(Store(paths), seen, answered(corrected(seen, 0, load_kg=8.0), next_morning=1))
    assert (second.rev, second.note, second.sets[0].load_kg) == (3, "mine", 8.0)
    assert second.pain == PainScores(before=3, worst=4, after=7, next_morning=1)
    assert the(paths) == second


def test_of_two_corrections_of_one_thing_the_later_counts_and_the_earlier_is_kept(paths: Paths) -> None:
    seen = the(paths)
    for note in ("first", "second"):
        amend(Store(paths), seen, answered(seen, note=note))
    assert (the(paths).note, the(paths).rev) == ("second", 3)
    assert [json.loads(line)["note"] for line in lines(paths)[2:]] == ["first", "second"]


def test_a_deleted_session_is_not_edited_but_told(paths: Paths) -> None:
    seen = the(paths)
    delete(Store(paths), seen.id, at_ten(60))
    before = lines(paths)
    with pytest.raises(KneecoachError, match="has been deleted: `kneecoach undelete` brings it back"):
        amend(Store(paths), seen, answered(seen, note="mine"))
    assert lines(paths) == before


def test_deleting_and_bringing_back(paths: Paths) -> None:
    store = Store(paths)
    edited = amend(store, the(paths), answered(the(paths), note="kept"))
    gone = delete(store, edited.id, at_ten(61))
    assert (gone.rev, gone.device, gone.saved_at) == (3, DEVICE, STARTED + timedelta(minutes=61))
    assert [r.id for r in store.read().records] == [a_record(2).id]
    assert [d.record for d in deleted(store.lines([]))] == [edited]
    back = undelete(store, edited.id, at_ten(62))
    assert (back.rev, back.note, the(paths)) == (4, "kept", back)
    assert deleted(store.lines([])) == ()
    assert len(lines(paths)) == 5, "every line is still there"


def test_what_cannot_be_done_is_refused_and_writes_nothing(paths: Paths) -> None:
    store = Store(paths)
    delete(store, a_record(2).id, at_ten(60))
    before = lines(paths)
    for action, session, said in (
        (delete, a_record(2).id, "already been deleted"),
        (delete, "nobody", "not in the log"),
        (undelete, a_record(1).id, "not been deleted"),
        (undelete, "nobody", "not been deleted"),
    ):
        with pytest.raises(KneecoachError, match=said):
            action(store, session, at_ten(61))
    assert lines(paths) == before


def test_a_record_of_a_newer_kneecoach_is_left_alone(paths: Paths) -> None:
    newer = json.loads(a_record(1, days=1, rev=2).model_dump_json(by_alias=True)) | {"schema": 3, "mood": "fine"}
    (paths.log_dir / "phone-000001.jsonl").write_text(json.dumps(newer) + "\n")
    store, seen = Store(paths), a_record(1, days=1)
    before = lines(paths)
    for action in (
        lambda: amend(store, seen, answered(seen, note="mine")),
        lambda: delete(store, seen.id, at_ten(60)),
    ):
        with pytest.raises(KneecoachError, match="saved by a newer kneecoach and is left as it is"):
            action()
    gone = json.loads(a_tombstone(seen, rev=3).model_dump_json(by_alias=True))
    with (paths.log_dir / "phone-000001.jsonl").open("a") as file:
        file.write(json.dumps(gone) + "\n")
    with pytest.raises(KneecoachError, match="newer kneecoach"):
        undelete(store, seen.id, at_ten(60))
    assert lines(paths) == before


def test_the_deletion_of_a_session_that_is_not_here_yet_brings_nothing_back(paths: Paths) -> None:
    store = Store(paths)
    store.append(a_tombstone(a_record(7)))
    assert deleted(store.lines([])) == ()
    with pytest.raises(KneecoachError, match="not been deleted"):
        undelete(store, a_record(7).id, at_ten())


def test_another_device_brings_back_what_this_one_deleted(paths: Paths, tmp_path: Path) -> None:
    phone = Store(another_device(paths, tmp_path))
    delete(Store(paths), a_record(1).id, at_ten(60))
    before = lines(paths)
    undelete(phone, a_record(1).id, at_ten(30))
    assert (the(paths).rev, the(paths).device) == (3, "phone-000001")
    assert lines(paths) == before
    assert len(lines(paths, "phone-000001")) == 1


def test_an_id_is_found_however_it_is_written(paths: Paths) -> None:
    """JSON may write any letter as an escape. Of ids that begin alike, only the exact one counts."""
    escaped = lines(paths)[0].replace(b'"00000001-', b'"\\u0030000000\\u0031-')
    odd = a_record(3, id=f"{a_record(1).id}9").model_copy(update={"note": f"see {a_record(1).id}"})
    (paths.log_dir / f"{DEVICE}.jsonl").write_bytes(escaped + b"\n")
    Store(paths).append(odd)
    assert [r.id for r in Store(paths).lines([], a_record(1).id)] == [a_record(1).id]
    assert delete(Store(paths), a_record(1).id, at_ten()).rev == 2
    assert [r.id for r in Store(paths).read().records] == [odd.id]


def test_a_full_disk_loses_no_revision(paths: Paths, monkeypatch: pytest.MonkeyPatch) -> None:
    before = lines(paths)
    disk = Disk(monkeypatch, files_module)
    disk.full = True
    for action in (
        lambda: amend(Store(paths), the(paths), answered(the(paths), note="mine")),
        lambda: delete(Store(paths), a_record(1).id, at_ten()),
    ):
        with pytest.raises(KneecoachError, match="No space left"):
            action()
    assert lines(paths) == before


def test_programs_that_write_at_once_have_each_edit_in_the_log(paths: Paths) -> None:
    """Four writers, each starting from what it saw first: one changes pain, one the note, two of them different
    sets.
    """
    record = a_record(3, days=3, sets=tuple(a_record().sets[0].model_copy(update={"set": n}) for n in (1, 2)))
    Store(paths).append(record)
    wanted = {
        "pain": answered(record, after=9),
        "note": answered(record, note="mine"),
        "first": corrected(record, 0, reps=15),
        "second": corrected(record, 1, load_kg=8.0, pain=5),
    }
    failed: list[BaseException] = []
    start = threading.Barrier(len(wanted))

    def write(other: Record) -> None:
        start.wait()
        try:
            amend(Store(paths), record, other)
        except BaseException as error:
            failed.append(error)

    threads = [threading.Thread(target=write, args=(other,)) for other in wanted.values()]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    newest = the(paths, 3)
    assert [json.loads(line)["rev"] for line in lines(paths)[2:]] == [1, 2, 3, 4, 5]
    assert (newest.pain, newest.note) == (PainScores(before=3, worst=5, after=9), "mine")
    assert [(s.outcome, s.load_kg) for s in newest.sets] == [(Outcome.COMPLETED, None), (Outcome.PARTIAL, 8.0)]


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["note", "reps", "delete", "undelete", "sync"]),
        st.sampled_from([0, 1]),
        st.integers(0, 20),
        st.integers(-30, 30),
    ),
    max_size=14,
)
"""What is done, by which device, a value, and how many minutes its clock moves, forward or back."""


def sync(devices: list[Paths], to: int) -> None:
    """Copy the other device's file, as a sync tool does."""
    file = f"device-{1 - to}.jsonl"
    if (devices[1 - to].log_dir / file).exists():
        shutil.copy(devices[1 - to].log_dir / file, devices[to].log_dir / file)


def do(store: Store, what: str, value: int, clock: FakeClock) -> None:
    """Do one step on one device, to the session as that device sees it."""
    found = {record.id: record for record in store.read().records}
    record = found.get(a_record().id)
    if what == "delete":
        delete(store, a_record().id, clock)
    elif what == "undelete":
        undelete(store, a_record().id, clock)
    elif record is not None:
        wanted = answered(record, note=f"{value}") if what == "note" else corrected(record, 0, reps=value)
        store.amend(record, clock, note=wanted.note, sets=wanted.sets, status=wanted.status)


@settings(max_examples=60)
@given(steps=STEPS, order=st.randoms(use_true_random=False))
def test_two_devices_end_with_the_same_whatever_they_do(
    steps: list[tuple[str, int, int, int]], order: random.Random
) -> None:
    with tempfile.TemporaryDirectory() as name:
        devices = [Paths(Path(name) / d / "data", Path(name), Path(name) / d / "state") for d in "ab"]
        clocks = [at_ten(60), at_ten(60)]
        for number, paths in enumerate(devices):
            paths.state.mkdir(parents=True)
            paths.device.write_text(f"device-{number}\n")
        stores = [Store(paths) for paths in devices]
        stores[0].append(a_record(device="device-0"))
        stores[1].append(a_record(2, device="device-1"))
        for what, which, value, minutes in steps:
            own = stores[which].own_file()
            before = own.read_bytes()
            clocks[which].advance(60 * minutes)
            if what == "sync":
                sync(devices, which)
            else:
                with suppress(KneecoachError):
                    do(stores[which], what, value, clocks[which])
            assert own.read_bytes().startswith(before), "nothing is taken out"
        for number in (0, 1):
            sync(devices, number)
        assert stores[0].read() == stores[1].read()
        every = stores[0].lines([])
        shuffled = list(every)
        order.shuffle(shuffled)
        assert merge(shuffled) == merge(every) == stores[0].read().records
        assert deleted(shuffled) == deleted(every)
        shown = {r.id for r in merge(every)} | {d.record.id for d in deleted(every)}
        assert shown == {a_record(1).id, a_record(2).id}, "each session is there, or can be brought back"
        for number in (0, 1):
            revs = [line.rev for line in every if line.device == f"device-{number}" and line.id == a_record().id]
            assert all(a < b for a, b in pairwise(revs)), revs


def test_a_tombstone_is_a_line_like_any_other(paths: Paths) -> None:
    delete(Store(paths), a_record(1).id, at_ten(60))
    assert json.loads(lines(paths)[-1]) == {
        "schema": 1,
        "type": "deleted",
        "id": a_record(1).id,
        "rev": 2,
        "device": DEVICE,
        "saved_at": "2026-11-22T11:00:00.000+01:00",
    }
    assert isinstance(Store(paths).lines([])[-1], Tombstone)
