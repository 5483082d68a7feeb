"""Takes back a yes to a suggestion: the routine's file is again what it was, to the byte.

`STATE/steps/ROUTINE.json` keeps what the file was before each step and after it. If something else in the file has
changed since, only the lines that the step changed go back.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from pydantic import Base64Bytes, BaseModel, ConfigDict, TypeAdapter, ValidationError

from kneecoach.errors import KneecoachError, os_reason
from kneecoach.files import read_at_most, write_whole
from kneecoach.paths import Paths, private_folder
from kneecoach.routine.library import load_routine, parse_routine
from kneecoach.routine.model import Routine
from kneecoach.routine.saving import save_routine

MAX_STEPS = 20
"""At most this many of the newest steps of a routine can be taken back."""
MAX_BYTES = 50_000_000


class StepTaken(BaseModel):
    """A step that was written to a routine's file."""

    model_config = ConfigDict(frozen=True)

    exercise: str
    words: str
    """What was changed, for people."""
    path: Path
    is_new: bool
    """Whether there was no file before, only the built-in routine."""
    before: Base64Bytes
    """The file, or the built-in routine's."""
    after: Base64Bytes


_STEPS = TypeAdapter(list[StepTaken])


@dataclass(frozen=True, slots=True)
class TakenBack:
    """A step that was taken back."""

    words: str
    routine: Routine
    """The routine as it is now."""
    is_gone: bool
    """Whether the person's own copy is gone again, so that the built-in routine is used."""


def remember(
    paths: Paths, routine: str, *, exercise: str, words: str, path: Path, is_new: bool, before: bytes, after: bytes
) -> None:
    """Keep what a step is about to change. Raises KneecoachError."""
    kept = {"before": b64encode(before), "after": b64encode(after)}
    step = StepTaken(exercise=exercise, words=words, path=path, is_new=is_new, **kept)
    file = _file(paths, routine)
    try:
        _write(file, [*_read(file), step][-MAX_STEPS:])
    except OSError as error:
        raise KneecoachError(f"{file}: what the step changes cannot be kept: {os_reason(error)}") from None


def take_back(paths: Paths, routine: str, exercise: str) -> TakenBack:
    """Undo the newest step of an exercise. Raises KneecoachError if there is none, or it cannot be undone."""
    file = _file(paths, routine)
    steps = _read(file)
    try:
        for step in [step for step in reversed(steps) if step.exercise == exercise]:
            there = read_at_most(step.path, MAX_BYTES) if step.path.exists() else None
            now = step.before if there is None else there
            was = _as_before(paths, now, step)
            is_gone = was == step.before and step.is_new
            if was != now:
                save_routine(paths, step.path, there, None if is_gone else was)
            steps.remove(step)
            with suppress(OSError, KneecoachError):  # a step that is still kept has nothing more to take back
                _write(file, steps)
            if was != now:
                return TakenBack(step.words, load_routine(paths, routine), is_gone)
    except OSError as error:
        raise KneecoachError(f"{file}: the step cannot be taken back: {os_reason(error)}") from None
    known = ", ".join(dict.fromkeys(step.exercise for step in steps))
    others = f"; there are steps of {known}" if known else ""
    raise KneecoachError(f"{routine} has no step of {exercise!r} to take back{others}.")


def _as_before(paths: Paths, now: bytes, step: StepTaken) -> bytes:
    """The file without the step. Raises KneecoachError if its lines have changed since."""
    if now in (step.before, step.after):
        return step.before
    old, new = _changed_lines(step.before, step.after)
    was = now.replace(new, old)
    if now.count(new) == 1 and _is_routine(paths, step.path, was):
        return was
    raise KneecoachError(f"{step.path}: {step.exercise} was changed since, so the step was not taken back.")


def _changed_lines(before: bytes, after: bytes) -> tuple[bytes, bytes]:
    """The lines from the first to the last that differ: as they were, and as they are."""
    old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    first = _alike(old, new)
    last = min(_alike(old[::-1], new[::-1]), min(len(old), len(new)) - first)
    return b"".join(old[first : len(old) - last]), b"".join(new[first : len(new) - last])


def _alike(old: Sequence[bytes], new: Sequence[bytes]) -> int:
    """How many lines are the same at the beginning."""
    pairs = zip(old, new, strict=False)
    return next((n for n, (was, now) in enumerate(pairs) if was != now), min(len(old), len(new)))


def _is_routine(paths: Paths, path: Path, data: bytes) -> bool:
    try:
        parse_routine(path, data, paths.exercises_dir)
    except KneecoachError:
        return False
    return True


def _file(paths: Paths, routine: str) -> Path:
    return paths.state / "steps" / f"{routine}.json"


def _read(file: Path) -> list[StepTaken]:
    """The steps, oldest first; none if nothing is kept, or it cannot be read."""
    try:
        return _STEPS.validate_json(read_at_most(file, MAX_BYTES))
    except (OSError, ValidationError):
        return []


def _write(file: Path, steps: list[StepTaken]) -> None:
    private_folder(file.parent)
    write_whole(file, _STEPS.dump_json(steps))
