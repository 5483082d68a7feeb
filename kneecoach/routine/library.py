"""Finds routines and the exercises they take: the built-in ones, and the user's own in CONFIG."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from kneecoach.errors import KneecoachError, UsageError, did_you_mean, shortened
from kneecoach.faults import InvalidFile
from kneecoach.paths import Paths, assets_dir
from kneecoach.routine.every_fault import every_fault
from kneecoach.routine.model import LibraryExercise, LibraryModel, Routine, RoutineModel
from kneecoach.routine.use import Drawn, draw, in_order
from kneecoach.toml_file import parse_toml, read_raw

Check = Callable[[dict[str, Any]], tuple[str, ...]]
"""Finds faults in a file's data, each with its place."""


def no_more(_data: dict[str, Any]) -> tuple[str, ...]:
    """Finds no faults."""
    return ()


def named_as(path: Path) -> Check:
    """Finds an id that differs from the file's name."""

    def faults_of_id(data: dict[str, Any]) -> tuple[str, ...]:
        said = data.get("id")
        if not isinstance(said, str) or said == path.stem:
            return ()
        return (f"id: should be {path.stem!r}, the file's name, not {shortened(said)!r}",)

    return faults_of_id


DEFAULT = "knee-relief"
"""The routine that starts if none is named."""


def builtin_dir() -> Path:
    """The folder of the built-in routines."""
    return assets_dir() / "routines"


def builtin_exercises_dir() -> Path:
    """The folder of the built-in exercises."""
    return assets_dir() / "exercises"


def routine_files(paths: Paths) -> dict[str, Path]:
    """Files by routine id (the file name without `.toml`), the default's first.

    A user's routine hides a built-in one.
    """
    files = _files(builtin_dir(), paths.routines_dir)
    return {DEFAULT: files[DEFAULT]} | files if DEFAULT in files else files


def exercise_files(own: Path | None) -> dict[str, Path]:
    """Files of the library by exercise id. An exercise in the user's folder `own` hides a built-in one."""
    return _files(builtin_exercises_dir(), own)


def _files(builtin: Path, own: Path | None) -> dict[str, Path]:
    files = _builtin_files(builtin)
    return dict(files) if own is None or not own.is_dir() else {**files, **_files_in(own)}


@cache
def _builtin_files(folder: Path) -> dict[str, Path]:
    """What comes with kneecoach, which does not change while it runs."""
    return _files_in(folder)


def _files_in(folder: Path) -> dict[str, Path]:
    files = {path.stem: path for path in sorted(folder.glob("*.toml"))}
    return {name: path for name, path in files.items() if not _is_left_behind(name)}


def _is_left_behind(name: str) -> bool:
    """Whether an editor or another computer left the file: a lock, a backup, or macOS metadata."""
    return name.startswith(".") or name.endswith("~")


def load_routine(paths: Paths, name: str) -> Routine:
    """The routine called `name`, or in the file `name`. Raises UsageError if there is none, or KneecoachError."""
    path = find_file(paths, name)
    is_known = name in routine_files(paths)
    return read_routine(path, paths.exercises_dir, further=named_as(path) if is_known else no_more)


def find_file(paths: Paths, name: str) -> Path:
    """The file of the routine called `name`, or the file `name` itself, which may not exist. Raises UsageError."""
    return _find(routine_files(paths), name, "routine")


def find_exercise_file(paths: Paths, name: str) -> Path:
    """The file of the exercise of the library called `name`, or the file `name` itself. Raises UsageError."""
    return _find(exercise_files(paths.exercises_dir), name, "exercise")


def _find(files: dict[str, Path], name: str, what: str) -> Path:
    if name in files:
        return files[name]
    if not name.endswith(".toml"):
        hint = did_you_mean(name, files)
        known = f" There are: {', '.join(files)}." if hint else f"; there are: {', '.join(files)}."
        raise UsageError(f"There is no {what} called {name!r}{hint}{known}")
    return Path(name)


def read_routine(path: Path, own: Path | None = None, *, further: Check = no_more) -> Routine:
    """Read a routine's TOML file, with the exercises that it takes from the library. The folder `own` has the
    user's own exercises. Raises KneecoachError (InvalidFile names every fault), naming the file, the exercise, the
    key and what was expected.
    """
    return parse_routine(path, read_raw(path, "the routine"), own, further=further)


def parse_routine(path: Path, raw: bytes, own: Path | None = None, *, further: Check = no_more) -> Routine:
    """The routine that the file `path` holds once its bytes are `raw`. Raises KneecoachError as `read_routine`.

    `further` finds more faults in the routine's table with each exercise written out.
    """
    files = exercise_files(own)
    read: dict[str, tuple[Drawn | None, tuple[str, ...]]] = {}

    def find(name: str) -> Drawn | None:
        if name not in read:
            read[name] = _drawn(files, name)
        return read[name][0]

    data, faults = draw(parse_toml(path, raw), find, files)
    elsewhere = tuple(fault for _, wrong in read.values() for fault in wrong)
    try:
        spec = RoutineModel.model_validate(data)
    except ValidationError:
        faults = (*faults, *every_fault(RoutineModel, data))
    faults = in_order((*faults, *further(data)))
    if faults or elsewhere:
        raise InvalidFile(path, faults, elsewhere=elsewhere)
    used = (drawn.raw for drawn, _ in read.values() if drawn is not None)
    digest = hashlib.sha256(b"".join((raw, *used))).hexdigest()
    return Routine(path=path, digest=f"sha256:{digest}", spec=spec)


def _drawn(files: dict[str, Path], name: str) -> tuple[Drawn | None, tuple[str, ...]]:
    """An exercise of the library as in its file, or None and why; only None if there is no such exercise."""
    path = files.get(name)
    if path is None:
        return None, ()
    try:
        if path.parent != builtin_exercises_dir():  # the tests check the built-in ones
            read_exercise(path)
        raw = read_raw(path, "the exercise")
        return Drawn(parse_toml(path, raw), raw), ()
    except InvalidFile as invalid:
        return None, invalid.faults
    except KneecoachError as error:
        return None, (str(error),)


def load_exercise(paths: Paths, name: str) -> LibraryExercise:
    """The exercise of the library called `name`, or in the file `name`. Raises UsageError if there is none, or
    KneecoachError."""
    return read_exercise(find_exercise_file(paths, name))


def read_exercise(path: Path, *, further: Check = no_more) -> LibraryExercise:
    """Read a file of the library. Raises KneecoachError (InvalidFile names every fault), naming the file, the key
    and what was expected. `further` finds more faults in its table."""
    data = parse_toml(path, read_raw(path, "the exercise"))
    faults: tuple[str, ...] = ()
    try:
        spec = LibraryModel.model_validate(data)
    except ValidationError:
        faults = every_fault(LibraryModel, data)
    if faults := (*faults, *named_as(path)(data), *further(data)):
        raise InvalidFile(path, faults)
    return LibraryExercise(path=path, spec=spec)
