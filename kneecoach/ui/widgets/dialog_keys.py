"""The last line of a dialog: its keys, or why what was typed is refused."""

from __future__ import annotations

from kneecoach.ui.widgets.line import Line


class DialogKeys(Line):
    """Shows keys. A reason replaces them, so that nothing moves when it comes and goes."""

    def __init__(self, keys: str) -> None:
        super().__init__(keys, classes="muted hint")
        self._keys = keys

    def say(self, fault: str = "", *, keys: str = "") -> None:
        """Show why something is refused; without a reason the keys, or other ones for now."""
        self.set_class(bool(fault), "alert")
        self.set_class(not fault, "muted")
        self.update(fault or keys or self._keys)
