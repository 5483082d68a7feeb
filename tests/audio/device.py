"""A sound card for the tests: ALSA's `file` plugin, which writes what is played."""

from __future__ import annotations

import ctypes
import importlib.util
import sys
import time
from pathlib import Path

import psutil  # type: ignore[import-untyped]
import pytest


def _why_not() -> str:
    if sys.platform != "linux":
        return "ALSA is Linux's"
    if importlib.util.find_spec("miniaudio") is None:
        return "miniaudio is not installed: there is no wheel for this machine"
    try:
        ctypes.CDLL("libasound.so.2")
    except OSError:
        return "libasound.so.2 is missing: apt-get install libasound2"
    return ""


NO_ALSA = _why_not()

needs_alsa = pytest.mark.skipif(bool(NO_ALSA), reason=NO_ALSA)
HAVE_SIMPLEAUDIO = not NO_ALSA and importlib.util.find_spec("simpleaudio") is not None
needs_simpleaudio = pytest.mark.skipif(
    not HAVE_SIMPLEAUDIO,
    reason=NO_ALSA or "simpleaudio is not installed: pip install kneecoach[simpleaudio]",
)

NOWHERE = {"PULSE_SERVER": "unix:/nowhere", "PIPEWIRE_REMOTE": "nowhere", "JACK_NO_START_SERVER": "1"}
"""No sound server can be reached, so programs have to use ALSA."""


def _environment(folder: Path, pcm: str) -> dict[str, str]:
    folder.mkdir(exist_ok=True)
    path = folder / "alsa.conf"
    path.write_text(f"{pcm}\npcm.null {{ type null }}\nctl.!default {{ type hw card 0 }}\n")
    return NOWHERE | {"ALSA_CONFIG_PATH": str(path)}


def one_stream(folder: Path) -> tuple[dict[str, str], Path]:
    """A card for programs that open it once: the environment, and the file with 16-bit samples."""
    raw = folder / "heard.raw"
    return _environment(folder, f'pcm.!default {{ type file slave.pcm null file "{raw}" format raw }}'), raw


def stream_for_each(folder: Path) -> tuple[dict[str, str], Path]:
    """A card for programs that open it for every sound: its environment, and a folder that gets a file for each
    opening, named so that they sort by when it was opened."""
    heard = folder / "heard"
    heard.mkdir(parents=True)
    sink = folder / "sink"
    sink.write_text(f'#!/bin/sh\nexec cat > "{heard}/$(date +%s%N)-$$.raw"\n')
    sink.chmod(0o700)
    return _environment(folder, f'pcm.!default {{ type file slave.pcm null file "|{sink}" format raw }}'), heard


def wait_for_the_last_words(env: dict[str, str]) -> None:
    """Wait until no process is playing to a card: the last words are said after the session has ended."""
    deadline = time.monotonic() + 20.0
    while any(_plays_to(process, env["ALSA_CONFIG_PATH"]) for process in psutil.process_iter()):
        assert time.monotonic() < deadline, "a worker does not end"
        time.sleep(0.1)


def _plays_to(process: psutil.Process, path: str) -> bool:
    try:
        return process.environ().get("ALSA_CONFIG_PATH") == path and "kneecoach.audio.worker" in process.cmdline()
    except (psutil.Error, OSError):
        return False


def no_card(folder: Path) -> dict[str, str]:
    """The environment of a machine without a sound device."""
    folder.mkdir(exist_ok=True)
    path = folder / "alsa.conf"
    path.write_text("")
    return NOWHERE | {"ALSA_CONFIG_PATH": str(path), "PATH": str(folder)}
