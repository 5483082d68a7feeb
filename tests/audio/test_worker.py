"""The worker process itself, with ALSA's `file` plugin as its sound card. Its output is read back."""

from __future__ import annotations

import os
import queue
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import IO, NamedTuple

import pytest

from kneecoach.audio.tones import SAMPLE_RATE
from kneecoach.audio.worker import MAX_LOG_BYTES
from tests.audio.capture import listen, recorded
from tests.audio.device import needs_alsa, no_card, one_stream
from tests.cli.program import ROOT

pytestmark = needs_alsa

TIMEOUT = 20.0
FINISH_SECONDS = 0.3
SOON = 0.4
"""How many seconds ahead sounds are requested."""


class Worker:
    """A worker with its pipes. It remembers every line the worker prints."""

    def __init__(self, env: dict[str, str], log: Path, *backends: str) -> None:
        self.said: list[str] = []
        self._log = log
        self._lines: queue.Queue[str | None] = queue.Queue()
        with log.open("ab") as stderr:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "kneecoach.audio.worker", *(backends or ("miniaudio",))],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=stderr,
                env={**os.environ, "PYTHONPATH": str(ROOT), **env},
                cwd=ROOT,
            )
        threading.Thread(target=self._read, daemon=True).start()

    @property
    def stdin(self) -> IO[bytes]:
        assert self.process.stdin is not None
        return self.process.stdin

    @property
    def errors(self) -> str:
        return self._log.read_text("utf-8", "replace")

    def send(self, *lines: str) -> None:
        self.stdin.write("".join(f"{line}\n" for line in lines).encode())
        self.stdin.flush()

    def play(self, clip: str, after: float = SOON, patience: float = 2.0, tag: str = "") -> None:
        at = time.monotonic() + after
        self.send(f"play {tag or clip} {at:.6f} {at + patience:.6f} {clip}")

    def wait_for(self, word: str) -> str:
        """The next line that begins with `word`."""
        while True:
            line = self._lines.get(timeout=TIMEOUT)
            assert line is not None, f"it ended after {self.said}"
            if line.startswith(word):
                return line

    def finish(self) -> int:
        """Close its stdin and wait for its end. Returns the exit status."""
        # What has begun goes on sounding: some of these commands ask for nothing else.
        time.sleep(FINISH_SECONDS)
        self.stdin.close()
        return self.process.wait(timeout=TIMEOUT)

    def end(self) -> None:
        self.process.kill()
        self.process.wait()
        if not self.stdin.closed:
            self.stdin.close()

    def _read(self) -> None:
        assert self.process.stdout is not None
        with self.process.stdout as pipe:
            for line in pipe:
                self.said.append(line.decode().strip())
                self._lines.put(self.said[-1])
        self._lines.put(None)


@pytest.fixture
def worker(tmp_path: Path) -> Iterator[Worker]:
    env, _ = one_stream(tmp_path / "card")
    started = Worker(env, tmp_path / "audio.log")
    started.wait_for("ready miniaudio")
    yield started
    started.end()


@pytest.fixture
def raw(tmp_path: Path) -> Path:
    return tmp_path / "card" / "heard.raw"


def names(raw: Path) -> list[str]:
    return [found.clip for found in listen(recorded(raw)).found]


def test_it_plays_what_it_is_told_at_the_intervals_it_is_told(worker: Worker, raw: Path) -> None:
    at = time.monotonic() + SOON
    for n, clip in enumerate(("beep", "start", "rep")):
        worker.send(f"play {n} {at + 0.5 * n:.6f} {at + 0.5 * n + 2:.6f} {clip}")
    worker.wait_for("began 2")
    assert worker.finish() == 0
    found = listen(recorded(raw)).found
    assert [f.clip for f in found] == ["beep", "start", "rep"]
    distances = [round((b.at - a.at) / SAMPLE_RATE, 2) for a, b in pairwise(found)]
    assert distances == [0.5, 0.5]


def test_what_is_cancelled_is_not_heard_and_what_comes_after_is(worker: Worker, raw: Path) -> None:
    worker.play("beep", after=2.0)
    worker.send("cancel")
    worker.play("rep")
    worker.wait_for("began rep")
    assert worker.finish() == 0
    assert names(raw) == ["rep"]


def test_stop_cuts_off_what_is_sounding(worker: Worker, raw: Path) -> None:
    worker.play("done")
    worker.wait_for("began done")
    worker.send("stop")
    worker.play("tick")
    worker.wait_for("began tick")
    assert worker.finish() == 0
    heard = recorded(raw)
    assert 0 < len(heard.nonzero()[0]) < SAMPLE_RATE


def test_each_kind_has_its_own_volume(worker: Worker, raw: Path) -> None:
    worker.send("volume 0.5 0.25")
    worker.play("beep")
    worker.wait_for("began beep")
    assert worker.finish() == 0
    (found,) = listen(recorded(raw)).found
    assert found.clip == "beep"
    assert 0.9 < found.gain / 0.25 < 1.1


def test_what_is_too_late_is_dropped_and_reported(worker: Worker, raw: Path) -> None:
    worker.play("beep", after=-1.0, patience=0.5)
    assert worker.wait_for("dropped") == "dropped beep"
    worker.play("rep")
    worker.wait_for("began rep")
    assert worker.finish() == 0
    assert names(raw) == ["rep"]


