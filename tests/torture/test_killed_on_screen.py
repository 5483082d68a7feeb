"""The app killed in a session at any instant, once or several times, sometimes by closing its window.

What had been painted is there after a resume, and what is recorded is what was done.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from kneecoach.log.record import Record
from kneecoach.paths import find_paths
from tests.cli.program import kneecoach
from tests.terminal.terminal import Terminal, terminal
from tests.torture.aims import SECONDS, STATUSES, Aim, Blow, blows, small_routine
from tests.torture.kept import PROMISED_SECONDS, Kept, check_goes_on, check_over, read_kept
from tests.torture.options import Chance
from tests.torture.painting import Painted, Painting, shown_along

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="a pseudo-terminal is a POSIX thing")

SPEED = 40.0

START = ("start", "small", "--yes", "--mute", "--speed", f"{SPEED:g}")

CTRL_C = Aim("Ctrl-C asks", "paused", keys=("\x03",))
"""In full screen, Ctrl-C is a key that asks whether to stop."""


@pytest.mark.torture(6)
def test_killed_it_loses_nothing_that_was_painted(
    tmp_path: Path, chance: Chance, record_property: Callable[[str, object], None]
) -> None:
    small_routine(tmp_path)
    before = Kept(None, ())
    arguments = START
    for blow in (*blows(chance, SECONDS / SPEED, CTRL_C), None):
        print(f"{' '.join(arguments)}: {blow} after {blow.delay if blow else 0:.4f} s")
        at_the_start = blow is not None and blow.aim.event == "spawn"
        with terminal(*arguments, data=tmp_path, afresh=at_the_start) as shown:
            painting = Painting(shown, find_paths(str(tmp_path)).journal, chance, blow)
            status = painting.play(keys=chance.randrange(5) if blow else 0)
            check_status(status, shown, blow, painting, before)
        after = read_kept(tmp_path)
        if painting.struck_at is not None and blow is not None and status != 0:
            record_property("torture", f"screen, {blow}")
        if after.leftover is None:
            break
        assert status != 0, "it has ended, and its journal is still there"
        assert painting.struck_at is not None
        check_goes_on(before, after)
        # A signal that is caught leaves time to write everything.
        late = painting.struck_at - (0.0 if status in {128 + 15, 128 + 1} else PROMISED_SECONDS)
        promised = {place for at, place in painting.painted if at < late}
        assert promised <= shown_along(after), promised - shown_along(after)
        before = after
        arguments = ("resume", "--yes")
    check_over(tmp_path)
    records = read_kept(tmp_path).records
    if not records:
        assert before.leftover is None
        assert len(painting.painted) <= 2, "a session that was shown has vanished"
        return
    assert len(records) == 1
    if before.leftover is not None and "u" not in painting.pressed:
        check_kept(before, records[0])
    check_painted([place for _, place in painting.painted], records[0], taken_back=painting.taken_back)
    assert "no unfinished session" in kneecoach(tmp_path, "resume", "--json", status=1).stderr


def check_status(status: int, shown: Terminal, blow: Blow | None, painting: Painting, before: Kept) -> None:
    """Check that it ended as it should: by the signal, or by itself."""
    starting = not painting.painted and blow is not None and blow.signal.name == "SIGINT"
    assert starting or "Traceback" not in shown.text, shown.text
    if painting.struck_at is not None and blow is not None and status in STATUSES[blow.signal.name]:
        return
    if status == 1 and not painting.painted and blow is not None and blow.aim.event == "spawn":
        return  # by the time it looked, the terminal was gone
    if status == 1 and not painting.painted:
        assert before.leftover is None or before.state.is_over
        assert "There is no unfinished session" in shown.text or "has now been saved" in shown.text, shown.text
        return
    assert status == 0, (status, shown.text)


def check_kept(kept: Kept, record: Record) -> None:
    """Check that the record has what the journal knew before the last run, in which nothing was undone."""
    assert kept.leftover is not None
    assert record.id == kept.leftover.header.id
    state = kept.state
    recorded = {(s.exercise, s.set, s.side, s.attempt): s for s in record.sets}
    for attempt in state.attempts:
        planned = state.plan.sets[attempt.index]
        found = recorded[planned.exercise.id, planned.set, planned.side, attempt.attempt]
        assert (found.reps, found.outcome) == (attempt.reps, attempt.outcome)


def check_painted(painted: list[Painted], record: Record, taken_back: int) -> None:
    """Check that the record reaches every count shown in the last run, apart from reps that were undone."""
    for title, place, count in painted:
        tries = [s for s in record.sets if s.title == title and place.startswith(f"set {s.set} of {s.of}")]
        if count is not None:
            reached = max((s.reps for s in tries), default=None)
            assert reached is not None and count <= reached + taken_back, (title, place, count)
