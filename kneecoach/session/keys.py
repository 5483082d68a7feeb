"""The keys of a live session as commands: the same on the Live screen and on stdin. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kneecoach.session.commands import (
    AdjustRest,
    ChangePace,
    Command,
    CountRep,
    EndRest,
    EndSession,
    FinishSet,
    NotNow,
    Pause,
    PreviousSet,
    RepeatSet,
    ReportPain,
    Resume,
    SetLoad,
    SetNote,
    SkipExercise,
    SkipSet,
    TakeVariant,
    Undo,
    check_note,
)
from kneecoach.session.events import Stage
from kneecoach.session.loads import typed_load, typed_tension
from kneecoach.session.plan import BAND, Exercise, Pace
from kneecoach.session.state import State
from kneecoach.session.variants import variant_choices

REST_STEP_SECONDS = 15.0

MAX_PAIN = 10
TEN_KEY = "t"
"""The one key that means ten, wherever a score can be ten."""
NUMBERS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_SCORE = re.compile(r"(\w+)(?:\s*(?:/|of|out of)\s*(\w+))?[.!]?", re.ASCII)
_AMOUNT = rf"([\d.,]+|{'|'.join(NUMBERS)})(?:\s*(?:/|of|out of)\s*\d+)?"
_REPS = re.compile(rf"{_AMOUNT}(?:\s*(?:reps?|steps?))?", re.ASCII)
_SECONDS = re.compile(rf"{_AMOUNT}(?:\s*(?:s|sec|secs|seconds?))?", re.ASCII)
_GLUED = re.compile(r"^([xle])(?=\d)", re.ASCII)
"""A key with its number directly after it, without a space."""

_FIXED: dict[str, Command] = {
    "n": SkipSet(),
    "N": SkipExercise(),
    "r": RepeatSet(),
    "b": PreviousSet(),
    "u": Undo(),
    "+": AdjustRest(REST_STEP_SECONDS),
    "-": AdjustRest(-REST_STEP_SECONDS),
    "q": EndSession(),
}


_VALUES = {
    "x": "Type the pain after the key: x 4",
    "l": "Type the load after the key: l 8",
    "i": "Type the note after the key: i bench one notch lower (i - removes it)",
}
"""Keys that need a value, and what to say without one."""


def command_for(line: str, state: State) -> Command:
    """The command for a key (`space`, `n`, `x 4` ...) in this state. Raises NotNow if there is none."""
    line = _GLUED.sub(r"\1 ", line.strip())
    key, *values = line.split()
    if key in _FIXED and not values:
        return _FIXED[key]
    match key, values:
        case "space" | "enter" | "pagedown", [] if state.is_changing and state.paused is None:
            return EndRest()
        case "space", []:
            if state.paused is not None:
                return Resume()
            return CountRep() if state.pace is Pace.SELF else Pause()
        case "p", []:
            return Pause() if state.paused is None else Resume()
        case "enter", []:
            return FinishSet() if state.stage is Stage.WORK else EndRest()
        case "q", ["delete"]:
            return EndSession(discard=True)
        case "pagedown", []:
            return _one_button(state)
        case "pageup", []:
            return Undo()
        case "g", []:
            return ChangePace(Pace.GUIDED if state.pace is Pace.SELF else Pace.SELF)
        case "x", [_, *_]:
            pain = typed_score(" ".join(values), MAX_PAIN)
            if pain is None:
                raise NotNow("Pain must be a whole number from 0 to 10: x 4")
            return ReportPain(pain)
        case "l", [_, *_]:
            return load_command(line.strip()[1:], state)
        case "i", [_, *_]:
            text = line.strip()[1:].strip()
            return SetNote("" if text == "-" else check_note(text))
        case "e", [] | [_]:
            return TakeVariant(
                variant_numbered(values[0] if values else "1", state.planned.exercise, state.variant)
            )
    if key in _VALUES and not values:
        raise NotNow(_what_is_missing(key, state))
    raise NotNow(
        f"There is no key {line[:20]!r}: space enter n N r b u p + - g m q, q delete, x 4 (pain), "
        "l 8 (load), e 1 (a variant; e 0 for none), i and a note (i - removes it)."
    )


def _what_is_missing(key: str, state: State) -> str:
    """Why a key without its value does nothing."""
    if key == "l" and not state.exercise.load:
        return no_load_words(state)
    return "Type the band after the key: l medium" if key == "l" and state.exercise.load == BAND else _VALUES[key]


def no_load_words(state: State) -> str:
    """`Wall sit has no load.`, with the chosen variant if there is one."""
    title = state.planned.exercise.title
    return f"{title} ({state.variant}) has no load." if state.variant else f"{title} has no load."


def _one_button(state: State) -> Command:
    """What the one button of a clicker or a pedal means: go on, count, or pause."""
    if state.paused is not None:
        return Resume()
    if state.stage is not Stage.WORK:
        return EndRest()
    return CountRep() if state.pace is Pace.SELF else Pause()


def variant_numbered(number: str, exercise: Exercise, now: str | None) -> str:
    """A variant by its number from 1, or 0 for none; `now` is the one being done. Raises NotNow."""
    offered = tuple(variant_choices(exercise, now))
    chosen = whole_number(number, len(offered) - 1)
    if chosen is None or len(offered) == 1:
        raise NotNow(what_variants(exercise, now))
    return offered[chosen]


def what_variants(exercise: Exercise, now: str | None) -> str:
    """The variants of the exercise, each with its key. `now` is the one being done."""
    none, *ways = variant_choices(exercise, now).values()
    if not ways:
        return f"{exercise.title} has no other variant."
    keys = (f"e {number} and enter for {way}" for number, way in enumerate(ways, 1))
    return f"Variants of {exercise.title}: {'; '.join(keys)}; e 0 and enter for {none}."


def what_is_easier(exercise: Exercise, easier: Sequence[str]) -> str:
    """The given easier variants of the exercise, each with its key; easier ones have the first numbers."""
    keys = (f"e {exercise.easier.index(variant) + 1} and enter for {variant}" for variant in easier)
    return f"Easier variants of {exercise.title}: {'; '.join(keys)}."


def typed_score(text: str, most: int) -> int | None:
    """A score from 0 to `most` as people write it, or None if it is not one: `7`, `seven`, `7/10`, `7 out of 10`.

    On a scale to ten `t` is ten, and the key `x` may stand before the number.
    """
    typed = text.strip().lower()
    if most == MAX_PAIN:
        typed = {TEN_KEY: str(MAX_PAIN)}.get(typed, typed.removeprefix("x").strip())
    found = _SCORE.fullmatch(typed)
    if found is None:
        return None
    score, of = (_number_named(word, MAX_PAIN) for word in (found[1], found[2] or str(most)))
    return score if score is not None and score <= most and of == most else None


def typed_amount(text: str, *, timed: bool) -> str:
    """The number in what people type for a set: `12 reps`, `12/15`, `five of 10`. Other text comes back unchanged.

    For a `timed` hold the unit is seconds (`30 s`), otherwise reps or steps. No other unit counts.
    """
    found = (_SECONDS if timed else _REPS).fullmatch(text.strip().lower())
    if found is None:
        return text
    return str(NUMBERS.index(found[1])) if found[1] in NUMBERS else found[1]


def _number_named(word: str, most: int) -> int | None:
    return NUMBERS.index(word) if word in NUMBERS else whole_number(word, most)


def whole_number(text: str, most: int) -> int | None:
    """A typed whole number from 0 to `most`, or None if it is not one."""
    digits = text.lstrip("0") or "0"
    if not (text.isascii() and text.isdigit()) or len(digits) > len(str(most)):
        return None
    return int(digits) if int(digits) <= most else None


def decimal(text: str) -> float | None:
    """A typed number, `8`, `7.5` or `7,5`, or None if it is not one."""
    typed = text.strip().replace(",", ".", 1)
    digits = typed.replace(".", "", 1)
    return float(typed) if digits.isascii() and digits.isdigit() else None


def load_command(text: str, state: State) -> SetLoad:
    """The command that sets the load of the current exercise to what was typed. Raises NotNow."""
    exercise = state.exercise
    if exercise.load == BAND:
        return SetLoad(None, state.planned.exercise.id, typed_tension(text))
    if not exercise.load:
        raise NotNow(no_load_words(state))
    kg, said = typed_load(text, state.units)
    return SetLoad(kg, said=said)
