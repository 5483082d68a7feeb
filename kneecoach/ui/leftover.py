"""The session that was cut off, until the user resumes, saves or deletes it."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from kneecoach.errors import KneecoachError

if TYPE_CHECKING:
    from kneecoach.journal.lock import SessionLock
    from kneecoach.journal.reading import Leftover
    from kneecoach.journal.recorder import SavedRecord
    from kneecoach.opening import OpenSession
    from kneecoach.paths import Paths
    from kneecoach.running.clock import Clock


FOUND = {
    False: "The session that ended without being saved has now been saved.",
    True: "The session that was cut off is already in the log, with everything that was done.",
}
"""What Home says once a leftover session is saved, by whether the log already had it."""


class LeftoverSession:
    """Finds, resumes, saves or deletes the session that was cut off. Its lock is held until then."""

    def __init__(self, paths: Paths) -> None:
        self._paths = paths
        self._found: tuple[Leftover, SessionLock] | None = None
        self.held = ""
        """Which other process has the live session and what for, as last said to the user; empty if none does."""

    @property
    def is_waiting(self) -> bool:
        """Whether there is such a session."""
        return self._found is not None

    @property
    def words(self) -> str | None:
        """Where the session was cut off; None if there is none."""
        from kneecoach.ui.views.home import leftover_words

        return leftover_words(self._found[0]) if self._found is not None else None

    @property
    def continues(self) -> bool:
        """Whether it continues a session that was saved."""
        return self._found is not None and self._found[0].header.continues is not None

    @property
    def speed(self) -> float:
        """Session seconds per real second, as it was started."""
        return self._found[0].header.speed if self._found is not None else 1.0

    def find(self, clock: Clock) -> list[str]:
        """Look for one, unless one was found already. Returns messages for the user. May run in a thread."""
        self.held = ""
        if self._found is not None or not os.path.lexists(self._paths.journal):
            return []
        from kneecoach.journal.leftover import find_leftover
        from kneecoach.journal.lock import BusySession
        from kneecoach.journal.recorder import SavedRecord

        try:
            found = find_leftover(self._paths, clock, is_asking=True)
        except KneecoachError as error:
            return [str(error)]
        if isinstance(found, SavedRecord):
            return [FOUND[found.was_there]]
        if isinstance(found, BusySession):
            self.held = str(found)
            return [self.held]
        self._found = found
        return []

    def is_held_otherwise(self, clock: Clock) -> bool:
        """Whether `held` is no longer true. May run in a thread."""
        from kneecoach.journal.lock import who_holds

        try:
            return str(who_holds(self._paths, clock) or "") != self.held
        except KneecoachError:
            return True

    def resume(self, clock: Clock, *, mute: bool) -> tuple[OpenSession, float, str]:
        """Resume it. Returns the session, the last instant it was known alive, and words about its age.

        `mute` turns its sound off. Raises KneecoachError; the session then still waits.
        """
        from kneecoach.journal.leftover import too_long_ago
        from kneecoach.opening import open_leftover

        leftover, lock = self._there
        opened = open_leftover(self._paths, leftover, lock, clock, mute=mute)
        self._found = None
        return opened, leftover.last_instant, too_long_ago(leftover, clock.wall())

    def save(self, clock: Clock) -> SavedRecord:
        """Save what was done. Raises KneecoachError; the session then still waits."""
        from kneecoach.opening import end_leftover

        saved = end_leftover(self._paths, *self._there, clock)
        self._found = None
        return saved

    def delete(self) -> None:
        """Delete it. Raises KneecoachError; the session then still waits."""
        from kneecoach.journal.recorder import reopen

        reopen(self._paths, *self._there).discard()
        self._found = None

    def release(self) -> None:
        """Release its lock as the app closes. The session stays on disk."""
        if self._found is not None:
            self._found[1].release()

    @property
    def _there(self) -> tuple[Leftover, SessionLock]:
        if self._found is None:
            raise KneecoachError("There is no unfinished session.")
        return self._found
