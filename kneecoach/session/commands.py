"""What the user, or the clock, asks of a session."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from kneecoach.session.names import kebab
from kneecoach.session.plan import Pace


class NotNow(Exception):
    """The command makes no sense in this stage; nothing changed. Its text is for the user."""


COMMANDS: dict[str, type[Command]] = {}
"""Every command by its name."""


@dataclass(frozen=True, slots=True)
class Command:
    """Anything that can be asked; the subclasses say what."""

    words: ClassVar[str] = ""
    """What an undo says it took back; empty where the command cannot be undone."""
    restores: ClassVar[tuple[str, ...] | None] = None
    """Fields of the state that an undo puts back; None for a command that moves: undo moves back."""

    def __init_subclass__(cls) -> None:
        COMMANDS[kebab(cls)] = cls

    @property
    def name(self) -> str:
        """`skip-set` for SkipSet; what a caused event carries in `command`."""
        return kebab(type(self))


@dataclass(frozen=True, slots=True)
class Start(Command):
    """Begin the session."""


@dataclass(frozen=True, slots=True)
class Tick(Command):
    """The clock reached an instant; what was due by then happens."""


@dataclass(frozen=True, slots=True)
class CountRep(Command):
    """Self pace: count a rep, or start its hold."""

    words = "count a rep"


@dataclass(frozen=True, slots=True)
class FinishSet(Command):
    words = "finish the set"


@dataclass(frozen=True, slots=True)
class SkipSet(Command):
    words = "skip the set"


@dataclass(frozen=True, slots=True)
class SkipExercise(Command):
    """Skip what is still to come of an exercise: by its id, or the one at hand."""

    exercise: str | None = None
    words = "skip the exercise"


@dataclass(frozen=True, slots=True)
class RepeatSet(Command):
    words = "repeat the set"


@dataclass(frozen=True, slots=True)
class PreviousSet(Command):
    words = "back to the previous set"


@dataclass(frozen=True, slots=True)
class GoTo(Command):
    """Go to a planned set by its index, from 0."""

    index: int
    words = "go to a set"


@dataclass(frozen=True, slots=True)
class Pause(Command):
    """Stand still; `by_itself` for a dialog, so that there is nothing for undo to take back."""

    by_itself: bool = False
    words = "pause"
    restores = ()


@dataclass(frozen=True, slots=True)
class Resume(Command):
    """Go on; `by_itself` as for Pause."""

    by_itself: bool = False
    words = "resume"
    restores = ()


@dataclass(frozen=True, slots=True)
class Undo(Command):
    """Take back the last command of the user, whatever it was."""


@dataclass(frozen=True, slots=True)
class ChangePace(Command):
    pace: Pace
    words = "change the pace"
    restores = ("pace",)


@dataclass(frozen=True, slots=True)
class AdjustRest(Command):
    """Make the rest longer (or, negative, shorter) by `seconds`."""

    seconds: float
    words = "change the rest"
    restores = ()


@dataclass(frozen=True, slots=True)
class EndRest(Command):
    """End the rest, the get-ready, or the time for changing equipment, now."""

    words = "end the rest"


@dataclass(frozen=True, slots=True)
class SetLoad(Command):
    """Load in kg for the exercise at hand, 0 to 500; refused where `exercise` (an id) names another one."""

    kg: float
    exercise: str | None = None
    words = "set the load"
    restores = ("loads",)


@dataclass(frozen=True, slots=True)
class TakeVariant(Command):
    """Do the exercise at hand in an easier variant from here on: one of its `easier`, in its words.

    Refused where `exercise` (an id) names another one.
    """

    variant: str
    exercise: str | None = None
    words = "take an easier variant"
    restores = ("variants", "is_changing")


@dataclass(frozen=True, slots=True)
class ReportPain(Command):
    """Pain now, 0-10."""

    value: int
    words = "report pain"
    restores = ("pains",)


@dataclass(frozen=True, slots=True)
class EndSession(Command):
    """Stop; with `discard`, nothing is to be kept."""

    discard: bool = False


@dataclass(frozen=True, slots=True)
class Interrupt(Command):
    """The session was cut off: it pauses at the last instant it was known alive. Asked by the runner."""

    reason: str


@dataclass(frozen=True, slots=True)
class BringBack(Command):
    """A journal was read back: settle what its last lines left open. Asked by the runner."""


MOST_LOAD_KG = 500.0


def check_load(kg: float) -> float:
    """`kg` if it can be a load, 0 to 500. Raises NotNow."""
    if not 0 <= kg <= MOST_LOAD_KG:
        raise NotNow(f"A load is from 0 to {MOST_LOAD_KG:.0f} kg.")
    return kg
