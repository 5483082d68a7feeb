"""The line on Live for what just happened, what is wrong, or the caption of a sound. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from kneecoach.review.pain_now import pain_noted
from kneecoach.session.events import (
    Event,
    Interrupted,
    LoadSet,
    NoteSet,
    PainReported,
    SessionResumed,
    Undone,
    VariantTaken,
)
from kneecoach.session.state import State
from kneecoach.session.variants import variant_words
from kneecoach.ui.views.live_words import lower_first
from kneecoach.words import load_words, recorded_words

NOTE_SECONDS = 8.0
"""Seconds after which a note gives way to captions, unless the session is paused."""


@dataclass(slots=True)
class NoteLine:
    """Chooses what the line shows. Instants are real seconds of one clock."""

    note: str = ""
    """What just happened."""
    noted_at: float = 0.0
    trouble: str = ""
    """What is wrong with the disk; empty once it works again."""

    def say(self, note: str, at: float) -> None:
        """Set the note."""
        self.note, self.noted_at = note, at

    def words(self, heard: str, at: float, *, paused: bool) -> str:
        """What to show at an instant (seconds); `heard` is the caption of the sound."""
        if at - self.noted_at > NOTE_SECONDS and (not paused or self.trouble):
            self.note = ""
        return self.note or self.trouble or (f"♪ {heard}" if heard else "")

    @property
    def is_urgent(self) -> bool:
        """Whether it shows more than a caption."""
        return bool(self.note or self.trouble)


def note_words(event: Event, state: State) -> str | None:
    """The note for an event that the rest of the screen does not show; `state` is the state after it."""
    match event:
        case Undone():
            again = "" if state.left_at(event.at) is None else " The set begins again."
            return f"Undone: {event.what}.{again} Space goes on."
        case Interrupted():
            return f"Interrupted: {event.reason}. Space goes on."
        case SessionResumed():
            return "Restored to where it was cut off. Space goes on."
        case PainReported():
            return pain_noted(event, state)
        case LoadSet():
            load = load_words(event.value, event.said, state.units)
            return f"Load {load} noted: {state.planned.exercise.title}."
        case NoteSet():
            title = state.planned.exercise.title
            return (
                f"Note saved for {lower_first(title)}."
                if event.value
                else f"Note removed from {lower_first(title)}."
            )
        case VariantTaken():
            return _variant_words(event, state)
        case _:
            return None


def _variant_words(event: VariantTaken, state: State) -> str:
    """The variant from now on, and that the set under way begins again in it, if it does."""
    way = variant_words(state.as_planned.exercise, event.value)
    left = state.left_at(event.at)
    if left is None:
        return f"From now on, {way}."
    return f"The set begins again, {way}. {recorded_words(left, state)}."
