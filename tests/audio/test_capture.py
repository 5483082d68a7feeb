"""A whole session in real time, captured from the real audio stack, compared with a list written by hand."""

from __future__ import annotations

import json
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

import pytest

from kneecoach.audio.clips import voice_dir
from tests.audio.capture import Recording, listen, listen_to_each, moments, recorded
from tests.audio.device import (
    HAVE_SIMPLEAUDIO,
    NO_ALSA,
    needs_alsa,
    needs_simpleaudio,
    one_stream,
    stream_for_each,
    wait_for_the_last_words,
)
from tests.cli.program import PROGRAM, environment

pytestmark = [
    needs_alsa,
    pytest.mark.skipif(not (voice_dir() / "manifest.json").exists(), reason="the voice's clips are not here"),
]

ROUTINE = """\
schema = 1
id = "proof"
title = "Proof"

[[exercise]]
id = "lateral-band-walk"
title = "Lateral band walk"
position = "Band above the knees, hips back. Step to the side"
sets = 1
reps = 3
unit = "step"
sides = "each"
cadence = [{ name = "step out", seconds = 1 }, { name = "follow", seconds = 1 }]
rest = 10
setup = 10

[[exercise]]
id = "hip-thrust"
title = "Hip thrust"
position = "Upper back on the bench, dumbbell on your lap"
sets = 1
reps = 2
cadence = [
  { name = "push up", seconds = 1 },
  { name = "squeeze", seconds = 2, hold = true },
  { name = "lower", seconds = 2 },
]
setup = 6
"""

SHRED = 0.5
"""A voice quieter than this is a fragment of a word that was cut off."""

COUNTDOWN = ["Three", "Two", "One"]

WALK = "Band above the knees, hips back. Step to the side"
THRUST = "Upper back on the bench, dumbbell on your lap"

SPOKEN = [
    # Get ready: which exercise, set and leg, and how to stand.
    *["Lateral band walk", "Set one of one", "Left leg", WALK, *COUNTDOWN],
    # The phases of the first two steps, then the count alone.
    *["Step out", "And follow", "One", "And follow", "Two", "Three"],
    *["Switch sides. Right leg", *COUNTDOWN],
    *["Step out", "And follow", "One", "And follow", "Two", "Three"],
    *["Set complete", "Rest. Ten seconds", "Next up", "Hip thrust", "Set one of one", THRUST],
    *["Hip thrust", "Set one of one", *COUNTDOWN],
    *["Push up", "Squeeze", "Lower slowly", "One"],
    *["Squeeze", "Lower slowly", "Two"],
    # Nothing was skipped.
    "Workout complete",
]

TONES = [
    # The third step of each leg has a tone where the foot follows.
    *["start", "phase", "end"] * 2,
    *["beep", "beep", "beep", "end"],
    # Two ticks in each squeeze.
    *["start", *["tick", "tick"] * 2, "end"],
]

REP = [{"Squeeze"}, {"tick"}, {"Lower slowly", "tick"}]

STEPS = [{"start", "Step out"}, {"And follow"}, {"One"}, {"And follow"}, {"Two"}, {"phase"}, {"Three", "end"}]

MOMENTS = [
    *[{"Three"}, {"Two"}, {"One"}, *STEPS],
    *[{"Switch sides. Right leg"}, {"Three"}, {"Two"}, {"One"}, *STEPS],
    *[{"Set complete"}, {"Rest. Ten seconds"}, {"Next up"}, {"Hip thrust"}, {"Set one of one"}, {THRUST}],
    *[{"beep"}, {"beep"}, {"beep"}, {"end", "Hip thrust"}, {"Set one of one"}],
    *[{"Three"}, {"Two"}, {"One"}, {"start", "Push up"}],
    *[*REP, {"One"}, *REP, {"Two", "end"}],
]
"""Voice and tones together, from the first countdown to the last rep."""


@dataclass
class Session:
    """A run of the real program."""

    events: list[dict[str, Any]]
    errors: str
    folder: Path
    log: str


class Run:
    """The running program. Its output goes to files, so that no thread has to read it."""

    def __init__(self, folder: Path, env: dict[str, str], *arguments: str, backend: str = "auto") -> None:
        self.folder = folder
        config = folder / "data" / "config"
        (config / "routines").mkdir(parents=True)
        (config / "routines" / "proof.toml").write_text(ROUTINE)
        (config / "config.toml").write_text(f'first_ready = 0\n[sound]\nbackend = "{backend}"\n')
        self._out: IO[bytes] = (folder / "out").open("wb")
        self._err: IO[bytes] = (folder / "err").open("wb")
        self._process = subprocess.Popen(
            [*PROGRAM, "start", "proof", "--json", "--yes", *arguments],
            stdin=subprocess.DEVNULL,
            stdout=self._out,
            stderr=self._err,
            env=environment(folder / "data", **env),
            cwd=folder,
        )

    def end(self) -> Session:
        """Wait until it has ended."""
        try:
            assert self._process.wait(timeout=120) == 0, (self.folder / "err").read_text()
        finally:
            self._process.kill()
            self._process.wait()
            self._out.close()
            self._err.close()
        lines = (self.folder / "out").read_text().splitlines()
        log = self.folder / "data" / "state" / "audio.log"
        return Session(
            [json.loads(line) for line in lines],
            (self.folder / "err").read_text(),
            self.folder,
            log.read_text() if log.exists() else "",
        )


