"""The man page says what the command line accepts."""

from __future__ import annotations

import shutil
import subprocess

import pytest

from kneecoach.cli.program import COMMANDS
from scripts.man_page import PAGE, man_page


def test_the_page_in_the_tree_is_up_to_date() -> None:
    assert PAGE.read_text("utf-8") == man_page(), "`make generated` writes it again"


@pytest.mark.skipif(shutil.which("man") is None, reason="man is not installed")
def test_man_shows_every_command_and_finds_nothing_wrong() -> None:
    done = subprocess.run(
        ["man", "--warnings", "-l", str(PAGE)],
        capture_output=True,
        encoding="utf-8",
        env={"MANWIDTH": "80", "LC_ALL": "C.UTF-8", "PATH": "/usr/bin:/bin", "MAN_KEEP_FORMATTING": ""},
        check=True,
    )
    assert done.stderr == ""
    for name in COMMANDS:
        assert f"\n   {name}" in done.stdout
    assert "--data-dir FOLDER" in done.stdout
