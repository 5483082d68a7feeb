"""Follow along as text lines, for screen readers and dumb terminals, or as JSON lines, one an event."""

from __future__ import annotations

import contextlib
import signal
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import TextIO

from kneecoach.audio.cues import is_signal
from kneecoach.errors import KneecoachError
from kneecoach.journal.recorder import RECOVERED, UNSAVED, SavedRecord, SessionRecorder
from kneecoach.log.record import Record
from kneecoach.opening import OpenSession
from kneecoach.plain.input import Input
from kneecoach.plain.lines import lines_for, pain_lines, today_lines
from kneecoach.plain.protocol import JsonPrinter
from kneecoach.review.last_time import NO_PAST, Past
from kneecoach.review.pain import GET_HELP, USUAL_CAP
from kneecoach.review.pain_now import pain_context
from kneecoach.running.awake import Awake
from kneecoach.running.clock import Clock
from kneecoach.running.runner import CLOSED, Runner
from kneecoach.session.commands import Command, NotNow, Pause, ReportPain, Resume, SkipExercise, TakeVariant
from kneecoach.session.events import Event, PainReported, Status
from kneecoach.session.keys import command_for, what_variants
from kneecoach.session.state import State
from kneecoach.session.variants import AS_PLANNED, variant_kinds, variant_words
from kneecoach.sound import Sound
from kneecoach.text import NOT_ADVICE, length, plural
from kneecoach.words import rehearsal_words

KEYS = (
    "Keys, each followed by enter: space, enter (next), n skip, N skip exercise, r repeat, b back, u undo,",
    "p pause, + and - rest, x 4 pain, e variants, l 8 load, g pace, m mute, q stop and save,",
    "q delete stop and throw it away, ? when to get help.",
)


class StopSignal(BaseException):
    """A signal told the process to end; the session stays on disk."""

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
) -> SavedRecord | None:
    """Run a session to its end and print what happens. Returns the saved record, or None if it was thrown away.

    `brought_back` is the last known instant of a session that was cut off; it stays paused, unless `go_on`.
    `past` is what is known of each exercise from before the session; it may be filled meanwhile.
    Raises KneecoachError if the record cannot be saved, Unattended, Stopped and KeyboardInterrupt; the session then
    stays on disk for `kneecoach resume`.
    """
    runner, recorder = opened.runner, opened.recorder
    printer = JsonPrinter(out) if as_json else PlainPrinter(out, runner, pain_cap, past)
    runner.listen(printer.happened)
    sound.attach(runner)
    runner.listen(lambda events, _state: _ring(sound, events))
    if awake is not None:
        runner.listen(awake.listener)
    runner.watch(_problem_printer(recorder, printer))
    try:
        with _signals():
            printer.begin(brought_back is not None)
            if brought_back is None:
                runner.start()
            else:
                runner.bring_back(brought_back)
                if go_on and not runner.state.is_over:
                    runner.send(Resume())
            keys = Keys(source, runner, sound, printer, pain_cap)
            runner.watch(keys.poll)
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
        with contextlib.suppress(OSError):  # the reader may be gone
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


class PlainPrinter:
    """Prints what happens in words."""

    def __init__(self, out: TextIO, runner: Runner, pain_cap: int = USUAL_CAP, past: Past = NO_PAST) -> None:
        self._out = out
        self.has_offered = False
        """Whether a record that could not be saved was printed."""
        self._runner = runner
        self._pain_cap = pain_cap
        self._past = past

    def begin(self, brought_back: bool) -> None:
        plan = self._runner.state.plan
        self._print(f"{plan.title}: {plural(plan.size, 'set')}, about {length(plan.seconds)}.")
        if rehearsal := rehearsal_words(self._runner.clock.speed):
            self._print(f"A {rehearsal}: it is marked, and left out of history and stats.")
        self._print_all(today_lines(plan))
        self._print_all(KEYS)
        self._print(NOT_ADVICE)
        if brought_back:
            self._print("Brought back where it was cut off, paused. Press p and enter to go on.")

    def happened(self, events: tuple[Event, ...], state: State) -> None:
        for event in events:
            self._print_all(lines_for(event, state, self._past))
            if isinstance(event, PainReported):
                self._print_all(pain_lines(event.value, state, self._pain_cap))

    def refuse(self, _line: str, why: str) -> None:
        self._print(why)

    def variants(self, state: State) -> None:
        """The ways of doing the exercise at hand, and the one in which it is done."""
        exercise = state.as_planned.exercise
        self._print(what_variants(exercise))
        self._print(f"Now {variant_words(exercise, state.variant or AS_PLANNED)}; p and enter goes on with that.")

    def muted(self, value: bool) -> None:
        self._print("Sound off." if value else "Sound on.")

    def problem(self, why: str) -> None:
        self._print(f"{why}. The session goes on, and saving is tried again.")

    def recovered(self) -> None:
        self._print(RECOVERED)

    def unsaved(self, why: str, record: Record) -> None:
        self.has_offered = True
        self._print(f"{why}. {UNSAVED}")
        self._print(record.model_dump_json(by_alias=True))

    def saved(self, saved: SavedRecord) -> None:
        record = saved.record
        self._print(f"Saved: {length(record.active_seconds or 0.0)} of exercise, session {record.id[:8]}.")
        self._print(f"`kneecoach show {record.id[:8]}` shows it.")

    def help(self) -> None:
        """When to get help, and the keys."""
        self._print_all((*GET_HELP.splitlines(), *KEYS, NOT_ADVICE))

    def _print_all(self, lines: Iterable[str]) -> None:
        for line in lines:
            self._print(line)

    def _print(self, line: str) -> None:
        print(line, file=self._out, flush=True)


