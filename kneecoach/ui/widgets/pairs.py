"""Lines of two parts, the second in its own column."""

from __future__ import annotations

from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget

from kneecoach.ui.views.parts import Pair, aligned


class Pairs(Widget):
    """Shows as many whole parts of each line as fit. Text is never read as markup."""

    DEFAULT_CSS = "Pairs { width: 1fr; height: auto; text-wrap: nowrap; text-overflow: ellipsis; }"

    def __init__(self, pairs: tuple[Pair, ...] = (), *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.pairs = pairs

    def show(self, pairs: tuple[Pair, ...]) -> None:
        """Show new lines."""
        if pairs != self.pairs:
            self.pairs = pairs
            self.refresh(layout=True)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return len(self.pairs)

    def render(self) -> Content:
        return Content("\n".join(aligned(self.pairs, self.content_size.width)))
