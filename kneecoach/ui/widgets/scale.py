"""A row of numbers, of which one key chooses one."""

from __future__ import annotations

from dataclasses import dataclass

from textual import events
from textual.binding import Binding
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

TEN_KEYS = ("t", "X")
"""Both mean ten. The second works even if `t` is another key of the screen."""


class Scale(Widget, can_focus=True):
    """Numbers from 0 to `most`. A digit chooses, `t` or `X` is ten, left and right move, backspace clears."""

    DEFAULT_CSS = """
    Scale { width: auto; height: 1; }
    Scale:focus { text-style: bold; }
    """
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

    def __init__(self, most: int, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._most = most

    def render(self) -> Content:
        cells = [self._cell(number) for number in range(self._most + 1)]
        return Content("").join(cells)

    def get_content_width(self, container: object, viewport: object) -> int:
        return sum(self._cell(number).cell_length for number in range(self._most + 1))

    def on_key(self, event: events.Key) -> None:
        number = 10 if event.key in TEN_KEYS else number_of(event.key)
        if number is not None and number <= self._most:
            event.stop()
            self.choose(number)

    def on_click(self, event: events.Click) -> None:
        edge = 0
        for number in range(self._most + 1):
            edge += self._cell(number).cell_length
            if event.x < edge:
                self.choose(number)
                return

    def action_move(self, step: int) -> None:
        """Choose the next or the previous number."""
        start = self.value if self.value is not None else (-1 if step > 0 else self._most + 1)
        self.choose(min(self._most, max(0, start + step)))

    def action_clear(self) -> None:
        """Clear the answer."""
        self.choose(None)

    def choose(self, number: int | None) -> None:
        """Choose a number, like its key, or none."""
        self.value = number
        self.post_message(self.Chosen(self, number))

    def _cell(self, number: int) -> Content:
        # The brackets show the choice without colour, and keep every number in place.
        if number == self.value:
            return Content.styled(f"[{number}]", "reverse")
        return Content(f" {number} ")


def number_of(key: str) -> int | None:
    """The number that a key means on any screen: a digit, or `X` for ten."""
    return 10 if key == "X" else int(key) if key in set("0123456789") else None
