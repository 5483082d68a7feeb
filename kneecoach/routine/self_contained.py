"""Writes a routine out whole, so that it can be done on another computer without the user's own exercises. Pure.

The text of the routine's file stays, comments included, and what `use` draws in is added to it.
"""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import tomlkit

from kneecoach.errors import KneecoachError
from kneecoach.paths import Paths
from kneecoach.routine.changes import as_written
from kneecoach.routine.library import load_routine, parse_routine
from kneecoach.routine.model import ExerciseModel, Routine, RoutineModel
from kneecoach.routine.pieces import NotEditable, own_part, pieces_of
from kneecoach.text import clean
from kneecoach.toml_file import read_raw

WIDTH = 100
"""A list that is longer than this, in characters, is written with a line for each of its entries."""

FIRST = ("id", "title", "spoken", "position")
"""Keys that come before the routine's own keys of an exercise."""


@dataclass(frozen=True, slots=True)
class SelfContained:
    """A routine's text that needs no other file."""

    text: str
    left_out: tuple[str, ...]
    """What could not be written into it, one sentence each."""


def routine_file(paths: Paths, name: str, figures: Collection[str]) -> SelfContained:
    """The routine called `name`, or in the file `name`, written out whole. Raises KneecoachError."""
    routine = load_routine(paths, name)
    return self_contained(routine, read_raw(routine.path, "the routine"), figures)


def self_contained(routine: Routine, raw: bytes, figures: Collection[str]) -> SelfContained:
    """The routine, whose file is `raw`, written out whole. `figures` are the names of those that ship.

    Raises KneecoachError if what is written out would not be the same routine.
    """
    spec, left_out = _with_shipped_figures(routine.spec, figures)
    for text in _ways(spec, raw.decode("utf-8-sig")):
        if _says(routine.path, text, spec):
            return SelfContained(text, left_out)
    raise KneecoachError(f"{routine.path}: this routine cannot be written out whole")


def _with_shipped_figures(spec: RoutineModel, figures: Collection[str]) -> tuple[RoutineModel, tuple[str, ...]]:
    """The routine without figures that are files of the user's own, and a sentence for each of these."""
    own: dict[str, str] = {}

    def shipped(name: str | None, title: str) -> str | None:
        if name is None or name in figures:
            return name
        own.setdefault(name, title)
        return None

    exercises = []
    for exercise in spec.exercise:
        variants = tuple(
            variant.model_copy(update={"figure": shipped(variant.figure, exercise.title)})
            for variant in exercise.variants
        )
        figure = shipped(exercise.figure, exercise.title)
        exercises.append(exercise.model_copy(update={"use": None, "figure": figure, "variants": variants}))
    left_out = tuple(
        f"{title}: its figure {name!r} is a file of your own. It was left out, because a routine cannot hold a "
        "figure; the exercise is shown without it."
        for name, title in own.items()
    )
    return spec.model_copy(update={"exercise": tuple(exercises)}), left_out


def _ways(spec: RoutineModel, text: str) -> Iterator[str]:
    """The routine in its own text, with everything written out; then, if the text is unusual, written anew."""
    try:
        pieces = pieces_of(text)
        entries = tomllib.loads(text)["exercise"]
        whole = [
            _completed(piece, entry, exercise, pieces.newline)
            for piece, entry, exercise in zip(pieces.exercises, entries, spec.exercise, strict=True)
        ]
        head = "".join(line for line in pieces.head.splitlines(keepends=True) if not line.startswith("#:schema"))
        yield replace(pieces, head=head, exercises=tuple(whole)).settled.text
    except (NotEditable, ValueError):
        pass
    head = "\n".join(_lines(_said(spec), leave_out={"exercise"}))
    yield "\n".join([head, *(f"\n[[exercise]]\n{_whole(exercise)}" for exercise in spec.exercise), ""])


def _whole(exercise: ExerciseModel) -> str:
    said = _said(exercise)
    return "\n".join([*_lines(said, leave_out={"variants"}), *_variants(said)])


def _completed(piece: str, entry: dict[str, Any], exercise: ExerciseModel, newline: str) -> str:
    """An exercise's part of the file with what `use` draws in: its name, then its own lines, then the rest."""
    said = _said(exercise)
    gone = {key for key in entry if key not in said and key in {"use", "hold", "figure"}}
    if "hold" in gone:  # it is the length of the hold in the cadence
        gone.add("cadence")
    own, gap, subtables = own_part(piece)
    document = tomlkit.parse(own)
    for key in gone & set(entry):
        del document["exercise"][0][key]
    lines = tomlkit.dumps(document).splitlines()
    heading = next(number for number, line in enumerate(lines) if line.lstrip().startswith("["))
    missing = {key: value for key, value in said.items() if key not in entry or key in gone}
    if "substitutes" in entry:
        missing.pop("without", None)
    first = {key: missing[key] for key in FIRST if key in missing}
    drawn = ["# From the library: " + clean(entry["use"]) + "."] if "use" in entry else []
    body = [
        *(*lines[: heading + 1], *drawn, *_lines(first), *lines[heading + 1 :]),
        *_lines(missing, leave_out={*FIRST, "variants"}),
    ]
    tail = "" if not subtables else f"{gap or newline}{subtables}"
    return newline.join([newline.join(body) + tail, *_variants(missing)])


def _said(model: ExerciseModel | RoutineModel) -> dict[str, Any]:
    """The data of a model as TOML values, without defaults."""
    said = model.model_dump(mode="python", by_alias=True, exclude_defaults=True)
    return {"schema": 1, **_plain(said)} if isinstance(model, RoutineModel) else _plain(said)


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(inner) for key, inner in value.items()}
    if isinstance(value, tuple | list):
        pair = as_written(value)
        return [_plain(inner) for inner in pair] if isinstance(pair, tuple | list) else pair
    return as_written(value)


def _lines(said: dict[str, Any], leave_out: Collection[str] = ()) -> list[str]:
    return [f"{key} = {_toml(value)}" for key, value in said.items() if key not in leave_out]


def _variants(said: dict[str, Any]) -> list[str]:
    variants = said.get("variants", ())
    return [line for variant in variants for line in ("", "[[exercise.variants]]", *_lines(variant))]


def _toml(value: Any) -> str:
    """A value as TOML; a long list has a line for each entry."""
    if isinstance(value, dict):
        return f"{{ {', '.join(_lines(value))} }}"
    if not isinstance(value, list):
        return str(tomlkit.item(value).as_string())
    entries = [_toml(entry) for entry in value]
    in_a_line = f"[{', '.join(entries)}]"
    return in_a_line if len(in_a_line) <= WIDTH else "\n".join(["[", *(f"  {entry}," for entry in entries), "]"])


def _says(path: Path, text: str, spec: RoutineModel) -> bool:
    """Whether a file with this text is this routine on any computer."""
    try:
        return parse_routine(path, text.encode()).spec == spec
    except KneecoachError:
        return False
