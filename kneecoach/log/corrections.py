"""What a person may correct in a record, and how two corrections of one session are combined. Pure.

A corrected attempt follows the rules of the engine: `completed` if it reaches the target's minimum, otherwise
`partial`, or `skipped` if the person says so. What was measured and is not contradicted stays. A rep that nobody
measured counts as planned, with its hold, so that the holds always belong to the reps.
"""

from __future__ import annotations

import math
from typing import Any, TypedDict, Unpack

from kneecoach.errors import KneecoachError
from kneecoach.log.record import PainScores, Record, SetRecord
from kneecoach.session.commands import NotNow, check_load
from kneecoach.session.events import Outcome, Status
from kneecoach.session.loads import typed_load, typed_tension
from kneecoach.session.outcomes import outcome_by_target, status_by_attempts
from kneecoach.session.plan import BAND, LoadKind, LoadUnit, TypedLoad, is_met
from kneecoach.text import clean, number, plural

MAX_REPS = 999
MAX_SECONDS = 3600.0
MAX_IN_RESERVE = 5
NOTE_LENGTH = 2000
"""Characters of a note."""

NEWER = "This session was saved by a newer kneecoach and is left as it is."


class AnswerChanges(TypedDict, total=False):
    """A person's answers about a whole session; None clears one."""

    note: str
    before: int | None
    worst: int | None
    after: int | None
    next_morning: int | None
    reps_in_reserve: int | None


class AttemptChanges(TypedDict, total=False):
    """A person's corrections of one attempt; None clears a value."""

    reps: int
    seconds: float
    """The seconds held, for a timed hold."""
    load_kg: float | None
    load_typed: TypedLoad | None
    """The load as it was typed, if that was not in kg."""
    load_words: str | None
    outcome: Outcome
    """If None, it follows from the reps or seconds, if those are given."""
    pain: int | None


def answered(record: Record, **answers: Unpack[AnswerChanges]) -> Record:
    """The record with other answers. Raises KneecoachError for an impossible one."""
    changes: dict[str, Any] = {}
    scores: dict[str, int | None] = {}
    for name, value in answers.items():
        if name == "note":
            changes[name] = _note(str(value))
        elif name == "reps_in_reserve":
            changes[name] = _whole(value, MAX_IN_RESERVE, "Reps in reserve")
        else:
            scores[name] = _whole(value, 10, "Pain")
    changes["pain"] = record.pain.model_copy(update=scores)
    least = _worst_of(record.sets)
    if "worst" in scores and least is not None and (scores["worst"] is None or scores["worst"] < least):
        raise KneecoachError(f"The worst pain is at least that of every attempt, and one says {least}.")
    return record.model_copy(update=changes)


def corrected(record: Record, place: int, **done: Unpack[AttemptChanges]) -> Record:
    """The record with `record.sets[place]` corrected. Raises KneecoachError.

    The status follows from the attempts. So does the worst pain, if it was the worst of the attempts.
    """
    attempt = _corrected(record.sets[place], done)
    sets = (*record.sets[:place], attempt, *record.sets[place + 1 :])
    before, after, worst = _worst_of(record.sets), _worst_of(sets), record.pain.worst
    pain = record.pain.model_copy(update={"worst": after}) if worst == before else record.pain
    return _settled(record.model_copy(update={"sets": sets, "pain": pain}))


