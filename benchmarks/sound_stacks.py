"""Sound stacks whose output is captured: what was heard, and at which instant of the monotonic clock.

No instant comes from the worker. The thread that reads the samples notes when each chunk arrived.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import threading
import time
from abc import ABC, abstractmethod
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from benchmarks.environment import BenchmarkError, environment
from kneecoach.audio.tones import SAMPLE_RATE
from tests.audio.capture import listen
from tests.audio.device import NO_ALSA, one_stream

EARLY_SECONDS = 0.08
"""ALSA's `file` plugin holds back a buffer of three periods and hands it over when the device stops. So a chunk
whose end arrives this much earlier than its position in the run is the last of the run."""

MIN_GAIN = {True: 0.5, False: 0.15}
"""A word (True) or a tone (False) quieter than this is a fragment, from a cut-off sound or a gap."""

NEAR_SECONDS = 0.5
"""PulseAudio's null sink has its own clock and shifts when a stream starts. The earliest arrival within this time
on either side shows where it is."""

CAPTURE_MS = 20
"""The latency `parec` is given, in milliseconds: how much it reads at a time."""

START_SECONDS = 10.0
SINKS = ("coach", "bare")


@dataclass(frozen=True, slots=True)
class HeardSound:
    """A clip or tone in the capture."""

    clip: str
    at: float
    """Seconds of the monotonic clock."""
    run: int
    """The number of its run of the device; 0 if runs cannot be told apart."""


@dataclass(frozen=True, slots=True)
class Hearing:
    """The contents of a capture."""

    sounds: list[HeardSound]
    """In order."""
    shreds: int
    """The number of sounds that were recognised but too quiet to be whole."""
    residue: float
    """The unexplained part of the sound, 0-1."""


@dataclass(frozen=True, slots=True)
class Chunk:
    """Samples that arrived together."""

    at: float
    """When they arrived, in seconds of the monotonic clock."""
    first: int
    """How many samples came before them."""
    count: int


@dataclass(frozen=True, slots=True)
class Run:
    """A run of a device, from its start to its stop."""

    began: float
    first: int
    """Its first sample."""
    ended: float
    """When its last sample arrived."""


@dataclass(frozen=True, slots=True)
class Capture(ABC):
    """The samples played on a stack."""

    chunks: Sequence[Chunk]
    raw: bytes
    """16-bit samples, one channel, at SAMPLE_RATE."""

    def heard(self) -> Hearing:
        """Recognise the sounds."""
        recording = listen(np.frombuffer(self.raw[: len(self.raw) // 2 * 2], "<i2").astype(np.float32))
        whole = [found for found in recording.found if found.gain >= MIN_GAIN[found.is_voice]]
        places = self.places([found.at for found in whole])
        sounds = [HeardSound(f.clip, at, run) for f, (at, run) in zip(whole, places, strict=True)]
        shreds = len(recording.found) - len(whole)
        return Hearing(sorted(sounds, key=lambda sound: sound.at), shreds, recording.residue)

    @abstractmethod
    def places(self, samples: Sequence[int]) -> list[tuple[float, int]]:
        """For each sample, its instant and the run of the device that it is in."""


class AlsaCapture(Capture):
    """From ALSA's `file` plugin, through a named pipe.

    An instant is the run's first arrival plus the exact number of samples since: this card's only clock is its
    count of samples.
    """

    def runs(self) -> list[Run]:
        """The runs of the device."""
        found: list[Run] = []
        ended = True
        for chunk in self.chunks:
            run = Run(chunk.at, chunk.first, chunk.at) if ended else replace(found.pop(), ended=chunk.at)
            found.append(run)
            place = (chunk.first + chunk.count - run.first) / SAMPLE_RATE
            ended = chunk.at < run.began + place - EARLY_SECONDS
        return found

    def places(self, samples: Sequence[int]) -> list[tuple[float, int]]:
        runs = self.runs()
        firsts = [run.first for run in runs]
        numbers = [max(0, bisect_right(firsts, sample) - 1) for sample in samples]
        return [
            (runs[number].began + (sample - runs[number].first) / SAMPLE_RATE, number)
            for sample, number in zip(samples, numbers, strict=True)
        ]


class PulseCapture(Capture):
    """From the monitor of PulseAudio's null sink, through `parec`. Instants are accurate to about 10 ms."""

    def places(self, samples: Sequence[int]) -> list[tuple[float, int]]:
        arrived = np.array([chunk.at for chunk in self.chunks])
        firsts = np.array([chunk.first for chunk in self.chunks])
        zeros = arrived - firsts / SAMPLE_RATE
        found = []
        for sample in samples:
            at = arrived[max(0, int(np.searchsorted(firsts, sample, "right")) - 1)]
            low, high = np.searchsorted(arrived, (at - NEAR_SECONDS, at + NEAR_SECONDS))
            found.append((float(zeros[low:high].min()) + sample / SAMPLE_RATE, 0))
        return found


