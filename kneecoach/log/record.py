"""A finished session as the log keeps it: record schema, version 1."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal, Self

from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    ConfigDict,
    Field,
    PlainSerializer,
    SerializerFunctionWrapHandler,
    model_serializer,
    model_validator,
)

from kneecoach.running.clock import whole_minutes
from kneecoach.session.events import Outcome, Status
from kneecoach.session.plan import LoadUnit, Pace, Side, Unit

SCHEMA = 1
"""Version of a record in which everything was measured."""

ENTERED_SCHEMA = 2
"""Version of a record that was entered later: its times, and what was done in a set, may be null.

An older kneecoach cannot show null. It notes such a record as newer, and leaves it as it is.
"""

NOTE_SCHEMA = 2
"""Version of a note on an exercise. An older kneecoach does not know such a line, and keeps it because of this."""

MAX_SCHEMA = ENTERED_SCHEMA
"""The newest version that this program understands."""


def iso(instant: datetime) -> str:
    """ISO 8601 with an offset of whole minutes, to the millisecond."""
    return whole_minutes(instant).isoformat(timespec="milliseconds")


Instant = Annotated[AwareDatetime, AfterValidator(whole_minutes), PlainSerializer(iso)]
Score = Annotated[int, Field(ge=0, le=10)]
"""Pain, 0-10."""
Count = Annotated[int, Field(ge=0, le=1_000_000)]
Number = Annotated[int, Field(ge=1, le=1_000_000)]
"""Counted from 1."""
MOST = 1e9
"""The greatest number in a record. A greater one is damage, and could not be drawn."""

Seconds = Annotated[
    float, Field(ge=0, le=MOST, allow_inf_nan=False), PlainSerializer(lambda value: round(value, 3))
]

Load = Annotated[float, Field(ge=0, le=MOST, allow_inf_nan=False)]
"""In kg."""


class _RecordModel(BaseModel):
    # Keys of a newer schema are ignored, so that such a record can still be shown.
    model_config = ConfigDict(extra="ignore", frozen=True, populate_by_name=True)


class RoutineRef(_RecordModel):
    """Which routine was done."""

    id: str
    title: str
    digest: str


class PainScores(_RecordModel):
    """Pain around a session, 0-10 each, or None if it was not given."""

    before: Score | None = None
    worst: Score | None = None
    after: Score | None = None
    next_morning: Score | None = None


class TargetRecord(_RecordModel):
    """What a set asked for; only the keys that apply are written."""

    reps: tuple[Count, Count] | None = None
    hold_seconds: Seconds | None = None
    seconds: Seconds | None = None
    unit: Unit = Unit.REP

    @model_serializer
    def _only_what_applies(self) -> dict[str, Any]:
        shown: dict[str, Any] = {}
        if self.reps is not None:
            shown["reps"] = list(self.reps)
        if self.hold_seconds is not None:
            shown["hold_seconds"] = self.hold_seconds
        if self.seconds is not None:
            shown["seconds"] = self.seconds
        if self.unit is not Unit.REP:
            shown["unit"] = self.unit
        return shown


SetKey = tuple[str, int, Side]
"""A planned set: exercise, number and side."""


class SetRecord(_RecordModel):
    """One attempt at a planned set; a set never tried is listed as skipped, without `started_at`.

    `variant` is written only if it applies.
    """

    exercise: str
    title: str
    set: Number
    of: Number
    side: Side
    attempt: Number
    target: TargetRecord
    outcome: Outcome
    reps: Count | None = 0
    """None if they are not known."""
    holds: tuple[Seconds, ...] = ()
    """Seconds really held: in each rep, even one cut off; or, for a timed hold, each time it was started."""
    seconds: Seconds | None = 0.0
    """Time at work, or held in a timed hold; None if it is not known."""
    load_kg: Load | None = None
    load_typed: tuple[Load, LoadUnit] | None = None
    """The load as it was typed, if that was in another unit; written only then."""
    load_words: str | None = None
    """The tension of a band; written only if there is one."""
    pace: Pace = Pace.GUIDED
    pain: Score | None = None
    started_at: Instant | None = None
    variant: str | None = None
    """The variant in which it was done, in the routine's words; None if it was done as planned, or not begun.

    Empty if the routine has a variant, but it was done in none. Early records do not name the routine's own
    variant.
    """

    @property
    def is_unknown(self) -> bool:
        """Whether it is not known how much was done, as in a session entered later."""
        return (self.seconds if self.target.reps is None else self.reps) is None

    @property
    def is_not_entered(self) -> bool:
        """Whether nothing is known about it, not even whether it was completed or skipped."""
        return self.is_unknown and self.outcome is Outcome.SKIPPED

    @property
    def known_outcome(self) -> Outcome | None:
        """How it ended; None if nothing is known about it."""
        return None if self.is_not_entered else self.outcome

    @property
    def has_done(self) -> bool:
        """Whether there was a rep or a hold in it."""
        return bool(self.reps or self.holds)

    @property
    def is_untried(self) -> bool:
        """Whether it was never begun, not even by skipping it, and nothing was entered instead."""
        return self.outcome is Outcome.SKIPPED and self.started_at is None and not self.has_done

    @property
    def amount(self) -> tuple[int, float]:
        """Reps, and seconds at work or held; 0 if they are not known."""
        return (self.reps or 0, self.seconds or 0.0)

    @property
    def key(self) -> SetKey:
        """The planned set of which it is an attempt."""
        return (self.exercise, self.set, self.side)

    @model_serializer(mode="wrap")
    def _without_absent_keys(self, written: SerializerFunctionWrapHandler) -> dict[str, Any]:
        fields: dict[str, Any] = written(self)
        for name in ("variant", "load_typed", "load_words"):
            if getattr(self, name) is None:
                fields.pop(name, None)
        return fields


class ShortenedRecord(_RecordModel):
    """How a session was made shorter than its routine, by choice, before it began. Only what applies is written."""

    sets: Count
    """How many sets the whole routine has, on each side."""
    minutes: Count | None = None
    """The time available, if that is why."""
    left_out: tuple[str, ...] = ()
    """Ids of the exercises that were left out."""

    @model_serializer(mode="wrap")
    def _without_absent_keys(self, written: SerializerFunctionWrapHandler) -> dict[str, Any]:
        return {name: value for name, value in written(self).items() if value not in (None, (), [])}


class GoingOnRecord(_RecordModel):
    """How the remaining sets are done if the session is continued, as it was when it ended."""

    pace: Pace = Pace.GUIDED
    mute: bool = False
    loads: dict[str, Load] = {}
    """Load in kg by exercise id; only what applies is written, of this and all that follows."""
    load_said: dict[str, tuple[Load, LoadUnit] | str] = {}
    """A load as it was entered, if not in kg: typed in another unit, or the tension of a band."""
    variants: dict[str, str] = {}
    """The variant of an exercise, in the routine's words, by exercise id; empty if a planned one is not used."""
    missing: tuple[str, ...] = ()
    """Equipment that was not at hand, in words."""

    @model_serializer(mode="wrap")
    def _without_absent_keys(self, written: SerializerFunctionWrapHandler) -> dict[str, Any]:
        return {name: value for name, value in written(self).items() if value not in (False, {}, (), [])}


