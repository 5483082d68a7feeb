"""Every key of every file with a wrong value: the message names the key, in the words of the file."""

from __future__ import annotations

import copy
import json
import re
import tomllib
from collections.abc import Iterator
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel, ValidationError

from kneecoach.errors import KneecoachError
from kneecoach.faults import faults_of, invalid_file
from kneecoach.figures.model import FigureModel
from kneecoach.paths import assets_dir
from kneecoach.routine.every_fault import every_fault
from kneecoach.routine.model import (
    CadencePhaseModel,
    ExerciseModel,
    LibraryModel,
    PlannedDoseModel,
    RoutineModel,
    SourceModel,
    VariantModel,
)
from kneecoach.settings import Settings, SoundSettings
from kneecoach.toml_file import parse_toml, read_toml
from tests.helpers import is_words

Keys = tuple[int | str, ...]

NOT_OUR_WORDS = re.compile(
    r"<|\^|\b(tuple|dict|None|NoneType|True|False|int|str|bool|float|datetime|instance|[Ii]nput|[Ee]xtra|valid|parse|"
    r"enum|[Ll]iteral|pattern|regex|strings?|integers?|booleans?|greater|finite|timezone|attribute|model|union|tag|"
    r"pydantic|tomllib|tomlkit|Value error|is not what it should be|got|object|type)\b"
)
"""Words that Python, pydantic and TOML parsers use."""

SQUAT: dict[str, Any] = {
    "id": "squat",
    "use": "hip-thrust",
    "title": "Squat",
    "spoken": "Squat",
    "position": "Stand",
    "note": "words",
    "muscles": ["quads"],
    "source": [{"of": "dose", "words": "words", "known": "read"}],
    "sets": 2,
    "reps": [3, 5],
    "kind": "warm-up",
    "unit": "rep",
    "sides": "each",
    "cadence": [{"name": "down", "seconds": 1.0, "hold": False}],
    "rest": 60.0,
    "setup": 5.0,
    "load": True,
    "load_kg": 8.0,
    "standing": True,
    "pain_cap": 2,
    "level": 1,
    "variant": "to a chair",
    "planned": {"sets": 3, "reps": [8, 12], "hold": 5.0, "sides": "each"},
    "changed": datetime.fromisoformat("2026-11-24T10:00:00+01:00"),
    "figure": "squat",
    "variants": [
        {
            "words": "words",
            "sides": "each",
            "sets": 2,
            "reps": [2, 3],
            "unit": "step",
            "hold": 5.0,
            "rest": 30.0,
            "position": "words",
            "figure": "squat",
            "load": False,
            "standing": False,
            "cadence": [{"name": "down", "seconds": 2.0, "hold": True}],
            **{key: ["words"] for key in ("how_to", "cues", "equipment")},
        },
    ],
    **{key: ["words"] for key in ("equipment", "how_to", "cues", "faults", "easier", "harder", "without")},
}

OF_A_ROUTINE = {"use", "note", "load_kg", "variant", "planned", "changed"}
"""Keys of an exercise that only a routine has."""

FILES: dict[str, tuple[type[BaseModel], dict[str, Any]]] = {
    "config": (
        Settings,
        {
            **Settings().model_dump(mode="json"),
            "first_ready": 15.0,
            "knee": "left",
            "step": 2.5,
            "default_routine": "knee-start",
            "keys": {"live-skip-set": "k"},
            "remind": {"days": ["mon", "fri"], "at": "18:30"},
        },
    ),
    "routine": (
        RoutineModel,
        {
            **dict.fromkeys(("title", "about", "source", "warm_up", "prescribed_by"), "words"),
            "schema": 1,
            "id": "mine",
            "order": "circuit",
            "per_week": 3,
            "until": date(2027, 1, 31),
            "exercise": [SQUAT, {key: SQUAT[key] for key in ("title", "sets")} | {"id": "stretch", "hold": 30.0}],
        },
    ),
    "exercise": (
        LibraryModel,
        {
            "schema": 1,
            **{key: SQUAT[key] for key in SQUAT if key not in OF_A_ROUTINE},
        },
    ),
    **{
        f"figure {path.stem}": (FigureModel, said)
        for path in sorted((assets_dir() / "figures").glob("*.toml"))
        if "like" not in (said := tomllib.loads(path.read_text("utf-8")))
    },
}
"""The contents of each file, with every key."""

