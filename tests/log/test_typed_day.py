"""A day as people type it: in figures, with the name of a month, or as the name of a weekday."""

from __future__ import annotations

from datetime import date

import pytest

from kneecoach.errors import KneecoachError
from kneecoach.log.typed_day import typed_day

SUNDAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("2026-11-24", "2026-11-24"),
        ("24.11.2026", "2026-11-24"),
        ("today", "2026-11-22"),
        ("YESTERDAY", "2026-11-21"),
        ("20 Nov", "2026-11-20"),
        ("Nov 20", "2026-11-20"),
        ("22 nov", "2026-11-22"),
        ("23 nov", "2025-11-23"),
        ("november 23", "2025-11-23"),
        ("1 sept", "2026-09-01"),
        ("1st of September", "2026-09-01"),
        ("Sep 2nd", "2026-09-02"),
        ("3. march", "2026-03-03"),
        ("25 nov 2026", "2026-11-25"),
        ("Nov 25, 2026", "2026-11-25"),
        ("29 Feb", "2024-02-29"),
        ("29 feb 2028", "2028-02-29"),
        ("Fri 20 Nov", "2026-11-20"),
        ("Friday, November 20th, 2026", "2026-11-20"),
        ("Fri  6 Nov 2026", "2026-11-06"),
        ("Monday", "2026-11-16"),
        ("mon", "2026-11-16"),
        ("Thurs", "2026-11-19"),
        ("SATURDAY", "2026-11-21"),
        ("sun", "2026-11-22"),
    ],
)
def test_it_is_the_last_such_day_up_to_today(typed: str, day: str) -> None:
    assert typed_day(f" {typed} ", SUNDAY) == date.fromisoformat(day)


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("23 Nov", "2026-11-23"),
        ("22 Nov", "2026-11-22"),
        ("20 Nov", "2027-11-20"),
        ("20 Nov 2026", "2026-11-20"),
        ("Feb 29", "2028-02-29"),
        ("monday", "2026-11-23"),
        ("sunday", "2026-11-22"),
        ("today", "2026-11-22"),
        ("2027-01-31", "2027-01-31"),
    ],
)
def test_for_the_future_it_is_the_next_such_day(typed: str, day: str) -> None:
    assert typed_day(typed, SUNDAY, ahead=True) == date.fromisoformat(day)


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "the other day",
        "11/12/2026",
        "2026-02-30",
        "30 Feb",
        "31 november",
        "0 Nov",
        "32 Nov",
        "ma 3",  # March or May
        "ju 3",
        "3 no",
        "Nov",
        "Nov 2026",
        "25 Nov 26",
        "25 Nov 0000",
        "25 Novembre",
        "mo",
        "t",
        "mond 25",
        "last monday",
        "Mon 20 Nov",  # it was a Friday
        "Mon 20 Nov 2026",
        "25 Nov 25",
        "٢٥ Nov",
        "25 Nov 2026 2026",
    ],
)
def test_what_may_mean_two_days_or_none_is_refused(typed: str) -> None:
    with pytest.raises(KneecoachError, match=r"^“.*” is not a day; try 25 Nov, Monday or 2026-11-24\.$"):
        typed_day(typed, SUNDAY)


@pytest.mark.parametrize(
    ("today", "ahead"), [("2026-11-22", "2027-01-31"), ("2027-01-31", "2027-01-31"), ("2027-02-01", "2028-01-31")]
)
def test_the_examples_of_a_day_in_the_future_are_in_the_future(today: str, ahead: str) -> None:
    on = date.fromisoformat(today)
    with pytest.raises(KneecoachError) as refused:
        typed_day("the other day", on, ahead=True)
    assert str(refused.value) == f"“the other day” is not a day; try 31 Jan, Monday or {ahead}."
    for example in ("31 Jan", "Monday", ahead):
        assert typed_day(example, on, ahead=True) >= on


@pytest.mark.parametrize("on", [date(1, 1, 1), date(1, 3, 1), date(9999, 12, 31)])
def test_a_clock_at_the_end_of_time_ends_nothing(on: date) -> None:
    for typed in ("29 Feb", "31 Dec", "1 Jan", "monday", "yesterday", "the other day"):
        for ahead in (False, True):
            try:
                typed_day(typed, on, ahead=ahead)
            except KneecoachError:
                continue
