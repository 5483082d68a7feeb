"""Damaged journals: what can be shown is gone on with, nothing is invented, nothing lost, and all is counted."""

from __future__ import annotations

import os
import random
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kneecoach.errors import KneecoachError
from kneecoach.journal.follows import follows
from kneecoach.journal.header import Header
from kneecoach.journal.journal import Leftover, event_line, parse_journal
from kneecoach.journal.leftover import find_leftover
from kneecoach.journal.recorder import fold, reopen
from kneecoach.journal.replay import look_at
from kneecoach.paths import Paths
from kneecoach.session.commands import (
    BringBack,
    Command,
    EndSession,
    Pause,
    ReportPain,
    Resume,
    SetLoad,
    SkipSet,
    TakeVariant,
    Undo,
)
from kneecoach.session.decide import decide
from kneecoach.session.events import (
    AttemptEnded,
    Event,
    HoldEnded,
    Outcome,
    RepCounted,
    StageStarted,
    Undone,
)
from kneecoach.session.evolve import evolve
from kneecoach.session.plan import Pace, Plan
from kneecoach.session.state import State
from tests.helpers import Visit, a_plan, knee_relief, mixed_plan, thrust, walk
from tests.log.damage import NO_FILES, bit_flipped, damaged
from tests.log.samples import a_header, at_ten, folders, journal_bytes
from tests.session.test_properties import PACES, PLANS, STEPS, Step, ask


@pytest.fixture
def paths(tmp_path: Path) -> Paths:
    """Folders with nothing in them."""
    return folders(tmp_path)


def a_visit() -> tuple[Header, Visit]:
    """Into the second set of thrusts, the fourth rep of eight, by itself."""
    plan = a_plan(walk(2, 3, sets=1), thrust(8, 3))
    visit = Visit(plan)
    visit.until_work(3, reps=4)
    return a_header(plan), visit


def read(paths: Paths, data: bytes) -> Leftover:
    """What is made of a journal of these bytes, which stays as it is."""
    paths.journal.write_bytes(data)
    leftover = look_at(paths.journal)
    assert leftover is not None
    assert paths.journal.read_bytes() == data
    return leftover


def lines(header: Header, events: list[Event]) -> list[bytes]:
    """The lines of a journal, the header first."""
    return journal_bytes(header, events).splitlines(keepends=True)


def reps_done(state: State) -> list[tuple[int, int, int]]:
    """Index, attempt and reps of what was done, the open attempt too."""
    done = [(a.index, a.attempt, a.reps) for a in state.attempts]
    return [*done, (state.index, state.attempt, state.reps)]


@settings(max_examples=300)
@given(plan=st.sampled_from(sorted(PLANS)), pace=PACES, steps=STEPS, back=st.booleans())
def test_whatever_a_session_does_its_journal_is_believed(
    plan: str, pace: Pace, steps: list[Step], back: bool
) -> None:
    """Each event of any session follows from those before it, so that no good journal is ever cut."""
    visit = Visit(PLANS[plan], pace)
    for asked, wait in steps:
        visit.wait(wait)
        ask(visit, asked)
    if back and not visit.state.is_over:
        visit.do(BringBack())
    if back and not visit.state.is_over:
        visit.do(EndSession())
    state, last = visit.first, 0.0
    for event in visit.events:
        assert follows(state, event, last), event
        state, last = evolve(state, event), event.at


@pytest.mark.parametrize("plan", [mixed_plan(), knee_relief()], ids=["mixed", "routine"])
def test_any_one_line_of_a_session_that_went_by_itself_is_known(paths: Paths, plan: Plan) -> None:
    visit = Visit(plan)
    visit.until_work(5)
    header = a_header(plan)
    whole = lines(header, visit.events)
    for at in range(1, len(whole) - 1):
        damage = [*whole[:at], b"\xff" + whole[at][1:], *whole[at + 1 :]]
        leftover = read(paths, b"".join(damage))
        assert leftover.events == tuple(visit.events), at
        assert leftover.kept == b"".join(whole)
        assert (leftover.torn, leftover.is_mended, leftover.lines_lost) == (damage[at], True, 1)


def test_the_last_line_is_not_guessed(paths: Paths) -> None:
    header, visit = a_visit()
    whole = lines(header, visit.events)
    leftover = read(paths, b"".join(whole[:-1]) + b"junk\n")
    assert leftover.events == tuple(visit.events[:-1])
    assert (leftover.torn, leftover.is_mended, leftover.lines_lost) == (b"junk\n", False, 1)


