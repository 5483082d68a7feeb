"""What happened in a session. Events are facts; the state is a fold of events and nothing else.

Their names (`rep-counted` for RepCounted) and fields are a fixed format: the journal and `kneecoach start --json`
write them.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from enum import StrEnum

from kneecoach.session.names import kebab
from kneecoach.session.plan import LoadSaid, Pace, Side, TypedLoad


class Stage(StrEnum):
    """Where the session is."""

    REST = "rest"
    READY = "ready"
    WORK = "work"
    FINISHED = "finished"


class Outcome(StrEnum):
    """How an attempt ended."""

    COMPLETED = "completed"
    PARTIAL = "partial"
    SKIPPED = "skipped"


class Status(StrEnum):
    """How a session ended."""

    COMPLETED = "completed"
    PARTIAL = "partial"
    DISCARDED = "discarded"


EVENTS: dict[str, type[Event]] = {}
"""Every event class by its name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something that happened, at an instant on the session's own axis."""

    at: float
    """Seconds since the session started."""
    command: str | None = None
    """The user's command, on the first event it caused: undo goes back to before that. Journal only."""

    def __init_subclass__(cls) -> None:
        EVENTS[kebab(cls)] = cls


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionStarted(Event):
    """The session began, with `sets` planned sets. `side` is the first side, or `both` if no set has one."""

    routine: str
    sets: int
    pace: Pace
    side: Side


@dataclass(frozen=True, slots=True, kw_only=True)
class StageStarted(Event):
    """A rest, a get-ready or the work of a set began. A rest names the set after it."""

    stage: Stage
    index: int
    exercise: str
    set: int
    of: int
    side: Side
    attempt: int
    seconds: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PhaseStarted(Event):
    """A phase of a rep, or a timed hold, began. It lasts `seconds`."""

    rep: int
    phase: str
    seconds: float
    hold: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class HoldEnded(Event):
    """A hold ended. `seconds` is how long it was really held."""

    rep: int
    seconds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class RepCounted(Event):
    """A rep was counted: number `rep` of `of`."""

    rep: int
    of: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AttemptEnded(Event):
    """An attempt ended. `seconds` is the time at work or, for a timed hold, the time held."""

    index: int
    exercise: str
    set: int
    side: Side
    attempt: int
    outcome: Outcome
    reps: int
    seconds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Paused(Event):
    """The session was paused. `reason` is `user` or `undo`."""

    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Resumed(Event):
    """The session went on after a pause."""

    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Interrupted(Event):
    """The session was cut off. It is paused from the last instant it was known alive."""

    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Undone(Event):
    """The user's last command was undone. `what` names it in words."""

    what: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PaceChanged(Event):
    """From now on the coach counts, or the user does."""

    value: Pace


@dataclass(frozen=True, slots=True, kw_only=True)
class RestAdjusted(Event):
    """The user made the rest or the get-ready longer or shorter."""

    value: float
    """Seconds of rest left now."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadSet(Event):
    """The load of the current exercise was set."""

    value: float | None
    """Load of the current exercise, in kg; None if it is in words."""
    typed: TypedLoad | None = None
    """The load as it was typed, if that was in another unit: `(17.5, "lb")`."""
    words: str | None = None
    """The tension of a band."""

    @property
    def said(self) -> LoadSaid | None:
        """How the load was said, if not in kg."""
        return self.typed if self.words is None else self.words


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteSet(Event):
    """A note on the current exercise was written or removed."""

    value: str
    """The note on the current exercise; empty if it was removed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class VariantTaken(Event):
    """A variant of the current exercise was taken, or none."""

    value: str
    """The variant of the current exercise from now on, in its words; empty if it is done without one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PainReported(Event):
    """The user reported pain."""

    value: int
    """Pain now, 0-10."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionResumed(Event):
    """A session that was cut off was brought back, at this set and rep."""

    index: int
    exercise: str
    set: int
    side: Side
    reps: int
    total_reps: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionEnded(Event):
    """The session ended."""

    status: Status


OPTIONAL_FIELDS = frozenset({"typed", "words"})
"""Fields that are written only if they have a value."""


def as_dict(event: Event) -> dict[str, object]:
    """The event as `{"at": ..., "event": name, ...}`, with times rounded to milliseconds."""
    plain: dict[str, object] = {"at": round(event.at, 3), "event": kebab(type(event))}
    for field in fields(event):
        value = getattr(event, field.name)
        if field.name in {"at", "command"} or (value is None and field.name in OPTIONAL_FIELDS):
            continue
        plain[field.name] = round(value, 3) if isinstance(value, float) else value
    return plain
