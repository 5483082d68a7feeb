"""`kneecoach resume`."""

from __future__ import annotations

import sys
import threading
from typing import TYPE_CHECKING

import click

from kneecoach.cli.complete import session_ids
from kneecoach.cli.options import filled, pass_paths, read_log
from kneecoach.cli.start import follow_along, json_option, mute_option, one_of, plain_option, warn
from kneecoach.paths import Paths

if TYPE_CHECKING:
    from kneecoach.journal.header import Header
    from kneecoach.review.last_time import Past
    from kneecoach.running.clock import Clock


@click.command()
@click.argument("session_id", type=filled, metavar="[ID]", required=False, shell_complete=session_ids)
@mute_option
@click.option("--yes", is_flag=True, help="Go on at once instead of starting paused; ask nothing.")
@plain_option
@json_option
@pass_paths
def resume(paths: Paths, session_id: str | None, mute: bool, yes: bool, plain: bool, as_json: bool) -> int:
    """Resume a session that was cut off, at the rep where it stopped, paused.

    With ID (or `last`), go on with a partial session of the last 12 hours that was saved: only the sets that are
    left are done, and it becomes the next revision of the same session.
    """
    one_of(plain, as_json)
    if session_id is not None:
        return _go_on_with(paths, session_id, mute=mute, yes=yes, plain=plain, as_json=as_json)
    if not plain and not as_json:
        from kneecoach.cli.full_screen import open_app

        return open_app(paths, resume=True, ask=not yes, mute=mute)
    from kneecoach.errors import KneecoachError
    from kneecoach.journal.leftover import find_leftover, too_long_ago
    from kneecoach.journal.lock import BusySession
    from kneecoach.journal.recorder import SavedRecord
    from kneecoach.opening import open_leftover
    from kneecoach.plain.input import Input
    from kneecoach.plain.printer import beginning
    from kneecoach.plain.protocol import JsonPrinter
    from kneecoach.review.last_time import NO_PAST
    from kneecoach.running.clock import RealClock
    from kneecoach.settings import load_settings
    from kneecoach.text import plural

    settings = load_settings(paths)
    found = find_leftover(paths, RealClock())
    if found is None:
        raise KneecoachError("There is no unfinished session to resume.")
    if isinstance(found, BusySession):
        raise KneecoachError(str(found))
    if isinstance(found, SavedRecord):
        if as_json:
            printer = JsonPrinter(sys.stdout)
            printer.begin()
            printer.saved(found)
        else:
            how = "is already in the log" if found.was_there else "had ended; it is saved now"
            print(f"That session {how}, as {found.record.id[:8]}.")
        return 0
    leftover, lock = found
    if leftover.lines_lost:
        lost = f"{plural(leftover.lines_lost, 'line')} of this session cannot be read and will be moved to live.bad"
        warn(f"{paths.journal}: {lost}")
    clock = RealClock(leftover.header.speed)
    if words := too_long_ago(leftover, clock.wall()):
        warn(f"{paths.journal}: {words}")
    opened = open_leftover(paths, leftover, lock, clock, mute=mute)
    source = Input(sys.stdin)
    last = leftover.last_instant
    return follow_along(
        paths,
        settings,
        opened,
        clock,
        source,
        as_json=as_json,
        asks=plain and not yes,
        last=last,
        go_on=yes,
        past=NO_PAST if as_json else _past_later(paths, clock, leftover.header),
        said=beginning(leftover.header.plan, speed=leftover.header.speed),
    )


def _go_on_with(paths: Paths, session_id: str, *, mute: bool, yes: bool, plain: bool, as_json: bool) -> int:
    """Go on with a partial session that was saved."""
    from functools import partial

    from kneecoach.errors import KneecoachError
    from kneecoach.log.going_on import why_not
    from kneecoach.opening import open_again
    from kneecoach.plain.how import with_time_to_listen
    from kneecoach.plain.input import Input
    from kneecoach.plain.printer import KEYS, beginning
    from kneecoach.review.history import find
    from kneecoach.review.last_time import past_of
    from kneecoach.running.clock import RealClock
    from kneecoach.settings import load_settings

    settings, clock = load_settings(paths), RealClock()
    log = read_log(paths)
    record = find(log.records, session_id)
    if why := why_not(record, clock.wall()):
        raise KneecoachError(why)
    if not plain and not as_json:
        from kneecoach.cli.full_screen import open_app

        return open_app(paths, go_on_with=record, mute=mute)
    options = settings.options(pace=None, side=None, speed=1.0, mute=mute)
    prepared = (lambda plan: plan) if as_json else partial(with_time_to_listen, beginning=KEYS)
    opened = open_again(paths, record, options, clock, records=log.records, prepared=prepared)
    past = past_of(log.records, log.notes, clock.wall().date(), unit=settings.load_steps.unit, without=record.id)
    source, said = Input(sys.stdin), beginning(opened.recorder.header.plan)
    asks = plain and not yes
    return follow_along(paths, settings, opened, clock, source, as_json=as_json, asks=asks, past=past, said=said)


def _past_later(paths: Paths, clock: Clock, header: Header) -> Past:
    """What is known of each exercise, once a thread has read the log: a resumed session does not wait for it."""
    from kneecoach.review.last_time import Past

    last_times: dict[str, str] = {}
    notes: dict[str, str] = {}

    def look() -> None:
        from kneecoach.log.store import Store
        from kneecoach.review.last_time import past_of

        log = Store(paths).read()
        past = past_of(log.records, log.notes, clock.wall().date(), unit=header.units, without=header.id)
        last_times.update(past.last_times)
        notes.update(past.notes)

    threading.Thread(target=look, daemon=True, name="past").start()
    return Past(last_times, notes)
