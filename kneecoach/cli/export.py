"""`kneecoach export`."""

from __future__ import annotations

import sys
from datetime import date, datetime
from pathlib import Path

import click

from kneecoach.cli.options import data_dir_option, filled, the_paths, warn_of

FORMATS = ("json", "csv", "strong", "hevy", "html", "markdown", "parquet")

ENDINGS = {
    ".json": "json",
    ".csv": "csv",
    ".html": "html",
    ".htm": "html",
    ".md": "markdown",
    ".markdown": "markdown",
    ".parquet": "parquet",
}

_DAY = click.DateTime(["%Y-%m-%d"])


@click.command()
@click.option(
    "--format",
    "chosen",
    type=click.Choice(FORMATS),
    help="What to make; from the ending of -o where it is not given, else json.",
)
@click.option("--json", "chosen", flag_value="json", help="The same as --format json.")
@click.option("-o", "--output", type=filled, metavar="FILE", help="Write here, not to stdout.")
@click.option("--since", type=_DAY, metavar="DATE", help="From this day on: 2026-11-22.")
@click.option("--until", type=_DAY, metavar="DATE", help="Up to this day, and of this day too.")
@click.option(
    "--all",
    "everything",
    is_flag=True,
    help="Rehearsals too; in json also deleted sessions and earlier revisions: a backup that loses nothing.",
)
@click.option("--force", is_flag=True, help="Replace the file if it is there.")
@data_dir_option
@click.pass_context
def export(
    ctx: click.Context,
    chosen: str | None,
    output: str | None,
    since: datetime | None,
    until: datetime | None,
    everything: bool,
    force: bool,
) -> None:
    """Write the sessions for another program, or for a physiotherapist (html, to print).

    json is read back by `kneecoach import`. csv has a row for each set tried; strong and hevy are CSV in the
    columns of these programs, with loads in kg. parquet has the rows of csv, for DuckDB, Spark and the like.
    """
    from kneecoach.cli.output import write_file
    from kneecoach.cli.streams import write_stdout
    from kneecoach.errors import UsageError
    from kneecoach.log.store import Store
    from kneecoach.review.export.select import Span

    to_file = Path(output) if output not in {None, "-"} else None
    span = Span(_day(since), _day(until))
    if span.since and span.until and span.until < span.since:
        raise UsageError("--until is a day before --since.")
    name = chosen or _format_of(to_file)
    paths = the_paths(ctx)
    store = Store(paths)
    if name == "json":
        from kneecoach.log.raw import lines_as_is
        from kneecoach.review.export.as_json import json_text
        from kneecoach.review.export.select import lines_of

        warn_of(store.read().problems)
        data = _encoded(json_text(lines_of(tuple(lines_as_is(store)), span, everything=everything)))
    elif name == "parquet":
        from kneecoach.review.export.parquet import parquet
        from kneecoach.review.export.select import sessions

        if to_file is None and sys.stdout.isatty():
            raise UsageError("Parquet is nothing for a terminal: -o FILE says where to write it.")
        log = store.read()
        warn_of(log.problems)
        data = parquet(sessions(log.records, span, rehearsals=everything))
    else:
        from kneecoach.review.export.formats import WRITERS
        from kneecoach.review.export.select import sessions
        from kneecoach.review.export.words import Making
        from kneecoach.running.clock import RealClock
        from kneecoach.settings import Settings, load_settings

        # Only the page says the person's own goal and cap: elsewhere a mistake in the settings is no matter.
        settings = load_settings(paths) if name == "html" else Settings()
        now = RealClock().wall()
        making = Making(now, min(span.until or now.date(), now.date()), settings.weekly_goal, settings.pain_cap)
        log = store.read()
        warn_of(log.problems)
        data = _encoded(WRITERS[name](sessions(log.records, span, rehearsals=everything), making))
    if to_file is None:
        write_stdout(data)
    else:
        write_file(to_file, data, force=force)


def _encoded(text: str) -> bytes:
    # A lone surrogate cannot be written; it is no character.
    return text.encode("utf-8", "replace")


def _day(instant: datetime | None) -> date | None:
    return instant.date() if instant else None


def _format_of(path: Path | None) -> str:
    if path is None:
        return "json"
    if path.suffix.lower() not in ENDINGS:
        from kneecoach.errors import UsageError

        raise UsageError(f"{path}: its ending does not say which format is wanted; --format does.")
    return ENDINGS[path.suffix.lower()]
