"""Runs the real program with sound: its events, when they arrived, and what it costs."""

from __future__ import annotations

import json
import subprocess
import threading
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import psutil

from benchmarks.environment import KNEECOACH, PYTHON, ROOT, BenchmarkError, environment
from benchmarks.samples import MEBIBYTE
from benchmarks.sound_routines import NAME

SAMPLE_SECONDS = 0.25
END_SECONDS = 120.0
"""How much longer than its routine a session may take."""

BARE = (PYTHON, "-m", "benchmarks.bare_sound")


@dataclass(frozen=True, slots=True)
class Cost:
    """What a process had used at an instant."""

    at: float
    """Seconds of the monotonic clock."""
    cpu: float
    """Processor seconds."""
    resident: float
    """Megabytes (of 1024 x 1024 bytes), including shared memory."""


class Costs:
    """Samples what processes use, in a separate thread."""

    def __init__(self) -> None:
        self._watched: dict[str, psutil.Process] = {}
        self._taken: dict[str, list[Cost]] = {}
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._sample, daemon=True)
        self._thread.start()

    def watch(self, name: str, pid: int) -> None:
        """Sample a process from now on."""
        self._taken[name] = []
        self._watched[name] = psutil.Process(pid)

    def stop(self) -> dict[str, list[Cost]]:
        """Stop sampling. Returns the samples."""
        self._stopped.set()
        self._thread.join()
        return self._taken

    def _sample(self) -> None:
        while not self._stopped.wait(SAMPLE_SECONDS):
            for name, process in list(self._watched.items()):
                with suppress(psutil.Error):
                    times, resident = process.cpu_times(), process.memory_info().rss / MEBIBYTE
                    self._taken[name].append(Cost(time.monotonic(), times.user + times.system, resident))


def wait_for_end(pid: int, seconds: float) -> None:
    """Wait at most `seconds` until a process that is not our child has ended."""
    deadline = time.monotonic() + seconds
    while psutil.pid_exists(pid) and time.monotonic() < deadline:
        time.sleep(0.05)


def percent(costs: list[Cost], spans: list[tuple[float, float]]) -> float | None:
    """Processor time in % of a core, over the samples within `spans`. None if there are none."""
    used = passed = 0.0
    for begins, ends in spans:
        inside = [cost for cost in costs if begins <= cost.at <= ends]
        if len(inside) > 1:
            used += inside[-1].cpu - inside[0].cpu
            passed += inside[-1].at - inside[0].at
    return used / passed * 100 if passed else None


class Session:
    """A running `kneecoach start`. Use it in a `with` statement, which ends it."""

    def __init__(self, folder: Path, routine: str, environ: dict[str, str], *arguments: str) -> None:
        config = folder / "data" / "config"
        (config / "routines").mkdir(parents=True)
        (config / "routines" / f"{NAME}.toml").write_text(routine)
        (config / "config.toml").write_text('[sound]\nbackend = "miniaudio"\n')
        self.log = folder / "data" / "state" / "audio.log"
        self._errors = folder / "errors"
        with self._errors.open("wb") as errors:
            self._process = subprocess.Popen(
                [*KNEECOACH, "start", NAME, "--json", "--yes", *arguments],
                env=environment(folder / "data") | environ,
                cwd=ROOT,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=errors,
                start_new_session=True,
            )
        self.pid = self._process.pid
        self.events: list[dict[str, Any]] = []
        self.zero = float("inf")
        """The instant at which the session's axis begins: the earliest that any event implies, because each is
        printed right after it happens."""
        self._thread = threading.Thread(target=self._read, daemon=True)
        self._thread.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._process.kill()
        self._process.wait()

    def worker(self, seconds: float = 10.0) -> int:
        """Process id of the worker. Raises BenchmarkError."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            for child in psutil.Process(self.pid).children():
                with suppress(psutil.Error):
                    if "kneecoach.audio.worker" in child.cmdline():
                        return int(child.pid)
            time.sleep(0.05)
        raise BenchmarkError("the session started no worker")

    def wait(self, seconds: float) -> None:
        """Wait until the session has ended. Raises BenchmarkError."""
        try:
            status = self._process.wait(seconds + END_SECONDS)
        except subprocess.TimeoutExpired:
            raise BenchmarkError("the session did not end") from None
        self._thread.join()
        if status != 0:
            raise BenchmarkError(f"the session ended with {status}: {self._errors.read_text()}")

    def _read(self) -> None:
        assert self._process.stdout is not None
        with self._process.stdout as lines:
            for line in lines:
                arrived = time.monotonic()
                event = json.loads(line)
                if "at" in event:
                    self.zero = min(self.zero, arrived - event["at"])
                self.events.append(event)


class Bare:
    """The running yardstick. Use it in a `with` statement, which ends it."""

    def __init__(self, environ: dict[str, str], *arguments: str) -> None:
        self._process = subprocess.Popen(
            [*BARE, *arguments],
            env=environment() | environ,
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        self.pid = self._process.pid
        self.due: list[float] = []
        """When its ticks were due, in seconds of the monotonic clock."""
        self.planned: list[float] = []
        """When they are heard, judging by their place in its stream."""
        self._thread = threading.Thread(target=self._read, daemon=True)
        self._thread.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._process.kill()
        self._process.wait()
        self._thread.join()

    def _read(self) -> None:
        assert self._process.stdout is not None
        with self._process.stdout as lines:
            for line in lines:
                instants = line.split()
                if len(instants) == 2:
                    self.due.append(float(instants[0]))
                    self.planned.append(float(instants[1]))


def spawn_to_ready(command: tuple[str, ...], environ: dict[str, str]) -> float:
    """Milliseconds from spawning a program until it prints `ready`. Raises BenchmarkError."""
    began = time.monotonic()
    with subprocess.Popen(
        command,
        env=environment() | environ,
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    ) as process:
        assert process.stdout is not None and process.stdin is not None
        for line in process.stdout:
            if line.startswith(b"ready"):
                taken = time.monotonic() - began
                process.stdin.close()
                return taken * 1000
    raise BenchmarkError(f"{' '.join(command)} did not get ready")