NONSENSE = (
    *("play 1 0 1 No such clip", "play 1 soon later tick", "play", "sing"),
    *("volume loud", "\x00", "play 1 tick"),
)


class Puzzled(NamedTuple):
    """A worker that was told nonsense, and to play a beep after each line of it."""

    logged: dict[str, str]
    """What it had written to its log when the beep after a line began."""
    errors: str
    heard: list[str]
    status: int


@pytest.fixture(scope="module")
def puzzled(tmp_path_factory: pytest.TempPathFactory) -> Puzzled:
    """One worker for all the lines: most of what a test of it costs is its start."""
    folder = tmp_path_factory.mktemp("puzzled")
    env, raw = one_stream(folder / "card")
    worker = Worker(env, folder / "audio.log")
    try:
        worker.wait_for("ready miniaudio")
        logged = {}
        for n, line in enumerate(NONSENSE):
            before = len(worker.errors)
            worker.send(line, "", "   ")
            worker.play("beep", tag=f"after-{n}")
            worker.wait_for(f"began after-{n}")
            logged[line] = worker.errors[before:]
        status = worker.finish()
    finally:
        worker.end()
    return Puzzled(logged, worker.errors, names(raw), status)


@pytest.mark.parametrize("line", NONSENSE)
def test_a_line_it_cannot_understand_is_written_to_the_log_and_it_goes_on(puzzled: Puzzled, line: str) -> None:
    assert puzzled.logged[line].strip()
    assert "Traceback" not in puzzled.errors
    assert puzzled.heard == ["beep"] * len(NONSENSE)
    assert puzzled.status == 0


def test_an_unknown_clip_is_named_in_the_log(worker: Worker) -> None:
    worker.send("play 1 0 1 No such clip")
    assert worker.finish() == 0
    assert "No such clip" in worker.errors


def test_at_the_end_of_stdin_it_plays_what_it_has_been_told_and_ends(worker: Worker, raw: Path) -> None:
    worker.play("beep", after=0.5)
    assert worker.finish() == 0
    assert names(raw) == ["beep"]


def test_quit_ends_it_at_once(worker: Worker, raw: Path) -> None:
    worker.play("beep", after=3.0)
    worker.send("quit")
    assert worker.process.wait(timeout=TIMEOUT) == 0
    assert not raw.exists() or names(raw) == []


def test_after_a_second_of_silence_it_parks_and_plays_again(worker: Worker, raw: Path) -> None:
    worker.play("beep")
    worker.wait_for("began beep")
    size, since = -1, time.monotonic()
    # It goes on writing through its second of silence, and then stops.
    while time.monotonic() - since < TIMEOUT:
        time.sleep(0.3)
        if raw.stat().st_size == size:
            break
        size = raw.stat().st_size
    worker.play("rep")
    worker.wait_for("began rep")
    assert worker.finish() == 0
    assert "rep" in names(raw)


def test_it_ends_when_the_session_is_killed(tmp_path: Path) -> None:
    """The session's end of the pipe closes with it."""
    env, _ = one_stream(tmp_path / "card")
    code = (
        "import subprocess, sys, os, signal\n"
        "p = subprocess.Popen([sys.executable, '-m', 'kneecoach.audio.worker', 'miniaudio'],"
        " stdin=subprocess.PIPE, stdout=subprocess.PIPE)\n"
        "p.stdout.readline(); print(p.pid, flush=True); os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    session = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "PYTHONPATH": str(ROOT), **env},
        cwd=ROOT,
        capture_output=True,
        timeout=TIMEOUT,
        check=False,
    )
    pid = int(session.stdout)
    deadline = time.monotonic() + TIMEOUT
    while Path(f"/proc/{pid}/stat").exists() and " Z " not in Path(f"/proc/{pid}/stat").read_text():
        assert time.monotonic() < deadline, "the worker has outlived the session"
        time.sleep(0.05)


def test_without_a_sound_device_it_says_why_and_ends(tmp_path: Path) -> None:
    worker = Worker(no_card(tmp_path / "none"), tmp_path / "audio.log", "miniaudio", "player")
    try:
        why = worker.wait_for("silent")
        assert "miniaudio finds no sound device" in why
        assert "no program that plays sounds" in why
        assert worker.process.wait(timeout=TIMEOUT) == 4
    finally:
        worker.end()
    # What the C library had to say is in the log, not on anybody's screen.
    assert all(line.split()[0] in {"trying", "silent"} for line in worker.said)


def test_an_unknown_backend_is_named(tmp_path: Path) -> None:
    worker = Worker(no_card(tmp_path / "none"), tmp_path / "audio.log", "gramophone")
    try:
        assert "gramophone" in worker.wait_for("silent")
        assert worker.process.wait(timeout=TIMEOUT) == 4
    finally:
        worker.end()


def test_a_log_that_has_grown_is_emptied_while_it_runs(worker: Worker, tmp_path: Path) -> None:
    log = tmp_path / "audio.log"
    with log.open("ab") as file:
        file.write(b"x" * (MAX_LOG_BYTES + 1))
    deadline = time.monotonic() + TIMEOUT
    while log.stat().st_size > MAX_LOG_BYTES:
        assert time.monotonic() < deadline, "the log stays as long as it is"
        worker.send("cancel")
        time.sleep(0.2)
