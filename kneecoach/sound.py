"""The sound of one session, for the screen and for plain text: attach it, mute it, close it."""

from __future__ import annotations

from collections.abc import Callable

from kneecoach.audio.backends.names import AUTO
from kneecoach.audio.clips import lengths, rendered_lengths
from kneecoach.audio.lookahead import MAX_HEARD_SPEED, Caption, SessionSound
from kneecoach.audio.player import Player
from kneecoach.audio.repertoire import Repertoire
from kneecoach.audio.vocabulary import words_of
from kneecoach.paths import Paths
from kneecoach.running.runner import Runner
from kneecoach.session.events import Status
from kneecoach.settings import SoundSettings


class Sound:
    """The sound of one session. If it fails, that is reported once and the session goes on."""

    def __init__(
        self, settings: SoundSettings, paths: Paths, *, muted: bool, speed: float, on_problem: Callable[[str], None]
    ) -> None:
        """`on_problem` gets one sentence if there is no sound. Another thread calls it; it must not block."""
        self.muted = muted
        self._settings = settings
        self._possible = settings.backend not in {"bell", "none"} and speed <= MAX_HEARD_SPEED
        self._player = Player(
            paths.audio_log,
            backends=AUTO if settings.backend == "auto" else (settings.backend,),
            volumes=(settings.voice_volume, settings.tone_volume),
            store=paths.voice_store,
            # The reasons of several backends are too long for the one line there is.
            on_problem=lambda _why: on_problem("No sound: `kneecoach sound-test` says why. The session goes on."),
        )
        self._store = paths.voice_store
        self._repertoire = Repertoire(lengths())
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
        """Whether the screen should flash, because nothing is heard."""
        return self._settings.flash and not self.is_heard

    def attach(self, runner: Runner) -> None:
        """Listen to a session. Call this before it starts."""
        for words, seconds in rendered_lengths(self._store, words_of(runner.state.plan)).items():
            self._repertoire.add(words, seconds)
        self._session = SessionSound(runner, self._player, self._repertoire, self._settings.verbosity)
        self._session.mute(self.muted)
        runner.listen(self._session.on_events)

    def clip_made(self, words: str, seconds: float) -> None:
        """A clip of this length has been rendered: it is used from now on. Any thread may call this."""
        self._repertoire.add(words, seconds)

    def mute(self, muted: bool) -> None:
        """Turn the sound off or on. Turning it on also tries again after a failure."""
        self.muted = muted
        if not muted:
            self._start()
        if self._session is not None:
            self._session.mute(muted)

    def caption(self, at: float) -> Caption:
        """The caption at `at` on the session's axis, also while muted."""
        if self._session is None or not self._settings.captions:
            return Caption("", None)
        return self._session.caption(at)

    def saved(self, status: Status) -> None:
        """Announce that the session has ended and its record is on disk."""
        if self._session is not None:
            self._session.saved(status)

    def close(self, *, finish: bool = True) -> None:
        """Close the player: with `finish`, after playing what is due; else at once."""
        self._player.close(finish=finish)

    def _start(self) -> None:
        if self._possible:
            self._player.start()
