"""Keeps the display on, through wakepy."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from wakepy import DBusAdapter, Mode
    from wakepy.core import DBusMethodCall


class Inhibitor(Protocol):
    """Keeps the computer awake. The same thread calls `hold` and then `release`."""

    def hold(self) -> str | None:
        """Keep it awake. Returns None or, in words, why the screen may turn off anyway."""

    def release(self) -> None:
        """Let it sleep again. Also called after a failed `hold`."""


class WakepyInhibitor:
    """wakepy: D-Bus on Linux and the BSDs, `caffeinate` on macOS, SetThreadExecutionState on Windows.

    A wakepy mode must be created, entered and left in the same thread.
    """

    def __init__(self) -> None:
        self._mode: Mode | None = None

    def hold(self) -> str | None:
        # Imported here, so that no screen and no command waits for it.
        from wakepy import keep

        self._mode = keep.presenting(on_fail="pass", dbus_adapter=_adapter())
        self._mode.__enter__()
        if "SSH_CONNECTION" in os.environ:
            return "over SSH it cannot be kept on"
        return None if self._mode.active else "the system refused to keep it on"

    def release(self) -> None:
        mode, self._mode = self._mode, None
        if mode is not None:
            mode.__exit__(None, None, None)


def _adapter() -> type[DBusAdapter] | None:
    """wakepy's D-Bus adapter, except that it closes its connection when a call fails. None without D-Bus."""
    try:
        from wakepy.dbus_adapters.jeepney import JeepneyDBusAdapter
    except ImportError:
        return None

    class LettingGo(JeepneyDBusAdapter):
        def process(self, call: DBusMethodCall) -> object:
            try:
                return super().process(call)
            except Exception:
                # wakepy 1.0 leaves the connection open, and with it any hold that is granted late.
                self.close_connections()
                raise

    return LettingGo
