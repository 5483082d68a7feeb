"""A chart that does something when it is clicked."""

from __future__ import annotations

from textual import events

from kneecoach.ui.widgets.chart import Chart


class PressChart(Chart):
    """A chart that runs an action of its screen when it is clicked."""

    def __init__(self, *, press: str, id: str | None = None) -> None:
        """`press` is the action, as in a binding."""
        super().__init__(id=id)
        self.press = press

    async def on_click(self, event: events.Click) -> None:
        event.stop()
        await self.app.run_action(self.press, self.screen)
