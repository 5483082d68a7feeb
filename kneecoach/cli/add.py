"""`kneecoach add`: a session that was done without kneecoach."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import click

from kneecoach.cli.complete import routine_names
from kneecoach.cli.edit import WHOLE
from kneecoach.cli.options import filled, json_option, pass_paths, print_json, read_log
from kneecoach.cli.streams import say_error
from kneecoach.paths import Paths

if TYPE_CHECKING:
    from kneecoach.log.record import Record


@click.command()
@click.argument("routine", type=filled, required=False, shell_complete=routine_names)
@click.option(
    "--on",
    "on",
    type=filled,
    metavar="DATE",
    required=True,
    help="The day: 24 Nov, Monday or 2026-11-24T18:30.",
)
@click.option("--all", "is_all", is_flag=True, help="Every set was done as planned.")
@click.option("--pain-before", "before", metavar="N", callback=WHOLE, help="Knee pain before, 0-10.")
@click.option("--pain-after", "after", metavar="N", callback=WHOLE, help="Knee pain after, 0-10.")
@click.option("--note", metavar="TEXT", help="A note.")
@json_option
@pass_paths
def add(
    paths: Paths,
    routine: str | None,
    on: str,
    is_all: bool,
    before: int | None,
    after: int | None,
    note: str | None,
    as_json: bool,
) -> None:
    """Add a session of ROUTINE that was done without kneecoach; by default the one last done.

    In a terminal it asks what was done in each set, unless --all says it. What nobody says stays unknown, and
    `kneecoach edit` fills it in. Such a session counts for the week and for pain, never for a suggestion of more.

    \b
      kneecoach add --on 2026-11-24 --all --pain-after 2
      kneecoach add knee-home --on 2026-11-24T18:30
    """
    from kneecoach.errors import KneecoachError, UsageError
    from kneecoach.log.corrections import answered
    from kneecoach.log.entered import all_as_planned, entered_later, same_day, save_entered, started_at
    from kneecoach.log.store import Store
    from kneecoach.review.history import short_id
    from kneecoach.review.last_routine import routine_to_start
    from kneecoach.routine.library import load_routine
    from kneecoach.routine.planner import plan_routine
    from kneecoach.running.clock import RealClock
    from kneecoach.settings import load_settings
    from kneecoach.text import clean, day_words

    clock = RealClock()
    try:
        began = started_at(on, clock.wall())
    except KneecoachError as error:
        raise UsageError(f"--on: {error}") from None
    settings = load_settings(paths)
    log = read_log(paths)
    today = clock.wall().date()
    chosen = load_routine(paths, routine or routine_to_start(paths, log.records, today, settings.default_routine))
    record = entered_later(plan_routine(chosen, settings.side), began, settings.knee)
    if is_all:
        record = all_as_planned(record)
    elif not as_json and sys.stdin.isatty() and sys.stdout.isatty():
        from kneecoach.plain.elsewhere import ask_what_was_done
        from kneecoach.plain.input import Input
        from kneecoach.plain.wrapping import plain_out

        asks = {"asks_pain": after is None, "asks_note": note is None}
        record = ask_what_was_done(Input(sys.stdin), plain_out(), record, **asks)
    said: Any = {"before": before, "after": after, "note": note}
    try:
        record = answered(record, **{name: value for name, value in said.items() if value is not None})
    except KneecoachError as error:
        raise UsageError(str(error)) from None
    other = same_day(log.records, record.routine.id, began.date())
    saved = save_entered(Store(paths), record, clock)
    if other is not None:
        title, day = clean(record.routine.title), day_words(began, today)
        words = f"{title} is already in the log on {day}, as {short_id(other)}; this session is added beside it"
        say_error(words)
    _print(saved, as_json=as_json)


def _print(record: Record, *, as_json: bool) -> None:
    from kneecoach.review.attempts import attempt_name
    from kneecoach.review.detail import heading
    from kneecoach.review.history import short_id, summary_words

    if as_json:
        print_json(record.model_dump(mode="json", by_alias=True))
        return
    click.echo(f"Added {heading(record)}: {summary_words(record)}.")
    unknown = next((attempt for attempt in record.sets if attempt.is_unknown), None)
    name = short_id(record)
    if unknown is None:
        click.echo(f"`kneecoach edit {name}` corrects it, `kneecoach delete {name}` removes it.")
    else:
        example = f"kneecoach edit {name} {attempt_name(unknown)} --outcome completed"
        click.echo(f"To fill in later what is not known: {example}")
