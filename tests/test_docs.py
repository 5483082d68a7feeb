"""What the docs name exists: each test, file and module that they point to."""

from __future__ import annotations

import io
import re
import tokenize
import tomllib
from pathlib import Path

import pytest
from pydantic import BaseModel

from kneecoach.paths import Paths
from kneecoach.routine.check import exercise_faults, routine_faults
from kneecoach.routine.model import (
    CadencePhaseModel,
    ExerciseModel,
    LibraryModel,
    RoutineModel,
    SourceModel,
    VariantModel,
)

ROOT = Path(__file__).parent.parent
KNEE_RELIEF = ROOT / "assets" / "routines" / "knee-relief.toml"
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")])


def named_tests(text: str) -> list[tuple[str, str]]:
    """File and test of each `tests/test_x.py::test_y` in the docs, or `::test_y` in the file named last."""
    found, file = [], ""
    for path, test in re.findall(r"`(tests/[\w/]+\.py)?(?:::(?:Test\w+::)?(test_\w+))?[^`\n]*`", text):
        file = path or file
        if test:
            found.append((file, test))
        elif path:
            found.append((path, ""))
    return found


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.name)
def test_each_test_that_a_page_names_exists(page: Path) -> None:
    for file, test in named_tests(page.read_text("utf-8")):
        path = ROOT / file
        assert path.is_file(), file
        assert not test or re.search(rf"def {test}\b", path.read_text("utf-8")), f"{file}::{test}"


TOML = re.findall(r"```toml\n(.*?)```", (ROOT / "docs" / "routines.md").read_text("utf-8"), re.DOTALL)


def test_the_routine_and_the_exercise_in_the_docs_are_right(tmp_path: Path) -> None:
    routine, exercise = TOML
    paths = Paths(tmp_path, tmp_path, tmp_path)
    own = tmp_path / "hip-thrust.toml"
    own.write_text(exercise, "utf-8")
    assert exercise_faults(paths, own) == ()
    assert routine_faults(paths, paths.routines_dir / "from-anna.toml", routine.encode()) == ()


@pytest.mark.parametrize(
    "model", [RoutineModel, ExerciseModel, LibraryModel, VariantModel, CadencePhaseModel, SourceModel]
)
def test_every_key_of_routines_and_exercises_is_explained(model: type[BaseModel]) -> None:
    rows = [
        line for line in (ROOT / "docs" / "routines.md").read_text("utf-8").splitlines() if line.startswith("| `")
    ]
    explained = {key for row in rows for key in re.findall(r"`(\w+)`", row)}
    keys = {field.alias or name for name, field in model.model_fields.items()}
    assert keys - explained == set()


def test_a_test_named_after_another_is_in_the_same_file() -> None:
    assert named_tests("`tests/a.py::test_b`, `::test_c` and `tests/d.py`") == [
        ("tests/a.py", "test_b"),
        ("tests/a.py", "test_c"),
        ("tests/d.py", ""),
    ]


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.name)
def test_each_module_that_a_page_names_exists(page: Path) -> None:
    for name in re.findall(r"`(?:kneecoach/)?((?:[a-z_]+/)+[a-z_]+\.py)`", page.read_text("utf-8")):
        assert (ROOT / "kneecoach" / name).is_file() or (ROOT / name).is_file(), name


WINDOWS = {"CREATE_NEW_PROCESS_GROUP", "CREATE_NO_WINDOW"}
"""Flags of another system, which the docs name but the code does not."""


def test_each_constant_that_a_docstring_names_is_there() -> None:
    names, prose = set(WINDOWS), list[tuple[str, str]]()
    for path in sorted((ROOT / "kneecoach").rglob("*.py")):
        for token in tokenize.generate_tokens(io.StringIO(path.read_text("utf-8")).readline):
            if token.type == tokenize.NAME:
                names.add(token.string)
            elif token.type == tokenize.COMMENT or token.string.startswith('"""'):
                prose.append((f"{path.name}:{token.start[0]}", token.string))
            elif token.type == tokenize.STRING:
                names.update(re.findall(r"\w+", token.string))
    named = [(where, name) for where, text in prose for name in re.findall(r"\b[A-Z]+_[A-Z_]+\b", text)]
    assert len(named) > 20
    assert [(where, name) for where, name in named if name not in names] == []


def test_the_source_of_every_dose_of_the_library_is_named() -> None:
    """Those of knee-relief come from its source, in the first table."""
    rows = (ROOT / "docs" / "evidence.md").read_text("utf-8").partition("## The doses of the library")[2]
    named = {line.split("|")[1].strip().lower() for line in rows.splitlines() if line.startswith("| ")}
    of_the_source = set(re.findall(r'^use = "(.+)"', KNEE_RELIEF.read_text("utf-8"), re.MULTILINE))
    files = sorted((ROOT / "assets" / "exercises").glob("*.toml"))
    titles = {path.stem: tomllib.loads(path.read_text("utf-8"))["title"].lower() for path in files}
    assert of_the_source < set(titles)
    assert {title for name, title in titles.items() if name not in of_the_source} - named == set()
