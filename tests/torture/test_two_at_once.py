"""Two programs on one data folder at the same moment: one gets the session, the other is told who has it."""

from __future__ import annotations

import os
import re
import signal
from pathlib import Path

import pytest

from tests.cli.program import Following, as_json, following, kneecoach
from tests.torture.aims import small_routine
from tests.torture.options import Chance

START = ("start", "small", "--json", "--yes", "--mute", "--speed", "5")

pytestmark = pytest.mark.skipif(os.name != "posix", reason="kill -9 is of POSIX")


def race(one: Following, other: Following) -> tuple[Following, str]:
    """Of two programs, the one that got the session, still running, and what the other one said."""
    first = {program: _first_line(program) for program in (one, other)}
    (winner,) = [program for program, line in first.items() if line]
    (loser,) = [program for program in first if program is not winner]
    winner.lines.append(first[winner].strip())
    assert loser.process.stderr is not None
    said = loser.process.stderr.read()
    assert loser.end() == 1
    return winner, said


def _first_line(program: Following) -> str:
    assert program.process.stdout is not None
    return program.process.stdout.readline()


@pytest.mark.torture(6)
def test_exactly_one_gets_the_session(tmp_path: Path, chance: Chance) -> None:
    small_routine(tmp_path)
    for arguments in (START, ("resume", "--json")):
        with following(tmp_path, *arguments) as one, following(tmp_path, *arguments) as other:
            winner, said = race(one, other)
            who = rf"Another kneecoach \(process {winner.process.pid} on .+, since \d\d:\d\d\)"
            rest = r"is in the middle of a session; finish that one first\."
            assert re.fullmatch(rf"kneecoach: {who} {rest}\n", said), said
            winner.end(chance.choice((signal.SIGKILL, signal.SIGTERM)))
    with following(tmp_path, "resume", "--json") as program:
        program.event("session-resumed")
        program.do("q", "saved")
        assert program.end() == 0
    assert len(as_json(tmp_path, "history", "--all")) == 1
    assert "no unfinished session" in kneecoach(tmp_path, "resume", "--json", status=1).stderr
