"""Charts as text: they fit, they show their numbers, and shapes say what colours say."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kneecoach.review.charts.calendar import calendar_chart
from kneecoach.review.charts.text import (
    NOTHING_YET,
    ChartColumn,
    Role,
    Row,
    columns,
    pain_chart,
    series_chart,
    weeks_chart,
)
from kneecoach.review.pain_trend import PainScore
from kneecoach.review.weeks import by_week, calendar
from tests.review.sessions import MONDAY, completed, day, on

SIZES = [(76, 14), (36, 8)]


def text(rows: tuple[Row, ...]) -> list[str]:
    """The rows as they are read."""
    return ["".join(span.text for span in row).rstrip() for row in rows]


def roles(rows: tuple[Row, ...], sign: str) -> set[Role]:
    """The roles of the spans with this sign in them."""
    return {span.role for row in rows for span in row if sign in span.text}


def test_columns_by_hand() -> None:
    """Columns four rows high: 4 fills them, 1 fills one, 0.5 half of one, 0 none; a missing value is a dot."""
    given = [
        ChartColumn("a", 4.0),
        ChartColumn("b", 1.0),
        ChartColumn("c", 0.0),
        ChartColumn("d", 0.5),
        ChartColumn("e", None),
    ]
    assert text(columns(given, 27, 7)) == [
        " │ 4",
        "4┤████",
        " │████",
        " │████  1        0.5",
        " │████ ████  0   ▄▄▄▄  ·",
        "0└─────────────────────────",
        "  a    b    c    d    e",
    ]


def test_pain_is_on_an_axis_of_ten_with_its_cap() -> None:
    scores = [PainScore(day(n), pain) for n, pain in enumerate((0, 2, 3, 6, 10, None))]
    for cap in (5, 2):
        rows = pain_chart(scores, cap, 76, 13)
        lines = text(rows)
        assert lines[1].startswith("10┤")
        assert [line[:3] for line in lines if line[2] == "┤"] == ["10┤", f"{cap:>2}┤"]
        assert "▔" in lines[10 - cap + 1]
        assert lines[11].startswith(" 0└──")
        # One row a point: 10 reaches the top row, 6 the sixth from the bottom, and 0 has no column.
        assert [sum("█" in line[3 + 7 * n : 10 + 7 * n] for line in lines) for n in range(6)] == [0, 2, 3, 6, 10, 0]
        assert lines[10][3:9].strip() == "0"
        assert lines[10][3 + 7 * 5 :].strip() == "·"
    assert roles(rows, "█") == {Role.LOW, Role.MODERATE, Role.HIGH}


def test_weeks_say_their_goal() -> None:
    weeks = by_week([on(0), on(1), on(2), on(7)], day(9), 3)
    lines = text(weeks_chart(weeks, 76, 14))
    assert [line[:2] for line in lines if "┤" in line] == ["3┤"]
    assert lines[-1].split() == ["7", "Sep", "14", "Sep"]
    assert roles(weeks_chart(weeks, 76, 14), "█") == {Role.REACHED, Role.BAR}


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_nothing_and_one(width: int, height: int) -> None:
    empty = (
        weeks_chart([], width, height),
        pain_chart([], 5, width, height),
        pain_chart([PainScore(MONDAY, None)], 5, width, height),
        series_chart([], None, width, height),
        calendar_chart(calendar([], MONDAY), width, height),
    )
    for rows in empty:
        assert [line.strip() for line in text(rows) if line] == [NOTHING_YET]
    one = (
        weeks_chart(by_week([on(0)], MONDAY, 3), width, height),
        pain_chart([PainScore(MONDAY, 4)], 5, width, height),
        series_chart([(MONDAY, 7.5)], None, width, height),
    )
    for rows, value in zip(one, ("1", "4", "7.5"), strict=True):
        assert len(rows) == height
        assert [span.text.strip() for row in rows for span in row if span.role is Role.VALUE] == [value]
        assert text(rows)[-1].strip() == "7 Sep"


@pytest.mark.parametrize(("width", "weeks"), [(76, 26), (36, 16)])
def test_a_calendar_by_hand(width: int, weeks: int) -> None:
    """Today, in brackets, is Wednesday of the last week. If not all weeks fit, the newest are shown."""
    sessions = [completed(0), on(2), on(1, hour=7.0), completed(1)]
    rows = calendar_chart(calendar(sessions, day(2)), width, 8)
    lines = text(rows)
    assert len(lines) == 8
    assert [line[:4].strip() for line in lines[1:]] == ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
    assert [line[3 + 2 * (weeks - 1) :] for line in lines[1:]] == [" ■", " 2", "[▪]", "", "", "", ""]
    assert lines[1].count("·") == weeks - 1
    assert lines[4].count("·") == weeks - 1
    assert "Sep" in lines[0] or "Aug" in lines[0]
    assert {span.text[-1] for row in rows for span in row if span.role is Role.DONE} == {"■", "2"}


def test_the_legend_comes_where_there_is_room() -> None:
    grid = calendar([on(0)], MONDAY)
    for width, legend in (
        (76, "· none   ▪ partial   ■ completed   [ ] today"),
        (43, "· none ▪ partial ■ completed [ ] today"),
        (37, "▪ partial ■ completed [ ] today"),
        (30, "▪ partial ■ completed"),
    ):
        assert text(calendar_chart(grid, width, 9))[-1] == legend
    assert len(calendar_chart(grid, 20, 9)) == 8
    assert [line.strip() for line in text(calendar_chart(grid, 36, 7)) if line] == [NOTHING_YET]


@pytest.mark.parametrize("width", range(12, 121))
def test_every_sign_that_is_drawn_is_in_the_legend(width: int) -> None:
    """A number says how many sessions a day had: 2, or far more."""
    days = [on(number, hour=6.0 + hour) for number, count in ((0, 2), (1, 3), (2, 1)) for hour in range(count)]
    lines = text(calendar_chart(calendar(days, day(3)), width, 9))
    legend = lines[8] if len(lines) == 9 else ""
    assert (len(legend) > 0) == (width >= len("▪ partial ■ completed 2, 3 sessions"))
    drawn = {sign for line in lines[1:8] for sign in line[4:] if sign not in " []·"}
    assert drawn == {"▪", "2", "3"}
    assert not legend or all(sign in legend for sign in drawn)


@pytest.mark.parametrize("back", [1, 7, 20])
def test_a_session_of_tomorrow_is_not_today(back: int) -> None:
    """A session from a place where it is already tomorrow has tomorrow's date. The brackets stay at today."""
    rows = calendar_chart(calendar([on(0), on(back)], day(back - 1)), 76, 9)
    lines = text(rows)[1:8]
    assert [n for n, line in enumerate(lines) if "[" in line] == [(back - 1) % 7]


