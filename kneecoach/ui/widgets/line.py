"""Text shown without markup."""

from __future__ import annotations

from textual.widgets import Static


class Line(Static):
    """Text without markup, repainted only when it changes."""

    def __init__(self, text: str = "", *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(text, markup=False, id=id, classes=classes)
        self._text = text

    @property
    def text(self) -> str:
        """The text shown."""
        return str(self.render())

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
