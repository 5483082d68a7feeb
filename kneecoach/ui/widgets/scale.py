"""A row of numbers, of which one is chosen with a key."""

from __future__ import annotations

from dataclasses import dataclass
from math import inf
from typing import TYPE_CHECKING, cast

from textual import events
from textual.binding import Binding
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.timer import Timer
from textual.widget import Widget

from kneecoach.session.keys import TEN_KEY
from kneecoach.ui.bindings import is_key_of
from kneecoach.ui.typed_score import MAX_TEN_SECONDS, TypedScore, TypedWord
from kneecoach.ui.widgets.sight import show_first

if TYPE_CHECKING:
    from kneecoach.ui.coach import Coach

TEN_HINTS = (f"or {TEN_KEY}", TEN_KEY, "")
"""The hint beside the 10 for its key, in as many words as fit."""


class Scale(Widget, can_focus=True):
    """Numbers from 0 to `most`. Digits choose, left and right move, backspace clears.

    Ten is typed as it is written, 1 and 0, or with one key, which stands beside it. Other letters are the screen's,
    but those of a word are neither keys nor an answer.

    `Chosen` says each new answer; `Settled` follows once a 0 would no longer turn a 1 into ten: at once for every
    other answer.
    """

    DEFAULT_CSS = """
    Scale { width: 1fr; height: 1; }
    Scale:focus { text-style: bold; }
    Scale > .scale--hint { color: $secondary; text-style: not bold; }
    """
    COMPONENT_CLASSES = {"scale--hint"}
    BINDINGS = [
        Binding("left", "move(-1)", "Less", show=False),
        Binding("right", "move(1)", "More", show=False),
        Binding("backspace,delete", "clear", "Clear", show=False),
    ]

    value: reactive[int | None] = reactive(None)

    @dataclass
    class Chosen(Message):
        """A number was chosen; None if the answer was cleared."""

        scale: Scale
        value: int | None

    class Settled(Chosen):
        """The chosen number is what was meant."""

    def __init__(self, most: int, *, takes_ten_key: bool = True, id: str | None = None) -> None:
        """Without `takes_ten_key`, because the key has another meaning there, ten is typed as 1 and 0 only."""
        super().__init__(id=id)
        self._most = most
        self._typed = TypedScore(most)
        self._word = TypedWord()
        self._before_ten: int | None = None
        """The number that the key for ten replaced."""
        self._takes_ten_key = takes_ten_key and self._typed.has_ten
        numbers = sum(self._cell(number).cell_length for number in range(most + 1))
        self.styles.max_width = numbers + (1 + len(TEN_HINTS[0]) if self._typed.has_ten else 0)
        self._open_until: float | None = None
        """When the number settles by itself, in seconds of the clock; None once it has settled."""
        self._timer: Timer | None = None
        self._seen_from = float("-inf")
        """When it came into sight, in seconds of the clock."""

    @property
    def coach(self) -> Coach:
        """The app, by its own type."""
        return cast("Coach", self.app)

    def render(self) -> Content:
        cells = Content("").join(self._cell(number) for number in range(self._most + 1))
        if not self._takes_ten_key:
            return cells
        if self.value == self._most:
            cells += Content(" ")  # its bracket takes the gap before the hint
        hint = next(words for words in TEN_HINTS if cells.cell_length + len(words) <= self.size.width or not words)
        return cells + Content.styled(hint, self.get_visual_style("scale--hint"))

    def on_key(self, event: events.Key) -> None:
        if self._is_in_word(event.key) or self.take(event.key):
            event.stop()

    def _is_in_word(self, key: str) -> bool:
        """Whether a key is a later letter of a word, or its first one again.

        Any word but `ten` takes back the ten of its first letter.
        """
        was_word, was_ten = self._word.is_word, self._takes_ten_key and self._word.is_number
        is_key = is_key_of(type(self.screen).__name__, key, self.coach.keys)
        self._word.take(key, self.coach.pressed_at, begins=not is_key)
        is_ten = self._takes_ten_key and self._word.is_number
        if self._word.is_word and not is_ten and (was_ten or not was_word):
            if was_ten and self.value != self._before_ten:
                self._typed.forget()
                self._choose(self._before_ten)
            self.notify(f"Answer with a number: 0 to {self._most}.", severity="warning", markup=False)
        return self._word.is_word or self._word.is_repeat

    def take(self, key: str) -> bool:
        """Answer with a key; False if it is not an answer here."""
        if not (key.isdecimal() or (key == TEN_KEY and self._takes_ten_key)):
            self._typed.forget()
            return False
        at = self.coach.pressed_at
        if key == TEN_KEY:
            self._before_ten = self.value
        if not self._is_seen(at):
            return True
        number = self._typed.take(key, at)
        if number is not None:
            self._choose(number, open_until=at + MAX_TEN_SECONDS if self._typed.is_open(at) else None)
        else:
            self.notify(f"{key} is not an answer here: 0 to {self._most}.", severity="warning", markup=False)
        return True

    def _is_seen(self, at: float) -> bool:
        """Whether a key pressed at an instant (seconds) was pressed in sight of the scale."""
        if show_first(self):
            # The 0 of a 10 whose 1 only brought it into sight is not an answer either.
            self._seen_from = at + MAX_TEN_SECONDS
        return at >= self._seen_from

    @property
    def is_open(self) -> bool:
        """Whether the number chosen last may still become another one: `Settled` is yet to come."""
        return self._open_until is not None

    @property
    def awaits_zero(self) -> bool:
        """Whether a 0 would now make it ten."""
        return self._open_until not in {None, inf}

    def settle(self) -> None:
        """Take the chosen number as the one that was meant."""
        if self._open_until is not None:
            self._open_until = None
            self.post_message(self.Settled(self, self.value))

    def look(self) -> None:
        """Settle a typed 1 once it is too late for a 0. A timer calls it, and so do tests that have a clock."""
        now = self.coach.clock.monotonic()
        if self._open_until is not None and now >= self._open_until:
            self.settle()
        elif self._open_until is not None and self._open_until < inf:
            self._look_in(self._open_until - now)

    def _look_in(self, seconds: float) -> None:
        if self._timer is not None:
            self._timer.stop()
        self._timer = self.set_timer(max(0.01, seconds), self.look)

    def on_click(self, event: events.Click) -> None:
        edge = 0
        for number in range(self._most + 1):
            edge += self._cell(number).cell_length
            if event.x < edge:
                self._typed.forget()
                self._choose(number)
                return

    def action_move(self, step: int) -> None:
        """Choose the next or the previous number."""
        self._typed.forget()
        if not self._is_seen(self.coach.pressed_at):
            return
        start = self.value if self.value is not None else (-1 if step > 0 else self._most + 1)
        self._choose(min(self._most, max(0, start + step)), open_until=inf)

    def action_clear(self) -> None:
        """Clear the answer."""
        self._typed.forget()
        if self._is_seen(self.coach.pressed_at):
            self._choose(None)

    def _choose(self, number: int | None, *, open_until: float | None = None) -> None:
        """Choose a number. It settles at an instant in seconds, or at once."""
        self.value, self._open_until = number, -inf if open_until is None else open_until
        self.post_message(self.Chosen(self, number))
        self.look()

    def _cell(self, number: int) -> Content:
        # The brackets show the choice without colour, and keep every number in place.
        if number == self.value:
            return Content.styled(f"[{number}]", "reverse")
        return Content(f" {number} ")
