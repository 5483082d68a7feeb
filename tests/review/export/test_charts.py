"""Charts: what is drawn where, and what they say to somebody who cannot see them."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kneecoach.review.export.charts import NARROW, WIDTH, Panel, Series, bars_by_week, over_time, ticks_to

MONDAY = date(2026, 11, 16)


def numbers(svg: ET.Element, tag: str, *attributes: str) -> list[tuple[float, ...]]:
    """The attributes of every such element, in order."""
    return [tuple(float(found.get(name, "nan")) for name in attributes) for found in svg.iter(tag)]


def words(svg: ET.Element) -> list[str]:
    """What is written in the chart."""
    return [text.text or "" for text in svg.iter("text")]


def marks(*points: tuple[int, float], last: int = 10) -> list[tuple[float, float]]:
    """Where the marks of values on these days are, on an axis up to 10 and over this many days."""
    series = Series(tuple((MONDAY + timedelta(days=day), value) for day, value in points))
    ends = Series(((MONDAY, 0.0), (MONDAY + timedelta(days=last), 0.0)), mark="square")
    svg = over_time("t", "d", [Panel("p", (series, ends), (0, 5, 10))])
    return [(x, y) for x, y in numbers(svg, "circle", "cx", "cy")]


def test_days_go_to_the_right_and_values_up() -> None:
    (x0, y0), (x5, y5), (x10, y10) = marks((0, 0), (5, 5), (10, 10))
    assert x0 < x5 < x10
    assert x5 == pytest.approx((x0 + x10) / 2, abs=0.1)
    assert y0 > y5 > y10
    assert y5 == pytest.approx((y0 + y10) / 2, abs=0.1)


def test_the_axis_is_where_its_numbers_are() -> None:
    svg = over_time("t", "d", [Panel("p", (Series(((MONDAY, 5.0),)),), (0, 5, 10), line=5)])
    [(_, y)] = numbers(svg, "circle", "cx", "cy")
    assert (y, y) in numbers(svg, "line", "y1", "y2")
    [limit] = [line for line in svg.iter("line") if line.get("class") == "limit"]
    assert float(limit.get("y1", "")) == y
    [five] = [text for text in svg.iter("text") if text.text == "5"]
    assert abs(float(five.get("y", "")) - y) < 5


def test_a_lone_day_is_in_the_middle_and_has_no_line() -> None:
    svg = over_time("t", "d", [Panel("p", (Series(((MONDAY, 5.0),)),), (0, 5, 10))])
    [(x, _)] = numbers(svg, "circle", "cx", "cy")
    assert 0.4 * WIDTH < x < 0.6 * WIDTH
    assert list(svg.iter("polyline")) == []
    assert "16 Nov" in words(svg)


def test_series_are_told_apart_without_colour() -> None:
    points = ((MONDAY, 1.0), (MONDAY + timedelta(days=7), 2.0))
    series = tuple(Series(points, name, mark) for name, mark in (("left", "circle"), ("right", "square")))
    svg = over_time("t", "d", [Panel("reps", series, (0, 1, 2))])
    dashes = [line.get("stroke-dasharray") for line in svg.iter("polyline")]
    assert len(set(dashes)) == 2
    assert {"left", "right", "reps"} <= set(words(svg))
    assert len(list(svg.iter("circle"))) == len(list(svg.iter("rect"))) == 3, "two values and one in the key"


def test_bars_are_as_high_as_their_weeks() -> None:
    weeks = [(MONDAY + timedelta(weeks=n), count) for n, count in enumerate((1, 0, 3, 6))]
    svg = bars_by_week("t", "d", weeks, 3)
    heights = [height for (height,) in numbers(svg, "rect", "height")]
    assert len(heights) == 3, "a week without a session has no bar"
    assert heights[1] == pytest.approx(3 * heights[0], abs=0.1)
    assert heights[2] == pytest.approx(6 * heights[0], abs=0.2)
    assert ["under" in (bar.get("class") or "") for bar in svg.iter("rect")] == [True, False, False]
    bottoms = {round(y + height, 1) for y, height in numbers(svg, "rect", "y", "height")}
    assert len(bottoms) == 1
    [goal] = [line for line in svg.iter("line") if line.get("class") == "limit"]
    assert float(goal.get("y1", "")) == numbers(svg, "rect", "y")[1][0]


LETTER = 6.2
"""The width of a letter, as Chromium draws the words of an axis, and a little room."""


def at(text: ET.Element) -> float:
    """How far down words stand."""
    return float(text.get("y", ""))


@pytest.mark.parametrize("many", [1, 6, 7, 13, 26, 52, 53, 54, 104, 300, 2000])
def test_this_many_weeks_fit(many: int) -> None:
    svg = bars_by_week("t", "d", [(MONDAY + timedelta(weeks=n), 3) for n in range(many)], 3)
    lowest = max(y for (y,) in numbers(svg, "text", "y")) - 16
    found = [(float(text.get("x", "")), text.text or "") for text in svg.iter("text") if at(text) == lowest]
    assert found
    for (x0, first), (x1, second) in pairwise(found):
        assert x1 - x0 > LETTER / 2 * (len(first) + len(second)), (first, second)
    dates = [text for text in words(svg) if text.endswith(("Nov", "Dec")) or " " in text]
    assert 2 <= len(dates) <= 9
    assert all(x >= 0 and x + width <= WIDTH for x, width in numbers(svg, "rect", "x", "width"))


@pytest.mark.parametrize(
    ("span", "expected"),
    [
        (364, ["16 Nov", "17 Mar", "17 Jul", "15 Nov"]),
        (365, ["Nov 2026", "Mar 2027", "Jul 2027", "Nov 2027"]),
        (3651, ["Nov 2026", "Mar 2030", "Jul 2033", "Nov 2036"]),
    ],
)
def test_days_a_year_apart_are_told_by_their_year(span: int, expected: list[str]) -> None:
    series = Series(((MONDAY, 5.0), (MONDAY + timedelta(days=span), 5.0)))
    shown = words(over_time("t", "d", [Panel("p", (series,), (0, 5, 10))]))
    assert [text for text in shown if " " in text] == expected
    bars = words(bars_by_week("t", "d", [(MONDAY + timedelta(days=n), 3) for n in range(0, span + 1, 7)], 3))
    assert ("16 Nov" in bars, "Nov 2026" in bars) == (span < 366, span > 366)


def targets(*steps: tuple[int, float], width: int = WIDTH) -> list[tuple[float, float]]:
    """The corners of a target's line, given how high it was from which day on, over ten days and up to 10."""
    series = Series(tuple((MONDAY + timedelta(days=day), 5.0) for day in (0, 10)))
    target = tuple((MONDAY + timedelta(days=day), value) for day, value in steps)
    svg = over_time("t", "d", [Panel("p", (series,), (0, 5, 10), target=target)], width)
    [line] = [line for line in svg.iter("polyline") if line.get("class") == "limit"]
    return [(float(x), float(y)) for x, y in (pair.split(",") for pair in line.get("points", "").split())]


