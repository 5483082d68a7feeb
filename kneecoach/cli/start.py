"""`kneecoach start` and `kneecoach resume`."""

from __future__ import annotations

import math
import sys
import threading
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import click

from kneecoach.cli.complete import equipment_of_routine, exercises_of_routine, routine_names, session_ids
from kneecoach.cli.options import at_least_one, data_dir_option, filled, the_paths

if TYPE_CHECKING:
    from kneecoach.journal.recorder import SessionRecorder
    from kneecoach.log.record import Record
    from kneecoach.opening import OpenSession
    from kneecoach.paths import Paths
    from kneecoach.plain.input import Input
    from kneecoach.review.last_time import Past
    from kneecoach.routine.model import Routine
    from kneecoach.running.clock import Clock
    from kneecoach.session.options import Options
    from kneecoach.settings import Settings

MIN_SPEED, MAX_SPEED = 1e-3, 10_000.0


def _speed(text: str) -> float:
    try:
        speed = float(text)
    except ValueError:
        speed = math.nan
    if not MIN_SPEED <= speed <= MAX_SPEED:
        raise click.BadParameter(f"{text!r} is not a speed from {MIN_SPEED:g} to {MAX_SPEED:g}.")
    return speed


plain_option = click.option("--plain", is_flag=True, help="Print text lines; keys are read from stdin.")
mute_option = click.option("--mute", is_flag=True, help="No sound.")
json_option = click.option("--json", "as_json", is_flag=True, help="Print each event as a JSON line.")


@click.command()
@click.argument("routine", type=filled, required=False, shell_complete=routine_names)
@click.option("--pace", type=click.Choice(["guided", "self"]), help="Who counts: the coach, or you with space.")
@click.option("--side", type=click.Choice(["left", "right"]), help="Which leg goes first.")
@click.option(
    "--speed",
    type=_speed,
    metavar="X",
    default="1",
    help="Rehearse faster than real time; the session is marked.",
)
@click.option("--minutes", type=at_least_one, metavar="N", help="Fewer sets today, to end in so many minutes.")
@click.option(
    "--without",
    multiple=True,
    type=filled,
    metavar="EXERCISE",
    shell_complete=exercises_of_routine,
    help="Leave an exercise out today. May be repeated.",
)
@click.option(
    "--no",
    "missing",
    multiple=True,
    type=filled,
    metavar="EQUIPMENT",
    shell_complete=equipment_of_routine,
    help="Not at hand today: done without, or left out. May be repeated.",
)
@mute_option
@click.option("--yes", is_flag=True, help="Ask nothing.")
@plain_option
@json_option
@data_dir_option
@click.pass_context
def start(
    ctx: click.Context,
    routine: str | None,
    pace: str | None,
    side: str | None,
    speed: float,
    minutes: int | None,
    without: tuple[str, ...],
    missing: tuple[str, ...],
    mute: bool,
    yes: bool,
    plain: bool,
    as_json: bool,
) -> int:
    """Start ROUTINE, a name or a file, now; by default the one last done, at first knee-relief."""
    from dataclasses import replace

    from kneecoach.routine.library import load_routine
    from kneecoach.routine.named import equipment_named, exercise_named
    from kneecoach.routine.today import plan_today
    from kneecoach.settings import load_settings

    _one_of(plain, as_json)
    paths = the_paths(ctx)
    settings = load_settings(paths)
    chosen = load_routine(paths, routine or _default_routine(paths, settings))
    options = replace(
        settings.options(pace=pace, side=side, speed=speed, mute=mute),
        minutes=minutes,
        without=tuple(exercise_named(chosen, name) for name in without),
        missing=tuple(equipment_named(chosen, name) for name in missing),
    )
    plan_today(chosen, options)  # says so if nothing is left to do
    if not plain and not as_json:
        from kneecoach.cli.full_screen import open_app

        return open_app(paths, start=(chosen, options), ask=not yes)
    from kneecoach.journal.begin import CannotRecord
    from kneecoach.log.memory import read_to_keep
    from kneecoach.log.store import Store
    from kneecoach.opening import open_new
    from kneecoach.plain.input import Input
    from kneecoach.review.last_time import past_of
    from kneecoach.running.clock import RealClock

    source = Input(sys.stdin)
    clock = RealClock(speed)
    asks = plain and not yes
    log = read_to_keep(Store(paths).read)
    if asks:
        answers = _ask_before(source, settings, chosen, options, log.records)
        if answers is None:
            return 0
        options = replace(options, **answers)
    try:
        opened = open_new(paths, chosen, options, clock, records=log.records, in_memory=not asks)
    except CannotRecord as error:
        if not _goes_on(source, str(error)):
            raise
        opened = open_new(paths, chosen, options, clock, records=log.records, in_memory=True)
    past = past_of(log.records, log.notes, clock.wall().date())
    return _follow(paths, settings, opened, clock, source, as_json=as_json, asks=asks, past=past)