VALUES = st.lists(st.none() | st.floats(0, 5000), max_size=60)


@example([5e-324], 12, 5, None)
@given(VALUES, st.integers(0, 120), st.integers(0, 40), st.none() | st.integers(1, 10))
def test_a_chart_is_never_larger_than_its_place(
    values: list[float | None], width: int, height: int, mark: int | None
) -> None:
    given_ = [ChartColumn(f"{n} Sep", value) for n, value in enumerate(values)]
    rows = columns(given_, width, height, mark=mark)
    assert len(rows) <= height
    assert all(len("".join(span.text for span in row)) <= width for row in rows)


LINE_EIGHTHS = {"▁": (0, 1), "╌": (3, 5), "▔": (7, 8)}
"""How high in its row a line is drawn, in eighths of the row."""


def line_and_bar(rows: tuple[Row, ...]) -> tuple[int, int, int]:
    """The lower and upper edge of the line, and the end of the only bar, in eighths of a row above the axis."""
    plot = rows[-3::-1]
    [(level, sign)] = {(n, span.text[-1]) for n, row in enumerate(plot) for span in row if span.role is Role.MARK}
    low, high = LINE_EIGHTHS[sign]
    bar = ["".join(span.text[:1] for span in row if span.role is Role.BAR) for row in plot]
    return 8 * level + low, 8 * level + high, sum(" ▁▂▃▄▅▆▇█".index(cell) for cell in bar if cell)


@given(st.sampled_from([(10.0, 5), (10.0, 2), *((None, goal) for goal in range(1, 8))]), st.integers(5, 60))
def test_a_bar_of_the_value_of_the_mark_ends_at_its_line(axis: tuple[float | None, int], height: int) -> None:
    top, mark = axis
    highest = 10 if top else 14
    for value in range(1, highest + 1):
        low, high, end = line_and_bar(columns([ChartColumn("a", value)], 20, height, top=top, mark=mark))
        if value == mark:
            assert low - 1 <= end <= high + 1
        elif value < mark:
            assert end <= low
        else:
            assert end >= high


@given(st.lists(st.integers(0, 181), max_size=40), st.integers(0, 120), st.integers(0, 40))
def test_a_calendar_is_never_larger_than_its_place(days: list[int], width: int, height: int) -> None:
    rows = calendar_chart(calendar([on(n) for n in days], day(181)), width, height)
    assert len(rows) <= height
    assert all(len("".join(span.text for span in row)) <= width for row in rows)


@given(st.lists(st.integers(0, 10), min_size=1, max_size=24))
def test_every_score_is_said_as_a_number(pains: list[int]) -> None:
    rows = pain_chart([PainScore(date(2026, 9, 1 + n), pain) for n, pain in enumerate(pains)], 5, 76, 14)
    said = [int(v) for row in rows for span in row if span.role is Role.VALUE for v in span.text.split()]
    assert sorted(said) == sorted(pains)
