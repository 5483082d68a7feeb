"""Sound stacks whose output is captured: what was heard, and at which instant of the monotonic clock.

Neither instant is anything the worker says. Whoever reads the samples notes when each chunk of them arrived.
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

from benchmarks.surroundings import BenchmarkError, environment
from kneecoach.audio.tones import SAMPLE_RATE
from tests.audio.capture import listen
from tests.audio.device import NO_ALSA, one_stream

EARLY_SECONDS = 0.08
"""ALSA's `file` plugin holds a buffer of three periods back, and hands it over at once when the device stops: a
chunk whose end arrives this much sooner than its place in the run says is the last of the run."""

MIN_GAIN = {True: 0.5, False: 0.15}
"""A word, and a tone, quieter than this is a shred: of something cut off, or of a gap in the sound."""

NEAR_SECONDS = 0.5
"""PulseAudio's null sink has a clock of its own, and moves on it when a stream starts: the earliest arrival within
this time on either side says where it is."""

CAPTURE_MS = 20
"""Latency asked of `parec`: how much it reads at a time."""

START_SECONDS = 10.0
SINKS = ("coach", "bare")


@dataclass(frozen=True, slots=True)
class Heard:
    """A clip or tone in the capture."""

    clip: str
    at: float
    """Seconds of the monotonic clock."""
    run: int
    """Which run of the device it is in; they are counted where they can be told apart."""


@dataclass(frozen=True, slots=True)
class Hearing:
    """What is in a capture."""

    sounds: list[Heard]
    """In order."""
    shreds: int
    """Sounds that were recognised, but too quiet to be whole."""
    residue: float
    """Share of the sound (0-1) that nothing explains."""


@dataclass(frozen=True, slots=True)
class Chunk:
    """Samples that arrived together."""

    at: float
    """When, in seconds of the monotonic clock."""
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
    """When the last of it arrived."""


@dataclass(frozen=True, slots=True)
class Capture(ABC):
    """What was played on a stack."""

    chunks: Sequence[Chunk]
    raw: bytes
    """16-bit samples, one channel, at SAMPLE_RATE."""

    def heard(self) -> Hearing:
        """Everything recognised."""
        recording = listen(np.frombuffer(self.raw[: len(self.raw) // 2 * 2], "<i2").astype(np.float32))
        whole = [found for found in recording.found if found.gain >= MIN_GAIN[found.is_voice]]
        places = self.places([found.at for found in whole])
        sounds = [Heard(f.clip, at, run) for f, (at, run) in zip(whole, places, strict=True)]
        shreds = len(recording.found) - len(whole)
        return Hearing(sorted(sounds, key=lambda sound: sound.at), shreds, recording.residue)

    @abstractmethod
    def places(self, samples: Sequence[int]) -> list[tuple[float, int]]:
        """The instants of samples, and the runs of the device they are in."""


class AlsaCapture(Capture):
    """From ALSA's `file` plugin through a named pipe. Within a run of the device, an instant is that of the run's
    first arrival and the exact number of samples since: this card has no clock but the count of its samples."""

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
    """From the monitor of PulseAudio's null sink, through `parec`: an instant is good to some 10 ms."""

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
    """Reads what is played, in a thread, until all that might write have let go."""

    def __init__(self, surroundings: dict[str, str], descriptor: int, kind: type[Capture]) -> None:
        self.surroundings = surroundings
        """For a program that is to be heard by it."""
        self._kind = kind
        self._chunks: list[Chunk] = []
        self._raw = bytearray()
        self._thread = threading.Thread(target=self._read, args=[descriptor], daemon=True)
        self._thread.start()

    @property
    def hears(self) -> bool:
        """Whether anything has arrived, silence too."""
        return bool(self._chunks)

    def capture(self) -> Capture:
        """What was played, once nothing plays any more."""
        self._thread.join(START_SECONDS)
        return self._kind(tuple(self._chunks), bytes(self._raw))

    def _read(self, descriptor: int) -> None:
        with open(descriptor, "rb", buffering=0) as pipe:
            while chunk := pipe.read(1 << 16):
                self._chunks.append(Chunk(time.monotonic(), len(self._raw) // 2, len(chunk) // 2))
                self._raw += chunk


@contextmanager
def alsa(folder: Path) -> Iterator[Ear]:
    """A card of its own. Raises BenchmarkError."""
    if NO_ALSA:
        raise BenchmarkError(NO_ALSA)
    surroundings, raw = one_stream(folder)
    os.mkfifo(raw)
    reader = os.open(raw, os.O_RDONLY | os.O_NONBLOCK)
    # A writer of our own: else reading would end whenever nobody has the device open.
    writer = os.open(raw, os.O_WRONLY)
    os.set_blocking(reader, True)
    try:
        yield Ear(surroundings, reader, AlsaCapture)
    finally:
        os.close(writer)


def pulse_is_missing() -> str:
    """Why PulseAudio cannot be measured; empty where it can."""
    missing = [name for name in ("pulseaudio", "parec") if shutil.which(name) is None]
    return f"{' and '.join(missing)} not installed (Debian: pulseaudio, pulseaudio-utils)" if missing else ""


@contextmanager
def pulse(folder: Path) -> Iterator[list[Ear]]:
    """A server of our own with two sinks. Raises BenchmarkError."""
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
                raise BenchmarkError("parec hears nothing")
            time.sleep(0.05)
        yield ears


def _started(stack: ExitStack, command: list[str], surroundings: dict[str, str], out: int) -> None:
    """Run a program until the stack is left."""
    process = subprocess.Popen(
        command, env=surroundings, stdin=subprocess.DEVNULL, stdout=out, stderr=subprocess.DEVNULL
    )
    stack.callback(process.wait)
    stack.callback(process.terminate)
