"""A routine while it is edited: every change is saved at once, and can be undone to the byte."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import tomlkit

from kneecoach.errors import KneecoachError, without_file
from kneecoach.faults import InvalidFile
from kneecoach.paths import Paths
from kneecoach.routine.changes import add_exercise, move_exercise, set_exercise, set_routine, take_out_exercise
from kneecoach.routine.check import figure_faults
from kneecoach.routine.library import load_exercise, load_routine, parse_routine
from kneecoach.routine.model import ExerciseModel, Routine
from kneecoach.routine.own import SCHEMA_LINE, free_id, library_entry, slug_of, write_schemas
from kneecoach.routine.pieces import NotEditable
from kneecoach.routine.saving import own_path, save_routine
from kneecoach.routine.titles import check_title
from kneecoach.routine.variant_change import with_variant_dose
from kneecoach.session.plan import Kind
from kneecoach.text import capitalized, clean
from kneecoach.toml_file import read_raw

MAX_UNDO = 500


class Refused(KneecoachError):
    """A change would make the routine invalid. The text says what is wrong, and names no file."""


@dataclass(frozen=True, slots=True)
class _Change:
    """A change that was saved: its name, and what the file was before."""

    words: str
    file: bytes | None
    """The user's own file; None if there was none."""
    raw: bytes
    """The bytes of the routine: its own file, or the built-in one's."""
    routine: Routine | None


