"""`kneecoach figures`."""

from __future__ import annotations

import click

from kneecoach.cli.complete import exercise_names
from kneecoach.cli.options import filled, json_option, pass_paths, print_json
from kneecoach.cli.streams import say_error
from kneecoach.paths import Paths


@click.command()
@click.argument("name", type=filled, required=False, shell_complete=exercise_names)
@click.option("--list", "as_list", is_flag=True, help="Print the movements instead of opening the app.")
@json_option
@pass_paths
def figures(paths: Paths, name: str | None, as_list: bool, as_json: bool) -> int:
    """Show every movement with its figure and instructions; NAME is the exercise or figure to begin with."""
    from kneecoach.cli.full_screen import is_terminal, open_app
    from kneecoach.errors import KneecoachError
    from kneecoach.routine.movements import find_movement, read_movements
    from kneecoach.routine.text import exercise_lines

    movements, problems = read_movements(paths)
    if not movements:
        raise KneecoachError(f"There is no movement to show: {problems[0]}" if problems else "There is no routine.")
    named = find_movement(movements, name) if name is not None else None
    shown = movements if named is None else (named,)
    if as_json:
        whole = ((m.exercise, m.routine or None) for m in shown)
        print_json([{"id": e.id, "title": e.title, "figure": e.figure, "routine": in_} for e, in_ in whole])
    elif not as_list and is_terminal():
        return open_app(paths, movement=named.exercise.id if named else "")
    elif as_list or named is None:
        for m in shown:
            figure = m.exercise.figure or "no figure"
            where = f"  ({m.routine})" if m.routine else ""
            click.echo(f"{m.exercise.id:<24}  {m.exercise.title}, {figure}{where}")
    else:
        click.echo(f"{named.exercise.title}: {named.dose}")
        for line in exercise_lines(named.exercise):
            click.echo(f"  {line}")
    for problem in problems:
        say_error(problem)
    return 0
