"""The pictures in the docs are those that any run draws now, and they are self-contained."""

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
def drawn(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All pictures, drawn with a hash seed and in a time zone of their own."""
    folder = tmp_path_factory.mktemp("images")
    environ = {**os.environ, "PYTHONHASHSEED": "2", "TZ": "Asia/Tokyo"}
    command = [sys.executable, str(ROOT / "scripts" / "screenshots.py"), str(folder)]
    subprocess.run(command, cwd=ROOT, env=environ, stdout=subprocess.DEVNULL, timeout=300, check=True)
    return folder


def test_those_in_the_docs_are_what_is_drawn(drawn: Path) -> None:
    now, kept = ({path.name: path.read_bytes() for path in folder.glob("*.svg")} for folder in (drawn, IMAGES))
    old = [name for name in now.keys() & kept.keys() if now[name] != kept[name]]
    assert not old, f"`make docs` draws them anew: {', '.join(sorted(old))}"


def test_every_screen_of_the_documentation_is_drawn(drawn: Path) -> None:
    names = {path.name for path in drawn.iterdir()}
    assert names == {path.name for path in IMAGES.glob("*.svg")}  # pixels.png needs a real kitty
    for page in (ROOT / "README.md", *(ROOT / "docs").glob("*.md")):
        assert set(re.findall(r"images/([\w-]+\.svg)", page.read_text("utf-8"))) <= names, page


def test_nothing_is_fetched_or_run(drawn: Path) -> None:
    for path in drawn.iterdir():
        text = path.read_text("utf-8").replace("http://www.w3.org/2000/svg", "")
        assert not re.search(r"https?:|@font-face|@import|url\(|<script|<image|data:", text), path.name


def test_each_has_a_name_and_a_description(drawn: Path) -> None:
    for path in drawn.iterdir():
        root = ElementTree.fromstring(path.read_text("utf-8"))
        for tag in ("title", "desc"):
            assert root.findtext(f"{{http://www.w3.org/2000/svg}}{tag}"), path.name


def test_the_rep_moves_forever_unless_less_motion_is_asked_for(drawn: Path) -> None:
    path = drawn / "hip-thrust.svg"
    assert path.stat().st_size < MAX_BYTES
    text = path.read_text("utf-8")
    assert "animation:rep 5s step-end infinite" in text
    assert "@media (prefers-reduced-motion:reduce){.strip{animation:none}}" in text
    # Eight frames a second; without motion the one a second into the squeeze is shown.
    assert len(re.findall(r'<g transform="translate\(0,\d+\)">', text)) == 5 * 8
    assert f'transform="translate(0,-{2 * 8 * 24 * 20})"' in text
