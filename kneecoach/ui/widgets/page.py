"""Blocks of text, each with a heading. Long lines wrap with a hanging indent."""

from __future__ import annotations

from textual.content import Content
from textual.geometry import Size

from kneecoach.ui.views.movement_words import TextBlock
from kneecoach.ui.widgets.text_widget import TextWidget


class Page(TextWidget):
    """Shows blocks, as tall as they are at its width. Text is never read as markup."""

    DEFAULT_CSS = "Page { width: 1fr; height: auto; }"
    COMPONENT_CLASSES = {"page--heading", "page--mark"}

    _blocks: tuple[TextBlock, ...] = ()

    def show(self, blocks: tuple[TextBlock, ...]) -> None:
        """Show new blocks."""
        if blocks != self._blocks:
            self._blocks = blocks
            self.refresh(layout=True)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return len(self._lines(width))

    def render(self) -> Content:
        return Content("\n").join(self._lines(self.content_size.width))

    def _lines(self, width: int) -> list[Content]:
        lines: list[Content] = []
        for block in self._blocks:
            if lines:
                lines.append(Content(""))
            heading = self.get_visual_style("page--heading")
            lines += [line.stylize(heading) for line in Content(block.heading).wrap(max(1, width))]
            indent = len(str(len(block.items))) + 1 if block.numbered else 2
            for number, item in enumerate(block.items, 1):
                mark = f"{number if block.numbered else '·':<{indent}}"
                wrapped = Content(item).wrap(max(1, width - indent))
                lines.append(Content.styled(mark, self.get_visual_style("page--mark")) + wrapped[0])
                lines += [Content(" " * indent) + line for line in wrapped[1:]]
        return lines
