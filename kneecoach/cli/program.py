"""The commands of the command line."""

from __future__ import annotations

import click

from kneecoach.cli.add import add
from kneecoach.cli.completion import completion
from kneecoach.cli.doctor import doctor
from kneecoach.cli.edit import delete, edit, note, undelete
from kneecoach.cli.exercises import exercises
from kneecoach.cli.export import export
from kneecoach.cli.figures import figures
from kneecoach.cli.history import history, show
from kneecoach.cli.import_ import import_
from kneecoach.cli.log import log
from kneecoach.cli.options import data_dir_option, the_paths
from kneecoach.cli.remind import remind
from kneecoach.cli.resume import resume
from kneecoach.cli.routines import paths, routines
from kneecoach.cli.schema import schema
from kneecoach.cli.serve import serve
from kneecoach.cli.settings import settings
from kneecoach.cli.sound_test import sound_test
from kneecoach.cli.start import start
from kneecoach.cli.stats import progress, stats
from kneecoach.cli.usage import HELP
from kneecoach.cli.voice import voice


class _TopLevel(click.Group):
    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        formatter.write(HELP)


@click.group(
    cls=_TopLevel,
    name="kneecoach",
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"]},
)
@data_dir_option
@click.version_option(package_name="kneecoach", prog_name="kneecoach", message="%(prog)s %(version)s")
@click.pass_context
def cli(ctx: click.Context) -> None:
    """kneecoach"""
    if ctx.invoked_subcommand is None:
        from kneecoach.cli.full_screen import open_app

        ctx.exit(open_app(the_paths(ctx), welcomes=True))


HISTORY_COMMANDS = (history, show, note, edit, add, delete, undelete, stats, progress, export, import_)
SET_UP_COMMANDS = (
    *(exercises, routines, settings, paths, log, voice, sound_test, remind, serve),
    *(doctor, completion, schema),
)

for command in (start, resume, *HISTORY_COMMANDS, figures, *SET_UP_COMMANDS):
    cli.add_command(command)


def run(arguments: list[str]) -> int:
    """Run a command line and return its exit status. Raises KneecoachError."""
    try:
        result = cli.main(arguments, prog_name="kneecoach", standalone_mode=False)
    except click.exceptions.Exit as exit_:
        return exit_.exit_code
    except click.Abort:
        return 130
    except click.ClickException as error:
        error.show()
        return error.exit_code
    return result if isinstance(result, int) else 0
