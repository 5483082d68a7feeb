"""What can be said: the clips that exist, by their words. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import chain

from kneecoach.audio.phrases import normal
from kneecoach.audio.speech import Wording
from kneecoach.audio.tones import TONES

MAX_PIECE_WORDS = 6
"""The most words a clip may have to be used as a piece of something else."""


class Repertoire:
    """The lengths of clips and tones, and how to say something with them."""

    def __init__(self, lengths: Mapping[str, float]) -> None:
        """`lengths`: seconds by the words of a clip, or the name of a tone."""
        self._lengths: dict[str, float] = {}
        self._by_sound: dict[str, str] = {}
        for words, seconds in lengths.items():
            self.add(words, seconds)

    def add(self, words: str, seconds: float) -> None:
        """Add a clip of this length, in seconds. It may be used at once, even by a session under way."""
        self._lengths[words] = seconds
        if words not in TONES:
            self._by_sound.setdefault(normal(words), words)

    def __getitem__(self, sound: str) -> float:
        """How long a clip or tone lasts, in seconds. Raises KeyError."""
        return self._lengths[sound]

    @property
    def longest(self) -> float:
        """Length of the longest clip, in seconds."""
        return max(self._lengths.values(), default=0.0)

    def clips(self, words: str) -> Wording:
        """The clips that say this: one, or several that say it in pieces. Empty if any part has no clip."""
        if words in self._lengths:
            return (words,)
        tokens = normal(words).split()
        # The fewest pieces that say the first n words.
        said: list[Wording | None] = [(), *[None] * len(tokens)]
        for end in range(1, len(tokens) + 1):
            ways = []
            for begin in range(max(0, end - MAX_PIECE_WORDS), end):
                before, piece = said[begin], self._by_sound.get(" ".join(tokens[begin:end]))
                if before is not None and piece is not None:
                    ways.append((*before, piece))
            said[end] = min(ways, key=len, default=None)
        whole = self._by_sound.get(" ".join(tokens))
        return (whole,) if whole is not None else said[-1] or ()

    def wording(self, wording: Iterable[str]) -> Wording:
        """The clips of a wording, one after another. Phrases that have none are left out."""
        return tuple(chain.from_iterable(self.clips(words) for words in wording))
