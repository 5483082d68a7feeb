"""`kneecoach stats` and `kneecoach progress`."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import click

from kneecoach.cli.complete import exercise_names, routine_names
from kneecoach.cli.options import day, filled, json_option, pass_paths, print_json, read_log
from kneecoach.cli.streams import say_error
from kneecoach.paths import Paths

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kneecoach.log.record import Record
    from kneecoach.routine.model import RoutineModel


@click.command()
@click.option("--since", type=day, metavar="DATE", help="From this day on: 22 Nov, Monday or 2026-11-22.")
@click.option("--all", "rehearsals", is_flag=True, help="Include rehearsals, except in suggestions.")
@json_option
@pass_paths
def stats(paths: Paths, since: date | None, rehearsals: bool, as_json: bool) -> None:
    """Often enough? Less pain? Is one leg behind? Should I do more? Also weeks, trends and suggestions."""
    from kneecoach.review.json import stats_json
    from kneecoach.review.report import make_report
    from kneecoach.review.text import stats_lines
    from kneecoach.routine.prescription import read_prescriptions
    from kneecoach.running.clock import RealClock
    from kneecoach.settings import load_settings

    settings = load_settings(paths)
    records = read_log(paths).records
    today = RealClock().wall().date()
    report = make_report(
        records,
        _routine(paths, records, today),
        today,
        goal=settings.weekly_goal,
        cap=settings.pain_cap,
        loads=settings.load_steps,
        prescriptions=read_prescriptions(paths),
        since=since,
        rehearsals=rehearsals,
    )
    if as_json:
        print_json(stats_json(report))
        return
    for line in stats_lines(report):
        click.echo(line)


@click.command()
@click.argument("routine", type=filled, required=False, shell_complete=routine_names)
@click.option(
    "--apply",
    "exercise",
    type=filled,
    metavar="EXERCISE",
    shell_complete=exercise_names,
    help="Accept the suggestion for this exercise.",
)
@click.option(
    "--undo",
    type=filled,
    metavar="EXERCISE",
    shell_complete=exercise_names,
    help="Undo the last accepted suggestion for this exercise.",
)
@json_option
@pass_paths
def progress(paths: Paths, routine: str | None, exercise: str | None, undo: str | None, as_json: bool) -> None:
    """Suggest the next step in ROUTINE (the one last done); --apply changes your own copy of it."""
    from kneecoach.errors import UsageError
    from kneecoach.review.accept import apply
    from kneecoach.review.json import suggestion_json
    from kneecoach.review.last_routine import last_routine
    from kneecoach.review.progress import suggest, why_no_more
    from kneecoach.review.text import suggestion_lines
    from kneecoach.routine.library import load_routine
    from kneecoach.routine.named import exercise_named
    from kneecoach.running.clock import RealClock
    from kneecoach.settings import load_settings

    settings = load_settings(paths)
    records = read_log(paths).records
    now = RealClock().wall()
    if exercise is not None and undo is not None:
        raise UsageError("Give either --apply or --undo, not both.")
    if undo is not None:
        _take_back(paths, routine or last_routine(paths, records, now.date()).id, undo, as_json=as_json)
        return
    spec = load_routine(paths, routine).spec if routine else _routine(paths, records, now.date())
    found = suggest(spec, records, now.date(), settings.pain_cap, settings.load_steps) if spec else ()
    why_none = why_no_more(spec, records, now.date(), settings.pain_cap, settings.load_steps)
    if exercise is not None:
        exercise = exercise_named(spec, exercise) if spec else exercise
        wanted = next((s for s in found if s.exercise == exercise), None)
        if wanted is None:
            known = (
                f"; there are suggestions for {', '.join(s.exercise for s in found)}" if found else f": {why_none}"
            )
            raise UsageError(f"There is no suggestion for {exercise!r}{known}.")
        changed = apply(paths, wanted, now)
        if as_json:
            print_json({"applied": suggestion_json(wanted), "path": str(changed.path)})
        else:
            click.echo(f"{wanted.words}: written to {changed.path}")
            click.echo(f"To take it back: kneecoach progress {wanted.routine} --undo {wanted.exercise}")
        return
    if as_json:
        print_json([suggestion_json(s) for s in found])
        return
    for line in suggestion_lines(found, why_none):
        click.echo(line)


def _take_back(paths: Paths, routine: str, exercise: str, *, as_json: bool) -> None:
    from kneecoach.routine.undo_step import take_back

    exercise = _id_of(paths, routine, exercise)
    back = take_back(paths, routine, exercise)
    if as_json:
        print_json({"undone": exercise, "words": back.words, "path": str(back.routine.path)})
        return
    now = "the built-in routine is used again" if back.is_gone else f"{back.routine.path} is as it was"
    click.echo(f"Taken back: {back.words}; {now}")


def _id_of(paths: Paths, routine: str, exercise: str) -> str:
    """The id of an exercise by its id or title; as typed if the routine has none, because it may have had one."""
    from kneecoach.errors import KneecoachError
    from kneecoach.routine.library import load_routine
    from kneecoach.routine.named import exercise_named

    try:
        return exercise_named(load_routine(paths, routine).spec, exercise)
    except KneecoachError:
        return exercise


def _routine(paths: Paths, records: Sequence[Record], today: date) -> RoutineModel | None:
    """The routine last done, or the built-in one; None, with a warning, if it cannot be read."""
    from kneecoach.errors import KneecoachError
    from kneecoach.review.last_routine import last_routine

    try:
        return last_routine(paths, records, today)
    except KneecoachError as error:
        say_error(f"{error}; so there are no suggestions")
        return None
