"""The monkey in a terminal: bytes as a terminal sends them, to the real program."""

from __future__ import annotations

import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.program import kneecoach
from tests.privacy.test_terminal_output import watch
from tests.terminal.terminal import terminal
from tests.torture.monkey import ESCAPE, deeds, household
from tests.torture.options import Chance

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="a pseudo-terminal is a POSIX thing")

DEEDS = 60

ESCAPE_SECONDS = 0.12
"""After a tenth of a second, an escape can no longer be the beginning of another key."""

STARTS = ((), ("start", "small", "--yes", "--mute", "--speed", "25"), ("figures",))

GIVEN_BACK = b"\x1b[?1049l"
"""What the program writes when it gives the terminal back: it is done, and Ctrl-C is no longer a key."""
INTERRUPTED = {130, -signal.SIGINT}

SIZE = (80, 24)
SIZES = ((80, 24), (40, 12), (140, 45), (20, 5))
"""Window sizes. A screen of one cell could not be read back."""


@pytest.mark.torture(2)
def test_no_input_ends_the_program(
    tmp_path: Path, chance: Chance, record_property: Callable[[str, object], None]
) -> None:
    household(tmp_path, chance)
    todo = deeds(chance, DEEDS, SIZE, sizes=SIZES)
    while (deed := next(todo, None)) is not None:
        with terminal(*chance.choice(STARTS), data=tmp_path, columns=SIZE[0], lines=SIZE[1]) as shown:
            shown.take_echoes()
            written = watch(shown)
            shown.wait_for("?")  # before its first paint, Ctrl-C is not a key, and interrupts Python as it starts
            time.sleep(chance.choice((0.0, chance.uniform(0.0, 1.5))))
            is_late = False
            while deed is not None and shown.process.poll() is None:
                if deed.kind == "resize":
                    shown.resize(*deed.size)
                else:
                    if b"\x03" in deed.sent.encode() and not is_late:
                        shown.read(0)
                        # Once the terminal is back to normal, Ctrl-C is an interrupt.
                        is_late = GIVEN_BACK in b"".join(written)
                    shown.send(deed.sent)
                record_property("torture", f"monkey in a terminal, {deed.kind}")
                shown.read(max(deed.seconds, deed.turns / 1000, ESCAPE_SECONDS if deed.sent == ESCAPE else 0.0))
                deed = next(todo, None)
            deadline = time.monotonic() + 30
            while shown.process.poll() is None and time.monotonic() < deadline:
                shown.type("\x11s")  # quit, and save a session that asks
                shown.read(0.3)
            status = shown.wait_for_end()
            output = b"".join(written)
            assert b"Traceback" not in output, shown.text
            assert status == 0 or (status in INTERRUPTED and is_late), shown.text
    assert kneecoach(tmp_path, "log", "check", status=None).returncode in {0, 1}