@click.command()
@click.argument("session_id", type=filled, metavar="[ID]", required=False, shell_complete=session_ids)
@mute_option
@click.option("--yes", is_flag=True, help="Go on at once instead of waiting in a pause.")
@plain_option
@json_option
@data_dir_option
@click.pass_context
def resume(ctx: click.Context, session_id: str | None, mute: bool, yes: bool, plain: bool, as_json: bool) -> int:
    """Resume a session that was cut off, at the rep where it stopped, paused.

    With ID (or `last`), go on with a partial session of the last 12 hours that was saved: only the sets that are
    left are done, and it becomes the next revision of the same session.
    """
    _one_of(plain, as_json)
    paths = the_paths(ctx)
    if session_id is not None:
        return _go_on_with(paths, session_id, mute=mute, plain=plain, as_json=as_json)
    if not plain and not as_json:
        from kneecoach.cli.full_screen import open_app

        return open_app(paths, resume=True, ask=not yes, mute=mute)
    from kneecoach.errors import KneecoachError
    from kneecoach.journal.leftover import find_leftover, too_long_ago
    from kneecoach.journal.recorder import BusySession, SavedRecord
    from kneecoach.opening import open_leftover
    from kneecoach.plain.input import Input
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
            how = "is in the log already" if found.was_there else "had ended; it is saved now"
            print(f"That session {how}, as {found.record.id[:8]}.")
        return 0
    leftover, lock = found
    if leftover.lines_lost:
        lost = f"{plural(leftover.lines_lost, 'line')} of this session cannot be read and will be moved to live.bad"
        _warn(f"{paths.journal}: {lost}")
    clock = RealClock(leftover.header.speed)
    if words := too_long_ago(leftover, clock.wall()):
        _warn(f"{paths.journal}: {words}")
    opened = open_leftover(paths, leftover, lock, clock, mute=mute)
    source = Input(sys.stdin)
    last = leftover.last_instant
    return _follow(
        paths,
        settings,
        opened,
        clock,
        source,
        as_json=as_json,
        asks=False,
        last=last,
        go_on=yes,
        past=NO_PAST if as_json else _past_later(paths, clock, leftover.header.id),
    )


def _go_on_with(paths: Paths, session_id: str, *, mute: bool, plain: bool, as_json: bool) -> int:
    """Go on with a partial session that was saved."""
    from kneecoach.cli.options import warn_of
    from kneecoach.errors import KneecoachError
    from kneecoach.log.going_on import why_not
    from kneecoach.log.memory import read_to_keep
    from kneecoach.log.store import Store
    from kneecoach.opening import open_again
    from kneecoach.plain.input import Input
    from kneecoach.review.history import find
    from kneecoach.review.last_time import past_of
    from kneecoach.running.clock import RealClock
    from kneecoach.settings import load_settings

    settings, clock = load_settings(paths), RealClock()
    log = read_to_keep(Store(paths).read)
    warn_of(log.problems)
    record = find(log.records, session_id)
    if why := why_not(record, clock.wall()):
        raise KneecoachError(why)
    if not plain and not as_json:
        from kneecoach.cli.full_screen import open_app

        return open_app(paths, go_on_with=record, mute=mute)
    options = settings.options(pace=None, side=None, speed=1.0, mute=mute)
    opened = open_again(paths, record, options, clock, records=log.records)
    past = past_of(log.records, log.notes, clock.wall().date(), without=record.id)
    source = Input(sys.stdin)
    return _follow(paths, settings, opened, clock, source, as_json=as_json, asks=False, past=past)


