"""Writes one setting into CONFIG/config.toml. The user's lines, comments, order and line ends stay unchanged."""

from __future__ import annotations

import errno
import os
import re
from collections.abc import Callable, Iterator
from enum import Enum
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError

from kneecoach.errors import KneecoachError, os_reason, shortened
from kneecoach.faults import faults_of, invalid_file
from kneecoach.files import read_at_most, write_whole
from kneecoach.locks import held
from kneecoach.paths import Paths, private_folder
from kneecoach.settings import Settings
from kneecoach.toml_file import MAX_BYTES, parse_toml

LOCK_SECONDS = 5.0
"""How long to wait for another kneecoach that is saving a setting."""

BUSY = "another kneecoach is saving a setting; try again"

MAX_TRIES = 5
"""How often a change is tried while another program keeps changing the file."""

BOM = "\ufeff"
"""Some editors on Windows begin a file with it."""

Data = dict[str, Any]
Value = str | bool | int | float | Enum | list[str] | tuple[str, ...] | None


class _ChangedMeanwhileError(Exception):
    """The file has changed since it was read."""


def set_setting(
    paths: Paths, name: str, value: Value, *, check: Callable[[Settings], object] | None = None
) -> Settings:
    """Change one setting (`pace`, `sound.backend`, `keys.live-skip-set`) and return the settings after that.

    None restores the default: the key is removed, and a comment after it stays on a line of its own. The file is
    written whole or not at all, and only if all of it is then valid; `check` may refuse what the model cannot know.
    What another program wrote meanwhile is kept, and two kneecoaches write one after the other. If this raises
    KneecoachError, nothing has changed.
    """
    keys = split_name(name)
    path = paths.settings
    try:
        path = path.resolve()  # a link to the file stays a link
        if path.is_symlink():
            raise OSError(errno.ELOOP, os.strerror(errno.ELOOP))
        with held(private_folder(paths.state) / "settings.lock", LOCK_SECONDS, f"{path}: {BUSY}"):
            for _ in range(MAX_TRIES):
                raw = _read(path)
                after, settings = _changed(path, raw or b"", keys, _plain(value))
                if check is not None:
                    check(settings)
                if after == (raw or b""):
                    return settings
                try:
                    _write(path, raw, after)
                except _ChangedMeanwhileError:
                    continue
                return settings
    except OSError as error:
        raise KneecoachError(f"{path}: {name} cannot be saved: {os_reason(error)}") from None
    except RuntimeError:  # a loop of symbolic links, before Python 3.13
        raise KneecoachError(f"{path}: {name} cannot be saved: a symbolic link is in the way") from None
    raise KneecoachError(f"{path}: another program keeps changing this file, so {name} was not saved")


def split_name(name: str) -> tuple[str, ...]:
    """The keys that lead to a setting in the file. Raises KneecoachError if there is no such setting."""
    first, dot, second = name.partition(".")
    field = Settings.model_fields.get(first)
    if field is not None and not _is_table(field.annotation):
        if not dot:
            return (first,)
    elif field is not None and second:
        model = field.annotation
        if not (isinstance(model, type) and issubclass(model, BaseModel)) or second in model.model_fields:
            return first, second
    raise KneecoachError(f"There is no setting {shortened(name)!r}.")


def _is_table(kind: object) -> bool:
    """Whether a field's type is a table of the file: a model of its own, or names with values."""
    return (isinstance(kind, type) and issubclass(kind, BaseModel)) or getattr(kind, "__origin__", None) is dict


def _plain(value: Value) -> Any:
    """A value in a type that TOML has."""
    if isinstance(value, Enum):
        return value.value
    return list(value) if isinstance(value, tuple) else value


def _read(path: Path) -> bytes | None:
    """The file, or None if there is none. Raises OSError."""
    return read_at_most(path, MAX_BYTES) if path.exists() else None


def _write(path: Path, before: bytes | None, after: bytes) -> None:
    """Replace the file if it still holds `before`. Raises OSError or _ChangedMeanwhileError."""

    def check() -> None:
        if _read(path) != before:
            raise _ChangedMeanwhileError

    private_folder(path.parent)
    try:
        write_whole(path, after, replace=before is not None, check=check)
    except FileExistsError:
        raise _ChangedMeanwhileError from None


def _changed(path: Path, raw: bytes, keys: tuple[str, ...], value: Any) -> tuple[bytes, Settings]:
    """The file's new bytes, and the settings they hold. Raises KneecoachError."""
    name = ".".join(keys)
    data = parse_toml(path, raw)
    try:
        wanted = _with(data, keys, value)
        settings = Settings.model_validate(wanted)
    except ValidationError as error:
        if all(fault["loc"][: len(keys)] == keys for fault in error.errors()):
            raise KneecoachError(faults_of(error, name)[0]) from None  # the new value is at fault, not the file
        raise invalid_file(path, error, wanted) from None
    if _said(wanted) == _said(data):
        return raw, settings
    text = raw.decode("utf-8-sig")
    for changed in _removals(text, keys) if value is None else _additions(text, keys, value):
        if changed is not None and _says(path, changed) == _said(wanted):
            return ((BOM if raw.startswith(BOM.encode()) else "") + changed).encode(), settings
    raise KneecoachError(f"{path}: {name} is written here in a way that only a text editor can change")


