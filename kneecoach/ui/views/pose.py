"""Which picture of the figure to show at an instant of a session, and when the next one is due. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from math import floor

from kneecoach.figures.gear import Gear
from kneecoach.session.events import Stage
from kneecoach.session.plan import Side
from kneecoach.session.state import State
from kneecoach.ui.views.gear import gear_of

PICTURES_A_SECOND = 8
"""At most this many steps a second for the figure and the bar of a hold: more would cost too much."""

STILL_SECONDS = 2.0
"""Seconds for which the figure does not move between two previews."""


@dataclass(frozen=True, slots=True)
class PoseView:
    """A picture: which figure, what it is doing, and how far it has got."""

    figure: str
    """Name of the figure."""
    side: Side
    doing: str
    """`ready`, `phase`, `preview` or `still`."""
    phase: str | None
    step: int
    """Steps since it began to do this."""
    of: int
    """Steps that it takes in all."""
    gear: frozenset[Gear] | None = None
    """The gear that the figure has, as the exercise needs it; None means its usual props."""

    @property
    def fraction(self) -> float:
        """How far it has got, 0 to 1."""
        return self.step / self.of if self.of else 0.0


def pose_view(state: State, at: float, *, moves: bool = True) -> PoseView | None:
    """The picture at an instant on the session's axis; None if the exercise has no figure.

    If not `moves` (reduced motion), it changes only with the phase.
    """
    name, gear = state.exercise.figure, gear_of(state.exercise)
    if name is None:
        return None
    side = state.planned.side
    phase = state.current_phase
    if state.paused is None and phase is not None:
        length = _steps(phase.seconds)
        return PoseView(
            name, side, "phase", phase.name, _step(state.phase_seconds(at), length, moves), length, gear
        )
    if state.paused is None and state.stage is Stage.READY and state.until is not None:
        length = _steps(state.until - state.since)
        return PoseView(name, side, "ready", None, _step(at - state.since, length, moves), length, gear)
    if state.paused is None and state.stage is Stage.REST and state.comes_after_another(state.planned.exercise.id):
        length = _steps(_preview_seconds(state))
        into = (at - state.since) % (length / PICTURES_A_SECOND + STILL_SECONDS)
        return PoseView(name, side, "preview", None, _step(into, length, moves), length, gear)
    return PoseView(name, side, "still", None, 0, 0, gear)


def rep_poses(state: State, *, moves: bool = True) -> Iterator[PoseView]:
    """Every picture of one rep of the current set, in order; none if the exercise has no figure.

    It is a generator because a rep may take hours, and each paint asks for its pictures.
    """
    planned = state.planned
    name, gear = state.exercise.figure, gear_of(state.exercise)
    if name is None:
        return
    for phase in planned.exercise.cadence:
        length = _steps(phase.seconds)
        # Nothing moves in a hold.
        steps = range(length + 1) if moves and not phase.hold else (length,)
        for step in steps:
            yield PoseView(name, planned.side, "phase", phase.name, step, length, gear)


def standing(pose: PoseView | None) -> PoseView | None:
    """The same figure without moving: one picture per set."""
    return None if pose is None else replace(pose, doing="still", phase=None, step=0, of=0)


def next_picture(state: State, at: float, *, moves: bool = True) -> float | None:
    """Session seconds until the picture changes by itself; None while it does not move."""
    now = pose_view(state, at, moves=moves)
    if now is None or not moves or now.doing == "still":
        return None
    begun = state.phase_since if now.doing == "phase" else state.since
    if now.doing == "phase":
        phase = state.current_phase
        if phase is not None and phase.hold:
            return None
    return (floor((at - begun) * PICTURES_A_SECOND + 1e-6) + 1) / PICTURES_A_SECOND - (at - begun)


def _steps(seconds: float) -> int:
    return max(1, round(seconds * PICTURES_A_SECOND))


def _step(seconds: float, of: int, moves: bool) -> int:
    return min(of, floor(seconds * PICTURES_A_SECOND + 1e-6)) if moves else of


def _preview_seconds(state: State) -> float:
    """The length of a rep; a timed hold is previewed in a few seconds."""
    planned = state.planned
    return sum(phase.seconds for phase in planned.exercise.cadence) if planned.target.reps else 4.0
