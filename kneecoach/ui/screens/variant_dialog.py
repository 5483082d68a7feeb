"""Asks in which variant the current exercise is done from now on."""

from __future__ import annotations

from collections.abc import Callable

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import VerticalScroll

from kneecoach.running.runner import Runner
from kneecoach.session.commands import Command, TakeVariant
from kneecoach.session.keys import what_variants
from kneecoach.session.plan import Exercise
from kneecoach.session.state import State
from kneecoach.session.variants import NO_VARIANT, VariantKind, variant_choices, variant_kinds, without_words
from kneecoach.ui.screens.dialogs import Dialog
from kneecoach.ui.session_pause import SessionPause
from kneecoach.ui.views.layout import is_narrow
from kneecoach.ui.widgets.answers import Answers
from kneecoach.ui.widgets.line import Line
from kneecoach.words import again_words

GO_ON = "enter"
KEYS = "0123456789"
"""The same numbers as in `--plain` and `--json`: 0 is no variant. Only those two know a tenth variant."""


def numbered(exercise: Exercise) -> dict[str, str]:
    """The words of each variant by its key, the standard way first."""
    return dict(zip(KEYS, variant_choices(exercise), strict=False))


class VariantChoice(Dialog[str]):
    """Offers the variants of an exercise, each with its number. The result is the words of one."""

    CSS_PATH = "variant_dialog.tcss"
    BINDINGS = [Binding(key, f"answer({key!r})", show=False) for key in (GO_ON, *KEYS)]

    def __init__(self, exercise: Exercise, chosen: str, again: str = "") -> None:
        """`chosen` is the variant in which it is done now, by its words; `again` says what a change would mean."""
        super().__init__()
        self._exercise = exercise
        self._again = again
        self._chosen = chosen
        self._offered = {key: words for key, words in numbered(exercise).items() if words != chosen}

    def compose(self) -> ComposeResult:
        with VerticalScroll(classes="dialog", can_focus=False):
            now = self._chosen or without_words(self._exercise)
            yield Line(f"{self._exercise.title}, now {now}", classes="heading")
            if self._again:
                yield Line(self._again)
            yield Answers(id="answers")

    def on_resize(self, event: events.Resize) -> None:
        narrow = is_narrow(*event.size)
        answers = {key: self._answer(words, narrow=narrow) for key, words in self._offered.items()}
        self.query_one(Answers).show(answers | {GO_ON: "go on with it"})

    def _answer(self, words: str, *, narrow: bool) -> str:
        said = variant_choices(self._exercise, self._chosen or None)[words]
        return said.removeprefix(f"{VariantKind.NO_EQUIPMENT}: ") if narrow else said

    def action_answer(self, key: str) -> None:
        """Close with the variant of an offered key, or without one."""
        if key == GO_ON:
            self.dismiss(None)
        elif key in self._offered:
            self.dismiss(self._offered[key])


def ask_variant(
    pause: SessionPause, send: Callable[[Command], None], refuse: Callable[[str], None], runner: Runner
) -> None:
    """Ask in which variant to go on, while the session is paused."""
    runner.advance()
    exercise = runner.state.as_planned.exercise
    if not variant_kinds(exercise):
        refuse(what_variants(exercise, runner.state.variant))
        return

    def answered(words: str | None) -> None:
        if words is not None:
            send(TakeVariant(words, exercise.id))

    pause.ask(
        lambda: VariantChoice(exercise, runner.state.variant or NO_VARIANT, again_words(runner.state)),
        answered,
    )


def has_variants(state: State) -> bool:
    """Whether the current exercise can be done in another way."""
    return not state.is_over and bool(variant_kinds(state.as_planned.exercise))
