"""The JSON Schemas that ship: up to date, true of everything that is written, and as strict as our own checks."""

from __future__ import annotations

import copy
import json
import math
import tomllib
from datetime import date, datetime, time
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft7Validator, Draft202012Validator
from pydantic import BaseModel, ValidationError

from kneecoach.cli.schema import NAMES
from kneecoach.log.record import ExerciseNote, Record, Tombstone
from kneecoach.log.store import Store
from kneecoach.paths import assets_dir
from kneecoach.plain.protocol import LINES
from kneecoach.session.events import EVENTS
from scripts.schemas import FOLDER, schemas, text_of
from tests.cli.program import ROOT, following, kneecoach
from tests.log.samples import a_record, folders
from tests.test_wrong_values import FILES, WRONG, alike, changed, places

BETWEEN_TWO = (
    "reps should be the minimum, then the maximum",
    "two exercises have the id",
    "variants should name",
    "the phases of a cadence need different names",
    "has reps, but the exercise is a timed hold",
    "has a hold, but its cadence has none",
)
"""What is said if each value is right but two do not go together, which no schema can express."""


@cache
def validator(name: str) -> Draft202012Validator:
    schema = json.loads((FOLDER / f"{name}.json").read_text("utf-8"))
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


def as_json_has_it(value: object) -> object:
    """A TOML file's data, as JSON values."""
    if isinstance(value, dict):
        return {key: as_json_has_it(inner) for key, inner in value.items()}
    if isinstance(value, (list, tuple)):
        return [as_json_has_it(inner) for inner in value]
    if isinstance(value, (date, datetime, time)):
        return value.isoformat()
    return None if isinstance(value, float) and not math.isfinite(value) else value


def faults(name: str, value: object) -> list[str]:
    """What a schema finds wrong."""
    return [error.message for error in validator(name).iter_errors(as_json_has_it(value))]


@pytest.mark.parametrize("name", NAMES)
def test_a_schema_that_ships_is_up_to_date_and_is_what_is_printed(tmp_path: Path, name: str) -> None:
    made = text_of(schemas()[name])
    assert (FOLDER / f"{name}.json").read_text("utf-8") == made, "`make generated` writes it again"
    assert kneecoach(tmp_path, "schema", name).stdout == made


def test_every_schema_can_be_printed() -> None:
    assert {path.stem for path in FOLDER.iterdir()} == set(NAMES) == set(schemas())


def test_every_file_that_ships_is_as_its_schema_says() -> None:
    found = {path: path.parent.name.removesuffix("s") for path in assets_dir().glob("*/*.toml")}
    for path, name in found.items():
        if name in NAMES:
            assert faults(name, tomllib.loads(path.read_text("utf-8"))) == [], path


def test_an_editor_that_knows_only_draft_7_finds_nothing_wrong_with_what_ships() -> None:
    """Taplo is one: what a newer draft says must not make an older reader stricter."""
    for path in assets_dir().glob("*/*.toml"):
        name = path.parent.name.removesuffix("s")
        if name in NAMES:
            schema = json.loads((FOLDER / f"{name}.json").read_text("utf-8"))
            says = as_json_has_it(tomllib.loads(path.read_text("utf-8")))
            assert [error.message for error in Draft7Validator(schema).iter_errors(says)] == [], path


def test_the_settings_in_the_readme_are_as_the_schema_says() -> None:
    examples = (ROOT / "README.md").read_text("utf-8").split("```toml\n")[1:]
    read = [tomllib.loads(example.partition("```")[0]) for example in examples]
    settings = [data for data in read if "exercise" not in data]
    assert len(settings) >= 2
    for data in settings:
        assert faults("config", data) == []


def file_of(name: str) -> tuple[type[BaseModel], dict[str, Any]]:
    """The contents of such a file, with every key. An exercise written out whole takes nothing from the library."""
    model, says = FILES[name]
    says = copy.deepcopy(says)
    for exercise in says.get("exercise", ()):
        exercise.pop("use", None)
    return model, says


def refusal_of(model: type[BaseModel], says: dict[str, Any]) -> str:
    """What the check of a file says about its contents; empty if nothing is wrong."""
    try:
        model.model_validate(says)
    except ValidationError as error:
        return "; ".join(fault["msg"] for fault in error.errors())
    return ""


def is_valid(name: str, value: object) -> bool:
    """Whether a schema finds nothing wrong."""
    return validator(name).is_valid(as_json_has_it(value))


@pytest.mark.parametrize("name", [name for name in FILES if name in NAMES])
def test_a_schema_refuses_every_wrong_value_that_a_check_refuses(name: str) -> None:
    model, says = file_of(name)
    assert faults(name, says) == []
    refused = 0
    for place in alike(places(says)):
        for value in WRONG:
            wrong = changed(says, place, value)
            said = refusal_of(model, wrong)
            refused += bool(said)
            # To a schema, a TOML date is text.
            is_date = isinstance(value, (date, time)) and place[-1] != "changed"
            if said and not is_date and not any(words in said for words in BETWEEN_TWO):
                assert not is_valid(name, wrong), (place, value, said)
    assert refused > 100


