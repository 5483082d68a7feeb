"""Reads a user's TOML file into a model. Every error is one sentence that names the file and the key."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from kneecoach.errors import KneecoachError, os_reason
from kneecoach.faults import invalid_file
from kneecoach.files import open_to_read

M = TypeVar("M", bound=BaseModel)

MAX_BYTES = 1_000_000
"""Larger files are refused."""

_HINTS = {
    "Expected '=' after a key": "after a key comes = and a value",
    "Expected ']": "the name of a table ends with ] or ]]",
    "Expected newline or end of document": "a line holds one key and one value",
    "Invalid value": "this is no value: text stands in quotes",
    "Invalid statement": "a line is a key and its value, or the name of a table",
    "Invalid initial character for a key part": "a key is missing, or stands in no quotes",
    "Cannot declare": "this table is there already; one of a list is written [[so]]",
    "Cannot overwrite a value": "this key is there already",
    "Cannot mutate": "this table is there already",
    "Cannot redefine": "this table is there already",
    "Duplicate inline table key": "this key is there already",
    "Unterminated string": "a text has no quote at its end",
    "Illegal character '\\n'": "a text has no quote at the end of its line",
    "Illegal character": "this character may not stand here as it is",
    "Found invalid character": "this character may not stand here as it is",
    "Unclosed array": "a list has no ] at its end",
    "Unclosed inline table": "a table has no } at its end",
    "Unescaped '\\' in a string": "in a text a backslash is written twice",
    "Invalid hex value": "in a text a backslash is written twice",
    "Invalid date or datetime": "there is no such date",
    "Exceeds the limit": "this number is too long",
}
"""What to do about what tomllib says, by how that begins; its words are not for a user."""


def read_toml(path: Path, what: str, model: type[M]) -> tuple[M, bytes]:
    """The file's contents as a model, and its bytes. `what` names it in errors ("the routine"). Raises
    KneecoachError."""
    try:
        with open_to_read(path) as file:
            raw = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise KneecoachError(f"{path}: {what} cannot be read: {os_reason(error)}") from None
    if len(raw) > MAX_BYTES:
        raise KneecoachError(f"{path}: {what} should be at most {MAX_BYTES // 1000} kB, and this file is larger")
    try:
        data = tomllib.loads(raw.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise KneecoachError(f"{path}: this is not UTF-8, which TOML must be") from None
    except RecursionError:
        raise KneecoachError(f"{path}: this is not valid TOML: it is nested too deep") from None
    except ValueError as error:
        raise KneecoachError(f"{path}: {_syntax_fault(str(error))}") from None
    try:
        return model.model_validate(data), raw
    except ValidationError as error:
        raise invalid_file(path, error, data) from None


def _syntax_fault(said: str) -> str:
    """Where a file is not TOML, and what it should be there, from what tomllib says."""
    place = re.search(r"\((at (?:line \d+, column \d+|end of document))\)", said)
    where = f" {place[1].replace('document', 'the file')}" if place else ""
    hint = next((hint for start, hint in _HINTS.items() if said.startswith(start)), "")
    return f"this is not valid TOML{where.replace('at end', 'at the end')}{': ' if hint else ''}{hint}"
