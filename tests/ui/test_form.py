"""A dialog of fields whose fields change with what is chosen in it."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping

from textual.widgets import Input

from kneecoach.ui.screens.form import Form
from kneecoach.ui.terminal.screen_life import SafeScreenApp
from kneecoach.ui.views.forms import FormField


class Doses:
    """An exercise that is counted or timed, and has a field for its reps or for its seconds."""

    def __init__(self) -> None:
        self._is_timed = False

    def form(self) -> Form:
        return Form("Bridge", self._fields, self._save, lambda: None)

    def _fields(self) -> tuple[FormField, ...]:
        shown = "time" if self._is_timed else "reps"
        return (
            FormField("kind", "Kind", shown, lambda text: {"kind": text}, options=("reps", "time")),
            FormField(shown, shown, "12", lambda text: {shown: text}),
        )

    def _save(self, values: Mapping[str, object]) -> str:
        self._is_timed = values["kind"] == "time"
        return ""


async def test_it_shows_the_fields_of_what_was_chosen() -> None:
    app, form = SafeScreenApp(), Doses().form()
    async with app.run_test() as pilot:
        await app.push_screen(form)
        form.action_turn("kind")
        await pilot.pause()
        assert [field.id for field in form.query(Input)] == ["field-time"]


async def test_it_can_be_left_at_any_instant_while_other_fields_come() -> None:
    app = SafeScreenApp()
    async with app.run_test() as pilot:
        for turns in range(40):
            form = Doses().form()
            await app.push_screen(form)
            form.action_turn("kind")
            for _ in range(turns):
                await asyncio.sleep(0)
            app.pop_screen()
            await pilot.pause()
        assert app.is_running
