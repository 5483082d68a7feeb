"""Textual's private names are used in one folder only, and each file there says for which version, and why."""

from __future__ import annotations

import ast
import importlib
import inspect
import re
from pathlib import Path

import pytest
import textual

ROOT = Path(__file__).parent.parent.parent.parent
SOURCES = sorted((ROOT / "kneecoach" / "ui").rglob("*.py"))


def is_private(name: str) -> bool:
    """Whether a name begins with one underscore."""
    return name.startswith("_") and not name.startswith("__") and name != "_"


def defined_by_textual() -> set[str]:
    """The private methods and attributes of everything in Textual."""
    found: set[str] = set()
    for path in Path(textual.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                found.add(node.name)
            elif isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store):
                found.add(node.attr)
    return {name for name in found if is_private(name)}


def defined_in(tree: ast.AST) -> set[str]:
    """The functions and attributes of `self` that a source defines."""
    functions = {n.name for n in ast.walk(tree) if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef)}
    return functions | {
        node.attr
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store) and ast.unparse(node.value) == "self"
    }


def imported(tree: ast.AST) -> set[str]:
    """Textual's private modules and names that a source imports."""
    lines = [ast.unparse(node) for node in ast.walk(tree) if isinstance(node, ast.ImportFrom | ast.Import)]
    return {line for line in lines if re.match(r"(from|import) textual\b", line) and re.search(r"[ .,]_\w", line)}


def used(tree: ast.AST, theirs: set[str]) -> set[str]:
    """Textual's private attributes that a source reads, calls or sets on something that is not its own."""
    own = defined_in(tree)
    return {
        node.attr
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and node.attr in theirs and node.attr not in own
    }


def overridden(path: Path) -> set[str]:
    """Private methods and attributes of Textual's classes that the classes in a file override."""
    name = ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
    found: set[str] = set()
    for kind in vars(importlib.import_module(name)).values():
        if inspect.isclass(kind) and kind.__module__ == name:
            bases = [base for base in kind.__mro__[1:] if base.__module__.startswith("textual")]
            own = [key for key in vars(kind) if is_private(key) and not key.startswith("_abc")]
            found |= {key for key in own if any(key in vars(base) for base in bases)}
    return found - GENERATED


GENERATED = {
    "_bindings",
    "_computes",
    "_css_type_name",
    "_css_type_names",
    "_decorated_handlers",
    "_inherit_bindings",
    "_inherit_component_classes",
    "_inherit_css",
    "_merged_bindings",
    "_reactives",
}
"""What Textual's own metaclasses add to every class."""


@pytest.fixture(scope="module")
def theirs() -> set[str]:
    """Textual's private names."""
    return defined_by_textual()


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT / "kneecoach" / "ui")))
def test_only_workarounds_that_name_version_and_issue_use_private_names(path: Path, theirs: set[str]) -> None:
    tree = ast.parse(path.read_text("utf-8"))
    found = imported(tree) | used(tree, theirs) | overridden(path)
    if found:
        assert path.parent.name == "terminal", found
        words = " ".join((ast.get_docstring(tree) or "").split())
        assert re.search(r"\(\d+\.\d+\.\d+; (no issue filed|issue \d+)\)", words), found