@pytest.mark.parametrize("size", [2, 5, 40])
def test_a_block_of_lines_that_is_gone(paths: Paths, size: int) -> None:
    """As when a sector of the disk cannot be read: NUL bytes in the middle of lines."""
    header, visit = a_visit()
    whole = lines(header, visit.events)
    first = len(b"".join(whole[:6])) + 20
    data = b"".join(whole)
    last = len(b"".join(whole[: 6 + size])) + 10
    leftover = read(paths, data[:first] + b"\0" * (last - first) + data[last:])
    assert leftover.events == tuple(visit.events)
    assert leftover.kept == data
    assert leftover.lines_lost == 1


def test_where_a_key_was_pressed_the_session_ends_at_the_damage(paths: Paths) -> None:
    header, visit = a_visit()
    visit.do(Pause(), after=0.5)
    paused = len(visit.events)
    visit.do(Resume(), after=9.0)
    visit.until_work(3, reps=6)
    whole = lines(header, visit.events)
    leftover = read(paths, b"".join([*whole[:paused], b"junk\n", *whole[paused + 1 :]]))
    assert leftover.events == tuple(visit.events[: paused - 1])
    assert leftover.lines_lost == len(visit.events) - paused + 1
    assert leftover.torn == b"junk\n" + b"".join(whole[paused + 1 :])


@pytest.mark.parametrize("asked", [ReportPain(3), TakeVariant("no dumbbell")], ids=lambda asked: asked.name)
def test_a_value_that_is_gone_takes_nothing_with_it(paths: Paths, asked: Command) -> None:
    """Pain was reported, and its line is damaged: the reps after it are there, the report is counted as lost."""
    header, visit = a_visit()
    visit.do(asked, after=0.5)
    told = len(visit.events)
    visit.until_work(3, reps=6)
    whole = lines(header, visit.events)
    leftover = read(paths, b"".join([*whole[:told], b"junk\n", *whole[told + 1 :]]))
    assert leftover.events == (*visit.events[: told - 1], *visit.events[told:])
    assert leftover.lines_lost == 1
    assert fold(header, leftover.events).reps == 6


def test_a_variant_that_the_exercise_does_not_have_is_not_believed(paths: Paths) -> None:
    header, visit = a_visit()
    visit.do(TakeVariant("no dumbbell"), after=0.5)
    told = len(visit.events)
    visit.until_work(3, reps=6)
    whole = lines(header, visit.events)
    assert read(paths, b"".join(whole)).events == tuple(visit.events)
    false = whole[told].replace(b"no dumbbell", b"no dumbbull")
    assert false != whole[told]
    leftover = read(paths, b"".join([*whole[:told], false, *whole[told + 1 :]]))
    assert leftover.torn == false
    assert fold(header, leftover.events).variants == {}


def test_an_undo_of_what_is_gone_is_not_taken_for_another(paths: Paths) -> None:
    header, visit = a_visit()
    visit.do(SkipSet(), after=0.5)
    visit.until_work(4, reps=1)
    visit.do(SetLoad(9.0), after=0.1)
    loaded = len(visit.events)
    visit.until_work(4, reps=2)
    visit.do(Undo(), after=0.1)
    assert isinstance(visit.events[-2], Undone)
    whole = lines(header, visit.events)
    state = fold(header, read(paths, b"".join([*whole[:loaded], b"junk\n", *whole[loaded + 1 :]])).events)
    assert (state.index, state.reps) == (4, 2), "the skip, older than the load, is not undone"


SAYINGS: list[tuple[type[Event], dict[str, Any]]] = [
    (RepCounted, {"rep": 7}),
    (RepCounted, {"of": 80}),
    (RepCounted, {"at": float("nan")}),
    (RepCounted, {"at": 1.0}),
    (RepCounted, {"command": "sing"}),
    (HoldEnded, {"seconds": 222.0}),
    (HoldEnded, {"seconds": float("nan")}),
    (HoldEnded, {"seconds": -1.0}),
    (StageStarted, {"index": 99}),
    (StageStarted, {"index": -1}),
    (StageStarted, {"index": 1}),
    (StageStarted, {"exercise": "band-valk"}),
    (StageStarted, {"attempt": 9}),
    (AttemptEnded, {"reps": 30}),
    (AttemptEnded, {"index": 10**6}),
    (AttemptEnded, {"seconds": float("inf")}),
    (AttemptEnded, {"attempt": 0}),
]


