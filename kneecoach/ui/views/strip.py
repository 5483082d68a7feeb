"""The strip of exercises: one part for each, with how much of it is done. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from rich.cells import cell_len

from kneecoach.routine.text import brief_dose
from kneecoach.session.events import Stage
from kneecoach.session.plan import PlannedSet, Side
from kneecoach.session.state import State
from kneecoach.text import capitalized
from kneecoach.ui.views.wrapping import cut

STEPS = 48
"""A part of the strip grows in this many steps."""

MIN_NAME_CELLS = 3
"""A shorter piece of a name says nothing."""
MIN_ENDING_LETTERS = 4
"""A shorter last word says too little without the words before it: `Sit` for a wall sit."""
DIRECTIONS = frozenset({"to", "up", "down"})
"""A title with one of these does not end in a noun: sit to stand."""
DOSE_GAP = 3
"""Cells between the longest title of the list and the doses."""


@dataclass(frozen=True, slots=True)
class Share:
    """An exercise of the session."""

    title: str
    dose: str
    """In figures: `3 × 15–20 each leg`."""
    seconds: float
    """How long all its sets take, to which its width is proportional."""
    done: float
    """Share of it that is over, 0 to 1, in whole steps."""
    is_now: bool


def strip_of(state: State, at: float) -> tuple[Share, ...]:
    """The exercises in the order in which they begin. A skipped set counts as over."""
    tried = {attempt.index for attempt in state.attempts}
    seconds: dict[str, float] = defaultdict(float)
    behind: dict[str, float] = defaultdict(float)
    firsts: dict[str, PlannedSet] = {}
    for index, planned in enumerate(state.plan.as_begun):
        id_ = planned.exercise.id
        firsts.setdefault(id_, planned)
        seconds[id_] += planned.seconds
        if index == state.index and not state.is_over and not state.settled:
            behind[id_] += planned.seconds * _done_of_this_set(state, at)
        elif index in tried:
            behind[id_] += planned.seconds
    now = state.planned.exercise.id
    return tuple(
        Share(
            first.exercise.title,
            f"{brief_dose(first.of, first.target)}{'' if first.side is Side.BOTH else ' each leg'}",
            seconds[id_],
            int(behind[id_] / seconds[id_] * STEPS) / STEPS if seconds[id_] else 0.0,
            id_ == now,
        )
        for id_, first in firsts.items()
    )


def _done_of_this_set(state: State, at: float) -> float:
    planned = state.planned
    if state.stage is not Stage.WORK:
        return 0.0
    if planned.target.reps is None:
        held = state.phase_seconds(at) + state.seconds_held if state.phase else max(state.holds, default=0.0)
        return min(1.0, held / planned.seconds)
    return state.reps / planned.most


def list_rows(shares: Sequence[Share], width: int, rows: int) -> tuple[str, ...]:
    """The exercises as lines, `rows` at most: those that are over have a mark, and the current one another.

    Each has its dose, where there is room for all doses in `width` cells. Where not all exercises have room, the
    ones around the current one are listed.
    """
    now = next((index for index, share in enumerate(shares) if share.is_now), 0)
    first = max(0, min(now - rows // 2, len(shares) - rows))
    longest = max((cell_len(share.title) for share in shares), default=0)
    has_doses = all(2 + longest + DOSE_GAP + cell_len(share.dose) <= width for share in shares)
    lines = []
    for share in shares[first : first + rows]:
        mark = "▶" if share.is_now else "✓" if share.done >= 1 else " "
        dose = " " * (longest - cell_len(share.title) + DOSE_GAP) + share.dose if has_doses else ""
        lines.append(cut(f"{mark} {share.title}{dose}", width))
    return tuple(lines)


def names(titles: Sequence[str], widths: Sequence[int], now: int) -> tuple[str, ...]:
    """A name for each part of the strip, no wider than the part: the title, its last words, or its first.

    Where they do not all have room, only the current one is named, over the parts beside it.
    """
    forms = [_shorter(title, titles) for title in titles]
    # A gap, apart from the one between two parts.
    rooms = [*(max(1, width - 1) for width in widths[:-1]), *widths[-1:]]
    found = [
        next((form for form in own if cell_len(form) <= room), cut(own[-1], room))
        for own, room in zip(forms, rooms, strict=True)
    ]
    if all(width >= MIN_NAME_CELLS for width in widths):
        return tuple(found)
    return tuple(title if index == now else "" for index, title in enumerate(titles))


def _shorter(title: str, titles: Sequence[str]) -> list[str]:
    """A title, and shorter forms of it that no other title shares."""
    words = title.split()
    ends_in_noun = len(words[-1]) >= MIN_ENDING_LETTERS and not DIRECTIONS & set(words)
    endings = [" ".join(words[at:]) for at in range(1, len(words))] if ends_in_noun else []
    beginnings = [" ".join(words[:at]) for at in range(len(words) - 1, 0, -1) if words[at - 1] not in DIRECTIONS]
    others = [other for other in titles if other != title]
    good = [form for form in endings if not any(other.lower().endswith(form.lower()) for other in others)]
    return [capitalized(form) for form in (title, *good, *beginnings)]
