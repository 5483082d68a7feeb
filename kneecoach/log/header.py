"""The first line of the journal: everything about a live session that is not an event."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field

from kneecoach.log.record import Instant, Score
from kneecoach.session.plan import Pace, Plan, Side
from kneecoach.session.state import State


class Header(BaseModel):
    """Who, what and how of a live session."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)

    schema_: int = Field(alias="schema", default=1)
    type: str = "live"
    id: str
    app: str
    started_at: Instant
    speed: float
    pace: Pace
    first_side: Side
    mute: bool
    loads: dict[str, float]
    """Load in kg by exercise id, as the session began."""
    pain_before: Score | None = None
    plan: Plan

    def first_state(self) -> State:
        """The state before the first event."""
        return State(plan=self.plan, pace=self.pace, loads=dict(self.loads))
