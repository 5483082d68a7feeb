"""Reads a user's TOML file into a model. Every error is one sentence that names the file and the key."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from kneecoach.errors import KneecoachError, os_reason, shortened
from kneecoach.faults import HEADED, invalid_file
from kneecoach.files import open_to_read
from kneecoach.text import clean

M = TypeVar("M", bound=BaseModel)

MAX_BYTES = 1_000_000
"""Larger files are refused."""

_HINTS = {
    "Expected '=' after a key": "a key must be followed by = and a value",
    "Expected ']": "a table's name must end with ] or ]]",
    "Expected newline or end of document": "a line can have only one key and its value",
    "Invalid value": "this is not a value; text must be in quotes",
    "Invalid statement": "a line must be a key and its value, or a table's name",
    "Invalid initial character for a key part": "a key is missing, or needs quotes",
    "Cannot declare": "this table already exists; a table in a list is written [[name]]",
    "Cannot overwrite a value": "this key already exists",
    "Cannot mutate": "this table already exists",
    "Cannot redefine": "this table already exists",
    "Duplicate inline table key": "this key already exists",
    "Unterminated string": "a text has no closing quote",
    "Illegal character '\\n'": "a text has no closing quote on its line",
    "Illegal character": "this character is not allowed here",
    "Found invalid character": "this character is not allowed here",
    "Unclosed array": "a list has no closing ]",
    "Unclosed inline table": "a table has no closing }",
    "Unescaped '\\' in a string": "a backslash in a text must be doubled",
    "Invalid hex value": "a backslash in a text must be doubled",
    "Invalid date or datetime": "there is no such date",
    "Exceeds the limit": "this number is too long",
}
"""A hint for the user, by the beginning of tomllib's message, which is not for users."""


def read_toml(path: Path, what: str, model: type[M]) -> tuple[M, bytes]:
    """The file's contents as a model, and its bytes. `what` names it in errors ("the routine"). Raises
    KneecoachError."""
    raw = read_raw(path, what)
    data = parse_toml(path, raw)
    try:
        return model.model_validate(data), raw
    except ValidationError as error:
        raise invalid_file(path, error, data) from None


def read_raw(path: Path, what: str) -> bytes:
    """The file's bytes. `what` names it in errors. Raises KneecoachError."""
    try:
        with open_to_read(path) as file:
            raw = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise KneecoachError(f"{path}: {what} cannot be read: {os_reason(error)}") from None
    if len(raw) > MAX_BYTES:
        raise KneecoachError(f"{path}: {what} should be at most {MAX_BYTES // 1000} kB, and this file is larger")
    return raw


def parse_toml(path: Path, raw: bytes) -> dict[str, Any]:
    """The data in the bytes of the file `path`. Raises KneecoachError."""
    text = _decoded(path, raw)
    try:
        return tomllib.loads(text)
    except RecursionError:
        raise KneecoachError(f"{path}: this is not valid TOML: it is nested too deeply") from None
    except ValueError as error:
        raise KneecoachError(f"{path}: {_syntax_fault(str(error), text)}") from None


def _decoded(path: Path, raw: bytes) -> str:
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise KneecoachError(f"{path}: line {line} is not UTF-8, which TOML must be") from None


def _syntax_fault(said: str, text: str) -> str:
    """Where the file is not TOML, with the line that is wrong and a hint, from tomllib's message."""
    hint = next((hint for start, hint in _HINTS.items() if said.startswith(start)), "")
    where = ""
    if place := re.search(r"\(at line (\d+), column \d+\)", said):
        wrong = text.split("\n")[int(place[1]) - 1]
        quoted = f" ({shortened(wrong)})" if clean(wrong) else ""
        where = f" {place[0].strip('()')}{quoted}"
        heading = re.match(r"\s*\[\s*([\w.-]+)\s*\]", wrong)
        if heading and heading[1].rpartition(".")[2] in HEADED:
            hint = hint.replace("[[name]]", f"[[{heading[1]}]]")
    elif "at end of document" in said:
        where = " at the end of the file"
    return f"this is not valid TOML{where}{': ' if hint else ''}{hint}"