def _problem_printer(recorder: SessionRecorder, printer: JsonPrinter | PlainPrinter) -> Callable[[], None]:
    """Prints once when the session can no longer be kept on disk, and once when it can again."""
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


class Keys:
    """Obeys typed lines. In text mode the session waits, paused, for an answer: to pain above the cap, or which
    variant to take.
    """

    def __init__(
        self, source: Input, runner: Runner, sound: Sound, printer: JsonPrinter | PlainPrinter, pain_cap: int
    ) -> None:
        self._source = source
        self._runner = runner
        self._sound = sound
        self._printer = printer
        self._pain_cap = pain_cap
        self._asks = False
        """Whether the session is paused until the person answers."""

    def obey(self, line: str) -> None:
        """Do what a line asks."""
        # An empty line means the key enter, a line of spaces the space bar.
        key = line.strip() or ("space" if line else "enter")
        if key == "m":
            self._sound.mute(not self._sound.muted)
            self._printer.muted(self._sound.muted)
        elif key == "?" and isinstance(self._printer, PlainPrinter):
            self._printer.help()
        elif key == "e" and isinstance(self._printer, PlainPrinter):
            self._list_variants(self._printer)
        else:
            try:
                self._send(command_for(key, self._runner.state))
            except NotNow as refused:
                self._printer.refuse(line, str(refused))

    def poll(self) -> None:
        """Go on if input has ended, since nobody can answer."""
        if self._asks and self._source.is_over:
            self._go_on()

    def _send(self, command: Command) -> None:
        self._runner.send(command)
        if isinstance(command, ReportPain) and isinstance(self._printer, PlainPrinter):
            self._ask_about(command.value)
        elif isinstance(command, SkipExercise | TakeVariant):
            self._go_on()
        elif isinstance(command, Resume):
            self._asks = False

    def _list_variants(self, printer: PlainPrinter) -> None:
        """Say which variants there are, paused until one is taken or the person goes on."""
        self._runner.advance()
        state = self._runner.state
        if not variant_kinds(state.as_planned.exercise) or state.is_over:
            printer.refuse("e", what_variants(state.as_planned.exercise))
            return
        self._wait()
        printer.variants(state)

    def _wait(self) -> None:
        """Pause for an answer, unless it is paused already."""
        if self._runner.state.paused is None:
            self._runner.send(Pause(is_automatic=True))
            self._asks = True

    def _ask_about(self, pain: int) -> None:
        state = self._runner.state
        if pain_context(state).advice(pain, self._pain_cap) is not None:
            self._wait()

    def _go_on(self) -> None:
        asked, self._asks = self._asks, False
        if asked and self._runner.state.paused is not None and not self._runner.state.is_over:
            self._runner.send(Resume(is_automatic=True))


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


@contextmanager
def _signals() -> Iterator[None]:
    """Raise Stopped on the signals that end a process, so that the journal is flushed first."""

    def stop(number: int, frame: FrameType | None) -> None:
        raise StopSignal(number)

    names = [name for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name)]
    kept = [(getattr(signal, name), signal.signal(getattr(signal, name), stop)) for name in names]
    try:
        yield
    finally:
        for number, handler in kept:
            signal.signal(number, handler)


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Hold back signals that end the process until the record is saved.

    An exception raised in the middle of it would be taken for a fault of the record.
    """
    came: list[int] = []
    numbers = [getattr(signal, name) for name in ("SIGTERM", "SIGHUP", "SIGINT") if hasattr(signal, name)]
    kept = [(number, signal.signal(number, lambda number, _: came.append(number))) for number in numbers]
    try:
        yield
    finally:
        for number, handler in kept:
            signal.signal(number, handler)
    if came:
        signal.raise_signal(came[0])
