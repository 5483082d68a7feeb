"""Writes docs/kneecoach.1, the man page, from the commands of the command line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import click

from kneecoach.cli.program import cli
from kneecoach.cli.usage import HELP

PAGE = Path(__file__).parent.parent / "docs" / "kneecoach.1"

ENVIRONMENT = {
    "KNEECOACH_DATA_DIR": "Keep everything in this folder, as with --data-dir.",
    "KNEECOACH_CONFIG_DIR": "Keep settings and routines in this folder.",
    "KNEECOACH_STATE_DIR": "Keep the live session in this folder.",
    "KNEECOACH_CACHE_DIR": "Keep the spoken clips of your own words in this folder.",
    "NO_COLOR": "If set and not empty, the app uses no colour.",
}

STATUS = {
    "0": "Done.",
    "1": "Failed; one line on stderr says why.",
    "2": "Wrong usage.",
    "130": "Interrupted; what was done of a session is kept.",
    "129, 143": "Ended by the system; what was done of a session is kept.",
}


def man_page() -> str:
    """The whole page, as troff."""
    return "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    yield '.TH KNEECOACH 1 "" kneecoach "User Commands"'
    yield ".SH NAME"
    yield "kneecoach \\- a guided timer for a knee\\-friendly strength routine"
    yield ".SH SYNOPSIS"
    yield ".B kneecoach"
    yield _text("[--data-dir FOLDER] [COMMAND] [ARGUMENT]...")
    yield ".SH DESCRIPTION"
    about, _, rest = HELP.partition("\n\n")[2].partition("\n\n")
    yield _text(" ".join(about.split()))
    yield ".SH COMMANDS"
    for names, command in sorted(_commands(cli, ("kneecoach",)), key=lambda pair: pair[0]):
        yield from _command(names, command)
    yield ".SH ENVIRONMENT"
    yield from _table(ENVIRONMENT)
    yield ".SH EXIT STATUS"
    yield from _table(STATUS)
    yield ".SH NOTES"
    yield _text(rest.strip().splitlines()[-1])


def _commands(group: click.Group, names: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    """Every command with the words that call it, including those in groups."""
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        if isinstance(command, click.Group):
            yield from _commands(command, (*names, name))
        elif command is not None and not command.hidden:
            yield (*names, name), command


def _command(names: tuple[str, ...], command: click.Command) -> Iterator[str]:
    context = click.Context(command, info_name=" ".join(names))
    pieces = [piece for piece in command.collect_usage_pieces(context) if piece != "[OPTIONS]"]
    yield f".SS {_text(' '.join((*names[1:], *pieces)))}"
    for text in (command.help or "", command.epilog or ""):
        for paragraph in re.split(r"\n\s*\n", text.strip()):
            yield from _paragraph(paragraph)
    options = dict(
        record
        for parameter in command.params
        if isinstance(parameter, click.Option) and (record := parameter.get_help_record(context))
    )
    yield from _table(options)


def _paragraph(text: str) -> Iterator[str]:
    """A paragraph; one that begins with click's mark keeps its lines."""
    lines = text.strip().splitlines()
    if not lines:
        return
    yield ".PP"
    if lines[0].strip() == "\b":
        yield ".nf"
        yield from (_text(line.strip()) for line in lines[1:])
        yield ".fi"
    else:
        yield _text(" ".join(line.strip() for line in lines))


def _table(rows: dict[str, str]) -> Iterator[str]:
    for name, says in rows.items():
        yield ".TP"
        yield f".B {_text(name)}"
        yield _text(" ".join(says.split()))


def _text(text: str) -> str:
    """Text that is safe in troff: no escape, no minus that becomes a hyphen, no line that is a request."""
    escaped = text.replace("\\", "\\e").replace("-", "\\-").replace("`", "\\(ga").replace('"', "\\(dq")
    return f"\\&{escaped}" if escaped.startswith((".", "'")) else escaped


if __name__ == "__main__":
    PAGE.write_text(man_page(), "utf-8")
