"""Names and sizes that keep the package easy to search and to read."""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import kneecoach

PACKAGE = Path(kneecoach.__file__).parent
MAX_LINES = 400
MAX_APP_LINES = 300
DOCUMENTED = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)


def sources() -> dict[str, str]:
    """The text of every Python file in the package, by its path there."""
    return {path.relative_to(PACKAGE).as_posix(): path.read_text("utf-8") for path in sorted(PACKAGE.rglob("*.py"))}


def test_a_class_name_exists_once() -> None:
    found = Counter(name for text in sources().values() for name in re.findall(r"^class (\w+)", text, re.MULTILINE))
    assert len(found) > 100
    assert not [name for name, times in found.items() if times > 1]


def test_limits_are_called_max_and_min() -> None:
    found = [
        (path, name) for path, text in sources().items() for name in re.findall(r"\b_?(?:MOST|LEAST)_\w+", text)
    ]
    assert not found


def misplaced_docstrings(text: str) -> Iterator[int]:
    """The line of each string that stands alone but documents no module, class, function or name above it."""
    for node in ast.walk(ast.parse(text)):
        body = getattr(node, "body", [])
        for place, statement in enumerate(body if isinstance(body, list) else []):
            match statement:
                case ast.Expr(value=ast.Constant(value=str())):
                    is_first = place == 0 and isinstance(node, DOCUMENTED)
                    if not is_first and not isinstance(body[place - 1], ast.Assign | ast.AnnAssign):
                        yield statement.lineno


def test_a_docstring_is_below_what_it_documents() -> None:
    text = '"""A module."""\nMAX = 3\n"""A limit."""\nimport re\n"""Of nothing."""'
    assert list(misplaced_docstrings(text)) == [5]
    assert not {path: found for path, text in sources().items() if (found := list(misplaced_docstrings(text)))}


def test_no_file_is_longer_than_a_reader_keeps_in_mind() -> None:
    folders = [PACKAGE, *(PACKAGE.parent / name for name in ("tests", "scripts", "benchmarks"))]
    files = [path for folder in folders for path in folder.rglob("*.py")]
    assert len(files) > len(sources())
    lines = {str(path): path.read_text("utf-8").count("\n") for path in files}
    assert not {path: count for path, count in lines.items() if count > MAX_LINES}


def test_the_app_leaves_its_work_to_others() -> None:
    # All screens and services meet here, so it grows with each of them unless somebody watches it.
    assert sources()["ui/app.py"].count("\n") < MAX_APP_LINES
