"""Changes an exercise in the person's own copy of a routine; their lines and comments stay as they are."""

from __future__ import annotations

from collections.abc import Mapping

import tomlkit
from tomlkit.exceptions import TOMLKitError
from tomlkit.items import Table

from kneecoach.errors import KneecoachError, os_reason
from kneecoach.files import write_whole
from kneecoach.paths import Paths, private_folder
from kneecoach.routine.library import load_routine, parse_routine
from kneecoach.routine.model import Routine
from kneecoach.routine.undo_step import remember


def change_exercise(
    paths: Paths,
    routine: str,
    exercise: str,
    values: Mapping[str, object],
    *,
    expected: Mapping[str, object],
    words: str,
) -> Routine:
    """Write these keys of an exercise (None takes one away) to the person's own copy; the routine as it is then.

    A built-in routine is copied to CONFIG/routines first, where it hides the built-in one. An exercise taken from
    the library keeps its `use`, and the keys are written beside it. The file is written whole or not at all, mode
    0600; `undo_step.take_back` undoes it, and calls it `words`. Raises KneecoachError, also if the exercise no
    longer says what is `expected` of it.
    """
    present = load_routine(paths, routine)
    said = next((e for e in present.spec.exercise if e.id == exercise), None)
    if said is None or any(getattr(said, key) != value for key, value in expected.items()):
        raise KneecoachError(f"{present.path}: {exercise} has changed since this was suggested; look again")
    own = present.path if present.path.parent == paths.routines_dir else paths.routines_dir / f"{routine}.toml"
    own = own.resolve()  # a link to the file stays a link
    try:
        raw = present.path.read_bytes()
        after = _changed(raw.decode("utf-8-sig"), exercise, values).encode()
        parse_routine(own, after, paths.exercises_dir)
        private_folder(own.parent)
        is_new = not own.exists()
        remember(paths, routine, exercise=exercise, words=words, path=own, is_new=is_new, before=raw, after=after)
        write_whole(own, after)
    except (TOMLKitError, UnicodeDecodeError):
        raise KneecoachError(f"{present.path}: this is not valid TOML, so it was not changed") from None
    except OSError as error:
        raise KneecoachError(f"{own}: the routine cannot be saved: {os_reason(error)}") from None
    return load_routine(paths, routine)


def _changed(text: str, exercise: str, values: Mapping[str, object]) -> str:
    """A routine's file with keys of one exercise changed."""
    document = tomlkit.parse(text)
    table = next(table for table in document["exercise"] if _id(table) == exercise)
    for key, value in values.items():
        if value is None:
            table.pop(key, None)
        else:
            table[key] = _as_written(value)
    changed = tomlkit.dumps(document)
    if "\r\n" in text:  # what was added ends as the other lines do
        changed = changed.replace("\r\n", "\n").replace("\n", "\r\n")
    return changed


def _id(table: Table) -> object:
    return table.get("id", table.get("use"))


def _as_written(value: object) -> object:
    if isinstance(value, tuple):
        least, most = value
        return least if least == most else [least, most]
    return int(value) if isinstance(value, float) and value.is_integer() else value
