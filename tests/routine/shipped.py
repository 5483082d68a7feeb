"""The exercises and routines that ship, as their files say them."""

from __future__ import annotations

from kneecoach.routine.library import builtin_dir, builtin_exercises_dir, read_exercise, read_routine
from kneecoach.routine.model import LibraryModel, Routine

LIBRARY: dict[str, LibraryModel] = {
    path.stem: read_exercise(path).spec for path in sorted(builtin_exercises_dir().glob("*.toml"))
}
ROUTINES: dict[str, Routine] = {path.stem: read_routine(path) for path in sorted(builtin_dir().glob("*.toml"))}
"""Each by its id. Tests that share them take them from here: to read them all takes a while in every worker."""