WRONG: tuple[Any, ...] = (
    *("words", "", "s" * 600, "\u200b", 0, -1, 5, 10**9, 10**30, 2.5, -0.1, float("inf"), float("nan")),
    *(True, False, [], ["words"], [1, 2, 3], [{}], {}, {"a": 1}),
    *(date(2026, 11, 22), datetime.fromisoformat("2026-11-22T10:00:00"), time(10)),
)


def places(value: object, *before: int | str) -> Iterator[Keys]:
    """Every key of a file, and every entry of a list."""
    entries = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in entries:
        yield (*before, key)
        yield from places(inner, *before, key)


def alike(places: Iterator[Keys]) -> list[Keys]:
    """One place of each kind: the first of a list's entries that have the same key."""
    found: dict[Keys, Keys] = {}
    for place in places:
        found.setdefault(tuple(0 if isinstance(part, int) else part for part in place), place)
    return list(found.values())


def changed(says: dict[str, Any], place: Keys, value: object) -> dict[str, Any]:
    """A file's data with another value at a place. What is not on the path to it is shared."""
    whole: dict[str, Any] = says.copy()
    inner: Any = whole
    for part in place[:-1]:
        inner[part] = inner[part].copy()
        inner = inner[part]
    inner[place[-1]] = value
    return whole


def as_toml(value: object) -> str:
    """A value as one line of TOML. tomlkit, which keeps comments and order, takes ten times as long."""
    if isinstance(value, dict):
        return f"{{{', '.join(f'{json.dumps(key)} = {as_toml(inner)}' for key, inner in value.items())}}}"
    if isinstance(value, list):
        return f"[{', '.join(map(as_toml, value))}]"
    if isinstance(value, str | bool):
        return json.dumps(value, ensure_ascii=False)
    return value.isoformat() if isinstance(value, date | time) else repr(value)


def said_of_file(path: Path, model: type[BaseModel], says: dict[str, Any]) -> str:
    """The message about a file with these contents, without its name; empty if nothing is wrong with it."""
    path.write_text("".join(f"{key} = {as_toml(value)}\n" for key, value in says.items()), "utf-8")
    try:
        read_toml(path, "the file", model)
    except KneecoachError as refused:
        assert str(refused).startswith(f"{path}: ")
        return str(refused).removeprefix(f"{path}: ")
    return ""


def said_of(model: type[BaseModel], says: dict[str, Any]) -> str:
    """The same for contents that `read_toml` would find in the file.

    Writing each to disk takes ten times as long.
    """
    try:
        model.model_validate(says)
    except ValidationError as error:
        return str(invalid_file(PATH, error, says)).removeprefix(f"{PATH}: ")
    return ""


PATH = Path("file.toml")


def test_a_value_is_read_from_a_file_as_it_stands_here() -> None:
    for value in WRONG:
        read = parse_toml(PATH, f"key = {as_toml(value)}".encode())["key"]
        assert (type(read), repr(read)) == (type(value), repr(value))


@pytest.mark.parametrize("name", FILES)
def test_the_same_is_said_about_a_file_as_about_its_contents(tmp_path: Path, name: str) -> None:
    model, says = FILES[name]
    assert said_of_file(tmp_path / "file.toml", model, says) == ""
    for number, place in enumerate(alike(places(says))):
        wrong = changed(says, place, WRONG[number % len(WRONG)])
        assert said_of_file(tmp_path / "file.toml", model, wrong) == said_of(model, wrong), place


@pytest.mark.parametrize("name", FILES)
def test_a_wrong_value_is_said_in_the_words_of_the_file(name: str) -> None:
    model, says = FILES[name]
    assert said_of(model, says) == ""
    for place in alike(places(says)):
        refused = {said for value in WRONG if (said := said_of(model, changed(says, place, value)))}
        assert refused, f"{place} may be anything"
        for said in refused:
            words = re.sub(
                r"'[^']*'|\"[^\"]*\"|, not .*$", "", said
            )  # what the file itself says, and what it may say
            assert not NOT_OUR_WORDS.search(words), (place, said)
            assert is_words(said), (place, said)
            key = next(part for part in reversed(place) if isinstance(part, str))
            # If one key does not fit another, the sentence is about their table.
            assert key in said or ": should be" not in said, (place, said)


