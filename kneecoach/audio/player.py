"""Plays what is planned through a worker process, and restarts it when it dies. The session never waits.

A thread of its own does all the work; every call returns at once.
"""

from __future__ import annotations

import math
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from kneecoach.audio.backends.names import AUTO
from kneecoach.audio.process import WorkerProcess

AHEAD_SECONDS = 0.3
"""How long before its instant a sound is sent to the worker. No longer: a key may still change what comes."""

LINGER_SECONDS = 4.0
"""After closing, sounds due within this time are still played."""

BACK_OFF_SECONDS = (0.2, 0.5, 1.0, 2.0)
"""Waits before a dead worker is started again. After one more failure the player gives up."""

MAX_CRASHES = 2
"""After this many crashes with one backend, the next one is tried."""

FORGET_SECONDS = 5.0
"""A sound this long past is forgotten."""

WELL_SECONDS = 60.0
"""Once a worker has run this long, earlier failures no longer count."""

STUCK_SECONDS = 3.0
"""A worker that has not reported on a sound by this time after its latest instant is stuck, and is killed."""

STALLED_SECONDS = 1.0
"""If this process wakes this much later than it asked to, it was stopped: the worker's reports are unread."""

SLOW_STARTS = 3
"""Before it is ready, a worker may take this many times STUCK_SECONDS."""


@dataclass(frozen=True, slots=True)
class Play:
    """A clip or tone and when to play it: instants of the monotonic clock, in seconds."""

    sound: str
    """The words of a clip, or the name of a tone."""
    at: float
    latest: float


@dataclass(frozen=True, slots=True)
class Condition:
    """The state of the sound."""

    backend: str = ""
    """The backend in use; empty if there is none."""
    device: str = ""
    problem: str = ""
    """Why there is no sound, once the player has given up; otherwise empty."""


@dataclass(slots=True)
class WorkerRun:
    """What is known of the current worker."""

    begun: float
    process: WorkerProcess | None = None
    """None while it is starting."""
    trying: str = ""
    why: str = ""
    ready: bool = False
    dead: bool = False
    unanswered: dict[str, float] = field(default_factory=dict)
    """The latest instant, by tag, of each sound it got and has not reported on."""

    @property
    def stuck_at(self) -> float:
        """If it reports nothing by this instant, it is stuck."""
        if not self.ready:
            return self.begun + SLOW_STARTS * STUCK_SECONDS
        return min(self.unanswered.values(), default=math.inf) + STUCK_SECONDS

    def extend(self, seconds: float) -> None:
        """Allow its answers this much more time, because this process could not read them."""
        self.begun += seconds
        self.unanswered = {tag: latest + seconds for tag, latest in self.unanswered.items()}


