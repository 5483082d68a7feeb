"""Obeys typed lines."""

from __future__ import annotations

from kneecoach.plain.input import Input
from kneecoach.plain.printer import PlainPrinter
from kneecoach.plain.protocol import JsonPrinter
from kneecoach.review.pain_now import pain_context
from kneecoach.running.runner import Runner
from kneecoach.session.commands import (
    Command,
    EndSession,
    FinishSet,
    NotNow,
    Pause,
    ReportPain,
    Resume,
    SkipExercise,
    TakeVariant,
)
from kneecoach.session.keys import command_for, what_variants
from kneecoach.session.state import State
from kneecoach.session.variants import variant_kinds
from kneecoach.sound import Sound
from kneecoach.words import set_words

FINISH = "Enter again finishes {}; anything else continues it."
THROW_AWAY = "q delete again deletes this session: it will not be in the history. Anything else keeps it."


def set_at_hand(state: State) -> str:
    """The set that is being done, in words: `set 2 of 3 of Hip thrust`."""
    planned = state.planned
    return f"{set_words(planned)} of {planned.exercise.title}"


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
        self._question = ""
        """The question about a key that is not yet obeyed; typed again, the key is obeyed."""

    def obey(self, line: str) -> None:
        """Do what a line asks."""
        # An empty line means the key enter, a line of spaces the space bar.
        key = line.strip() or ("space" if line else "enter")
        asked, self._question = self._question, ""
        if key == "?" and isinstance(self._printer, PlainPrinter):
            self._printer.help()
            self._ask(asked)
        elif key == "h" and isinstance(self._printer, PlainPrinter):
            self._printer.how()
        elif key == "m":
            self._sound.mute(not self._sound.muted)
            self._printer.muted(self._sound.muted)
        elif key == "e" and isinstance(self._printer, PlainPrinter):
            self._list_variants(self._printer)
        else:
            try:
                command = command_for(key, self._runner.state)
                question = self._question_before(line, command)
                if question and question != asked:
                    self._ask(question)
                else:
                    self._send(command)
            except NotNow as refused:
                self._printer.refuse(line, str(refused))

    def _question_before(self, line: str, command: Command) -> str:
        """What to ask before a command that may have been typed by mistake; empty for any other.

        A program that uses `--json` makes no such mistakes.
        """
        if not isinstance(self._printer, PlainPrinter):
            return ""
        if isinstance(command, FinishSet) and not line:
            return FINISH.format(set_at_hand(self._runner.state))
        if isinstance(command, EndSession) and command.discard:
            return THROW_AWAY
        return ""

    def _ask(self, question: str) -> None:
        self._question = question
        if question and isinstance(self._printer, PlainPrinter):
            self._printer.ask(question)

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
        """List the variants, paused until one is taken or the person goes on."""
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
