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
    from kneecoach.ui.session_host import SessionHost
    from kneecoach.ui.sessions import Sessions


class Opener(Protocol):
    """What opens sessions."""

    def choose(self, routine_id: str, *, ask: bool) -> None:
        """Start a routine from Home, with questions if `ask`."""

    def begin(self, routine: Routine, options: Options, *, in_memory: bool = False) -> None:
        """Open the session and go to Live; `in_memory` also where it cannot be kept on disk."""

    def resume(self, *, go_on: bool) -> None:
        """Resume the session that was cut off."""

    def save(self) -> None:
        """Save what was done of the session that was cut off."""

    def delete(self) -> None:
        """Delete the session that was cut off, after asking again."""


class Coach(Protocol):
    """The app, as its screens know it."""

    paths: Paths
    keys: dict[str, str]
    """Keys by binding id, as the user set them."""
    unsaved: list[Record]
    """Records of sessions that could not be saved; they are printed when the app has closed."""
    sessions: Sessions
    hours: Hours

    @property
    def settings(self) -> Settings: ...

    @property
    def clock(self) -> Clock:
        """The clock of sessions at the speed of life."""

    @property
    def pressed_at(self) -> float:
        """When the key came that is dealt with, in seconds of the clock; the present instant where none is."""

    @property
    def host(self) -> SessionHost: ...

    @property
    def opener(self) -> Opener: ...

    @property
    def line_is_slow(self) -> bool:
        """Whether the terminal takes less than there is to show."""

    def open(self, name: str) -> None:
        """Open a screen by its name."""

    def open_movements(self, at: str = "") -> Any:
        """Show the movements, beginning with the exercise `at`."""

    def open_detail(self, record: Record) -> None:
        """Show every set of a session."""

    def open_summary(self, record: Record) -> None:
        """Show what was done, above Home."""

    def go_home(self, words: str) -> None:
        """Back to Home, which reads the log again and says `words`."""

    def to_home(self) -> None:
        """Close every screen above Home."""

    def say_at_home(self, words: str) -> None:
        """Say something on Home until the log is read again."""

    def read_again(self) -> Any:
        """Read everything that Home shows again."""

    def leave(self, words: str, status: int) -> None:
        """Close the app, say `words`, and exit with `status`."""

    def look_at_past(self) -> Any:
        """Show on Home what the sessions mean by now."""

    def push_screen(self, screen: Screen[Any], callback: Callable[[Any], Any] | None = None) -> Any:
        """Open a screen on top; its result goes to `callback`."""
