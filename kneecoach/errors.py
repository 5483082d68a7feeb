"""Errors the user can cause: one clear sentence each, never a traceback."""

from __future__ import annotations

import errno
from collections.abc import Collection

from kneecoach.text import clean, one_line

MAX_SHOWN = 60
"""An error quotes at most this many characters of a key or a value."""
MAX_NAMED = 3
"""An error names at most this many names that were perhaps meant."""
MIN_LIKENESS = 0.75
"""How alike two names are, 0 to 1, where one was probably meant by the other: a letter or two wrong, no more."""
MIN_PART = 3
"""Letters of a part of a name that tell something."""


class KneecoachError(Exception):
    """An error the user can fix. Its text is one sentence for them; the command line exits with 1."""

    def __str__(self) -> str:
        # It may name a folder, whose name may hold anything.
        return one_line(super().__str__())


class UsageError(KneecoachError):
    """The command line asks for something that does not exist. It exits with 2."""


def shortened(text: str) -> str:
    """`text` without control codes, cut to fit in a sentence."""
    cleaned = clean(text)
    return cleaned if len(cleaned) <= MAX_SHOWN else f"{cleaned[:MAX_SHOWN]}…"


def without_file(words: str, path: object) -> str:
    """The words of an error that begin with a file, without it."""
    return words.removeprefix(f"{one_line(str(path))}: ")


def os_reason(error: OSError) -> str:
    """Why the system refused, in the system's words: `Permission denied`."""
    if error.errno == errno.ELOOP:
        return "a symbolic link is in the way"
    return error.strerror or str(error)


def close_matches(name: str, known: Collection[str]) -> list[str]:
    """The names in `known` that are most like `name`, or contain it, the best first;
    spaces, capitals and hyphens do not count."""
    from difflib import get_close_matches  # every start would pay for what only an error needs

    by_letters = {_letters(other): other for other in known}
    alike = get_close_matches(_letters(name), by_letters, n=MAX_NAMED, cutoff=MIN_LIKENESS)
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
