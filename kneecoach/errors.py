"""Errors the user can cause: one clear sentence each, never a traceback."""

from __future__ import annotations

import errno
from typing import TYPE_CHECKING

from kneecoach.text import clean

if TYPE_CHECKING:
    from pathlib import Path

    from pydantic import ValidationError
    from pydantic_core import ErrorDetails

MOST_SHOWN = 60
"""Characters of a key or a value that an error repeats."""


class KneecoachError(Exception):
    """Something the user can mend. Its text is one sentence for them; the command line exits with 1."""


class UsageError(KneecoachError):
    """The command line asks for something that does not exist; it exits with 2."""


def invalid_file(path: Path, error: ValidationError) -> KneecoachError:
    """The first thing wrong with a file, naming the file, the key and what was expected."""
    return KneecoachError(f"{path}: {first_fault(error, 'the file')}")


def first_fault(error: ValidationError, whole: str) -> str:
    """The first thing wrong, naming the key (`whole` where it is all of it) and what was expected."""
    faults = error.errors(include_url=False)
    places = [fault["loc"] for fault in faults]
    # A list with a faulty item is also reported as a whole: only the item is worth naming.
    own = [f for f in faults if not any(len(p) > len(f["loc"]) and p[: len(f["loc"])] == f["loc"] for p in places)]
    first = own[0]
    key = ""
    for part in first["loc"]:
        key += f"[{part + 1}]" if isinstance(part, int) else f".{part}" if key else part
    more = f" ({len(own) - 1} more)" if len(own) > 1 else ""
    return f"{shortened(key) or whole}: {_fault(first)}{more}"


def _fault(fault: ErrorDetails) -> str:
    message = fault["msg"].removeprefix("Value error, ").replace("a valid tuple", "a list")
    match fault["type"]:
        case "extra_forbidden":
            return "is not a known key"
        case "missing":
            return "is missing"
        case _:
            got = fault["input"]
            shown = f", not {shortened(repr(got))}" if isinstance(got, str | int | float) else ""
            expected = message.replace("Input should be ", "", 1)
            return f"should be {expected}{shown}" if expected != message else message


def shortened(text: str) -> str:
    """`text` without control codes, cut to what fits a sentence."""
    cleaned = clean(text)
    return cleaned if len(cleaned) <= MOST_SHOWN else f"{cleaned[:MOST_SHOWN]}…"


def os_reason(error: OSError) -> str:
    """Why the system refused, in its own words: `Permission denied`."""
    if error.errno == errno.ELOOP:
        return "a symbolic link is in the way"
    return error.strerror or str(error)