@pytest.mark.parametrize("name", [name for name in FILES if name in NAMES])
def test_a_schema_refuses_keys_that_are_unknown_or_missing_where_a_check_does(name: str) -> None:
    model, says = file_of(name)
    tables = [(), *(place for place in alike(places(says)) if isinstance(_at(says, place), dict))]
    for table in tables:
        wrong = changed(says, (*table, "colour-of-it"), 1)
        if refusal_of(model, wrong):
            assert not is_valid(name, wrong), table
        for key in _at(says, table):
            left = copy.deepcopy(says)
            del _at(left, table)[key]
            said = refusal_of(model, left)
            if said and not any(words in said for words in BETWEEN_TWO):
                assert not is_valid(name, left), (table, key, said)


def _at(says: Any, place: tuple[int | str, ...]) -> Any:
    for part in place:
        says = says[part]
    return says


ROUTINE = {"schema": 1, "id": "mine", "title": "Mine"}


@pytest.mark.parametrize(
    ("exercise", "is_right"),
    [
        ({"use": "hip-thrust"}, True),
        ({"use": "hip-thrust", "sets": 2, "reps": [8, 12], "rest": 90, "load_kg": 8.0, "note": "slowly"}, True),
        ({"use": "hip-thrust", "reps": 20}, True),
        ({"use": "hip-thrust", "hold": 3}, True),
        ({"use": "Hip thrust"}, False),
        ({"use": "hip-thrust", "rep": 20}, False),
        ({"use": "hip-thrust", "reps": [8, 12, 15]}, False),
        ({"use": "hip-thrust", "sets": 0}, False),
        ({"id": "squat", "title": "Squat", "sets": 2}, False),
    ],
)
def test_an_exercise_of_the_library_needs_only_its_name(exercise: dict[str, Any], is_right: bool) -> None:
    assert (faults("routine", {**ROUTINE, "exercise": [exercise]}) == []) == is_right


WHOLE = a_record(1, note="clicked", knee="left").model_dump(mode="json", by_alias=True)
GONE = Tombstone(id="x", rev=2, device="laptop-3f9a1c", saved_at=a_record(1).saved_at)
NOTE = ExerciseNote(id="note-x", device="laptop-3f9a1c", saved_at=a_record(1).saved_at, exercise="x", note="lower")
RECORDS: dict[str, tuple[type[BaseModel], dict[str, Any]]] = {
    "session": (Record, WHOLE),
    "deleted": (Tombstone, GONE.model_dump(mode="json", by_alias=True)),
    "exercise-note": (ExerciseNote, NOTE.model_dump(mode="json", by_alias=True)),
}


@pytest.mark.parametrize("kind", RECORDS)
def test_the_schema_of_a_record_refuses_every_wrong_value_that_the_log_refuses(kind: str) -> None:
    model, says = RECORDS[kind]
    assert faults("record", says) == []
    json_values = [value for value in WRONG if not isinstance(value, (date, time))]
    refused = 0
    for place in alike(places(says)):
        for value in (*json_values, None):
            wrong = as_json_has_it(changed(says, place, value))
            try:
                model.model_validate_json(json.dumps(wrong))
            except ValidationError:
                refused += 1
                assert not is_valid("record", wrong), (place, value)
    assert refused > 30
    for key in says:
        left = {name: value for name, value in says.items() if name != key}
        try:
            model.model_validate_json(json.dumps(left))
        except ValidationError:
            assert faults("record", left), key


def test_a_key_of_a_later_version_is_not_a_fault_in_a_record() -> None:
    assert faults("record", {**WHOLE, "mood": "fine"}) == []


def test_every_record_of_an_export_is_as_the_schema_says(tmp_path: Path) -> None:
    paths = folders(tmp_path)
    for number in range(1, 4):
        Store(paths).append(a_record(number, days=number))
    kneecoach(paths.data, "delete", "last", "--yes")
    exported = json.loads(kneecoach(paths.data, "export", "--all").stdout)
    assert {line["type"] for line in exported} == {"session", "deleted"}
    assert [found for line in exported if (found := faults("record", line))] == []


def test_every_line_of_a_session_is_as_the_schema_says(tmp_path: Path) -> None:
    with following(tmp_path, "start", "--json", "--yes", "--mute", "--speed", "50") as program:
        program.event("phase-started")
        for key in ("x 4", "e 1", "u", "i lower", "l 8", "m", "p", "p", "p", "nonsense", "g", "g", "+"):
            program.press(key)
        program.event("stage-started", lambda event: event["stage"] == "rest")
        program.press("+")
        program.event("rest-adjusted")
        program.press("N", "N", "N", "N", "l 8", "enter")
        program.event("rep-counted")
        program.press("q")
        assert program.end() == 0
        lines = program.events
    unsaved = {"event": "unsaved", "why": "The disk is full", "record": WHOLE}
    told = [*lines, unsaved, {"event": "problem", "why": "full"}, {"event": "recovered", "why": "a", "what": "a"}]
    assert [(line, found) for line in told if (found := faults("event", line))] == []
    seen = {line["event"] for line in told}
    assert seen >= {*LINES, *EVENTS} - {"interrupted", "session-resumed"}
    for line in {line["event"]: line for line in told}.values():
        for key in line:
            assert faults("event", {name: value for name, value in line.items() if name != key}), (line, key)
            if not isinstance(line[key], dict):
                assert faults("event", {**line, key: {"a": 1}}), (line, key)


@pytest.mark.parametrize("line", [{}, [], {"event": "sneezed"}, {"event": 3}, {"at": 1.0}, "protocol", None])
def test_what_is_not_a_line_of_the_protocol_is_refused(line: object) -> None:
    assert faults("event", line)
