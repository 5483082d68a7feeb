"""Three months of a made-up person's sessions, always the same, for looking at History and Trends."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from kneecoach.log.record import PainScores, Record, RoutineRef, SetRecord, TargetRecord
from kneecoach.paths import Paths, private_folder
from kneecoach.session.events import Outcome, Status
from kneecoach.session.plan import Side, Unit
from tests.log.samples import DEVICE, a_record, a_set
from tests.ui.driver import SILENT, paths_in

SEED = 7
FIRST_MONDAY = datetime(2026, 8, 24, 18, 30, tzinfo=UTC)
WEEKS = 13
"""The last day: the Sunday on which the driver's clock begins."""
DAYS = ((0, 2, 4), (0, 3), (1, 3, 5), (0, 2, 4), (0, 2, 4, 5), (2,), (0, 2, 4))
"""The days with a session in each week, repeated over and over."""

SIDES = (Side.LEFT, Side.RIGHT)
NOTES = ("slept badly", "new band, tighter", "did it after a long walk")
ROUTINE = RoutineRef(id="knee-relief", title="Knee relief", digest="sha256:0")


def three_months() -> tuple[Record, ...]:
    """Pain falls, loads grow, the right leg does fewer lunges, and one is a rehearsal. Oldest first."""
    rng = random.Random(SEED)
    return tuple(_session(rng, week, day) for week in range(WEEKS) for day in DAYS[week % len(DAYS)])


def many_years(count: int) -> tuple[Record, ...]:
    """`count` sessions, one every nine hours, up to the day of the last of `three_months`."""
    sessions = three_months()
    last = sessions[-1].started_at
    made = []
    for n in range(count):
        was = sessions[n % len(sessions)]
        began = last - timedelta(hours=9 * (count - 1 - n))
        times = {"started_at": began, "ended_at": began + timedelta(minutes=35), "saved_at": began}
        made.append(was.model_copy(update={"id": f"{n:08d}-0000-4000-8000-000000000000", **times}))
    return tuple(made)


def write(folder: Path, records: Sequence[Record]) -> Paths:
    """A user in `folder` with these sessions."""
    paths = paths_in(folder)
    private_folder(paths.config)
    paths.settings.write_text(SILENT)
    path = private_folder(paths.log_dir) / f"{DEVICE}.jsonl"
    path.write_text("".join(f"{record.model_dump_json(by_alias=True)}\n" for record in records), "utf-8")
    return paths


def _session(rng: random.Random, week: int, day: int) -> Record:
    began = FIRST_MONDAY + timedelta(weeks=week, days=day, minutes=rng.randrange(90))
    sets = tuple(_sets(rng, week))
    usual = 5.2 - week * 0.3 + (1.5 if week == 8 else 0.0)
    before, after, morning = (min(10, max(0, round(rng.gauss(usual - less, 0.7)))) for less in (0.0, 0.6, 0.4))
    is_whole = all(each.outcome is Outcome.COMPLETED for each in sets)
    return a_record(
        id=f"{week:04d}{day:04d}-0000-4000-8000-000000000000",
        routine=ROUTINE,
        started_at=began,
        ended_at=began + timedelta(minutes=34),
        saved_at=began + timedelta(minutes=34),
        active_seconds=1800.0 + rng.randrange(400),
        paused_seconds=0.0,
        speed=20.0 if (week, day) == (3, 2) else 1.0,
        status=Status.COMPLETED if is_whole else Status.PARTIAL,
        pain=PainScores(before=before, after=after, next_morning=morning if rng.random() < 0.7 else None),
        note=rng.choice(NOTES) if rng.random() < 0.35 else "",
        sets=sets,
    )


def _sets(rng: random.Random, week: int) -> list[SetRecord]:
    stretch = TargetRecord(seconds=30.0)
    walk = TargetRecord(reps=(15, 20), unit=Unit.STEP)
    lunge = TargetRecord(reps=(10, 10))
    made = []
    for side in SIDES:
        held = 30.0 if rng.random() < 0.96 else 24.0
        made.append(_made("quad-stretch", "Quad stretch", stretch, 1, side, 0, seconds=held, holds=(held,)))
    for number in (1, 2):
        for side in SIDES:
            steps = rng.choice((20, 20, 19, 17 if side is Side.RIGHT else 20))
            made.append(_made("lateral-band-walk", "Lateral band walk", walk, number, side, steps))
    thrust = TargetRecord(reps=(15, 15), hold_seconds=2.0)
    for number in (1, 2, 3):
        reps = 15 if week > 6 or rng.random() < 0.7 else 12
        load = 6.0 + 2.0 * (week // 3)
        made.append(
            _made("hip-thrust", "Hip thrust", thrust, number, Side.BOTH, reps, holds=(2.0,) * reps, load_kg=load)
        )
    for number in (1, 2):
        for side in SIDES:
            reps = 10 if side is Side.LEFT else rng.choice((10, 10, 10, 8, 6))
            made.append(_made("reverse-lunge", "Reverse lunge", lunge, number, side, reps, load_kg=2.0 + week // 5))
    return made


def _made(
    exercise: str,
    title: str,
    target: TargetRecord,
    number: int,
    side: Side,
    reps: int,
    *,
    seconds: float = 40.0,
    holds: tuple[float, ...] = (),
    load_kg: float | None = None,
) -> SetRecord:
    is_met = reps >= target.reps[0] if target.reps else seconds >= (target.seconds or 0.0)
    return a_set(
        exercise=exercise,
        title=title,
        target=target,
        set=number,
        of=3,
        side=side,
        reps=reps,
        seconds=seconds,
        holds=holds,
        load_kg=load_kg,
        outcome=Outcome.COMPLETED if is_met else Outcome.PARTIAL,
    )
