"""Applying a suggestion to the person's own copy of a routine; their lines and comments stay as they are."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

import tomlkit
from tomlkit.exceptions import TOMLKitError

from kneecoach.errors import KneecoachError, os_reason
from kneecoach.files import write_whole
from kneecoach.paths import Paths, private_folder
from kneecoach.review.progress import Suggestion
from kneecoach.review.undo_step import remember
from kneecoach.routine.library import load_routine, parse_routine
from kneecoach.routine.model import Routine


def apply(paths: Paths, suggestion: Suggestion, now: datetime) -> Routine:
    """Write a suggestion to the person's own copy of the routine, because they said yes; the routine as it is then.

    A built-in routine is copied to CONFIG/routines first, where it hides the built-in one. The file is written
    whole or not at all, mode 0600; `undo_step.take_back` undoes it. Sessions before `now` (aware) then say nothing
    more about the exercise. Raises KneecoachError, among others where the exercise has changed since.
    """
    step = suggestion.step
    values: dict[str, object] = {step.key: step.new}
    if step.load_kg is not None:
        values["load_kg"] = step.load_kg
    values["changed"] = now.replace(microsecond=0)
    # A load is what was last lifted, which the file need not say.
    expected = {} if step.key == "load_kg" else {step.key: step.old}
    return _change(paths, suggestion, values, expected)


def _change(
    paths: Paths, suggestion: Suggestion, values: Mapping[str, object], expected: Mapping[str, object]
) -> Routine:
    routine, exercise = suggestion.routine, suggestion.exercise
    present = load_routine(paths, routine)
    said = next((e for e in present.spec.exercise if e.id == exercise), None)
    if said is None or any(getattr(said, key) != value for key, value in expected.items()):
        raise KneecoachError(f"{present.path}: {exercise} has changed since this was suggested; look again")
    own = present.path if present.path.parent == paths.routines_dir else paths.routines_dir / f"{routine}.toml"
    own = own.resolve()  # a link to the file stays a link
    try:
        raw = present.path.read_bytes()
        before = raw.decode("utf-8-sig")
        document = tomlkit.parse(before)
        table = next(t for t in document["exercise"] if t.get("id", t.get("use")) == exercise)
        for key, value in values.items():
            if value is None:
                table.pop(key, None)
            else:
                table[key] = _as_written(value)
        text = tomlkit.dumps(document)
        if "\r\n" in before:  # what was added ends as the other lines do
            text = text.replace("\r\n", "\n").replace("\n", "\r\n")
        parse_routine(own, text.encode(), paths.exercises_dir)
        private_folder(own.parent)
        remember(
            paths,
            routine,
            exercise=exercise,
            words=suggestion.words,
            path=own,
            is_new=not own.exists(),
            before=raw,
            after=text.encode(),
        )
        write_whole(own, text.encode())
    except (TOMLKitError, UnicodeDecodeError):
        raise KneecoachError(f"{present.path}: this is not valid TOML, so it was not changed") from None
    except OSError as error:
        raise KneecoachError(f"{own}: the routine cannot be saved: {os_reason(error)}") from None
    return load_routine(paths, routine)


def _as_written(value: object) -> object:
    if isinstance(value, tuple):
        least, most = value
        return least if least == most else [least, most]
    return int(value) if isinstance(value, float) and value.is_integer() else value
