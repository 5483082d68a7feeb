"""Welcome: what is asked once, at the first start. Each answer may be left open, and enter starts."""

from __future__ import annotations

import asyncio

from textual.app import ComposeResult
from textual.containers import Horizontal

from kneecoach.audio.trial import try_sound
from kneecoach.errors import KneecoachError
from kneecoach.session.plan import Pace
from kneecoach.settings import Settings
from kneecoach.settings.first_start import note_seen
from kneecoach.settings.writing import Value, set_setting
from kneecoach.ui.bindings import WELCOME, key_words
from kneecoach.ui.screens.base import KneeScreen
from kneecoach.ui.terminal.workers import work_for
from kneecoach.ui.views.layout import layout_for
from kneecoach.ui.views.welcome import KNEES, LARGER, NO_SOUND, PACES, SAMPLE, TITLE, WHAT_IT_DOES
from kneecoach.ui.widgets.block import Block
from kneecoach.ui.widgets.line import Line
from kneecoach.ui.widgets.pressable import Button, PressLine
from kneecoach.ui.widgets.setting import Setting

LOW_HEIGHT = 22
"""Rows below which the button is one row high."""


class Welcome(KneeScreen):
    """Which knee, who counts, whether sound is heard, and whether the letters are large enough."""

    CSS_PATH = "welcome.tcss"
    BINDINGS = [*WELCOME]
    AUTO_FOCUS = "#knee"

    def __init__(self) -> None:
        super().__init__()
        self._is_playing = False

    def body(self) -> ComposeResult:
        yield Line(TITLE, classes="heading")
        yield Line(WHAT_IT_DOES, id="what", classes="muted")
        with Horizontal(classes="row first"):
            yield PressLine("Sore knee", press="app.focus('knee')", classes="label")
            yield Setting("", press="turn_knee", id="knee")
        with Horizontal(classes="row"):
            yield PressLine("Who counts", press="app.focus('pace')", classes="label")
            yield Setting("", press="pace", id="pace")
        with Horizontal(classes="row"):
            yield PressLine("Sound", press="app.focus('sound')", classes="label")
            yield Setting("play a test", press="sound", id="sound")
        yield Line(id="heard", classes="muted")
        yield Line(LARGER, id="larger")
        yield Block(id="sample")
        with Horizontal(id="presses"):
            yield Button(press="begin", id="start")
            yield PressLine(press="begin_now", id="start-now", classes="other")
        yield Line(id="said", classes="alert")

    def on_mount(self) -> None:
        keys = {binding.id: key_words(self.coach.keys.get(binding.id or "", binding.key)) for binding in WELCOME}
        self.query_one("#start", Button).say("Start", keys["welcome-start"])
        self.query_one("#start-now", PressLine).update(f"{keys['welcome-start-now']}  no questions")
        self._show()

    def size_classes(self, width: int, height: int) -> dict[str, bool]:
        own = {"-low": height < LOW_HEIGHT}
        return super().size_classes(width, height) | own

    def fit(self, width: int, height: int) -> None:
        super().fit(width, height)
        self.query_one("#sample", Block).show(SAMPLE, layout_for(width, height, figure=False).word_rows)
        self._show()

    def _show(self) -> None:
        settings = self.coach.settings
        self.query_one("#knee", Setting).say(KNEES[settings.knee])
        pace = PACES[settings.pace]
        self.query_one("#pace", Setting).say(settings.pace.value if self.has_class("-narrow") else pace)

    def _choose(self, name: str, value: Value) -> None:
        """Write an answer at once, so that it is kept whatever happens. If that fails, it counts in this run."""
        try:
            settings = set_setting(self.coach.paths, name, value)
        except KneecoachError as error:
            self.query_one("#said", Line).tell(str(error))
            settings = Settings.model_validate({**self.coach.settings.model_dump(), name: value})
        self.coach.use_settings(settings)
        self._show()

    def action_move(self, step: int) -> None:
        """Put the cursor on the row above or below."""
        if step > 0:
            self.focus_next()
        else:
            self.focus_previous()

    def action_turn_knee(self) -> None:
        """The next answer."""
        knees = list(KNEES)
        self._choose("knee", knees[(knees.index(self.coach.settings.knee) + 1) % len(knees)])

    def action_pace(self) -> None:
        """Switch the pace."""
        is_guided = self.coach.settings.pace is Pace.GUIDED
        self._choose("pace", Pace.SELF if is_guided else Pace.GUIDED)

    def action_sound(self) -> None:
        """Play the voice and each tone once, for as long as the screen is up."""
        if not self._is_playing:
            self._is_playing = True
            self._show_sound("starting…")
            work_for(self, self._try_sound, group="sound", exclusive=True)

    async def _try_sound(self) -> None:
        coach, app = self.coach, self.app

        def began(backend: str, device: str) -> None:
            app.call_from_thread(self._show_sound, f"{backend} plays on {device}.")

        def playing(clip: str) -> None:
            app.call_from_thread(self._show_sound, f"♪ {clip}")

        sound = coach.settings.sound
        try:
            tried = await asyncio.to_thread(
                lambda: try_sound(
                    sound, coach.paths, sound.backend, began=began, playing=playing, goes_on=lambda: self.is_up
                )
            )
            words = f"{tried.backend} played on {tried.device}."
            self._show_sound(f"{words} Heard nothing? `kneecoach sound-test` and Settings help.")
        except KneecoachError:
            self._show_sound(NO_SOUND)  # the reasons of several backends would not fit here
        self._is_playing = False

    def _show_sound(self, words: str) -> None:
        if self.is_up:
            self.query_one("#heard", Line).tell(words)

    def action_begin(self) -> None:
        """Start, after a few questions."""
        note_seen(self.coach.paths)
        self.coach.begin_at_home(ask=True)

    def action_begin_now(self) -> None:
        """Start at once."""
        note_seen(self.coach.paths)
        self.coach.begin_at_home(ask=False)

    def action_back(self) -> None:
        """To Home."""
        note_seen(self.coach.paths)
        super().action_back()

    def keep_typed(self) -> None:
        # The user is quitting, so Welcome has been seen.
        note_seen(self.coach.paths)
