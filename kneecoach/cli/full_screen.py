"""Opening the full-screen app."""

from __future__ import annotations

import gc
import os
import sys
from typing import TYPE_CHECKING

from kneecoach.errors import KneecoachError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kneecoach.log.record import Record
    from kneecoach.paths import Paths
    from kneecoach.routine.model import Routine
    from kneecoach.session.options import Options

TURN_SECONDS = 0.001
"""Seconds for which a busy thread keeps the others waiting. A key passes through three threads before the screen
answers it. At Python's default of 5 ms each, the answer would lag visibly while a long log is read."""

FULL_COLLECTION_AFTER = 2
"""Collections of younger objects before Python looks for reference cycles among all. Textual leaves one behind with
every strip it paints, and at Python's default of 10 nearly a megabyte more of them would pile up."""


def is_terminal() -> bool:
    """Whether there is a terminal for the full-screen app, or the page of a browser, which has none of its own."""
    if os.environ.get("TEXTUAL_DRIVER", "").endswith(":PageDriver"):
        return True
    return all(stream.isatty() for stream in (sys.stdin, sys.stdout, sys.stderr))


def open_app(
    paths: Paths,
    *,
    start: tuple[Routine, Options] | None = None,
    resume: bool = False,
    go_on_with: Record | None = None,
    ask: bool = True,
    movement: str | None = None,
    mute: bool = False,
    welcomes: bool = False,
) -> int:
    """Run the app and return its exit status; `mute` is for the session to `resume`.

    With `welcomes` somebody new is asked a few things first.

    Raises KneecoachError if there is no terminal.
    """
    if not is_terminal():
        raise KneecoachError("The app needs a terminal; `kneecoach start --plain` and `--json` work without one.")
    # Looking for reference cycles in what is imported takes a sixth of the time to the first routine. The app turns
    # it on.
    gc.disable()
    gc.set_threshold(*gc.get_threshold()[:2], FULL_COLLECTION_AFTER)
    from kneecoach.cli.openssl import import_asyncio

    import_asyncio()
    from kneecoach.ui.app import KneecoachApp

    sys.setswitchinterval(TURN_SECONDS)
    app = KneecoachApp(
        paths,
        start=start,
        resume=resume,
        go_on_with=go_on_with,
        ask=ask,
        movement=movement,
        mute=mute,
        welcomes=welcomes,
    )
    app.run()
    if app.is_unread:
        # A normal exit would flush Python's buffers and block: nobody reads the terminal.
        os._exit(app.return_code or 1)
    if app.return_code is None:
        return 130  # interrupted before it listened to signals
    if app.farewell:
        print(app.farewell, file=sys.stdout if not app.return_code else sys.stderr)
    return _tell_unsaved(paths, app.unsaved) or app.return_code or 0


def _tell_unsaved(paths: Paths, records: Sequence[Record]) -> int:
    """Print the records that the log still does not have. Returns 1 if there are any, otherwise 0."""
    if not records:
        return 0
    from kneecoach.journal.recorder import UNSAVED
    from kneecoach.log.store import Store
    from kneecoach.log.versions import is_held_by

    left = [record for record in records if not is_held_by(record, Store(paths).lines([], record.id))]
    for record in left:
        print(f"kneecoach: This session could not be saved. {UNSAVED}", file=sys.stderr, flush=True)
        print(record.model_dump_json(by_alias=True), flush=True)
    return 1 if left else 0
