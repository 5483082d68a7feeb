"""A TOML text is parsed and checked once per process.

Tests read the same routines, exercises and figures again and again.
"""

from __future__ import annotations

import pickle
import tomllib
from contextlib import suppress
from typing import Any

import pytest

MAX_KEPT = 1000
"""How many texts are kept; most have a few kB."""

_kept: dict[str, bytes] = {}
_checked: dict[tuple[object, bytes], object] = {}


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


def check_each_table_once(patch: pytest.MonkeyPatch) -> None:
    """Let valid routines, exercises and figures be remembered. None of them can be changed."""
    # Here, so that the process that only hands out the tests need not import them.
    from pydantic import BaseModel

    from kneecoach.figures.model import FigureModel
    from kneecoach.routine.model import LibraryModel, RoutineModel

    def checked(model: type[BaseModel], data: object) -> object:
        try:
            key = model, pickle.dumps(data)
        except RecursionError:  # nested more deeply than pickle goes
            return check(model, data)
        if key not in _checked:
            made = check(model, data)
            if len(_checked) >= MAX_KEPT:
                _checked.clear()
            _checked[key] = made
        return _checked[key]

    check = BaseModel.model_validate.__func__  # type: ignore[attr-defined]
    for model in (RoutineModel, LibraryModel, FigureModel):
        assert model.model_config["frozen"]
        patch.setattr(model, "model_validate", classmethod(checked))
