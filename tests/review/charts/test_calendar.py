"""The calendar: a click on a cell means the day that is drawn there."""

from __future__ import annotations

import pytest

from kneecoach.review.charts.calendar import calendar_chart, day_at
from kneecoach.review.weeks import calendar
from tests.review.sessions import completed, day, on

TODAY = day(200)
WEEKS = calendar([*(on(number) for number in range(60, 200, 3)), completed(150), completed(198)], TODAY)


@pytest.mark.parametrize("width", [12, 30, 56, 57, 120])
def test_every_sign_stands_where_its_day_is_found(width: int) -> None:
    drawn = ["".join(span.text for span in row) for row in calendar_chart(WEEKS, width, 9)]
    found = set()
    for y, line in enumerate(drawn):
        for x in range(width):
            meant = day_at(WEEKS, width, x, y)
            sign = line[x : x + 1]
            if sign in {"·", "▪", "■", "2"} and 1 <= y <= 7:
                assert meant is not None
                assert (sign == "·") == (meant.sessions == 0)
                found.add(meant.day)
    assert TODAY in found
    assert len(found) >= 7 * (min((width - 4) // 2, len(WEEKS)) - 1)


@pytest.mark.parametrize(("x", "y"), [(0, 0), (2, 3), (30, 0), (30, 8), (300, 3)])
def test_elsewhere_there_is_no_day(x: int, y: int) -> None:
    assert day_at(WEEKS, 56, x, y) is None
    assert day_at(WEEKS, 8, x, y) is None, "too narrow for a calendar"
