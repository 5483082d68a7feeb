"""Which shared libraries the real program has loaded."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.terminal.terminal import Terminal, terminal

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="only Linux has /proc")


def libraries(shown: Terminal) -> set[str]:
    """The names of the shared libraries that the program has mapped, without their versions."""
    lines = Path(f"/proc/{shown.process.pid}/maps").read_text("utf-8").splitlines()
    return {Path(line.split()[-1]).name.partition(".")[0] for line in lines if ".so" in line}


def test_home_and_a_whole_session_do_without_openssl(tmp_path: Path) -> None:
    with terminal("start", "--yes", "--mute", data=tmp_path, afresh=True) as shown:
        shown.wait_for("then switch sides")
        shown.type("q")
        shown.wait_for("Stop here?")
        shown.type("s")
        shown.wait_for_summary()
        found = libraries(shown)
        assert "_pydantic_core" in found
        assert not found & {"libcrypto", "libssl", "_hashlib", "_ssl"}
    with terminal(data=tmp_path, afresh=True) as shown:
        shown.wait_for("26 sets, about 37 min")
        assert not libraries(shown) & {"libcrypto", "libssl", "_hashlib", "_ssl"}