@pytest.mark.parametrize(("kind", "changes"), SAYINGS, ids=lambda v: getattr(v, "__name__", str(v)))
def test_a_line_that_says_what_cannot_be_is_not_believed(
    paths: Paths, kind: type[Event], changes: dict[str, Any]
) -> None:
    """A flipped bit may leave a line that reads well; the engine knows what it should have said."""
    header, visit = a_visit()
    at = max(i for i, event in enumerate(visit.events[:-1]) if isinstance(event, kind))
    false = event_line(replace(visit.events[at], **changes))
    whole = lines(header, visit.events)
    leftover = read(paths, b"".join([*whole[: at + 1], false, *whole[at + 2 :]]))
    assert leftover.events == tuple(visit.events)
    assert leftover.torn == false


def test_a_line_twice_counts_once(paths: Paths) -> None:
    header, visit = a_visit()
    at = max(i for i, event in enumerate(visit.events[:-1]) if isinstance(event, RepCounted))
    whole = lines(header, visit.events)
    leftover = read(paths, b"".join([*whole[: at + 2], whole[at + 1], *whole[at + 2 :]]))
    assert leftover.events == tuple(visit.events)


def test_the_journal_goes_on_mended_and_what_was_damaged_is_beside_it(paths: Paths) -> None:
    header, visit = a_visit()
    whole = lines(header, visit.events)
    paths.journal.write_bytes(b"".join([*whole[:9], b"junk\n", *whole[10:]]) + b'{"at": 1')
    found = find_leftover(paths, at_ten(60))
    assert isinstance(found, tuple)
    leftover, lock = found
    recorder = reopen(paths, leftover, lock)
    more = decide(fold(header, leftover.events), BringBack(), visit.events[-1].at)
    recorder.append(more)
    recorder.close()
    assert paths.journal.read_bytes() == b"".join(whole) + b"".join(map(event_line, more))
    assert (paths.state / "live.bad").read_bytes() == b'junk\n{"at": 1'


@pytest.mark.skipif(os.name != "posix", reason="pipes and links are of POSIX")
@pytest.mark.parametrize("thing", NO_FILES.values(), ids=NO_FILES)
def test_nothing_is_set_aside_where_there_is_no_file(paths: Paths, thing: Callable[[Path], None]) -> None:
    """A link is not written through, and nobody waits for the end of a pipe: it goes to the next free name."""
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
    data = journal_bytes(a_header(), ()).replace(b'"schema":1', b'"schema":2', 1)
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
    paths.journal.write_bytes(data.replace(old, new, 1))
    with pytest.raises(KneecoachError, match="damaged at its start"):
        parse_journal(paths.journal)


def test_a_plan_without_sets_is_a_damaged_header(paths: Paths) -> None:
    with pytest.raises(ValueError, match="cannot be done"):
        a_header(Plan("small", "Small", "sha256:0", ()))


@given(rng=st.randoms(use_true_random=False))
def test_random_damage(tmp_path_factory: pytest.TempPathFactory, rng: random.Random) -> None:
    random_damage(folders(tmp_path_factory.mktemp("journal")), rng)


def random_damage(paths: Paths, rng: random.Random) -> str:
    """Damage a journal, bring the session back, and look that nothing was invented; how it ended, in a word."""
    header, visit = a_visit()
    whole = journal_bytes(header, visit.events)
    flip = rng.random() < 0.5
    data = bit_flipped(whole, rng) if flip else damaged(whole, rng, rng.randrange(1, 4))
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
    told = set(visit.events)
    if flip and leftover.header == header:
        truth = fold(header, visit.events)
        # A flipped bit of an instant may go unseen: what is told as done was done, at its place.
        ends = [event for event in leftover.events if isinstance(event, AttemptEnded)]
        assert all(event.outcome is not Outcome.SKIPPED for event in ends)
        for done in reps_done(state)[:-1]:
            assert done in reps_done(truth)
        assert state.total_reps <= truth.total_reps
        assert len(set(leftover.events) - told) <= 1
    recorder = reopen(paths, leftover, lock)
    recorder.append(decide(state, BringBack(), leftover.events[-1].at if leftover.events else 0.0))
    recorder.close()
    again = look_at(paths.journal)
    assert again is not None
    assert again.events[: len(leftover.events)] == leftover.events
    assert (again.torn, again.is_mended) == (b"", False)
    aside = paths.state / "live.bad"
    kept = paths.journal.read_bytes() + (aside.read_bytes() if aside.exists() else b"")
    for line in data.splitlines(keepends=True):
        assert line.rstrip(b"\n") in kept
    return "mended" if leftover.is_mended else "cut" if leftover.torn else "whole"
