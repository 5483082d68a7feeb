"""Options that several commands share, and printing JSON and warnings."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, cast

import click

from kneecoach.cli.streams import say_error
from kneecoach.errors import KneecoachError
from kneecoach.paths import Paths, find_paths

if TYPE_CHECKING:
    from kneecoach.log.problems import Problem
    from kneecoach.log.store import Log

MAX_DIGITS = 9
"""Digits of a whole number that are read; nothing counted here needs more."""

MAX_SHOWN = 10
"""At most this many problems with the log are printed."""

F = TypeVar("F", bound=Callable[..., Any])


def filled(text: str) -> str:
    """A name as typed. An empty one would match everything, so it is refused."""
    if not text.strip():
        raise click.BadParameter("it should not be empty.")
    return text


def day(text: str) -> date:
    """A day as typed: 2026-11-22, 22 Nov, Sunday. Without a year it is the last such day."""
    return _day(text, ahead=False)


def day_ahead(text: str) -> date:
    """The same for a day in the future: without a year it is the next such day."""
    return _day(text, ahead=True)


def _day(text: str, *, ahead: bool) -> date:
    from kneecoach.log.typed_day import typed_day
    from kneecoach.running.clock import RealClock

    try:
        return typed_day(text, RealClock().wall().date(), ahead=ahead)
    except KneecoachError as error:
        raise click.BadParameter(str(error)) from None


def at_least_one(text: str) -> int:
    """A whole number of at least 1, as typed; digits after the first MAX_DIGITS are ignored."""
    if not (text.isascii() and text.isdigit() and text.strip("0")):
        raise click.BadParameter(f"{text!r} must be a whole number of at least 1.")
    return int(text.lstrip("0")[:MAX_DIGITS])


def _keep_folder(ctx: click.Context, _option: click.Parameter, value: str | None) -> None:
    if value is not None:
        ctx.find_root().meta["kneecoach.data_dir"] = value


def data_dir_option(function: F) -> F:
    """`--data-dir FOLDER`, before or after the command's name."""
    option = click.option(
        "--data-dir",
        type=filled,
        metavar="FOLDER",
        expose_value=False,
        callback=_keep_folder,
        help="Keep everything in this folder.",
    )
    return option(function)


def the_paths(ctx: click.Context) -> Paths:
    """The user's folders."""
    return find_paths(ctx.find_root().meta.get("kneecoach.data_dir"))


def pass_paths(command: F) -> F:
    """Give a command the user's folders as its first argument, and the option `--data-dir`."""

    @wraps(command)
    def with_paths(ctx: click.Context, /, *args: Any, **kwargs: Any) -> Any:
        return command(the_paths(ctx), *args, **kwargs)

    return data_dir_option(cast("F", click.pass_context(with_paths)))


def own_command() -> tuple[str, ...]:
    """The words that start this kneecoach, with the folder of `--data-dir`."""
    folder = click.get_current_context().find_root().meta.get("kneecoach.data_dir")
    where = ("--data-dir", str(Path(folder).expanduser().absolute())) if folder else ()
    return (sys.executable, "-m", "kneecoach", *where)


def ask_to_delete(what: str) -> None:
    """Ask whether to delete `what`. Raises KneecoachError for a no, UsageError if there is nobody to ask."""
    if not sys.stdin.isatty():
        raise click.UsageError("There is no terminal to ask on; --yes deletes without asking.")
    if not click.confirm(f"Delete {what}?", err=True):
        raise KneecoachError("Nothing was deleted.")


json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON.")


def print_json(value: object) -> None:
    """Print a value as indented JSON."""
    # Everything but ASCII is escaped: it includes terminal control codes, and codes that hide or reverse text.
    click.echo(json.dumps(value, indent=2))


def print_faults(kind: str, found: Mapping[str, Sequence[str]], *, as_json: bool) -> int:
    """Print the faults of each file or id of a `kind`, or that it is fine. Returns 1 if there are any, or 0."""
    if as_json:
        print_json(
            [
                {kind: name, "error": next(iter(faults), None), "errors": list(faults)}
                for name, faults in found.items()
            ]
        )
    for name, faults in () if as_json else found.items():
        if not faults:
            click.echo(f"{name}: fine")
        for fault in faults:
            say_error(fault)
    return int(any(found.values()))


def read_log(paths: Paths) -> Log:
    """The log. Whatever could not be read is printed."""
    from kneecoach.log.store import Store

    log = Store(paths).read_to_keep()
    warn_of(log.problems)
    return log


def warn_of(problems: Sequence[Problem]) -> None:
    """Print what could not be read in the log, one line each on stderr, at most MAX_SHOWN."""
    from kneecoach.log.problems import problem_words

    for words in problem_words(problems, MAX_SHOWN):
        say_error(words)


def warn_of_same_title(paths: Paths, name: str, title: str) -> None:
    """Say on stderr that a routine has the title of another one. It came so from a file, and is kept as it is."""
    from kneecoach.routine.titles import same_title

    other = same_title(paths, title, name)
    if other is not None:
        say_error(f"{name} and {other} are both called {title!r}; lists add their names.")
