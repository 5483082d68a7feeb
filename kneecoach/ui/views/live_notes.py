"""What just happened, in a line on Live. Pure."""

from __future__ import annotations

from kneecoach.session.events import (
    Event,
    Interrupted,
    LoadSet,
    PainReported,
    SessionResumed,
    Undone,
    VariantTaken,
)
from kneecoach.text import number


def note_words(event: Event) -> str | None:
    """The line that says what just happened, where the rest of the screen does not."""
    match event:
        case Undone():
            return f"Undone: {event.what}. Space goes on."
        case Interrupted():
            return f"Interrupted: {event.reason}. Space goes on."
        case SessionResumed():
            return "Brought back where it was cut off. Space goes on."
        case PainReported():
            return f"Pain {event.value} of 10 noted."
        case LoadSet():
            return f"Load {number(event.value)} kg noted."
        case VariantTaken():
            return f"Easier from here: {event.value}."
        case _:
            return None
