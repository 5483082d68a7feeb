"""Left against right: bars and per cents that say which leg did less without colour."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kneecoach.log.record import Record
from kneecoach.review.asymmetry import balance
from kneecoach.review.charts.legs import LEGEND, balance_words, legs_chart
from kneecoach.review.trends import ExerciseTrend, exercise_trends
from tests.review.charts.test_text import text
from tests.review.sessions import lunges, on


def trend_of(*pairs: tuple[int, int]) -> ExerciseTrend:
    """Lunges, so many on the left and on the right, in sessions two days apart."""
    records: list[Record] = [on(2 * n, *lunges(1, left, right)) for n, (left, right) in enumerate(pairs)]
    return exercise_trends(records)[0]


def test_bars_and_per_cents_by_hand() -> None:
    trend = trend_of((10, 8), (10, 10), (9, 10))
    found = balance(trend.asymmetries)
    lines = text(legs_chart(trend, found, 60, 12))
    # 29 and 28 of 29: 51 cells are left for the longer bar, 49 and two eighths for the other.
    assert lines[0] == f"left  {'█' * 51} 29"
    assert lines[1] == f"right {'█' * 49}▎ 28"
    assert lines[3] == LEGEND
    said = " ".join(lines[4:-2]).split()
    assert {"20R", "10L", "0"} <= set(said)
    assert lines[-1].split() == ["7", "Sep", "9", "Sep", "11", "Sep"]
    assert balance_words(found) == "right did 3 % less in 4 weeks (1 of 3 sessions)"


def test_it_says_that_two_are_too_few_and_that_both_did_the_same() -> None:
    few = balance(trend_of((10, 8), (10, 8)).asymmetries)
    assert balance_words(few) == "right did 20 % less in 4 weeks (2 of 2 sessions); too few to judge"
    same = balance(trend_of((10, 10)).asymmetries)
    assert balance_words(same) == "both did the same in 4 weeks (1 session)"


def test_without_room_the_bars_stay() -> None:
    trend = trend_of((10, 8))
    lines = text(legs_chart(trend, balance(trend.asymmetries), 38, 4))
    assert [line.split()[0] for line in lines] == ["left", "right"]


def test_without_the_last_weeks_only_the_sessions_are_drawn() -> None:
    lines = text(legs_chart(trend_of((10, 8)), None, 60, 10))
    assert lines[0] == LEGEND
    assert not any(line.startswith("left") for line in lines)


@given(
    st.lists(st.tuples(st.integers(0, 10), st.integers(0, 10)).filter(any), min_size=1, max_size=30),
    st.integers(0, 120),
    st.integers(0, 40),
)
def test_it_is_never_larger_than_its_place(pairs: list[tuple[int, int]], width: int, height: int) -> None:
    trend = trend_of(*pairs)
    rows = legs_chart(trend, balance(trend.asymmetries) if trend.asymmetries else None, width, height)
    assert len(rows) <= height
    assert all(len("".join(span.text for span in row)) <= max(width, 0) for row in rows)
