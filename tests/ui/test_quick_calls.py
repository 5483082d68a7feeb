"""Screen tests look up how many parameters a function takes. It takes as many as Python says."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

import pytest

from tests.ui.quick_calls import PYTHONS_COUNT, parameters


class Pump:
    """Has methods of each kind."""

    def one(self, message: object) -> None: ...

    def any(self, *messages: object, **named: object) -> None: ...

    @classmethod
    def of_class(cls, message: object) -> None: ...

    @staticmethod
    def of_none(message: object) -> None: ...

    @functools.wraps(one)
    def as_one(self, *messages: object) -> None: ...


@pytest.mark.parametrize(
    "call",
    [
        *(getattr(owner, name) for owner in (Pump, Pump()) for name in ("one", "any", "as_one")),
        *(getattr(Pump, name) for name in ("of_class", "of_none")),
        lambda: None,
        lambda a, /, b, *, c=1: None,
        functools.partial(lambda a, b: None, 1),
        print,
    ],
)
def test_a_call_takes_as_many_parameters_as_python_says(call: Callable[..., Any]) -> None:
    for _ in range(2):
        assert parameters(call) == PYTHONS_COUNT(call)
