"""Packages that few tests need, imported when one of them runs: every worker collects all tests, and runs few."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec
from typing import Any

import pytest


class Later:
    """A module that is imported when something of it is asked for."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):  # pytest asks whatever it finds in a module for its marks
            raise AttributeError(name)
        found = getattr(import_module(self._name), name)
        setattr(self, name, found)
        return found


def import_or_skip_later(name: str, reason: str = "") -> Any:
    """As `pytest.importorskip` for a whole module of tests, without importing it yet."""
    if find_spec(name) is None:
        pytest.skip(reason or f"could not import {name!r}", allow_module_level=True)
    return Later(name)
