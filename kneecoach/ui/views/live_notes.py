"""What just happened, in a line on Live. Pure."""

from __future__ import annotations

from kneecoach.review.pain_now import pain_noted
from kneecoach.session.events import (
    Event,
    Interrupted,
    LoadSet,
    PainReported,
    SessionResumed,
    Undone,
    VariantTaken,
)
from kneecoach.session.state import State
from kneecoach.text import number


def note_words(event: Event, state: State) -> str | None:
    """The line that says what just happened, where the rest of the screen does not; `state` is the one after it."""
    match event:
        case Undone():
            return f"Undone: {event.what}. Space goes on."
        case Interrupted():
            return f"Interrupted: {event.reason}. Space goes on."
        case SessionResumed():
            return "Brought back where it was cut off. Space goes on."
        case PainReported():
            return pain_noted(event, state)
        case LoadSet():
            return f"Load {number(event.value)} kg noted: {state.planned.exercise.title}."
        case VariantTaken():
            return f"Easier from here: {event.value}."
        case _:
            return None
