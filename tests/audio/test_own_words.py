"""A routine with made-up titles, captured from the real audio stack: its words are spoken, one after another."""

from __future__ import annotations

import subprocess
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kneecoach.audio.clips import read_clip
from kneecoach.audio.tones import SAMPLE_RATE
from tests.audio.capture import Found, Recording, Samples, knowing, listen, originals, recorded
from tests.audio.device import needs_alsa, one_stream, wait_for_the_last_words
from tests.audio.voice.voices import HAVE_HEART, mute_computer, needs_espeak, needs_heart, without_extra
from tests.cli.program import PROGRAM, environment, kneecoach
from tests.later import Later

if TYPE_CHECKING:
    import numpy as np
else:
    np = Later("numpy")


pytestmark = needs_alsa

SETTINGS = 'keep_awake = false\n\n[sound]\nbackend = "miniaudio"\n'

ONE = """\
schema = 1
id = "own"
title = "Own words"

[[exercise]]
id = "frog-squat"
title = "Frog squat"
position = "Feet wide apart, elbows inside your knees"
sets = 1
reps = 2
cadence = [{ name = "sink", seconds = 1 }, { name = "jump up", seconds = 1 }]
setup = 10
rest = 10
"""

THREE = (
    ONE
    + """\

[[exercise]]
id = "garden-gate"
title = "GG (2)"
spoken = "Garden gate"
position = "Stand on one leg, a hand on the wall"
sets = 1
reps = 1
cadence = [{ name = "swing open", seconds = 1 }, { name = "swing shut", seconds = 1 }]
setup = 5
rest = 10

[[exercise]]
id = "sleepy-heron"
title = "Sleepy heron"
position = "Lie down, one ankle on the other knee"
sets = 1
hold = 4
setup = 5
"""
)

FROG = "Feet wide apart, elbows inside your knees"
GATE = "Stand on one leg, a hand on the wall"
HERON = "Lie down, one ankle on the other knee"

OWN = ["Frog squat", FROG, "And sink", "Jump up"]
ALL_OWN = [
    *OWN,
    "Garden gate",
    GATE,
    "Swing open",
    "Swing shut",
    "Sleepy heron",
    HERON,
    "Hold for four seconds",
]
"""What is rendered, in the order in which it is first said, including what could be said in pieces."""

COUNTDOWN = ["Three", "Two", "One"]

SPOKEN_OF_ONE = [
    *["Frog squat", "Set one of one", FROG, *COUNTDOWN],
    *["And sink", "Jump up", "One", "Jump up", "Two"],
]


@dataclass
class Heard:
    """A session that was captured."""

    recording: Recording
    samples: Samples
    clips: dict[str, Samples]
    """The rendered clips that were known, by their words."""
    errors: str

    def voices(self, gain: float = 0.5) -> list[Found]:
        """The voice's clips in order; quieter ones are fragments of a word that was cut off."""
        return [found for found in self.recording.found if found.is_voice and found.gain > gain]


class Run:
    """A session under way, on its own sound card."""

    def __init__(self, folder: Path, routine: str, env: dict[str, str], made: list[str]) -> None:
        """`made`: which of the routine's words are rendered beforehand, for which Before leaves time."""
        self._folder, self._made = folder, made
        routines = folder / "data" / "config" / "routines"
        routines.mkdir(parents=True)
        (routines / "own.toml").write_text(routine)
        (folder / "data" / "config" / "config.toml").write_text(SETTINGS)
        if made:
            kneecoach(folder / "data", "voice", "make", "own", env=env)
        self._card, self._raw = one_stream(folder / "card")
        self._err = (folder / "err").open("wb")
        self._process = subprocess.Popen(
            [*PROGRAM, "start", "own", "--json", "--yes"],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=self._err,
            env=environment(folder / "data", **self._card, **env),
            cwd=folder,
        )

    def heard(self) -> Heard:
        """Wait until it has ended, and recognise what was heard."""
        try:
            assert self._process.wait(timeout=120) == 0, (self._folder / "err").read_text()
        finally:
            self._process.kill()
            self._process.wait()
            self._err.close()
        wait_for_the_last_words(self._card)
        store = self._folder / "data" / "cache" / "voice"
        clips = {words: np.array(read_clip(words, store), np.float32) for words in self._made}
        samples = recorded(self._raw)
        with knowing(clips):
            return Heard(listen(samples), samples, clips, (self._folder / "err").read_text())


