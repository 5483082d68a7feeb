"""`kneecoach routines new`, `copy`, `edit`, `add`, `export`, `schema` and `delete`."""

from __future__ import annotations

import os
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kneecoach.cli.complete import files, library_ways, own_routine_names, routine_names
from kneecoach.cli.options import (
    ask_to_delete,
    at_least_one,
    day_ahead,
    filled,
    json_option,
    pass_paths,
    print_json,
    warn_of_same_title,
)
from kneecoach.cli.streams import say_error
from kneecoach.paths import Paths
from kneecoach.text import one_line

if TYPE_CHECKING:
    from kneecoach.routine.model import Routine

STDIN = "-"

title_option = click.option("--title", type=filled, metavar="TEXT", help="Its title; by default NAME in words.")


@click.command("new")
@click.argument("name", type=filled)
@click.option(
    "--from", "source", type=filled, metavar="ROUTINE", shell_complete=routine_names, help="Copy this one."
)
@click.option(
    "--exercise",
    "exercises",
    type=filled,
    multiple=True,
    metavar="ID[/VARIANT][=DOSE]",
    shell_complete=library_ways,
    help="Take this exercise from the library: step-up=3x10, 'floor-bridge/one leg=3x4'. May be repeated.",
)
@title_option
@click.option("--prescribed-by", type=filled, metavar="NAME", help="Who prescribed it.")
@click.option("--per-week", type=at_least_one, metavar="N", help="How many times a week it should be done.")
@click.option("--until", type=day_ahead, metavar="DATE", help="The last day it applies to: 31 Jan or 2027-01-31.")
@json_option
@pass_paths
def new(
    paths: Paths,
    name: str,
    source: str | None,
    exercises: tuple[str, ...],
    title: str | None,
    prescribed_by: str | None,
    per_week: int | None,
    until: date | None,
    as_json: bool,
) -> None:
    """Make a routine of your own. NAME is its name or its title: "My knee" is called my-knee.

    It has the exercises of --exercise, else one, because a routine needs one. A DOSE is 3x12 or 3x8-12 (reps),
    3x12,3s (with a hold in every rep) or 3x30s (a timed hold); without it the exercise has its usual one. A VARIANT
    is one of `kneecoach exercises show ID`. Change it all in the app (Routines), or with `kneecoach routines edit`.
    """
    from kneecoach.routine.own import FIRST_EXERCISE, copy_routine, new_routine, title_of

    prescription = {"prescribed_by": prescribed_by, "per_week": per_week, "until": until}
    if source is not None and (exercises or any(prescription.values())):
        raise click.UsageError("--from copies a routine as it is; of the other options it takes only --title.")
    id_, title = _id_of(name), title or title_of(name)
    if source is not None:
        made = copy_routine(paths, source, id_=id_, title=title)
    else:
        exercises = exercises or (FIRST_EXERCISE,)
        made = new_routine(paths, title, id_=id_, exercises=exercises, prescription=prescription)
    _print_made(made, "Made", as_json=as_json)


@click.command("copy")
@click.argument("source", metavar="ROUTINE", type=filled, shell_complete=routine_names)
@click.argument("name", type=filled)
@title_option
@json_option
@pass_paths
def copy(paths: Paths, source: str, name: str, title: str | None, as_json: bool) -> None:
    """Copy a routine under another name. ROUTINE is a name or a file; its comments are kept."""
    from kneecoach.routine.own import copy_routine, title_of

    made = copy_routine(paths, source, id_=_id_of(name), title=title or title_of(name))
    _print_made(made, "Made", as_json=as_json)


@click.command("edit")
@click.argument("name", type=filled, shell_complete=routine_names)
@pass_paths
def edit(paths: Paths, name: str) -> None:
    """Edit a routine in $VISUAL or $EDITOR. Nothing is saved until nothing is wrong with it.

    A built-in routine becomes a copy of your own, which takes its place.
    """
    from kneecoach.cli.routine_editing import edit_routine

    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise click.UsageError("There is no terminal for an editor; `kneecoach routines add FILE` needs none.")
    edit_routine(paths, name, os.environ)


