"""Left against right: percentages worked out by hand, and only of what both sides tried."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kneecoach.log.record import SetRecord, TargetRecord
from kneecoach.review.asymmetry import Asymmetry, asymmetry_of, balance
from kneecoach.session.events import Outcome
from kneecoach.session.plan import Side
from tests.log.samples import a_set
from tests.review.sessions import lunges


@pytest.mark.parametrize(
    ("left", "right", "percent", "weaker"),
    [
        (10, 10, 0.0, None),
        (8, 10, 20.0, Side.LEFT),
        (10, 8, 20.0, Side.RIGHT),
        (0, 10, 100.0, Side.LEFT),
        (15, 20, 25.0, Side.LEFT),
        (30, 27, 10.0, Side.RIGHT),
        (0, 0, 0.0, None),
    ],
)
def test_the_percentage_difference(left: float, right: float, percent: float, weaker: Side | None) -> None:
    found = Asymmetry(left, right)
    assert (found.percent, found.weaker) == (pytest.approx(percent), weaker)


@given(st.floats(0, 1e6), st.floats(0, 1e6))
def test_it_is_within_0_and_100_and_the_same_both_ways(left: float, right: float) -> None:
    one, other = Asymmetry(left, right), Asymmetry(right, left)
    assert 0.0 <= one.percent <= 100.0
    assert one.percent == other.percent
    assert {one.weaker, other.weaker} in ({None}, {Side.LEFT, Side.RIGHT})


STRETCH = {"exercise": "quad-stretch", "target": TargetRecord(seconds=30.0), "reps": 0, "set": 1}


@pytest.mark.parametrize(
    ("attempts", "expected"),
    [
        ((), None),
        ((a_set(),), None),
        (lunges(1, 8, 10), Asymmetry(8, 10)),
        ((*lunges(1, 8, 10), *lunges(2, 6, 10)), Asymmetry(14, 20)),
        # The second set was skipped on the right: only the first says something.
        ((*lunges(1, 8, 10), *lunges(2, 6, 0)), Asymmetry(8, 10)),
        (lunges(1, 8, 0), None),
        # A repeated set counts as the better of its attempts, not as both.
        ((*lunges(1, 4, 10), *lunges(1, 9, 0, attempt=2)), Asymmetry(9, 10)),
        # With a load on every set, what counts is the load moved; with a load on some sets, the reps.
        (
            (*lunges(1, 10, 10, load_kg=8.0)[:1], *lunges(1, 10, 10, load_kg=10.0)[1:]),
            Asymmetry(80, 100),
        ),
        ((*lunges(1, 10, 8, load_kg=8.0), *lunges(2, 10, 10)), Asymmetry(20, 18)),
        (
            (
                a_set(**STRETCH, side=Side.LEFT, seconds=30.0, outcome=Outcome.COMPLETED),
                a_set(**STRETCH, side=Side.RIGHT, seconds=24.0),
            ),
            Asymmetry(30, 24),
        ),
    ],
)
def test_only_sets_that_both_sides_tried(attempts: tuple[SetRecord, ...], expected: Asymmetry | None) -> None:
    assert asymmetry_of(attempts) == expected


def test_four_reps_of_a_set_that_was_skipped_are_no_try() -> None:
    skipped = a_set(exercise="reverse-lunge", set=1, side=Side.RIGHT, reps=4, outcome=Outcome.SKIPPED)
    assert asymmetry_of((*lunges(1, 10, 0)[:1], skipped)) is None


@pytest.mark.parametrize(
    ("pairs", "percent", "times", "behind"),
    [
        ([], 0.0, 0, None),
        ([(8, 10), (8, 10)], 20.0, 2, None),
        ([(8, 10), (8, 10), (8, 10)], 20.0, 3, Side.LEFT),
        ([(10, 8), (10, 8), (10, 8)], 20.0, 3, Side.RIGHT),
        ([(9, 10), (9, 10), (9, 10)], 10.0, 3, Side.LEFT),
        ([(19, 20), (19, 20), (19, 20)], 5.0, 3, None),
        ([(2, 10), (10, 10), (10, 9)], 100 * 7 / 29, 1, None),
        ([(5, 10), (5, 10), (10, 9)], 100 * 9 / 29, 2, Side.LEFT),
        ([(10, 10), (10, 10), (10, 10)], 0.0, 0, None),
    ],
)
def test_a_leg_is_behind_only_with_enough_of_the_same(
    pairs: list[tuple[int, int]], percent: float, times: int, behind: Side | None
) -> None:
    found = balance([Asymmetry(*pair) for pair in pairs])
    assert (found.sessions, found.times, found.behind) == (len(pairs), times, behind)
    assert found.together.percent == pytest.approx(percent)
