"""`kneecoach history` and `kneecoach show`."""

from __future__ import annotations

from datetime import date

import click

from kneecoach.cli.complete import session_ids
from kneecoach.cli.edit import list_deleted
from kneecoach.cli.options import at_least_one, day, filled, json_option, pass_paths, print_json, read_log
from kneecoach.paths import Paths


@click.command()
@click.option(
    "--limit",
    type=at_least_one,
    metavar="N",
    default="20",
    show_default=True,
    help="At most this many, newest first.",
)
@click.option("--since", type=day, metavar="DATE", help="From this day on: 22 Nov, Monday or 2026-11-22.")
@click.option("--all", "rehearsals", is_flag=True, help="Include rehearsals at another speed.")
@click.option("--deleted", is_flag=True, help="List deleted sessions, which can be brought back.")
@json_option
@pass_paths
def history(paths: Paths, limit: int, since: date | None, rehearsals: bool, deleted: bool, as_json: bool) -> None:
    """List past sessions."""
    from kneecoach.review.counted import not_counted_words
    from kneecoach.review.history import past, short_id, summary_words
    from kneecoach.running.clock import RealClock
    from kneecoach.text import aligned_day_and_time, clean, full_date

    if deleted:
        list_deleted(paths, as_json=as_json, limit=limit, since=since)
        return
    log = read_log(paths)
    records = past(log.records, rehearsals=rehearsals, since=since)[:limit]
    if as_json:
        print_json([record.model_dump(mode="json", by_alias=True) for record in records])
        return
    if not records:
        click.echo(f"No sessions since {full_date(since)}." if since and log.records else "No sessions yet.")
    today = RealClock().wall().date()
    for record in records:
        when = aligned_day_and_time(record.started_at)
        words = " · ".join(filter(None, (summary_words(record), not_counted_words(record, today))))
        click.echo(f"{short_id(record)}  {when}  {clean(record.routine.title)}: {words}")


@click.command()
@click.argument("session_id", type=filled, metavar="ID", shell_complete=session_ids)
@json_option
@pass_paths
def show(paths: Paths, session_id: str, as_json: bool) -> None:
    """Show one session: ID is the beginning of its id, or `last`."""
    from kneecoach.review.detail import detail_lines
    from kneecoach.review.history import find
    from kneecoach.running.clock import RealClock
    from kneecoach.settings import load_settings

    log = read_log(paths)
    record = find(log.records, session_id)
    if as_json:
        print_json(record.model_dump(mode="json", by_alias=True))
        return
    unit = load_settings(paths).load_steps.unit
    for line in detail_lines(record, RealClock().wall().date(), unit):
        click.echo(line)
