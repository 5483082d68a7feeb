"""Numbers as people type them, and what is wrong with them. Nothing else is made into a number. Pure."""

from __future__ import annotations

import re

from kneecoach.errors import KneecoachError, shortened

MAX_LENGTH = 40
"""Characters in a field for a number or a day: enough to show whatever is typed there before it is refused."""


def typed_number(text: str) -> float:
    """A number with a point or a comma. Raises KneecoachError."""
    if re.fullmatch(r"\s*(\d+([.,]\d*)?|[.,]\d+)\s*", text, re.ASCII) is None:
        raise _not("a number", text)
    return float(text.replace(",", "."))


def typed_whole(text: str) -> int:
    """A whole number. Raises KneecoachError."""
    if re.fullmatch(r"\s*\d+\s*", text, re.ASCII) is None:
        raise _not("a whole number", text)
    return int(text)


def typed_reps(text: str) -> tuple[int, int]:
    """`12` or `8-12`. Raises KneecoachError."""
    found = re.fullmatch(r"\s*(\d+)\s*(?:(?:-|–|\s)\s*(\d+))?\s*", text, re.ASCII)
    if found is None:
        raise KneecoachError("Give a number of reps, or a range such as 8-12.")
    return int(found[1]), int(found[2] or found[1])


def fault_at(label: str, fault: str) -> str:
    """What is wrong with a field, with its label: `Weekly goal should be at most 7`; `Title: another has it`."""
    return f"{label}{' ' if fault.startswith(('should ', 'must ', 'is ')) else ': '}{fault}"


def _not(what: str, text: str) -> KneecoachError:
    is_less = re.fullmatch(r"\s*[-−]\s*\d+([.,]\d*)?\s*", text, re.ASCII)
    return KneecoachError(f"{_quoted(text)} is {'less than 0' if is_less else f'not {what}'}.")


def _quoted(text: str) -> str:
    return f"“{shortened(text.strip())}”" if text.strip() else "Nothing"
