"""What the program never says: that pain is safe, calories, and praise for what may have been skipped."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from kneecoach.paths import assets_dir
from kneecoach.review import pain, steps

PACKAGE = Path(pain.__file__).parents[1]

NEVER = re.compile(
    r"\b(safe|safely|harmless|painless|no danger|nothing to worry|"
    r"calorie|calories|kcal|"
    r"well done|good job|great|awesome|congratulations|bravo|proud|keep it up|perfect|excellent|nice work)\b",
    re.IGNORECASE,
)


def said(file: Path) -> Iterator[str]:
    """The texts in a module, without its docstrings, which users do not see."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    docs = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docs:
            yield node.value


def test_the_words_that_are_never_said_would_be_found() -> None:
    for words in ("Pain of 3 is safe.", "You burnt 200 kcal", "Well done!", "Keep it up"):
        assert NEVER.search(words), words
    assert not NEVER.search("greatest unsafe value")


def test_no_text_of_the_program_says_them() -> None:
    texts = [(file.name, text) for file in PACKAGE.rglob("*.py") for text in said(file)]
    assert any(text == pain.COMMON for _, text in texts)
    assert any(text == steps.DOWN_SOURCE for _, text in texts)
    assert [pair for pair in texts if NEVER.search(pair[1])] == []


def test_no_asset_says_them() -> None:
    files = [*assets_dir().rglob("*.toml"), *assets_dir().rglob("NOTICE")]
    assert len(files) > 5
    for file in files:
        text = file.read_text(encoding="utf-8")
        assert not NEVER.search(text), file
