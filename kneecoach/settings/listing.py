"""Every setting with its value, its default and its meaning, for the command line and the screen.

The meanings are the docstrings of the models. `make generated` puts them into the schema that ships, so no source
code is read at run time.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any, Literal

from pydantic import BaseModel

from kneecoach.errors import UsageError, close_matches, shortened
from kneecoach.paths import Paths, assets_dir
from kneecoach.settings import Settings, load_settings
from kneecoach.settings.writing import Value
from kneecoach.text import clean, number
from kneecoach.toml_file import parse_toml, read_raw

Kind = Literal["switch", "choice", "whole", "number", "days", "time", "text"]
"""What kind of value a setting has, and so how it is typed or turned."""

KEYS = "keys."


@dataclass(frozen=True, slots=True)
class SettingField:
    """A setting, whatever its value."""

    name: str
    """As in the file, `sound.backend`."""
    kind: Kind
    meaning: str
    default: Any
    """As a JSON value; None if leaving the setting out has a meaning of its own."""
    choices: tuple[str, ...] = ()
    """The allowed values, in order; empty if they cannot be listed."""
    minimum: float | None = None
    """The least a number may be; None if it only has to be above 0."""
    maximum: float | None = None
    may_be_unset: bool = False
    """Whether the setting may be left out, which is written None."""

    def allows(self, value: float) -> bool:
        """Whether a number is allowed for this setting."""
        above = value > 0 if self.minimum is None else value >= self.minimum
        is_whole = self.kind != "whole" or isinstance(value, int)
        return is_whole and above and (self.maximum is None or value <= self.maximum)

    @property
    def expected(self) -> str:
        """What may be typed, in words."""
        match self.kind:
            case "switch":
                return "true or false"
            case "choice":
                return f"{', '.join(self.choices[:-1])} or {self.choices[-1]}"
            case "days":
                return f"days separated by commas, from {', '.join(self.choices)}"
            case "time":
                return "a time of day, such as 18:30"
            case "text":
                return "keys separated by commas" if self.name.startswith(KEYS) else "a name"
            case "whole":
                return f"a whole number from {number(self.minimum or 0)} to {number(self.maximum or 0)}"
            case "number":
                from_ = "above 0, up to" if self.minimum is None else f"from {number(self.minimum)} to"
                return f"a number {from_} {number(self.maximum or 0)}"


@dataclass(frozen=True, slots=True)
class Listed:
    """A setting as it is now."""

    field: SettingField
    value: Any
    """As a JSON value."""
    is_in_file: bool
    """Whether it is in the file; otherwise it is the default."""


@cache
def fields() -> tuple[SettingField, ...]:
    """Every setting except the keys, in the model's order."""
    schema = json.loads((assets_dir() / "schemas" / "config.json").read_text("utf-8"))
    return tuple(_fields(Settings, schema, schema))


def _fields(model: type[BaseModel], says: Mapping[str, Any], schema: Mapping[str, Any]) -> list[SettingField]:
    found: list[SettingField] = []
    for key, field in model.model_fields.items():
        said = _resolved(says["properties"][key], schema)
        inner = field.annotation
        if isinstance(inner, type) and issubclass(inner, BaseModel):
            found += [replace(each, name=f"{key}.{each.name}") for each in _fields(inner, said, schema)]
        elif "additionalProperties" not in said:
            default = json.loads(model.__pydantic_serializer__.to_json(model()))[key]
            found.append(_field(key, said, default))
    return found


def _resolved(said: Mapping[str, Any], schema: Mapping[str, Any]) -> dict[str, Any]:
    """What a schema says about a key, including what it refers to. The key's own words win."""
    name = said.get("$ref", "").rpartition("/")[2]
    return {**(schema["$defs"][name] if name else {}), **said}


