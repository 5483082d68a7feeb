"""What a test sees of a terminal."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.cli.program import TIMEOUT
from tests.terminal.terminal import terminal


@pytest.mark.skipif(sys.platform == "win32", reason="a pseudo-terminal is a POSIX thing")
def test_what_the_program_has_written_already_is_read_before_the_screen_is_judged(tmp_path: Path) -> None:
    judged: list[str] = []
    with terminal("log", "path", data=tmp_path, columns=200) as shown:
        shown.process.wait(TIMEOUT)
        shown.wait_until(lambda: not judged.append(shown.text), "anything")
    assert len(judged) == 1
    assert judged[0].startswith(str(tmp_path))