class Draft:
    """A routine and its changes. A built-in one becomes a copy in CONFIG/routines with the first change.

    Every method that changes something saves it at once. If it cannot, it changes nothing and raises
    KneecoachError: Refused if the routine would be invalid, ChangedElsewhere if another program has changed the
    file.
    """

    def __init__(self, paths: Paths, name: str, title: str = "") -> None:
        """The routine called `name`, or, with a `title`, a new one without exercises. Raises KneecoachError.

        A new one is written once it has its first exercise, because a routine needs one.
        """
        self._paths = paths
        self.name = name
        self.path = own_path(paths, name)
        self.routine: Routine | None = None
        """The routine as it is; None while a new one has no exercise."""
        self._raw = _empty(name, title).encode() if title else b""
        self._file: bytes | None = None
        self._undo: list[_Change] = []
        self._lately: tuple[bytes, Routine] | None = None
        """What was parsed last during a change, and the routine in it."""
        self.title = title
        if not title:
            self.reload()

    @classmethod
    def new(cls, paths: Paths, title: str) -> Draft:
        """A new routine of this title, in memory until it has an exercise. Raises KneecoachError."""
        check_title(paths, title)
        return cls(paths, free_id(paths, title), clean(title))

    @property
    def exercises(self) -> tuple[ExerciseModel, ...]:
        """The exercises, in order."""
        return self.routine.spec.exercise if self.routine is not None else ()

    @property
    def is_own(self) -> bool:
        """Whether it is in a file of the user's own."""
        return self._file is not None

    @property
    def is_new(self) -> bool:
        """Whether it has not been written to a file yet."""
        return self._file is None and self.routine is None

    @property
    def undo_words(self) -> str:
        """What an undo would take back; empty if there is nothing."""
        return self._undo[-1].words if self._undo else ""

    @property
    def undo_count(self) -> int:
        """How many changes can be taken back."""
        return len(self._undo)

    @property
    def mark(self) -> object:
        """Stands for the routine as it is now, until the last change before now is taken back."""
        return self._undo[-1] if self._undo else None

    def reload(self) -> None:
        """Read the file again; earlier changes can then no longer be undone. Raises KneecoachError."""
        routine = load_routine(self._paths, self.name)
        raw = read_raw(routine.path, "the routine")
        self.routine = parse_routine(routine.path, raw, self._paths.exercises_dir)
        self._raw, self._file = raw, raw if routine.path.parent == self._paths.routines_dir else None
        self.title = self.routine.spec.title
        self._undo.clear()

    def undo(self) -> str:
        """Take back the last change, and return its name, or "" if there is none. Raises KneecoachError."""
        if not self._undo:
            return ""
        last = self._undo[-1]
        save_routine(self._paths, self.path, self._file, last.file)
        self._undo.pop()
        self._take(last.raw, last.file, last.routine)
        return last.words

    def undo_to(self, mark: object) -> None:
        """Take back all changes since `mark` was read. Raises KneecoachError."""
        while self._undo and self.mark is not mark:
            self.undo()

    def add(self, exercise: str, index: int) -> None:
        """Take an exercise from the library, with its usual dose."""
        said = load_exercise(self._paths, exercise).spec
        entry = library_entry(said)
        if said.id in self._ids:
            entry["id"] = self._free(said.id)
        self._change(lambda raw: add_exercise(raw, index, entry), f"{said.title} added")

    def add_own(self, title: str, index: int, *, is_timed: bool = False) -> None:
        """Add an exercise of the user's own, in reps or as a timed hold, with a dose to change."""
        title = clean(title)
        dose = {"hold": 30} if is_timed else {"reps": 10, "cadence": OWN_CADENCE}
        entry = {"id": self._free(slug_of(title) or "exercise"), "title": title, "sets": 3, **dose}
        self._change(lambda raw: add_exercise(raw, index, entry), f"{title} added")

    def take_out(self, index: int) -> None:
        """Take an exercise out of the routine."""
        if len(self.exercises) == 1:
            raise Refused("A routine needs an exercise. Add another one first, or delete the routine.")
        words = f"{self.exercises[index].title} removed"
        self._change(lambda raw: take_out_exercise(raw, index), words)

    def move(self, index: int, to: int) -> None:
        """Move an exercise to another place."""
        self._change(lambda raw: move_exercise(raw, index, to), f"{self.exercises[index].title} moved")

    def set(self, index: int, values: Mapping[str, object], now: datetime) -> None:
        """Change keys of an exercise: None removes one, so that the library's value applies again.

        A given value stays in the file even if the library has the same, because a newer library may differ; only
        the default `kind` is removed. `hold` is also the hold of an exercise in reps. If the dose changes,
        `changed` says so: earlier sessions (before `now`, aware) are no longer compared.
        """
        exercise = self.exercises[index]
        written = dict(values)
        for fault in figure_faults(self._paths, written):
            said = fault.removeprefix("figure: ")
            raise Refused(f"{capitalized(said)}.")
        if "kind" in written and written["kind"] == self._usual_kind(exercise):
            written["kind"] = None
        is_in_rep = exercise.reps is not None and "reps" not in written
        if "hold" in written and exercise.use is None and is_in_rep:
            written["cadence"] = _with_hold(cadence_of(exercise), written.pop("hold"))

        def change(raw: bytes) -> bytes:
            after = with_variant_dose(raw, index, written, exercise, self._parsed)
            if after == raw or _dose(self._parsed(after).spec.exercise[index]) == _dose(exercise):
                return after
            return set_exercise(after, index, {"changed": now.replace(microsecond=0)})

        self._change(change, f"{exercise.title}: {_named(values)}")

    def set_routine(self, values: Mapping[str, object]) -> None:
        """Change keys of the routine itself: title, about, order; None removes one."""
        words = f"Routine: {_named(values)}"
        if isinstance(title := values.get("title"), str) and clean(title) != clean(self.title):
            check_title(self._paths, title, self.name)
        if self.is_new:
            self._raw = self._after(lambda raw: set_routine(raw, values))
            self.title = str(values.get("title") or self.title)
        else:
            self._change(lambda raw: set_routine(raw, values), words)

    @property
    def _ids(self) -> Sequence[str]:
        return [exercise.id for exercise in self.exercises]

    def _free(self, id_: str) -> str:
        """An id that no exercise of the routine has: `hip-thrust`, or `hip-thrust-2` and so on."""
        found, number = id_, 1
        while found in self._ids:
            number += 1
            found = f"{id_[:56].strip('-')}-{number}"
        return found

    def _usual_kind(self, exercise: ExerciseModel) -> Kind:
        return load_exercise(self._paths, exercise.use).spec.kind if exercise.use else Kind.WORK

    def _after(self, change: Callable[[bytes], bytes]) -> bytes:
        try:
            return change(self._raw)
        except NotEditable as refused:
            raise KneecoachError(f"{self.path}: {refused}") from None

    def _parsed(self, raw: bytes) -> Routine:
        """The routine in these bytes. Raises Refused if they are not a routine."""
        if self._lately is None or self._lately[0] != raw:
            try:
                self._lately = raw, parse_routine(self.path, raw, self._paths.exercises_dir)
            except InvalidFile as invalid:
                raise Refused(_sentence(invalid.faults[0], self.path)) from None
        return self._lately[1]

    def _change(self, change: Callable[[bytes], bytes], words: str) -> None:
        """Save the routine as `change` makes it, if that makes a difference."""
        self._lately = None  # the exercises of the library may have changed since
        after = self._after(change)
        if after == self._raw:
            return
        routine = self._parsed(after)
        if self.is_new:
            write_schemas(self._paths)
        save_routine(self._paths, self.path, self._file, after)
        self._undo = [*self._undo, _Change(words, self._file, self._raw, self.routine)][-MAX_UNDO:]
        self._take(after, after, routine)

    def _take(self, raw: bytes, file: bytes | None, routine: Routine | None) -> None:
        """Continue from what is saved now. A new routine whose first exercise was taken back has none again."""
        self._raw, self._file, self.routine = raw, file, routine
        if routine is not None:
            self.title = routine.spec.title


