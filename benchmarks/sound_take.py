"""Runs one session through all sound stacks at once, with the yardsticks beside it."""

from __future__ import annotations

import time
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.environment import scratch
from benchmarks.sound_session import Bare, Cost, Costs, Session, wait_for_end
from benchmarks.sound_stacks import Capture, alsa, pulse, pulse_is_missing

ALSA, PULSE = "ALSA", "PulseAudio"
WITH_SOUND, MUTED, WORKER, TICKING, STOPPED = "with sound", "muted", "worker", "ticking", "stopped"

MAX_SECONDS = 3600.0

SETTLE_SECONDS = 3.0
"""Time between the starts of programs, so that none slows another down."""

LINGER_SECONDS = 6.0
"""A worker may play for this long after its session."""


@dataclass(frozen=True, slots=True)
class StackTake:
    """What one stack should have played, and what it did play."""

    stack: str
    events: list[dict[str, Any]]
    zero: float
    """The instant of the monotonic clock at which the session's axis begins."""
    session: Capture
    bare: Capture
    due: list[float]
    """When the bare program's ticks were due."""
    planned: list[float]
    """When they are heard, judging by their place in its own stream."""
    log: str
    """The log of the worker and the C libraries."""


@dataclass(frozen=True, slots=True)
class Take:
    """A session through every stack."""

    listened: list[StackTake]
    costs: dict[str, list[Cost]]
    """For the session through ALSA, its worker, and their yardsticks."""


def take(routine: str) -> Take:
    """Run a routine (TOML) to its end, in real time. Raises BenchmarkError."""
    with scratch() as folder:
        return _take(routine, folder)


def _take(routine: str, folder: Path) -> Take:
    costs = Costs()
    with ExitStack() as ears, ExitStack() as programs:
        programs.callback(costs.stop)
        stacks = {ALSA: [ears.enter_context(alsa(folder / name)) for name in ("coach", "bare")]}
        if not pulse_is_missing():
            stacks[PULSE] = ears.enter_context(pulse(folder / "pulse"))
        nowhere = ears.enter_context(alsa(folder / "nowhere")).environ
        stopped = programs.enter_context(Bare(nowhere, "--stopped"))
        bares: dict[str, Bare] = {}
        for stack, (_, bare) in stacks.items():
            time.sleep(SETTLE_SECONDS)
            bares[stack] = programs.enter_context(Bare(bare.environ))
        time.sleep(SETTLE_SECONDS)
        muted = programs.enter_context(Session(folder / "muted", routine, nowhere, "--mute"))
        sessions: dict[str, Session] = {}
        workers: dict[str, int] = {}
        for stack, (coach, _) in stacks.items():
            time.sleep(SETTLE_SECONDS)
            sessions[stack] = programs.enter_context(Session(folder / stack, routine, coach.environ))
            workers[stack] = sessions[stack].worker()
        for name, pid in (
            (WITH_SOUND, sessions[ALSA].pid),
            (MUTED, muted.pid),
            (WORKER, workers[ALSA]),
            (TICKING, bares[ALSA].pid),
            (STOPPED, stopped.pid),
        ):
            costs.watch(name, pid)
        for session in (muted, *sessions.values()):
            session.wait(MAX_SECONDS)
        for worker in workers.values():
            wait_for_end(worker, LINGER_SECONDS)
        taken = costs.stop()
        logs = {stack: session.log.read_text("utf-8", "replace") for stack, session in sessions.items()}
        programs.close()
        ears.close()
        listened = [
            StackTake(
                stack,
                sessions[stack].events,
                sessions[stack].zero,
                coach.capture(),
                bare.capture(),
                bares[stack].due,
                bares[stack].planned,
                logs[stack],
            )
            for stack, (coach, bare) in stacks.items()
        ]
    return Take(listened, taken)
