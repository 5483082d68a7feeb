"""What is said in lines of text about pain. Pure."""

from __future__ import annotations

from kneecoach.keys import what_is_easier
from kneecoach.review.pain import GET_HELP, Advice, during_exercise
from kneecoach.session.plan import Exercise


def pain_lines(value: int, exercise: Exercise, cap: int) -> list[str]:
    """Above the cap: what the screen says too, the easier variants, and the keys for all of it; else nothing."""
    advice = during_exercise(value, cap, has_easier=bool(exercise.easier))
    if advice is None:
        return []
    easier = [what_is_easier(exercise)] if exercise.easier else []
    keys = f"N and enter skips {exercise.title}; q and enter stops and saves; p and enter pauses."
    return [*advice_lines(advice), *easier, keys]


def advice_lines(advice: Advice) -> list[str]:
    """Advice, and when to get help where it sends to Help, which lines of text do not have."""
    words = advice.words.replace("see Help", "get help")
    return [words] if words == advice.words else [words, *GET_HELP.splitlines()]
