"""One toast of each severity at a time: a new one replaces the one before.

Textual (8.2.8; no issue filed) stacks toasts, the same text as often as it comes, until they fill the window.
"""

from __future__ import annotations

from textual.app import App
from textual.notifications import Notification, Notify, SeverityLevel


class ToastApp(App[None]):
    """An app whose toasts do not pile up."""

    def __init__(self) -> None:
        super().__init__()
        self._newest: dict[SeverityLevel, Notification] = {}

    def on_notify(self, event: Notify) -> None:
        """Let the previous toast expire. Textual then shows the new one, and drops the expired one."""
        before = self._newest.get(event.notification.severity)
        if before is not None:
            before.timeout = 0
        self._newest[event.notification.severity] = event.notification
