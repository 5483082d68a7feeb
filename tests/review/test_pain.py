"""Bands, caps, advice and the gates: an answer not given never counts as a good one."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kneecoach.log.record import PainScores, Record
from kneecoach.review import pain
from kneecoach.review.pain import Advice, Band, MorningPain, Offer
from tests.log.samples import a_record, a_set

WALK_AND_LUNGE = ("Band walk", "Lunge")
SCORE = st.none() | st.integers(0, 10)


def felt(
    before: int | None = None,
    after: int | None = None,
    morning: int | None = None,
    worst: int | None = None,
    in_set: int | None = None,
) -> Record:
    """A session with these pains."""
    scores = PainScores(before=before, after=after, next_morning=morning, worst=worst)
    return a_record(pain=scores, sets=(a_set(), a_set(set=3, pain=in_set)))


def test_the_bands() -> None:
    bands = [pain.band(n) for n in range(11)]
    assert bands == [Band.LOW] * 3 + [Band.MODERATE] * 3 + [Band.HIGH] * 5


def test_a_band_is_said_with_its_numbers() -> None:
    bands = [pain.band_words(n).split(":")[0] for n in (0, 2, 3, 5, 6, 10)]
    assert bands == ["0-2", "0-2", "3-5", "3-5", "6-10", "6-10"]
    assert "stop this exercise" in pain.band_words(6)
    assert "stop" not in pain.band_words(5)
    assert "acceptable if it settles by tomorrow" in pain.band_words(4)
    assert pain.band_words(2, cap=2) == pain.band_words(2)


@pytest.mark.parametrize("cap", range(6))
def test_above_the_person_s_own_limit_no_band_says_go_on(cap: int) -> None:
    for number in range(cap + 1, 6):
        assert f"above your limit of {cap}; stop this exercise" in pain.band_words(number, cap)
    for number in range(cap + 1):
        assert "stop" not in pain.band_words(number, cap)


@pytest.mark.parametrize(
    ("number", "cap", "offers"),
    [
        (None, 5, None),
        (0, 5, None),
        (4, 5, None),
        (5, 5, (Offer.WITHOUT_STANDING,)),
        (6, 5, (Offer.WITHOUT_STANDING, Offer.NOT_TODAY)),
        (2, 2, None),
        (3, 2, (Offer.WITHOUT_STANDING, Offer.NOT_TODAY)),
    ],
)
def test_before_a_session(number: int | None, cap: int, offers: tuple[Offer, ...] | None) -> None:
    advice = pain.before_session(number, cap, WALK_AND_LUNGE)
    assert (advice.offers if advice else None) == offers
    if advice:
        assert f"{number} of 10" in advice.words
        assert "Band walk, Lunge" in advice.words


@pytest.mark.parametrize("number", [8, 9, 10])
@pytest.mark.parametrize("cap", [0, 5])
def test_from_8_on_the_advice_is_not_to_train(number: int, cap: int) -> None:
    advice = pain.before_session(number, cap, WALK_AND_LUNGE)
    assert advice is not None
    assert advice.words == f"Knee pain is {number} of 10 before you begin: do not train today. " + (
        "Sharp, new or rising pain: see Help."
    )
    assert Offer.NOT_TODAY in advice.offers
    assert pain.advises_against_training(number)
    assert not any(pain.advises_against_training(less) for less in (None, *range(8)))


def test_a_routine_without_standing_exercises_has_none_to_leave_out() -> None:
    said = "Knee pain is 5 of 10 before you begin. Sharp, new or rising pain: see Help."
    assert pain.before_session(5, 5, ()) == Advice(said)
    assert "standing" not in str(pain.before_session(9, 5, ()))


@pytest.mark.parametrize(("number", "cap", "asked"), [(5, 5, False), (6, 5, True), (2, 2, False), (3, 2, True)])
def test_during_an_exercise(number: int, cap: int, asked: bool) -> None:
    for has_easier in (False, True):
        advice = pain.during_exercise(number, cap, has_easier=has_easier)
        assert (advice is not None) == asked
        if advice:
            assert advice.offers[-2:] == (Offer.SKIP_EXERCISE, Offer.STOP)
            assert (Offer.EASIER in advice.offers) == ("easier" in advice.words) == has_easier


@pytest.mark.parametrize(
    ("before", "after", "cap", "offers"),
    [
        (3, None, 5, None),
        (3, 3, 5, None),
        (None, 5, 5, None),
        (3, 4, 5, ()),
        (3, 6, 5, (Offer.STEP_BACK,)),
        (None, 3, 2, (Offer.STEP_BACK,)),
    ],
)
def test_after_a_session(before: int | None, after: int | None, cap: int, offers: object) -> None:
    advice = pain.after_session(before, after, cap)
    assert (advice.offers if advice else None) == offers


@pytest.mark.parametrize(
    ("before", "morning", "expected"),
    [
        (2, 2, MorningPain.NORMAL),
        (2, 0, MorningPain.NORMAL),
        (2, 3, MorningPain.WORSE),
        (0, 1, MorningPain.WORSE),
        (None, 0, MorningPain.UNKNOWN),
        (2, None, MorningPain.UNKNOWN),
        (None, None, MorningPain.UNKNOWN),
    ],
)
def test_the_next_morning(before: int | None, morning: int | None, expected: MorningPain) -> None:
    record = felt(before=before, morning=morning)
    assert pain.morning(record) is expected
    advice = pain.next_morning(record)
    assert (advice is not None) == (expected is MorningPain.WORSE)
    if advice:
        assert advice.offers == (Offer.STEP_BACK,)
        assert f"{before} → {morning}" in advice.words


@pytest.mark.parametrize(
    ("scores", "calm"),
    [
        ({"before": 2, "after": 2, "morning": 2}, True),
        ({"before": 0, "after": 2, "morning": 0, "worst": 2, "in_set": 2}, True),
        ({"before": 3, "after": 2, "morning": 2}, False),
        ({"before": 2, "after": 3, "morning": 2}, False),
        ({"before": 2, "after": 2, "morning": 2, "worst": 3}, False),
        ({"before": 2, "after": 2, "morning": 2, "in_set": 3}, False),
        ({"before": 1, "after": 1, "morning": 2}, False),
        ({"before": 2, "after": 2}, False),
        ({"before": 2, "morning": 2}, False),
        ({"after": 2, "morning": 2}, False),
        ({}, False),
    ],
)
def test_when_more_may_be_suggested(scores: dict[str, Any], calm: bool) -> None:
    assert pain.is_calm(felt(**scores), 5) == calm


@pytest.mark.parametrize(
    ("scores", "cap", "too_much"),
    [
        ({}, 2, False),
        ({"before": 5, "after": 5, "worst": 5, "morning": 5}, 5, False),
        ({"before": 5, "after": 5, "worst": 5, "morning": 5}, 2, True),
        ({"worst": 6}, 5, True),
        ({"in_set": 6}, 5, True),
        ({"after": 6}, 5, True),
        ({"before": 0, "morning": 1}, 5, True),
    ],
)
def test_when_less_is_suggested(scores: dict[str, Any], cap: int, too_much: bool) -> None:
    assert pain.is_too_much(felt(**scores), cap) == too_much


@given(SCORE, SCORE, SCORE, SCORE, SCORE, st.integers(0, 5))
def test_no_session_is_both(
    before: int | None, after: int | None, morning: int | None, worst: int | None, in_set: int | None, cap: int
) -> None:
    record = felt(before, after, morning, worst, in_set)
    assert not (pain.is_calm(record, cap) and pain.is_too_much(record, cap))
    if None in {before, after, morning}:
        assert not pain.is_calm(record, cap)


def test_nothing_says_that_pain_is_safe() -> None:
    said = [pain.COMMON, pain.GET_HELP]
    said += [pain.band_words(n, cap) for n in range(11) for cap in range(6)]
    for n in range(11):
        for advice in (
            pain.before_session(n, 5, WALK_AND_LUNGE),
            pain.during_exercise(n, 5, has_easier=True),
            pain.after_session(0, n, 5),
            pain.next_morning(felt(before=0, morning=n)),
        ):
            said += [advice.words] if advice else []
    for words in said:
        assert not {"safe", "harmless", "fine", "normal", "ok"} & set(re.findall(r"\w+", words.lower())), words
