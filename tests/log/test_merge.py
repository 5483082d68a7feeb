"""Files of several devices, and copies that sync tools made of them: whatever holds the lines, their union counts.

`merge` returns the sessions that are left, so its output no longer has tombstones. For folders that are synced at
any time, in any order and repeatedly, it has to hold that only the set of lines matters.
"""

from __future__ import annotations

import random
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kneecoach.log.merging import merge, revision_key
from kneecoach.log.store import Log, Store
from kneecoach.paths import Paths
from tests.log.samples import DEVICE, STARTED, a_record, a_tombstone, another_device, at_ten, folders
from tests.log.test_store import LINES, Line

NAMES = (
    f"{DEVICE}.jsonl",
    "phone-000001.jsonl",
    f"{DEVICE}.sync-conflict-20261124-101010-ABCDEFG.jsonl",
    f"{DEVICE} (Bob's conflicted copy 2026-11-24).jsonl",
    f"{DEVICE}-DESKTOP.jsonl",
    "phone-000001 2.jsonl",
)


def as_bytes(line: Line) -> bytes:
    return line.model_dump_json(by_alias=True).encode() + b"\n"


@given(mine=LINES, theirs=LINES, others=LINES, order=st.randoms(use_true_random=False))
def test_only_the_set_of_lines_matters(
    mine: list[Line], theirs: list[Line], others: list[Line], order: random.Random
) -> None:
    """Merging is commutative, associative and idempotent, even with tombstones and equal revisions or instants."""
    once = list({as_bytes(line): line for line in [*mine, *theirs, *others]}.values())
    again = [*others, *mine, *mine, *theirs, *others]
    order.shuffle(again)
    assert merge(again) == merge(once)


@given(mine=LINES, theirs=LINES, others=LINES)
def test_merging_may_be_done_in_steps(mine: list[Line], theirs: list[Line], others: list[Line]) -> None:
    """What one device has merged may be merged with more: nothing that was left out can count later."""

    def kept(lines: list[Line]) -> list[Line]:
        """For each session the one line that counts: the session, or its tombstone."""
        left = merge(lines)
        gone = {line.id for line in lines} - {record.id for record in left}
        return [*left, *(max((x for x in lines if x.id == id_), key=revision_key) for id_ in sorted(gone))]

    together = merge([*mine, *theirs, *others])
    assert merge([*kept([*mine, *theirs]), *others]) == together
    assert merge([*mine, *kept([*theirs, *others])]) == together
    assert merge(kept([*mine, *theirs, *others])) == together


@given(lines=LINES, order=st.randoms(use_true_random=False))
def test_in_which_files_the_lines_are_never_matters(
    tmp_path_factory: pytest.TempPathFactory, lines: list[Line], order: random.Random
) -> None:
    paths = folders(tmp_path_factory.mktemp("log"))
    paths.log_dir.mkdir(parents=True)
    places: dict[str, list[Line]] = {name: [] for name in NAMES}
    for line in lines:
        for name in order.sample(NAMES, order.randrange(1, len(NAMES))):
            places[name].append(line)
    for name, held in places.items():
        order.shuffle(held)
        (paths.log_dir / name).write_bytes(b"".join(map(as_bytes, held)))
    assert Store(paths).read() == Log(merge(lines), ())


@pytest.fixture
def paths(tmp_path: Path) -> Paths:
    return folders(tmp_path)


def test_a_clock_that_is_years_wrong_decides_nothing(paths: Paths, tmp_path: Path) -> None:
    """The revision decides before the time at which it was saved, whatever the devices' clocks say."""
    laptop, phone = Store(paths), Store(another_device(paths, tmp_path))
    first = a_record(1)
    laptop.append(first)
    [seen] = phone.read().records
    in_the_past = phone.amend(seen, at_ten(-60 * 24 * 365 * 30), note="the phone's battery had been empty")
    assert in_the_past.saved_at < first.saved_at
    assert laptop.read().records == (in_the_past,)
    [seen] = laptop.read().records
    last = laptop.amend(seen, at_ten(30), note="seen, and added to")
    assert (last.rev, laptop.read().records) == (3, (last,))
    phone.append(a_tombstone(last, rev=4).model_copy(update={"saved_at": STARTED - timedelta(days=9000)}))
    assert laptop.read().records == phone.read().records == ()


def test_a_copy_from_before_an_edit_brings_nothing_back(paths: Paths) -> None:
    """A conflict copy holds an older state of the file, perhaps from before a deletion."""
    laptop = Store(paths)
    laptop.append(a_record(1))
    laptop.append(a_record(2, days=1))
    (paths.log_dir / NAMES[2]).write_bytes((paths.log_dir / NAMES[0]).read_bytes())
    amended = laptop.amend(a_record(1), at_ten(60), note="edited")
    laptop.append(a_tombstone(a_record(2, days=1)))
    assert laptop.read() == Log((amended,), ())


def test_git_s_marks_hide_no_record(paths: Paths) -> None:
    """Both sides of a merge that git could not make are in the file, between its markers."""
    laptop = Store(paths)
    for number in (1, 2, 3):
        laptop.append(a_record(number, days=number))
    one, two, three = (paths.log_dir / NAMES[0]).read_bytes().splitlines(keepends=True)
    marked = [one, b"<<<<<<< HEAD\n", two, b"=======\n", three, b">>>>>>> phone\n"]
    (paths.log_dir / NAMES[0]).write_bytes(b"".join(marked))
    log = laptop.read()
    assert [int(record.id[:8]) for record in log.records] == [1, 2, 3]
    assert [(p.line, p.what) for p in log.problems] == [
        (line, "is a conflict marker left by git") for line in (2, 4, 6)
    ]
