"""A widget that draws text."""

from __future__ import annotations

from textual.content import Content
from textual.widget import Widget


class TextWidget(Widget):
    """Draws text itself. It is never read as markup."""

    def render(self) -> Content:
        """What it shows."""
        raise NotImplementedError

    @property
    def text(self) -> str:
        """What it shows, as plain text."""
        return self.render().plain
