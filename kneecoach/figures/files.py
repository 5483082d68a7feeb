"""Figures as files: where they are, what they are called, and how one builds on another."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from pydantic import ValidationError

from kneecoach.errors import KneecoachError
from kneecoach.faults import invalid_file
from kneecoach.figures.model import FigureModel
from kneecoach.paths import assets_dir
from kneecoach.toml_file import parse_toml, read_raw

LIKE = "like"
"""The key that names another figure; this figure's file then has only what differs from it."""


def builtin_dir() -> Path:
    """The folder of built-in figures."""
    return assets_dir() / "figures"


def figure_names(folder: Path | None = None) -> list[str]:
    """The names of all figures: those that ship, and the user's own in `folder`."""
    places = (place for place in (builtin_dir(), folder) if place is not None and place.is_dir())
    return sorted({path.stem for place in places for path in place.glob("*.toml")})


def read_figure(path: Path) -> FigureModel:
    """The figure in a TOML file. Raises KneecoachError, naming the file, the key and what was expected."""
    data = _data(path)
    if LIKE in data:
        data = _differing(_data(_other(path, data[LIKE])), data)
    try:
        says = FigureModel.model_validate(data)
    except ValidationError as error:
        raise invalid_file(path, error, data) from None
    if says.id != path.stem:
        raise KneecoachError(f"{path}: id: should be {path.stem!r}, the file's name, not {says.id!r}")
    return says


def _data(path: Path) -> dict[str, Any]:
    return parse_toml(path, read_raw(path, "the figure"))


def _other(path: Path, name: object) -> Path:
    """The file of the figure that the one in `path` is like. Raises KneecoachError."""
    for folder in (path.parent, builtin_dir()):
        if isinstance(name, str) and Path(name).name == name and (other := folder / f"{name}.toml").is_file():
            if LIKE in _data(other):
                raise KneecoachError(f"{path}: like: {name!r} is itself like another figure; name that one")
            return other
    raise KneecoachError(f"{path}: like: should name another figure, not {name!r}")


def _differing(other: dict[str, Any], says: dict[str, Any]) -> dict[str, Any]:
    """The other figure's table, overridden by this one's keys; keyframes are merged key by key."""
    merged = {**other, **{key: value for key, value in says.items() if key != LIKE}}
    theirs, ours = other.get("keyframe"), says.get("keyframe")
    if isinstance(theirs, dict) and isinstance(ours, dict):
        merged["keyframe"] = {
            name: {**theirs[name], **ours[name]}
            if isinstance(theirs.get(name), dict) and isinstance(ours.get(name), dict)
            else ours.get(name, theirs.get(name))
            for name in (*theirs, *(name for name in ours if name not in theirs))
        }
    return merged
