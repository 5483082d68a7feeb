"""A wheel built from the checkout, installed in an empty environment, runs."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import sysconfig
import tarfile
import venv
import zipfile
from collections.abc import Iterable
from importlib import metadata
from pathlib import Path

import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    # The wheel is built from the sdist, which shows that the sdist has everything it takes. What builds it is here
    # already, and `build` checks that nothing else is asked for.
    build = [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    done = subprocess.run(build, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    (built,), (source,) = folder.glob("*.whl"), folder.glob("*.tar.gz")
    with tarfile.open(source) as archive:
        inside = {name.partition("/")[2] for name in archive.getnames()}
    assert {
        "Makefile",
        "constraints.txt",
        "tests/test_wheel.py",
        "docs/protocol.md",
        "examples/scoreboard.py",
    } <= inside
    return built


def test_the_wheel_carries_routines_and_styles_and_nothing_else_of_the_tree(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    assert "kneecoach/assets/routines/knee-relief.toml" in names
    assert {f"kneecoach/assets/{kind}/hip-thrust.toml" for kind in ("exercises", "figures")} <= set(names)
    assert "kneecoach/assets/schemas/event.json" in names
    assert "kneecoach/web/static/page.js" in names
    assert "kneecoach/py.typed" in names
    styles = {path.relative_to(ROOT).as_posix() for path in (ROOT / "kneecoach").rglob("*.tcss")}
    assert styles <= set(names)
    assert "kneecoach-0.1.0.data/data/share/man/man1/kneecoach.1" in names
    assert {name.split("/")[0] for name in names} == {
        *("kneecoach", "kneecoach-0.1.0.dist-info", "kneecoach-0.1.0.data"),
    }


def asked_by(distribution: metadata.Distribution, extras: Iterable[str]) -> list[Requirement]:
    """What it needs here, with some of its extras."""
    requirements = [Requirement(each) for each in distribution.requires or ()]
    return [
        each
        for each in requirements
        if each.marker is None or any(each.marker.evaluate({"extra": extra}) for extra in ("", *extras))
    ]


def copy_needed(site: Path) -> None:
    """Copy what the wheel in `site` asks for, and what that asks for, from the environment of the tests.

    There pip has chosen it for a kneecoach that asks for the same.
    """
    (installed,) = metadata.distributions(name="kneecoach", path=[str(site)])
    asked, copied = asked_by(installed, ()), set[tuple[str, ...]]()
    while asked:
        requirement = asked.pop()
        if (key := (requirement.name, *sorted(requirement.extras))) in copied:
            continue
        copied.add(key)
        found = metadata.distribution(requirement.name)
        asked += asked_by(found, requirement.extras)
        for name in {file.parts[0] for file in found.files or ()} - {"..", "__pycache__"}:
            source = Path(str(found.locate_file(name)))
            if source.is_dir():
                shutil.copytree(source, site / name, dirs_exist_ok=True)
            else:
                shutil.copy(source, site / name)


def test_installed_in_an_empty_environment_it_runs(wheel: Path, tmp_path: Path) -> None:
    home = tmp_path / "venv"
    venv.create(home)
    scripts = home / ("Scripts" if sys.platform == "win32" else "bin")
    # This environment's pip, which need not be installed first.
    pip = [sys.executable, "-m", "pip", "--python", str(scripts / "python"), "--disable-pip-version-check"]
    install = [*pip, "install", "--no-deps", "--no-index", "--no-compile", "--quiet", str(wheel)]
    done = subprocess.run(install, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    copy_needed(Path(sysconfig.get_path("purelib", vars={"base": str(home)})))
    done = subprocess.run([*pip, "check"], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
    environment = {**os.environ, "KNEECOACH_DATA_DIR": str(tmp_path / "data")}
    environment.pop("PYTHONPATH", None)

    def kneecoach(*arguments: str) -> str:
        command = [scripts / "kneecoach", *arguments]
        ran = subprocess.run(
            command,
            capture_output=True,
            text=True,
            check=True,
            env=environment,
            cwd=tmp_path,
            stdin=subprocess.DEVNULL,
        )
        return ran.stdout

    events = kneecoach("start", "knee-relief", "--json", "--yes", "--speed", "2000", "--mute").splitlines()
    assert json.loads(events[-1])["event"] == "saved"
    assert json.loads(kneecoach("show", "last", "--json"))["status"] == "completed"
    assert json.loads(kneecoach("routines", "list", "--json"))[0]["id"] == "knee-relief"
    code = "import kneecoach.ui.app as a, kneecoach; print(kneecoach.__file__)"
    where = subprocess.run(
        [scripts / "python", "-c", code], capture_output=True, text=True, check=True, cwd=tmp_path, env=environment
    )
    assert str(home) in where.stdout
