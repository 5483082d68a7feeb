"""How long rendering the words of a new routine takes on one core, and how long the key that asks for it waits."""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.effort import Effort
from benchmarks.table import Budget, Remark, Result, Row
from kneecoach.audio.clips import VOICE
from kneecoach.audio.voice.rendering import ClipMaker
from kneecoach.audio.voice.speakers import found_voices
from kneecoach.paths import Paths
from kneecoach.session.plan import Exercise, Phase, Plan, PlannedSet, Side, Target
from kneecoach.voice import missing_words

MAX_SECONDS = 3.0
MAX_ASKING_MS = 50.0

EXERCISES = 10

ANIMALS = ("frog", "heron", "badger", "otter", "camel", "beetle", "lizard", "penguin", "tiger", "donkey")


def measure(effort: Effort) -> list[Result]:
    """Render ten made-up exercises into an empty folder."""
    voices = found_voices()
    if VOICE not in voices:
        return [Remark("The voice was not measured: pip install 'kneecoach[voice]'.")]
    seconds, busy, asking = [], [], []
    with _one_core():
        for _ in range(3):
            with tempfile.TemporaryDirectory() as folder:
                before = _processor_seconds()
                taken, asked = _render(Path(folder))
                seconds.append(taken)
                busy.append(_processor_seconds() - before)
                asking.append(asked * 1000)
    budget = Budget(f"<= {MAX_SECONDS:.0f} s", MAX_SECONDS)
    return [
        Row("voice of a new routine of ten exercises, on one core (best of 3)", "s", min(seconds), budget=budget),
        Row("the same in processor time (best of 3)", "s", min(busy), budget=budget),
        Row("asking for it (worst of 3)", "ms", max(asking), budget=Budget("<= 50 ms", MAX_ASKING_MS)),
    ]


def _render(folder: Path) -> tuple[float, float]:
    """Seconds until every clip exists, and until asking for them returned."""
    began = time.perf_counter()
    wanted = missing_words(Paths(folder, folder, folder), _plan()).to_render(VOICE)
    maker = ClipMaker(folder, (VOICE,), lambda words, seconds: None)
    rendering = maker.make(wanted)
    asked = time.perf_counter() - began
    while not rendering.is_over:
        time.sleep(0.005)
    maker.close()
    return time.perf_counter() - began, asked


def _plan() -> Plan:
    """Ten exercises whose titles, positions and phases have no clip that ships."""
    sets = []
    for animal in ANIMALS[:EXERCISES]:
        exercise = Exercise(
            animal,
            f"{animal} squat".capitalize(),
            (Phase(f"{animal} down", 2.0), Phase(f"{animal} up", 2.0)),
            setup=10.0,
            rest=60.0,
            position=f"Stand like a {animal}, both hands on a chair",
        )
        sets += [PlannedSet(exercise, n, 3, Side.BOTH, Target(reps=(10, 12))) for n in range(1, 4)]
    return Plan("animals", "Animals", "sha256:", tuple(sets))


@contextmanager
def _one_core() -> Iterator[None]:
    """Stay on one core. The process that renders inherits that."""
    if not hasattr(os, "sched_setaffinity"):
        yield
        return
    cores = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {min(cores)})
    try:
        yield
    finally:
        os.sched_setaffinity(0, cores)


def _processor_seconds() -> float:
    """Processor seconds used by child processes that have ended."""
    used = os.times()
    return used.children_user + used.children_system
