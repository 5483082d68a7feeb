"""Left against right: a beam and percentages that say, without colour, which leg did less."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kneecoach.log.record import Record
from kneecoach.review.asymmetry import balance
from kneecoach.review.charts.legs import LEGEND, balance_words, legs_chart
from kneecoach.review.charts.text import Role
from kneecoach.review.trends import ExerciseTrend, exercise_trends
from tests.review.charts.test_text import text
from tests.review.sessions import lunges, on


def trend_of(*pairs: tuple[int, int]) -> ExerciseTrend:
    """Lunges in sessions two days apart, this many on the left and on the right."""
    records: list[Record] = [on(2 * n, *lunges(1, left, right)) for n, (left, right) in enumerate(pairs)]
    return exercise_trends(records)[0]


def test_a_beam_and_per_cents_by_hand() -> None:
    trend = trend_of((10, 8), (10, 10), (9, 10))
    found = balance(trend.asymmetries)
    lines = text(legs_chart(trend, found, 60, 12))
    # 28 is 3.4 % less than 29. Of the 20 cells for 20 %, that is three and a half on the right leg's side.
    assert lines[0] == f"left 29  {'─' * 20}│███▌{'─' * 16}  right 28"
    assert lines[1].split() == ["20", "%", "less", "0", "20", "%", "less"]
    assert lines[1].index("0  ") == lines[0].index("│")
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


@pytest.mark.parametrize(
    ("left", "right", "beam"),
    [
        (8, 10, "████████████████████│────────────────────"),
        (1, 10, "████████████████████│────────────────────"),
        (19, 20, "───────────────█████│────────────────────"),
        (200, 199, "────────────────────│▌───────────────────"),
        (10, 10, "────────────────────│────────────────────"),
    ],
)
def test_the_beam_dips_to_the_leg_that_did_less(left: int, right: int, beam: str) -> None:
    trend = trend_of((left, right))
    width = len(f"left {left}    right {right}") + 41
    row, _ = legs_chart(trend, balance(trend.asymmetries), width, 2)
    assert "".join(span.text for span in row) == f"left {left}  {beam}  right {right}"
    stronger = [span.text.strip() for span in row if span.role is Role.VALUE]
    assert stronger == [] if left == right else [f"left {left}" if left < right else f"right {right}"]


def test_without_room_the_beam_stays() -> None:
    trend = trend_of((10, 8))
    lines = text(legs_chart(trend, balance(trend.asymmetries), 38, 4))
    assert [line.split()[0] for line in lines] == ["left", "20"]


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
