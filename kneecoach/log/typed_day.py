"""A day as people type it. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime, timedelta

from kneecoach.errors import KneecoachError, shortened

FORMATS = ("%Y-%m-%d", "%d.%m.%Y")
"""2026-11-24, and 24.11.2026: with dots, the day always comes first. 11/12/2026 could be two different days."""

MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MIN_LETTERS = 3
"""A month or weekday may be shortened to this many letters: `Jun` is one month, `Ju` could be two."""

LEAP_YEARS = 8
"""The most years between two 29 Februaries."""

EXAMPLES = "25 Nov, Monday or 2026-11-24"
"""How a day in the past can be written."""

_DAY = r"(?P<day>\d{1,2})(?:st|[nr]d|th|\.)?"
_MONTH = r"(?P<month>[a-z]+)\.?"
_WITH_MONTH = tuple(
    re.compile(rf"(?:(?P<weekday>[a-z]+)\.?,?\s+)?{order}(?:,?\s+(?P<year>\d{{4}}))?", re.ASCII)
    for order in (rf"{_DAY}(?:\s+of)?\s*{_MONTH}", rf"{_MONTH}\s*{_DAY}")
)


def typed_day(text: str, today: date, *, ahead: bool = False) -> date:
    """The day that `text` means: 2026-11-24, 24.11.2026, 25 Nov, Nov 25 2026, Monday, today, yesterday.

    Without a year it is the last such day up to `today`; if `ahead`, the next one, `today` included.
    Raises KneecoachError.
    """
    typed = text.strip()
    day = _in_figures(typed) or _by_name(" ".join(typed.casefold().split()), today, ahead)
    if day is None:
        examples = _examples_ahead(today) if ahead else EXAMPLES
        raise KneecoachError(f"“{shortened(typed)}” is not a day; try {examples}.")
    return day


def _examples_ahead(today: date) -> str:
    """How a day can be written that is `today` or later."""
    day = _by_name("31 jan", today, ahead=True)
    return "31 Jan or Monday" if day is None else f"31 Jan, Monday or {day}"


def _in_figures(typed: str) -> date | None:
    for shape in FORMATS:
        try:
            return datetime.strptime(typed, shape).date()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            pass
    return None


def _by_name(typed: str, today: date, ahead: bool) -> date | None:
    way = 1 if ahead else -1
    if typed in {"today", "yesterday"}:
        return _shifted(today, -1 if typed == "yesterday" else 0)
    weekday = _named(typed, WEEKDAYS)
    if weekday is not None:
        return _shifted(today, way * (way * (weekday - today.weekday()) % 7))
    found = (form.fullmatch(typed) for form in _WITH_MONTH)
    return next(filter(None, (_with_month(parts, today, way) for parts in found if parts)), None)


def _with_month(parts: re.Match[str], today: date, way: int) -> date | None:
    """The day with these parts; None if the weekday is a different one."""
    month, weekday = _named(parts["month"], MONTHS), parts["weekday"]
    if month is None:
        return None
    if parts["year"]:
        day = _first([int(parts["year"])], month + 1, int(parts["day"]))
    else:
        years = (today.year + way * n for n in range(LEAP_YEARS + 1))
        day = _first(years, month + 1, int(parts["day"]), today, way)
    is_it = day is not None and (weekday is None or _named(weekday, WEEKDAYS) == day.weekday())
    return day if is_it else None


def _first(years: Iterable[int], month: int, day: int, today: date | None = None, way: int = 1) -> date | None:
    """The first of `years` with such a day; if `today` is given, not before it (`way` 1), or not after it (-1)."""
    for year in years:
        try:
            found = date(year, month, day)
        except ValueError:
            continue
        if today is None or (found - today).days * way >= 0:
            return found
    return None


def _shifted(day: date, days: int) -> date | None:
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return None


def _named(word: str, names: tuple[str, ...]) -> int | None:
    """Index of the name that a word means, written in full or with its first letters."""
    if len(word) < MIN_LETTERS:
        return None
    return next((at for at, name in enumerate(names) if name.startswith(word)), None)
