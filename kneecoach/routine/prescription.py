"""How often a routine should be done, until when, and who prescribed it."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from datetime import date

from kneecoach.errors import KneecoachError
from kneecoach.paths import Paths
from kneecoach.routine.library import load_routine, routine_files
from kneecoach.routine.model import RoutineModel
from kneecoach.text import full_date


@dataclass(frozen=True, slots=True)
class Prescription:
    """A routine that should be done a number of times a week."""

    routine: str
    title: str
    by: str = ""
    """Who prescribed it; empty if the routine does not say."""
    per_week: int | None = None
    until: date | None = None
    """The last day for which it is prescribed."""

    @property
    def words(self) -> str:
        """`prescribed by Anna Berg, 3 times a week, until 31 Jan 2027`."""
        return ", ".join(
            (
                f"prescribed by {self.by}" if self.by else "prescribed",
                *([f"{_times(self.per_week)} a week"] if self.per_week else []),
                *([f"until {full_date(self.until)}"] if self.until else []),
            )
        )


def _times(count: int) -> str:
    return {1: "once", 2: "twice"}.get(count, f"{count} times")


def prescription_of(spec: RoutineModel) -> Prescription | None:
    """The prescription of a routine, or None if it has none."""
    if spec.prescribed_by is None and spec.per_week is None and spec.until is None:
        return None
    return Prescription(spec.id, spec.title, spec.prescribed_by or "", spec.per_week, spec.until)


def read_prescriptions(paths: Paths) -> tuple[Prescription, ...]:
    """Those of the user's own routines, by name. One that cannot be read is left out, and reported elsewhere."""
    found = []
    for name, path in routine_files(paths).items():
        if path.parent == paths.routines_dir:
            with suppress(KneecoachError):
                found.append(prescription_of(load_routine(paths, name).spec))
    return tuple(filter(None, found))
