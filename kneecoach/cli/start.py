"""`kneecoach start`."""

from __future__ import annotations

import math
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import click

from kneecoach.cli.complete import equipment_of_routine, exercises_of_routine, routine_names, variants_of_routine
from kneecoach.cli.options import at_least_one, filled, pass_paths
from kneecoach.cli.streams import say_error
from kneecoach.paths import Paths

if TYPE_CHECKING:
    from kneecoach.journal.recorder import SessionRecorder
    from kneecoach.log.record import Record
    from kneecoach.opening import OpenSession
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
@click.option("--minutes", type=at_least_one, metavar="N", help="Fewer sets today, to finish in this many minutes.")
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
    help="Equipment you lack today: exercises use a variant without it, or are left out. May be repeated.",
)
@click.option(
    "--variant",
    "variants",
    multiple=True,
    type=filled,
    metavar="EXERCISE=VARIANT",
    shell_complete=variants_of_routine,
    help="Begin an exercise in a variant today: hip-thrust='one leg'. May be repeated.",
)
@mute_option
@click.option("--yes", is_flag=True, help="Ask nothing.")
@plain_option
@json_option
@pass_paths
def start(
    paths: Paths,
    routine: str | None,
    pace: str | None,
    side: str | None,
    speed: float,
    minutes: int | None,
    without: tuple[str, ...],
    missing: tuple[str, ...],
    variants: tuple[str, ...],
    mute: bool,
    yes: bool,
    plain: bool,
    as_json: bool,
) -> int:
    """Start ROUTINE, a name or a file, now; by default the one last done, at first knee-relief."""
    from dataclasses import replace
    from functools import partial

    from kneecoach.errors import UsageError
    from kneecoach.routine.library import load_routine
    from kneecoach.routine.named import equipment_named, exercise_named, variant_named
    from kneecoach.routine.today import plan_today, variants_without_equipment
    from kneecoach.settings import load_settings

    one_of(plain, as_json)
    settings = load_settings(paths)
    chosen = load_routine(paths, routine or _default_routine(paths, settings))
    options = replace(
        settings.options(pace=pace, side=side, speed=speed, mute=mute),
        minutes=minutes,
        without=tuple(exercise_named(chosen.spec, name) for name in without),
        missing=tuple(equipment_named(chosen.spec, name) for name in missing),
        variants=tuple(variant_named(chosen.spec, text) for text in variants),
    )
    plan_today(chosen, options)  # says so if nothing is left to do
    if lacking := variants_without_equipment(chosen, options):
        raise UsageError(f"--variant {lacking[0]} needs equipment that --no leaves out.")
    if not plain and not as_json:
        from kneecoach.cli.full_screen import open_app

        return open_app(paths, start=(chosen, options), ask=not yes)
    from kneecoach.journal.begin import CannotRecord, check_none_unfinished
    from kneecoach.log.store import Store
    from kneecoach.opening import open_new
    from kneecoach.plain.how import first_exercise, with_time_to_listen
    from kneecoach.plain.input import Input
    from kneecoach.plain.printer import beginning
    from kneecoach.plain.questions import ask_to_start
    from kneecoach.plain.wrapping import plain_out
    from kneecoach.review.last_time import past_of
    from kneecoach.running.clock import RealClock

    clock = RealClock(speed)
    check_none_unfinished(paths, clock, resume="resume --json" if as_json else "resume --plain")
    source = Input(sys.stdin)
    asks = plain and not yes
    log = Store(paths).read_to_keep()
    if asks:
        answers = _ask_before(source, settings, chosen, options, log.records)
        if answers is None:
            return 0
        options = replace(options, **answers)
    plan = plan_today(chosen, options)
    said = beginning(plan, chosen.spec.warm_up, speed)
    if asks and not ask_to_start(source, plain_out(), (*said, *first_exercise(plan))):
        return 0
    prepared = (lambda plan: plan) if as_json else partial(with_time_to_listen, beginning=() if asks else said)
    open_it = partial(open_new, paths, chosen, options, clock, records=log.records, prepared=prepared)
    try:
        opened = open_it(in_memory=not asks)
    except CannotRecord as error:
        if not _goes_on(source, str(error)):
            raise
        opened = open_it(in_memory=True)
    past = past_of(log.records, log.notes, clock.wall().date(), unit=options.units)
    lines = None if asks else said
    return follow_along(paths, settings, opened, clock, source, as_json=as_json, asks=asks, past=past, said=lines)