@pytest.mark.parametrize("name", FILES)
def test_a_key_that_is_missing_or_unknown_is_said(name: str) -> None:
    model, says = FILES[name]
    tables = [(), *(place for place in alike(places(says)) if isinstance(at(says, place), dict))]
    for table in tables:
        said = said_of(model, changed(says, (*table, "colour-of-it"), 1))
        assert not NOT_OUR_WORDS.search(said), said
        assert "colour-of-it: is not a known key" in said or table[-1:] in {("keys",), ("keyframe",)}, (table, said)
        for key in at(says, table):
            left = copy.deepcopy(says)
            del at(left, table)[key]
            assert not NOT_OUR_WORDS.search(said_of(model, left)), (table, key)


@pytest.mark.parametrize("name", ["routine", "exercise"])
def test_a_stand_in_for_a_wrong_value_brings_no_fault_of_its_own(name: str) -> None:
    model, says = FILES[name]
    values = ("", 0, -0.1, 10**30, True, [], date(2026, 11, 22))
    for place in alike(places(says)):
        for value in values:
            file = changed(says, place, value)
            try:
                model.model_validate(file)
            except ValidationError as error:
                assert every_fault(model, file) == faults_of(error, "the file", file), (place, value)


def faults_by_place(name: str) -> dict[Keys, tuple[dict[str, Any], tuple[str, ...]]]:
    """For each kind of place, a file with one wrong value there, and what is wrong with it."""
    model, says = FILES[name]
    found = {}
    for place in alike(places(says)):
        files = (changed(says, place, value) for value in (-0.1, *WRONG))
        file, faults = next((file, faults) for file in files if (faults := every_fault(model, file)))
        found[place] = file, faults
    return found


def untitled(faults: tuple[str, ...]) -> set[str]:
    return {re.sub(r" \([^)]*\)", "", fault) for fault in faults}


@pytest.mark.parametrize("name", ["routine", "exercise"])
def test_two_wrong_values_are_both_said(name: str) -> None:
    model, _ = FILES[name]
    found = faults_by_place(name)
    for one, other in pairs(list(found)):
        both = changed(found[one][0], other, at(found[other][0], other))
        said = untitled(every_fault(model, both))
        assert said == untitled(found[one][1]) | untitled(found[other][1]), (one, other)


def pairs(places: list[Keys]) -> Iterator[tuple[Keys, Keys]]:
    """Each place with the one after it and with one far from it, if neither is inside the other."""
    for number, one in enumerate(places):
        for other in {*places[number + 1 : number + 2], places[(number * 7 + 13) % len(places)]}:
            if one != other[: len(one)] and other != one[: len(other)]:
                yield one, other


def at(says: dict[str, Any], place: Keys) -> Any:
    """The value at a place in a file."""
    inner: Any = says
    for part in place:
        inner = inner[part]
    return inner


@pytest.mark.parametrize(
    ("model", "seen"),
    [
        (Settings, FILES["config"][1]),
        (SoundSettings, FILES["config"][1]["sound"]),
        (RoutineModel, FILES["routine"][1]),
        (ExerciseModel, {**SQUAT, "hold": 1.0}),
        (CadencePhaseModel, SQUAT["cadence"][0]),
        (LibraryModel, {**FILES["exercise"][1], "hold": 1.0}),
        (VariantModel, SQUAT["variants"][0]),
        (PlannedDoseModel, SQUAT["planned"]),
        (SourceModel, SQUAT["source"][0]),
    ],
    ids=lambda v: v.__name__ if isinstance(v, type) else "",
)
def test_no_key_is_left_out_here(model: type[BaseModel], seen: dict[str, Any]) -> None:
    assert {field.alias or name for name, field in model.model_fields.items()} == set(seen)
