"""The answers to a question, each with its key on a cap. They can be clicked, and marked with the arrow keys."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from rich.cells import cell_len
from textual import events
from textual.content import Content
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.style import Style
from textual.widget import Widget

from kneecoach.ui.bindings import key_words
from kneecoach.ui.views.wrapping import cut_clause
from kneecoach.ui.widgets.text_widget import TextWidget

GAP = 3
"""Cells between two answers in one row."""
STEPS = {"up": -1, "left": -1, "down": 1, "right": 1}


@dataclass(frozen=True, slots=True)
class PlacedAnswer:
    """An answer and its place."""

    key: str
    words: str
    row: int
    left: int

    @property
    def right(self) -> int:
        """The cell after its last one."""
        return self.left + cell_len(f" {key_words(self.key)}  {self.words}")


class Answers(TextWidget, can_focus=True):
    """Shows answers side by side if they all fit into one row, otherwise one below the other.

    Arrow keys mark one, and enter then gives it.
    """

    DEFAULT_CSS = "Answers { width: 1fr; height: auto; text-wrap: nowrap; text-overflow: ellipsis; }"
    COMPONENT_CLASSES = {"answers--cap", "answers--words"}

    @dataclass
    class Chosen(Message):
        """An answer was clicked, or marked and taken."""

        key: str

    marked: reactive[str | None] = reactive(None)
    """The key of the answer that the arrow keys have reached."""

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
            shown = words + Style(reverse=True) if each.key == self.marked else words
            key = f" {key_words(each.key)} "
            said = cut_clause(each.words, self.size.width - each.left - cell_len(key) - 1)
            row += Content.assemble((key, cap), (f" {said}", shown))
            rows[each.row] = row
        return Content("\n").join(rows.values())

    def on_key(self, event: events.Key) -> None:
        if event.key == "enter" and self.marked in self._answers:
            event.stop()
            self.post_message(self.Chosen(str(self.marked)))
        elif event.key in STEPS and self._mark_next(STEPS[event.key]):
            event.stop()

    def _mark_next(self, step: int) -> bool:
        """Mark the next or the previous answer; False at either end, so that the container may scroll."""
        keys = list(self._answers)
        before = keys.index(self.marked) if self.marked in keys else -1 if step > 0 else len(keys)
        if not 0 <= before + step < len(keys):
            return False
        self.marked = keys[before + step]
        row = next(each.row for each in self._placed(self.size.width) if each.key == self.marked)
        if isinstance(self.parent, Widget):
            place = Region(0, row, self.size.width, 1).translate(self.virtual_region.offset)
            self.parent.scroll_to_region(place, animate=False)
        return True

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
