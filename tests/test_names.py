"""Names and sizes that keep the package easy to search and to read."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import kneecoach

PACKAGE = Path(kneecoach.__file__).parent
MAX_LINES = 400
MAX_APP_LINES = 300


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


def test_no_file_is_longer_than_a_reader_keeps_in_mind() -> None:
    folders = [PACKAGE, *(PACKAGE.parent / name for name in ("tests", "scripts", "benchmarks"))]
    files = [path for folder in folders for path in folder.rglob("*.py")]
    assert len(files) > len(sources())
    lines = {str(path): path.read_text("utf-8").count("\n") for path in files}
    assert not {path: count for path, count in lines.items() if count > MAX_LINES}


def test_the_app_leaves_its_work_to_others() -> None:
    # All screens and services meet here, so it grows with each of them unless somebody watches it.
    assert sources()["ui/app.py"].count("\n") < MAX_APP_LINES
