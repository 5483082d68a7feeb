"""The exercises that ship, as their files say them."""

from __future__ import annotations

from kneecoach.routine.library import builtin_exercises_dir, read_exercise
from kneecoach.routine.model import LibraryModel

LIBRARY: dict[str, LibraryModel] = {
    path.stem: read_exercise(path).spec for path in sorted(builtin_exercises_dir().glob("*.toml"))
}
"""Each by its id."""
