"""A TOML text is parsed once per process: tests read the same routines, exercises and figures again and again."""

from __future__ import annotations

import pickle
import tomllib
from contextlib import suppress
from typing import Any

import pytest

MAX_KEPT = 1000
"""How many texts are kept; most have a few kB."""

_kept: dict[str, bytes] = {}


def parse_each_text_once(patch: pytest.MonkeyPatch) -> None:
    """Let tomllib remember what it read. Each caller gets data of its own."""
    loads = tomllib.loads

    def loaded(text: str) -> dict[str, Any]:
        if text in _kept:
            data: dict[str, Any] = pickle.loads(_kept[text])
            return data
        data = loads(text)
        if len(_kept) >= MAX_KEPT:
            _kept.clear()
        with suppress(RecursionError):  # nested more deeply than pickle goes
            _kept[text] = pickle.dumps(data)
        return data

    patch.setattr(tomllib, "loads", loaded)
