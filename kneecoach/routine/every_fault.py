"""Finds every fault in the contents of a routine or exercise file, not only those that pydantic meets first.

Once a value is wrong, pydantic no longer checks how the keys of its table go together. So each wrong value is
replaced by a valid stand-in, and the file is checked again, until nothing more is found.
"""

from __future__ import annotations

import copy
from collections.abc import Iterator
from typing import Any, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from kneecoach.errors import did_you_mean
from kneecoach.faults import faults_of, own_faults, place_of
from kneecoach.routine.model import ExerciseModel, RoutineModel

Place = tuple[int | str, ...]

MAX_LOOKS = 5
"""Values, the tables inside an exercise, exercises, the routine, and once more."""

MAX_DEPTH = 8
"""How deeply tables and lists can be nested in a valid file, and more."""

_STAND_IN = "stand-in-7f3a91"
"""Marks a stand-in: a fault that names one is not a fault of the file."""

_STAND_INS: dict[str, Any] = {
    "schema": 1,
    "id": _STAND_IN,
    "title": _STAND_IN,
    "sets": 1,
    "reps": 1,
    "hold": 1,
    "cadence": [{"name": _STAND_IN, "seconds": 1, "hold": True}],
    "name": _STAND_IN,
    "seconds": 1,
    "load": True,
    "words": _STAND_IN,
    "of": _STAND_IN,
    "known": "ours",
}
"""A valid value for a key, one that fits all other values. Keys that are not here can be left out."""

_LADDERS = frozenset({"easier", "harder", "without", "substitutes"})
"""The keys that name a variant."""


def every_fault(model: type[BaseModel], data: dict[str, Any]) -> tuple[str, ...]:
    """What is wrong with a file's contents, each fault with its place; empty if nothing is."""
    found: dict[str, None] = {}
    looked_at = _copied(data, MAX_DEPTH)
    for _ in range(MAX_LOOKS):
        try:
            model.model_validate(looked_at)
            break
        except ValidationError as error:
            unknown = {place_of(fault["loc"], data): fault for fault in own_faults(error)}
            for said in faults_of(error, "the file", data):
                if _STAND_IN not in said:
                    found[said + _hint(model, unknown.get(said.rpartition(": ")[0]))] = None
            for number, fault in enumerate(own_faults(error)):
                _mend(looked_at, fault, number)
    return tuple(found)


def _copied(value: Any, depth: int) -> Any:
    """A copy that can be changed. Anything nested deeper than `depth` is not copied: it can only be removed."""
    if depth and isinstance(value, dict):
        return {key: _copied(inner, depth - 1) for key, inner in value.items()}
    return [_copied(inner, depth - 1) for inner in value] if depth and isinstance(value, list) else value


def _hint(model: type[BaseModel], fault: ErrorDetails | None) -> str:
    """Where an unknown key belongs, or how it is spelled."""
    if fault is None or fault["type"] != "extra_forbidden":
        return ""
    key, here = str(fault["loc"][-1]), _model_at(model, fault["loc"][:-1])
    if here is ExerciseModel and key in _keys(RoutineModel):
        return "; it belongs to the routine, above the first [[exercise]]"
    if here is RoutineModel and key in _keys(ExerciseModel):
        return "; it belongs to an exercise, below its [[exercise]]"
    return did_you_mean(key, _keys(here))


def _keys(model: type[BaseModel]) -> list[str]:
    return [field.alias or name for name, field in model.model_fields.items()]


def _model_at(model: type[BaseModel], place: Place) -> type[BaseModel]:
    """The model of the table at a place in a file of this model."""
    for key in place:
        if isinstance(key, str):
            model = next(_models_in(model.model_fields[key].annotation))
    return model


def _models_in(annotation: object) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for inner in get_args(annotation):
        yield from _models_in(inner)


def _mend(data: dict[str, Any], fault: ErrorDetails, number: int) -> None:
    """Put a stand-in where the fault is; `number` keeps the names of stand-ins apart."""
    place = fault["loc"]
    if not place:
        return  # the whole file, which has no stand-in
    way: list[tuple[Any, Any]] = list(_way(data, place))
    holder, last = way[-1]
    at_fault = holder[last] if len(way) == len(place) and _has(holder, last) else None
    if fault["type"] == "value_error" and isinstance(at_fault, dict):
        _empty(at_fault, number)
    elif len(place) > 1 and place[-2] == "exercise" and not isinstance(at_fault, dict):
        holder[last] = _exercise(number)
    else:
        table, key = next((table, key) for table, key in reversed(way) if isinstance(table, dict))
        if place[-3:-2] == ("cadence",) and key == "hold":
            _make_the_hold(table, way[-2][0])
        else:
            _set(table, key, number)


def _way(data: Any, place: Place) -> Iterator[tuple[Any, Any]]:
    """Each table and list on the way to a place, with the key or number that leads on."""
    holder: Any = data
    for part in place:
        if isinstance(holder, dict | list):
            yield holder, part
            holder = _inside(holder, part)


def _inside(holder: Any, part: Any) -> Any:
    return holder[part] if _has(holder, part) else None


def _has(data: Any, part: Any) -> bool:
    return part in data if isinstance(data, dict) else part < len(data)


def _make_the_hold(phase: dict[str, Any], cadence: list[Any]) -> None:
    for other in cadence:
        if isinstance(other, dict):
            other["hold"] = other is phase


def _set(table: dict[str, Any], key: str, number: int) -> None:
    """Give a key a valid value, or remove it."""
    if key == "exercise":
        table[key] = [_exercise(number)]
    elif key in _STAND_INS:
        stand_in = copy.deepcopy(_STAND_INS[key])
        table[key] = f"{stand_in}-{number}" if isinstance(stand_in, str) and key != "known" else stand_in
    else:
        table.pop(key, None)
    if key in _LADDERS:
        table.pop("variants", None)


NAMES: tuple[str, ...] = ("id", "title", "kind", "words")
"""The keys that distinguish an exercise or a variant from others."""


def _empty(table: dict[str, Any], number: int) -> None:
    """Keep only the parts of an exercise or a variant to which others refer: its name and its kind."""
    kept: dict[str, Any] = {key: table[key] for key in NAMES if key in table}
    table.clear()
    table.update(kept if "words" in kept else {**_exercise(number), **kept})


def _exercise(number: int) -> dict[str, Any]:
    named = dict.fromkeys(("id", "title"), f"{_STAND_IN}-{number}")
    return {**named, **{key: copy.deepcopy(_STAND_INS[key]) for key in ("sets", "reps", "cadence")}}