def _follow(
    paths: Paths,
    settings: Settings,
    opened: OpenSession,
    clock: Clock,
    source: Input,
    *,
    as_json: bool,
    asks: bool,
    past: Past,
    last: float | None = None,
    go_on: bool = False,
) -> int:
    from kneecoach.errors import os_reason
    from kneecoach.log.store import Store
    from kneecoach.plain.follow import InputEnded, StopSignal, follow
    from kneecoach.running.awake import Awake
    from kneecoach.running.inhibitor import WakepyInhibitor
    from kneecoach.sound import Sound
    from kneecoach.voice import Voice

    header = opened.recorder.header
    sound = Sound(settings.sound, paths, muted=header.mute, speed=clock.speed, on_problem=_warn)
    voice = Voice(paths, settings.sound)
    voice.listener = sound.clip_made
    voice.prepare(header.plan, muted=header.mute, speed=clock.speed)
    awake = Awake(WakepyInhibitor(), _warn) if settings.keep_awake else None
    try:
        saved = follow(
            opened,
            clock,
            source,
            sys.stdout,
            sound=sound,
            awake=awake,
            as_json=as_json,
            brought_back=last,
            go_on=go_on,
            pain_cap=settings.pain_cap,
            past=past,
        )
        if asks and saved is not None:
            from kneecoach.plain.questions import ask_after

            ask_after(source, sys.stdout, saved, Store(paths), clock, settings.pain_cap)
    except KeyboardInterrupt:
        print(f"\nInterrupted. {_where_it_is(opened.recorder)}", file=sys.stderr)
        return 130
    except InputEnded:
        _warn(f"The session stands still and stdin has ended: nobody can go on. {_where_it_is(opened.recorder)}")
        return 1
    except StopSignal as stopped:
        return 128 + stopped.number
    except BrokenPipeError:
        raise  # who does not read has no use for a sentence
    except OSError as error:
        why = f"{os_reason(error)}. {_where_it_is(opened.recorder)}"
        raise OSError(error.errno, why, error.filename) from None
    finally:
        voice.close()
    return 0


def _where_it_is(recorder: SessionRecorder) -> str:
    """Where a session is that ended early."""
    if recorder.is_saved:
        return "It is saved."
    if recorder.is_on_disk:
        return "The session is kept: `kneecoach resume` goes on with it."
    return "The session is not on disk: its record was printed."


def _warn(words: str) -> None:
    print(f"kneecoach: {words}", file=sys.stderr, flush=True)


def _default_routine(paths: Paths, settings: Settings) -> str:
    """Id of the routine that starts if none is named."""
    from kneecoach.log.memory import read_to_keep
    from kneecoach.log.store import Store
    from kneecoach.review.last_routine import routine_to_start
    from kneecoach.running.clock import RealClock

    records = () if settings.default_routine else read_to_keep(Store(paths).read).records
    return routine_to_start(paths, records, RealClock().wall().date(), settings.default_routine)


def _past_later(paths: Paths, clock: Clock, session_id: str) -> Past:
    """What is known of each exercise, once a thread has read the log: a resumed session does not wait for it."""
    from kneecoach.review.last_time import Past

    last_times: dict[str, str] = {}
    notes: dict[str, str] = {}

    def look() -> None:
        from kneecoach.log.store import Store
        from kneecoach.review.last_time import past_of

        log = Store(paths).read()
        past = past_of(log.records, log.notes, clock.wall().date(), without=session_id)
        last_times.update(past.last_times)
        notes.update(past.notes)

    threading.Thread(target=look, daemon=True, name="past").start()
    return Past(last_times, notes)


def _ask_before(
    source: Input, settings: Settings, routine: Routine, options: Options, records: Sequence[Record]
) -> dict[str, Any] | None:
    """The answers, as fields of Options; None if there will be no session today. `records` are all there are."""
    from dataclasses import replace

    from kneecoach.plain.questions import ask_loads, ask_number, ask_without, starts
    from kneecoach.review.loads import next_loads
    from kneecoach.routine.today import plan_today
    from kneecoach.running.clock import RealClock

    pain = ask_number(source, sys.stdout, "Knee pain now?", 10)
    if not starts(source, sys.stdout, pain, settings.pain_cap):
        return None
    standing = ask_without(source, sys.stdout, routine, pain, settings.pain_cap, options.without)
    without = (*options.without, *standing)
    loaded = {e.id for e in plan_today(routine, replace(options, without=without)).exercises if e.load}
    others = [exercise.id for exercise in routine.spec.exercise if exercise.id not in loaded]
    offered = next_loads(records, routine.spec, RealClock().wall().date())
    loads = ask_loads(source, sys.stdout, routine, offered, others)
    return {"pain_before": pain, "without": without, "loads": tuple(loads.items())}


def _goes_on(source: Input, why: str) -> bool:
    question = "Go on without saving? The record is printed at the end. y, or enter for no:"
    return source.ask(f"{why}. {question}", sys.stdout).lower() in {"y", "yes"}


def _one_of(plain: bool, as_json: bool) -> None:
    if plain and as_json:
        raise click.UsageError("Give either --plain or --json, not both.")