@pytest.fixture(scope="module")
def sessions(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Heard]:
    """Three at once: with the extra, with the system's speech, and on a computer that cannot speak."""
    import shutil

    runs: dict[str, Run] = {}
    folder = tmp_path_factory.mktemp("own")
    if HAVE_HEART:
        runs["heart"] = Run(folder / "heart", THREE, {}, ALL_OWN)
    if shutil.which("espeak-ng"):
        runs["espeak"] = Run(folder / "espeak", ONE, without_extra(folder / "a"), OWN)
    runs["mute"] = Run(folder / "mute", ONE, mute_computer(folder / "b"), [])
    return {name: run.heard() for name, run in runs.items()}


@needs_heart
def test_title_position_and_phases_of_three_made_up_exercises_are_spoken_in_order(
    sessions: dict[str, Heard],
) -> None:
    said = [found.clip for found in sessions["heart"].voices()]
    assert said[: len(SPOKEN_OF_ONE)] == SPOKEN_OF_ONE
    assert list(dict.fromkeys(words for words in said if words in ALL_OWN)) == ALL_OWN
    assert said[-1] == "Workout complete"


@needs_espeak
def test_without_the_extra_the_systems_speech_says_them(sessions: dict[str, Heard]) -> None:
    said = [found.clip for found in sessions["espeak"].voices()]
    assert said == [*SPOKEN_OF_ONE, "Workout complete"]


def test_if_nothing_can_speak_tones_stand_in_and_numbers_are_said(sessions: dict[str, Heard]) -> None:
    said = [found.clip for found in sessions["mute"].voices()]
    assert said == ["Set one of one", *COUNTDOWN, "One", "Two", "Workout complete"]
    assert sessions["mute"].recording.tones[:4] == ["start", "phase", "phase", "end"]


def test_no_two_voices_overlap_and_nothing_else_is_heard(sessions: dict[str, Heard]) -> None:
    for name, heard in sessions.items():
        with knowing(heard.clips):
            for one, other in pairwise(heard.voices()):
                assert one.at + len(originals()[one.clip]) <= other.at, (name, one, other)
        assert heard.recording.residue < 0.01, name
        assert heard.errors == "", name


@needs_heart
def test_the_users_own_words_are_as_loud_as_ours(sessions: dict[str, Heard]) -> None:
    heard = sessions["heart"]
    # The first word may be due before the worker is ready.
    assert all(0.9 < found.gain < 1.1 for found in heard.voices()[1:])


@needs_heart
def test_the_recogniser_tells_the_titles_from_others(sessions: dict[str, Heard]) -> None:
    pocketsphinx = pytest.importorskip("pocketsphinx", reason="pip install pocketsphinx")
    heard = sessions["heart"]
    titles = ["frog squat", "garden gate", "sleepy heron"]
    others = [
        "garden hose",
        "dog squad",
        "sleeping giant",
        "frozen yogurt",
        "lazy river",
        "golden gate",
        "fog signal",
    ]
    decoder = pocketsphinx.Decoder(samprate=16_000)
    decoder.add_jsgf_string("titles", f"#JSGF V1.0; grammar g; public <g> = {' | '.join(titles + others)};")
    decoder.activate_search("titles")
    said, recognised = [], []
    for found in heard.voices():
        if found.clip.lower() in titles:
            said.append(found.clip.lower())
            part = heard.samples[found.at : found.at + len(heard.clips[found.clip])]
            at = np.arange(0, len(part), SAMPLE_RATE / 16_000)
            slow = np.pad(np.interp(at, np.arange(len(part)), part), 4000).astype("<i2")
            decoder.start_utt()
            decoder.process_raw(slow.tobytes(), full_utt=True)
            decoder.end_utt()
            recognised.append(decoder.hyp().hypstr if decoder.hyp() else "")
    assert list(dict.fromkeys(said)) == titles
    assert recognised == said
