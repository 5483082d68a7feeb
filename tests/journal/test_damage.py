"""Damaged journals: good up to the first bad line, nothing invented, nothing lost, and all of it counted."""

from __future__ import annotations

import json
import os
import random
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kneecoach.errors import KneecoachError
from kneecoach.journal.header import Header
from kneecoach.journal.leftover import find_leftover
from kneecoach.journal.lines import parse_event, with_checksum
from kneecoach.journal.reading import Leftover, read_journal
from kneecoach.journal.record_of import ended, fold, record_of
from kneecoach.journal.recorder import SavedRecord, reopen
from kneecoach.log.store import line_of
from kneecoach.paths import Paths
from kneecoach.session.commands import BringBack, Pause, Resume
from kneecoach.session.decide import decide
from kneecoach.session.events import Event, RepCounted
from kneecoach.session.plan import Pace, Plan
from tests.helpers import Visit, a_plan, thrust, walk
from tests.log.damage import NO_FILES, bit_flipped, damaged
from tests.log.samples import a_header, at_ten, folders, journal_bytes, unchecked_bytes
from tests.session.test_properties import PACES, PLANS, STEPS, Step, ask

OLD = (Path(__file__).parent / "data" / "live-0.1.0.jsonl").read_bytes()
"""The journal of a session that kneecoach 0.1.0 did not end. It has loads, pain, a pause and an undone skip."""


@pytest.fixture
def paths(tmp_path: Path) -> Paths:
    """Folders with nothing in them."""
    return folders(tmp_path)


def a_visit() -> tuple[Header, Visit]:
    """Up to the fourth of eight reps in the second set of thrusts, with a pause before it."""
    plan = a_plan(walk(2, 3, sets=1), thrust(8, 3))
    visit = Visit(plan)
    visit.until_work(3, reps=2)
    visit.do(Pause(), after=0.5)
    visit.do(Resume(), after=9.0)
    visit.until_work(3, reps=4)
    return a_header(plan), visit


the_visit = cache(a_visit)
"""The same visit every time, for what only looks at it."""


def read(paths: Paths, data: bytes) -> Leftover:
    """What is read from a journal with these bytes, which stays as it is."""
    paths.journal.write_bytes(data)
    leftover = read_journal(paths.journal)
    assert leftover is not None
    assert paths.journal.read_bytes() == data
    return leftover


def lines_of(header: Header, visit: Visit) -> list[bytes]:
    """The lines of a session's journal, the header first."""
    return journal_bytes(header, visit.events).splitlines(keepends=True)


@given(plan=st.sampled_from(sorted(PLANS)), pace=PACES, steps=STEPS)
def test_whatever_a_session_does_its_journal_is_read_back_whole(
    tmp_path_factory: pytest.TempPathFactory, plan: str, pace: Pace, steps: list[Step]
) -> None:
    visit = Visit(PLANS[plan], pace)
    for asked, wait in steps:
        visit.wait(wait)
        ask(visit, asked)
    header = a_header(PLANS[plan], pace=pace)
    leftover = read(folders(tmp_path_factory.mktemp("journal")), journal_bytes(header, visit.events))
    assert (leftover.header, leftover.events, leftover.torn) == (header, tuple(visit.events), b"")


@cache
def a_journal() -> tuple[tuple[Event, ...], tuple[bytes, ...]]:
    """The events of a visit, and the lines of its journal."""
    header, visit = the_visit()
    return tuple(visit.events), tuple(lines_of(header, visit))


def test_each_line_that_is_damaged_ends_the_session_there(paths: Paths) -> None:
    header, visit = a_visit()
    whole = lines_of(header, visit)
    for bad in range(1, len(whole)):
        tail = [b"\xff" + whole[bad][1:], *whole[bad + 1 :]]
        leftover = read(paths, b"".join([*whole[:bad], *tail]))
        assert leftover.events == tuple(visit.events[: bad - 1]), bad
        assert (leftover.kept, leftover.torn) == (b"".join(whole[:bad]), b"".join(tail))
        assert leftover.lines_lost == len(whole) - bad


@settings(max_examples=200)
@given(rng=st.randoms(use_true_random=False))
def test_any_flipped_bit_is_found(tmp_path_factory: pytest.TempPathFactory, rng: random.Random) -> None:
    """Even one that leaves a readable line: rep 7 instead of rep 3, or an instant an hour later."""
    events, whole = a_journal()
    at = rng.randrange(1, len(whole))
    paths = folders(tmp_path_factory.mktemp("journal"))
    leftover = read(paths, b"".join([*whole[:at], bit_flipped(whole[at], rng), *whole[at + 1 :]]))
    assert leftover.events == events[: at - 1]