class Ear:
    """Reads what is played, in a thread, until every writer has closed."""

    def __init__(self, environ: dict[str, str], descriptor: int, kind: type[Capture]) -> None:
        self.environ = environ
        """The environment for a program that is to be listened to."""
        self._kind = kind
        self._chunks: list[Chunk] = []
        self._raw = bytearray()
        self._thread = threading.Thread(target=self._read, args=[descriptor], daemon=True)
        self._thread.start()

    @property
    def hears(self) -> bool:
        """Whether anything has arrived, even silence."""
        return bool(self._chunks)

    def capture(self) -> Capture:
        """What was played. Call this once nothing plays any more."""
        self._thread.join(START_SECONDS)
        return self._kind(tuple(self._chunks), bytes(self._raw))

    def _read(self, descriptor: int) -> None:
        with open(descriptor, "rb", buffering=0) as pipe:
            while chunk := pipe.read(1 << 16):
                self._chunks.append(Chunk(time.monotonic(), len(self._raw) // 2, len(chunk) // 2))
                self._raw += chunk


@contextmanager
def alsa(folder: Path) -> Iterator[Ear]:
    """A separate ALSA card. Raises BenchmarkError."""
    if NO_ALSA:
        raise BenchmarkError(NO_ALSA)
    environ, raw = one_stream(folder)
    os.mkfifo(raw)
    reader = os.open(raw, os.O_RDONLY | os.O_NONBLOCK)
    # With our own writer, reading does not end when no program has the device open.
    writer = os.open(raw, os.O_WRONLY)
    os.set_blocking(reader, True)
    try:
        yield Ear(environ, reader, AlsaCapture)
    finally:
        os.close(writer)


def pulse_is_missing() -> str:
    """Why PulseAudio cannot be measured; empty if it can."""
    missing = [name for name in ("pulseaudio", "parec") if shutil.which(name) is None]
    return f"{' and '.join(missing)} not installed (Debian: pulseaudio, pulseaudio-utils)" if missing else ""


@contextmanager
def pulse(folder: Path) -> Iterator[list[Ear]]:
    """A PulseAudio server of our own with two sinks. Raises BenchmarkError."""
    folder.mkdir()
    socket = folder / "native"
    form = f"rate={SAMPLE_RATE} channels=1 format=s16le"
    modules = [f"module-null-sink sink_name={name} {form}" for name in SINKS]
    modules.append(f"module-native-protocol-unix socket={socket} auth-anonymous=1")
    script = folder / "script.pa"
    script.write_text("".join(f"load-module {module}\n" for module in modules))
    shared = environment() | {"XDG_RUNTIME_DIR": str(folder), "HOME": str(folder), "PULSE_SERVER": f"unix:{socket}"}
    with ExitStack() as stack:
        options = ["-n", "-F", str(script), "--daemonize=no", "--exit-idle-time=-1", "--use-pid-file=no"]
        _started(stack, ["pulseaudio", *options], shared, subprocess.DEVNULL)
        deadline = time.monotonic() + START_SECONDS
        while not socket.exists():
            if time.monotonic() > deadline:
                raise BenchmarkError("pulseaudio did not start")
            time.sleep(0.05)
        ears: list[Ear] = []
        options = [*(f"--{each}" for each in form.split()), f"--latency-msec={CAPTURE_MS}", "--raw"]
        for name in SINKS:
            reader, writer = os.pipe()
            _started(stack, ["parec", f"--device={name}.monitor", *options], shared, writer)
            os.close(writer)
            ears.append(Ear(shared | {"PULSE_SINK": name}, reader, PulseCapture))
        while not all(ear.hears for ear in ears):
            if time.monotonic() > deadline:
                raise BenchmarkError("parec receives nothing")
            time.sleep(0.05)
        yield ears


def _started(stack: ExitStack, command: list[str], environ: dict[str, str], out: int) -> None:
    """Run a program until the stack is closed."""
    process = subprocess.Popen(
        command, env=environ, stdin=subprocess.DEVNULL, stdout=out, stderr=subprocess.DEVNULL
    )
    stack.callback(process.wait)
    stack.callback(process.terminate)