@click.command("add")
@click.argument("file", type=filled, shell_complete=files)
@click.option("--as", "name", type=filled, metavar="NAME", help="Add it under this name instead of its own.")
@click.option("--force", is_flag=True, help="Replace a routine of the same name.")
@json_option
@pass_paths
def add(paths: Paths, file: str, name: str | None, force: bool, as_json: bool) -> int:
    """Add a routine from a file, or stdin (-).

    It may be from a physiotherapist, or from `kneecoach routines export`. If anything is wrong with it, everything
    wrong is named, and nothing is added.
    """
    from kneecoach.cli.streams import read_stdin
    from kneecoach.faults import InvalidFile
    from kneecoach.paths import expanded
    from kneecoach.routine.adding import add_routine
    from kneecoach.toml_file import MAX_BYTES

    is_stdin = file == STDIN
    source = Path("stdin") if is_stdin else expanded(file)
    raw = read_stdin(MAX_BYTES + 1) if is_stdin else None
    try:
        added = add_routine(paths, source, raw, id_=None if name is None else _id_of(name), force=force)
    except InvalidFile as invalid:
        for fault in invalid.faults:
            say_error(fault)
        return 1
    _print_made(added, "Added", as_json=as_json)
    warn_of_same_title(paths, added.spec.id, added.spec.title)
    return 0


@click.command("export")
@click.argument("name", type=filled, shell_complete=routine_names)
@click.option(
    "-o", "--output", type=filled, metavar="FILE", shell_complete=files, help="Write here, not to stdout."
)
@click.option("--force", is_flag=True, help="Replace the file if it exists.")
@pass_paths
def export_routine(paths: Paths, name: str, output: str | None, force: bool) -> None:
    """Write a routine as one file.

    It needs no other file: each exercise of the library is written out. `kneecoach routines add FILE` adds it on
    another computer.
    """
    from kneecoach.cli.output import write_file
    from kneecoach.cli.streams import write_stdout
    from kneecoach.figures.files import figure_names
    from kneecoach.paths import expanded
    from kneecoach.routine.self_contained import routine_file

    whole = routine_file(paths, name, figure_names())
    if output not in {None, STDIN}:
        write_file(expanded(output), whole.text.encode(), force=force)
    elif sys.stdout.isatty():
        click.echo(whole.text, nl=False)  # without control codes, as everything that a terminal shows
    else:
        write_stdout(whole.text.encode())
    for sentence in whole.left_out:
        say_error(sentence)


@click.command("schema")
def schema() -> None:
    """Print the JSON Schema of a routine's file. `kneecoach schema routine` prints the same."""
    from kneecoach.cli.schema import text_of_schema

    click.echo(text_of_schema("routine"), nl=False)


@click.command("delete")
@click.argument("name", type=filled, shell_complete=own_routine_names)
@click.option("--yes", is_flag=True, help="Do not ask.")
@pass_paths
def delete(paths: Paths, name: str, yes: bool) -> None:
    """Delete a routine of your own. Its sessions stay, and its file is kept under another name."""
    from kneecoach.routine.own import delete_routine, own_file

    path = own_file(paths, name)
    if not yes:
        ask_to_delete(f"{name} ({path})")
    kept = delete_routine(paths, name)
    click.echo(f"Deleted {name}. `kneecoach routines add {kept}` brings it back.")


def _id_of(name: str) -> str:
    from kneecoach.routine.own import slug_of

    slug = slug_of(name)
    if not slug:
        raise click.BadParameter(
            f"{name!r} has no letter from A to Z and no digit; give a name, and --title {name!r}."
        )
    return slug


def _print_made(routine: Routine, what: str, *, as_json: bool) -> None:
    from kneecoach.routine.planner import plan_routine

    spec = routine.spec
    if as_json:
        sets = plan_routine(routine).size
        print_json({"id": spec.id, "title": spec.title, "sets": sets, "path": str(routine.path)})
        return
    click.echo(made_words(routine, what))
    click.echo(f"`kneecoach start {spec.id}` starts it.")


def made_words(routine: Routine, what: str) -> str:
    """`Made From Anna: 12 sets, about 20 min (/home/me/from-anna.toml).`"""
    from kneecoach.routine.planner import plan_routine
    from kneecoach.routine.text import size_words

    return one_line(f"{what} {routine.spec.title}: {size_words(plan_routine(routine))} ({routine.path}).")
