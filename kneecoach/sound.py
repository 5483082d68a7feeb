"""The sound of one session, as the screen and plain text use it: one thing to attach, mute and close."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from kneecoach.audio.backends.names import AUTO
from kneecoach.audio.clips import lengths
from kneecoach.audio.lookahead import MAX_HEARD_SPEED, Caption, SessionSound
from kneecoach.audio.player import Player
from kneecoach.running.runner import Runner
from kneecoach.session.events import Status

if TYPE_CHECKING:
    from kneecoach.settings import SoundSettings


class Sound:
    """What is heard of a session. A sound that fails is said once and costs nothing else."""

    def __init__(
        self, settings: SoundSettings, log: Path, *, muted: bool, speed: float, on_problem: Callable[[str], None]
    ) -> None:
        """`on_problem` is told in one sentence, from another thread, that there is no sound; it must not wait."""
        self.muted = muted
        self._settings = settings
        self._possible = settings.backend not in {"bell", "none"} and speed <= MAX_HEARD_SPEED
        self._player = Player(
            log,
            backends=AUTO if settings.backend == "auto" else (settings.backend,),
            volumes=(settings.voice_volume, settings.tone_volume),
            # The reasons are long, and those of several backends: there is one line for them.
            on_problem=lambda _why: on_problem("No sound: `kneecoach sound-test` says why. The session goes on."),
        )
        self._session: SessionSound | None = None
        if not muted:
            self._start()

    @property
    def is_heard(self) -> bool:
        """Whether cues can be heard now."""
        return not self.muted and self._settings.verbosity != "off" and self._player.is_heard

    @property
    def rings_bell(self) -> bool:
        """Whether the terminal's bell stands in for sound."""
        gave_up = self._settings.backend == "auto" and bool(self._player.condition.problem)
        return not self.muted and (self._settings.backend == "bell" or gave_up)

    @property
    def flashes(self) -> bool:
        """Whether the screen is to flash, because nothing is heard."""
        return self._settings.flash and not self.is_heard

    def attach(self, runner: Runner) -> None:
        """Listen to a session; before it starts."""
        self._session = SessionSound(runner, self._player, lengths(), self._settings.verbosity)
        self._session.mute(self.muted)
        runner.listen(self._session.happened)

    def mute(self, muted: bool) -> None:
        """Sound off or on; on also tries a sound again that had failed."""
        self.muted = muted
        if not muted:
            self._start()
        if self._session is not None:
            self._session.mute(muted)

    def caption(self, at: float) -> Caption:
        """What is heard at an instant of the session's axis, or would be."""
        if self._session is None or not self._settings.captions:
            return Caption("", None)
        return self._session.caption(at)

    def saved(self, status: Status) -> None:
        """The session has ended and is on disk."""
        if self._session is not None:
            self._session.saved(status)

    def close(self, *, finish: bool = True) -> None:
        """Let the player go, once what is due has been heard, or at once."""
        self._player.close(finish=finish)

    def _start(self) -> None:
        if self._possible:
            self._player.start()
