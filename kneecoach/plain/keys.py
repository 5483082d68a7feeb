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
from kneecoach.session.loads import TENSION_LETTERS, TENSIONS, says_none
from kneecoach.session.plan import BAND
from kneecoach.session.state import State
from kneecoach.session.variants import variant_kinds
from kneecoach.sound import Sound
from kneecoach.words import set_words

NO_WORDS = ("n", "N", "no", "none")
"""After a question these leave it open; only pain is asked for again. They are never the key that skips."""
GO_ON = ("p", "space", "pagedown")
"""Keys that end a pause."""
KEYS_WITH_VALUES = ("x", "l", "i", "e")
FINISH = "Enter again finishes {}; anything else continues it."
THROW_AWAY = "q delete again deletes this session: it will not be in the history. Anything else keeps it."


def current_set_words(state: State) -> str:
    """The current set in words: `set 2 of 3 of Hip thrust`."""
    planned = state.planned
    return f"{set_words(planned)} of {planned.exercise.title}"


class Keys:
    """Obeys typed lines. In text mode the session is paused while it waits for an answer.

    It asks what to do about pain above the cap, which variant to take, and for a value that a key needs.
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
        self._decides = False
        """Whether the person has yet to decide what to do about pain."""
        self._question = ""
        """The question about a key that was not obeyed yet. Typed again, the key is obeyed."""
        self._wanted = ""
        """The key that the next line gives a value for: `x`, `l`, `i` or `e`; empty if no value was asked for."""

    def obey(self, line: str) -> None:
        """Do what a line asks."""
        # An empty line means the key enter, a line of spaces the space bar.
        key = line.strip() or ("space" if line else "enter")
        asked, self._question = self._question, ""
        wanted, self._wanted = self._wanted, ""
        if wanted and not self._is_aside(key, wanted) and self._takes(wanted, line.strip()):
            return
        if key == "?" and isinstance(self._printer, PlainPrinter):
            self._printer.help()
            self._ask(asked)
            self._want_again(wanted)
        elif key == "h" and isinstance(self._printer, PlainPrinter):
            self._printer.how()
            self._wanted = wanted
        elif key == "m":
            self._sound.mute(not self._sound.muted)
            self._printer.muted(self._sound.muted)
            self._wanted = wanted
        elif key == "e" and isinstance(self._printer, PlainPrinter):
            self._list_variants(self._printer)
        elif value_question := self._value_question(key):
            self._want(key, value_question)
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

    def _is_aside(self, key: str, wanted: str) -> bool:
        """Whether a key is obeyed while another's value is asked for: help, how it is done, and mute.

        When a band is asked for, `h` and `m` mean heavy and medium.
        """
        is_tension = wanted == "l" and self._asks_for_tension
        return key == "?" or (key in {"h", "m"} and not is_tension)

    @property
    def _asks_for_tension(self) -> bool:
        """Whether the load of the exercise is the tension of a band."""
        return self._runner.state.exercise.load == BAND

    def _value_question(self, key: str) -> str:
        """What to ask after a key that was typed without its value; empty for other keys, and for a program."""
        state = self._runner.state
        if not isinstance(self._printer, PlainPrinter) or state.is_over:
            return ""
        exercise = state.exercise
        if key == "x":
            about = pain_context(state).set
            return f"Knee pain now{f', {about}' if about else ''}? 0-10, or enter for no answer:"
        if key == "l" and exercise.load:
            what = f"the band, {', '.join(TENSIONS)}" if exercise.load == BAND else f"load in {state.units}"
            return f"{exercise.title}: {what}, or enter to leave it:"
        return f"Note on {exercise.title}, - to remove it, or enter to leave it:" if key == "i" else ""

    def _want(self, key: str, question: str) -> None:
        """Ask for the value of a key, paused until the next line gives it. An empty question asks nothing."""
        if question and isinstance(self._printer, PlainPrinter):
            self._wait()
            self._wanted = key
            self._printer.ask(question)

    def _want_again(self, key: str) -> None:
        """Ask for the value of a key again."""
        if key == "e" and isinstance(self._printer, PlainPrinter):
            self._list_variants(self._printer)
        else:
            self._want(key, self._value_question(key))

    def _takes(self, key: str, typed: str) -> bool:
        """Take a line as the value of a key, or as no answer. False if it is a key itself."""
        if not typed or self._leaves_open(key, typed):
            self._done_asking()
            return True
        refused = ""
        if not self._is_only_a_key(key, typed):
            try:
                self._send(command_for(f"{key} {typed}", self._runner.state))
            except NotNow as why:
                refused = str(why)
            else:
                self._done_asking()
                return True
        if self._is_key(typed) and typed not in NO_WORDS:
            if typed not in {*GO_ON, key}:
                self._done_asking()
            return False
        self._printer.refuse(typed, refused)
        self._want_again(key)
        return True

    @staticmethod
    def _leaves_open(key: str, typed: str) -> bool:
        """Whether the words leave a question unanswered: `no` does, except to pain; - does, except to a note."""
        if key == "x":
            return typed == "-"
        return (says_none(typed) or typed in NO_WORDS) and (key, typed) != ("i", "-")

    def _is_only_a_key(self, key: str, typed: str) -> bool:
        """Whether a line is a key even where any words are an answer: the tension of a band, or a note."""
        if key == "l":
            return self._asks_for_tension and typed.lower() not in TENSION_LETTERS and self._is_key(typed)
        return key == "i" and typed != "-" and len(typed.split()) == 1 and self._is_key(typed)

    def _done_asking(self) -> None:
        """Go on after a value, unless the person has more to decide."""
        if not self._decides:
            self._go_on()

    def _is_key(self, typed: str) -> bool:
        try:
            command_for(typed, self._runner.state)
        except NotNow:
            return typed in KEYS_WITH_VALUES
        return True

    def _question_before(self, line: str, command: Command) -> str:
        """What to ask before a command that may have been typed by mistake; empty for any other.

        A program that uses `--json` makes no such mistakes.
        """
        if not isinstance(self._printer, PlainPrinter):
            return ""
        if isinstance(command, FinishSet) and not line:
            return FINISH.format(current_set_words(self._runner.state))
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
        if self._asks_about(command) and isinstance(self._printer, PlainPrinter):
            self._decides = True
            self._wait()
        elif isinstance(command, SkipExercise | TakeVariant):
            self._go_on()
        elif isinstance(command, Resume):
            self._asks = self._decides = False

    def _list_variants(self, printer: PlainPrinter) -> None:
        """List the variants, paused until one is taken or the person goes on."""
        self._runner.advance()
        state = self._runner.state
        if not variant_kinds(state.as_planned.exercise) or state.is_over:
            printer.refuse("e", what_variants(state.as_planned.exercise, state.variant))
            return
        self._wait()
        printer.variants(state)
        self._wanted = "e"

    def _wait(self) -> None:
        """Pause for an answer, unless it is paused already."""
        if self._runner.state.paused is None:
            self._runner.send(Pause(is_automatic=True))
            self._asks = True

    def _asks_about(self, command: Command) -> bool:
        """Whether a command is a report of pain that the person has to decide about."""
        state = self._runner.state
        return (
            isinstance(command, ReportPain)
            and pain_context(state).advice(command.value, self._pain_cap) is not None
        )

    def _go_on(self) -> None:
        asked, self._asks, self._decides = self._asks, False, False
        if asked and self._runner.state.paused is not None and not self._runner.state.is_over:
            self._runner.send(Resume(is_automatic=True))
