"""One run of the worker process, from this side."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import IO

import kneecoach

OnLine = Callable[[str | None], None]
"""Called with each line the worker says, and with None when it has ended; from a thread of its own."""


class WorkerProcess:
    """A worker that runs, and the pipe to it."""

    def __init__(self, backends: Sequence[str], log: Path, on_line: OnLine) -> None:
        """Starts it, its stderr appended to `log`. Raises OSError."""
        # A group of its own, or a Ctrl-C at the terminal would end it too.
        flags = 0x200 if sys.platform == "win32" else 0  # CREATE_NEW_PROCESS_GROUP
        with _opened(log) as stderr:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "kneecoach.audio.worker", *backends],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=stderr,
                cwd=Path(kneecoach.__file__).parent.parent,
                start_new_session=sys.platform != "win32",
                creationflags=flags,
            )
        self._on_line = on_line
        threading.Thread(target=self._listen, name="audio-reports", daemon=True).start()

    @property
    def pid(self) -> int:
        return self._process.pid

    def tell(self, lines: Sequence[str]) -> None:
        """Send lines; a worker that has just died hears none of them, and says so by its end."""
        pipe = self._process.stdin
        if pipe is not None and lines:
            with contextlib.suppress(OSError, ValueError):
                pipe.write("".join(f"{line}\n" for line in lines).encode())
                pipe.flush()

    def finish(self) -> None:
        """No more lines: it plays what it has been told, and ends."""
        if self._process.stdin is not None:
            with contextlib.suppress(OSError, ValueError):
                self._process.stdin.close()

    def kill(self) -> None:
        """End it now."""
        self._process.kill()

    def _listen(self) -> None:
        pipe = self._process.stdout
        if pipe is not None:
            with pipe:
                for line in pipe:
                    self._on_line(line.decode("utf-8", "replace").strip())
        self._process.wait()
        self.finish()
        self._on_line(None)


def _opened(log: Path) -> IO[bytes]:
    """The log, or nowhere where it cannot be written: that is no reason to be silent."""
    try:
        # A pipe that stands there would be waited for, and a link written through.
        flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
        descriptor = os.open(log, flags, 0o600)
    except OSError:
        return Path(os.devnull).open("ab")
    return os.fdopen(descriptor, "ab")
