"""Reads a user's TOML file into a model. Every error is one sentence that names the file and the key."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from kneecoach.errors import KneecoachError, invalid_file, os_reason
from kneecoach.files import open_to_read

M = TypeVar("M", bound=BaseModel)

MAX_BYTES = 1_000_000
"""Larger files are refused."""


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
    except (ValueError, RecursionError) as error:
        raise KneecoachError(f"{path}: this is not valid TOML: {error}") from None
    try:
        return model.model_validate(data), raw
    except ValidationError as error:
        raise invalid_file(path, error) from None
