"""What is due when, from a session's events alone, and how late each of it was heard.

The rules are the issue's, written down a second time: nothing here asks the program's own cues.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any

import numpy as np

from benchmarks.sound_routines import TIMED_HOLDS
from benchmarks.sound_stacks import Heard
from kneecoach.audio.tones import TONES

COUNTS, PHASES, TICKS, BEEPS, MARKS = "counts", "phases", "ticks", "3-2-1", "start and end"
KINDS = (COUNTS, PHASES, TICKS, BEEPS, MARKS)

FAR_SECONDS = 0.75
"""What is heard further from its due instant than this is another cue."""

SAME_SECONDS = 0.005

VOICE_GAP_SECONDS = 0.04
"""Silence between two phrases: a voice that begins just this long after another had to wait for it."""


@dataclass(frozen=True, slots=True)
class Due:
    """A cue and its instant."""

    kind: str
    clips: frozenset[str]
    """Any of these will do."""
    at: float
    """Seconds of the session's axis."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A cue that was heard."""

    due: Due
    heard: Heard
    late: float
    """Seconds after its due instant; negative if early."""
    waited: bool
    """Whether it began when a phrase before it ended: put off on purpose, not by the sound's way."""


@dataclass(frozen=True, slots=True)
class Lateness:
    """How a session was heard."""

    pairs: list[Pair]
    missing: list[Due]
    unexpected: list[Heard]
    """Cues of KINDS that were not due."""
    loose: int
    """Announcements that may come when there is room, and are not judged."""


def due_cues(events: Iterable[dict[str, Any]]) -> list[Due]:
    """Counts, phases, ticks, countdowns and the tones at the ends of stages."""
    found: list[Due] = []
    timed, first = False, ""

    def add(kind: str, at: float, *clips: str) -> None:
        found.append(Due(kind, frozenset(clips), at))

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
                    add(BEEPS, at + event["seconds"] - seconds, f"count-{seconds}")
            case "phase-started" if timed:
                for seconds in (3, 2, 1):
                    add(BEEPS, at + event["seconds"] - seconds, "beep")
            case "phase-started":
                first = first or event["phase"]
                # From the second rep on the count is heard as the first phase starts, and stands for it.
                if event["rep"] == 1 or event["phase"] != first:
                    add(PHASES, at, "phase", f"phase-{event['phase'].replace(' ', '-')}")
                if event["hold"]:
                    for second in range(1, int(event["seconds"]) + 1):
                        add(TICKS, at + second, "tick")
            case "rep-counted":
                add(COUNTS, at, f"count-{event['rep']}")
            case "attempt-ended":
                add(MARKS, at, "end")
            case _:
                pass
    return sorted(found, key=lambda due: due.at)


def compare(due: Sequence[Due], heard: Sequence[Heard], zero: float, lengths: Mapping[str, float]) -> Lateness:
    """Pair what was due with what was heard; `zero` is the instant at which the session's axis begins, `lengths`
    are those of the clips and tones, in seconds."""
    judged = frozenset(clip for cue in due for clip in cue.clips)
    left = [h for h in heard if h.clip in judged]
    phrase_ends = np.array(sorted(h.at + lengths[h.clip] for h in heard if h.clip not in TONES))
    pairs: list[Pair] = []
    missing: list[Due] = []
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
    """Milliseconds a minute by which what is due at some instants gets later; a few very late ones do not count
    (Theil and Sen). All in seconds."""
    first, second = np.triu_indices(len(instants), 1)
    apart = np.asarray(instants)[second] - np.asarray(instants)[first]
    later = np.asarray(late)[second] - np.asarray(late)[first]
    far = apart > FAR_SECONDS
    return float(np.median(later[far] / apart[far])) * 60_000


def within_runs(pairs: Sequence[Pair]) -> list[float]:
    """Seconds by which each cue is off the median of its run of the device."""
    runs: dict[int, list[float]] = {}
    for pair in pairs:
        runs.setdefault(pair.heard.run, []).append(pair.late)
    return [late - median(run) for run in runs.values() for late in run]