@pytest.mark.parametrize(
    "change",
    [
        lambda lines, at: [*lines[:at], lines[at], *lines[at:]],
        lambda lines, at: [*lines[:at], *lines[at + 1 :]],
        lambda lines, at: [*lines[:at], lines[at + 1], lines[at], *lines[at + 2 :]],
        lambda lines, at: [*lines[:at], lines[at - 3], *lines[at + 1 :]],
    ],
    ids=["doubled", "missing", "swapped", "another"],
)
def test_a_good_line_at_the_wrong_place_is_bad(
    paths: Paths, change: Callable[[list[bytes], int], list[bytes]]
) -> None:
    """A checksum continues from that of the line before."""
    header, visit = a_visit()
    at = 1 + max(i for i, event in enumerate(visit.events[:-2]) if isinstance(event, RepCounted))
    whole = lines_of(header, visit)
    events = read(paths, b"".join(change(whole, at))).events
    assert events in (tuple(visit.events[:at]), tuple(visit.events[: at - 1]))


@pytest.mark.parametrize(
    "text",
    [
        b'{"at": 1.0, "event": "rep-counted", "rep": 1, "of": 2, "command": "sing"}',
        b'{"at": NaN, "event": "rep-counted", "rep": 1, "of": 2}',
        b'{"at": 1e308, "event": "rep-counted", "rep": 1, "of": 2}',
        b'{"at": -1.0, "event": "rep-counted", "rep": 1, "of": 2}',
        b'{"at": 1.0, "event": "sung"}',
    ],
)
def test_a_line_that_no_session_can_have_is_bad_whatever_its_checksum(paths: Paths, text: bytes) -> None:
    assert parse_event(text) is None
    header, visit = a_visit()
    paths.journal.write_bytes(journal_bytes(header, visit.events))
    good = read_journal(paths.journal)
    assert good is not None
    assert good.checksum is not None
    bad, _ = with_checksum(text, good.checksum)
    assert read(paths, good.kept + bad).torn == bad


def test_what_is_damaged_is_beside_the_journal_which_goes_on(paths: Paths) -> None:
    header, visit = a_visit()
    whole = lines_of(header, visit)
    torn = b"".join([b"junk\n", *whole[10:]]) + b'{"at": 1'
    paths.journal.write_bytes(b"".join(whole[:9]) + torn)
    found = find_leftover(paths, at_ten(60))
    assert isinstance(found, tuple)
    leftover, lock = found
    recorder = reopen(paths, leftover, lock)
    more = decide(fold(header, leftover.events), BringBack(), visit.events[-1].at)
    recorder.append(more)
    recorder.close()
    assert paths.journal.read_bytes() == journal_bytes(header, [*visit.events[:8], *more])
    assert (paths.state / "live.bad").read_bytes() == torn


@pytest.mark.parametrize("torn", [b"", b'{"at":296.5,"event":"phase-st'], ids=["clean", "torn"])
def test_a_journal_of_0_1_0_is_resumed_and_goes_on_with_checksums(paths: Paths, torn: bytes) -> None:
    leftover = read(paths, OLD + torn)
    state = fold(leftover.header, leftover.events)
    assert (state.index, state.reps, state.total_reps) == (3, 5, 19)
    assert (state.loads, [pain.value for pain in state.pains]) == ({"hip-thrust": 7.5}, [3])
    found = find_leftover(paths, at_ten(60))
    assert isinstance(found, tuple)
    recorder = reopen(paths, *found)
    more = decide(state, BringBack(), leftover.last_instant)
    recorder.append(more)
    recorder.close()
    assert paths.journal.read_bytes() == journal_bytes(leftover.header, [*leftover.events, *more])
    assert json.loads(paths.journal.read_bytes().partition(b"\n")[0])["schema"] == 2
    aside = paths.state / "live.bad"
    assert (aside.read_bytes() if aside.exists() else b"") == torn


def test_a_journal_of_0_1_0_is_good_up_to_its_first_bad_line(paths: Paths) -> None:
    whole = OLD.splitlines(keepends=True)
    leftover = read(paths, b"".join([*whole[:60], b"junk\n", *whole[61:]]))
    assert len(leftover.events) == 59
    assert leftover.lines_lost == len(whole) - 60


def test_a_session_that_ended_in_0_1_0_is_saved(paths: Paths) -> None:
    header, visit = a_visit()
    visit.finish()
    paths.journal.write_bytes(unchecked_bytes(header, visit.events))
    saved = find_leftover(paths, at_ten(60))
    assert isinstance(saved, SavedRecord)
    assert not paths.journal.exists()


