"""What the list of routines shows of each, read from disk in a thread."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from rich.cells import cell_len

from kneecoach.errors import KneecoachError
from kneecoach.paths import Paths
from kneecoach.routine.equipment import to_have_ready
from kneecoach.routine.library import builtin_dir, load_routine, routine_files
from kneecoach.routine.model import Routine
from kneecoach.routine.named import equipment_of
from kneecoach.routine.planner import plan_routine
from kneecoach.routine.text import DoseText, about_words, exercise_doses, plan_length, size_words
from kneecoach.text import distinct_titles
from kneecoach.ui.views.parts import Pair, fitted

BUILT_IN, OWN = "built in", "yours"
NO_MINUTES = "faulty"
"""Shown instead of the minutes of a routine that cannot be read."""
GAP = 2


@dataclass(frozen=True, slots=True)
class RoutineRow:
    """A routine of the list."""

    id: str
    title: str
    is_own: bool
    hides: bool = False
    """Whether a built-in routine has the same id, and comes back when this one is deleted."""
    size: str = ""
    """`26 sets, about 37 min`."""
    minutes: str = ""
    about: str = ""
    equipment: tuple[str, ...] = ()
    doses: tuple[tuple[str, DoseText], ...] = ()
    """Title and dose of each exercise."""
    fault: str = ""
    """Why it cannot be read; empty if it can."""
    label: str = ""
    """Its title; with its id after it, if another one has the same title."""

    def doses_in(self, *, is_brief: bool) -> tuple[Pair, ...]:
        """Title and dose of each exercise."""
        return tuple((title, dose.forms(is_brief=is_brief)) for title, dose in self.doses)

    @property
    def origin(self) -> str:
        """Where a routine comes from, in words."""
        if not self.is_own:
            return BUILT_IN
        return f"{OWN}, in place of the built-in one" if self.hides else OWN


def read_rows(paths: Paths) -> tuple[RoutineRow, ...]:
    """All routines, the default first, then by title; also those that cannot be read."""
    files = routine_files(paths)
    rows = []
    for at, (name, path) in enumerate(files.items()):
        is_own = path.parent != builtin_dir()
        hides = is_own and (builtin_dir() / f"{name}.toml").is_file()
        try:
            row = row_of(load_routine(paths, name), name, is_own=is_own, hides=hides)
        except KneecoachError as error:
            row = RoutineRow(name, name, is_own, hides, fault=f"{error}")
        rows.append((at > 0, row.title.casefold(), row))
    labels = distinct_titles((row.id, row.title) for *_, row in rows)
    return tuple(replace(row, label=labels[row.id]) for *_, row in sorted(rows, key=lambda each: each[:2]))


def row_of(routine: Routine, name: str, *, is_own: bool, hides: bool = False) -> RoutineRow:
    """What the list shows of a routine."""
    plan = plan_routine(routine)
    return RoutineRow(
        name,
        routine.spec.title,
        is_own,
        hides,
        size_words(plan),
        plan_length(plan),
        about_words(routine.spec),
        equipment_of(routine.spec.exercise),
        tuple((exercise.title, dose) for exercise, dose in exercise_doses(plan)),
    )


def needs(things: Sequence[str], width: int, rows: int | None = None) -> str:
    """`Needs a mat or carpet · a step`, in at most `rows` lines of `width` cells, cut between things."""
    lines: list[str] = []
    for thing in to_have_ready(things):
        if lines and cell_len(f"{lines[-1]} · {thing}") <= width:
            lines[-1] += f" · {thing}"
        elif lines and len(lines) == rows:
            has_room = cell_len(lines[-1]) + len(" · …") <= width
            lines[-1] = f"{lines[-1]} · …" if has_room else f"{fitted(lines[-1], width - 1).rstrip(' …')}…"
            break
        else:
            lines.append(thing if lines else f"Needs {thing}")
    return "\n".join(lines)


def routine_line(row: RoutineRow, width: int, rows: Sequence[RoutineRow]) -> str:
    """A routine in `width` cells: title, minutes and, if there is room, where it comes from."""
    said = row.minutes or NO_MINUTES
    minutes = max(len(each.minutes or NO_MINUTES) for each in rows)
    titles = max(cell_len(each.label) for each in rows)
    has_own = titles + minutes + len(OWN) + 2 * GAP <= width
    title = min(titles, max(0, width - GAP - minutes))
    line = f"{fitted(row.label, title + GAP)}{said:>{minutes}}"
    return f"{line}{' ' * GAP}{OWN if row.is_own else ''}" if has_own else line
