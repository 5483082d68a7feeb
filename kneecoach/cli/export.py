"""`kneecoach export`."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import click

from kneecoach.cli.complete import files
from kneecoach.cli.options import day, filled, pass_paths, read_log
from kneecoach.paths import Paths
from kneecoach.review.export.formats import FORMATS, Format, format_of


@click.command()
@click.option(
    "--format",
    "chosen",
    type=click.Choice(tuple(FORMATS)),
    help="The format; by default from the ending of -o, otherwise json.",
)
@click.option("--json", "chosen", flag_value="json", help="The same as --format json.")
@click.option(
    "-o", "--output", type=filled, metavar="FILE", shell_complete=files, help="Write here, not to stdout."
)
@click.option("--since", type=day, metavar="DATE", help="From this day on: 22 Nov, Monday or 2026-11-22.")
@click.option("--until", type=day, metavar="DATE", help="Up to and including this day.")
@click.option(
    "--all",
    "everything",
    is_flag=True,
    help="Include rehearsals; json also gets deleted sessions and earlier revisions, as a complete backup.",
)
@click.option("--force", is_flag=True, help="Replace the file if it exists.")
@pass_paths
def export(
    paths: Paths,
    chosen: str | None,
    output: str | None,
    since: date | None,
    until: date | None,
    everything: bool,
    force: bool,
) -> None:
    """Write the sessions for another program, or for a physiotherapist (html, to print).

    `kneecoach import` reads json. csv has a row for each attempt at a set, and one for each set never begun (its
    outcome is skipped, and it has no start time); strong and hevy are CSV in the columns of these programs, with
    loads in kg. parquet has the rows of csv, for DuckDB, Spark and the like. fit is one session as a strength
    activity, and fit-zip a file for each.
    """
    from kneecoach.cli.output import write_file
    from kneecoach.cli.streams import write_stdout
    from kneecoach.errors import UsageError
    from kneecoach.log.raw import LogLine, raw_records
    from kneecoach.log.store import Store, without_collecting
    from kneecoach.review.exercise_notes import notes_now
    from kneecoach.review.export.select import DateRange, lines_of, sessions
    from kneecoach.review.export.source import ExportContext, ExportSource
    from kneecoach.routine.prescription import read_prescriptions
    from kneecoach.running.clock import RealClock
    from kneecoach.settings import load_settings

    to_file = Path(output) if output not in {None, "-"} else None
    span = DateRange(since, until)
    if span.since and span.until and span.until < span.since:
        raise UsageError("--until is earlier than --since.")
    wanted = FORMATS[chosen] if chosen else _format_of(to_file)
    if wanted.is_binary and to_file is None and sys.stdout.isatty():
        raise UsageError(f"{wanted.name} is not for a terminal; -o FILE says where to write it.")
    now = RealClock().wall()

    def context() -> ExportContext:
        settings = load_settings(paths)
        until = min(span.until or now.date(), now.date())
        unit = settings.load_steps.unit
        said = read_prescriptions(paths), unit, notes_now(log.records, log.notes)
        return ExportContext(now, until, settings.weekly_goal, settings.pain_cap, *said)

    def lines() -> tuple[LogLine, ...]:
        with without_collecting():
            # Lines that cannot be read were named when the log was read.
            return lines_of(raw_records(Store(paths), []), span, everything=everything)

    log = read_log(paths)
    source = ExportSource(
        records=sessions(log.records, span, rehearsals=everything),
        lines=lines,
        made_at=now,
        context=context,
    )
    data = wanted.write(source)
    if to_file is None:
        write_stdout(data)
    else:
        write_file(to_file, data, force=force)


def _format_of(path: Path | None) -> Format:
    from kneecoach.errors import UsageError

    found = FORMATS["json"] if path is None else format_of(path.suffix)
    if found is None:
        raise UsageError(f"{path}: the ending does not name a format; give --format.")
    return found
