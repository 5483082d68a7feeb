"""The words a shell may offer for an argument: routines, exercises, sessions, files and folders.

Completion never fails: a folder or a log that cannot be read offers no words.
"""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

import click
from click.shell_completion import CompletionItem

from kneecoach.cli.options import the_paths

if TYPE_CHECKING:
    from kneecoach.routine.model import Routine

MAX_SESSIONS = 20
"""How many of the latest sessions are offered."""


def routine_names(ctx: click.Context, _parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """The routines by name; if no name matches, the shell's files."""
    from kneecoach.errors import KneecoachError
    from kneecoach.routine.library import routine_files
    from kneecoach.text import clean

    with contextlib.suppress(KneecoachError, OSError):
        names = [name for name in routine_files(the_paths(ctx)) if name.startswith(incomplete)]
        # The shell gets these words as they are, so names of files with control codes are left out.
        if offered := [CompletionItem(name) for name in names if clean(name) == name]:
            return offered
    return files(ctx, _parameter, incomplete)


def own_routine_names(ctx: click.Context, _parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """The routines that are the user's own, by name."""
    from kneecoach.errors import KneecoachError
    from kneecoach.routine.library import routine_files
    from kneecoach.text import clean

    with contextlib.suppress(KneecoachError, OSError):
        paths = the_paths(ctx)
        own = [name for name, path in routine_files(paths).items() if path.parent == paths.routines_dir]
        return [CompletionItem(name) for name in own if name.startswith(incomplete) and clean(name) == name]
    return []


def exercise_names(ctx: click.Context, _parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """The exercises of every routine, with their titles."""
    from kneecoach.errors import KneecoachError
    from kneecoach.routine.movements import read_movements
    from kneecoach.text import clean

    with contextlib.suppress(KneecoachError, OSError):
        found = {m.exercise.id: clean(m.exercise.title) for m in read_movements(the_paths(ctx))[0]}
        return [CompletionItem(id_, help=title) for id_, title in found.items() if id_.startswith(incomplete)]
    return []


def exercises_of_routine(ctx: click.Context, _parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """The exercises of the routine that was typed, or of the default one, with their titles."""
    from kneecoach.text import clean

    found = {} if (chosen := _routine_of(ctx)) is None else {e.id: clean(e.title) for e in chosen.spec.exercise}
    return [CompletionItem(id_, help=title) for id_, title in found.items() if id_.startswith(incomplete)]


def equipment_of_routine(ctx: click.Context, _parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """The equipment of the routine that was typed, or of the default one, in any variant."""
    from kneecoach.routine.named import equipment_of_every_way

    entries = () if (chosen := _routine_of(ctx)) is None else equipment_of_every_way(chosen.spec.exercise)
    return [CompletionItem(entry) for entry in entries if entry.casefold().startswith(incomplete.casefold())]


def variants_of_routine(ctx: click.Context, _parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """The variants of each exercise of the routine that was typed, or of the default one: `hip-thrust=one leg`."""
    from kneecoach.routine.named import ways_of

    exercises = () if (chosen := _routine_of(ctx)) is None else chosen.spec.exercise
    named = [f"{exercise.id}={way}" for exercise in exercises for way in ways_of(exercise)]
    return [CompletionItem(text) for text in named if text.startswith(incomplete)]


def _routine_of(ctx: click.Context) -> Routine | None:
    """The routine that the command line names, or the default one; None if it cannot be read."""
    from kneecoach.errors import KneecoachError
    from kneecoach.routine.library import DEFAULT, load_routine

    # While an option lacks its value, click leaves the arguments unread.
    typed = ctx.params.get("routine") or next(iter(ctx.args), DEFAULT)
    with contextlib.suppress(KneecoachError, OSError):
        return load_routine(the_paths(ctx), typed)
    return None


def library_names(ctx: click.Context, _parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """The exercises of the library by their ids."""
    from kneecoach.errors import KneecoachError
    from kneecoach.routine.library import exercise_files
    from kneecoach.text import clean

    with contextlib.suppress(KneecoachError, OSError):
        names = exercise_files(the_paths(ctx).exercises_dir)
        return [CompletionItem(name) for name in names if name.startswith(incomplete) and clean(name) == name]
    return []


def library_ways(ctx: click.Context, parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """The exercises of the library by their ids; once `/` is typed, the variants of one: `floor-bridge/one leg`."""
    from kneecoach.errors import KneecoachError
    from kneecoach.routine.library import load_exercise

    name, slash, _ = incomplete.partition("/")
    if not slash:
        return library_names(ctx, parameter, incomplete)
    with contextlib.suppress(KneecoachError, OSError):
        ways = (f"{name}/{words}" for words in load_exercise(the_paths(ctx), name).spec.ways)
        return [CompletionItem(way) for way in ways if way.startswith(incomplete)]
    return []


def session_ids(ctx: click.Context, _parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """`last`, and the latest sessions by the beginning of their ids, with what they were."""
    from kneecoach.errors import KneecoachError
    from kneecoach.log.store import Store
    from kneecoach.review.detail import heading
    from kneecoach.review.history import short_id

    found = [CompletionItem("last", help="the last session")]
    with contextlib.suppress(KneecoachError, OSError):
        latest = Store(the_paths(ctx)).read_to_keep().records[-MAX_SESSIONS:][::-1]
        found += [CompletionItem(short_id(record), help=heading(record)) for record in latest]
    return [item for item in found if item.value.startswith(incomplete)]


def setting_names(ctx: click.Context, _parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """The settings with their meanings, and once `keys.` is typed, the keys of the app."""
    from kneecoach.settings.listing import KEYS, fields

    found = [CompletionItem(field.name, help=field.meaning) for field in fields()]
    if incomplete.startswith(KEYS):
        from kneecoach.ui.bindings import default_keys

        found = [CompletionItem(f"{KEYS}{id_}", help=key) for id_, key in default_keys().items()]
    return [item for item in found if item.value.startswith(incomplete)]


def setting_values(ctx: click.Context, _parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """The values of the setting that was typed before, if they can be listed."""
    from kneecoach.errors import KneecoachError
    from kneecoach.settings.listing import field_called

    with contextlib.suppress(KneecoachError, OSError):
        field = field_called(ctx.params.get("name") or "")
        values: tuple[str, ...] = ("true", "false") if field.kind == "switch" else field.choices
        if field.name == "theme":
            from kneecoach.ui.theme import theme_names

            values = theme_names()
        elif field.name == "default_routine":
            return routine_names(ctx, _parameter, incomplete)
        return [CompletionItem(value) for value in values if value.startswith(incomplete)]
    return []


def files(_ctx: click.Context, _parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Whatever files the shell finds."""
    return [CompletionItem(incomplete, type="file")]


def folders(_ctx: click.Context, _parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Whatever folders the shell finds."""
    return [CompletionItem(incomplete, type="dir")]
