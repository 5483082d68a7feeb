"""Names that were perhaps meant, for one that does not exist."""

from __future__ import annotations

from collections.abc import Collection
from difflib import get_close_matches

from kneecoach.errors import shortened

MAX_NAMED = 3
MIN_PART = 3
"""Letters of a part of a name that tell something."""


def close_matches(name: str, known: Collection[str]) -> list[str]:
    """The names in `known` that are most like `name`, or contain it, the best first;
    spaces, capitals and hyphens do not count."""
    by_letters = {_letters(other): other for other in known}
    alike = get_close_matches(_letters(name), by_letters, n=MAX_NAMED)
    part = _letters(name)
    whole = [other for other in known if len(part) >= MIN_PART and part in _letters(other)]
    return list(dict.fromkeys([*(by_letters[letters] for letters in alike), *whole]))[:MAX_NAMED]


def did_you_mean(name: str, known: Collection[str]) -> str:
    """`; did you mean 'hip-thrust' or 'split-squat'?`, or nothing where no name is alike."""
    alike = [repr(shortened(other)) for other in close_matches(name, known)]
    if not alike:
        return ""
    *others, last = alike
    return f"; did you mean {', '.join(others)}{' or ' if others else ''}{last}?"


def _letters(name: str) -> str:
    return "".join(c for c in name.casefold() if c.isalnum())
