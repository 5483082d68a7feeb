"""The answers to a question, each with its key on a cap. They can be clicked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from rich.cells import cell_len
from textual import events
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.style import Style

from kneecoach.ui.bindings import key_words
from kneecoach.ui.widgets.text_widget import TextWidget

GAP = 3
"""Cells between two answers in one row."""


@dataclass(frozen=True, slots=True)
class PlacedAnswer:
    """An answer and where it stands."""

    key: str
    words: str
    row: int
    left: int

    @property
    def right(self) -> int:
        """The cell after its last one."""
        return self.left + cell_len(f" {key_words(self.key)}  {self.words}")


class Answers(TextWidget):
    """Shows answers beside each other where they all fit into one row, else one below the other."""

    DEFAULT_CSS = "Answers { width: 1fr; height: auto; text-wrap: nowrap; text-overflow: ellipsis; }"
    COMPONENT_CLASSES = {"answers--cap", "answers--words"}

    @dataclass
    class Chosen(Message):
        """An answer was clicked."""

        key: str

    def __init__(self, answers: Mapping[str, str] | None = None, *, id: str | None = None) -> None:
        """`answers` are words by their key."""
        super().__init__(id=id)
        self._answers = dict(answers or {})

    def show(self, answers: Mapping[str, str]) -> None:
        """Show other answers."""
        if dict(answers) != self._answers:
            self._answers = dict(answers)
            self.refresh(layout=True)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return max((each.row + 1 for each in self._placed(width)), default=0)

    def render(self) -> Content:
        # Textual's component styles know no reverse.
        cap, words = (
            self.get_visual_style("answers--cap") + Style(reverse=True),
            self.get_visual_style("answers--words"),
        )
        rows: dict[int, Content] = {}
        for each in self._placed(self.size.width):
            row = rows.get(each.row, Content(""))
            row += Content(" " * (each.left - row.cell_length))
            row += Content.assemble((f" {key_words(each.key)} ", cap), (f" {each.words}", words))
            rows[each.row] = row
        return Content("\n").join(rows.values())

    def on_click(self, event: events.Click) -> None:
        """Answer, like the key."""
        for each in self._placed(self.size.width):
            if each.row == event.y and each.left <= event.x < each.right:
                event.stop()
                self.post_message(self.Chosen(each.key))

    def _placed(self, width: int) -> list[PlacedAnswer]:
        in_one_row: list[PlacedAnswer] = []
        for key, words in self._answers.items():
            left = in_one_row[-1].right + GAP if in_one_row else 0
            in_one_row.append(PlacedAnswer(key, words, 0, left))
        if not in_one_row or in_one_row[-1].right <= width:
            return in_one_row
        return [PlacedAnswer(key, words, row, 0) for row, (key, words) in enumerate(self._answers.items())]
