"""The real program in processes forked from one that has imported it: imports are most of what a command costs.

A process started this way has its own pid, streams, environment and working folder, and ends like any other. In a
pseudo-terminal it leads a session of its own, and the terminal is its controlling one.
"""

from __future__ import annotations

import atexit
import gc
import json
import os
import pkgutil
import runpy
import select
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import Any, Literal, NoReturn

ROOT = Path(__file__).parent.parent.parent
CAN_FORK = hasattr(os, "pidfd_open")
MAX_MESSAGE = 1_000_000

Kind = Literal["commands", "screens"]
"""What has been imported: what the commands need, or the full screen too."""

NOT_IMPORTED: dict[Kind, tuple[str, ...]] = {
    "commands": (
        *("kneecoach.ui", "kneecoach.web", "kneecoach.audio.backends", "kneecoach.__main__"),
        *("kneecoach.doctor", "kneecoach.cli.doctor"),
    ),
    "screens": ("kneecoach.web", "kneecoach.audio.backends", "kneecoach.__main__"),
}
IMPORTED_LATE = ("textual.drivers.linux_driver", "textual.layouts.factory", "textual.pilot", "wakepy")
"""What is imported only when an app or a session starts."""

READ_AT_THE_START = ("PYTHON", "LD_", "LC_", "LANG", "TEXTUAL", "TERM_PROGRAM", "ESCDELAY")
"""How the names of environment variables begin that matter only to a process that starts afresh."""

NEED_SCREENS = ("settings", "doctor")
"""Commands that import the full screen's keys and themes, to check those of a setting."""
FULL_SCREEN = ("start", "resume", "figures")
"""Commands that open the full screen in a terminal, as none does too."""

STAY = b"stay"

_joined: dict[Kind, str] = {}
"""The addresses of processes that stay until this one ends."""


def kind_for(arguments: Sequence[str], *, in_terminal: bool) -> Kind:
    """What a command needs to have been imported."""
    command = arguments[0] if arguments else FULL_SCREEN[0]
    return "screens" if command in NEED_SCREENS or (in_terminal and command in FULL_SCREEN) else "commands"


def can_fork(env: Mapping[str, str]) -> bool:
    """Whether a process forked from one that has imported the program is as good as any, with `env` of its own."""
    return CAN_FORK and not any(name.startswith(READ_AT_THE_START) for name in env)


class ForkedProcess:
    """The part of `subprocess.Popen` that the tests use, with the streams that are given to it."""

    def __init__(
        self,
        arguments: list[str],
        streams: Sequence[int],
        *,
        env: dict[str, str],
        cwd: Path,
        in_terminal: bool = False,
        loaded: Path | None = None,
    ) -> None:
        """`streams` are its stdin, stdout and stderr; with `in_terminal`, its controlling terminal.

        With `loaded`, nothing of the full screen has been imported for it, and at its end it writes the names of
        all loaded modules to that file.
        """
        kind = "commands" if loaded else kind_for(arguments, in_terminal=in_terminal)
        self.args = arguments
        self.returncode: int | None = None
        self._link = socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self._link.connect(f"\0{_warm(kind)}")
        wanted = {"arguments": arguments, "env": env, "cwd": str(cwd), "in_terminal": in_terminal}
        wanted["loaded"] = str(loaded or "")
        socket.send_fds(self._link, [json.dumps(wanted).encode()], streams)
        self.pid = int(self._link.recv(100))

    def poll(self) -> int | None:
        """The exit status, or minus the number of the signal that ended it; None while it runs."""
        return self._ended(0.0)

    def wait(self, timeout: float | None = None) -> int:
        """Wait until it ends. Raises subprocess.TimeoutExpired."""
        status = self._ended(timeout)
        if status is None:
            raise subprocess.TimeoutExpired(self.args, timeout or 0.0)
        return status

    def _ended(self, timeout: float | None) -> int | None:
        if self.returncode is None:
            self._link.settimeout(timeout)
            try:
                self.returncode = int(self._link.recv(100))
            except (TimeoutError, BlockingIOError):
                return None
            self._link.close()
        return self.returncode

    def send_signal(self, number: signal.Signals) -> None:
        """Send a signal, unless it has ended."""
        if self.poll() is None:
            with suppress(ProcessLookupError):  # it has ended meanwhile
                os.kill(self.pid, number)

    def kill(self) -> None:
        """End it at once."""
        self.send_signal(signal.SIGKILL)

    def terminate(self) -> None:
        """Ask it to end."""
        self.send_signal(signal.SIGTERM)


