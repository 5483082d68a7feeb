"""A trend in pain is given only if there is enough data; and each next morning is asked about once, in time."""

from __future__ import annotations

from datetime import timedelta

import pytest

from kneecoach.log.record import PainScores, Record
from kneecoach.review.pain import MorningPain, mornings
from kneecoach.review.pain_trend import (
    PainQuestion,
    PainScore,
    PainTrend,
    awaiting_mornings,
    pain_scores,
    pain_trend,
)
from kneecoach.review.worse import worse as getting_worse
from kneecoach.session.events import Outcome
from tests.log.samples import a_set
from tests.review.sessions import at, day, on


def scores(*pains: tuple[int, int | None]) -> tuple[PainScore, ...]:
    """Scores by the number of their day."""
    return tuple(PainScore(day(number), pain) for number, pain in pains)


def test_a_series_has_a_score_for_each_session() -> None:
    sessions = [on(0, pain=PainScores(before=4, after=2)), on(2, pain=PainScores(next_morning=1))]
    assert pain_scores(sessions, PainQuestion.BEFORE) == scores((0, 4), (2, None))
    assert pain_scores(sessions, PainQuestion.AFTER) == scores((0, 2), (2, None))
    assert pain_scores(sessions, PainQuestion.NEXT_MORNING) == scores((0, None), (2, 1))
    assert pain_scores([], PainQuestion.BEFORE) == ()


@pytest.mark.parametrize(
    ("given", "expected", "words"),
    [
        ((), PainTrend(None, None, 0, 0), ""),
        (((55, 3),), PainTrend(None, None, 1, 0), ""),
        # Day 55 is today: 28 to 55 are the last four weeks, 0 to 27 the four before.
        (((0, 6), (1, 6), (27, 6), (28, 2), (29, 3), (55, 4)), PainTrend(3.0, 6.0, 3, 3), "less"),
        (((0, 2), (1, 2), (27, 2), (28, 3), (29, 3), (55, 3)), PainTrend(3.0, 2.0, 3, 3), "more"),
        (((0, 3), (1, 3), (27, 3), (28, 3), (29, 2), (55, 3)), PainTrend(8 / 3, 3.0, 3, 3), "about the same"),
        (((0, 6), (27, 6), (28, 2), (29, 3), (55, 4)), PainTrend(3.0, None, 3, 2), ""),
        (((-1, 6), (0, 6), (27, 6), (28, 2), (29, None), (55, 4)), PainTrend(None, None, 2, 2), ""),
    ],
)
def test_four_weeks_against_four(given: tuple[tuple[int, int], ...], expected: PainTrend, words: str) -> None:
    found = pain_trend(scores(*given), day(55))
    assert (found.recent_scores, found.earlier_scores) == (expected.recent_scores, expected.earlier_scores)
    assert (found.recent, found.earlier) == (pytest.approx(expected.recent), pytest.approx(expected.earlier))
    assert found.words == words
    assert (found.change is None) == (not words)


EVENING = on(1)
"""Tuesday, 18:00 to 18:20."""


@pytest.mark.parametrize(
    ("days", "hour", "asked"),
    [
        (1, 23.5, False),
        (2, 0.5, True),
        (2, 7.0, True),
        (3, 7.0, True),
        (3, 18.3, True),
        (3, 18.4, False),
    ],
)
def test_it_is_asked_from_the_next_day_for_two_days(days: int, hour: float, asked: bool) -> None:
    assert awaiting_mornings([EVENING], at(days, hour)) == ((EVENING,) if asked else ())


def test_past_midnight_is_not_a_morning() -> None:
    late = on(1, hour=23.5)
    assert awaiting_mornings([late], at(2, 0.5)) == ()
    assert awaiting_mornings([late], at(2, 7.0)) == (late,)


def test_the_newest_comes_first_and_each_once() -> None:
    said = PainScores(next_morning=2)
    older, newer = on(1), on(2)
    now = at(3, 7.0)
    assert awaiting_mornings([older, newer, on(3, hour=6.0)], now) == (newer,)
    assert awaiting_mornings([older, on(2, pain=said)], now) == (older,)
    assert awaiting_mornings([on(1, pain=said), on(2, pain=said)], now) == ()
    assert awaiting_mornings([], now) == ()


def test_the_sessions_of_one_day_have_one_morning() -> None:
    noon, evening = on(1, hour=12.0), on(1, hour=18.0)
    now = at(2, 7.0)
    assert awaiting_mornings([on(0), noon, evening], now) == (noon, evening)


def test_a_day_is_answered_with_one_of_its_sessions() -> None:
    """As with `kneecoach edit`, which answers for one session."""
    said, now = PainScores(next_morning=2), at(2, 7.0)
    noon, evening = on(1, hour=12.0), on(1, hour=18.0)
    assert awaiting_mornings([on(1, hour=12.0, pain=said), evening], now) == ()
    assert awaiting_mornings([noon, on(1, hour=18.0, pain=said)], now) == ()
    older = on(0)
    assert awaiting_mornings([older, on(1, hour=12.0, pain=said), evening], now) == (older,)
    early = on(1, hour=0.2, pain=said)
    assert awaiting_mornings([early, on(1, hour=23.0)], at(3, 7.0)) == (), "it is too long ago to be asked about"
    rehearsed = on(1, hour=12.0, pain=said, speed=60.0)
    assert awaiting_mornings([rehearsed, evening], now) == (evening,), "no score of a rehearsal counts"


def test_a_morning_counts_once_however_many_sessions_the_day_had() -> None:
    def day_of(number: int, *before: int) -> list[Record]:
        return [
            on(number, hour=9.0 + n, pain=PainScores(before=pain, next_morning=3)) for n, pain in enumerate(before)
        ]

    worse, normal, unknown = day_of(1, 2, 4), day_of(2, 3, 5), [on(3)]
    assert mornings([*worse, *normal, *unknown]) == (MorningPain.WORSE, MorningPain.NORMAL)
    found = pain_scores([*worse, *normal, *unknown], PainQuestion.NEXT_MORNING)
    assert [(score.day, score.pain) for score in found] == [(day(1), 3), (day(2), 3), (day(3), None)]
    three_days = [record for number in (1, 2) for record in day_of(number, 2, 2)]
    assert getting_worse(three_days, day(3), 5) is None, "two mornings are not three"


def test_nobody_is_asked_about_a_rehearsal_or_about_nothing() -> None:
    nothing = a_set(outcome=Outcome.SKIPPED, reps=0, holds=())
    records: list[Record] = [on(1, speed=60.0), on(1, nothing, hour=19.0)]
    assert awaiting_mornings(records, at(2, 7.0)) == ()


def test_the_day_is_the_one_here_and_now() -> None:
    """Trained on Tuesday evening in Auckland, then flown to Los Angeles: a night later, it is Tuesday morning."""
    trained = on(1, hour=18.0, offset=13.0)
    now = at(1, hour=8.0, offset=-8.0)
    assert now - trained.ended_at == timedelta(hours=10, minutes=40)
    assert awaiting_mornings([trained], now) == (trained,)
