"""What the docs name is there: each test, file and module that they point to."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")])


def named_tests(text: str) -> list[tuple[str, str]]:
    """File and test of each `tests/test_x.py::test_y`, or `::test_y` in the file named last, in the docs."""
    found, file = [], ""
    for path, test in re.findall(r"`(tests/[\w/]+\.py)?(?:::(?:Test\w+::)?(test_\w+))?[^`\n]*`", text):
        file = path or file
        if test:
            found.append((file, test))
        elif path:
            found.append((path, ""))
    return found


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.name)
def test_each_test_that_a_page_names_is_there(page: Path) -> None:
    for file, test in named_tests(page.read_text("utf-8")):
        path = ROOT / file
        assert path.is_file(), file
        assert not test or re.search(rf"def {test}\b", path.read_text("utf-8")), f"{file}::{test}"


def test_a_test_named_after_another_is_in_the_same_file() -> None:
    assert named_tests("`tests/a.py::test_b`, `::test_c` and `tests/d.py`") == [
        ("tests/a.py", "test_b"),
        ("tests/a.py", "test_c"),
        ("tests/d.py", ""),
    ]


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.name)
def test_each_module_that_a_page_names_is_there(page: Path) -> None:
    for name in re.findall(r"`(?:kneecoach/)?((?:[a-z_]+/)+[a-z_]+\.py)`", page.read_text("utf-8")):
        assert (ROOT / "kneecoach" / name).is_file() or (ROOT / name).is_file(), name
