"""Home's question about the knee on the morning after a session. It takes only the keys of its answers."""

from __future__ import annotations

import asyncio
from functools import partial
from typing import cast

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical

from kneecoach.errors import KneecoachError
from kneecoach.log.record import Record
from kneecoach.review import pain
from kneecoach.review.pain_trend import awaiting_mornings
from kneecoach.text import day_words
from kneecoach.ui.bindings import HOME, key_words
from kneecoach.ui.coach import Coach
from kneecoach.ui.terminal.workers import SAVING, work_for
from kneecoach.ui.widgets.line import Line
from kneecoach.ui.widgets.scale import Scale


class Morning(Vertical):
    """Asks about the newest day whose next morning is open. Every answer is saved at once, in its sessions."""

    SCOPED_CSS = False  # a narrow screen has other styles
    DEFAULT_CSS = """
    Morning { height: auto; display: none; margin: 1 0 0 1; }
    Morning .asked { height: 1; }
    Morning .asked Line { width: auto; color: $primary; text-style: bold; margin-right: 1; }
    .-narrow Morning { margin: 0 0 0 1; }
    .-narrow Morning .asked { height: 2; layout: vertical; }
    .-narrow Morning .asked Line { margin-right: 0; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._records: tuple[Record, ...] = ()
        """The sessions of the day asked about, as they are now."""
        self._passed: set[str] = set()
        """Ids of skipped sessions, about which it does not ask again in this run."""
        self._writing = asyncio.Lock()

    def compose(self) -> ComposeResult:
        with Horizontal(classes="asked"):
            yield Line(id="morning-asked")
            scale = Scale(10, takes_ten_key=False, id="morning-scale")  # that key is the one of Trends
            scale.can_focus = False  # the arrows and enter are Home's
            yield scale
        yield Line(id="morning-said", classes="muted")

    @property
    def coach(self) -> Coach:
        """The app, by its own type."""
        return cast(Coach, self.app)

    @property
    def asks(self) -> bool:
        """Whether the question is on the screen."""
        return bool(self._records)

    def look(self, records: tuple[Record, ...]) -> None:
        """Ask about one of these sessions, if its morning is open; `records` are all, oldest first."""
        work_for(self, partial(self._look, records), group="read", exclusive=True)

    async def _look(self, records: tuple[Record, ...]) -> None:
        found = await asyncio.to_thread(awaiting_mornings, records, self.coach.clock.wall())
        if found and _ids(found) == _ids(self._records):
            return  # the question is shown already, and may be about to be answered
        self._records = tuple(record for record in found if record.id not in self._passed)
        self.display = self.asks
        self.screen.set_class(self.asks, "-asks")
        if not self._records:
            return
        day = day_words(self._records[0].started_at)
        self.query_one("#morning-asked", Line).update(f"Pain the morning after {day}?")
        self.query_one(".asked").display = True
        self.query_one(Scale).value = None
        self._say_how()
        self.screen.refresh_bindings()

    def _say_how(self, before: str = "") -> None:
        over = next(binding for binding in HOME if binding.id == "home-pass-over")
        key = key_words(self.coach.keys.get("home-pass-over", over.key))
        self._say(f"{before}0-10. {key.capitalize()}: no answer.")

    def take(self, key: str) -> bool:
        """Answer with a key; False if it is not an answer."""
        if not self._records:
            return False
        scale = self.query_one(Scale)
        if key in {"backspace", "delete"} and scale.value is not None:
            scale.action_clear()
            return True
        return scale.take(key)

    def pass_over(self) -> None:
        """Leave the question open, and do not ask about this day again."""
        if not self._records:
            return
        self._passed |= _ids(self._records)
        self._records = ()
        self.query_one(".asked").display = False
        self._say("No answer. You can still give it in History: enter opens the session.")
        self.screen.refresh_bindings()

    def on_scale_chosen(self, event: Scale.Chosen) -> None:
        if self._records:
            self.query_one(Scale).value = event.value
            self.screen.refresh_bindings()
            # The app's worker, not this widget's: the user may start a session at once.
            work_for(self.app, partial(self._save, event.value), group=SAVING)

    async def _save(self, value: int | None) -> None:
        async with self._writing:
            try:
                saved = await asyncio.to_thread(self._amended, self._records, value)
            except KneecoachError as error:
                self._say(str(error), alert=True)
                return
            if not saved:
                return
            self._records = saved
            advice = next(filter(None, map(pain.next_morning, saved)), None)
            if value is None:
                self._say_how("Taken back. ")
            elif advice is not None:
                self._say(advice.words, alert=True)
            else:
                self._say(f"Saved: {value} of 10. Another number corrects it, backspace takes it back.")

    def _amended(self, records: tuple[Record, ...], value: int | None) -> tuple[Record, ...]:
        """The sessions with the answer, saved. Raises KneecoachError."""
        said = {"next_morning": value}
        return tuple(
            self.coach.sessions.amend(record, pain=record.pain.model_copy(update=said)) for record in records
        )

    def _say(self, words: str, *, alert: bool = False) -> None:
        self.query_one("#morning-said", Line).tell(words, alert=alert)


def _ids(records: tuple[Record, ...]) -> set[str]:
    return {record.id for record in records}
