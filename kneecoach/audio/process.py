"""One run of the worker process, seen from the program."""

from __future__ import annotations

import contextlib
import subprocess
import sys
import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import IO

import kneecoach
from kneecoach.files import open_to_append

OnLine = Callable[[str | None], None]
"""Called from a thread of its own with each line the worker prints, and with None when it has ended."""


class WorkerProcess:
    """A running worker and the pipe to it."""

    def __init__(self, backends: Sequence[str], log: Path, on_line: OnLine) -> None:
        """Start it and append its stderr to `log`. Raises OSError."""
        # In its own process group, or Ctrl-C at the terminal would end it too.
        flags = 0x200 if sys.platform == "win32" else 0  # CREATE_NEW_PROCESS_GROUP
        with contextlib.ExitStack() as stack:
            stderr: IO[bytes] | int = subprocess.DEVNULL
            with contextlib.suppress(OSError):  # sound does not depend on it
                stderr = stack.enter_context(open_to_append(log))
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

    def send(self, lines: Sequence[str]) -> None:
        """Send lines. If the worker has just died they are lost; `on_line` gets None."""
        pipe = self._process.stdin
        if pipe is not None and lines:
            with contextlib.suppress(OSError, ValueError):
                pipe.write("".join(f"{line}\n" for line in lines).encode())
                pipe.flush()

    def finish(self) -> None:
        """Close its stdin: it plays what it has and ends."""
        if self._process.stdin is not None:
            with contextlib.suppress(OSError, ValueError):
                self._process.stdin.close()

    def kill(self) -> None:
        """Kill it."""
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
