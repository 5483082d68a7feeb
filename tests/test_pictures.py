"""The pictures in the docs: every run writes the same bytes, and they are self-contained."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest

ROOT = Path(__file__).parent.parent
IMAGES = ROOT / "docs" / "images"

MAX_BYTES = 400_000
"""The most bytes the animation may have."""


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """All pictures, drawn twice: with different hash seeds, and in different time zones."""
    folders, runs = [], []
    for number, zone in enumerate(("UTC", "Asia/Tokyo"), 1):
        folder = tmp_path_factory.mktemp("images")
        environ = {**os.environ, "PYTHONHASHSEED": str(number), "TZ": zone}
        command = [sys.executable, str(ROOT / "scripts" / "screenshots.py"), str(folder)]
        runs.append(subprocess.Popen(command, cwd=ROOT, env=environ, stdout=subprocess.DEVNULL))
        folders.append(folder)
    for run in runs:
        assert run.wait(timeout=300) == 0
    return folders[0], folders[1]


def test_two_runs_draw_the_same(drawn: tuple[Path, Path]) -> None:
    first, second = ({path.name: path.read_bytes() for path in folder.iterdir()} for folder in drawn)
    assert first == second


def test_every_screen_of_the_documentation_is_drawn(drawn: tuple[Path, Path]) -> None:
    names = {path.name for path in drawn[0].iterdir()}
    assert names == {path.name for path in IMAGES.glob("*.svg")}  # pixels.png needs a real kitty
    for page in (ROOT / "README.md", *(ROOT / "docs").glob("*.md")):
        assert set(re.findall(r"images/([\w-]+\.svg)", page.read_text("utf-8"))) <= names, page


def test_nothing_is_fetched_or_run(drawn: tuple[Path, Path]) -> None:
    for path in drawn[0].iterdir():
        text = path.read_text("utf-8").replace("http://www.w3.org/2000/svg", "")
        assert not re.search(r"https?:|@font-face|@import|url\(|<script|<image|data:", text), path.name


def test_each_has_a_name_and_a_description(drawn: tuple[Path, Path]) -> None:
    for path in drawn[0].iterdir():
        root = ElementTree.fromstring(path.read_text("utf-8"))
        for tag in ("title", "desc"):
            assert root.findtext(f"{{http://www.w3.org/2000/svg}}{tag}"), path.name


def test_the_rep_moves_forever_unless_less_motion_is_asked_for(drawn: tuple[Path, Path]) -> None:
    path = drawn[0] / "hip-thrust.svg"
    assert path.stat().st_size < MAX_BYTES
    text = path.read_text("utf-8")
    assert "animation:rep 5s step-end infinite" in text
    assert "@media (prefers-reduced-motion:reduce){.strip{animation:none}}" in text
    # Eight frames a second; without motion the one a second into the squeeze is shown.
    assert len(re.findall(r'<g transform="translate\(0,\d+\)">', text)) == 5 * 8
    assert f'transform="translate(0,-{2 * 8 * 24 * 20})"' in text