class Player:
    """Plays sounds through the worker."""

    def __init__(
        self,
        log: Path,
        *,
        backends: Sequence[str] = AUTO,
        volumes: tuple[float, float] = (1.0, 1.0),
        store: Path | None = None,
        on_problem: Callable[[str], None] | None = None,
    ) -> None:
        """`volumes`: voice and tones, 0-1. `store`: folder of the clips rendered on this computer.

        Another thread calls `on_problem` with why there is no sound."""
        self._log = log
        self._backends = list(backends)
        self._volumes = volumes
        self._store = store
        self._on_problem = on_problem
        self._changed = threading.Condition()
        self._planned: list[Play] = []
        self._sent: dict[str, Play] = {}
        self._orders: list[str] = []
        self._run: WorkerRun | None = None
        self._failures = 0
        self._crashes: dict[str, int] = {}
        self._next_start: float | None = None
        self._tags = 0
        self._closing: str | None = None
        self._thread: threading.Thread | None = None
        self._problem = ""
        """What to tell `on_problem` next; empty if nothing."""
        self.condition = Condition()

    @property
    def is_heard(self) -> bool:
        """Whether a worker is ready to play."""
        return bool(self.condition.backend)

    @property
    def worker_pid(self) -> int | None:
        """Process id of the worker, while there is one."""
        run = self._run
        return None if run is None or run.dead or run.process is None else run.process.pid

    def start(self) -> None:
        """Start a worker, even after giving up."""
        with self._changed:
            if self._closing is not None or (self._thread is not None and not self.condition.problem):
                return
            self._failures, self._next_start, self.condition = 0, time.monotonic(), Condition()
            if self._thread is None:
                self._thread = threading.Thread(target=self._work, name="audio", daemon=True)
                self._thread.start()
            self._changed.notify()

    def plan(self, plays: Sequence[Play]) -> None:
        """Play these, and nothing else that has not begun. Past ones are left out."""
        with self._changed:
            now = time.monotonic()
            wanted = set(plays)
            waiting = self._run.unanswered if self._run is not None else {}
            ahead = {tag: play for tag, play in self._sent.items() if tag in waiting}
            if any(play not in wanted for play in ahead.values()):
                self._orders.append("cancel")
                self._sent = {tag: play for tag, play in self._sent.items() if tag not in ahead}
            self._sent = {tag: play for tag, play in self._sent.items() if play.latest > now - FORGET_SECONDS}
            known = set(self._sent.values())
            self._planned = sorted((p for p in wanted if p not in known and p.latest >= now), key=lambda p: p.at)
            self._changed.notify()

    def stop(self) -> None:
        """Stop what sounds and forget the plan."""
        with self._changed:
            self._planned.clear()
            self._sent.clear()
            self._orders.append("stop")
            self._changed.notify()

    def close(self, *, finish: bool = True) -> None:
        """End the worker: with `finish`, after playing what is due soon. Waits at most a tenth of a second."""
        with self._changed:
            if self._closing is not None:
                return
            self._closing = "finish" if finish else "quit"
            self._changed.notify()
        if self._thread is not None:
            self._thread.join(timeout=0.1)

    def _work(self) -> None:
        # Whatever may take a while (a process, a pipe, a callback) happens outside the lock.
        while True:
            with self._changed:
                now = time.monotonic()
                starts = self._keep_running(now)
                lines, run, closing = self._lines_now(now), self._run, self._closing
                problem, self._problem = self._problem, ""
            if problem and self._on_problem is not None:
                self._on_problem(problem)
            process = run.process if run is not None else None
            if process is not None:
                process.send(lines)
            if closing is not None:
                if process is not None:
                    process.finish()
                return
            if starts:
                self._spawn(now)
            with self._changed:
                if not self._has_work():
                    self._wait()

    def _wait(self) -> None:
        """Wait for what is due or new. If this process was stopped meanwhile, the worker gets more time."""
        begun = time.monotonic()
        seconds = self._wait_seconds(begun)
        self._changed.wait(timeout=seconds)
        waited = time.monotonic() - begun
        if seconds is not None and waited - seconds > STALLED_SECONDS and self._run is not None:
            self._run.extend(waited)

    def _has_work(self) -> bool:
        died = self._run is not None and self._run.dead
        return died or self._closing is not None or bool(self._orders) or bool(self._problem)

    def _lines_now(self, now: float) -> list[str]:
        """The lines to send to the worker now."""
        if not self.is_heard or self._run is None:
            # Kept until the worker is ready: each sound has its own latest instant.
            self._orders.clear()
            self._planned = [play for play in self._planned if play.latest >= now]
            return []
        lines, self._orders = self._orders, []
        horizon = now + (LINGER_SECONDS if self._closing == "finish" else AHEAD_SECONDS)
        due = [play for play in self._planned if play.at <= horizon]
        self._planned = self._planned[len(due) :]
        for play in due:
            self._tags += 1
            tag = str(self._tags)
            self._sent[tag] = play
            self._run.unanswered[tag] = play.latest
            lines.append(f"play {tag} {play.at:.6f} {play.latest:.6f} {play.sound}")
        if any(line in {"cancel", "stop"} for line in lines):
            self._run.unanswered = {t: self._sent[t].latest for t in self._run.unanswered if t in self._sent}
        if self._closing == "quit":
            lines.append("quit")
        return lines

    def _wait_seconds(self, now: float) -> float | None:
        waits = [self._planned[0].at - AHEAD_SECONDS] if self._planned and self.is_heard else []
        if self._next_start is not None:
            waits.append(self._next_start)
        if self._run is not None:
            waits.append(self._run.stuck_at)
        soonest = min(waits, default=math.inf)
        return None if soonest == math.inf else max(0.0, soonest - now)

    def _keep_running(self, now: float) -> bool:
        """Kill a stuck worker and clear a dead one. Returns whether to start a new one now."""
        run = self._run
        if run is not None and run.stuck_at < now:
            run.unanswered.clear()
            run.ready = True
            if run.process is not None:
                run.process.kill()
        if run is not None and run.dead:
            self._run = None
            self._on_exit(run, now)
        if self._next_start is not None and now >= self._next_start and self._closing is None:
            self._next_start = None
            return True
        return False

    def _spawn(self, now: float) -> None:
        run = WorkerRun(now)
        with self._changed:
            self._run = run
            self._sent.clear()
        try:
            run.process = WorkerProcess(self._backends, self._log, partial(self._on_line, run))
        except OSError as error:
            with self._changed:
                self._run = None
                self._fail(str(error.strerror or error), now)

    def _on_exit(self, run: WorkerRun, now: float) -> None:
        """The worker has died."""
        self.condition = Condition()
        if now - run.begun > WELL_SECONDS:
            self._failures = 0
        if not run.why and run.trying:
            self._crashes[run.trying] = self._crashes.get(run.trying, 0) + 1
            if self._crashes[run.trying] >= MAX_CRASHES and len(self._backends) > 1:
                self._backends = [name for name in self._backends if name != run.trying]
        self._fail(run.why or "the sound process keeps ending", now)

    def _fail(self, why: str, now: float) -> None:
        if self._failures < len(BACK_OFF_SECONDS):
            self._next_start = now + BACK_OFF_SECONDS[self._failures]
            self._failures += 1
            return
        self.condition = Condition(problem=why)
        self._problem = why

    def _on_line(self, run: WorkerRun, line: str | None) -> None:
        """Handle a line from a worker, or None at its end. The thread that reads the lines calls this."""
        with self._changed:
            if run is not self._run:
                return
            match (line or "").split(" ", 2):
                case _ if line is None:
                    run.dead = True
                case ["trying", backend]:
                    run.trying = backend
                case ["ready", backend, device]:
                    run.ready = True
                    self.condition = Condition(backend, device)
                    self._orders.append(f"volume {self._volumes[0]} {self._volumes[1]}")
                    if self._store is not None:
                        self._orders.append(f"clips {self._store}")
                case ["silent", *words]:
                    run.why = " ".join(words)
                case ["began" | "dropped", tag, *_]:
                    run.unanswered.pop(tag, None)
                    return
            self._changed.notify()
