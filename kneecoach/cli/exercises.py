"""`kneecoach exercises`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from kneecoach.cli.complete import library_names
from kneecoach.cli.group import Group
from kneecoach.cli.options import filled, json_option, pass_paths, print_faults, print_json
from kneecoach.cli.streams import say_error
from kneecoach.paths import Paths

if TYPE_CHECKING:
    from kneecoach.routine.model import LibraryModel

NONE = "none"
"""The value of `--equipment` for somebody who has nothing."""


@click.group(cls=Group)
def exercises() -> None:
    """List, show and check the exercises of the library."""


@exercises.command("list")
@click.option(
    "--equipment",
    type=filled,
    multiple=True,
    metavar="WHAT",
    help="Only exercises that need no more than this: none, chair, band and so on. May be repeated.",
)
@json_option
@pass_paths
def list_exercises(paths: Paths, equipment: tuple[str, ...], as_json: bool) -> None:
    """List the exercises."""
    from kneecoach.routine.equipment import lacking
    from kneecoach.routine.text import library_dose

    have = [thing for thing in equipment if thing != NONE]
    found = [said for said in _library(paths) if not equipment or not lacking(said.equipment, have)]
    if as_json:
        print_json([_row(paths, said) for said in found])
        return
    for said in found:
        needs = f"  ({'; '.join(said.equipment)})" if said.equipment else ""
        click.echo(f"{said.id:<26}  {said.title}, {library_dose(said)}{needs}")


@exercises.command("show")
@click.argument("name", metavar="ID", type=filled, shell_complete=library_names)
@json_option
@pass_paths
def show_exercise(paths: Paths, name: str, as_json: bool) -> None:
    """Show one exercise, by its id or file.

    Prints its dose, how it is done, its variants, and where the dose comes from.
    """
    from kneecoach.routine.library import load_exercise
    from kneecoach.routine.text import library_lines

    said = load_exercise(paths, name).spec
    if as_json:
        print_json(said.model_dump(mode="json", by_alias=True))
        return
    for line in library_lines(said):
        click.echo(line)


@exercises.command("check")
@click.argument("files", type=filled, nargs=-1, metavar="[FILE|ID]...", shell_complete=library_names)
@json_option
@pass_paths
def check_exercises(paths: Paths, files: tuple[str, ...], as_json: bool) -> int:
    """Check exercises, by file or id. Without one, check the whole library."""
    from kneecoach.routine.check import exercise_faults
    from kneecoach.routine.library import exercise_files, find_exercise_file

    names = files or tuple(exercise_files(paths.exercises_dir))
    found = {name: exercise_faults(paths, find_exercise_file(paths, name)) for name in names}
    return print_faults("exercise", found, as_json=as_json)


def _library(paths: Paths) -> list[LibraryModel]:
    """The exercises of the library, by title. Those that cannot be read are reported and left out."""
    from kneecoach.errors import KneecoachError
    from kneecoach.routine.library import exercise_files, read_exercise

    found = []
    for path in exercise_files(paths.exercises_dir).values():
        try:
            found.append(read_exercise(path).spec)
        except KneecoachError as error:
            say_error(error)
    return sorted(found, key=lambda said: said.title)


def _row(paths: Paths, said: LibraryModel) -> dict[str, Any]:
    from kneecoach.audio import speech
    from kneecoach.audio.clips import lengths
    from kneecoach.routine.check import figure_faults
    from kneecoach.routine.library import exercise_files
    from kneecoach.routine.planner import exercise_of
    from kneecoach.routine.text import library_dose

    exercise = exercise_of(said)
    words = (*speech.exercise(exercise), *speech.position(exercise))
    return {
        "id": said.id,
        "title": said.title,
        "dose": library_dose(said),
        "equipment": said.equipment,
        "muscles": said.muscles,
        "position": said.position,
        "figure": said.figure is not None and not figure_faults(paths, {"figure": said.figure}),
        "clip": set(words) <= set(lengths()),
        "path": str(exercise_files(paths.exercises_dir)[said.id]),
    }