def _null(key: str) -> dict[str, Any]:
    return {"required": [key], "properties": {key: {"type": "null"}}}


_MAY_BE_UNKNOWN: dict[str, Any] = {
    "if": {
        "anyOf": [
            *(_null(key) for key in ("ended_at", "active_seconds", "paused_seconds")),
            *(
                {"properties": {key: {"contains": {"anyOf": [_null("reps"), _null("seconds")]}}}, "required": [key]}
                for key in ("sets", "warm_up", "cool_down")
            ),
        ]
    },
    "then": {"required": ["entered"], "properties": {"entered": {"const": "later"}}},
}
"""In a JSON Schema: only a session that was entered later may have null there."""


class Record(_RecordModel):
    """One session, one revision of it."""

    model_config = ConfigDict(json_schema_extra=_MAY_BE_UNKNOWN)

    schema_: int = Field(alias="schema", default=SCHEMA, ge=1)
    type: Literal["session"] = "session"
    id: str
    rev: Annotated[int, Field(ge=1)] = 1
    device: str
    saved_at: Instant
    app: str
    routine: RoutineRef
    started_at: Instant
    ended_at: Instant | None
    """None if it is not known; then both lengths are None too."""
    active_seconds: Seconds | None
    paused_seconds: Seconds | None
    speed: Annotated[float, Field(gt=0, le=MOST, allow_inf_nan=False)] = 1.0
    status: Status
    pain: PainScores = PainScores()
    reps_in_reserve: Annotated[int, Field(ge=0, le=5)] | None = None
    note: str = ""
    knee: Side | None = None
    """The sore knee, as the person entered it; None, and not written, if they did not."""
    shortened: ShortenedRecord | None = None
    """What was left out of the routine before it began; None, and not written, if nothing was."""
    entered: Literal["later"] | None = None
    """`later` if the session was done without kneecoach and entered afterwards; otherwise not written."""
    sets: tuple[SetRecord, ...]
    warm_up: tuple[SetRecord, ...] = ()
    """What was done of warm-ups, which are not counted as sets; written only if there were any."""
    cool_down: tuple[SetRecord, ...] = ()
    going_on: GoingOnRecord | None = None
    """How the remaining sets are done; written only if there are any."""
    exercise_notes: dict[str, str] = {}
    """The notes written in the session, by the exercise's id, if there were any; an empty one was removed."""

    @model_serializer(mode="wrap")
    def _without_missing_answers(self, written: SerializerFunctionWrapHandler) -> dict[str, Any]:
        fields: dict[str, Any] = written(self)
        for name in ("knee", "shortened", "entered", "warm_up", "cool_down", "going_on", "exercise_notes"):
            if not fields.get(name):
                fields.pop(name, None)
        return fields

    @model_validator(mode="after")
    def _check_unknown_values(self) -> Self:
        """What kneecoach led was measured, so null there is damage."""
        if self.entered is None and (key := self._first_unknown):
            raise ValueError(f"{key} is null, which only a session entered later may have")
        return self

    @property
    def _first_unknown(self) -> str | None:
        """The first key with null instead of the number or instant of a measured session."""
        for key in ("ended_at", "active_seconds", "paused_seconds"):
            if getattr(self, key) is None:
                return key
        for attempt in (*self.sets, *self.warm_up, *self.cool_down):
            if attempt.seconds is None or attempt.reps is None:
                return "seconds" if attempt.seconds is None else "reps"
        return None

    @property
    def is_rehearsal(self) -> bool:
        """Whether it ran faster or slower than real time."""
        return self.speed != 1.0

    @property
    def is_short(self) -> bool:
        """Whether it had fewer sets than its routine asks for, by choice, before it began."""
        return self.shortened is not None

    def has_reached(self, attempt: SetRecord) -> bool:
        """Whether the session came to this set, if only to skip it: always of one entered later."""
        return self.entered is not None or not attempt.is_untried

    def count(self, outcome: Outcome | None) -> int:
        """Planned sets whose best attempt ended as `outcome`; with None those about which nothing was entered."""
        return list(self.best_outcomes.values()).count(outcome)

    @property
    def best_outcomes(self) -> dict[SetKey, Outcome | None]:
        """The best outcome of each planned set, by exercise, set and side; None if nothing was entered."""
        best: dict[SetKey, Outcome | None] = {}
        order = (*Outcome, None)
        for attempt in self.sets:
            key, outcome = attempt.key, attempt.known_outcome
            best[key] = min(best[key], outcome, key=order.index) if key in best else outcome
        return best


class ExerciseNote(_RecordModel):
    """A note on an exercise, written outside a session; an empty one removes the note.

    All notes on one exercise have one id, whichever device wrote them: the newest of its revisions counts. An older
    kneecoach skips this line, because of its schema, and keeps it.
    """

    schema_: int = Field(alias="schema", default=NOTE_SCHEMA, ge=NOTE_SCHEMA)
    type: Literal["exercise-note"] = "exercise-note"
    id: str
    rev: Annotated[int, Field(ge=1)] = 1
    device: str
    saved_at: Instant
    exercise: str
    note: str = ""

    @staticmethod
    def id_of(exercise: str) -> str:
        """The id of the notes on an exercise."""
        return f"note-{exercise}"


class Tombstone(_RecordModel):
    """A deleted session: the revision that hides the others."""

    schema_: int = Field(alias="schema", default=SCHEMA, ge=1)
    type: Literal["deleted"] = "deleted"
    id: str
    rev: Annotated[int, Field(ge=1)]
    device: str
    saved_at: Instant