class WarmProcess(ForkedProcess):
    """A command with UTF-8 text on pipes."""

    def __init__(self, arguments: list[str], *, env: dict[str, str], cwd: Path, loaded: Path | None = None) -> None:
        (stdin, write), (read, stdout), (read_error, stderr) = os.pipe(), os.pipe(), os.pipe()
        self.stdin = os.fdopen(write, "w", encoding="utf-8")
        self.stdout = os.fdopen(read, encoding="utf-8", errors="replace")
        self.stderr = os.fdopen(read_error, encoding="utf-8", errors="replace")
        streams = [stdin, stdout, stderr]
        super().__init__(arguments, streams, env=env, cwd=cwd, loaded=loaded)
        for stream in streams:
            os.close(stream)

    def communicate(self, text: str = "", timeout: float | None = None) -> tuple[str, str]:
        """Type `text` and wait until it ends. Returns what it printed. Raises subprocess.TimeoutExpired."""
        with ThreadPoolExecutor(3) as threads:
            overdue = threading.Timer(timeout or threading.TIMEOUT_MAX, os.kill, (self.pid, signal.SIGKILL))
            overdue.start()
            try:
                said = [threads.submit(stream.read) for stream in (self.stdout, self.stderr)]
                with suppress(BrokenPipeError), self.stdin:
                    self.stdin.write(text)
                out, error = (part.result() for part in said)
            finally:
                overdue.cancel()
        self.wait(timeout)
        self.stdout.close()
        self.stderr.close()
        return out, error

    def __enter__(self) -> WarmProcess:
        return self

    def __exit__(self, *_: object) -> None:
        self.stdout.close()
        self.stderr.close()
        try:
            self.stdin.close()
        finally:
            self.wait()


def _warm(kind: Kind) -> str:
    """The address of the process that has imported so much of the program: one for all of pytest's workers.

    The first call starts it. It ends when all processes that have called this have ended.
    """
    if kind not in _joined:
        import fcntl

        run = os.environ.get("PYTEST_XDIST_TESTRUNUID", str(os.getpid()))
        address = f"kneecoach-tests-{run}-{kind}"
        with Path(__file__).open("rb") as turn:
            fcntl.flock(turn, fcntl.LOCK_EX)  # the others wait while one of them starts it
            if not _join(kind, address):
                _start(kind, address)
                assert _join(kind, address), "the program cannot be imported"
    return _joined[kind]


def _join(kind: Kind, address: str) -> bool:
    """Have the process at an address stay until this one ends. Returns whether there is such a process."""
    link = socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    try:
        link.connect(f"\0{address}")  # an abstract socket name, as Linux has: there is no file
        link.send(STAY)
        joined = bool(link.recv(100))
    except ConnectionError:
        joined = False
    if not joined:
        link.close()
        return False
    atexit.register(link.close)
    _joined[kind] = address
    return True


def _start(kind: Kind, address: str) -> None:
    """Start the process that imports the program, and wait until it has."""
    alive, theirs = socket.socketpair()
    ready, told = os.pipe()
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.cli.warm", kind, address, str(theirs.fileno()), str(told)],
        pass_fds=(theirs.fileno(), told),
        cwd=ROOT,
        env={**os.environ, "PYTHONUTF8": "1", "PYTHONPATH": str(ROOT)},
    )
    theirs.close()
    os.close(told)
    os.read(ready, 1)
    os.close(ready)
    # What was registered last runs first.
    atexit.register(process.wait)
    atexit.register(alive.close)


