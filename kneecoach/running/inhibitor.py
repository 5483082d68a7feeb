"""What keeps the display on: wakepy."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from wakepy import DBusAdapter, Mode
    from wakepy.core import DBusMethodCall


class Inhibitor(Protocol):
    """Keeps the computer awake. Each `hold` and then its `release` are called in one thread."""

    def hold(self) -> str | None:
        """Keep it awake. None, or, in words, why the display may go to sleep all the same."""

    def release(self) -> None:
        """Let it sleep again; also called after a `hold` that failed."""


class WakepyInhibitor:
    """wakepy: D-Bus on Linux and the BSDs, `caffeinate` on macOS, SetThreadExecutionState on Windows.

    A mode of wakepy's has to be made, entered and left in one thread.
    """

    def __init__(self) -> None:
        self._mode: Mode | None = None

    def hold(self) -> str | None:
        # Here, so that no screen and no command waits for it.
        from wakepy import keep

        self._mode = keep.presenting(on_fail="pass", dbus_adapter=_adapter())
        self._mode.__enter__()
        if "SSH_CONNECTION" in os.environ:
            return "over SSH it cannot be kept on"
        return None if self._mode.active else "the system did not agree to keep it on"

    def release(self) -> None:
        mode, self._mode = self._mode, None
        if mode is not None:
            mode.__exit__(None, None, None)


def _adapter() -> type[DBusAdapter] | None:
    """wakepy's own way to D-Bus, which lets go of the bus when a call fails; None where the system has no D-Bus."""
    try:
        from wakepy.dbus_adapters.jeepney import JeepneyDBusAdapter
    except ImportError:
        return None

    class LettingGo(JeepneyDBusAdapter):
        def process(self, call: DBusMethodCall) -> object:
            try:
                return super().process(call)
            except Exception:
                # wakepy 1.0 leaves the connection open, and with it a hold that is granted too late.
                self.close_connections()
                raise

    return LettingGo
