"""What the voice says, in words: numbers, sets, seconds, phases, and the phrases of every session. Pure.

A clip is found by the words of its phrase. The words of an exercise are in its file. Where possible, a phrase has
at least two syllables, because a single one is hard to make out.
"""

from __future__ import annotations

import re

MAX_COUNT_CLIP = 30
"""Counts up to this one have a clip each. Higher ones are said in pieces, or rendered."""

MAX_WHOLE_SETS = 5
"""If an exercise has at most this many sets, `set two of three` is one clip; otherwise it is two."""

MAX_SETS = 20
"""The most sets an exercise can have."""

_TO_NINETEEN = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
    *("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
)
_TENS = ("", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")

PHASES = {
    "squeeze": "Squeeze",
    "lower": "Lower slowly",
    "follow": "And follow",
    "hold": "Hold it",
}
"""What is said when a phase starts, if that is not its name."""

GET_READY = "Get ready"
NEXT_UP = "Next up"
LEFT_LEG = "Left leg"
RIGHT_LEG = "Right leg"
SWITCH_LEFT = "Switch sides. Left leg"
SWITCH_RIGHT = "Switch sides. Right leg"
HALFWAY = "Halfway there"
LAST_FIVE = "Last five"
TEN_SECONDS_LEFT = "Ten seconds left"
REST_OVER = "Rest is over"
REST = "Rest now"
HOLD = "Hold it"
SET_COMPLETE = "Set complete"
SET_SKIPPED = "Set skipped"
PAUSED = "Workout paused"
RESUMED = "Resuming"
UNDONE = "Undone"
WORKOUT_COMPLETE = "Workout complete"
SESSION_SAVED = "Session saved"
SOUND_TEST = "This is the sound test"

COMMON_PHASES = (
    "push up",
    "squeeze",
    "lower",
    "step out",
    "follow",
    "curl in",
    "roll out",
    "step back",
    "drive up",
    "lift up",
    "hold",
    "breathe in",
    "breathe out",
)
"""Names of phases that have a clip even if no exercise that ships uses them."""

COMMON_RESTS = (5, 10, 15, 20, 30, 45, 60, 75, 90, 120, 180)
COMMON_HOLDS = (5, 10, 15, 20, 30, 45, 60)
"""Rests and holds of this many seconds have a clip each. Others are said in pieces, or rendered."""


def number(n: int) -> str:
    """A whole number from 0 to 9999 in words: `forty-five`, `one hundred twenty`."""
    if n < 20:
        return _TO_NINETEEN[n]
    if n < 100:
        tens, ones = divmod(n, 10)
        return f"{_TENS[tens]}-{_TO_NINETEEN[ones]}" if ones else _TENS[tens]
    size, name = (100, "hundred") if n < 1000 else (1000, "thousand")
    high, low = divmod(n, size)
    return f"{number(high)} {name} {number(low)}" if low else f"{number(high)} {name}"


def duration(seconds: float) -> str:
    """A length of time in words: `ninety seconds`, `two minutes`. Fractions of a second are rounded."""
    whole = max(1, round(seconds))
    minutes, rest = divmod(whole, 60)
    if whole < 60 or (whole < 100 and rest):
        return "one second" if whole == 1 else f"{number(whole)} seconds"
    said = "one minute" if minutes == 1 else f"{number(minutes)} minutes"
    return f"{said} {duration(rest)}" if rest else said


def sentence(words: str) -> str:
    """The words, beginning with a capital letter."""
    return words[:1].upper() + words[1:]


def count(n: int) -> str:
    """A number of reps, or of seconds left."""
    return sentence(number(n))


def is_count(words: str) -> bool:
    """Whether words are a bare number."""
    parts = {*_TO_NINETEEN, *_TENS, "hundred", "thousand", "and"}
    return all(part in parts for part in re.split(r"[ -]", words.casefold()))


def rest_for(seconds: float) -> str:
    """What is said at the start of a rest."""
    return f"Rest. {sentence(duration(seconds))}"


def hold_for(seconds: float) -> str:
    """What is said at the start of a timed hold."""
    return f"Hold for {duration(seconds)}"


def which_set(n: int, of: int) -> str:
    """`Set two of three`."""
    return f"Set {number(n)} of {number(of)}"


def phase(name: str) -> str:
    """What is said when the phase called `name` starts: a single syllable gets a second one."""
    return PHASES.get(name) or (f"And {name}" if _is_one_syllable(name) else sentence(name))


def _is_one_syllable(name: str) -> bool:
    """Whether an English word has one syllable, as far as its letters tell."""
    return len(re.findall(r"[aeiouy]+", name.lower().removesuffix("e"))) == 1 and " " not in name


def normal(words: str) -> str:
    """The words without what cannot be heard: capitals and punctuation."""
    return " ".join(re.findall(r"[^\W_]+", words.casefold()))


PHRASES = tuple(
    dict.fromkeys(
        [
            *map(count, range(1, MAX_COUNT_CLIP + 1)),
            *map(count, (40, 50, 60, 70, 80, 90, 100, 200)),
            *(which_set(n, of) for of in range(1, MAX_WHOLE_SETS + 1) for n in range(1, of + 1)),
            *map(phase, COMMON_PHASES),
            *map(rest_for, COMMON_RESTS),
            *map(hold_for, COMMON_HOLDS),
            *(GET_READY, NEXT_UP, LEFT_LEG, RIGHT_LEG, SWITCH_LEFT, SWITCH_RIGHT, HALFWAY, LAST_FIVE),
            *(TEN_SECONDS_LEFT, REST_OVER, REST, HOLD, SET_COMPLETE, SET_SKIPPED, PAUSED, RESUMED, UNDONE),
            *(WORKOUT_COMPLETE, SESSION_SAVED, SOUND_TEST),
        ]
    )
)
"""Everything that any session may say, apart from the words of its exercises."""

PIECES = (
    *(f"Set {number(n)}" for n in range(1, MAX_SETS + 1)),
    *(f"Of {number(n)}" for n in range(MAX_WHOLE_SETS + 1, MAX_SETS + 1)),
    *("Rest", "Hold for", "Second", "Seconds", "Minute", "Minutes"),
)
"""The parts of phrases that have no clip of their own: `Set six`, `Of eight`; `Rest`, `Thirty`, `Seconds`."""
