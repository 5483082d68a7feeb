"""What the torture tests read from a terminal's screen."""

from __future__ import annotations

import pyte
import pytest

from tests.terminal.terminal import PaintedScreen
from tests.torture.painting import Painted, painted_on


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Walk", "set 1 of 1   2–3 steps"),
        ("Rehearsal at speed 40: Walk", "set 1 of 1   2–3 steps"),
        ("Rehearsal at speed 40: Rest after walk, 3 steps of 2–3", "READY? press enter"),
    ],
)
def test_the_first_row_says_the_title_and_the_place(left: str, right: str) -> None:
    row = f"   {left}{right.rjust(74 - len(left))}   "
    title = left.removeprefix("Rehearsal at speed 40: ")
    assert painted_on([row]) == Painted(title, "" if title.startswith("Rest") else right, None)


def test_half_of_a_paint_is_told_from_a_whole_one() -> None:
    screen, told = PaintedScreen(40, 2), list[str]()
    screen.on_whole = lambda: told.append(screen.display[0].strip())
    stream = pyte.ByteStream(screen)
    for piece in (b"before\x1b[?2026h\rRest", b" after", b" walk\x1b[?202", b"6l\rWalk"):
        stream.feed(piece)
    assert told == ["Rest after walk"]
