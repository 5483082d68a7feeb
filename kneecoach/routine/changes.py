"""Changes to a routine's file, bytes to bytes: comments, order and line ends stay. Pure.

Each result is read again and compared with what was asked for. `draft`, which knows the library, checks whether it
is a valid routine.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import replace
from enum import Enum
from typing import Any

import tomlkit
from tomlkit.exceptions import TOMLKitError

from kneecoach.routine.pieces import BOM, NotEditable, Pieces, own_part, pieces_of

Values = Mapping[str, object]
"""Keys of a table and their values; None removes a key."""

UNUSUAL = "this file is written in an unusual way, so it was not changed; change it by hand"


def add_exercise(raw: bytes, index: int, values: Values) -> bytes:
    """The file with one more exercise, at this index. Raises NotEditable."""
    entry = {key: as_written(value) for key, value in values.items() if value is not None}

    def change(pieces: Pieces) -> Pieces:
        lines = ["[[exercise]]", *(_line(key, value) for key, value in entry.items())]
        return pieces.added(index, pieces.newline.join(lines))

    return _changed(raw, change, lambda data: data.setdefault("exercise", []).insert(index, entry))


def take_out_exercise(raw: bytes, index: int) -> bytes:
    """The file without one exercise and the comments that touch it. Raises NotEditable."""
    return _changed(raw, lambda pieces: pieces.without(index), lambda data: data["exercise"].pop(index))


def move_exercise(raw: bytes, index: int, to: int) -> bytes:
    """The file with one exercise in another place; its comments go with it. Raises NotEditable."""

    def move(data: dict[str, Any]) -> None:
        data["exercise"].insert(to, data["exercise"].pop(index))

    return _changed(raw, lambda pieces: pieces.moved(index, to), move)


def set_exercise(raw: bytes, index: int, values: Values) -> bytes:
    """The file with these keys of one exercise. Raises NotEditable."""

    def change(pieces: Pieces) -> Pieces:
        text = pieces.exercises[index]
        for key, value in values.items():
            text = _with_key(text, key, as_written(value), pieces.newline, lambda data: data["exercise"][0])
        return pieces.with_exercise(index, text)

    return _changed(raw, change, lambda data: _set(data["exercise"][index], values))


def set_routine(raw: bytes, values: Values) -> bytes:
    """The file with these keys of the routine itself. Raises NotEditable."""

    def change(pieces: Pieces) -> Pieces:
        head = pieces.head
        for key, value in values.items():
            head = _with_key(head, key, as_written(value), pieces.newline, lambda data: data)
        return replace(pieces, head=head)

    return _changed(raw, change, lambda data: _set(data, values))


def as_written(value: object) -> object:
    """A value as a file has it: `(12, 12)` is 12, `(8, 12)` is `[8, 12]`, 2.0 is 2."""
    if isinstance(value, tuple) and len(value) == 2 and all(isinstance(each, int) for each in value):
        least, most = value
        return least if least == most else [least, most]
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, list):
        return [as_written(each) for each in value]
    if isinstance(value, dict):
        return {key: as_written(each) for key, each in value.items()}
    return value


def _changed(raw: bytes, change: Callable[[Pieces], Pieces], meant: Callable[[dict[str, Any]], object]) -> bytes:
    """The file after a change. `meant` makes the same change to the file's data."""
    try:
        text = raw.decode()
        after = change(pieces_of(text)).settled.text
        wanted = tomllib.loads(text.removeprefix(BOM))
        meant(wanted)
        is_meant = tomllib.loads(after.removeprefix(BOM)) == wanted
    except NotEditable:
        raise
    except (UnicodeDecodeError, tomllib.TOMLDecodeError, TOMLKitError):
        is_meant = False
    if not is_meant:
        raise NotEditable(UNUSUAL)
    return after.encode()


def _set(table: dict[str, Any], values: Values) -> None:
    for key, value in values.items():
        if value is None:
            table.pop(key, None)
        else:
            table[key] = as_written(value)


def _with_key(text: str, key: str, value: object, newline: str, find: Callable[[Any], Any]) -> str:
    """A piece of the file with one key set in the table that `find` finds in it."""
    said = find(tomllib.loads(text))
    if key not in said:
        return text if value is None else _with_line(text, _line(key, value), newline)
    if said[key] == value:
        return text
    document = tomlkit.parse(text)
    table = find(document)
    if value is None:
        del table[key]
    elif (seconds := _only_new_seconds(said[key], value)) is not None:
        for phase, new in zip(table[key], seconds, strict=True):
            phase["seconds"] = new
    elif isinstance(value, dict) or (isinstance(value, list) and any(isinstance(each, dict) for each in value)):
        del table[key]
        return _with_line(tomlkit.dumps(document), _line(key, value), newline)
    else:
        table[key] = value
    return tomlkit.dumps(document)


def _only_new_seconds(old: object, new: object) -> list[object] | None:
    """The new seconds of each phase, or None unless these are two cadences that differ in nothing else."""
    before, after = _phases(old), _phases(new)
    if not before or [named for named, _ in before] != [named for named, _ in after]:
        return None
    return [seconds for _, seconds in after]


def _phases(cadence: object) -> list[tuple[dict[str, object], object]]:
    """Each phase without its seconds, and the seconds; empty unless every phase has seconds."""
    phases = cadence if isinstance(cadence, list) else []
    if not all(isinstance(phase, dict) and "seconds" in phase for phase in phases):
        return []
    return [({k: v for k, v in phase.items() if k != "seconds"}, phase["seconds"]) for phase in phases]


def _with_line(text: str, line: str, newline: str) -> str:
    """A piece with one more line, after its own keys and before its subtables."""
    own, gap, rest = own_part(text)
    if not rest:
        return f"{own}{newline}{line}{gap}"
    return f"{own}{newline}{line}{gap or newline}{rest}"


def _line(key: str, value: object) -> str:
    return f"{key} = {_toml(value)}"


def _toml(value: object) -> str:
    """A value as TOML: a list of tables in one line, with a space inside their braces."""
    if isinstance(value, list) and any(isinstance(each, dict) for each in value):
        return f"[{', '.join(map(_toml, value))}]"
    if isinstance(value, dict):
        return f"{{ {', '.join(_line(key, each) for key, each in value.items())} }}"
    return tomlkit.item(value).as_string()
