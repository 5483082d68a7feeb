"""What of a routine has a clip, what has none, and having the missing ones rendered."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kneecoach.audio.clips import VOICE, lengths, rendered_lengths
from kneecoach.audio.repertoire import Repertoire
from kneecoach.audio.vocabulary import words_of
from kneecoach.audio.voice.rendering import ClipMaker, OnClip, Rendering
from kneecoach.audio.voice.speakers import found_voices
from kneecoach.paths import Paths
from kneecoach.session.plan import Plan

if TYPE_CHECKING:
    from kneecoach.settings import SoundSettings

MAX_SPOKEN_LETTERS = 200
"""Longer texts are not spoken: some 12 s."""


@dataclass(frozen=True, slots=True)
class Missing:
    """Words of a plan without a clip of their own, each with the most seconds it may last."""

    whole: Mapping[str, float]
    """Those that cannot be said at all."""
    pieces: Mapping[str, float]
    """Those that are said in pieces: a high count, a rest of 95 seconds."""

    def to_render(self, voice: str) -> Mapping[str, float]:
        """What to have rendered by a voice. Pieces of our own sound better than another voice in between."""
        return {**self.whole, **self.pieces} if voice == VOICE else self.whole


def missing_words(paths: Paths, plan: Plan) -> Missing:
    """The words of a plan that have no clip, in the order they are said."""
    wanted = {words: limit for words, limit in words_of(plan).items() if len(words) <= MAX_SPOKEN_LETTERS}
    shipped = Repertoire(lengths())
    without = {words: limit for words, limit in wanted.items() if len(shipped.clips(words)) != 1}
    rendered = rendered_lengths(paths.voice_store, without)
    whole: dict[str, float] = {}
    pieces: dict[str, float] = {}
    for words, limit in without.items():
        if words not in rendered:
            (pieces if shipped.clips(words) else whole)[words] = limit
    return Missing(whole, pieces)


class Voice:
    """Has the words of plans rendered while there is time, for as long as the program runs."""

    def __init__(self, paths: Paths, settings: SoundSettings) -> None:
        self._paths = paths
        self._settings = settings
        self._listeners: list[OnClip] = []
        self._maker: ClipMaker | None = None

    def prepare(self, plan: Plan) -> Preparation:
        """Begin to render what a plan says and has no clip. Returns at once."""
        if self._settings.verbosity != "full" or self._settings.backend in {"bell", "none"}:
            return Preparation({}, None)
        missing = missing_words(self._paths, plan)
        voices = found_voices() if missing.whole or missing.pieces else []
        if not voices:
            return Preparation(missing.whole, None)
        if self._maker is None:
            self._maker = ClipMaker(self._paths.voice_store, voices, self._tell)
        return Preparation(missing.whole, self._maker.make(missing.to_render(voices[0])))

    def listen(self, on_clip: OnClip) -> Callable[[], None]:
        """Have `on_clip` told of every clip, by a thread of its own. Returns what ends that."""
        self._listeners.append(on_clip)
        return lambda: self._listeners.remove(on_clip)

    def close(self) -> None:
        """Stop rendering."""
        if self._maker is not None:
            self._maker.close()

    def _tell(self, words: str, seconds: float) -> None:
        for listener in tuple(self._listeners):
            listener(words, seconds)


@dataclass(frozen=True, slots=True)
class Preparation:
    """How far the voice is with a plan."""

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
