"""The routine that suggestions are for."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from kneecoach.log.record import Record
from kneecoach.paths import Paths
from kneecoach.review.counted import why_not_counted
from kneecoach.routine.library import DEFAULT, load_routine, routine_files
from kneecoach.routine.model import RoutineModel


def last_routine(paths: Paths, records: Sequence[Record], today: date) -> RoutineModel:
    """The one last done, else the built-in one. `records` are oldest first. Raises KneecoachError."""
    done = (r.routine.id for r in reversed(records) if why_not_counted(r, today) is None)
    last = next(done, DEFAULT)
    return load_routine(paths, last if last in routine_files(paths) else DEFAULT).spec
