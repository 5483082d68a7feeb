"""The line on Live for what just happened, what is wrong, or the caption of a sound. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from kneecoach.review.pain_now import pain_noted
from kneecoach.session.events import (
    Event,
    Interrupted,
    LoadSet,
    NoteSet,
    PaceChanged,
    PainReported,
    SessionResumed,
    Undone,
    VariantTaken,
)
from kneecoach.session.plan import Pace
from kneecoach.session.state import State
from kneecoach.session.variants import variant_words
from kneecoach.text import lower_first
from kneecoach.words import noted_load_words, pace_words, recorded_words

NOTE_SECONDS = 8.0
"""Seconds after which a note gives way to captions. In a pause only a refusal does."""

Moment = tuple[object, ...]
"""Where a session is; see `moment`."""


def moment(state: State) -> Moment:
    """Where the session is, as far as what is refused depends on it."""
    # In guided pace the phases change too quickly to read anything meanwhile.
    phase = state.phase if state.pace is Pace.SELF else None
    return state.stage, state.index, state.attempt, state.pace, state.paused is not None, phase


@dataclass(slots=True)
class NoteLine:
    """Chooses what the line shows. Instants are real seconds of one clock."""

    note: str = ""
    """What just happened."""
    noted_at: float = 0.0
    trouble: str = ""
    """What is wrong with the disk; empty once it works again."""
    refused_at: Moment | None = None
    """Where the session was when the note refused a key; None if it is another note."""

    def say(self, note: str, at: float) -> None:
        """Set the note."""
        self.note, self.noted_at, self.refused_at = note, at, None

    def refuse(self, why: str, at: float, where: Moment) -> None:
        """Set a note that says why a key does nothing. It goes once the session is elsewhere than `where`."""
        self.note, self.noted_at, self.refused_at = why, at, where

    def words(self, heard: str, at: float, where: Moment, *, paused: bool) -> str:
        """What to show at an instant (seconds); `heard` is the caption of the sound, `where` the session is now."""
        left = self.ends_in(at, paused=paused)
        if (left is not None and left <= 0) or self.refused_at not in {None, where}:
            self.say("", at)
        return self.note or self.trouble or (f"♪ {heard}" if heard else "")

    def ends_in(self, at: float, *, paused: bool) -> float | None:
        """Seconds until the note ends by itself. None if there is none, or if it stands as long as the pause."""
        stands = paused and not self.trouble and self.refused_at is None
        return None if stands or not self.note else self.noted_at + NOTE_SECONDS - at

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
        case PaceChanged():
            return pace_words(event.value)
        case LoadSet():
            return noted_load_words(event, state)
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
