"""The routine last done: Home and `start` begin with it, and suggestions are for it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from kneecoach.errors import KneecoachError, shortened
from kneecoach.log.record import Record
from kneecoach.paths import Paths
from kneecoach.review.counted import why_not_counted
from kneecoach.routine.library import DEFAULT, load_routine, routine_files
from kneecoach.routine.model import RoutineModel


def routine_to_start(paths: Paths, records: Sequence[Record], today: date, fixed: str | None) -> str:
    """Id of the routine that starts if none is named: the one `fixed` in the settings, or the one last done.

    `records` are oldest first. Raises KneecoachError if the fixed one does not exist.
    """
    check_fixed(paths, fixed)
    return fixed or last_routine_id(paths, records, today)


def check_fixed(paths: Paths, fixed: str | None) -> None:
    """Raises KneecoachError if the settings fix a routine that does not exist."""
    files = routine_files(paths)
    if fixed is not None and fixed not in files:
        known = ", ".join(files)
        raise KneecoachError(
            f"{paths.settings}: default_routine: {shortened(fixed)!r} is unknown; choose one of {known}"
        )


def last_routine_id(paths: Paths, records: Sequence[Record], today: date) -> str:
    """Id of the routine last done, or of the built-in one. `records` are oldest first."""
    done = (r.routine.id for r in reversed(records) if why_not_counted(r, today) is None)
    last = next(done, DEFAULT)
    return last if last in routine_files(paths) else DEFAULT


def last_routine(paths: Paths, records: Sequence[Record], today: date) -> RoutineModel:
    """The routine last done, or the built-in one. `records` are oldest first. Raises KneecoachError."""
    return load_routine(paths, last_routine_id(paths, records, today)).spec