@pytest.fixture(scope="module")
def sessions(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Session]:
    """The same session three times at once: through miniaudio, through simpleaudio, and muted."""
    folders = {name: tmp_path_factory.mktemp(name) for name in ("miniaudio", "simpleaudio", "muted")}
    if NO_ALSA:
        pytest.skip(NO_ALSA)
    stream, _ = one_stream(folders["miniaudio"])
    runs = {
        "miniaudio": Run(folders["miniaudio"], stream, backend="miniaudio"),
        "muted": Run(folders["muted"], {}, "--mute"),
    }
    if HAVE_SIMPLEAUDIO:
        each, _ = stream_for_each(folders["simpleaudio"])
        runs["simpleaudio"] = Run(folders["simpleaudio"], each, backend="simpleaudio")
    ended = {name: run.end() for name, run in runs.items()}
    wait_for_the_last_words(stream)
    if HAVE_SIMPLEAUDIO:
        wait_for_the_last_words(each)
    return ended


@pytest.fixture(scope="module")
def through_miniaudio(sessions: dict[str, Session]) -> Recording:
    return listen(recorded(sessions["miniaudio"].folder / "heard.raw"))


@pytest.fixture(scope="module")
def through_simpleaudio(sessions: dict[str, Session]) -> list[Recording]:
    """A recording for each sound, without the moment of silence that tries the device."""
    return [each for each in listen_to_each(sessions["simpleaudio"].folder / "heard") if each.found]


def test_everything_that_must_be_said_is_heard_in_order(through_miniaudio: Recording) -> None:
    assert [f.clip for f in through_miniaudio.found if f.is_voice and f.gain > SHRED] == SPOKEN


def test_every_tone_is_heard_in_order(through_miniaudio: Recording) -> None:
    assert [tone for tone in through_miniaudio.tones if tone != "done"] == TONES


def test_voice_and_tones_come_at_the_same_moments_as_they_must(through_miniaudio: Recording) -> None:
    # The closing tone is played as soon as the session has ended. How soon that is depends on the machine.
    heard = moments([found for found in through_miniaudio.found if found.clip != "done"])
    first = heard.index({"Three"})
    assert heard[first : first + len(MOMENTS)] == MOMENTS


def test_every_clip_is_as_loud_as_it_was_made_and_every_tone_as_is_set(through_miniaudio: Recording) -> None:
    """Tones are at 0.7, and at 0.35 of that under the voice."""
    # The first word may be due before the worker is ready. How much of it is heard is not this test's concern.
    second = next(found.at for found in through_miniaudio.found if found.clip == SPOKEN[1])
    for found in through_miniaudio.found:
        if found.at < second:
            continue
        if found.is_voice:
            assert 0.9 < found.gain < 1.1, found
        else:
            assert min(abs(found.gain / loud - 1) for loud in (0.7, 0.7 * 0.35)) < 0.1, found


def test_nothing_else_is_in_the_recording(through_miniaudio: Recording) -> None:
    assert through_miniaudio.residue < 0.01


@needs_simpleaudio
def test_simpleaudio_plays_the_same_voice_in_the_same_order(through_simpleaudio: list[Recording]) -> None:
    """Each sound is a separate stream, so two that begin at one instant may be opened in either order."""
    assert all(len(each.found) == 1 and each.residue < 0.01 for each in through_simpleaudio)
    sounds = [each.found[0] for each in through_simpleaudio]
    assert [found.clip for found in sounds if found.is_voice] == SPOKEN
    assert [found.clip for found in sounds if not found.is_voice and found.clip != "done"] == TONES
    assert all(0.9 < found.gain / (1.0 if found.is_voice else 0.7) < 1.1 for found in sounds)


@pytest.mark.parametrize("backend", ["miniaudio", pytest.param("simpleaudio", marks=needs_simpleaudio)])
def test_the_session_is_the_same_as_without_sound(sessions: dict[str, Session], backend: str) -> None:
    """Down to the instants, because the engine alone decides what happens."""
    heard, muted = sessions[backend], sessions["muted"]
    assert heard.events[:-1] == muted.events[:-1]
    assert (heard.events[-1]["event"], heard.events[-2]["status"]) == ("saved", "completed")


def test_nothing_was_complained_of(sessions: dict[str, Session]) -> None:
    for session in sessions.values():
        assert session.errors == ""
    assert sessions["miniaudio"].log == ""
