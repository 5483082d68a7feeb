"""Words for a session: the same on the screen, in plain text and in tables. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from kneecoach.session.events import LoadSet, Outcome, Stage, Status
from kneecoach.session.loads import from_kg
from kneecoach.session.plan import LoadSaid, LoadUnit, Pace, PlannedSet, Side, Target, Unit
from kneecoach.text import clean, lower_first, number, plural, tenths

if TYPE_CHECKING:
    from kneecoach.session.state import Attempt, State

KNEE_WORDS = {Side.LEFT: "left knee", Side.RIGHT: "right knee", Side.BOTH: "both knees"}
"""Which knee is sore."""

MUSCLE_WORDS = {
    "quads": "front of the thigh",
    "hamstrings": "back of the thigh",
    "glutes": "buttocks",
    "calf": "calf",
    "abductors": "outer hip",
    "adductors": "inner thigh",
    "hip-flexors": "front of the hip",
}
"""Names of muscles for people: a colour alone is not enough."""


def side_words(side: Side) -> str:
    """`left leg`, `right leg`, `both legs`."""
    return "both legs" if side is Side.BOTH else f"{side} leg"


NO_EQUIPMENT = "No equipment"


def things_words(equipment: Iterable[str]) -> str:
    """`a chair, loop band (light)` for `a chair` and `loop band, light`, which a comma would make three things."""
    parts = (entry.partition(",") for entry in equipment)
    return ", ".join(f"{thing.strip()} ({like.strip()})" if like.strip() else thing for thing, _, like in parts)


def ready_words(equipment: Iterable[str]) -> str:
    """`Have ready: a chair, loop band (light)`; empty if nothing is needed."""
    listed = things_words(equipment)
    return f"Have ready: {listed}" if listed else ""


def set_words(planned: PlannedSet) -> str:
    """`set 2 of 3, left`; without a side if both legs work."""
    side = "" if planned.side is Side.BOTH else f", {planned.side}"
    return f"{number_words(planned)}{side}"


def number_words(planned: PlannedSet) -> str:
    """`set 2 of 3`; for a warm-up or cool-down, `warm-up` or `cool-down 1 of 2`."""
    name = "set" if planned.is_work else str(planned.exercise.kind)
    return name if not planned.is_work and planned.of == 1 else f"{name} {planned.set} of {planned.of}"


def target_words(target: Target, unit: Unit) -> str:
    """`30 s`, `20 reps`, `15–20 steps`."""
    if target.reps is None:
        return f"{number(target.seconds or 0)} s"
    least, most = target.reps
    return plural(most, unit) if least == most else f"{least}–{most} {unit}s"


def set_dose_words(target: Target, unit: Unit) -> str:
    """What one set asks for, with the hold in every rep: `10 reps, 3 s hold`."""
    return f"{target_words(target, unit)}{_hold_words(target)}"


def _hold_words(target: Target) -> str:
    return f", {number(target.hold_seconds)} s hold" if target.hold_seconds else ""


def dose_words(sets: int, target: Target, unit: Unit, each_side: bool) -> str:
    """The dose of an exercise: `3 × 15–20 steps each leg`."""
    return f"{sets} × {target_words(target, unit)}{' each leg' if each_side else ''}{_hold_words(target)}"


def load_words(kg: float | None, said: LoadSaid | None = None, unit: LoadUnit = LoadUnit.KG) -> str:
    """`10 kg`, `17.5 lb`, `medium band`; empty without a load. `said` is how it was said, if that was not in kg."""
    if isinstance(said, str):
        tension = clean(said)
        return tension if "band" in tension.lower() else f"{tension} band"
    if kg is None:
        return ""
    return f"{number(load_value(kg, said, unit))} {unit}"


def noted_load_words(event: LoadSet, state: State) -> str:
    """`Noted: 8 kg, hip thrust.`, `Noted: medium band, clamshell.`; `state` is the state right after it."""
    load = load_words(event.value, event.said, state.units) or "no load"
    return f"Noted: {load}, {lower_first(state.planned.exercise.title)}."


def pace_words(pace: Pace, key: str = "space") -> str:
    """Who counts now, as a sentence. `key` is what counts a rep in self pace."""
    return "The coach counts." if pace is Pace.GUIDED else f"You count: {key} for each rep."


def typed_as(kg: float | None, said: LoadSaid | None, unit: LoadUnit) -> str:
    """What a person would type for a load: `17.5`, `medium`; empty without one."""
    if isinstance(said, str):
        return clean(said)
    return "" if kg is None else number(load_value(kg, said, unit))


def load_value(kg: float, said: LoadSaid | None, unit: LoadUnit) -> float:
    """A load in the unit: as it was typed, if that was in this unit; otherwise pounds to a tenth."""
    if said is not None and not isinstance(said, str) and said[1] is unit:
        return said[0]
    return kg if unit is LoadUnit.KG else round(from_kg(kg, unit), 1)


def done_words(reps: int, seconds: float, target: Target, unit: Unit) -> str:
    """What was done of a target: `12 of 15 reps`, `18 steps`, `30 of 30 s`."""
    if target.reps is None:
        return f"{tenths(seconds)} of {number(target.seconds or 0)} s"
    least, most = target.reps
    return f"{reps} of {target_words(target, unit)}" if least == most else f"{plural(reps, unit)} of {least}–{most}"


def again_words(state: State) -> str:
    """What taking a variant would mean for the set under way; empty if nothing has been done of it."""
    if state.stage is not Stage.WORK or state.settled or state.is_untouched:
        return ""
    planned = state.planned
    held = f"{tenths(max(state.holds, default=0.0))} s"
    done = held if planned.target.reps is None else plural(state.reps, planned.exercise.unit)
    return f"Another way begins this set again. Recorded: {done}."


def recorded_words(attempt: Attempt, state: State) -> str:
    """What is recorded of an attempt that has ended: `Recorded: 12 of 15 reps`."""
    planned = state.plan.sets[attempt.index].dosed_as(attempt.dose)
    held = max(attempt.holds, default=0.0)
    return f"Recorded: {done_words(attempt.reps, held, planned.target, planned.exercise.unit)}"


NOT_ENTERED = "not entered"
"""The word for a set of which nothing is known, and for an answer not given about it."""


NOT_REACHED = "not reached"
"""The word for a set before which the session ended. It counts as skipped, but nobody skipped it."""


def outcome_words(outcome: Outcome | None, *, is_reached: bool = True) -> str:
    """How a set ended: `completed`, `partial`, `skipped`, or `not reached` if the session never came to it.

    `not entered` for None, where nothing is known of it.
    """
    if outcome is None:
        return NOT_ENTERED
    return outcome.value if is_reached else NOT_REACHED


OUTCOME_MARKS = {Outcome.COMPLETED: "✓", Outcome.PARTIAL: "◐", Outcome.SKIPPED: "–"}
"""A mark shown before the word, never instead of it."""

RESERVE_WORDS = "Reps you had left"
"""The name of reps in reserve for people."""


def rehearsal_words(speed: float) -> str:
    """`rehearsal at speed 60`; empty at normal speed."""
    return f"rehearsal at speed {speed:g}" if speed != 1.0 else ""


STATUS_WORDS = {
    Status.COMPLETED: "Workout complete",
    Status.PARTIAL: "Session saved",
    Status.DISCARDED: "Session deleted",
}
ENDED_WORDS = {**STATUS_WORDS, Status.PARTIAL: "Session ended"}
"""Before its record is saved."""


def stage_words(state: State) -> str:
    """What to do now, in two or three words."""
    if state.stage is None:
        return ""
    if state.is_over and state.status:
        return ENDED_WORDS[state.status]
    if state.stage is Stage.REST:
        return "Rest"
    if state.stage is Stage.READY:
        return "Switch sides" if state.is_switching else "Get ready"
    if state.is_leading_in and state.is_changing:
        return "Get ready"
    if state.is_leading_in:
        return "Starting over" if state.planned.target.reps is None and not state.hold_continues else "Resuming"
    if state.phase is None and state.paused is None:
        return "Press space"
    if not state.planned.is_work and state.planned.target.reps is None:
        return state.planned.exercise.kind.capitalize()
    return (state.phase or "work").capitalize()
