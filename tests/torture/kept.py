"""What a killed session has left on disk, compared with what it had printed."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from kneecoach.journal.header import Header
from kneecoach.journal.lines import parse_event
from kneecoach.journal.lock import who_holds
from kneecoach.journal.reading import Leftover, read_journal
from kneecoach.journal.record_of import fold, record_of
from kneecoach.log.record import Record
from kneecoach.paths import find_paths
from kneecoach.plain.protocol import ADDED, LINES
from kneecoach.running.clock import RealClock
from kneecoach.session.events import Event, as_dict
from kneecoach.session.state import State
from tests.torture.aims import Told

PROMISED_SECONDS = 0.1
"""DESIGN section 5: what happened longer ago is on disk."""

LAG_SECONDS = 0.5
"""A busy machine may lag behind the session's clock by this much, in seconds."""

NOT_EVENTS = tuple(LINES)
"""Lines that the journal does not have."""


def told_form(event: Event) -> Told:
    """An event as `--json` prints it."""
    told: Told = json.loads(json.dumps(as_dict(event)))
    return told


def without_added(told: Told) -> Told:
    """What was printed, with only the fields that the journal has."""
    return {name: value for name, value in told.items() if name not in ADDED.get(told["event"], {})}


def event_of(told: Told) -> Event:
    """The event that was printed, with its instant and lengths to the millisecond."""
    event = parse_event(json.dumps(told).encode())
    assert event is not None, told
    return event


@dataclass(frozen=True)
class Kept:
    """The disk after a kill."""

    leftover: Leftover | None
    records: tuple[Record, ...]
    """Every whole line of the log, in order."""

    @property
    def events(self) -> tuple[Event, ...]:
        return self.leftover.events if self.leftover else ()

    @property
    def state(self) -> State:
        """Where the session is, according to its journal."""
        assert self.leftover is not None
        return fold(self.leftover.header, self.leftover.events)


def read_kept(data: Path) -> Kept:
    """What is on disk. Checks that the journal is whole up to its last line, and so is the log."""
    paths = find_paths(str(data))
    leftover = read_journal(paths.journal)
    if leftover is not None:
        assert leftover.lines_lost == 0
    lines = [line for path in sorted(paths.log_dir.glob("*.jsonl")) for line in path.read_bytes().splitlines(True)]
    assert all(line.endswith(b"\n") for line in lines)
    return Kept(leftover, tuple(Record.model_validate_json(line) for line in lines))


def check_goes_on(before: Kept, after: Kept) -> None:
    """Check that the journal goes on from where it was, and no further than the clock."""
    assert after.events[: len(before.events)] == before.events, "what was on disk has changed"
    assert after.leftover is not None
    header = after.leftover.header
    if after.events:
        passed = (datetime.now(UTC) - header.started_at).total_seconds() * header.speed
        assert after.events[-1].at <= passed


def check_nothing_lost(before: Kept, after: Kept, told: list[tuple[float, Told]], at: float, caught: bool) -> None:
    """Check that the journal goes on from where it was, with all that was printed since, up to a kill at `at`.

    A signal that is `caught` leaves time to write everything. At most one batch of events is kept but not printed:
    the one that was being printed. That the session was then cut off is kept, and printed only if nothing else was
    being printed. After a signal that cut the printing short, whatever had come due on a lagging machine is kept
    unprinted.
    """
    check_goes_on(before, after)
    new = [told_form(event) for event in after.events[len(before.events) :]]
    said = [without_added(event) for _, event in told if event["event"] not in NOT_EVENTS]
    common = min(len(new), len(said))
    assert new[:common] == said[:common], "what is kept is not what was told"
    lost = [(instant, event) for instant, event in told if event["event"] not in NOT_EVENTS][common:]
    promised = [event for instant, event in lost if caught or instant < at - PROMISED_SECONDS]
    assert not promised, f"told and lost: {promised}"
    untold = new[common:]
    if untold and untold[-1]["event"] == "interrupted":
        cut = untold.pop()["at"]
        untold = [event for event in untold if (event["event"], event["at"]) != ("hold-ended", cut)]
        assert after.leftover is not None
        if caught and untold and (cut - untold[0]["at"]) / after.leftover.header.speed < LAG_SECONDS:
            return
    assert len({event["at"] for event in untold}) <= 1, f"kept and never told: {untold}"


def check_record(kept: Kept, told: list[Told], record: Record) -> None:
    """Check that the record is what the journal said before the last run, plus what was printed in that run."""
    assert kept.leftover is not None
    header = kept.leftover.header
    state = fold(header, kept.events)
    told_now = [event_of(event) for event in told if event["event"] not in NOT_EVENTS]
    whole = fold_on(state, told_now)
    check_is_fold(header, whole, record)


def fold_on(state: State, events: list[Event]) -> State:
    """The state after more events."""
    from kneecoach.session.evolve import evolve

    for event in events:
        state = evolve(state, event)
    return state


def check_is_fold(header: Header, state: State, record: Record) -> None:
    """Check that the record says what the state does: no more, no less."""
    should = record_of(header, state, record.device, record.saved_at)

    def rough(said: Record) -> Any:
        whole = said.model_dump(mode="json")
        # What was printed is rounded to milliseconds.
        return json.loads(json.dumps(whole), parse_float=lambda digits: round(float(digits), 2))

    expected, found = rough(should), rough(record)
    for key in ("started_at", "ended_at"):
        expected.pop(key), found.pop(key)
    for tried in (*expected["sets"], *found["sets"]):
        tried.pop("started_at")
        # A hold shorter than the rounding may exist on one side only.
        tried["holds"] = [held for held in tried["holds"] if held > 0.02]
    assert near(expected, found), (expected, found)


def near(one: Any, other: Any) -> bool:
    """Whether two values are the same, with numbers compared to within a hundredth or two."""
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(near(one[key], other[key]) for key in one)
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(near, one, other))
    if isinstance(one, float) or isinstance(other, float):
        return abs(one - other) < 0.025
    return bool(one == other)


def check_counted(runs: list[list[Told]], record: Record, extra: int) -> None:
    """Check, without the program's own arithmetic, that reps printed minus reps undone are the record's reps.

    `extra` reps were kept but not printed.
    """
    said = Counter(event["event"] for run in runs for event in run)
    taken_back = sum(event["event"] == "undone" and event["what"] == "count a rep" for run in runs for event in run)
    reps = sum(tried.reps for tried in record.sets)
    counted = said["rep-counted"]
    undone = [event["what"] for run in runs for event in run if event["event"] == "undone"]
    assert counted - taken_back <= reps <= counted + extra, f"{reps} of {counted} + {extra}, undone: {undone}"


def check_over(data: Path) -> None:
    """Check that only the record is left of the session: no journal, nothing set aside, and no lock held."""
    paths = find_paths(str(data))
    assert not paths.journal.exists()
    assert not paths.journal.with_suffix(".bad").exists()
    assert who_holds(paths, RealClock()) is None
