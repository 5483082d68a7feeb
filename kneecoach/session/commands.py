"""What the user or the clock asks of a session."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from kneecoach.session.names import kebab
from kneecoach.session.plan import LoadSaid, Pace


class NotNow(Exception):
    """The command makes no sense in this stage. Nothing changed. Its text is for the user."""


COMMANDS: dict[str, type[Command]] = {}
"""Every command by its name."""


@dataclass(frozen=True, slots=True)
class Command:
    """Base class of the commands."""

    words: ClassVar[str] = ""
    """What an undo says it took back; empty if the command cannot be undone."""
    restores: ClassVar[tuple[str, ...] | None] = None
    """The fields of the state that undo restores.

    None if the command moves the session: undo then moves it back.
    """

    def __init_subclass__(cls) -> None:
        COMMANDS[kebab(cls)] = cls

    @property
    def name(self) -> str:
        """`skip-set` for SkipSet. An event that it causes carries this name in `command`."""
        return kebab(type(self))


@dataclass(frozen=True, slots=True)
class Start(Command):
    """Begin the session."""


@dataclass(frozen=True, slots=True)
class Tick(Command):
    """The clock reached an instant: do what is due by then."""


@dataclass(frozen=True, slots=True)
class CountRep(Command):
    """Self pace: count a rep, or start its hold."""

    words = "count a rep"


@dataclass(frozen=True, slots=True)
class FinishSet(Command):
    """End the current set now. Its outcome follows from its target's minimum."""

    words = "finish the set"


@dataclass(frozen=True, slots=True)
class SkipSet(Command):
    """Skip the current set, on this side. What was done of it is kept."""

    words = "skip the set"


@dataclass(frozen=True, slots=True)
class SkipExercise(Command):
    """Skip the remaining sets of an exercise: the one with this id, or the current one."""

    exercise: str | None = None
    words = "skip the exercise"


@dataclass(frozen=True, slots=True)
class RepeatSet(Command):
    """Do the current set again; in a rest or a get-ready, the one just done."""

    words = "repeat the set"


@dataclass(frozen=True, slots=True)
class PreviousSet(Command):
    """Go back to the planned set before the current one."""

    words = "back to the previous set"


@dataclass(frozen=True, slots=True)
class GoTo(Command):
    """Go to the planned set with this index, from 0."""

    index: int
    words = "go to a set"


@dataclass(frozen=True, slots=True)
class Pause(Command):
    """Pause. `is_automatic` is for dialogs: undo then has nothing to take back."""

    is_automatic: bool = False
    words = "pause"
    restores = ()


@dataclass(frozen=True, slots=True)
class Resume(Command):
    """Go on. `is_automatic` as for Pause."""

    is_automatic: bool = False
    words = "resume"
    restores = ()


@dataclass(frozen=True, slots=True)
class Undo(Command):
    """Take back the user's last command, whatever it was."""


@dataclass(frozen=True, slots=True)
class ChangePace(Command):
    """Let the coach count, or the user."""

    pace: Pace
    words = "change the pace"
    restores = ("pace",)


@dataclass(frozen=True, slots=True)
class AdjustRest(Command):
    """Make the rest longer by `seconds`, or shorter if negative."""

    seconds: float
    words = "change the rest"
    restores = ()


@dataclass(frozen=True, slots=True)
class EndRest(Command):
    """End the rest, the get-ready or the time for changing equipment now."""

    words = "end the rest"


@dataclass(frozen=True, slots=True)
class SetLoad(Command):
    """Set the load of the current exercise in kg, 0 to 500. The load of a band is in words, and `kg` is then None.

    `said` is how it was said, if not in kg. Refused if `exercise` is the id of another one.
    """

    kg: float | None
    exercise: str | None = None
    said: LoadSaid | None = None
    words = "set the load"
    restores = ("loads", "load_said")


@dataclass(frozen=True, slots=True)
class SetNote(Command):
    """Write a note on the current exercise; an empty text removes it.

    Refused if `exercise` is the id of another one.
    """

    text: str
    exercise: str | None = None
    words = "write the note"
    restores = ("notes",)


@dataclass(frozen=True, slots=True)
class TakeVariant(Command):
    """Do the current exercise in a variant from now on, named in its words.

    Empty words go back to the exercise without one. Refused if `exercise` is the id of another one.
    """

    variant: str
    exercise: str | None = None
    words = "take a variant"
    restores = ("variants", "is_changing")


@dataclass(frozen=True, slots=True)
class ReportPain(Command):
    """Pain now, 0-10."""

    value: int
    words = "report pain"
    restores = ("pains",)


@dataclass(frozen=True, slots=True)
class EndSession(Command):
    """Stop. If `discard`, keep nothing."""

    discard: bool = False


@dataclass(frozen=True, slots=True)
class Interrupt(Command):
    """The session was cut off: pause at the last instant it was known alive. The runner sends this."""

    reason: str


@dataclass(frozen=True, slots=True)
class BringBack(Command):
    """A journal was read back: finish what its last lines left open. The runner sends this."""


MAX_NOTE = 500
"""The most characters in a note on an exercise."""


def check_note(text: str) -> str:
    """`text` on one line, if it is at most MAX_NOTE characters long. Raises NotNow."""
    note = " ".join(text.split())
    if len(note) > MAX_NOTE:
        raise NotNow(f"A note on an exercise has at most {MAX_NOTE} characters, and this one has {len(note)}.")
    return note


MAX_LOAD_KG = 500.0


def check_load(kg: float) -> float:
    """`kg`, if it is 0 to 500. Raises NotNow."""
    if not 0 <= kg <= MAX_LOAD_KG:
        raise NotNow(f"A load must be from 0 to {MAX_LOAD_KG:.0f} kg.")
    return kg
