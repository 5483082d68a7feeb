"""Which cues are due, and when, from a session's events alone, and how late each was heard.

The rules are written out again here: nothing uses the program's own cues.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any

import numpy as np

from benchmarks.sound_routines import TIMED_HOLDS
from benchmarks.sound_stacks import HeardSound
from kneecoach.audio.phrases import count, phase
from kneecoach.audio.tones import TONES

COUNTS, PHASES, TICKS, BEEPS, MARKS = "counts", "phases", "ticks", "3-2-1", "start and end"
KINDS = (COUNTS, PHASES, TICKS, BEEPS, MARKS)

FAR_SECONDS = 0.75
"""A sound further from a due instant than this is another cue."""

SAME_SECONDS = 0.005

VOICE_GAP_SECONDS = 0.04
"""Silence between two phrases. A voice that begins exactly this long after another one waited for it."""


@dataclass(frozen=True, slots=True)
class DueCue:
    """A cue and its due instant."""

    kind: str
    clips: frozenset[str]
    """Hearing any of these counts."""
    at: float
    """Seconds on the session's axis."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A cue that was heard."""

    due: DueCue
    heard: HeardSound
    late: float
    """Seconds after its due instant; negative if early."""
    waited: bool
    """Whether it began when the phrase before it ended, so that it was delayed on purpose."""


@dataclass(frozen=True, slots=True)
class Lateness:
    """How late the cues of a session were."""

    pairs: list[Pair]
    missing: list[DueCue]
    unexpected: list[HeardSound]
    """Cues of KINDS that were not due."""
    loose: int
    """How many announcements came that are made whenever there is room. Their lateness does not count."""


def due_cues(events: Iterable[dict[str, Any]]) -> list[DueCue]:
    """Counts, phases, ticks, countdowns and the tones at the ends of stages."""
    found: list[DueCue] = []
    timed, first = False, ""

    def add(kind: str, at: float, *clips: str) -> None:
        found.append(DueCue(kind, frozenset(clips), at))

    for event in events:
        at = event.get("at", 0.0)
        match event["event"]:
            case "stage-started" if event["stage"] == "work":
                timed, first = event["exercise"] in TIMED_HOLDS, ""
                add(MARKS, at, "start")
            case "stage-started" if event["stage"] == "rest":
                for seconds in (3, 2, 1):
                    add(BEEPS, at + event["seconds"] - seconds, "beep")
                add(MARKS, at + event["seconds"], "end")
            case "stage-started" if event["stage"] == "ready":
                for seconds in (3, 2, 1):
                    add(BEEPS, at + event["seconds"] - seconds, count(seconds))
            case "phase-started" if timed:
                for seconds in (3, 2, 1):
                    add(BEEPS, at + event["seconds"] - seconds, "beep")
            case "phase-started":
                first = first or event["phase"]
                # From the second rep on, the count is heard when the first phase starts, and replaces its name.
                if event["rep"] == 1 or event["phase"] != first:
                    add(PHASES, at, "phase", phase(event["phase"]))
                if event["hold"]:
                    for second in range(1, int(event["seconds"]) + 1):
                        add(TICKS, at + second, "tick")
            case "rep-counted":
                add(COUNTS, at, count(event["rep"]))
            case "attempt-ended":
                add(MARKS, at, "end")
            case _:
                pass
    return sorted(found, key=lambda due: due.at)


def compare(
    due: Sequence[DueCue], heard: Sequence[HeardSound], zero: float, lengths: Mapping[str, float]
) -> Lateness:
    """Pair what was due with what was heard.

    `zero` is the instant at which the session's axis begins; `lengths` has those of the clips and tones, in
    seconds.
    """
    judged = frozenset(clip for cue in due for clip in cue.clips)
    left = [h for h in heard if h.clip in judged]
    phrase_ends = np.array(sorted(h.at + lengths[h.clip] for h in heard if h.clip not in TONES))
    pairs: list[Pair] = []
    missing: list[DueCue] = []
    for cue in due:
        fitting = [h for h in left if h.clip in cue.clips and abs(h.at - zero - cue.at) < FAR_SECONDS]
        if not fitting:
            missing.append(cue)
            continue
        best = min(fitting, key=lambda h: abs(h.at - zero - cue.at))
        left.remove(best)
        after_another = (np.abs(phrase_ends + VOICE_GAP_SECONDS - best.at) < SAME_SECONDS).any()
        waited = best.clip not in TONES and bool(after_another)
        pairs.append(Pair(cue, best, best.at - zero - cue.at, waited))
    return Lateness(pairs, missing, left, sum(h.clip not in judged for h in heard))


def slope(instants: Sequence[float], late: Sequence[float]) -> float:
    """How much later cues get, in milliseconds per minute (the Theil-Sen estimator, which ignores outliers).

    Instants and lateness are in seconds.
    """
    first, second = np.triu_indices(len(instants), 1)
    apart = np.asarray(instants)[second] - np.asarray(instants)[first]
    later = np.asarray(late)[second] - np.asarray(late)[first]
    far = apart > FAR_SECONDS
    return float(np.median(later[far] / apart[far])) * 60_000


def within_runs(pairs: Sequence[Pair]) -> list[float]:
    """Seconds by which each cue differs from the median of its run of the device."""
    runs: dict[int, list[float]] = {}
    for pair in pairs:
        runs.setdefault(pair.heard.run, []).append(pair.late)
    return [late - median(run) for run in runs.values() for late in run]
