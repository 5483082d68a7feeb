"""The process that plays: `python -m kneecoach.audio.worker`.

A crash, a stall or a C library's output in here never touches the session. Lines on stdin:

    play TAG AT LATEST WORDS  play the clip that says WORDS, or the tone of that name, at an instant of the
                              monotonic clock (seconds); drop it after LATEST
    clips FOLDER              where the clips rendered on this computer are
    cancel                    forget what has not begun
    stop                      forget that, and stop what is sounding
    volume VOICE TONES        0 to 1 each
    quit

At the end of stdin the session is over or gone: what was sent before is still played.
Lines on stdout: `trying BACKEND`, `ready BACKEND DEVICE`, `silent WHY` (no backend works; the process ends),
`began TAG AT` and `dropped TAG`.
"""

from __future__ import annotations

import contextlib
import io
import os
import queue
import sys
import threading
import time
import wave
from array import array
from collections.abc import Callable
from pathlib import Path

from kneecoach.audio import tones
from kneecoach.audio.backends import Backend, Unavailable
from kneecoach.audio.clips import read_clip, scaled
from kneecoach.audio.job import SoundJob

MAX_LOG_BYTES = 200_000
"""The log of the C libraries' output is emptied when it grows beyond this many bytes."""

LOG_CHECK_SECONDS = 5.0

MAX_LINGER_SECONDS = 4.0
"""How long it may go on playing after the end of stdin."""


def main(arguments: list[str]) -> int:
    """Run the worker with the first backend in `arguments` that works. Returns the exit status."""
    _keep_log_small()
    backend = _open(arguments)
    if backend is None:
        return 4
    worker = Worker(backend)
    try:
        worker.run(_lines())
    except Unavailable as error:
        say(f"silent {error}")
        return 4
    finally:
        backend.close()
    return 0


def say(line: str) -> None:
    """Send a line to the session. If it is gone, the line is lost."""
    with contextlib.suppress(OSError, ValueError):
        sys.stdout.write(line.replace("\n", " ") + "\n")
        sys.stdout.flush()


def _open(names: list[str]) -> Backend | None:
    reasons: list[str] = []
    for name in names:
        say(f"trying {name}")
        try:
            backend = _make(name)
        except Unavailable as error:
            reasons.append(str(error))
            continue
        say(f"ready {backend.name} {backend.device}")
        return backend
    say(f"silent {'; '.join(reasons)}")
    return None


def _make(name: str) -> Backend:
    if name == "simpleaudio":
        from kneecoach.audio.backends.simple import Simpleaudio

        return Simpleaudio(say)
    if name == "miniaudio":
        from kneecoach.audio.backends.mini import Miniaudio

        return Miniaudio(say)
    if name == "player":
        from kneecoach.audio.backends.system import SystemPlayer

        return SystemPlayer(say)
    raise Unavailable(f"there is no backend called {name}")


def _lines() -> queue.Queue[str | None]:
    """The lines of stdin, read by a separate thread; None at the end."""
    lines: queue.Queue[str | None] = queue.Queue()

    def read() -> None:
        with io.TextIOWrapper(sys.stdin.buffer, "utf-8", "replace") as pipe:
            for line in pipe:
                lines.put(line)
        lines.put(None)

    threading.Thread(target=read, name="stdin", daemon=True).start()
    return lines


class Worker:
    """Obeys the lines that the session sends, with one backend."""

    def __init__(self, backend: Backend) -> None:
        self._backend = backend
        self._volumes = {True: 1.0, False: 1.0}
        self._store: Path | None = None
        self._sounds: dict[str, array[int]] = {}
        self._log_checked_at = time.monotonic()

    def run(self, lines: queue.Queue[str | None]) -> None:
        """Follow the lines until `quit` or their end. Raises Unavailable when the device is gone."""
        while True:
            try:
                line = lines.get(timeout=self._backend.next_poll())
            except queue.Empty:
                line = ""
            if line is None:
                self._linger()
                return
            if line.strip() == "quit":
                return
            try:
                self._do(line.split(maxsplit=4), line)
            except (ValueError, OSError, EOFError, wave.Error) as error:
                print(f"{line.strip()!r}: {error}", file=sys.stderr, flush=True)
            self._backend.poll()
            now = time.monotonic()
            if now - self._log_checked_at > LOG_CHECK_SECONDS:
                self._log_checked_at = now
                _keep_log_small()

    def _linger(self) -> None:
        until = time.monotonic() + MAX_LINGER_SECONDS
        while not self._backend.is_idle and time.monotonic() < until:
            time.sleep(min(0.05, self._backend.next_poll() or 0.0))
            self._backend.poll()
        time.sleep(0.2)  # until the device has played what is mixed

    def _do(self, parts: list[str], line: str) -> None:
        match parts:
            case ["play", tag, at, latest, words]:
                sound = words.strip()
                is_voice = sound not in tones.TONES
                self._backend.play(SoundJob(tag, sound, is_voice, self._samples(sound), float(at), float(latest)))
            case ["clips", *_]:
                self._store = Path(line.strip().removeprefix("clips "))
            case ["cancel"]:
                self._backend.cancel()
            case ["stop"]:
                self._backend.stop()
            case ["volume", voice, tone]:
                self._volumes = {True: _volume(voice), False: _volume(tone)}
                self._sounds.clear()
            case []:
                pass
            case _:
                raise ValueError("unknown command")

    def _samples(self, sound: str) -> array[int]:
        """The samples of a clip or tone with its volume applied. Each is read once."""
        if sound not in self._sounds:
            is_tone = sound in tones.TONES
            samples = tones.render(sound) if is_tone else read_clip(sound, self._store)
            self._sounds[sound] = scaled(samples, self._volumes[not is_tone])
        return self._sounds[sound]


def _volume(text: str) -> float:
    return min(1.0, max(0.0, float(text)))


def _keep_log_small() -> None:
    with contextlib.suppress(OSError):
        if os.fstat(2).st_size > MAX_LOG_BYTES:
            os.ftruncate(2, 0)


def _leave(status: int) -> None:
    """End without the C libraries' teardown, which may crash while their threads are alive."""
    with contextlib.suppress(OSError, ValueError):
        sys.stdout.flush()
        sys.stderr.flush()
    os._exit(status)


def run_as_program(run: Callable[[list[str]], int] = main) -> None:
    """Run the worker and end the process."""
    try:
        status = run(sys.argv[1:])
    except BaseException:
        import traceback

        traceback.print_exc()
        status = 1
    _leave(status)


if __name__ == "__main__":
    run_as_program()
