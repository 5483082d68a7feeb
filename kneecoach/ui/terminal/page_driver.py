"""A browser's page in place of a terminal. The app paints no faster than the page takes it.

Textual's driver for the web (8.2.8; no issue filed) writes as fast as the app paints. On a slow network the output
queues up: the page shows a count of long ago, and answers too late when it is asked whether it is still there. Here
the server says what the page has taken (`web/service.py`), and the app waits for that, as it does for a terminal.
"""

from __future__ import annotations

from textual.app import App
from textual.drivers.web_driver import WebDriver

from kneecoach.ui.terminal.meter import OutputMeter

PIECE_CHARACTERS = 4096
"""Output is sent in pieces of this size, so that the speed is known during a large paint."""

HELD_UP_SECONDS = 0.3
"""A piece that takes longer than this was held up: about 13 kB a second. A wireless network may well take 0.1 s."""

TAKEN = "taken"
"""What the server says, with its `size` in bytes, when the page has taken a piece."""


class PageDriver(WebDriver):
    """Textual's driver for a page, with a meter."""

    def __init__(
        self, app: App[object], *, debug: bool = False, mouse: bool = True, size: tuple[int, int] | None = None
    ) -> None:
        self.meter = OutputMeter(held_up_seconds=HELD_UP_SECONDS)
        """Measures how fast the page takes output."""
        super().__init__(app, debug=debug, mouse=mouse, size=size)

    def write(self, data: str) -> None:
        for start in range(0, len(data), PIECE_CHARACTERS):
            piece = data[start : start + PIECE_CHARACTERS]
            if self.meter.is_free:
                self.meter.begins()
            self.meter.handed_over(len(piece.encode()))
            super().write(piece)

    def on_meta(self, packet_type: str, payload: dict[str, object]) -> None:
        """Take what the server says. Called in the thread that reads from it."""
        size = payload.get("size")
        if packet_type == TAKEN and isinstance(size, int):
            self.meter.has_taken(size)
            if not self.meter.is_free:
                self.meter.begins()
        else:
            super().on_meta(packet_type, payload)
