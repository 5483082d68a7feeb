"""A day as people type it. Pure."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from kneecoach.errors import KneecoachError, shortened

FORMATS = ("%Y-%m-%d", "%d.%m.%Y")
"""2026-11-24, and 24.11.2026, in which the day comes first wherever dots are used. 11/12/2026 means two days."""


def typed_day(text: str, today: date | None = None) -> date:
    """The day that `text` means; `today` and `yesterday` too, if it is said which day is today.

    Raises KneecoachError.
    """
    typed = text.strip()
    if today is not None and typed.lower() in {"today", "yesterday"}:
        return today - timedelta(days=typed.lower() == "yesterday")
    for shape in FORMATS:
        try:
            return datetime.strptime(typed, shape).date()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            pass
    raise KneecoachError(f"“{shortened(typed)}” is not a day; write one as in 2026-11-24 or 24.11.2026.")
