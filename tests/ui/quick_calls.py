"""How many parameters a function takes is looked up once per process.

Textual (8.2.8) asks Python for the whole signature of whatever is called later, each time that it is called.
test_quick_calls.py asks Python whether the numbers are right.
"""

from __future__ import annotations

from collections.abc import Callable
from types import CodeType
from typing import Any

import pytest
from textual import _callback

PYTHONS_COUNT = _callback._count_parameters
"""What is replaced here."""

_counted: dict[tuple[CodeType, bool], int] = {}
"""By code, and whether it is that of a method of an object."""


def remember_parameters(patch: pytest.MonkeyPatch) -> None:
    """Let all functions with the same code share how many parameters they take."""
    patch.setattr(_callback, "_count_parameters", parameters)


def parameters(call: Callable[..., Any]) -> int:
    """How many parameters a function or a method takes."""
    code = getattr(call, "__code__", None)
    if code is None or hasattr(call, "__wrapped__") or hasattr(call, "__signature__"):
        return PYTHONS_COUNT(call)
    key = code, hasattr(call, "__self__")
    if key not in _counted:
        _counted[key] = PYTHONS_COUNT(call)
    return _counted[key]