@pytest.mark.skipif(os.name != "posix", reason="pipes and links are of POSIX")
@pytest.mark.parametrize("thing", NO_FILES.values(), ids=NO_FILES)
def test_nothing_is_set_aside_if_there_is_no_file(paths: Paths, thing: Callable[[Path], None]) -> None:
    """It does not write through a link, nor wait for the end of a pipe: it takes the next free name."""
    header, visit = a_visit()
    data = journal_bytes(header, visit.events) + b"junk\n"
    paths.journal.write_bytes(data)
    thing(paths.state / "live.bad")
    found = find_leftover(paths, at_ten(60))
    assert isinstance(found, tuple)
    reopen(paths, *found).close()
    assert (paths.state / "live-2.bad").read_bytes() == b"junk\n"
    assert paths.journal.read_bytes() == data
    assert not (paths.state / "nowhere").exists()


def test_a_journal_of_a_newer_kneecoach_is_kept_whole(paths: Paths) -> None:
    data = journal_bytes(a_header(), ()).replace(b'"schema":2', b'"schema":4', 1)
    paths.journal.write_bytes(data)
    with pytest.raises(KneecoachError, match="newer kneecoach"):
        find_leftover(paths, at_ten())
    assert (paths.state / "live.bad").read_bytes() == data


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b'"speed":1.0', b'"speed":0.0'),
        (b'"speed":1.0', b'"speed":NaN'),
        (b'"seconds":1.0', b'"seconds":0.0'),
        (b'"seconds":2.0', b'"seconds":-2.0'),
        (b'"reps":[8,8]', b'"reps":[8,888888888]'),
        (b'"reps":[8,8]', b'"reps":[8,7]'),
        (b'"reps":[8,8]', b'"reps":null'),
        (b'"setup":10.0', b'"setup":Infinity'),
    ],
    ids=lambda v: v.decode(),
)
def test_a_plan_that_cannot_be_done_is_a_damaged_header(paths: Paths, old: bytes, new: bytes) -> None:
    data = journal_bytes(a_visit()[0], ())
    assert old in data
    text = data.replace(old, new, 1).rpartition(b',"crc"')[0] + b"}"
    paths.journal.write_bytes(with_checksum(text, 0)[0])
    with pytest.raises(KneecoachError, match="damaged at its start"):
        read_journal(paths.journal)


def test_a_plan_without_sets_is_a_damaged_header(paths: Paths) -> None:
    with pytest.raises(ValueError, match="cannot be done"):
        a_header(Plan("small", "Small", "sha256:0", ()))


@given(rng=st.randoms(use_true_random=False))
def test_random_damage(tmp_path_factory: pytest.TempPathFactory, rng: random.Random) -> None:
    random_damage(folders(tmp_path_factory.mktemp("journal")), rng)


def random_damage(paths: Paths, rng: random.Random) -> str:
    """Damage a journal, bring the session back, and check that nothing was invented.

    Returns how it ended, in a word.
    """
    header, visit = the_visit()
    is_old = rng.random() < 0.25
    whole = (unchecked_bytes if is_old else journal_bytes)(header, visit.events)
    data = bit_flipped(whole, rng) if rng.random() < 0.5 else damaged(whole, rng, rng.randrange(1, 4))
    paths.journal.write_bytes(data)
    try:
        found = find_leftover(paths, at_ten(60))
    except KneecoachError as error:
        assert "\n" not in str(error)
        aside = paths.state / "live.bad"
        assert data == (aside if aside.exists() else paths.journal).read_bytes(), "all of it is kept"
        return "header"
    assert isinstance(found, tuple)
    leftover, lock = found
    state = fold(leftover.header, leftover.events)
    if not is_old:
        assert leftover.header == header
        assert leftover.events == tuple(visit.events[: len(leftover.events)]), "the beginning of what was done"
    line_of(record_of(leftover.header, ended(state, leftover.last_instant), "", header.started_at))
    recorder = reopen(paths, leftover, lock)
    recorder.append(decide(state, BringBack(), leftover.last_instant))
    recorder.close()
    again = read_journal(paths.journal)
    assert again is not None
    assert again.events[: len(leftover.events)] == leftover.events
    assert again.torn == b""
    aside = paths.state / "live.bad"
    kept = aside.read_bytes() if aside.exists() else b""
    assert kept == leftover.torn
    assert (leftover.kept + leftover.torn).removeprefix(data) in {b"", b"\n"}, "not a byte is lost"
    return "cut" if leftover.torn else "whole"
