"""A movement in a loop, without a session: which picture to show at an instant. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from math import floor

from kneecoach.routine.movements import Movement
from kneecoach.session.plan import Side
from kneecoach.ui.views.gear import gear_of
from kneecoach.ui.views.pose import PICTURES_A_SECOND, PoseView
from kneecoach.words import side_words

READY_SECONDS = 1.0
"""Seconds for which the figure waits before each rep, to show where it begins and which leg is next."""
POSITION_SECONDS = 2.5
"""Seconds to get into a timed hold, and again to get out of it."""
HOLD_SECONDS = 4.0
"""Seconds for which a timed hold is shown, whatever its real length."""
GRAIN_SECONDS = 1e-6


@dataclass(frozen=True, slots=True)
class _Part:
    """What the figure does for a while."""

    side: Side
    seconds: float
    doing: str
    """As in `PoseView`."""
    phase: str | None
    words: str
    stands: bool = False
    """Whether nothing moves."""
    backwards: bool = False


@dataclass(frozen=True, slots=True)
class PreviewView:
    """What a movement shows at an instant."""

    pose: PoseView
    words: str
    """What the figure does, with its side: `left leg, step out`."""


class Preview:
    """The loop of one movement: a rep at its cadence, or a timed hold in short, on each side in turn."""

    def __init__(self, movement: Movement, figure: str) -> None:
        """`figure` is the name of the figure that does it."""
        self._figure, self._gear = figure, gear_of(movement.exercise)
        make = _timed_hold if movement.is_timed else _rep
        self._parts = [part for side in movement.sides for part in make(movement, side)]
        self.seconds = sum(part.seconds for part in self._parts)
        """Length of the loop."""

    @property
    def telling(self) -> float:
        """The clearest instant of the loop, in seconds: in its hold, or at the end of the first phase."""
        number = next((i for i, part in enumerate(self._parts) if part.stands and part.doing == "phase"), None)
        if number is not None:
            return self._begins(number)
        return self._begins(2) - 1 / PICTURES_A_SECOND

    def view(self, seconds: float, *, moves: bool = True) -> PreviewView:
        """What is shown `seconds` after the loop began; if not `moves`, it changes only with the phase."""
        part, into = self._part(seconds)
        of = max(1, round(part.seconds * PICTURES_A_SECOND))
        step = 0 if part.stands else min(of, floor(into * PICTURES_A_SECOND)) if moves else of
        step = of - step if part.backwards else step
        pose = PoseView(self._figure, part.side, part.doing, part.phase, step, of, self._gear)
        words = part.words if part.side is Side.BOTH else f"{side_words(part.side)}, {part.words}"
        return PreviewView(pose, words)

    def next_picture(self, seconds: float, *, moves: bool = True) -> float:
        """Seconds until something else is shown."""
        part, into = self._part(seconds)
        left = part.seconds - into
        if part.stands or not moves:
            return left
        return min(left, (floor(into * PICTURES_A_SECOND) + 1) / PICTURES_A_SECOND - into)

    def _part(self, seconds: float) -> tuple[_Part, float]:
        """The part at an instant, and the seconds since it began."""
        # A step that is due has begun, even if rounding puts the instant just before it.
        into = (seconds + GRAIN_SECONDS) % self.seconds
        for part in self._parts:
            if into < part.seconds:
                return part, into
            into -= part.seconds
        return self._parts[0], 0.0

    def _begins(self, number: int) -> float:
        return sum(part.seconds for part in self._parts[:number])


def _rep(movement: Movement, side: Side) -> list[_Part]:
    phases = [
        _Part(side, phase.seconds, "phase", phase.name, phase.name, stands=phase.hold)
        for phase in movement.exercise.cadence
    ]
    return [_Part(side, READY_SECONDS, "still", None, "ready", stands=True), *phases]


def _timed_hold(movement: Movement, side: Side) -> list[_Part]:
    hold = movement.exercise.cadence[0]
    return [
        _Part(side, POSITION_SECONDS, "ready", None, "get ready"),
        _Part(side, min(HOLD_SECONDS, hold.seconds), "phase", hold.name, hold.name, stands=True),
        _Part(side, POSITION_SECONDS, "ready", None, "let go", backwards=True),
    ]
