"""The footer with the current screen's keys."""

from __future__ import annotations

from rich.cells import cell_len
from textual import events
from textual.app import ComposeResult
from textual.widgets import Footer
from textual.widgets._footer import FooterKey

from kneecoach.ui.widgets.ground import Ground


class KeysFooter(Ground, Footer):
    """Shows the keys that fit, each in full. Help and the command palette have all of them."""

    def __init__(self) -> None:
        super().__init__(show_command_palette=False, compact=True)
        self._composed_for = 0

    def compose(self) -> ComposeResult:
        self._composed_for = room = self.app.size.width
        for widget in super().compose():
            if isinstance(widget, FooterKey):
                needed = cell_len(f"{widget.key_display} {widget.description}")
                if needed > room:
                    continue
                room -= needed + 1
            yield widget

    def on_resize(self, event: events.Resize) -> None:
        if event.size.width != self._composed_for:
            self.refresh(recompose=True)
