"""The voice that ships, rendering new words. Needs the extra `voice`; its model is in its wheel."""

from __future__ import annotations

import re
from array import array
from math import inf

from kneecoach.audio.clips import VOICE
from kneecoach.audio.phrases import SWITCH_LEFT, SWITCH_RIGHT
from kneecoach.audio.tones import SAMPLE_RATE
from kneecoach.audio.voice.speakers import CannotSpeak, plain

SEED = 0
SPEEDS = (0.9, 0.95, 1.0, 1.05, 1.1, 1.15, 1.2, 1.25, 1.3)
"""Tried in turn until the clip fits. The first is the clearest, the last about the fastest that is still clear."""

SPOKEN = {
    "And follow": "And follow!",
    SWITCH_LEFT: "Switch sides, left leg.",
    SWITCH_RIGHT: "Switch sides, right leg.",
}
"""What the voice is given where the words and a full stop do not sound right. Speech recognition heard "and follow"
in noise as "in follow", and the two sentences of a switch, fast enough to fit, as "which side"."""

# Without the comma and the spelt-out vowel, speech recognition heard "set four of four" as "set for a four".
_SET = re.compile(r"Set ([a-z-]+) of ([a-z-]+)")
_OF = re.compile(r"Of ([a-z-]+)")


class Heart:
    """The voice "heart" of hibari-tts."""

    name = VOICE

    def __init__(self) -> None:
        """Raises CannotSpeak if the extra is missing or does not work."""
        try:
            from hibari import Hibari

            self._voice = Hibari(voice=VOICE, threads=1)
        except Exception as error:
            raise CannotSpeak(f"hibari-tts does not start ({type(error).__name__})") from error

    def speak(self, words: str, max_seconds: float = inf) -> array[int]:
        """See Speaker."""
        return self.timed(words, max_seconds)[0]

    def timed(self, words: str, max_seconds: float = inf) -> tuple[array[int], float]:
        """The clip, and the speed at which it was spoken. Raises CannotSpeak."""
        import numpy as np

        from kneecoach.audio.voice.finish import finished, pcm

        samples, speed, text = array("h"), SPEEDS[0], text_for(words)
        for speed in SPEEDS:
            try:
                raw = np.asarray(self._voice(text, speed=speed, seed=SEED), np.float64)
                samples = array("h", pcm(finished(raw, self._voice.sample_rate)))
            except Exception as error:
                raise CannotSpeak(f"hibari-tts cannot say it ({type(error).__name__})") from error
            if len(samples) / SAMPLE_RATE <= max_seconds:
                break
        return samples, speed


def text_for(words: str) -> str:
    """The text that makes the voice say `words`. Raises CannotSpeak."""
    if words in SPOKEN:
        return SPOKEN[words]
    if match := _SET.fullmatch(words):
        return f"Set {match[1]}, [of](/əv/) {match[2]}."
    if match := _OF.fullmatch(words):
        return f"[of](/əv/) {match[1]}."
    return plain(words)
