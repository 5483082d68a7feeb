"""The first line of the journal: everything about a live session that is not an event."""

from __future__ import annotations

import math
from typing import Annotated, Any, Self

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    SerializerFunctionWrapHandler,
    TypeAdapter,
    field_serializer,
    model_serializer,
    model_validator,
)

from kneecoach.log.record import Instant, Load, Record, Score
from kneecoach.log.untried import untried
from kneecoach.session.plan import LoadSaid, LoadUnit, Pace, Plan, PlannedSet, Side
from kneecoach.session.state import State

SCHEMA = 2
"""Schema of the journals that this program writes. Those of schema 1 have no checksums."""

CONTINUES_SCHEMA = 3
"""Schema of a journal that continues a saved session.

An older kneecoach, which would lose the beginning, refuses it.
"""

MAX_SCHEMA = CONTINUES_SCHEMA
"""The newest schema that this program understands."""


MAX_REPS = 10_000
"""The most reps in one set that a journal's plan may have; none of ours has more."""

MAX_SETS = 10_000
"""The most sets that a journal's plan may have; none of ours has more."""

MIN_SPEED, MAX_SPEED = 1e-3, 1e6
"""Session seconds per real second."""


_PLAN = TypeAdapter(Plan)


class Header(BaseModel):
    """The facts about a live session that are not events. Keys of a newer version are ignored."""

    model_config = ConfigDict(extra="ignore", frozen=True, populate_by_name=True)

    schema_: Annotated[int, Field(ge=1, le=MAX_SCHEMA)] = Field(alias="schema", default=SCHEMA)
    type: str = "live"
    id: str
    app: str
    started_at: Instant
    speed: Annotated[float, Field(ge=MIN_SPEED, le=MAX_SPEED, allow_inf_nan=False)]
    pace: Pace
    first_side: Side
    mute: bool
    loads: dict[str, Load]
    """Loads in kg by exercise id when the session began."""
    load_said: dict[str, LoadSaid] = {}
    """How a load was typed, by exercise id, if that was not in kg."""
    units: LoadUnit = LoadUnit.KG
    pain_before: Score | None = None
    knee: Side | None = None
    """The sore knee, as the person entered it."""
    plan: Plan
    continues: Record | None = None
    """The saved session that this one continues, unchanged. The plan then has only the sets that were left."""

    @model_validator(mode="after")
    def _can_be_done(self) -> Self:
        """Raises ValueError for a damaged plan that parses: it must not mislead the engine or spoil the record."""
        sets = self.plan.sets
        if not 1 <= len(sets) <= MAX_SETS or not all(_can_be_done(planned) for planned in sets):
            raise ValueError("this plan cannot be done")
        for planned in sets:
            untried(planned, self.pace)
        return self

    @model_serializer(mode="wrap")
    def _without_absent_keys(self, written: SerializerFunctionWrapHandler) -> dict[str, Any]:
        fields: dict[str, Any] = written(self)
        if self.continues is None:
            fields.pop("continues", None)
        return fields

    @field_serializer("plan")
    def _only_what_is_said(self, plan: Plan) -> dict[str, Any]:
        """The plan without keys that have their default: another version has that default too, or not the key."""
        said: dict[str, Any] = _PLAN.dump_python(plan, mode="json", exclude_defaults=True)
        return said

    def first_state(self) -> State:
        """The state before the first event."""
        return State(
            plan=self.plan,
            pace=self.pace,
            loads=dict(self.loads),
            load_said=dict(self.load_said),
            units=self.units,
            variants=dict(self.plan.variants),
        )


def _can_be_done(planned: PlannedSet) -> bool:
    exercise, target = planned.exercise, planned.target
    seconds = [phase.seconds for phase in exercise.cadence]
    waits = (exercise.setup, exercise.rest)
    if not seconds or not all(math.isfinite(s) and s > 0 for s in seconds):
        return False
    if not all(math.isfinite(s) and s >= 0 for s in waits) or not 1 <= planned.set <= planned.of:
        return False
    if target.reps is None:
        return exercise.hold is not None and target.seconds is not None and 0 < target.seconds < math.inf
    return 1 <= target.reps[0] <= target.reps[1] <= MAX_REPS