def _field(name: str, said: Mapping[str, Any], default: Any) -> SettingField:
    choices = said.get("enum") or said.get("items", {}).get("enum") or ()
    kind: Kind
    match said["type"]:
        case "boolean":
            kind = "switch"
        case "integer":
            kind = "whole"
        case "number":
            kind = "number"
        case "array":
            kind = "days"
        case _:
            kind = "choice" if choices else "time" if "\\d" in said.get("pattern", "") else "text"
    return SettingField(
        name,
        kind,
        said["description"],
        default,
        tuple(choices),
        said.get("minimum"),
        said.get("maximum"),
        may_be_unset=default is None,
    )


def list_settings(paths: Paths) -> tuple[Listed, ...]:
    """Every setting, and the keys set in the file. Raises KneecoachError if the file is not valid."""
    data, settings = read_both(paths)
    values = settings.model_dump(mode="json")
    listed = [Listed(field, _at(values, field.name), _is_in(data, field.name)) for field in fields()]
    return (*listed, *(listed_key(id_, "", settings) for id_ in settings.keys))


def read_both(paths: Paths) -> tuple[dict[str, Any], Settings]:
    """The file's data, and the settings. Raises KneecoachError if the file is not valid."""
    settings = load_settings(paths)
    is_there = paths.settings.exists()
    return (parse_toml(paths.settings, read_raw(paths.settings, "the settings")) if is_there else {}), settings


def listed_key(id_: str, default: str, settings: Settings) -> Listed:
    """The keys of one binding. `default` is what they are if the file does not set them."""
    field = SettingField(f"{KEYS}{id_}", "text", "Keys, separated by commas.", default)
    return Listed(field, settings.keys.get(id_, default), id_ in settings.keys)


def _at(values: Mapping[str, Any], name: str) -> Any:
    first, _, second = name.partition(".")
    return values[first][second] if second else values[first]


def _is_in(data: Mapping[str, Any], name: str) -> bool:
    first, _, second = name.partition(".")
    return second in data.get(first, {}) if second else first in data


def field_called(name: str) -> SettingField:
    """The setting with this name. Raises UsageError, which suggests names that are close."""
    if name.startswith(KEYS):
        return SettingField(name, "text", "Keys, separated by commas.", "")
    found = next((field for field in fields() if field.name == name), None)
    if found is not None:
        return found
    by_end = {known.rpartition(".")[2]: known for known in (field.name for field in fields())}
    close = [by_end[found] for found in close_matches(name.rpartition(".")[2], by_end)]
    hint = f"; did you mean {close[0]!r}?" if close else "; `kneecoach settings` lists all of them."
    raise UsageError(f"There is no setting {shortened(name)!r}{hint}")


def typed(field: SettingField, text: str) -> Value:
    """A typed value. Raises UsageError, which says what was expected. What only the model knows is not checked."""
    words = text.strip()
    match field.kind:
        case "switch" if words.lower() in _SWITCH:
            return _SWITCH[words.lower()]
        case "whole" | "number":
            typed_number = _number(words.replace(",", "."))
            if typed_number is not None and field.allows(typed_number):
                return typed_number
        case "days":
            days = [_day(part) for part in words.split(",") if part.strip()]
            if set(days) <= set(field.choices):
                return days
        case "choice" if words in field.choices:
            return words
        case "time" if _TIME.fullmatch(words):
            return words.rjust(5, "0")
        case "text" if words:
            return words
    raise UsageError(f"{field.name} should be {field.expected}, not {shortened(text)!r}.")


def _day(text: str) -> str:
    """`mon` for `mon`, `Monday` and what is between them; anything else as it is."""
    day = text.strip().lower()
    return next((name[:3] for name in _DAYS if len(day) >= 3 and name.startswith(day)), day)


_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")

_TIME = re.compile(r"([01]?\d|2[0-3]):[0-5]\d")


def _number(text: str) -> int | float | None:
    try:
        return int(text) if text.isdecimal() else float(text)
    except ValueError:
        return None


_SWITCH = {
    **dict.fromkeys(("true", "yes", "on"), True),
    **dict.fromkeys(("false", "no", "off"), False),
}


def shown(value: Any) -> str:
    """A value as the command line prints and accepts it."""
    if value is None:
        return "-"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list):
        return ",".join(value) or "-"
    return number(value) if isinstance(value, float) else clean(str(value))
