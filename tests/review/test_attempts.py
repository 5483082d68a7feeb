"""Which attempt somebody means, and in words, what an edit changed."""

from __future__ import annotations

import pytest

from kneecoach.errors import KneecoachError
from kneecoach.log.corrections import answered, corrected
from kneecoach.log.record import SetRecord
from kneecoach.review.attempts import attempt_name, find_attempt
from kneecoach.review.changes import change_lines
from kneecoach.session.plan import Side
from tests.log.samples import a_record, a_set


def quad(number: int, side: Side, attempt: int = 1) -> SetRecord:
    """An attempt at a quad stretch."""
    return a_set(exercise="quad-stretch", title="Front of the thigh", set=number, side=side, attempt=attempt)


SETS = (
    a_set(set=1),
    a_set(set=2),
    a_set(set=2, attempt=2),
    quad(1, Side.LEFT),
    quad(1, Side.RIGHT),
    quad(2, Side.LEFT),
    quad(2, Side.RIGHT),
    a_set(exercise="hip", title="Hips", set=1),
)
RECORD = a_record(sets=SETS)


@pytest.mark.parametrize(
    ("wanted", "place"),
    [
        ("hip-thrust:1", 0),
        ("hip-thr:1", 0),
        ("Hip thrust:1", 0),
        ("hip-thrust:1:both", 0),
        ("hip-thrust:2:both:1", 1),
        ("hip-t:2:b:2", 2),
        ("quad:1:left", 3),
        ("quad:1:R", 4),
        ("front of:2:l", 5),
        ("quad-stretch:2:right:1", 6),
        ("hip:1", 7),
        ("hip", 7),
        ("hips", 7),
    ],
)
def test_an_attempt_by_its_name(wanted: str, place: int) -> None:
    assert find_attempt(RECORD, wanted) == place


@pytest.mark.parametrize("place", range(len(SETS)))
def test_its_full_name_finds_each(place: int) -> None:
    if place != 1:
        assert find_attempt(RECORD, attempt_name(SETS[place])) == place


@pytest.mark.parametrize(
    ("wanted", "said"),
    [
        ("", "There is no '' in this session; choose hip-thrust, quad-stretch or hip."),
        ("lunge:1", "There is no 'lunge:1' in this session; choose hip-thrust, quad-stretch or hip."),
        (
            "hip-thrust:3",
            "no 'hip-thrust:3' in this session; choose hip-thrust:1, hip-thrust:2 or hip-thrust:2:both:2.",
        ),
        ("hip-thrust:2", "may be hip-thrust:2 or hip-thrust:2:both:2; say which."),
        ("hi:1", "may be hip-thrust or hip; say which."),
        ("quad:2", "may be quad-stretch:2:left or quad-stretch:2:right; say which."),
        ("quad:2:both", "no 'quad:2:both'"),
        ("quad:2::1", "no 'quad:2::1'"),
        ("quad:2:left:1:x", "'quad:2:left:1:x' has too many parts: EXERCISE:SET[:SIDE[:ATTEMPT]]."),
    ],
)
def test_a_name_that_leaves_a_choice_or_none_says_what_there_is(wanted: str, said: str) -> None:
    with pytest.raises(KneecoachError) as refused:
        find_attempt(RECORD, wanted)
    assert said in str(refused.value)


def test_a_session_without_attempts() -> None:
    with pytest.raises(KneecoachError, match=r"^This session has no attempt at all\.$"):
        find_attempt(a_record(sets=()), "hip")


def test_a_first_attempt_of_several_is_named_with_its_number() -> None:
    assert find_attempt(RECORD, "hip-thrust:2:both:1") == 1


def test_what_changed() -> None:
    record = a_record()
    changed = answered(corrected(record, 0, reps=15, load_kg=8.0), after=None, note="a\x1b b", reps_in_reserve=0)
    assert change_lines(record, changed) == [
        "Knee pain after: – (was 2)",
        "Reps you had left: 0 (was –)",
        "Note: a b (was –)",
        "Hip thrust, set 2 of 3: 15 of 15 reps, held 2 s, 8 kg (was 12 of 15 reps, partial, held 2 s)",
        "Session: completed (was partial)",
    ]
    assert change_lines(record, record) == []
