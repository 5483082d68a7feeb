"""Edits a routine in the user's editor, as visudo does: faults are named, and a faulty text replaces nothing."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

import click

from kneecoach.cli.editor import edit_file, editor_command
from kneecoach.cli.options import warn_of_same_title
from kneecoach.cli.streams import say_error
from kneecoach.errors import KneecoachError, os_reason
from kneecoach.files import free_name, move, read_at_most, write_whole
from kneecoach.locks import held, take
from kneecoach.paths import Paths, private_folder
from kneecoach.routine.check import routine_faults
from kneecoach.routine.library import find_file, load_routine
from kneecoach.routine.own import write_schemas
from kneecoach.routine.saving import own_path, save_routine
from kneecoach.toml_file import MAX_BYTES, read_raw

PREFIX = ".editing-"
"""The beginning of the name of a folder in which a routine is being edited."""
LOCK = "lock"
"""A file in it that is locked during the edit."""

QUESTION = "e: edit again, k: keep the routine as it was, q: quit and keep what you wrote in a file"


def edit_routine(paths: Paths, name: str, environ: Mapping[str, str]) -> None:
    """Let the user edit a routine until nothing is wrong with it. Raises KneecoachError."""
    name = name.removesuffix(".toml")
    path, own = find_file(paths, name), paths.routines_dir / f"{name}.toml"
    before = read_raw(path, "the routine")
    is_own = path.parent == paths.routines_dir
    editor_command(environ)  # a fault of the setting is said before anything is written
    if not is_own:
        click.echo(f"{name} is built in. Your changes are saved as your own copy, {own}, which replaces it.")
    try:
        for kept in keep_what_was_cut_off(paths):
            click.echo(f"An earlier edit was cut off. What you wrote is in {kept}.", err=True)
        with tempfile.TemporaryDirectory(prefix=PREFIX, dir=private_folder(paths.config)) as name_of_folder:
            folder = Path(name_of_folder)
            with held(folder / LOCK, 0.0, f"{folder}: another program is using this folder"):
                write_schemas(paths)
                draft = folder / own.name
                write_whole(draft, before)
                try:
                    _edit(paths, own, before, draft, environ, is_own=is_own)
                except (KneecoachError, OSError) as error:
                    if not _is(draft, before):
                        raise KneecoachError(_kept(own, draft, error)) from None
                    raise
    except OSError as error:
        raise KneecoachError(f"{own}: the routine cannot be edited: {os_reason(error)}") from None


def keep_what_was_cut_off(paths: Paths) -> list[Path]:
    """Clear the folders of edits that were killed, and return the files in which what was written is kept.

    A text that is the same routine is not kept. An edit that is still going on is left alone. Raises
    OSError or KneecoachError.
    """
    kept = []
    for folder in sorted(paths.config.glob(f"{PREFIX}*")):
        lock = take(folder / LOCK)
        if lock is None:
            continue
        try:
            for draft in sorted(folder.glob("*.toml")):
                text, own = read_at_most(draft, MAX_BYTES), paths.routines_dir / draft.name
                with suppress(KneecoachError):  # the routine may no longer exist
                    if text == read_raw(find_file(paths, draft.stem), "the routine"):
                        continue
                kept.append(free_name(own, ".edited"))
                write_whole(kept[-1], text, replace=False)
        finally:
            lock.release()
        shutil.rmtree(folder)
    return kept


def _edit(paths: Paths, own: Path, before: bytes, draft: Path, environ: Mapping[str, str], *, is_own: bool) -> None:
    while True:
        edit_file(draft, environ)
        after = read_at_most(draft, MAX_BYTES)
        if after == before:
            click.echo("Nothing was changed.")
            return
        faults = routine_faults(paths, own, after)
        if not faults:
            break
        for fault in faults:
            say_error(fault)
        answer = _asked()
        if answer == "k":
            click.echo("The routine stays as it was.")
            return
        if answer == "q":
            raise KneecoachError("The routine stays as it was.")
    save_routine(paths, own_path(paths, own.stem), before if is_own else None, after)
    click.echo(f"Saved {own}.")
    warn_of_same_title(paths, own.stem, load_routine(paths, own.stem).spec.title)


def _asked() -> str:
    """`e`, `k` or `q`; an interruption or the end of input is `q`, which loses nothing."""
    try:
        return str(click.prompt(QUESTION, type=click.Choice(("e", "k", "q")), show_choices=False, err=True))
    except (click.Abort, EOFError, KeyboardInterrupt):
        click.echo(err=True)
        return "q"


def _is(draft: Path, before: bytes) -> bool:
    """Whether the file is still what the editor was given, or gone."""
    try:
        return read_at_most(draft, MAX_BYTES) == before
    except OSError:
        return not draft.exists()


def _kept(own: Path, draft: Path, error: KneecoachError | OSError) -> str:
    """Keep what the user wrote beside the routine, and say why and where. A full disk has room for a new name."""
    why = str(error) if isinstance(error, KneecoachError) else f"{own}: cannot be read: {os_reason(error)}"
    private_folder(own.parent)
    kept = free_name(own, ".edited")
    draft.chmod(0o600)
    move(draft, kept)
    said = f"{why.removesuffix('.')}. What you wrote is in {kept}"
    return f"{said}; `kneecoach routines add --force` takes that file."
