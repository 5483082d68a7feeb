"""Formats numbers and times, and cleans text from files. Pure, and cheap to import."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime
from math import floor

DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")

NOT_ADVICE = "Not medical advice. Stop an exercise that causes sharp or rising pain."


_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Zl", "Zp"})
"""Unicode categories of invisible characters: control, format, surrogate, private use, separators."""

JOINERS = "\u200c\u200d"
"""Zero-width non-joiner and joiner: Persian and Hindi spelling needs them, and so do some emoji."""

FIRST_STRAY_BYTE, LAST_STRAY_BYTE = "\udc80", "\udcff"
"""Python's stand-ins for bytes that are not UTF-8, in an argument or a file name (PEP 383)."""


def clean(text: str) -> str:
    """`text` as one printable line: no control or direction codes, white space collapsed."""
    if text.isascii() and text.isprintable():
        return " ".join(text.split())
    line = " ".join("".join(c if c.isspace() else _seen(c) for c in text).split())
    return line if line.strip(JOINERS + " ") else ""


def distinct_titles(named: Iterable[tuple[str, str]]) -> dict[str, str]:
    """The title of each exercise or routine by its id; if several share a title, each has its id after it.

    `named` are ids and titles; if an id has several titles, the last counts. `Bridge (bridge-a)`.
    """
    titles = {name: clean(title) for name, title in named}
    shared = Counter(titles.values())
    return {
        name: title if shared[title] == 1 else f"{title} ({clean(name)})".strip() for name, title in titles.items()
    }


def printable(text: str) -> str:
    """`text` without control and direction codes; its lines and spaces stay."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(c if c == "\n" else _seen(c) or (" " if c.isspace() else "") for c in text)


def one_line(text: str) -> str:
    """`text` on one line, without control and direction codes; its spaces stay, and a line break becomes one."""
    return text if text.isascii() and text.isprintable() else printable(" ".join(text.splitlines()))


def _seen(character: str) -> str:
    """The character, or nothing if it controls a terminal or text direction; a stray byte reads as Windows-1252."""
    if FIRST_STRAY_BYTE <= character <= LAST_STRAY_BYTE:
        return _seen(bytes([ord(character) - 0xDC00]).decode("cp1252", "replace"))
    is_seen = unicodedata.category(character) not in _UNSEEN or character in JOINERS
    return character if is_seen else ""


def capitalized(words: str) -> str:
    """The words with a capital letter at the beginning; the rest as it is."""
    return words[:1].upper() + words[1:]


def lower_first(title: str) -> str:
    """A title inside a sentence; one that begins with an abbreviation stays as it is."""
    first, _, rest = title.partition(" ")
    return title if len(first) > 1 and first.isupper() else f"{first.lower()} {rest}".strip()


def number(value: float) -> str:
    """A number without trailing zeros: 8, 7.5."""
    return f"{value:.2f}".rstrip("0").rstrip(".")


def whole_percent(part: float, whole: float) -> int:
    """`part` of `whole` in per cent, rounded half up; 0 and 100 mean exactly none and all."""
    if part <= 0:
        return 0
    return 100 if part >= whole else min(99, max(1, floor(100 * part / whole + 0.5)))


def tenths(seconds: float) -> str:
    """Seconds that were measured, as people read them: 12 for 12.01, 12.4 for 12.38."""
    return number(round(seconds, 1))


def minutes_seconds(seconds: float) -> str:
    """Minutes and seconds of a countdown, rounded up: `1:05`."""
    whole = ceil_seconds(seconds)
    return f"{whole // 60}:{whole % 60:02d}"


def ceil_seconds(seconds: float) -> int:
    """Whole seconds of a countdown, rounded up: 2 for 2.0 and 1.2, 0 for 0. A microsecond does not count."""
    return max(0, -int(-(seconds - 1e-6) // 1)) if seconds > 0 else 0


def length(seconds: float) -> str:
    """A duration: `45 s`, `34 min`, `1 h 5 min`."""
    if round(seconds) < 60:
        return f"{round(seconds)} s"
    minutes = round(seconds / 60)
    return f"{minutes} min" if minutes < 60 else f"{minutes // 60} h {minutes % 60} min"


UNKNOWN = "–"
"""Shown in a column for what was not recorded."""


def known_length(seconds: float | None) -> str:
    """A duration for a column; a dash if it is not known."""
    return UNKNOWN if seconds is None else length(seconds)


def day_and_time(instant: datetime) -> str:
    """`Sun 1 Nov 2026 10:00`, in the instant's own offset."""
    return f"{day_words(instant)} {instant:%Y %H:%M}"


def aligned_day_and_time(instant: datetime) -> str:
    """`Sun  1 Nov 2026 10:00`, for a column: as wide on every day."""
    return f"{DAYS[instant.weekday()]} {instant.day:>2} {MONTHS[instant.month - 1]} {instant:%Y %H:%M}"


def day_words(instant: date, today: date | None = None) -> str:
    """`Sun 22 Nov`; if `today` is given and in another year, `Fri 1 Jan 1999`."""
    year = "" if today is None or today.year == instant.year else f" {instant.year}"
    return f"{DAYS[instant.weekday()]} {day_and_month(instant)}{year}"


def day_and_month(day: date) -> str:
    """`22 Nov`."""
    return f"{day.day} {MONTHS[day.month - 1]}"


def full_date(day: date) -> str:
    """`22 Nov 2026`."""
    return f"{day_and_month(day)} {day.year}"


def plural(count: int, unit: str) -> str:
    """`1 rep`, `2 reps`."""
    return f"{count} {unit}" if count == 1 else f"{count} {unit}s"


def month_and_year(day: date) -> str:
    """`Nov 2026`."""
    return f"{MONTHS[day.month - 1]} {day.year}"
