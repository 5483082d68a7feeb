"""No module imports another that imports it, however indirectly. Type-only and late imports count too."""

from __future__ import annotations

import ast
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
MAX_ROOT_MODULES = 12


def modules() -> dict[str, Path]:
    """Every module of the package, by its name."""
    found = {}
    for path in sorted((ROOT / "kneecoach").rglob("*.py")):
        name = ".".join(path.relative_to(ROOT).with_suffix("").parts)
        found[name.removesuffix(".__init__")] = path
    return found


def imports_of(source: str, known: set[str]) -> set[str]:
    """The known modules that a source imports, anywhere in it."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names = (f"{node.module}.{alias.name}" for alias in node.names)
            found |= {name if name in known else node.module for name in names}
    return found & known


def order(graph: dict[str, set[str]]) -> list[str]:
    """The modules, each after those it imports. Raises CycleError if there is a circle."""
    return list(TopologicalSorter(graph).static_order())


def test_there_is_no_circle_of_imports() -> None:
    paths = modules()
    known = set(paths)
    graph = {name: imports_of(path.read_text("utf-8"), known) - {name} for name, path in paths.items()}
    assert set(order(graph)) == known


def test_late_and_type_only_imports_are_seen() -> None:
    source = (
        "from typing import TYPE_CHECKING\n"
        "if TYPE_CHECKING:\n    from a import b\n"
        "def f():\n    import a.c\n    from a.d import e\n"
    )
    assert imports_of(source, {"a.b", "a.c", "a.d", "a.z"}) == {"a.b", "a.c", "a.d"}
    with pytest.raises(CycleError):
        order({"a": {"b"}, "b": {"a"}})


def test_the_root_of_the_package_has_few_modules() -> None:
    at_root = [name for name, path in modules().items() if path.parent.name == "kneecoach" and "." in name]
    assert len(at_root) <= MAX_ROOT_MODULES, at_root
