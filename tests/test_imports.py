"""What a command imports: Textual only for the app, and almost nothing to print some text."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from kneecoach.cli.program import COMMANDS
from tests.cli.program import ROOT, TIMEOUT, environment
from tests.cli.warm import WarmProcess, can_fork

FOLLOWING = ("--yes", "--mute", "--speed", "10000")


def loaded(data: Path, *arguments: str) -> set[str]:
    """The names of the modules that a run of the program imports."""
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "kneecoach", *arguments],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        env=environment(data),
        cwd=ROOT,
        timeout=TIMEOUT,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    names = set(re.findall(r"^import time: +\d+ \| +\d+ \| +(\S+)$", done.stderr, re.MULTILINE))
    assert "kneecoach.cli" in names
    return names


def loaded_in_the_end(tmp_path: Path, *arguments: str) -> set[str]:
    """The names of the modules that are loaded when a run of the program ends.

    It is forked from a process that has loaded everything but the full screen. What that brought counts too.
    """
    if not can_fork({}):
        return loaded(tmp_path, *arguments)
    names = tmp_path / "loaded"
    process = WarmProcess([*arguments], env=environment(tmp_path / "data"), cwd=ROOT, loaded=names)
    _, error = process.communicate(timeout=TIMEOUT)
    assert process.returncode == 0, error
    return set(names.read_text("utf-8").split())


def packages(names: set[str]) -> set[str]:
    """The top-level packages among them."""
    return {name.partition(".")[0] for name in names}


@pytest.mark.parametrize("arguments", [("--help",), ("-h",), ("--version",)], ids=" ".join)
def test_what_only_prints_loads_next_to_nothing(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    names = loaded(tmp_path, *arguments)
    assert not packages(names) & {"textual", "rich", "click", "pydantic", "platformdirs", "filelock", "tomlkit"}
    assert "kneecoach.cli.program" not in names


@pytest.mark.parametrize(
    "arguments",
    [
        ("history",),
        ("history", "--json"),
        ("stats",),
        ("progress",),
        ("export",),
        ("export", "--format=html"),
        ("routines", "list"),
        ("figures",),
        ("figures", "--json"),
        ("paths",),
        ("settings",),
        ("settings", "pace", "self"),
        ("schema", "event"),
        ("log", "check"),
        ("log", "repair"),
        ("start", "--plain", *FOLLOWING),
        ("start", "--json", *FOLLOWING),
    ],
    ids=lambda a: " ".join(a[:2]),
)
def test_without_a_full_screen_no_textual_is_loaded(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    names = loaded_in_the_end(tmp_path, *arguments)
    assert "click" in packages(names)
    assert not packages(names) & {"textual", "rich"}
    assert not {name for name in names if name.startswith("kneecoach.ui")}


@pytest.mark.parametrize(("command", "module"), [(("paths",), "routines"), (("start", "--help"), "start")])
def test_a_command_loads_no_other_commands(tmp_path: Path, command: tuple[str, ...], module: str) -> None:
    code = f"import sys; from kneecoach.cli.program import run; run({list(command)!r}); print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        encoding="utf-8",
        env=environment(tmp_path),
        cwd=ROOT,
        timeout=TIMEOUT,
        check=True,
    )
    there = {name.removeprefix("kneecoach.cli.") for name in done.stdout.splitlines()[-1].split()}
    assert there & set(COMMANDS.values()) == {module}


def imported_by(*modules: str) -> set[str]:
    """The top-level names of everything these modules import."""
    code = (
        "import importlib, sys; before = set(sys.modules)\n"
        f"for name in {modules!r}: importlib.import_module(name)\n"
        "print(*sorted({m.partition('.')[0] for m in set(sys.modules) - before}))\n"
        "print(*sorted(m for m in set(sys.modules) - before if m.startswith('kneecoach.')))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, encoding="utf-8", cwd=ROOT, timeout=TIMEOUT, check=True
    )
    return set(done.stdout.split())


def modules_in(package: str) -> list[str]:
    """Every module of a package."""
    folder = ROOT.joinpath(*package.split("."))
    return [f"{package}.{path.stem}" for path in sorted(folder.glob("*.py")) if path.stem != "__init__"]


def test_the_session_is_the_ground_floor() -> None:
    """It imports only the standard library, and no other room."""
    session = modules_in("kneecoach.session")
    assert {"kneecoach.session.decide", "kneecoach.session.evolve"} <= set(session)
    brought = imported_by(*session)
    others = {name for name in brought if name.startswith("kneecoach.")} - {"kneecoach.session", *session}
    assert others == set()
    third_party = {name for name in brought if "." not in name} - set(sys.stdlib_module_names) - {"kneecoach"}
    assert third_party == set()


def test_what_runs_and_keeps_a_session_needs_no_screen() -> None:
    brought = imported_by(
        "kneecoach.running.runner", "kneecoach.opening", "kneecoach.plain.follow", *modules_in("kneecoach.review")
    )
    assert not brought & {"textual", "rich", "click"}


def test_what_asks_and_runs_a_session_loads_nothing_that_edits_files() -> None:
    brought = imported_by("kneecoach.ui.screens.before", "kneecoach.ui.screens.live", "kneecoach.opening")
    assert not brought & {"tomlkit", "kneecoach.routine.edit"}
