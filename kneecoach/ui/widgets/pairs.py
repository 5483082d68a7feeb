"""Lines of two parts, the second in its own column."""

from __future__ import annotations

from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget

Pair = tuple[str, str]

GAP, MIN_GAP = 3, 2


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


def aligned(pairs: tuple[Pair, ...], width: int) -> list[str]:
    """The pairs as lines of at most `width` cells, if their first parts leave room for that."""
    first = max((len(left) for left, _ in pairs), default=0)
    widest = first + GAP + max((len(right) for _, right in pairs), default=0)
    gap = GAP if widest <= width else MIN_GAP
    return [f"{left:<{first + gap}}{whole_parts(right, width - first - gap)}".rstrip() for left, right in pairs]


def whole_parts(text: str, room: int) -> str:
    """As much of `text` as fits `room` cells, cut between parts (`·`) or else between words."""
    if len(text) <= room:
        return text
    beginning = text[: max(0, room) + 1]
    for between in (" · ", " "):
        if between in beginning:
            return beginning[: beginning.rindex(between)].rstrip(" ·,")
    return ""
