"""Every phrase the voice can say: the name of its clip, and the words.

Cues name clips from this list; `scripts/render_voice.py` renders them. Titles and positions come from the
library's files. Where possible a phrase has at least two syllables, because a single one is hard to make out. A
title or phase of a user's own routine has no clip: tones and captions stand in for it.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from types import MappingProxyType

from kneecoach.paths import assets_dir

MAX_SPOKEN_COUNT = 30
"""Higher counts are not spoken."""

MAX_SPOKEN_SETS = 5
"""If an exercise has more sets than this, their numbers are not spoken."""

TO_NINE = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
TEENS = (
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
)
NUMBERS = (*TO_NINE, *TEENS, "twenty", *(f"twenty-{n}" for n in TO_NINE), "thirty")
"""`NUMBERS[n - 1]` is the word for n."""

PHASES = {
    "push up": "Push up",
    "squeeze": "Squeeze",
    "lower": "Lower slowly",
    "step out": "Step out",
    "follow": "And follow",
    "curl in": "Curl in",
    "roll out": "Roll out",
    "step back": "Step back",
    "drive up": "Drive up",
    "lift up": "Lift up",
    "hold": "Hold it",
    "breathe in": "Breathe in",
    "breathe out": "Breathe out",
}
"""What is said when a phase starts, by its name in the cadence."""

SECONDS = {
    5: "five seconds",
    10: "ten seconds",
    15: "fifteen seconds",
    20: "twenty seconds",
    30: "thirty seconds",
    45: "forty-five seconds",
    60: "one minute",
    75: "seventy-five seconds",
    90: "ninety seconds",
    120: "two minutes",
    180: "three minutes",
}
"""Lengths of rests and holds that the voice can say, in seconds."""

FIXED = {
    "get-ready": "Get ready",
    "next-up": "Next up",
    "left-leg": "Left leg",
    "right-leg": "Right leg",
    "switch-left-leg": "Switch sides. Left leg",
    "switch-right-leg": "Switch sides. Right leg",
    "halfway": "Halfway there",
    "last-five": "Last five",
    "ten-seconds-left": "Ten seconds left",
    "rest-over": "Rest is over",
    "set-complete": "Set complete",
    "set-skipped": "Set skipped",
    "paused": "Workout paused",
    "resumed": "Resuming",
    "undone": "Undone",
    "workout-complete": "Workout complete",
    "session-saved": "Session saved",
    "sound-test": "This is the sound test",
}
"""Fixed phrases, by clip name."""


def _library() -> dict[str, dict[str, str]]:
    """What the files of the library's built-in exercises say, by id."""
    folder = assets_dir() / "exercises"
    return {path.stem: tomllib.loads(path.read_text("utf-8")) for path in sorted(folder.glob("*.toml"))}


def slug(name: str) -> str:
    """`push up` as part of a clip's name: `push-up`."""
    return "-".join(name.split())


def _phrases() -> dict[str, str]:
    phrases = {f"count-{n}": word.capitalize() for n, word in enumerate(NUMBERS[:MAX_SPOKEN_COUNT], 1)}
    library = _library()
    phrases |= {f"exercise-{id_}": said.get("spoken", said["title"]) for id_, said in library.items()}
    phrases |= {f"position-{id_}": said["position"] for id_, said in library.items()}
    phrases |= {
        f"set-{n}-of-{of}": f"Set {NUMBERS[n - 1]} of {NUMBERS[of - 1]}"
        for of in range(1, MAX_SPOKEN_SETS + 1)
        for n in range(1, of + 1)
    }
    phrases |= {f"phase-{slug(name)}": words for name, words in PHASES.items()}
    phrases |= {f"rest-{seconds}": f"Rest. {words.capitalize()}" for seconds, words in SECONDS.items()}
    phrases["rest"] = "Rest now"
    phrases |= {f"hold-{seconds}": f"Hold for {words}" for seconds, words in SECONDS.items() if seconds <= 60}
    return phrases | FIXED


PHRASES: Mapping[str, str] = MappingProxyType(_phrases())
"""Words by the name of the clip."""
