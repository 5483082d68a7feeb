"""Chooses which cues sound, and when: one voice at a time, and the more important one wins. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from kneecoach.audio.cues import Cue
from kneecoach.audio.phrases import is_count
from kneecoach.audio.speech import Wording

GAP_SECONDS = 0.04
"""Silence between two phrases, in real seconds."""


@dataclass(frozen=True, slots=True)
class PlannedSound:
    """A clip or a tone to play at an instant of the session's axis (seconds)."""

    at: float
    sound: str
    """The words of a clip, or the name of a tone."""
    is_voice: bool
    ends: float
    """When it ends, on the same axis."""

    @property
    def caption(self) -> str:
        """What is said, in words. Tones and bare counts have none: the screen shows what they stand for."""
        return self.sound if self.is_voice and not is_count(self.sound) else ""


@dataclass(frozen=True, slots=True)
class ScheduledCue:
    """A cue and the sounds it becomes."""

    cue: Cue
    sounds: tuple[PlannedSound, ...]

    @property
    def begins(self) -> float:
        return self.sounds[0].at

    @property
    def ends(self) -> float:
        return self.sounds[-1].ends


Length = Callable[[str], float]
"""How long a clip or tone lasts, in session seconds."""


def arrange(
    cues: Iterable[Cue],
    length: Length,
    taken: Iterable[tuple[float, float]] = (),
    gap: float = GAP_SECONDS,
    now: float = 0.0,
) -> list[ScheduledCue]:
    """The cues that sound, in the order they begin.

    Voices are scheduled by importance, then by due instant. Each begins in the first free span in which one of its
    wordings fits, at most its patience late; a voice that fits nowhere is dropped. `taken` are the spans of voices
    that can no longer move, `gap` is the silence after a phrase, and no voice begins before `now`. All in session
    seconds.
    """
    scheduled: list[ScheduledCue] = []
    spans = sorted(taken)
    for cue in sorted(cues, key=lambda cue: (-cue.importance, cue.at)):
        if cue.tone is not None and not any(cue.wordings):
            tone = PlannedSound(cue.at, cue.tone, False, cue.at + length(cue.tone))
            scheduled.append(ScheduledCue(cue, (tone,)))
            continue
        found = _first_that_fits(cue, max(cue.at, now), length, spans, gap)
        if found is not None:
            scheduled.append(found)
            spans = sorted([*spans, (found.begins, found.ends + gap)])
    return sorted(scheduled, key=lambda item: item.begins)


def _first_that_fits(
    cue: Cue, earliest: float, length: Length, spans: list[tuple[float, float]], gap: float
) -> ScheduledCue | None:
    wordings = [wording for wording in cue.wordings if wording]
    for number, wording in enumerate(wordings, 1):
        lasts = sum(length(clip) for clip in wording) + gap * (len(wording) - 1)
        begins = _free(earliest, lasts + gap, spans)
        ends_in_time = begins + lasts + gap <= cue.ends_by or number == len(wordings)
        if begins <= cue.at + cue.patience and ends_in_time:
            return ScheduledCue(cue, _spoken(wording, begins, length, gap))
    return None


def _free(at: float, lasts: float, spans: list[tuple[float, float]]) -> float:
    """The first instant not before `at` with `lasts` free seconds before the next span. `spans` are in order."""
    for begins, ends in spans:
        if at + lasts <= begins:
            break
        at = max(at, ends)
    return at


def _spoken(wording: Wording, begins: float, length: Length, gap: float) -> tuple[PlannedSound, ...]:
    sounds: list[PlannedSound] = []
    for clip in wording:
        ends = begins + length(clip)
        sounds.append(PlannedSound(begins, clip, True, ends))
        begins = ends + gap
    return tuple(sounds)
