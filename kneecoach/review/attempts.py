"""Which attempt of a session a name refers to. Pure."""

from __future__ import annotations

from collections.abc import Iterable

from kneecoach.errors import KneecoachError
from kneecoach.log.record import Record, SetRecord
from kneecoach.session.plan import Side
from kneecoach.text import clean

FORM = "EXERCISE:SET[:SIDE[:ATTEMPT]]"


def find_attempt(record: Record, wanted: str) -> int:
    """The place in `record.sets` of the attempt named `hip-thrust:2`, `quad:1:left` or `quad:1:left:2`.

    The beginning of the exercise's id or title is enough, and the first letter of the side. The name must fit only
    one attempt. Raises KneecoachError, which lists the possible ones.
    """
    found = list(enumerate(record.sets))
    if not found:
        raise KneecoachError("This session has no attempt at all.")
    parts = wanted.split(":")
    for part, matches in zip(parts, (_is_exercise, _is_set, _is_side, _is_attempt), strict=False):
        left = [(place, attempt) for place, attempt in found if matches(attempt, part)]
        exact = [(place, attempt) for place, attempt in left if attempt.exercise == part]
        if not left:
            raise KneecoachError(f"There is no {wanted!r} in this session; choose {_names(a for _, a in found)}.")
        found = exact or left
    if len(parts) > 4:
        raise KneecoachError(f"{wanted!r} has too many parts: {FORM}.")
    if len(found) > 1:
        raise KneecoachError(f"{wanted!r} may be {_names(a for _, a in found)}; say which.")
    return found[0][0]


def attempt_name(attempt: SetRecord) -> str:
    """How an attempt is named, in full: `hip-thrust:2`, `quad-stretch:1:left`, `hip-thrust:2:both:2`."""
    name = f"{clean(attempt.exercise)}:{attempt.set}"
    if attempt.side is not Side.BOTH or attempt.attempt > 1:
        name += f":{attempt.side}"
    return f"{name}:{attempt.attempt}" if attempt.attempt > 1 else name


def _names(attempts: Iterable[SetRecord]) -> str:
    """Names of the attempts, or of their exercises if there are several."""
    tried = list(attempts)
    exercises = list(dict.fromkeys(clean(attempt.exercise) for attempt in tried))
    names = exercises if len(exercises) > 1 else [attempt_name(attempt) for attempt in tried]
    return " or ".join(part for part in (", ".join(names[:-1]), names[-1]) if part)


def _is_exercise(attempt: SetRecord, part: str) -> bool:
    start = _slug(part)
    return bool(start) and any(_slug(name).startswith(start) for name in (attempt.exercise, attempt.title))


def _slug(text: str) -> str:
    return "-".join(clean(text).lower().replace("-", " ").split())


def _is_set(attempt: SetRecord, part: str) -> bool:
    return part == str(attempt.set)


def _is_side(attempt: SetRecord, part: str) -> bool:
    return bool(part) and attempt.side.startswith(part.lower())


def _is_attempt(attempt: SetRecord, part: str) -> bool:
    return part == str(attempt.attempt)
