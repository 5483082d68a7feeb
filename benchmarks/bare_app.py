"""The yardstick: a Textual app with one Static. It can tick, and `p` changes its text.

python -m benchmarks.bare_app [--tick]
"""

from __future__ import annotations

import sys

from textual.app import App, ComposeResult
from textual.widgets import Static

WORDS = "bare app"
PRESSED = "key pressed"
TICK_SECONDS = 1.0


class BareApp(App[None]):
    """With `tick`, it shows a count of seconds, updated once a second."""

    BINDINGS = [("p", "press", "Press")]

    def __init__(self, *, tick: bool = False) -> None:
        super().__init__()
        self._tick = tick
        self._count = 0
        self._pressed = False

    def compose(self) -> ComposeResult:
        yield Static(WORDS, markup=False)

    def on_mount(self) -> None:
        if self._tick:
            self.set_interval(TICK_SECONDS, self._count_on)

    def _count_on(self) -> None:
        self._count += 1
        self.query_one(Static).update(f"{WORDS} {self._count}", layout=False)

    def action_press(self) -> None:
        """Switch to the other text."""
        self._pressed = not self._pressed
        self.query_one(Static).update(PRESSED if self._pressed else WORDS, layout=False)


if __name__ == "__main__":
    BareApp(tick="--tick" in sys.argv[1:]).run()
