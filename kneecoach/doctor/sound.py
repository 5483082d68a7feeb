"""What plays the sound, and which voice speaks."""

from __future__ import annotations

import time

from kneecoach.audio.backends.names import AUTO
from kneecoach.audio.clips import lengths
from kneecoach.audio.phrases import PHRASES
from kneecoach.audio.player import Condition, Player
from kneecoach.doctor.finding import Finding, Verdict
from kneecoach.paths import Paths
from kneecoach.settings import SoundSettings
from kneecoach.text import plural

WAIT_SECONDS = 8.0
"""How long to wait for the sound process to say what plays."""


def check_sound(paths: Paths, settings: SoundSettings) -> Finding:
    """Start the sound as a session would, play nothing, and say what would play."""
    if settings.backend in {"none", "bell"}:
        return sound_finding(settings.backend, None)
    player = Player(
        paths.audio_log, backends=AUTO if settings.backend == "auto" else (settings.backend,), volumes=(0.0, 0.0)
    )
    player.start()
    until = time.monotonic() + WAIT_SECONDS
    while not player.is_heard and not player.condition.problem and time.monotonic() < until:
        time.sleep(0.02)
    condition = player.condition
    player.close(finish=False)
    return sound_finding(settings.backend, condition)


def sound_finding(chosen: str, condition: Condition | None) -> Finding:
    """What to say about the sound; `condition` is None if nothing was tried, because `chosen` needs no trying."""
    facts: dict[str, object] = {"chosen": chosen, "backend": None, "device": None, "problem": None}
    if condition is None:
        says = "turned off in config.toml" if chosen == "none" else "the terminal's bell, chosen in config.toml"
        return Finding("sound", says, facts=facts | {"backend": chosen})
    if condition.backend and not condition.problem:
        facts |= {"backend": condition.backend, "device": condition.device}
        return Finding("sound", f"{condition.backend} plays on {condition.device}", facts=facts)
    why = condition.problem or "the sound process did not answer"
    advice = "Sessions show everything in words, and flash. `kneecoach sound-test --backend NAME` tries one way."
    return Finding("sound", f"none: {why}", Verdict.NOTE, advice, facts | {"problem": why})


def check_voice() -> Finding:
    """Whether the voice has a clip for every phrase."""
    clips = lengths()
    missing = sorted(set(PHRASES) - set(clips))
    facts: dict[str, object] = {"phrases": len(PHRASES), "missing": missing}
    if missing:
        says = f"{plural(len(missing), 'phrase')} of {len(PHRASES)} cannot be spoken"
        return Finding("voice", says, Verdict.FAULT, "Reinstall kneecoach.", facts)
    return Finding("voice", f"{len(PHRASES)} phrases", facts=facts)
