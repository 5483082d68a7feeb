"""Errors the user can cause: one clear sentence each, never a traceback."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from pydantic import ValidationError


class KneecoachError(Exception):
    """Something the user can mend. Its text is one sentence for them; the command line exits with 1."""


class UsageError(KneecoachError):
    """The command line asks for something that does not exist; it exits with 2."""


def invalid_file(path: Path, error: ValidationError) -> KneecoachError:
    """The first thing wrong with a file, naming the file, the key and what was expected."""
    first = error.errors(include_url=False)[0]
    key = ""
    for part in first["loc"]:
        key += f"[{part + 1}]" if isinstance(part, int) else f".{part}" if key else part
    message = first["msg"].removeprefix("Value error, ")
    match first["type"]:
        case "extra_forbidden":
            wrong = "is not a known key"
        case "missing":
            wrong = "is missing"
        case _:
            got = first["input"]
            shown = f", not {got!r}" if isinstance(got, str | int | float) else ""
            expected = message.replace("Input should be ", "", 1)
            wrong = f"should be {expected}{shown}" if expected != message else message
    more = f" ({error.error_count() - 1} more)" if error.error_count() > 1 else ""
    return KneecoachError(f"{path}: {key or 'the file'}: {wrong}{more}")


def os_reason(error: OSError) -> str:
    """Why the system refused, in its own words: `Permission denied`."""
    return error.strerror or str(error)
