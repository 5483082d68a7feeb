"""Names everything that is wrong with a routine or an exercise, including figures and variants that do not exist.

Reading is more lenient than this: a session can be done without a figure.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from kneecoach.errors import KneecoachError, did_you_mean, shortened
from kneecoach.faults import InvalidFile, place_of
from kneecoach.figures.figure import load_figure
from kneecoach.paths import Paths
from kneecoach.routine.library import Check, named_as, parse_routine, read_exercise
from kneecoach.toml_file import read_raw

_ID = re.compile(r"[a-z0-9-]{1,60}")


def routine_faults(paths: Paths, path: Path, raw: bytes | None = None) -> tuple[str, ...]:
    """What is wrong with the routine in the file `path` (once its bytes are `raw`); each fault names its file.

    In the folder of the user's routines the id should be the file's name.
    """

    def further(data: dict[str, Any]) -> tuple[str, ...]:
        said = data.get("exercise")
        entries = said if isinstance(said, list) else []
        wrong = [
            f"{place_of(('exercise', number), data)}, {fault}"
            for number, entry in enumerate(entries)
            if isinstance(entry, dict)
            for fault in (*figure_faults(paths, entry), *_variant_faults(entry))
        ]
        return (*id_faults(data), *wrong)

    id_faults: Check = named_as(path) if path.parent == paths.routines_dir else lambda _data: ()
    try:
        raw = read_raw(path, "the routine") if raw is None else raw
        parse_routine(path, raw, paths.exercises_dir, further=further)
    except InvalidFile as invalid:
        return invalid.faults
    except KneecoachError as error:
        return (str(error),)
    return ()


def exercise_faults(paths: Paths, path: Path) -> tuple[str, ...]:
    """What is wrong with the exercise of the library in the file `path`; each fault names its file."""
    try:
        read_exercise(path, further=lambda data: figure_faults(paths, data))
    except InvalidFile as invalid:
        return invalid.faults
    except KneecoachError as error:
        return (str(error),)
    return ()


def figure_faults(paths: Paths, exercise: dict[str, Any]) -> tuple[str, ...]:
    """Why the figures of an exercise's table, and of its variants, cannot be shown."""
    variants = exercise.get("variants")
    tables = [exercise, *(variants if isinstance(variants, list) else [])]
    return tuple(fault for table in tables if isinstance(table, dict) for fault in _figure_faults(paths, table))


def _figure_faults(paths: Paths, table: dict[str, Any]) -> tuple[str, ...]:
    name = table.get("figure")
    if not isinstance(name, str) or not _ID.fullmatch(name):  # a fault that has already been named
        return ()
    try:
        load_figure(name, paths.figures_dir)
    except KneecoachError as error:
        said = str(error).rstrip(".")
        return (f"figure: {said[:1].lower()}{said[1:]}" if said.startswith("There") else f"figure: {said}",)
    return ()


def _variant_faults(exercise: dict[str, Any]) -> tuple[str, ...]:
    """Whether the current variant of each exercise is one of its variants."""
    chosen = exercise.get("variant")
    ladders = [exercise.get(key) for key in ("easier", "harder", "without", "substitutes")]
    known = [words for ladder in ladders if isinstance(ladder, list) for words in ladder if isinstance(words, str)]
    if not isinstance(chosen, str) or chosen in known:
        return ()
    hint = did_you_mean(chosen, known) or (f"; there are: {'; '.join(map(shortened, known))}" if known else "")
    return (f"variant: this exercise has no variant called {shortened(chosen)!r}{hint}",)
