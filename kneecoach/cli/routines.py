"""`kneecoach routines` and `kneecoach paths`."""

from __future__ import annotations

from pathlib import Path

import click

from kneecoach.cli.complete import routine_names
from kneecoach.cli.group import Group
from kneecoach.cli.options import filled, json_option, pass_paths, print_faults, print_json
from kneecoach.cli.own_routines import add, copy, delete, edit, export_routine, new, schema
from kneecoach.cli.streams import say_error
from kneecoach.paths import Paths


@click.group(cls=Group)
def routines() -> None:
    """List, show, check, make and exchange routines."""


@routines.command("list")
@json_option
@pass_paths
def list_routines(paths: Paths, as_json: bool) -> None:
    """List the routines."""
    from kneecoach.errors import KneecoachError
    from kneecoach.routine.library import load_routine, routine_files
    from kneecoach.routine.planner import plan_routine

    rows = []
    for name, path in routine_files(paths).items():
        try:
            routine = load_routine(paths, name)
        except KneecoachError as error:
            say_error(error)
            continue
        sets = plan_routine(routine).size
        rows.append({"id": name, "title": routine.spec.title, "sets": sets, "path": str(path)})
    if as_json:
        print_json(rows)
        return
    for row in rows:
        click.echo(f"{row['id']:<20}  {row['title']}, {row['sets']} sets  ({row['path']})")


@routines.command("show")
@click.argument("name", type=filled, metavar="NAME|FILE", shell_complete=routine_names)
@json_option
@pass_paths
def show_routine(paths: Paths, name: str, as_json: bool) -> None:
    """Show a routine, by name or file.

    Prints its doses, how to do each exercise, and what to watch for.
    """
    from kneecoach.routine.library import load_routine
    from kneecoach.routine.text import routine_lines

    routine = load_routine(paths, name)
    if as_json:
        print_json(routine.spec.model_dump(mode="json", by_alias=True))
        return
    for line in routine_lines(routine):
        click.echo(line)


@routines.command("check")
@click.argument("names", type=filled, nargs=-1, metavar="[NAME|FILE]...", shell_complete=routine_names)
@json_option
@pass_paths
def check_routines(paths: Paths, names: tuple[str, ...], as_json: bool) -> int:
    """Check routines, by name or file. Without a name, check all of them."""
    from kneecoach.routine.check import routine_faults
    from kneecoach.routine.library import find_file, routine_files

    found = {name: routine_faults(paths, find_file(paths, name)) for name in names or tuple(routine_files(paths))}
    return print_faults("routine", found, as_json=as_json)


for command in (new, copy, edit, add, export_routine, schema, delete):
    routines.add_command(command)


@click.command()
@json_option
@pass_paths
def paths(paths: Paths, as_json: bool) -> None:
    """Show where everything is kept."""
    from kneecoach.routine.library import builtin_dir, builtin_exercises_dir

    rows: dict[str, Path] = {
        "data": paths.data,
        "config": paths.config,
        "state": paths.state,
        "cache": paths.voice_store.parent,
        "log": paths.log_dir,
        "settings": paths.settings,
        "routines": paths.routines_dir,
        "built-in routines": builtin_dir(),
        "exercises": paths.exercises_dir,
        "built-in exercises": builtin_exercises_dir(),
        "journal": paths.journal,
    }
    if as_json:
        print_json({name.replace(" ", "_").replace("-", "_"): str(path) for name, path in rows.items()})
        return
    for name, path in rows.items():
        click.echo(f"{name:<19} {path}")
