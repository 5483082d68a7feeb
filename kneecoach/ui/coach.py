"""What a screen may ask of the app."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from textual.screen import Screen

    from kneecoach.log.record import Record
    from kneecoach.paths import Paths
    from kneecoach.routine.model import Routine
    from kneecoach.running.clock import Clock
    from kneecoach.session.options import Options
    from kneecoach.settings import Settings
    from kneecoach.ui.hours import Hours
    from kneecoach.ui.leftover import LeftoverSession
    from kneecoach.ui.session_host import SessionHost
    from kneecoach.ui.sessions import Sessions


class Opener(Protocol):
    """Opens sessions."""

    @property
    def cut_off(self) -> LeftoverSession:
        """The session that was cut off, if there is one."""

    def choose(self, routine_id: str, *, ask: bool) -> None:
        """Start a routine from Home, with questions if `ask`."""

    def begin(self, routine: Routine, options: Options, *, in_memory: bool = False) -> None:
        """Open the session and go to Live; with `in_memory` even if it cannot be kept on disk."""

    def go_on_with(self, record: Record) -> str:
        """Go to Live with the sets that are left of a partial session. Returns why not, or nothing."""

    def resume(self, *, go_on: bool) -> None:
        """Resume the session that was cut off."""

    def save(self) -> None:
        """Save what was done of the session that was cut off."""

    def delete(self) -> None:
        """Delete the session that was cut off, after asking again."""


class Coach(Protocol):
    """The app, as its screens see it."""

    paths: Paths
    keys: dict[str, str]
    """Keys by binding id, as the user set them."""
    unsaved: list[Record]
    """Records of sessions that could not be saved; they are printed after the app has closed."""
    sessions: Sessions
    hours: Hours

    @property
    def settings(self) -> Settings: ...

    def use_settings(self, settings: Settings) -> None:
        """Apply these settings at once; they have already been written."""

    @property
    def clock(self) -> Clock:
        """The clock of sessions, at normal speed."""

    @property
    def pressed_at(self) -> float:
        """When the key being handled was pressed, in seconds of the clock; now if there is none."""

    @property
    def host(self) -> SessionHost: ...

    @property
    def opener(self) -> Opener: ...

    @property
    def line_is_slow(self) -> bool:
        """Whether the terminal is too slow for everything there is to show."""

    def open_movements(self, at: str = "") -> Any:
        """Show the movements, beginning with the exercise `at`."""

    def open_detail(self, record: Record) -> None:
        """Show every set of a session."""

    def open_summary(self, record: Record) -> None:
        """Show what was done, above Home."""

    def go_home(self, words: str, routine: str = "") -> None:
        """Go back to Home, which reads the log again, shows `words`, and turns to a routine."""

    def to_home(self) -> None:
        """Close every screen above Home."""

    def begin_at_home(self, *, ask: bool) -> None:
        """Close every screen above Home and start the routine it shows, with questions if `ask`."""

    def say_at_home(self, words: str) -> None:
        """Show a sentence on Home until the log is read again."""

    def read_again(self) -> Any:
        """Read again everything that Home shows."""

    def leave(self, words: str, status: int) -> None:
        """Close the app, print `words`, and exit with `status`."""

    def look_at_past(self) -> Any:
        """Show the past sessions on Home again, for example on a new day."""

    def push_screen(self, screen: Screen[Any], callback: Callable[[Any], Any] | None = None) -> Any:
        """Open a screen on top; its result goes to `callback`."""
