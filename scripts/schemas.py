"""Writes the JSON Schemas in assets/schemas from the models and the event classes: `make generated`.

A schema says all that the models say about one value. It cannot say what holds between two values in a file: that
the minimum of `reps` comes first, that ids differ, that a variant is one of the exercise's.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import fields
from pathlib import Path
from typing import Any

from pydantic import BaseModel, TypeAdapter
from pydantic._internal._docs_extraction import extract_docstrings_from_cls
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue

from kneecoach.log.record import ExerciseNote, Record, Tombstone
from kneecoach.paths import assets_dir
from kneecoach.plain.protocol import ADDED, LINES, PROTOCOL
from kneecoach.routine import model
from kneecoach.session.events import EVENTS, OPTIONAL_FIELDS, Event
from kneecoach.settings import Settings

FOLDER = assets_dir() / "schemas"
DIALECT = "https://json-schema.org/draft/2020-12/schema"

VISIBLE = (
    "[^\\s\\u0000-\\u001f\\u007f-\\u009f\\u00ad\\u0600-\\u0605\\u061c\\u06dd\\u070f\\u180e\\u200b-\\u200f"
    "\\u2028-\\u202e\\u2060-\\u206f\\ufeff\\ufff9-\\ufffb]"
)
"""A visible character. Text needs one, because `kneecoach.text.clean` removes all others."""

DAY = "^\\d{4}-\\d{2}-\\d{2}$"

AWARE = "^\\d{4}-\\d{2}-\\d{2}[Tt ]\\d{2}:\\d{2}(:\\d{2}(\\.\\d+)?)?([Zz]|[+-]\\d{2}:?\\d{2})$"
"""An instant with its offset from UTC."""

ABOUT = {
    "record": "A log line: a session, the mark of a deleted one, or a note on an exercise. Other keys are kept.",
    "event": f"A line that `kneecoach start --json` prints, version {PROTOCOL}; docs/protocol.md says more.",
    "config": "The settings, config.toml.",
    "routine": "A routine: a file in the routines folder.",
    "exercise": "An exercise of the library: a file in the exercises folder.",
}


class Generator(GenerateJsonSchema):
    """Pydantic's generator, with what our own checks add. A field's description is the docstring below it."""

    def model_schema(self, schema: Any) -> JsonSchemaValue:
        made = super().model_schema(schema)
        words = extract_docstrings_from_cls(schema["cls"], use_inspect=True)
        aliases = {name: field.alias or name for name, field in schema["cls"].model_fields.items()}
        for name, says in words.items():
            if (key := aliases.get(name)) in made.get("properties", {}):
                made["properties"][key]["description"] = " ".join(says.split())
        return made

    def function_after_schema(self, schema: Any) -> JsonSchemaValue:
        made = super().function_after_schema(schema)
        return {**made, "pattern": VISIBLE} if schema["function"]["function"] is model._words else made

    def function_before_schema(self, schema: Any) -> JsonSchemaValue:
        made = super().function_before_schema(schema)
        if schema["function"]["function"] is not model._min_and_max:
            return made
        return {"anyOf": [made["prefixItems"][0], made]}

    def date_schema(self, schema: Any) -> JsonSchemaValue:
        return {**super().date_schema(schema), "pattern": DAY}

    def datetime_schema(self, schema: Any) -> JsonSchemaValue:
        return {**super().datetime_schema(schema), "pattern": AWARE}


COUNTED: JsonSchemaValue = {
    "required": ["reps", "cadence"],
    "properties": {"cadence": {"minItems": 1}},
    "not": {"required": ["hold"]},
}
TIMED: JsonSchemaValue = {
    "required": ["hold"],
    "properties": {"cadence": {"maxItems": 0}},
    "not": {"required": ["reps"]},
}
"""The two kinds of dose: reps at a cadence, or a timed hold."""

_HOLD: JsonSchemaValue = {"required": ["hold"], "properties": {"hold": {"const": True}}}
ONE_HOLD: JsonSchemaValue = {"anyOf": [{"not": {"contains": _HOLD}}, {"contains": _HOLD, "maxContains": 1}]}
"""A cadence has at most one hold. Draft 7, which has no `maxContains`, allows more."""


class FileGenerator(Generator):
    """For a TOML file, which has no null, and whose exercises have one kind of dose."""

    def nullable_schema(self, schema: Any) -> JsonSchemaValue:
        return self.generate_inner(schema["schema"])

    def default_schema(self, schema: Any) -> JsonSchemaValue:
        made = super().default_schema(schema)
        return {key: value for key, value in made.items() if key != "default" or value is not None}

    def model_schema(self, schema: Any) -> JsonSchemaValue:
        made = super().model_schema(schema)
        kind, properties = schema["cls"], made["properties"]
        if "cadence" in properties:
            properties["cadence"] |= ONE_HOLD
        if not issubclass(kind, model.MovementModel):
            return made
        properties["substitutes"] = {
            **properties["without"],
            "description": "The same as `without`, under its name in version 0.1.0.",
        }
        whole: JsonSchemaValue = {"required": made["required"], "oneOf": [COUNTED, TIMED]}
        if not issubclass(kind, model.ExerciseModel):
            return {**made, **whole}
        # With `use`, whatever is left out comes from the library.
        del made["required"]
        has_load = {"required": ["load"], "properties": {"load": {"const": True}}}
        load = {"if": {"required": ["load_kg"]}, "then": has_load}
        return {**made, "anyOf": [{"required": ["use"]}, {**whole, **load}]}


def schemas() -> dict[str, JsonSchemaValue]:
    """Every schema by its name."""
    made = {
        "record": TypeAdapter(Record | Tombstone | ExerciseNote).json_schema(schema_generator=Generator),
        "event": _event(),
        "config": _of_model(Settings),
        "routine": _of_model(model.RoutineModel),
        "exercise": _of_model(model.LibraryModel),
    }
    return {
        name: {"$schema": DIALECT, "title": name, **_bare(schema), "description": ABOUT[name]}
        for name, schema in made.items()
    }


def text_of(schema: Mapping[str, object]) -> str:
    """A schema as its file has it."""
    return json.dumps(schema, indent=1, ensure_ascii=True) + "\n"


def _of_model(kind: type[BaseModel]) -> JsonSchemaValue:
    return kind.model_json_schema(schema_generator=FileGenerator)


def _event() -> JsonSchemaValue:
    """Every line of the protocol; `event` says which one it is."""
    definitions: JsonSchemaValue = {}
    lines = [_line(name, kind, definitions) for name, kind in {**LINES, **EVENTS}.items()]
    return {"type": "object", "required": ["event"], "anyOf": lines, "$defs": definitions}


def _line(name: str, kind: type, definitions: JsonSchemaValue) -> JsonSchemaValue:
    made = TypeAdapter(kind).json_schema(schema_generator=Generator, mode="validation")
    properties = {key: value for key, value in made["properties"].items() if key != "command"}
    definitions |= made.get("$defs", {})
    for key, type_ in ADDED.get(name, {}).items():
        added = TypeAdapter(type_).json_schema(schema_generator=Generator)
        definitions |= added.pop("$defs", {})
        properties[key] = added
    if issubclass(kind, Event):
        properties["at"] = {"type": "number", "minimum": 0, "description": "Seconds since the session started."}
    properties = {key: {**value, **_not_null(kind, key)} for key, value in properties.items()}
    return {
        "title": name,
        "type": "object",
        "properties": {"event": {"const": name}, **_bare(properties)},
        "required": ["event", *(key for key in properties if key not in OPTIONAL_FIELDS)],
    }


def _not_null(kind: type, name: str) -> JsonSchemaValue:
    """Numbers of events are never negative."""
    types = {field.name: field.type for field in fields(kind)}
    return {"minimum": 0} if types.get(name) in {"int", "float"} else {}


def _bare(schema: Any) -> Any:
    """A schema without the titles that pydantic makes from names."""
    if isinstance(schema, list):
        return [_bare(inner) for inner in schema]
    if not isinstance(schema, dict):
        return schema
    return {
        key: _bare(value)
        for key, value in schema.items()
        if key != "title" or not isinstance(value, str) or value in {*EVENTS, *LINES}
    }


def main() -> None:
    FOLDER.mkdir(exist_ok=True)
    for name, schema in schemas().items():
        Path(FOLDER, f"{name}.json").write_text(text_of(schema), "utf-8")


if __name__ == "__main__":
    main()
