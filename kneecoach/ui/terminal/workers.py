"""Workers that leave nothing behind when they are cancelled before they have started.

Textual (8.2.8; no issue filed) takes a coroutine too. One that never starts is never awaited, and Python says so on
stderr, which is the user's terminal. A function is not called until the worker starts.
"""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import Any

from textual.dom import DOMNode

SAVING = "save"
"""The group of the workers that save something: the app waits for them before it ends."""


def work_for(
    node: DOMNode, work: Callable[[], Coroutine[Any, Any, None]], *, group: str, exclusive: bool = False
) -> None:
    """Run `work` in a worker of the app or of a widget; with `exclusive`, in place of what runs in this group."""
    function: Any = work  # Textual's own types know no function of which mypy is sure
    # Textual (8.2.8; no issue filed) describes a worker by the `repr` of its work. That spells out what `partial`
    # was given: every session of the log, while no key is heard.
    node.run_worker(function, group=group, exclusive=exclusive, description=group)
