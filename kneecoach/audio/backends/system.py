"""The system's own player: one short process per sound."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from array import array
from pathlib import Path

from kneecoach.audio.backends import Unavailable
from kneecoach.audio.backends.timed import StartedSound, TimedBackend
from kneecoach.audio.job import SoundJob
from kneecoach.audio.mixer import Report
from kneecoach.audio.tones import SAMPLE_RATE
from kneecoach.audio.wav import as_wav
from kneecoach.files import write_scratch

PLAYERS = {
    "pw-play": (),
    "paplay": (),
    "afplay": (),
    "aplay": ("-q",),
}
"""Programs that play a WAV file and their options, in the order they are tried."""

TRY_SECONDS = 2.0
"""How long a program may take to play a moment of silence."""

MAX_FAILURES = 3
"""After this many failed sounds in a row, the player is given up."""


class PlayerProcess:
    """A sound that a program of the system plays."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        self.process = process
        self.is_stopped = False

    def is_playing(self) -> bool:
        return self.process.poll() is None

    def stop(self) -> None:
        self.is_stopped = True
        self.process.terminate()


class SystemPlayer(TimedBackend):
    """Plays files through pw-play, paplay, afplay or aplay, or through winsound on Windows."""

    name = "player"

    def __init__(self, report: Report) -> None:
        """Raises Unavailable if no such program works."""
        super().__init__(report)
        installed = [name for name in PLAYERS if shutil.which(name)]
        if not installed and sys.platform != "win32":
            raise Unavailable("there is no program that plays sounds (pw-play, paplay, afplay, aplay)")
        found = next(filter(_can_play, installed), None)
        if found is None and sys.platform != "win32":
            raise Unavailable(f"{' and '.join(installed)} cannot play")
        self.device = found or "winsound"
        self._folder: tempfile.TemporaryDirectory[str] | None = None
        self._files: dict[tuple[str, int], Path] = {}
        self._failures = 0

    def begin(self, job: SoundJob) -> StartedSound:
        path = self._file_of(job)
        if sys.platform == "win32":
            return _begin_winsound(path)
        try:
            process = subprocess.Popen(
                [self.device, *PLAYERS[self.device], str(path)],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
            )
        except OSError as error:
            raise Unavailable(f"{self.device} does not start ({error.strerror})") from None
        return PlayerProcess(process)

    def poll(self) -> None:
        for _, sounding in self._sounding:
            if isinstance(sounding, PlayerProcess) and not sounding.is_playing() and not sounding.is_stopped:
                self._failures = self._failures + 1 if sounding.process.returncode else 0
        if self._failures >= MAX_FAILURES:
            raise Unavailable(f"{self.device} cannot play")
        super().poll()

    def close(self) -> None:
        if self._folder is not None:
            self._folder.cleanup()

    def _file_of(self, job: SoundJob) -> Path:
        """A file with the job's samples. The same clip at the same volume is written once."""
        key = (job.sound, id(job.samples))
        if key not in self._files:
            self._folder = self._folder or tempfile.TemporaryDirectory(prefix="kneecoach-")
            path = Path(self._folder.name) / f"{len(self._files)}.wav"
            write_scratch(path, as_wav(job.samples))
            self._files[key] = path
        return self._files[key]


def _can_play(name: str) -> bool:
    """Whether a program can play a moment of silence. Without a sound server or a device it cannot."""
    with tempfile.TemporaryDirectory(prefix="kneecoach-") as folder:
        silence = Path(folder) / "silence.wav"
        write_scratch(silence, as_wav(array("h", bytes(2 * (SAMPLE_RATE // 50)))))
        try:
            tried = subprocess.run(
                [name, *PLAYERS[name], str(silence)],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                timeout=TRY_SECONDS,
                check=False,
            )
        except (OSError, subprocess.TimeoutExpired):
            return False
    return tried.returncode == 0


class WinSound:
    """Windows plays one sound at a time and does not say when it ends."""

    def is_playing(self) -> bool:
        return False

    def stop(self) -> None:
        return None


def _begin_winsound(path: Path) -> StartedSound:
    if sys.platform == "win32":
        import winsound

        winsound.PlaySound(str(path), winsound.SND_FILENAME | winsound.SND_ASYNC | winsound.SND_NODEFAULT)
    return WinSound()
