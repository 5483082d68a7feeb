"""The commands of the command line."""

from __future__ import annotations

import re
from importlib import import_module

import click

from kneecoach.cli.group import Group
from kneecoach.cli.options import data_dir_option, the_paths
from kneecoach.cli.usage import HELP

COMMANDS = {
    "start": "start",
    "resume": "resume",
    "history": "history",
    "show": "history",
    "note": "edit",
    "edit": "edit",
    "add": "add",
    "delete": "edit",
    "undelete": "edit",
    "stats": "stats",
    "progress": "stats",
    "export": "export",
    "import": "import_",
    "figures": "figures",
    "exercises": "exercises",
    "routines": "routines",
    "settings": "settings",
    "paths": "routines",
    "log": "log",
    "voice": "voice",
    "sound-test": "sound_test",
    "remind": "remind",
    "serve": "serve",
    "doctor": "doctor",
    "completion": "completion",
    "schema": "schema",
}
"""The commands, and the module of each in `kneecoach.cli`. Only the one that runs is imported."""


SHORT_HELP = dict(re.findall(r"^  ([a-z][a-z-]*) +(\S.*)$", HELP, re.MULTILINE))
"""What the top-level help says of each command, which a shell shows beside its name."""


class _TopLevel(Group):
    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module = import_module(f"kneecoach.cli.{COMMANDS[cmd_name]}")
        command = next(
            each for each in vars(module).values() if isinstance(each, click.Command) and each.name == cmd_name
        )
        command.short_help = SHORT_HELP.get(cmd_name)
        return command

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
