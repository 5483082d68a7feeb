"""Text shown without markup."""

from __future__ import annotations

from textual.content import Content
from textual.visual import Visual, VisualType
from textual.widgets import Static

from kneecoach.ui.views.wrapping import cut


class Line(Static):
    """Text without markup, repainted only when it changes.

    If it is not to wrap, and not as wide as its text, what has no room is cut after a clause or a word.
    """

    def __init__(self, text: str = "", *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(text, markup=False, id=id, classes=classes)
        self._text = text

    def update(self, content: VisualType = "", *, layout: bool = True) -> None:
        """Show a new content. The one that is shown already causes no layout."""
        if not _is_same(content, self.content):
            super().update(content, layout=layout)

    @property
    def text(self) -> str:
        """All of the text, even if it is cut on the screen."""
        return str(self.visual)

    @property
    def room(self) -> int:
        """How many cells wide its content was when it was last laid out; 0 before.

        `content_size` says the same, but a widget that asks for it while it is measured has its whole screen laid
        out once more.
        """
        return max(0, self.outer_size.width - self.styles.gutter.width)

    def render(self) -> Visual:
        """What it shows of its text."""
        text, styles = self.visual, self.styles
        is_cut = styles.text_wrap == "nowrap" and styles.text_overflow == "ellipsis" and not styles.is_auto_width
        if not is_cut or not self.room or not isinstance(text, Content):
            return text
        lines = text.split("\n", allow_blank=True)
        return Content("\n").join(_cut(line, self.room) for line in lines) if text.cell_length > self.room else text

    def show(self, text: str) -> None:
        """Show a new text."""
        if text != self._text:
            self._text = text
            self.update(text, layout=False)

    def tell(self, words: str, *, alert: bool | None = None) -> None:
        """Show words, or take no room if there are none. `alert` says whether they are a warning."""
        self.display = bool(words)
        if alert is not None:
            self.set_class(alert, "alert").set_class(not alert, "muted")
        self.update(words)


def _cut(line: Content, width: int) -> Content:
    """A line of at most `width` cells, in its styles."""
    if line.cell_length <= width:
        return line
    return line[: len(cut(line.plain, width)) - 1] + Content("…")


def _is_same(one: VisualType, other: VisualType) -> bool:
    """Whether two contents look the same."""
    if isinstance(one, Content) and isinstance(other, Content):
        return one.is_same(other)
    return isinstance(one, str) and isinstance(other, str) and one == other
