"""Asks for pain during a session. Above the cap it offers what to do about it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import VerticalScroll

from kneecoach.review.pain import Advice
from kneecoach.review.pain_now import PainContext, pain_context
from kneecoach.running.runner import Runner
from kneecoach.session.commands import Command, ReportPain, SkipExercise, TakeVariant
from kneecoach.ui.bindings import help_key
from kneecoach.ui.coach import Coach
from kneecoach.ui.screens.dialogs import AskPain, Dialog
from kneecoach.ui.screens.variant_dialog import KEYS, numbered
from kneecoach.ui.session_pause import SessionPause
from kneecoach.ui.views.layout import is_narrow
from kneecoach.ui.widgets.answers import Answers
from kneecoach.ui.widgets.line import Line

SKIP, STOP, GO_ON = "n", "q", "enter"


class PainChoice(Dialog[str]):
    """Offers an easier variant, skipping the exercise, stopping, or going on, each with its key."""

    CSS_PATH = "pain_dialog.tcss"
    quiet_seconds = 1.0  # it opens by itself, perhaps while `ten` is still being spelled
    BINDINGS = [Binding(key, f"answer({key!r})", show=False) for key in (SKIP, STOP, GO_ON, *KEYS)]

    def __init__(self, value: int, felt: PainContext, advice: Advice, *, help_key: str) -> None:
        super().__init__()
        self._help_key = help_key
        self._value = value
        self._felt = felt
        self._advice = advice

    @property
    def _variants(self) -> dict[str, str]:
        """The easier variants by their keys, which are those of `e`."""
        return {key: words for key, words in numbered(self._felt.exercise).items() if words in self._felt.easier}

    def compose(self) -> ComposeResult:
        with VerticalScroll(classes="dialog", can_focus=False):
            about = self._felt.set or f"before {self._felt.exercise.title}"
            yield Line(f"Pain {self._value} of 10: {about}", classes="heading")
            yield Line(self._advice.words, id="advice")
            yield Line(f"Sharp, new or rising pain: press {self._help_key}", id="brief-hint", classes="muted")
            yield Answers(id="answers")
            yield Line(f"Sharp, new or rising pain: {self._help_key} says when to get help.", classes="muted hint")

    def on_resize(self, event: events.Resize) -> None:
        # With little room the heading alone has the number, so that the way to get help stays in sight.
        narrow = is_narrow(*event.size)
        _, _, what_to_do = self._advice.words.partition(". ")
        self.query_one("#advice", Line).update(what_to_do if narrow and what_to_do else self._advice.words)
        easier = "" if narrow else "easier: "
        answers = {key: f"{easier}{variant}" for key, variant in self._variants.items()}
        if self._felt.is_to_come:
            answers[SKIP] = f"skip {self._felt.exercise.title}"
        answers |= {STOP: "stop the session", GO_ON: "go on"}
        self.query_one(Answers).show(answers)

    def action_answer(self, key: str) -> None:
        """Close with an offered key as the answer."""
        offered = {STOP, GO_ON, *self._variants}
        if key in offered or (key == SKIP and self._felt.is_to_come):
            self.dismiss(key)


def ask_pain(
    pause: SessionPause,
    send: Callable[[Command], None],
    say: Callable[[str], None],
    stop: Callable[[], None],
    runner: Runner,
    coach: Coach,
) -> None:
    """Ask how the knee feels now. The answer is recorded, whatever is chosen afterwards; `stop` asks whether to."""

    def answered(value: int | None) -> None:
        if value is None:
            return
        send(ReportPain(value))
        felt = pain_context(runner.state)
        advice = felt.advice(value, coach.settings.pain_cap)
        if advice is not None:
            keys = help_key(coach.keys)
            pause.ask(lambda: PainChoice(value, felt, advice, help_key=keys), partial(chosen, value, felt))

    def chosen(value: int, felt: PainContext, key: str | None) -> None:
        if key == SKIP:
            send(SkipExercise(felt.exercise.id))
        elif key == STOP:
            stop()
        elif key is not None and key in KEYS:
            send(TakeVariant(numbered(felt.exercise)[key], felt.exercise.id))
        else:
            say(f"Pain {value} of 10 noted.")

    pause.ask(lambda: AskPain(pain_context(runner.state).set), answered)
