"""Asks in which variant an exercise is done: the current one from now on, or one of today's before a session."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from textual import events
from textual.app import App, ComposeResult
from textual.binding import Binding
from textual.containers import VerticalScroll

from kneecoach.running.runner import Runner
from kneecoach.session.commands import Command, TakeVariant
from kneecoach.session.keys import what_variants
from kneecoach.session.plan import Exercise, Plan
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
EXERCISE_KEYS = "123456789abcdefghijklmnopqrstuvwxyz"


def numbered(exercise: Exercise) -> dict[str, str]:
    """The words of each variant by its key, the standard way first."""
    return dict(zip(KEYS, variant_choices(exercise), strict=False))


class VariantChoice(Dialog[str]):
    """Offers the variants of an exercise, each with its number. The result is the words of one."""

    CSS_PATH = "variant_dialog.tcss"
    BINDINGS = [Binding(key, f"answer({key!r})", show=False) for key in (GO_ON, *KEYS)]

    def __init__(self, exercise: Exercise, chosen: str, again: str = "", *, has_begun: bool = True) -> None:
        """`chosen` is the variant in which it is done now, by its words; `again` says what a change would mean.

        `has_begun`: whether the session has, so that a variant must be done with the same legs.
        """
        super().__init__()
        self._exercise = exercise
        self._again = again
        self._has_begun = has_begun
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
        self.query_one(Answers).show(answers | {GO_ON: "go on with it" if self._has_begun else "keep it"})

    def _answer(self, words: str, *, narrow: bool) -> str:
        said = variant_choices(self._exercise, self._chosen or None, has_begun=self._has_begun)[words]
        return said.removeprefix(f"{VariantKind.NO_EQUIPMENT}: ") if narrow else said

    def action_answer(self, key: str) -> None:
        """Close with the variant of an offered key, or without one."""
        if key == GO_ON:
            self.dismiss(None)
        elif key in self._offered:
            self.dismiss(self._offered[key])


class ExerciseChoice(Dialog[str]):
    """Asks which exercise to do in another way. The result is its id."""

    CSS_PATH = "variant_dialog.tcss"
    BINDINGS = [Binding(key, f"answer({key!r})", show=False) for key in (GO_ON, *EXERCISE_KEYS)]

    def __init__(self, exercises: Mapping[str, str]) -> None:
        """`exercises` are what each of them is called, by id."""
        super().__init__()
        self._ids = dict(zip(EXERCISE_KEYS, exercises, strict=False))
        self._answers = {key: exercises[id_] for key, id_ in self._ids.items()}

    def compose(self) -> ComposeResult:
        with VerticalScroll(classes="dialog", can_focus=False):
            yield Line("Which exercise in another way?", classes="heading")
            yield Answers(self._answers | {GO_ON: "leave them as they are"}, id="answers")

    def action_answer(self, key: str) -> None:
        """Close with the exercise of a key, or without one."""
        self.dismiss(self._ids.get(key))


def ask_variant_today(app: App[object], plan: Plan, answered: Callable[[Exercise, str], None]) -> None:
    """Ask which exercise of a plan begins in which variant: `answered` gets both, the variant by its words."""
    ways = dict(plan.variants)
    exercises = with_variants(plan)

    def ask(id_: str | None) -> None:
        if id_ is None:
            return
        exercise = exercises[id_]

        def chosen(words: str | None) -> None:
            if words is not None:
                answered(exercise, words)

        app.push_screen(VariantChoice(exercise, ways.get(id_, NO_VARIANT), has_begun=False), chosen)

    if len(exercises) == 1:
        ask(*exercises)
        return
    said = {
        id_: f"{exercise.title}: {ways.get(id_) or without_words(exercise)}" for id_, exercise in exercises.items()
    }
    app.push_screen(ExerciseChoice(said), ask)


def with_variants(plan: Plan) -> dict[str, Exercise]:
    """The exercises of a plan that can be done in another way, by id."""
    exercises = {planned.exercise.id: planned.exercise for planned in plan.sets}
    return {id_: exercise for id_, exercise in exercises.items() if variant_kinds(exercise)}


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
