"""Generates the log of a made-up person with a sore knee, as kneecoach would write it. Each seed gives another log.

    python -m scripts.generate_log --sessions 10000 --months 36 --seed 1 --device NAME FOLDER

There are two to four sessions a week, or more if asked for. Pain falls over the months, with noise and bad weeks.
Loads grow. One side is slightly weaker. Some sets are partial or skipped. There are rehearsals, answers given after
a session and on the next morning (revisions), corrected notes, and deleted sessions.
"""

from __future__ import annotations

import argparse
import math
import os
import random
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta, timezone
from pathlib import Path

from kneecoach.log.merging import merge
from kneecoach.log.record import Record, Tombstone
from kneecoach.paths import private_folder
from kneecoach.routine.library import DEFAULT, builtin_dir, read_routine
from kneecoach.routine.planner import plan_routine
from kneecoach.session.plan import Plan, Side
from scripts.made_up_session import Form, session

DEVICE = "laptop-3f9a1c"
A_WEEK = (2, 3, 3, 4)
"""Sessions in a week: one of these at random."""

FIRST_LOADS = {"hip-thrust": 6.0, "reverse-lunge": 2.0}
"""In kg."""
STEPS = {"hip-thrust": 2.0, "reverse-lunge": 1.0}
MAX_LOADS = {"hip-thrust": 40.0, "reverse-lunge": 14.0}
"""In kg, both."""
SESSIONS_BETWEEN_STEPS = 6
"""The load grows after this many sessions in a row that went well."""

NOTES = (
    "knee clicked on the stairs today",
    "slept badly",
    "new band, tighter",
    "went well",
    "did it after a long walk",
)

Line = Record | Tombstone


def generate(
    seed: int, sessions: int, start: date, *, months: float | None = None, device: str = DEVICE
) -> list[Record]:
    """The sessions as the log is read, oldest first: the newest revisions, without deleted ones."""
    return list(merge(generate_lines(seed, sessions, start, months=months, device=device)))


def generate_lines(
    seed: int, sessions: int, start: date, *, months: float | None = None, device: str = DEVICE
) -> Iterator[Line]:
    """Every line of the log, in the order written, starting in the week of `start`.

    `sessions` (including deleted ones) are spread over `months`, or over as many weeks as needed if that is None.
    """
    rng = random.Random(seed)
    person = _Person(rng, start, device)
    weeks = None if months is None else max(1, round(months * 365.25 / 12 / 7))
    waiting: list[Line] = []
    for began, is_bad in _instants(rng, sessions, start, weeks):
        # An answer from the next morning comes before the next session.
        yield from (line for line in waiting if line.saved_at <= began)
        waiting = [line for line in waiting if line.saved_at > began] + person.lines(began, is_bad)
        waiting.sort(key=lambda line: line.saved_at)
    yield from waiting