def serve(kind: Kind, address: str, alive: int, told: int) -> None:
    """Start a program for each connection, until `alive` and whoever else asked it to stay have ended.

    Writes a byte to `told` once ready.
    """
    import_all("kneecoach", NOT_IMPORTED[kind])
    import_module("kneecoach.cli.openssl").import_hashes()  # what every command imports as it starts
    for name in ("encodings.utf_8_sig", *(IMPORTED_LATE if kind == "screens" else ())):
        import_module(name)
    leave_to_the_system()
    gc.freeze()
    listener = socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    listener.bind(f"\0{address}")
    listener.listen(100)
    os.write(told, b"!")
    os.close(told)
    staying = [socket.socket(fileno=alive)]
    running: dict[int, tuple[int, socket.socket]] = {}
    while staying:
        for watched in select.select([listener, *staying, *running], [], [])[0]:
            if watched is listener:
                link, _ = listener.accept()
                message, streams, _, _ = socket.recv_fds(link, MAX_MESSAGE, 3)
                if not streams:
                    staying.append(link)
                    with suppress(ConnectionError):
                        link.send(STAY)
                    continue
                pid = os.fork()
                if pid == 0:
                    for end in (listener, link, *staying, *(other for _, other in running.values())):
                        end.close()
                    for number in running:
                        os.close(number)
                    become(json.loads(message), streams)
                for stream in streams:
                    os.close(stream)
                with suppress(ConnectionError):
                    link.send(str(pid).encode())
                running[os.pidfd_open(pid)] = pid, link
            elif watched in staying:
                staying.remove(watched)
                watched.close()
            else:
                pid, link = running.pop(watched)
                os.close(watched)
                with suppress(ConnectionError), link:
                    link.send(str(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])).encode())


def import_all(package: str, but: tuple[str, ...]) -> None:
    """Import everything in a package, but nothing whose name begins with one of these."""
    for module in pkgutil.iter_modules(import_module(package).__path__, f"{package}."):
        if not module.name.startswith(but):
            import_module(module.name)
            if module.ispkg:
                import_all(module.name, but)


def leave_to_the_system() -> None:
    """Let no process that is forked from here take apart at its end what it has inherited.

    It would write to every page of it, which cost more than most commands. It ends as Python does in all else: it
    waits for threads, calls what is to be called at the end, and flushes its streams.
    """
    atexit.register(_end)  # before anything that the program registers, so it is called last


_exits_with: list[int] = []
"""What a forked process exits with; empty before it is known, and where only Python knows what to do."""


def _end() -> None:
    """End at once, unless something is left for Python to say."""
    if not _exits_with:
        return
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except (OSError, ValueError):  # it cannot be written, or the program has closed it
        return
    os._exit(_exits_with[0])


def become(wanted: dict[str, Any], streams: list[int]) -> NoReturn:
    """Become what `python -m kneecoach` would be with these arguments, environment, folder and streams."""
    for number, stream in enumerate(streams):
        os.dup2(stream, number)
        os.close(stream)
    sys.stdin = os.fdopen(0, encoding="utf-8", errors="surrogateescape", closefd=False)
    sys.stdout = os.fdopen(1, "w", encoding="utf-8", errors="surrogateescape", closefd=False)
    sys.stderr = os.fdopen(2, "w", buffering=1, encoding="utf-8", errors="backslashreplace", closefd=False)
    sys.__stdin__, sys.__stdout__, sys.__stderr__ = sys.stdin, sys.stdout, sys.stderr  # type: ignore[misc]
    os.environ.clear()
    os.environ.update(wanted["env"])
    time.tzset()
    os.chdir(wanted["cwd"])
    if wanted["in_terminal"]:
        import fcntl
        import termios

        os.setsid()
        fcntl.ioctl(0, termios.TIOCSCTTY, 0)
    if wanted["loaded"]:
        atexit.register(lambda: Path(wanted["loaded"]).write_text("\n".join(sys.modules), "utf-8"))
    sys.argv = ["kneecoach", *wanted["arguments"]]
    try:
        runpy.run_module("kneecoach", run_name="__main__", alter_sys=True)
        sys.exit(0)
    except SystemExit as end:
        if isinstance(end.code, int):
            _exits_with.append(end.code & 0xFF)
        raise


if __name__ == "__main__":
    serve("screens" if sys.argv[1] == "screens" else "commands", sys.argv[2], int(sys.argv[3]), int(sys.argv[4]))
