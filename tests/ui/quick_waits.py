"""The pilot waits for the widgets that have something to do.

Textual's (8.2.8) puts a message into the queue of every widget and waits for all to come back, twice for each key.
Where all of them wait for messages themselves, there is nothing to wait for.
"""

from __future__ import annotations

from asyncio import sleep
from typing import Any

import pytest
from textual.message_pump import MessagePump
from textual.pilot import Pilot


def wait_for_the_busy(patch: pytest.MonkeyPatch) -> None:
    """Let the pilot ask round only if the app or a widget on the screen on top is busy."""
    ask_round = Pilot._wait_for_screen

    async def wait(pilot: Pilot[Any], timeout: float = 30.0) -> bool:
        app = pilot.app
        everyone = (app, *app.screen.walk_children(with_self=True)) if app.screen_stack else (app,)
        if any(map(_is_busy, everyone)):
            return await ask_round(pilot, timeout)
        await sleep(0)
        return True

    patch.setattr(Pilot, "_wait_for_screen", wait)


def _is_busy(pump: MessagePump) -> bool:
    """Whether it has messages to read, or is at work on one."""
    queue = pump._message_queue
    return bool(queue.values) or pump._pending_message is not None or not queue.ready_event._waiters
