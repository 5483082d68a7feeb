"""What a person may correct, what follows from it, and how two corrections of one session are merged."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kneecoach.errors import KneecoachError
from kneecoach.log.corrections import (
    NOTE_LENGTH,
    AttemptChanges,
    answered,
    corrected,
    load_changes,
    rebased,
    status_of,
)
from kneecoach.log.record import PainScores, Record, SetRecord, TargetRecord
from kneecoach.session.events import Outcome, Status
from kneecoach.session.plan import LoadUnit, Side, Unit
from tests.log.samples import a_record, a_set

THRUST = a_set()
"""12 of 15 reps, each held 2 s."""
WALK = a_set(
    exercise="band-walk",
    title="Band walk",
    set=1,
    side=Side.LEFT,
    target=TargetRecord(reps=(15, 20), unit=Unit.STEP),
    holds=(),
    outcome=Outcome.SKIPPED,
    reps=4,
)
STRETCH = a_set(
    exercise="quad-stretch",
    title="Quad stretch",
    set=1,
    side=Side.RIGHT,
    target=TargetRecord(seconds=30.0),
    reps=0,
    holds=(10.0, 20.5),
    seconds=20.5,
)
UNTRIED = a_set(set=3, outcome=Outcome.SKIPPED, reps=0, holds=(), seconds=0.0, started_at=None)
WHOLE = a_set(set=1, outcome=Outcome.COMPLETED, reps=15, holds=(2.0,) * 15)
HELD = a_set(
    exercise="quad-stretch",
    side=Side.LEFT,
    target=TargetRecord(seconds=30.0),
    outcome=Outcome.COMPLETED,
    reps=0,
    holds=(30.0,),
    seconds=30.0,
)
SETS = (THRUST, WALK, STRETCH, UNTRIED, WHOLE, HELD)
RECORD = a_record(sets=SETS, pain=PainScores(before=3, after=2))


def of(attempt: SetRecord) -> tuple[Outcome, int, float, int]:
    """Outcome, reps, seconds, and number of holds."""
    return (attempt.outcome, attempt.reps, attempt.seconds, len(attempt.holds))


@pytest.mark.parametrize(
    ("place", "done", "expected"),
    [
        (0, {"reps": 15}, (Outcome.COMPLETED, 15, 60.0, 15)),  # three reps that nobody timed count as planned
        (0, {"reps": 17}, (Outcome.COMPLETED, 17, 60.0, 17)),
        (0, {"reps": 5}, (Outcome.PARTIAL, 5, 60.0, 5)),  # what was not done was not held either
        (0, {"reps": 0}, (Outcome.PARTIAL, 0, 60.0, 0)),
        (0, {"reps": 12}, (Outcome.PARTIAL, 12, 60.0, 12)),
        (0, {"outcome": Outcome.SKIPPED}, (Outcome.SKIPPED, 12, 60.0, 12)),
        (0, {"reps": 3, "outcome": Outcome.SKIPPED}, (Outcome.SKIPPED, 3, 60.0, 3)),
        (1, {"reps": 14}, (Outcome.PARTIAL, 14, 60.0, 0)),
        (1, {"reps": 15}, (Outcome.COMPLETED, 15, 60.0, 0)),
        (1, {"outcome": Outcome.PARTIAL}, (Outcome.PARTIAL, 4, 60.0, 0)),
        (2, {"seconds": 30.0}, (Outcome.COMPLETED, 0, 30.0, 1)),
        (2, {"seconds": 29.9}, (Outcome.PARTIAL, 0, 29.9, 1)),
        (2, {"seconds": 20.5}, (Outcome.PARTIAL, 0, 20.5, 2)),
        (2, {"seconds": 0.0}, (Outcome.PARTIAL, 0, 0.0, 0)),
        (3, {"reps": 15}, (Outcome.COMPLETED, 15, 0.0, 15)),
        (3, {"reps": 1}, (Outcome.PARTIAL, 1, 0.0, 1)),
        (4, {"outcome": Outcome.SKIPPED}, (Outcome.SKIPPED, 0, 60.0, 0)),
        (5, {"outcome": Outcome.SKIPPED}, (Outcome.SKIPPED, 0, 0.0, 0)),
        (3, {"reps": 0}, (Outcome.SKIPPED, 0, 0.0, 0)),
        (0, {"load_kg": 7.25}, (Outcome.PARTIAL, 12, 60.0, 12)),
    ],
)
def test_an_attempt_is_put_right(
    place: int, done: AttemptChanges, expected: tuple[Outcome, int, float, int]
) -> None:
    changed = corrected(RECORD, place, **done)
    assert of(changed.sets[place]) == expected
    assert [s for n, s in enumerate(changed.sets) if n != place] == [s for n, s in enumerate(SETS) if n != place]
    assert changed.sets[place].load_kg == done.get("load_kg")
    assert changed.sets[place].started_at == SETS[place].started_at, "no instant is made up"


@pytest.mark.parametrize(
    ("place", "done", "said"),
    [
        (0, {"reps": -1}, "Reps must be a whole number from 0 to 999"),
        (0, {"reps": 1000}, "Reps must be a whole number"),
        (1, {"reps": 1000}, "Steps must be a whole number"),
        (0, {"seconds": 5.0}, "Hip thrust is counted"),
        (2, {"reps": 5}, "Quad stretch is a timed hold"),
        (2, {"seconds": float("nan")}, "Seconds held are from 0 to 3600"),
        (2, {"seconds": -0.1}, "Seconds held"),
        (2, {"seconds": 3601.0}, "Seconds held"),
        (0, {"load_kg": -1.0}, "A load must be from 0 to 500 kg"),
        (0, {"load_kg": float("inf")}, "A load must be from 0"),
        (0, {"pain": 11}, "Pain must be a whole number from 0 to 10"),
        (0, {"outcome": Outcome.COMPLETED}, "Completed means at least 15 reps, and this attempt has 12 reps"),
        (
            0,
            {"reps": 15, "outcome": Outcome.PARTIAL},
            "Partial means less than 15 reps, and this attempt has 15 reps",
        ),
        (2, {"outcome": Outcome.COMPLETED}, "Completed means at least 30 s, and this attempt has 20.5 s"),
        (
            0,
            {"reps": 20, "outcome": Outcome.SKIPPED},
            "Skipped means less than 15 reps, and this attempt has 20 reps",
        ),
        (2, {"seconds": 30.0, "outcome": Outcome.SKIPPED}, "Skipped means less than 30 s"),
    ],
)
def test_what_is_impossible_is_refused(place: int, done: AttemptChanges, said: str) -> None:
    with pytest.raises(KneecoachError, match=said):
        corrected(RECORD, place, **done)


@pytest.mark.parametrize(
    ("reps", "holds"),
    [(4, (2.0, 0.5, 2.0, 2.0, 2.0)), (3, (2.0, 2.0, 2.0)), (5, (2.0, 0.5, 2.0, 2.0, 2.0)), (0, ())],
)
def test_a_hold_that_was_cut_off_goes_first_and_no_measured_one_is_replaced(
    reps: int, holds: tuple[float, ...]
) -> None:
    cut_off = a_record(sets=(a_set(reps=4, holds=(2.0, 0.5, 2.0, 2.0, 2.0)),))
    assert corrected(cut_off, 0, reps=reps).sets[0].holds == holds


def test_answers_can_be_given_and_taken_back() -> None:
    changed = answered(RECORD, note="  knee\x1b[31m\nclicked ", next_morning=4, after=None, reps_in_reserve=0)
    assert changed.pain == PainScores(before=3, next_morning=4)
    assert (changed.note, changed.reps_in_reserve) == ("knee[31m clicked", 0)
    assert changed.sets == RECORD.sets
    assert answered(changed, note="", next_morning=None, after=2, reps_in_reserve=None) == RECORD


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        ({"before": 11}, "Pain must be a whole number from 0 to 10"),
        ({"next_morning": -1}, "Pain must be"),
        ({"reps_in_reserve": 6}, "Reps in reserve must be a whole number from 0 to 5"),
        ({"note": "x" * (NOTE_LENGTH + 1)}, "has 2001"),
    ],
)
def test_an_impossible_answer_is_refused(answers: dict[str, Any], said: str) -> None:
    with pytest.raises(KneecoachError, match=said):
        answered(RECORD, **answers)


def test_the_worst_pain_follows_that_of_the_attempts() -> None:
    hurt = corrected(RECORD, 0, pain=6)
    assert hurt.pain.worst == 6
    assert corrected(hurt, 0, pain=4).pain.worst == 4
    assert corrected(hurt, 0, pain=None).pain.worst is None
    assert corrected(hurt, 1, pain=2).pain.worst == 6
    said_between_sets = answered(hurt, worst=9)
    assert corrected(said_between_sets, 0, pain=4).pain.worst == 9
    assert corrected(said_between_sets, 0, pain=10).pain.worst == 10
    for less in (5, None):
        with pytest.raises(KneecoachError, match="at least that of every attempt, and one says 6"):
            answered(hurt, worst=less)


@pytest.mark.parametrize(
    ("outcomes", "expected"),
    [
        ("c", Status.COMPLETED),
        ("pc", Status.COMPLETED),
        ("cp", Status.COMPLETED),
        ("sc", Status.COMPLETED),
        ("cs", Status.PARTIAL),
        ("p", Status.PARTIAL),
        ("s", Status.PARTIAL),
    ],
)
def test_the_status_follows_from_the_attempts(outcomes: str, expected: Status) -> None:
    known = {o.value[0]: o for o in Outcome}
    tried = [a_set(attempt=n, outcome=known[letter]) for n, letter in enumerate(outcomes, 1)]
    other = a_set(set=1, outcome=Outcome.COMPLETED)
    assert status_of((other, *tried)) is expected
    assert status_of(tuple(reversed((other, *tried)))) is expected, "by their numbers, not by their places"


def test_a_session_is_completed_once_its_last_set_is() -> None:
    record = a_record(sets=(a_set(), a_set(set=1, outcome=Outcome.COMPLETED, reps=15)))
    whole = corrected(record, 0, reps=15)
    assert (record.status, whole.status) == (Status.PARTIAL, Status.COMPLETED)
    assert corrected(whole, 1, outcome=Outcome.SKIPPED).status is Status.PARTIAL
    assert answered(whole, note="x").status is Status.COMPLETED


def test_two_who_correct_different_things_lose_nothing() -> None:
    mine = answered(corrected(RECORD, 0, reps=15), after=5)
    theirs = answered(corrected(RECORD, 0, load_kg=8.0, pain=3), note="clicked", next_morning=1)
    both = rebased(RECORD, mine, theirs)
    assert both == rebased(RECORD, theirs, mine)
    assert of(both.sets[0]) == (Outcome.COMPLETED, 15, 60.0, 15)
    assert (both.sets[0].load_kg, both.sets[0].pain, both.note) == (8.0, 3, "clicked")
    assert both.pain == PainScores(before=3, worst=3, after=5, next_morning=1)


def test_of_two_who_correct_the_same_the_later_one_counts_and_what_was_done_stays_whole() -> None:
    fifteen, thirteen = corrected(RECORD, 0, reps=15), corrected(RECORD, 0, reps=13)
    assert of(rebased(RECORD, thirteen, fifteen).sets[0]) == (Outcome.PARTIAL, 13, 60.0, 13)
    assert of(rebased(RECORD, fifteen, thirteen).sets[0]) == (Outcome.COMPLETED, 15, 60.0, 15)
    hurt = corrected(RECORD, 0, pain=6)
    assert rebased(RECORD, answered(RECORD, worst=3), hurt).pain.worst == 6, "an attempt says so"


def test_the_last_set_of_two_is_completed_by_either() -> None:
    record = a_record(sets=(a_set(), a_set(set=1)))
    mine, theirs = corrected(record, 0, reps=15), corrected(record, 1, reps=15)
    assert (mine.status, theirs.status) == (Status.PARTIAL, Status.PARTIAL)
    assert rebased(record, mine, theirs).status is Status.COMPLETED


def test_other_sets_meanwhile_are_not_mixed_up() -> None:
    other = RECORD.model_copy(update={"sets": SETS[1:]})
    with pytest.raises(KneecoachError, match="sets of this session have changed meanwhile"):
        rebased(RECORD, corrected(RECORD, 0, reps=15), other)
    assert rebased(RECORD, answered(RECORD, note="x"), other) == answered(other, note="x")


SCORES = st.none() | st.integers(0, 10)


@st.composite
def edits(draw: st.DrawFn) -> list[tuple[str, Any]]:
    """Some corrections, each of a different field."""
    return draw(
        st.lists(
            st.one_of(
                st.tuples(st.sampled_from(["before", "after", "next_morning"]), SCORES),
                st.tuples(st.just("note"), st.sampled_from(["", "one", "two"])),
                st.tuples(st.just("reps"), st.integers(0, 20)),
                st.tuples(st.just("load_kg"), st.none() | st.sampled_from([2.5, 8.0])),
                st.tuples(st.just("pain"), SCORES),
            ),
            max_size=6,
        )
    )


def apply(record: Record, changes: list[tuple[str, Any]]) -> Record:
    """Make the corrections one after another; those of an attempt go to the first one."""
    for name, value in changes:
        if name in AttemptChanges.__annotations__:
            record = corrected(record, 0, **{name: value})  # type: ignore[misc]
        else:
            record = answered(record, **{name: value})  # type: ignore[misc]
    return record


def value(record: Record, name: str) -> Any:
    """What the record has under that name, for the session, its pain or its first attempt."""
    if name in AttemptChanges.__annotations__:
        return getattr(record.sets[0], name)
    return getattr(record.pain if name in PainScores.model_fields else record, name)


@given(mine=edits(), theirs=edits())
def test_a_correction_made_later_on_is_the_same_as_made_on_top(
    mine: list[tuple[str, Any]], theirs: list[tuple[str, Any]]
) -> None:
    newest, wanted = apply(RECORD, theirs), apply(RECORD, mine)
    merged = rebased(RECORD, wanted, newest)
    assert merged.status is status_of(merged.sets)
    for name, _ in mine:
        if value(wanted, name) != value(RECORD, name):
            assert value(merged, name) == value(wanted, name)
    if not {name for name, _ in mine} & {name for name, _ in theirs}:
        assert merged == apply(newest, mine)


@given(changes=edits())
def test_undoing_is_correcting_back(changes: list[tuple[str, Any]]) -> None:
    changed = apply(RECORD, changes)
    assert rebased(changed, RECORD, changed) == RECORD


BANDED = a_set(set=1, load_kg=None, load_words="light", variant="a band")
WEIGHTED = a_set(set=2, load_kg=2.0, variant="an ankle weight")
BARE = a_set(set=3, load_kg=None, variant="an ankle weight")


@pytest.mark.parametrize(
    ("sets", "typed", "changes"),
    [
        ((WEIGHTED, BANDED), "3", {"load_kg": 3.0, "load_typed": None}),
        ((BARE, BANDED, WEIGHTED), "3", {"load_kg": 3.0, "load_typed": None}),
        ((BARE, BANDED), "heavy", {"load_words": "heavy"}),
        ((BANDED, WEIGHTED), "heavy", {"load_words": "heavy"}),
        ((BANDED, WEIGHTED), "none", {"load_words": None}),
        ((WEIGHTED, BANDED), "none", {"load_kg": None}),
        ((BARE,), "3", {"load_kg": 3.0, "load_typed": None}),
    ],
)
def test_the_load_of_a_set_is_of_the_kind_that_its_variant_takes(
    sets: tuple[SetRecord, ...], typed: str, changes: AttemptChanges
) -> None:
    assert load_changes(a_record(sets=sets), 0, typed, LoadUnit.KG) == changes