def _says(path: Path, text: str) -> Data | None:
    """The data in a changed text, or None if it is no longer TOML."""
    try:
        return _said(parse_toml(path, text.encode()))
    except KneecoachError:
        return None


def _with(data: Data, keys: tuple[str, ...], value: Any) -> Data:
    """The file's data with one value changed."""
    first, *rest = keys
    if rest:
        table = data.get(first, {})
        # If that is not a table, the model says so.
        value = _with(table, tuple(rest), value) if isinstance(table, dict) else table
    kept = {key: said for key, said in data.items() if key != first}
    return kept if value is None else {**kept, first: value}


def _said(data: Data) -> Data:
    """A file's data without empty tables."""
    return {key: value for key, value in data.items() if value != {}}


_LINE = re.compile(r"[^\n]*\n|[^\n]+")
_HEADER = re.compile(r"\s*\[")
_COMMENT = re.compile(r"#(?!:)")
"""A comment right above a table belongs to the table; `#:schema` belongs to the file."""
_BLANK_OR_COMMENT = re.compile(r"\s*(#.*)?$", re.DOTALL)


def _additions(text: str, keys: tuple[str, ...], value: Any) -> Iterator[str | None]:
    yield _line_added(text, keys, value)
    yield _value_set(text, keys, value)


def _removals(text: str, keys: tuple[str, ...]) -> Iterator[str | None]:
    yield _removed(text, keys)
    # tomlkit cannot remove a key from a table that is written as several dotted keys.
    lines = _LINE.findall(text)
    for place, line in enumerate(lines):
        if "." in line:
            _, mark, comment = line.rpartition("#")
            yield "".join([*lines[:place], mark + comment if mark else "", *lines[place + 1 :]])


def _line_added(text: str, keys: tuple[str, ...], value: Any) -> str:
    """The text with a new key, on a line below the last key of its table.

    tomlkit would put it below the comments that follow, which belong to the next table.
    """
    import tomlkit

    lines = _LINE.findall(text)
    end = "\r\n" if lines and lines[0].endswith("\r\n") else "\n"
    if lines and not lines[-1].endswith("\n"):
        lines[-1] += end
    *table, key = keys
    headers = [number for number, line in enumerate(lines) if _HEADER.match(line)]
    start = 0
    added = [f"{tomlkit.key(key).as_string()} = {tomlkit.item(value).as_string()}{end}"]
    if table:
        name = re.compile(rf"\s*\[\s*[\"']?{re.escape(table[0])}[\"']?\s*\]")
        header = next((number for number in headers if name.match(lines[number])), None)
        if header is None:
            gap = [end] if lines and lines[-1].strip() else []
            return "".join([*lines, *gap, f"[{table[0]}]{end}", *added])
        start = header + 1
    stop = next((number for number in headers if number >= start), len(lines))
    keyed = [number for number in range(start, stop) if not _BLANK_OR_COMMENT.match(lines[number])]
    if keyed or table:
        place = keyed[-1] + 1 if keyed else start
        return "".join([*lines[:place], *added, *lines[place:]])
    place = stop
    while headers and place and _COMMENT.match(lines[place - 1]):
        place -= 1
    if place < len(lines):
        added.append(end)
    return "".join([*lines[:place], *added, *lines[place:]])


def _value_set(text: str, keys: tuple[str, ...], value: Any) -> str | None:
    """The text with a value replaced, or added to a table that is written without a header."""
    import tomlkit
    from tomlkit.exceptions import TOMLKitError

    try:
        document = tomlkit.parse(text)
        container: Any = document
        for key in keys[:-1]:
            container = container[key]
        container[keys[-1]] = value
        return tomlkit.dumps(document)
    except (TOMLKitError, KeyError, RecursionError):
        return None


def _removed(text: str, keys: tuple[str, ...]) -> str | None:
    """The text without a key. A table is removed with its last key, if no comment would be lost."""
    import tomlkit
    from tomlkit.container import Container
    from tomlkit.exceptions import TOMLKitError
    from tomlkit.items import InlineTable, Table

    try:
        document = tomlkit.parse(text)
        container: Any = document
        for key in keys[:-1]:
            container = container[key]
        if not isinstance(container, (Container, Table, InlineTable)):
            return None
        body = (container if isinstance(container, Container) else container.value).body
        place = next(place for place, (key, _) in enumerate(body) if key is not None and key.key == keys[-1])
        trivia = body[place][1].trivia
        if trivia.comment:
            line = tomlkit.comment("")
            line.trivia.comment, line.trivia.trail = trivia.comment, trivia.trail
            body[place] = (None, line)
            return tomlkit.dumps(document)
        container.remove(keys[-1])
        is_bare = isinstance(container, Table) and not container.trivia.comment
        if keys[:-1] and not container and is_bare and not any(item.as_string().strip() for _, item in body):
            document.remove(keys[0])
            changed = tomlkit.dumps(document)
            # The blank line that set the table off goes with it.
            return re.sub(r"(\r?\n)(\s*\n)+\Z", r"\1", changed)
        return tomlkit.dumps(document)
    except (TOMLKitError, KeyError, StopIteration, RecursionError):
        return None