def follow_along(
    paths: Paths,
    settings: Settings,
    opened: OpenSession,
    clock: Clock,
    source: Input,
    *,
    as_json: bool,
    asks: bool,
    past: Past,
    said: Sequence[str] | None,
    last: float | None = None,
    go_on: bool = False,
) -> int:
    """Run a session as lines of text, or as JSON, and return the exit status."""
    from kneecoach.errors import os_reason
    from kneecoach.log.store import Store
    from kneecoach.plain.follow import InputEnded, StopSignal, follow
    from kneecoach.plain.wrapping import plain_out
    from kneecoach.running.awake import Awake
    from kneecoach.running.inhibitor import WakepyInhibitor
    from kneecoach.sound import Sound
    from kneecoach.voice import Voice

    header = opened.recorder.header
    sound = Sound(settings.sound, paths, muted=header.mute, speed=clock.speed, on_problem=warn)
    voice = Voice(paths, settings.sound)
    voice.listener = sound.clip_made
    voice.prepare(header.plan, muted=header.mute, speed=clock.speed)
    is_held = settings.keep_awake and clock.speed == 1.0  # in a rehearsal nobody is on the mat
    awake = Awake(WakepyInhibitor(), warn) if is_held else None
    try:
        saved = follow(
            opened,
            clock,
            source,
            sys.stdout if as_json else plain_out(),
            sound=sound,
            awake=awake,
            as_json=as_json,
            brought_back=last,
            go_on=go_on,
            pain_cap=settings.pain_cap,
            past=past,
            said=said,
        )
        if asks and saved is not None:
            from kneecoach.plain.questions import ask_after

            ask_after(source, plain_out(), saved, Store(paths), clock, settings.pain_cap)
    except KeyboardInterrupt:
        print(f"\nInterrupted. {_where_it_is(opened.recorder)}", file=sys.stderr)
        return 130
    except InputEnded:
        warn(f"stdin has ended, so the session cannot go on. {_where_it_is(opened.recorder)}")
        return 1
    except StopSignal as stopped:
        return 128 + stopped.number
    except BrokenPipeError:
        raise  # nobody is reading, so a sentence is no use
    except OSError as error:
        why = f"{os_reason(error)}. {_where_it_is(opened.recorder)}"
        raise OSError(error.errno, why, error.filename) from None
    finally:
        voice.close()
    return 0


def _where_it_is(recorder: SessionRecorder) -> str:
    """Where a session that ended early is kept."""
    if recorder.is_saved:
        return "It is saved."
    if recorder.is_on_disk:
        return "The session is kept: `kneecoach resume` continues it."
    return "The session is not on disk: its record was printed."


def warn(words: str) -> None:
    """Print a sentence on stderr."""
    say_error(words)


def _default_routine(paths: Paths, settings: Settings) -> str:
    """Id of the routine that starts if none is named."""
    from kneecoach.log.store import Store
    from kneecoach.review.last_routine import routine_to_start
    from kneecoach.running.clock import RealClock

    records = () if settings.default_routine else Store(paths).read_to_keep().records
    return routine_to_start(paths, records, RealClock().wall().date(), settings.default_routine)


def _ask_before(
    source: Input, settings: Settings, routine: Routine, options: Options, records: Sequence[Record]
) -> dict[str, Any] | None:
    """The answers, as fields of Options; None if there will be no session today. `records` are all there are."""
    from dataclasses import replace

    from kneecoach.plain.questions import ask_loads, ask_number, ask_without, starts
    from kneecoach.plain.wrapping import plain_out
    from kneecoach.review.loads import next_loads, next_said
    from kneecoach.routine.today import plan_today, standing_today
    from kneecoach.running.clock import RealClock
    from kneecoach.session.plan import LoadUnit

    out = plain_out()
    pain = ask_number(source, out, "Knee pain now?", 10)
    if not starts(source, out, pain, settings.pain_cap):
        return None
    standing = ask_without(source, out, standing_today(routine, options), pain, settings.pain_cap)
    without = (*options.without, *standing)
    exercises = plan_today(routine, replace(options, without=without)).exercises
    today = RealClock().wall().date()
    offered, said = next_loads(records, routine.spec, today), next_said(records, routine.spec, today)
    loads, said = ask_loads(source, out, exercises, offered, said=said, units=LoadUnit(settings.units))
    return {
        "pain_before": pain,
        "without": without,
        "loads": tuple(loads.items()),
        "load_said": tuple(said.items()),
    }


def _goes_on(source: Input, why: str) -> bool:
    from kneecoach.plain.questions import ask_yes
    from kneecoach.plain.wrapping import plain_out

    question = "Go on without saving? The record is printed at the end. y, or enter for no:"
    return ask_yes(source, plain_out(), f"{why}. {question}", no=("",))


def one_of(plain: bool, as_json: bool) -> None:
    """Raises UsageError if both were asked for."""
    if plain and as_json:
        raise click.UsageError("Give either --plain or --json, not both.")