OWN_CADENCE = [{"name": "up", "seconds": 2}, {"name": "down", "seconds": 2}]
"""How an exercise of the user's own is counted until they change it."""

NAMES = {
    "load_kg": "load",
    "reps": "reps",
    "hold": "hold",
    "per_week": "times a week",
    "prescribed_by": "prescribed by",
}
"""Names for keys whose own names are not plain words."""


def cadence_of(exercise: ExerciseModel) -> list[dict[str, object]]:
    """The cadence as a file says it."""
    return [
        {"name": phase.name, "seconds": phase.seconds, **({"hold": True} if phase.hold else {})}
        for phase in exercise.cadence
    ]


def _with_hold(cadence: list[dict[str, object]], seconds: object) -> list[dict[str, object]]:
    """A cadence with a hold of this length, added after its first phase if it has none; None removes it."""
    phases = [phase for phase in cadence if seconds is not None or not phase.get("hold")]
    if seconds is None:
        return phases
    if not any(phase.get("hold") for phase in phases):
        phases.insert(1, {"name": "hold", "seconds": seconds, "hold": True})
    return [phase | {"seconds": seconds} if phase.get("hold") else phase for phase in phases]


def _named(values: Mapping[str, object]) -> str:
    return ", ".join(NAMES.get(key, key) for key in values)


def _dose(exercise: ExerciseModel) -> tuple[object, ...]:
    """What makes two sessions of an exercise comparable."""
    said = exercise
    return said.sets, said.reps, said.hold, said.cadence, said.load_kg, said.variant


def _sentence(fault: str, path: Path) -> str:
    """A fault without the file, which is on the screen. A key stays as it is written."""
    words = without_file(fault, path).removeprefix("the file: ")
    is_key = re.match(r"[a-z_]+:", words)
    return f"{words}." if is_key else f"{capitalized(words)}."


def _empty(name: str, title: str) -> str:
    """The file of a routine that has no exercise yet."""
    document = tomlkit.document()
    for key, value in {"schema": 1, "id": name, "title": title}.items():
        document[key] = value
    return f"{SCHEMA_LINE}\n{tomlkit.dumps(document)}"
