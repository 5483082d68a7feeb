"""Stopped at random instants, for random times: nothing is counted meanwhile, and every length is right."""

from __future__ import annotations

import random
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from kneecoach.running.runner import HEARTBEAT_SECONDS, MAX_LATE_SECONDS
from tests.cli.program import following
from tests.cli.test_stopped import FAST, SPEED, check_cut_off, counted, end, to_the_walk

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals are of POSIX")

STOPS = 3


@pytest.mark.torture(1)
def test_stopped_at_random_instants(
    tmp_path: Path, chance: random.Random, record_property: Callable[[str, object], None]
) -> None:
    """Stops that are noticed cause a pause. Shorter ones may count what came due in them, and no more."""
    cuts = 0
    with following(tmp_path, "start", "--json", *FAST) as program:
        to_the_walk(program)
        for _ in range(STOPS):
            time.sleep(chance.uniform(0.0, 0.7))
            seconds = chance.choice([chance.uniform(0.0, 1.5), chance.uniform(3.1, 4.0)])
            program.process.send_signal(signal.SIGSTOP)
            time.sleep(seconds)
            program.process.send_signal(signal.SIGCONT)
            if seconds > HEARTBEAT_SECONDS + MAX_LATE_SECONDS:
                cut = program.event("interrupted")
                program.do("p", "resumed")
                check_cut_off(program.events, cut)
                cuts += 1
            record_property("torture", f"json, stopped for {'more' if seconds > 3 else 'less'} than 3 s")
        record = end(program, tmp_path)
    assert record["paused_seconds"] >= cuts * MAX_LATE_SECONDS * SPEED
    assert record["active_seconds"] >= 2.0 * len(counted(program.events))
