"""The voices that render: what they are given to say, and what they make of it."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kneecoach.audio.tones import SAMPLE_RATE
from kneecoach.audio.voice.recipe import LEVEL
from kneecoach.audio.voice.render import make_speaker
from kneecoach.audio.voice.speakers import CannotSpeak, Speaker, found_voices, plain
from kneecoach.audio.voice.system import SystemSpeech
from tests.audio.voice.voices import needs_espeak, needs_heart
from tests.later import Later

if TYPE_CHECKING:
    import numpy as np

    from kneecoach.audio.voice import finish
else:
    finish = Later("kneecoach.audio.voice.finish")
    np = Later("numpy")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("Frog squat", "Frog squat."),
        ("Stand tall!", "Stand tall!"),
        ("Squat, 3 × 10 (left_leg)", "Squat, 3 10 left leg."),
        ("[of](/əv/) eight", "of əv eight."),
        ("--help me", "help me."),
        ("<speak>Bend</speak> {knees}", "speak Bend speak knees."),
        ("Élan du genou", "Élan du genou."),
    ],
)
def test_a_voice_gets_a_plain_sentence_and_no_markup(words: str, said: str) -> None:
    assert plain(words) == said


@pytest.mark.parametrize(
    "name", [pytest.param("heart", marks=needs_heart), pytest.param("espeak-ng", marks=needs_espeak)]
)
class TestVoices:
    @pytest.fixture
    def speaker(self, name: str) -> Speaker:
        assert name in found_voices()
        return make_speaker(name)

    def test_new_words_become_a_clip_like_ours(self, speaker: Speaker) -> None:
        clip = speaker.speak("Sleepy heron")
        assert 0.5 < len(clip) / SAMPLE_RATE < 1.6
        assert finish.active_level(np.array(clip, np.float64) / 32767) == pytest.approx(LEVEL, abs=0.3)
        assert clip[0] == clip[-1] == 0

    def test_it_speaks_faster_if_there_is_little_time(self, speaker: Speaker) -> None:
        assert len(speaker.speak("Swing it open", 0.7)) < len(speaker.speak("Swing it open"))

    def test_what_is_not_a_word_at_all_is_refused(self, speaker: Speaker) -> None:
        with pytest.raises(CannotSpeak):
            speaker.speak("…")


@needs_heart
def test_our_voice_says_the_same_words_in_the_same_way_again() -> None:
    speaker = make_speaker("heart")
    assert speaker.speak("Frog squat") == speaker.speak("Frog squat")


def test_a_missing_voice_says_so() -> None:
    with pytest.raises(CannotSpeak, match="nobody cannot say it"):
        SystemSpeech("nobody", lambda file, speed: ["/nowhere/nobody"]).speak("Frog squat")


@pytest.mark.parametrize("script", ["", "raise SystemExit(1)", "open(sys.argv[1], 'w').write('no sound')"])
def test_a_program_that_writes_no_speech_is_not_a_voice(script: str) -> None:
    def command(file: Path, speed: int) -> Sequence[str]:
        return [sys.executable, "-c", f"import sys\n{script}", str(file)]

    with pytest.raises(CannotSpeak):
        SystemSpeech("broken", command).speak("Frog squat")