def write(path: Path, lines: Iterable[Line]) -> int:
    """Write lines to a new file, as the log does. Returns how many. Raises FileExistsError."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    count = 0
    with os.fdopen(descriptor, "wb") as file:
        for line in lines:
            file.write(line.model_dump_json(by_alias=True).encode() + b"\n")
            count += 1
    return count


class _Person:
    """A made-up person, whose knee and loads change from session to session."""

    def __init__(self, rng: random.Random, start: date, device: str) -> None:
        self._rng = rng
        self._start = start
        self._device = device
        self._loads = dict(FIRST_LOADS)
        self._good = 0
        routine = read_routine(builtin_dir() / f"{DEFAULT}.toml")
        self._plans: dict[Side, Plan] = {side: plan_routine(routine, side) for side in (Side.LEFT, Side.RIGHT)}

    def lines(self, began: datetime, is_bad: bool) -> list[Line]:
        """The lines of a session that began then: its record, and its later revisions."""
        rng = self._rng
        weeks = (began.date() - self._start).days / 7
        plan = self._plans[Side.RIGHT if rng.random() < 0.15 else Side.LEFT]
        usual = 1.2 + 3.4 * math.exp(-weeks / 18) + (2.2 if is_bad else 0.0)
        form = Form(
            pain=max(0.0, rng.gauss(usual, 0.8)), strength=1 - math.exp(-weeks / 15), loads=dict(self._loads)
        )
        if rng.random() < 0.015:
            return [session(rng, plan, form, began, device=self._device, rehearsal=True)]
        record = session(rng, plan, form, began, device=self._device)
        lines: list[Line] = [record]
        after = _score(rng.gauss(form.pain - 0.3, 0.8))
        morning = _score(rng.gauss(usual + (1.0 if after > form.pain + 1 else -0.2), 0.9))
        self._adjust_loads(after, morning)
        if rng.random() < 0.85:
            pain = record.pain.model_copy(update={"after": after})
            effort = min(5, max(0, round(rng.gauss(2.2, 1.0))))
            record = self._amended(lines, record, timedelta(seconds=20), pain=pain, reps_in_reserve=effort)
        if rng.random() < 0.12:
            record = self._amended(lines, record, timedelta(minutes=1), note=rng.choice(NOTES))
        if rng.random() < 0.6:
            pain = record.pain.model_copy(update={"next_morning": morning})
            until = datetime.combine(began.date() + timedelta(days=1), time(7, 30), began.tzinfo) - record.saved_at
            record = self._amended(lines, record, max(until, timedelta(hours=1)), pain=pain)
        if rng.random() < 0.015:
            record = self._amended(lines, record, timedelta(hours=9), note=f"{rng.choice(NOTES)} (corrected)")
        if rng.random() < 0.01:
            gone = record.saved_at + timedelta(hours=2)
            lines.append(Tombstone(id=record.id, rev=record.rev + 1, device=self._device, saved_at=gone))
        return lines

    def _amended(self, lines: list[Line], record: Record, later: timedelta, **changes: object) -> Record:
        fields = {**changes, "rev": record.rev + 1, "saved_at": record.saved_at + later}
        amended = record.model_copy(update=fields)
        lines.append(amended)
        return amended

    def _adjust_loads(self, after: int, morning: int) -> None:
        """Add load after several sessions that went well; take a step back after pain."""
        self._good = self._good + 1 if max(after, morning) <= 3 else 0
        step = 1 if self._good >= SESSIONS_BETWEEN_STEPS else -1 if max(after, morning) >= 6 else 0
        if step:
            self._good = 0
            name = self._rng.choice(list(STEPS))
            kilograms = self._loads[name] + step * STEPS[name]
            self._loads[name] = min(MAX_LOADS[name], max(FIRST_LOADS[name], kilograms))


def _score(value: float) -> int:
    return min(10, max(0, round(value)))


def _instants(rng: random.Random, sessions: int, start: date, weeks: int | None) -> Iterator[tuple[datetime, bool]]:
    """When each session began, and whether that is in a bad week."""
    left = sessions
    monday = start - timedelta(days=start.weekday())
    week = 0
    while left > 0:
        is_bad = rng.random() < 0.1
        count = max(1, rng.choice(A_WEEK) - is_bad)
        if weeks is not None:
            # The remaining sessions are spread evenly over the remaining weeks.
            mean = left / max(1, weeks - week)
            count = round(mean + (rng.choice(A_WEEK) - 3 if 1.5 < mean < 4.5 else 0)) if week < weeks - 1 else left
        count = min(left, max(0, count))
        for day, hour in _times(rng, count):
            yield _wall(monday + timedelta(weeks=week, days=day), hour, rng.randrange(1_800_000)), is_bad
        left -= count
        week += 1


def _times(rng: random.Random, count: int) -> list[tuple[int, float]]:
    """Weekdays (0 is Monday) and hours of `count` sessions, which never overlap."""
    if count <= 7:
        return [
            (day, rng.choice((7.0, 7.0, 12.0, 18.0, 18.0, 20.0))) for day in sorted(rng.sample(range(7), count))
        ]
    a_day = math.ceil(count / 7)
    slots = [(day, 24.0 * slot / a_day) for day in range(7) for slot in range(a_day)]
    return sorted(rng.sample(slots, count))


def _wall(day: date, hour: float, milliseconds: int) -> datetime:
    """An instant in central Europe: summer time lasts from the last Sunday of March to the last one of October."""

    def last_sunday(month: int) -> date:
        last = date(day.year, month, 31)
        return last - timedelta(days=(last.weekday() + 1) % 7)

    summer = last_sunday(3) <= day < last_sunday(10)
    zone = timezone(timedelta(hours=2 if summer else 1))
    return datetime.combine(day, time(), zone) + timedelta(hours=hour, milliseconds=milliseconds)


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(
        prog="python -m scripts.generate_log", description="Write the log of a made-up person."
    )
    parser.add_argument("--sessions", type=int, help="how many (default: three a week)")
    parser.add_argument("--months", type=float, default=3.0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--device", default=DEVICE)
    parser.add_argument("--end", type=date.fromisoformat, default=date(2026, 11, 22), help="last day, YYYY-MM-DD")
    parser.add_argument("folder", type=Path, help="the data folder, for --data-dir")
    asked = parser.parse_args()
    days = asked.months * 365.25 / 12
    sessions = round(days / 7 * 3) if asked.sessions is None else asked.sessions
    start = asked.end - timedelta(days=round(days))
    path = private_folder(asked.folder / "log") / f"{asked.device}.jsonl"
    lines = generate_lines(asked.seed, sessions, start, months=asked.months, device=asked.device)
    print(f"{path}: {sessions} sessions in {write(path, lines)} lines")


if __name__ == "__main__":
    main()