def _corrected(attempt: SetRecord, done: AttemptChanges) -> SetRecord:
    changes: dict[str, Any] = {}
    if "pain" in done:
        changes["pain"] = _whole(done["pain"], 10, "Pain")
    if "load_kg" in done:
        changes["load_kg"] = None if done["load_kg"] is None else _load(done["load_kg"])
        changes["load_typed"] = done.get("load_typed")
    if "load_words" in done:
        changes["load_words"] = done["load_words"]
    timed = attempt.target.reps is None
    if "reps" in done:
        if timed:
            raise KneecoachError(f"{clean(attempt.title)} is a timed hold: give its seconds, not reps.")
        reps = _whole(done["reps"], MAX_REPS, f"{attempt.target.unit.capitalize()}s")
        changes |= {"reps": reps, "holds": _holds_of(attempt, reps or 0)}
    if "seconds" in done:
        if not timed:
            raise KneecoachError(
                f"{clean(attempt.title)} is counted: give its {attempt.target.unit}s, not seconds."
            )
        held = done["seconds"]
        if not (math.isfinite(held) and 0 <= held <= MAX_SECONDS):
            raise KneecoachError(f"Seconds held are from 0 to {number(MAX_SECONDS)}.")
        if held != attempt.seconds:
            changes |= {"seconds": held, "holds": (held,) if held else ()}
    outcome = done.get("outcome")
    says_count = not done.keys().isdisjoint({"reps", "seconds"})
    if outcome is Outcome.SKIPPED and not says_count and (attempt.is_unknown or _is_met(attempt)):
        # Saying only that it was skipped takes back a count that would complete it.
        changes |= {"seconds": 0.0, "holds": ()} if timed else {"reps": 0, "holds": ()}
    changed = attempt.model_copy(update=changes)
    if outcome is None and says_count:
        outcome = outcome_of(changed)
        nothing = not changed.reps and not changed.seconds if timed else not changed.reps
        if attempt.outcome is Outcome.SKIPPED and nothing:
            outcome = Outcome.SKIPPED
    if outcome is None:
        return changed
    if not changed.is_unknown and (outcome is Outcome.COMPLETED) is not _is_met(changed):
        raise KneecoachError(_contradiction(changed, outcome))
    return changed.model_copy(update={"outcome": outcome})


def planned_holds(attempt: SetRecord, reps: int) -> tuple[float, ...]:
    """The seconds of the holds inside a number of reps, as planned; none if a rep has no hold."""
    seconds = attempt.target.hold_seconds
    return () if seconds is None else (seconds,) * reps


def _holds_of(attempt: SetRecord, reps: int) -> tuple[float, ...]:
    """The holds of an attempt corrected to have `reps`: the longest of the measured ones, and the rest as planned.

    The rep of a hold that was cut off was not counted.
    """
    if reps == attempt.reps:
        return attempt.holds
    by_length = sorted(range(len(attempt.holds)), key=lambda place: -attempt.holds[place])
    kept = tuple(attempt.holds[place] for place in sorted(by_length[:reps]))
    return (*kept, *planned_holds(attempt, reps - len(kept)))


def outcome_of(attempt: SetRecord) -> Outcome:
    """The outcome of an attempt by its target's minimum, unless it was skipped."""
    return outcome_by_target(met=_is_met(attempt))


def _is_met(attempt: SetRecord) -> bool:
    target = attempt.target
    least = target.reps[0] if target.reps else None
    return is_met(least, target.seconds, attempt.reps or 0, attempt.seconds or 0.0)


def _contradiction(attempt: SetRecord, outcome: Outcome) -> str:
    target, unit = attempt.target, attempt.target.unit
    least = plural(target.reps[0], unit) if target.reps else f"{number(target.seconds or 0.0)} s"
    done = plural(attempt.reps or 0, unit) if target.reps else f"{number(attempt.seconds or 0.0)} s"
    if outcome is Outcome.COMPLETED:
        return f"Completed means at least {least}, and this attempt has {done}."
    return f"{outcome.value.capitalize()} means less than {least}, and this attempt has {done}."


def status_of(sets: tuple[SetRecord, ...]) -> Status:
    """The session's status, from its sets; those never tried count as skipped."""
    return status_by_attempts((s.key, s.attempt, s.outcome) for s in sets)


_WHAT_WAS_DONE = ("reps", "seconds", "holds", "outcome")
"""These are corrected together: whoever corrects one of them has seen the others."""

_OF_A_REVISION = {"schema_", "type", "id", "rev", "device", "saved_at", "status"}


