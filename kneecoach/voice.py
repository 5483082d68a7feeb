"""Which words of a routine have a clip, and how the missing ones are rendered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kneecoach.audio.clips import RENDERED_VOICES, VOICE, lengths, rendered_lengths
from kneecoach.audio.lookahead import MAX_HEARD_SPEED
from kneecoach.audio.repertoire import Repertoire
from kneecoach.audio.vocabulary import words_of
from kneecoach.audio.voice.rendering import ClipMaker, OnClip, Rendering
from kneecoach.audio.voice.speakers import found_voices
from kneecoach.paths import Paths
from kneecoach.session.plan import Plan
from kneecoach.settings import SoundSettings

MAX_SPOKEN_LETTERS = 200
"""Longer texts are not spoken: this many letters take about 12 s."""


@dataclass(frozen=True, slots=True)
class Missing:
    """Words of a plan without a clip of their own, each with the most seconds it may last."""

    whole: Mapping[str, float]
    """The words that cannot be said at all."""
    pieces: Mapping[str, float]
    """The words that are said in pieces: a high count, a rest of 95 seconds."""

    def to_render(self, voice: str) -> Mapping[str, float]:
        """The words that a voice should render. Our own pieces sound better than another voice in between."""
        return {**self.whole, **self.pieces} if voice == VOICE else self.whole


def missing_words(paths: Paths, plan: Plan, voices: Sequence[str] = RENDERED_VOICES) -> Missing:
    """The words of a plan that have no clip of these voices, in the order they are said."""
    wanted = {words: limit for words, limit in words_of(plan).items() if len(words) <= MAX_SPOKEN_LETTERS}
    shipped = Repertoire(lengths())
    without = {words: limit for words, limit in wanted.items() if len(shipped.clips(words)) != 1}
    rendered = rendered_lengths(paths.voice_store, without, voices)
    whole: dict[str, float] = {}
    pieces: dict[str, float] = {}
    for words, limit in without.items():
        if words not in rendered:
            (pieces if shipped.clips(words) else whole)[words] = limit
    return Missing(whole, pieces)


def counted(voices: Sequence[str]) -> Sequence[str]:
    """The voices whose clips count, if these voices can render. If ours can, another's clips do not count."""
    return (VOICE,) if VOICE in voices else RENDERED_VOICES


class Voice:
    """Renders the words of plans when there is time, for as long as the program runs."""

    def __init__(self, paths: Paths, settings: SoundSettings) -> None:
        self._paths = paths
        self._settings = settings
        self._maker: ClipMaker | None = None
        self.listener: OnClip | None = None
        """Gets every clip that is made, from another thread: the sound of the next session."""

    def prepare(self, plan: Plan, *, muted: bool = False, speed: float = 1.0) -> Preparation:
        """Begin to render the words of the plan that have no clip, if they will be heard. Returns at once."""
        if muted or speed > MAX_HEARD_SPEED or not self._settings.speaks:
            return Preparation({}, None)
        voices = found_voices()
        missing = missing_words(self._paths, plan, counted(voices))
        if not voices:
            return Preparation(missing.whole, None)
        if self._maker is None:
            self._maker = ClipMaker(self._paths.voice_store, voices, self._tell)
        return Preparation(missing.whole, self._maker.make(missing.to_render(voices[0])))

    def close(self) -> None:
        """Stop rendering."""
        if self._maker is not None:
            self._maker.close()

    def _tell(self, words: str, seconds: float) -> None:
        if self.listener is not None:
            self.listener(words, seconds)


@dataclass(frozen=True, slots=True)
class Preparation:
    """The progress of the voice with a plan."""

    missing: Mapping[str, float]
    """The words that could not be said when it began."""
    rendering: Rendering | None
    """None if nothing here can render them."""

    @property
    def is_under_way(self) -> bool:
        """Whether more clips may come."""
        return self.rendering is not None and not self.rendering.is_over

    @property
    def line(self) -> str:
        """One line for the screen; empty if there is nothing to say."""
        rendering = self.rendering
        if rendering is None:
            return _not_spoken(len(self.missing))
        if not rendering.is_over:
            return f"Learning to say this routine: {rendering.made} of {rendering.wanted} phrases."
        lost = (
            len(self.missing) if not rendering.voice else sum(words in self.missing for words in rendering.failed)
        )
        return _not_spoken(lost)


def _not_spoken(phrases: int) -> str:
    if not phrases:
        return ""
    what = "1 phrase of this routine is" if phrases == 1 else f"{phrases} phrases of this routine are"
    return f"{what} not spoken: `kneecoach voice` lists them."
