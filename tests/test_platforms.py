"""Nothing is imported that only POSIX has, so that Windows can import everything."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

from tests.cli.program import ROOT, TIMEOUT
from tests.test_circles import modules

HIDDEN = ("fcntl", "grp", "pty", "pwd", "readline", "resource", "syslog", "termios", "tty")
"""Modules that Windows lacks."""

OF_POSIX = {"kneecoach.ui.terminal.asking", "kneecoach.ui.terminal.driver"}
"""The driver for POSIX terminals: it derives from Textual's, and is loaded only where Textual chooses that one."""

IMPORT_ALL = f"""
import importlib, sys
HIDDEN = {HIDDEN!r}
class Hide:
    def find_spec(self, name, path=None, target=None):
        if name in HIDDEN:
            raise ModuleNotFoundError(name)
sys.meta_path.insert(0, Hide())
for name in HIDDEN:
    sys.modules.pop(name, None)
sys.dont_write_bytecode = True
for name in sys.stdin.read().split():
    try:
        importlib.import_module(name)
    except ModuleNotFoundError as missing:
        print(name, missing)
"""


def test_everything_is_imported_where_the_modules_of_posix_are_missing() -> None:
    names = set(modules()) - {"kneecoach.__main__"}
    assert len(names) > 250
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", IMPORT_ALL],
        input="\n".join(sorted(names - OF_POSIX)),
        capture_output=True,
        encoding="utf-8",
        cwd=ROOT,
        timeout=3 * TIMEOUT,
        check=True,
    )
    assert done.stdout == ""


def test_the_terminal_of_posix_is_imported_late() -> None:
    """By one function, which first asks Textual which driver it chose."""
    found: list[tuple[str, str]] = []
    for name, path in modules().items():
        tree = ast.parse(path.read_text("utf-8"))
        late = {id(node) for f in ast.walk(tree) if isinstance(f, ast.FunctionDef) for node in ast.walk(f)}
        imports = [node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.module in OF_POSIX]
        found += [(name, "late" if id(node) in late else "at once") for node in imports]
    assert sorted(found) == [("kneecoach.ui.terminal.closing", "late"), ("kneecoach.ui.terminal.driver", "at once")]


def test_text_files_are_read_and_written_as_utf_8() -> None:
    """On other systems, Python's default is the system's code page."""
    calls = ("read_text", "write_text")
    for path in modules().values():
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in calls:
                said = [
                    a.value for a in (*node.args, *(k.value for k in node.keywords)) if isinstance(a, ast.Constant)
                ]
                assert "utf-8" in said, f"{path}, line {node.lineno}"


def test_a_module_of_posix_at_the_top_would_be_found(tmp_path: Path) -> None:
    (tmp_path / "posix_only.py").write_text("import termios\n")
    done = subprocess.run(
        [sys.executable, "-c", IMPORT_ALL],
        input="posix_only",
        capture_output=True,
        encoding="utf-8",
        cwd=tmp_path,
        timeout=TIMEOUT,
        check=True,
    )
    assert done.stdout == "posix_only termios\n"