def rebased(base: Record, wanted: Record, newest: Record) -> Record:
    """`newest` with what was changed from `base` to `wanted`, answer by answer and attempt by attempt.

    So if two people correct different things, neither loses anything; if they correct the same thing, the later one
    counts. Raises KneecoachError if `newest` does not have the same attempts.
    """
    if base == newest:
        return wanted
    mine, theirs = ([(each.key, each.attempt) for each in record.sets] for record in (base, newest))
    if wanted.sets != base.sets and mine != theirs:
        raise KneecoachError("The sets of this session have changed meanwhile: look again, then correct it.")
    changes = {
        name: getattr(wanted, name)
        for name in Record.model_fields
        if name not in _OF_A_REVISION | {"pain", "sets"} and getattr(wanted, name) != getattr(base, name)
    }
    scores = {
        name: getattr(wanted.pain, name)
        for name in PainScores.model_fields
        if getattr(wanted.pain, name) != getattr(base.pain, name)
    }
    changes["pain"] = newest.pain.model_copy(update=scores)
    if wanted.sets != base.sets:
        changes["sets"] = tuple(map(_rebased_set, base.sets, wanted.sets, newest.sets))
    merged = newest.model_copy(update=changes)
    return _settled(merged) if merged.sets != newest.sets or scores else merged


def _rebased_set(base: SetRecord, wanted: SetRecord, newest: SetRecord) -> SetRecord:
    changed = {name for name in SetRecord.model_fields if getattr(wanted, name) != getattr(base, name)}
    if changed & set(_WHAT_WAS_DONE):
        changed |= set(_WHAT_WAS_DONE)
    return newest.model_copy(update={name: getattr(wanted, name) for name in changed})


def _settled(record: Record) -> Record:
    """The record with the status its attempts give, and a worst pain no lower than any attempt's."""
    pains = [pain for pain in (record.pain.worst, _worst_of(record.sets)) if pain is not None]
    pain = record.pain.model_copy(update={"worst": max(pains, default=None)})
    return record.model_copy(update={"status": status_of(record.sets), "pain": pain})


def _worst_of(sets: tuple[SetRecord, ...]) -> int | None:
    return max((attempt.pain for attempt in sets if attempt.pain is not None), default=None)


def _whole(value: object, most: int, what: str) -> int | None:
    if value is None:
        return None
    if not isinstance(value, int) or not 0 <= value <= most:
        raise KneecoachError(f"{what} must be a whole number from 0 to {most}.")
    return value


def load_changes(record: Record, place: int, typed: str, unit: LoadUnit) -> AttemptChanges:
    """The changes to `record.sets[place]` for a typed load: `8`, `17.5 lb`, a band's tension, or `none`.

    A number without a unit is in `unit`. Raises KneecoachError.
    """
    is_band = kind_of_load(record, place) == BAND
    try:
        if typed.strip().lower() == "none":
            return AttemptChanges(load_words=None) if is_band else AttemptChanges(load_kg=None)
        if is_band:
            return AttemptChanges(load_words=typed_tension(typed))
        kg, said = typed_load(typed, unit)
    except NotNow as refused:
        raise KneecoachError(str(refused)) from None
    return AttemptChanges(load_kg=kg, load_typed=said)


def kind_of_load(record: Record, place: int) -> LoadKind:
    """The kind of load that `record.sets[place]` takes: that of its own load, or else of a set done alike.

    A record does not say it otherwise. A load in kg if no set of the exercise has one.
    """
    attempt = record.sets[place]
    same = [each for each in record.sets if each.exercise == attempt.exercise]
    for alike in ([attempt], [each for each in same if each.variant == attempt.variant], same):
        if any(each.load_words for each in alike):
            return BAND
        if any(each.load_kg is not None for each in alike):
            return True
    return True


def _load(kg: float) -> float:
    try:
        return check_load(kg)
    except NotNow as refused:
        raise KneecoachError(str(refused)) from None


def _note(text: str) -> str:
    note = clean(text)
    if len(note) > NOTE_LENGTH:
        raise KneecoachError(f"A note has at most {NOTE_LENGTH} characters, and this one has {len(note)}.")
    return note
