"""Has clips rendered in a separate process, and hears of each as soon as it exists. Nothing waits for it."""

from __future__ import annotations

import contextlib
import json
import subprocess
import sys
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from math import isfinite
from pathlib import Path

import kneecoach

OnClip = Callable[[str, float], None]
"""Called from a separate thread with the words and the length, in seconds, of each clip that has been made."""


@dataclass(slots=True)
class Rendering:
    """Clips being rendered. These values may be a moment old."""

    wanted: int
    """How many clips were asked for."""
    made: int = 0
    failed: dict[str, str] = field(default_factory=dict)
    """Why, by the words that could not be rendered."""
    voice: str = ""
    """The voice that renders them; empty until it has started."""
    is_over: bool = False

    @property
    def left(self) -> int:
        """How many clips are not rendered yet."""
        return 0 if self.is_over else self.wanted - self.made - len(self.failed)


class ClipMaker:
    """Renders what it is asked for, one request after another."""

    def __init__(self, store: Path, voices: Sequence[str], on_clip: OnClip) -> None:
        """`voices`: names of the voices to try, in order."""
        self._store = store
        self._voices = voices
        self._on_clip = on_clip
        self._lock = threading.Lock()
        self._asked: set[str] = set()
        self._process: subprocess.Popen[bytes] | None = None
        self._is_closed = False

    def make(self, wanted: Mapping[str, float]) -> Rendering:
        """Start rendering these words, each with the most seconds that its clip may last. Returns at once."""
        with self._lock:
            new = {words: seconds for words, seconds in wanted.items() if words not in self._asked}
            self._asked |= set(new)
        rendering = Rendering(len(new), is_over=not new)
        if new:
            threading.Thread(target=self._render, args=(new, rendering), name="voice", daemon=True).start()
        return rendering

    def close(self) -> None:
        """Stop rendering. Clips that have been made stay."""
        with self._lock:
            self._is_closed = True
            if self._process is not None:
                self._process.kill()

    def _render(self, wanted: Mapping[str, float], rendering: Rendering) -> None:
        try:
            process = self._spawn()
            if process is None:
                return
            with process:
                threading.Thread(target=_ask, args=(process, wanted), name="voice-words", daemon=True).start()
                for line in process.stdout or ():
                    self._take(line, rendering)
        except (OSError, ValueError, KeyError):
            pass
        finally:
            with self._lock:
                self._process = None
                self._asked -= set(wanted)
            rendering.is_over = True

    def _spawn(self) -> subprocess.Popen[bytes] | None:
        with self._lock:
            if self._is_closed:
                return None
            # In its own process group, or Ctrl-C at the terminal would end it too.
            flags = 0x08000200 if sys.platform == "win32" else 0  # CREATE_NO_WINDOW, CREATE_NEW_PROCESS_GROUP
            self._process = subprocess.Popen(
                [sys.executable, "-m", "kneecoach.audio.voice.render", str(self._store), *self._voices],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                cwd=Path(kneecoach.__file__).parent.parent,
                start_new_session=sys.platform != "win32",
                creationflags=flags,
            )
            return self._process

    def _take(self, line: bytes, rendering: Rendering) -> None:
        """Handle a line from the process. Raises ValueError, KeyError."""
        told = json.loads(line)
        if "voice" in told:
            rendering.voice = told["voice"]
        elif "seconds" in told:
            rendering.made += 1
            self._on_clip(told["words"], told["seconds"])
        else:
            rendering.failed[told["words"]] = told["why"]


def _ask(process: subprocess.Popen[bytes], wanted: Mapping[str, float]) -> None:
    """Write what is wanted. This needs its own thread, because a full pipe blocks until it is read."""
    pipe = process.stdin
    if pipe is None:
        return
    with contextlib.suppress(OSError, ValueError), pipe:
        for words, seconds in wanted.items():
            line = {"words": words, "max_seconds": seconds if isfinite(seconds) else None}
            pipe.write(json.dumps(line).encode() + b"\n")
