"""The words on Live: where it is, what to pay attention to, what comes next. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len

from kneecoach import words
from kneecoach.review.last_time import Past, notes_of
from kneecoach.session.events import Stage
from kneecoach.session.loads import TENSIONS, load_of_kind
from kneecoach.session.plan import BAND, Exercise, Side
from kneecoach.session.state import State
from kneecoach.session.variants import variant_words
from kneecoach.text import capitalized, clean, lower_first, number
from kneecoach.words import NO_EQUIPMENT, done_words, number_words, ready_words, set_words, side_words, target_words

REPS_PER_CUE = 5
"""A cue stays for this many reps before the next one replaces it."""

APART = "   "
"""Separates two things in one line."""


def place_words(state: State) -> str:
    """`set 1 of 3   15–20 steps   10 kg`: where the session is, and with what."""
    planned = state.planned
    attempt = f", attempt {state.attempt}" if state.attempt > 1 else ""
    reps = planned.target.reps
    is_range = reps is not None and reps[0] < reps[1]
    dose = target_words(planned.target, planned.exercise.unit) if is_range else ""
    return APART.join(filter(None, (f"{number_words(planned)}{attempt}", dose, load_words(state))))


def short_places(state: State) -> tuple[str, ...]:
    """Set, load and leg for a tiny window: first `set 1 of 3   8 kg   left leg`, last `1 of 3, 8 kg, left`."""
    planned, load = state.planned, load_words(state)
    number, side = number_words(planned), "" if planned.side is Side.BOTH else str(planned.side)
    return (
        APART.join(filter(None, (number, load, side and side_words(planned.side)))),
        ", ".join(filter(None, (number, load, side))),
        ", ".join(filter(None, (number.removeprefix("set "), load, side))),
    )


def place_beside(title: str, places: Sequence[str], room: int) -> str:
    """The first of `places` that leaves the title its room in a row of `room` cells, or the last one."""
    free = room - cell_len(title) - 1
    return next((place for place in places if cell_len(place) <= free), places[-1])


def load_words(state: State) -> str:
    """`10 kg`: the load of the current exercise; empty without one."""
    name = state.planned.exercise.id
    kg, said = load_of_kind(state.exercise.load, state.loads.get(name), state.load_said.get(name))
    return words.load_words(kg or None, said, state.units)


def last_words(state: State, past: Past) -> str:
    """`Last time 15, 15, 12 at 8 kg · "bench lower"`, for the next exercise; empty if nothing is known."""
    last = past.last_times.get(state.planned.exercise.id)
    notes = (f'"{note}"' for note in notes_of(state.planned.exercise, state, past))
    return " · ".join((*((f"Last time {last}",) if last else ()), *notes))


def done_title(state: State, *, short: bool = False) -> str:
    """What a rest comes after: `Rest after hip thrust, 15 of 15 reps`; `short` without what was done."""
    done = state.last_begun
    if done is None:
        return "Rest"
    planned = state.plan.sets[done.index].dosed_as(done.dose)
    title = f"Rest after {lower_first(planned.exercise.title)}"
    what = done_words(done.reps, max(done.holds, default=0.0), planned.target, planned.exercise.unit)
    return title if short else f"{title}, {what}"


def taken_words(state: State) -> str:
    """The variant taken, or what it needs while there is time for it; otherwise empty."""
    if state.is_changing:
        return f"{_needed(state)} {_first_words(state)}".rstrip()
    if state.variant is None or (state.stage is Stage.REST and state.is_new(state.as_planned.exercise.id)):
        return ""  # such a rest says what to have ready
    words = variant_words(state.as_planned.exercise, state.variant)
    return capitalized(words)


def short_cue_words(state: State) -> str:
    """A shorter form of the position, for little room; empty if there is none."""
    if state.is_changing:
        return _needed(state)
    if state.stage is Stage.READY and state.planned.set == 1:
        return state.exercise.position
    return ""


def _needed(state: State) -> str:
    """What to have ready for the exercise, as a sentence."""
    return f"{ready_words(state.exercise.equipment) or NO_EQUIPMENT}."


def _first_words(state: State) -> str:
    """How a variant begins: its own position, or the first step of its how-to."""
    exercise = state.exercise
    if exercise.position != state.as_planned.exercise.position:
        return f"{exercise.position.rstrip('.')}."
    return exercise.how_to[0] if exercise.how_to else ""


def cue_words(state: State) -> str:
    """What to pay attention to now."""
    exercise: Exercise = state.exercise
    if state.stage is Stage.REST:
        return ready_words(_equipment(state)) if exercise.equipment else ""
    if state.stage is Stage.READY and state.planned.set == 1 and exercise.how_to:
        return exercise.how_to[0]
    if not exercise.cues:
        return ""
    turn = state.reps // REPS_PER_CUE + (state.planned.set - 1)
    return exercise.cues[turn % len(exercise.cues)]


def _equipment(state: State) -> tuple[str, ...]:
    """What to have ready, with the load; a band with the tension that is used instead of the usual one."""
    exercise, said = state.exercise, state.load_said.get(state.planned.exercise.id)
    if exercise.load != BAND or not isinstance(said, str):
        return (*exercise.equipment, *filter(None, (load_words(state),)))
    if state.variant is not None:
        return exercise.equipment
    return tuple(_with_tension(item, clean(said)) if "band" in item else item for item in exercise.equipment)


def _with_tension(item: str, tension: str) -> str:
    """`loop band, heavy` for `loop band, medium tension`."""
    parts = [part for part in item.split(", ") if part.removesuffix(" tension") not in (*TENSIONS, "strong")]
    return ", ".join((*parts, tension))


def then_words(state: State) -> tuple[str, str]:
    """What comes after this set, and the same in fewer words; empty in a rest, which shows what comes next."""
    if state.stage is Stage.REST:
        return "", ""
    index = state.next_open()
    if index is None:
        return "then you are done", "then done"
    planned = state.plan.sets[index]
    if state.plan.is_switch(state.index, index):
        return f"then switch sides, {side_words(planned.side)}", "then switch sides"
    rest = state.planned.exercise.rest
    same = planned.exercise.id == state.planned.exercise.id
    what = set_words(planned) if same else lower_first(planned.exercise.title)
    if not rest:
        return f"then {what}", f"then {what}"
    return f"then {number(rest)} s of rest, {what}", f"then {number(rest)} s of rest"
