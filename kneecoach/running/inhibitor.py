"""What keeps the display on: wakepy, and why it could not, in words a user knows."""

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

        errors: list[Exception] = []
        self._mode = keep.presenting(on_fail="pass", dbus_adapter=_adapter(errors))
        self._mode.__enter__()
        if "SSH_CONNECTION" in os.environ:
            return "over SSH it cannot be kept on"
        return None if self._mode.active else _reason(errors)

    def release(self) -> None:
        mode, self._mode = self._mode, None
        if mode is not None:
            mode.__exit__(None, None, None)


def _adapter(errors: list[Exception]) -> type[DBusAdapter] | None:
    """wakepy's own way to D-Bus, noting what goes wrong; None where the system has no D-Bus."""
    try:
        from wakepy.dbus_adapters.jeepney import JeepneyDBusAdapter
    except ImportError:
        return None

    class Noting(JeepneyDBusAdapter):
        def process(self, call: DBusMethodCall) -> object:
            try:
                return super().process(call)
            except Exception as error:
                errors.append(error)
                # wakepy leaves it open, and with it a hold that is granted too late.
                self.close_connections()
                raise

    return Noting


def _reason(errors: list[Exception]) -> str:
    """Why the display cannot be kept on, from what D-Bus said to each attempt."""
    if not errors:
        return "the system refused to keep it on"
    if any(isinstance(error, TimeoutError) for error in errors):
        return "the desktop did not answer"
    # These are raised before anybody is reached; an answer that says no is neither.
    if any(isinstance(error, OSError | RuntimeError | ValueError) for error in errors):
        return "there is no desktop session to keep it on"
    return "this desktop cannot keep it on"
