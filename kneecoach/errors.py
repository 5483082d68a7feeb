"""Errors the user can cause: one clear sentence each, never a traceback."""

from __future__ import annotations

import errno
from typing import TYPE_CHECKING

from kneecoach.text import clean

if TYPE_CHECKING:
    from pathlib import Path

    from pydantic import ValidationError
    from pydantic_core import ErrorDetails

MAX_SHOWN = 60
"""An error quotes at most this many characters of a key or a value."""


class KneecoachError(Exception):
    """An error the user can fix. Its text is one sentence for them; the command line exits with 1."""


class UsageError(KneecoachError):
    """The command line asks for something that does not exist. It exits with 2."""


def invalid_file(path: Path, error: ValidationError) -> KneecoachError:
    """An error that names the file, its first wrong key and what was expected."""
    return KneecoachError(f"{path}: {first_fault(error, 'the file')}")


def first_fault(error: ValidationError, whole: str) -> str:
    """The first wrong key (`whole` if no key is at fault) and what was expected."""
    faults = error.errors(include_url=False)
    places = [fault["loc"] for fault in faults]
    # pydantic also reports the list that holds a wrong item. Only the item is worth naming.
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
    """`text` without control codes, cut to fit in a sentence."""
    cleaned = clean(text)
    return cleaned if len(cleaned) <= MAX_SHOWN else f"{cleaned[:MAX_SHOWN]}…"


def os_reason(error: OSError) -> str:
    """Why the system refused, in the system's words: `Permission denied`."""
    if error.errno == errno.ELOOP:
        return "a symbolic link is in the way"
    return error.strerror or str(error)