def test_a_target_keeps_its_height_until_it_changes() -> None:
    (x0, y0), (x1, y1), (x2, y2), (x3, y3) = targets((0, 5), (3, 5), (5, 10), (10, 10))
    [(middle, _)] = marks((5, 5))
    assert x0 < x1 == x2 == middle < x3
    assert y0 == y1 > y2 == y3
    [(_, at_five)], [(_, at_ten)] = marks((5, 5)), marks((5, 10))
    assert (y0, y3) == (at_five, at_ten)


def test_a_target_that_stays_goes_from_edge_to_edge() -> None:
    for width in (WIDTH, NARROW):
        (left, y), (right, same) = targets((0, 5), (10, 5), width=width)
        assert y == same
        assert (left, right) == (32, width - 18), "as the lines of the axis do"


@pytest.mark.parametrize(
    ("most", "expected"),
    [(10.5, (0, 4, 8, 12)), (63, (0, 30, 60, 90)), (2.1, (0, 1, 2, 3)), (45, (0, 20, 40, 60)), (0, (0, 0.001))],
)
def test_round_numbers_on_an_axis(most: float, expected: tuple[float, ...]) -> None:
    assert ticks_to(most) == pytest.approx(expected)


def test_sessions_are_whole() -> None:
    assert ticks_to(1, steps=7, least=1) == (0, 1)
    assert ticks_to(4, steps=7, least=1) == (0, 1, 2, 3, 4)


@given(most=st.floats(0, 1e9), steps=st.integers(1, 7))
def test_an_axis_reaches_its_most_in_few_steps(most: float, steps: int) -> None:
    ticks = ticks_to(most, steps)
    assert ticks[0] == 0
    assert ticks[-1] >= most * (1 - 1e-9)
    assert 2 <= len(ticks) <= steps + 1
    assert all(a < b for a, b in pairwise(ticks))


@pytest.mark.parametrize("width", [WIDTH, NARROW])
@given(
    points=st.lists(
        st.tuples(st.dates(date(2020, 1, 1), date(2030, 1, 1)), st.floats(0, 1e6)), min_size=1, max_size=30
    )
)
def test_whatever_was_done_is_inside(width: int, points: list[tuple[date, float]]) -> None:
    points.sort()
    ticks = ticks_to(max(value for _, value in points))
    svg = over_time("t", "d", [Panel("p", (Series(tuple(points)),), ticks)], width)
    _, _, wide, height = (float(part) for part in svg.get("viewBox", "").split())
    assert wide == width
    for x, y in numbers(svg, "circle", "cx", "cy"):
        assert 0 < x < width
        assert 0 < y < height
    assert 1 <= sum(text.count(" ") == 1 for text in words(svg)) <= 4
    assert "nan" not in ET.tostring(svg, encoding="unicode")


def test_what_it_shows_is_said() -> None:
    svg = over_time("Pain\x1b[31m", "before <b>", [Panel("p", (Series(((MONDAY, 5.0),)),), (0, 10))])
    assert (svg.findtext("title"), svg.findtext("desc")) == ("Pain[31m", "before <b>")
    assert svg.get("role") == "img"
    assert "<b>" not in ET.tostring(svg, encoding="unicode")
