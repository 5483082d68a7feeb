"""Plays the voice and each tone once, and says what plays them."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

from kneecoach.audio.backends.names import AUTO
from kneecoach.audio.clips import lengths
from kneecoach.audio.player import Play, Player
from kneecoach.audio.tones import TONES
from kneecoach.errors import KneecoachError
from kneecoach.paths import Paths, private_folder
from kneecoach.settings import SoundSettings

READY_SECONDS = 8.0
"""How long to wait for the sound to be ready, in seconds."""

GAP_SECONDS = 0.3
VOICES = ("This is the sound test", "One", "Two", "Three", "Push up", "Squeeze")


@dataclass(frozen=True, slots=True)
class TrialResult:
    """What was played."""

    backend: str
    device: str
    played: tuple[str, ...]
    is_whole: bool
    """Whether the sound was never lost along the way."""


def try_sound(
    sound: SoundSettings,
    paths: Paths,
    backend: str,
    *,
    began: Callable[[str, str], object],
    playing: Callable[[str], object],
    goes_on: Callable[[], bool] = lambda: True,
) -> TrialResult:
    """Play everything once, as long as `goes_on` says so. This takes several seconds.

    `began` is told the backend that plays and its device, and `playing` each sound. Raises KneecoachError if
    nothing can be heard.
    """
    private_folder(paths.state)
    problems: list[str] = []
    player = Player(
        paths.audio_log,
        backends=AUTO if backend == "auto" else (backend,),
        volumes=(sound.voice_volume, sound.tone_volume),
        on_problem=problems.append,
    )
    player.start()
    until = time.monotonic() + READY_SECONDS
    while not player.is_heard and not problems and time.monotonic() < until and goes_on():
        time.sleep(0.02)
    condition = player.condition
    if not player.is_heard:
        player.close(finish=False)
        why = problems[0] if problems else "the sound process did not answer"
        raise KneecoachError(f"No sound: {why}. A session shows everything in words and flashes instead.")
    began(condition.backend, condition.device)
    known, worker = lengths(), player.worker_pid
    played: list[str] = []
    for clip in (clip for clip in (*VOICES, *TONES) if clip in known):
        if not goes_on():
            break
        at = time.monotonic() + GAP_SECONDS
        player.plan([Play(clip, at, at + 1.0)])
        playing(clip)
        played.append(clip)
        time.sleep(GAP_SECONDS + known[clip])
    is_whole = player.worker_pid == worker and not problems
    player.close(finish=goes_on())
    return TrialResult(condition.backend, condition.device, tuple(played), is_whole)
