"""What changes together is painted together.

In Textual (8.2.8; no issue filed) each changed widget tells its screen by a message. The screen paints by a timer,
and then only the widgets it has heard of. So a paint may show one half of a change: the title of a rest, above the
bar of the set before. Here a paint waits for the widgets whose message is on its way.
"""

from __future__ import annotations

from typing import Any

from textual import messages
from textual.screen import Screen

from kneecoach.ui.terminal.mapped import MappedScreen

MAX_WAITS = 3
"""How often in a row a paint may wait. A message arrives within one or two turns of the event loop."""

_CHANGES = (messages.Update, messages.Layout, messages.UpdateScroll)


def is_changing(screen: Screen[Any]) -> bool:
    """Whether a widget on the screen has changed and the screen has not heard of it yet."""
    unread = (screen._pending_message, *screen._message_queue.values)
    return any(isinstance(message, _CHANGES) for message in unread) or any(
        widget._repaint_required or widget._layout_required
        for widget in screen._compositor.widgets
        if widget is not screen
    )


class WholePaintScreen(MappedScreen):
    """A screen that paints what has changed in one go."""

    is_laid_out = False
    """Whether it has been composed and laid out once. It gets no input before that."""
    _times_waited = 0

    def _on_timer_update(self) -> None:
        # A new layout paints no more than what has moved and what has told of a change.
        is_partial = self.is_laid_out and not self._repaint_required
        is_due = bool(self._dirty_widgets) or self._layout_required
        if is_partial and is_due and self._times_waited < MAX_WAITS and is_changing(self):
            self._times_waited += 1  # the timer goes on
        else:
            self._times_waited = 0
            super()._on_timer_update()
