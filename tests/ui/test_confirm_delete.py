"""Deleting is confirmed with the same key, in the same words, everywhere."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import kneecoach.ui
from kneecoach.ui.screens.dialogs import DELETE, ConfirmDelete
from tests.ui.driver import driving
from tests.ui.pains import shown


@pytest.mark.parametrize(("key", "answer"), [("d", DELETE), ("y", DELETE), ("enter", "enter"), ("escape", None)])
async def test_d_deletes_and_y_still_does(tmp_path: Path, key: str, answer: str | None) -> None:
    answers: list[str | None] = []
    async with driving(tmp_path) as driver:
        driver.app.push_screen(ConfirmDelete("Delete this session?"), answers.append)
        await driver.settle()
        assert "d  yes, delete it" in shown(driver)
        assert "enter  no, keep it" in shown(driver)
        await driver.press(key)
        assert answers == [answer]


def test_no_other_question_asks_whether_to_delete() -> None:
    """A question that begins with `Delete` is a `ConfirmDelete`."""
    asked = []
    for path in Path(kneecoach.ui.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if (
                isinstance(node, ast.Call)
                and node.args
                and ast.unparse(node.args[0]).lstrip("f'").startswith("Delete ")
            ):
                asked.append((path.stem, ast.unparse(node.func)))
    assert sorted(asked) == [
        ("detail", "ConfirmDelete"),
        ("routines", "ConfirmDelete"),
        ("session_opener", "ConfirmDelete"),
    ]
