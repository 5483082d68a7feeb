"""Follow along as lines of text, for screen readers and dumb terminals, or as one line of JSON per event."""

from __future__ import annotations

import contextlib
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from types import FrameType
from typing import NoReturn, TextIO

from kneecoach.audio.cues import is_signal
from kneecoach.errors import KneecoachError
from kneecoach.journal.recorder import SavedRecord, SessionRecorder
from kneecoach.opening import OpenSession
from kneecoach.plain.input import Input
from kneecoach.plain.keys import Keys
from kneecoach.plain.printer import PlainPrinter
from kneecoach.plain.protocol import JsonPrinter
from kneecoach.review.last_time import NO_PAST, Past
from kneecoach.review.pain import USUAL_CAP
from kneecoach.running.awake import Awake
from kneecoach.running.clock import Clock
from kneecoach.running.runner import CLOSED, Runner
from kneecoach.session.commands import Resume
from kneecoach.session.events import Event, Status
from kneecoach.session.state import State
from kneecoach.sound import Sound


class StopSignal(BaseException):
    """A signal told the process to end. The session stays on disk."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number


class InputEnded(Exception):
    """The session is paused and input has ended, so nobody can continue it. It stays on disk."""


def follow(
    opened: OpenSession,
    clock: Clock,
    source: Input,
    out: TextIO,
    *,
    sound: Sound,
    awake: Awake | None,
    as_json: bool,
    brought_back: float | None,
    go_on: bool = False,
    pain_cap: int = USUAL_CAP,
    past: Past = NO_PAST,
    said: Sequence[str] | None = None,
) -> SavedRecord | None:
    """Run a session to its end and print what happens. Returns the saved record, or None if it was discarded.

    `brought_back` is the last known instant of a session that was cut off; it stays paused, unless `go_on`.
    `past` is what is known of each exercise from before the session; it may fill up meanwhile.
    `said` is what is printed at the beginning; None if that and the first exercise have already been said.
    Raises KneecoachError if the record cannot be saved, and InputEnded, StopSignal and KeyboardInterrupt; the
    session then stays on disk for `kneecoach resume`.
    """
    runner, recorder = opened.runner, opened.recorder
    printer = JsonPrinter(out) if as_json else PlainPrinter(out, runner, pain_cap, past, said=said)
    runner.listen(printer.happened)
    sound.attach(runner)
    runner.listen(lambda events, _state: _ring(sound, events))
    if awake is not None:
        runner.listen(awake.listener)
    runner.watch(_problem_printer(recorder, printer))
    try:
        with _signals(runner):
            printer.begin(brought_back is not None)
            if brought_back is None:
                runner.start()
            else:
                runner.bring_back(brought_back)
                if go_on and not runner.state.is_over:
                    runner.send(Resume())
            keys = Keys(source, runner, sound, printer, pain_cap)
            runner.watch(keys.poll)
            if isinstance(printer, PlainPrinter):
                runner.watch(printer.poll)
            runner.run_with(source.lines, keys.obey)
            if not runner.state.is_over:
                raise InputEnded
            with _undisturbed():
                saved = _save(recorder, runner.state, clock, printer)
                if saved is not None:
                    printer.saved(saved)
        if saved is not None:
            sound.saved(saved.record.status)
            sound.close()
        return saved
    except (KeyboardInterrupt, StopSignal, InputEnded):
        with contextlib.suppress(OSError):  # nobody may be reading any more
            runner.cut_off(CLOSED, notify=as_json)
        recorder.close()
        record = recorder.only_in_memory(runner.state, runner.now(), clock)
        if record is not None and not printer.has_offered:
            printer.unsaved(recorder.problem or "The session is not on disk", record)
        raise
    except OSError:
        runner.cut_off(CLOSED, notify=False)
        raise
    finally:
        if awake is not None:
            awake.close()
        sound.close(finish=False)
        recorder.close()


def _problem_printer(recorder: SessionRecorder, printer: JsonPrinter | PlainPrinter) -> Callable[[], None]:
    """A function that prints once when the session can no longer be kept on disk, and once when it can again."""
    last_problem: str | None = None

    def check() -> None:
        nonlocal last_problem
        problem = recorder.problem
        if problem == last_problem:
            return
        last_problem = problem
        if problem is None:
            printer.recovered()
        else:
            printer.problem(problem)

    return check


def _ring(sound: Sound, events: tuple[Event, ...]) -> None:
    """Ring the terminal's bell if it stands in for sound. Not on stdout, which a program may read."""
    if sound.rings_bell and is_signal(events) and sys.stderr.isatty():
        print("\a", end="", file=sys.stderr, flush=True)


def _save(
    recorder: SessionRecorder, state: State, clock: Clock, printer: JsonPrinter | PlainPrinter
) -> SavedRecord | None:
    if state.status is Status.DISCARDED:
        recorder.discard()
        return None
    try:
        return recorder.save(state, clock)
    except KneecoachError as error:
        printer.unsaved(str(error), recorder.record(state, clock))
        raise


ENDING = tuple(getattr(signal, name) for name in ("SIGTERM", "SIGHUP", "SIGINT") if hasattr(signal, name))
"""The signals that end a process."""


@contextmanager
def _signals(runner: Runner) -> Iterator[None]:
    """Raise StopSignal on the signals that end a process, and KeyboardInterrupt on Ctrl+C.

    Never between an event and its line in the journal: the pause that follows could not be kept. A signal that is
    ignored, as Ctrl+C is by a program that a shell runs in the background, stays ignored.
    """

    raised: list[BaseException] = []

    def end(number: int, frame: FrameType | None) -> None:
        def stop() -> NoReturn:
            raised.append(KeyboardInterrupt() if number == signal.SIGINT else StopSignal(number))
            raise raised[-1]

        runner.when_kept(stop)

    heard = [number for number in ENDING if signal.getsignal(number) is not signal.SIG_IGN]
    kept = [(number, signal.signal(number, end)) for number in heard]
    try:
        yield
    except Exception as error:
        # What is raised within a library in C may come out as another error, as it does of pydantic (2.14).
        if raised:
            raise raised[-1] from error
        raise
    finally:
        for number, handler in kept:
            signal.signal(number, handler)


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Hold back signals that end the process until the record is saved.

    An exception raised in the middle of saving would be taken for a failure to save.
    """
    came: list[int] = []
    kept = [(number, signal.signal(number, lambda number, _: came.append(number))) for number in ENDING]
    try:
        yield
    finally:
        for number, handler in kept:
            signal.signal(number, handler)
    if came:
        signal.raise_signal(came[0])
