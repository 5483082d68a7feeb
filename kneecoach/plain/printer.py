"""Prints a session in words, at a pace that can be listened to."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TextIO

from kneecoach.journal.recorder import RECOVERED, UNSAVED, SavedRecord
from kneecoach.log.record import Record
from kneecoach.plain.how import how_lines, paced
from kneecoach.plain.lines import explanation, lines_for, pain_lines, today_lines
from kneecoach.plain.time_left import countdown, time_left_lines
from kneecoach.review.last_time import NO_PAST, Past
from kneecoach.review.pain import GET_HELP, USUAL_CAP
from kneecoach.routine.equipment import to_have_ready
from kneecoach.routine.text import size_words
from kneecoach.running.runner import Runner
from kneecoach.session.events import Event, PainReported, Stage, StageStarted
from kneecoach.session.plan import Plan
from kneecoach.session.state import State
from kneecoach.session.variants import NO_VARIANT, variant_choices, variant_words
from kneecoach.text import NOT_ADVICE, length
from kneecoach.words import again_words, ready_words, rehearsal_words

KEYS = (
    "Keys, each followed by enter: space, enter (next), n skip, N skip exercise, r repeat, b back, u undo,",
    "p pause, + and - rest, x pain, e variants, l load, g pace, m mute, h how it is done,",
    "i a note on this exercise, q stop and save, q delete stop and delete it,",
    "? when to get help and these keys.",
)


def beginning(plan: Plan, warm_up: str = "", speed: float = 1.0) -> list[str]:
    """What is printed before a session: how long it is, what to have ready, the warm-up, and the keys."""
    rehearsal = rehearsal_words(speed)
    kept_out = "it is marked, and left out of history and stats. A note on an exercise is only for this rehearsal"
    equipment = to_have_ready(name for exercise in plan.exercises for name in exercise.equipment)
    return [
        f"{plan.title}: {size_words(plan)}.",
        *([f"A {rehearsal}: {kept_out}."] if rehearsal else []),
        *today_lines(plan),
        *([f"{ready_words(equipment)}."] if equipment else []),
        *([warm_up] if warm_up else []),
        *KEYS,
        NOT_ADVICE,
    ]


class PlainPrinter:
    """Prints what happens in words. How an exercise is done is printed line by line, as it would be said."""

    def __init__(
        self,
        out: TextIO,
        runner: Runner,
        pain_cap: int = USUAL_CAP,
        past: Past = NO_PAST,
        *,
        said: Sequence[str] | None = None,
    ) -> None:
        """`said` is printed at the beginning; None if that and the first exercise have already been said."""
        self._out = out
        self.has_offered = False
        """Whether a record that could not be saved was printed."""
        self._runner = runner
        self._pain_cap = pain_cap
        self._past = past
        self._said = said
        self._to_say: list[tuple[float, str]] = []
        """Lines still to be printed, each with its instant on the session's axis."""
        self._about = 0
        """Index of the planned set that they are about."""
        self._left: float | None = None
        """Seconds that were left of the rest or hold at the last check."""

    def begin(self, brought_back: bool) -> None:
        self._print(*(self._said or ()))
        if brought_back:
            self._print("Restored to where it was cut off, paused. Press p and enter to go on.")

    def happened(self, events: tuple[Event, ...], state: State) -> None:
        for event in events:
            self._say_until(event.at)
            self._print(*lines_for(event, state, self._past))
            if isinstance(event, StageStarted):
                self._explain(event, state)
            if isinstance(event, PainReported):
                self._print(*pain_lines(event.value, state, self._pain_cap))

    def _explain(self, event: StageStarted, state: State) -> None:
        """Start to say how an exercise is done, go on in its ready stage, and stop when its set begins."""
        lines = explanation(event, state)
        is_said = self._said is None and not state.attempts
        if lines and not is_said:
            self._to_say, self._about = paced(lines, event.at), event.index
        elif event.stage is not Stage.READY or event.index != self._about:
            self._to_say = []
        self._left = None

    def _say_until(self, at: float) -> None:
        while self._to_say and self._to_say[0][0] <= at:
            self._print(self._to_say.pop(0)[1])

    def poll(self) -> None:
        """Print what is due: the next line of how an exercise is done, and how much time is left."""
        state, at = self._runner.state, self._runner.now()
        self._say_until(at)
        running = countdown(state, at)
        if running is not None and self._left is not None:
            self._print(*time_left_lines(self._left, *running))
        self._left = None if running is None else running[0]

    def how(self) -> None:
        """Print at once how the current exercise is done."""
        self._to_say = []
        self._print(self._runner.state.exercise.title, *how_lines(self._runner.state.exercise))

    def ask(self, question: str) -> None:
        """Print a question that the next line answers."""
        self._print(question)

    def refuse(self, _line: str, why: str) -> None:
        self._print(why)

    def variants(self, state: State) -> None:
        """Print the variants of the current exercise, and which one is being done."""
        exercise = state.as_planned.exercise
        self._print(f"Variants of {exercise.title}, each with its key, followed by enter:")
        none, *ways = variant_choices(exercise, state.variant).values()
        self._print(*(f"  e {number}, {way}" for number, way in enumerate(ways, start=1)), f"  e 0, {none}")
        again = again_words(state)
        now = variant_words(exercise, state.variant or NO_VARIANT)
        self._print(*([again] if again else []), f"Now {now}; p and enter goes on with that.")

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
        """Print when to get help, and the keys."""
        self._print(*GET_HELP.splitlines(), *KEYS, NOT_ADVICE)

    def _print(self, *lines: str) -> None:
        for line in lines:
            print(line, file=self._out, flush=True)
