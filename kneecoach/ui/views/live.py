"""What Live shows at an instant, and when that changes next. Pure."""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import floor

from kneecoach.session.decide import due
from kneecoach.session.events import Stage
from kneecoach.session.plan import Exercise, Pace
from kneecoach.session.progress import fraction_done, time_left
from kneecoach.session.state import State
from kneecoach.text import ceil_seconds, minutes_seconds, number, plural
from kneecoach.ui.views.block_text import DIGIT_SPACE, block_width, has_glyphs
from kneecoach.ui.views.pose import PICTURES_A_SECOND, PoseView, next_picture, pose_view
from kneecoach.words import done_words, number_words, set_words, side_words, stage_words, target_words

LAST_SECONDS = 3
"""This many last seconds of a wait or a timed hold look different."""

HELD_SECONDS = 1 / PICTURES_A_SECOND
"""Progress of a hold is shown in steps of this many seconds."""

MINUTES_AS_HOURS = 100
"""From this many minutes on, the time left is shown in hours."""

REPS_PER_CUE = 5
"""A cue stays for this many reps before the next one replaces it."""


@dataclass(frozen=True, slots=True)
class Digits:
    """A number to be drawn large. Its width changes within a stage only in the last seconds."""

    text: str
    caption: str
    last: bool = False
    """Whether these are the last seconds of a wait or a timed hold, which also have a different shape."""
    before: str = ""
    """In the last seconds, the text before them. They are drawn no larger than that."""

    @property
    def widest(self) -> str:
        """The widest text within the stage."""
        return max(self.text, self.before, key=len)


@dataclass(frozen=True, slots=True)
class LiveView:
    """Everything on the screen, as words and numbers."""

    title: str
    place: str
    """`set 2 of 3 · left leg`."""
    action: str
    """What to do now, in a word or two: `Squeeze`, `Rest`."""
    side: str
    """`Left`, `Right`, or empty if both legs work."""
    tone: str
    """`rest`, `ready`, `work`, `hold` or `paused`."""
    count: Digits | None
    clock: Digits | None
    cue: str
    following: str
    done: float
    """Share of the session that is done, 0 to 1, in whole thousandths."""
    left: str
    """How long the session still takes, in words."""
    held: float | None
    """Share of the hold that is done, 0 to 1; None outside holds."""
    pose: PoseView | None
    """What the figure does."""
    easier: str = ""
    """The easier variant taken, or what it needs, shown in place of the cue; else empty."""


def live_view(state: State, at: float, *, moves: bool = True) -> LiveView:
    """The view of a started session at an instant on its axis; if not `moves`, nothing is animated."""
    planned = state.planned
    easier = f"Easier: {state.variant}" if state.variant else ""
    return LiveView(
        title=planned.exercise.title,
        place=_place(state),
        action="Paused" if state.paused else stage_words(state),
        side="" if planned.side == "both" else planned.side.capitalize(),
        tone=_tone(state),
        count=_count(state),
        clock=_clock(state, at),
        cue=easier or _cue(state, state.exercise),
        following=_changing_words(state) or _following(state),
        done=round(fraction_done(state, at), 3),
        left=_left_words(time_left(state, at)),
        held=_held(state, at),
        pose=pose_view(state, at, moves=moves),
        easier=_changing_words(state) or easier,
    )


def standing_words(state: State, at: float) -> str:
    """Where a session paused for a question is: `Paused: 9 of 15 reps`."""
    planned = state.planned
    match state.stage:
        case Stage.REST:
            return f"Paused: rest, {minutes_seconds(state.seconds_left(at) or 0.0)} left"
        case Stage.WORK:
            held = state.holds[-1] if state.holds else 0.0
            return f"Paused: {done_words(state.reps, held, planned.target, planned.exercise.unit)}"
        case _:
            return f"Paused: before {set_words(planned)}"


def next_change(state: State, at: float, *, moves: bool = True) -> float | None:
    """Session seconds until the view changes without an event.

    None while nothing moves, or if an event comes first or at that very instant: events are shown as they happen.
    """
    if state.paused is not None or state.is_over:
        return None
    left = state.seconds_left(at)
    if left is None or left <= 0:
        return None
    # The countdown rounds up, so it changes when the time left is a whole number.
    fraction = left % 1.0
    step = fraction if fraction > 1e-6 else 1.0
    picture = next_picture(state, at, moves=moves)
    longer = HELD_SECONDS - state.phase_seconds(at) % HELD_SECONDS if _held(state, at) is not None else None
    step = min(each for each in (step, picture, longer) if each is not None)
    instant = due(state)
    return None if instant is not None and instant - at <= step + 1e-3 else step


def _place(state: State) -> str:
    planned = state.planned
    attempt = f" · attempt {state.attempt}" if state.attempt > 1 and state.stage is not Stage.REST else ""
    side = "" if planned.side == "both" else f" · {side_words(planned.side)}"
    return f"{number_words(planned)}{side}{attempt}"


def _tone(state: State) -> str:
    if state.paused is not None:
        return "paused"
    if state.stage is not Stage.WORK:
        return str(state.stage)
    return "hold" if state.hold_under_way and not state.hold_can_continue else "work"


def _count(state: State) -> Digits | None:
    planned = state.planned
    if planned.target.reps is None or state.stage is not Stage.WORK:
        return None
    return Digits(_padded(state.reps, planned.most), f"of {target_words(planned.target, planned.exercise.unit)}")


def _clock(state: State, at: float) -> Digits | None:
    left = state.seconds_left(at)
    shown = _countdown(state, at, left)
    if shown is not None and left is not None and 0 < left <= LAST_SECONDS and _counts_down(state):
        return replace(shown, text=f">{ceil_seconds(left)}<", last=True, before=shown.text)
    return shown


def _countdown(state: State, at: float, left: float | None) -> Digits | None:
    """The countdown before its last seconds."""
    if state.stage is Stage.REST:
        over = state.pace is Pace.SELF and state.paused is None and not left
        longest = minutes_seconds((left or 0.0) if state.until is None else state.until - state.since)
        text = minutes_seconds(left or 0.0).rjust(len(longest), DIGIT_SPACE)
        return Digits(text, "rest is over: enter" if over else _clock_caption(state, at))
    if state.stage is Stage.READY:
        longest_wait = state.change_seconds if state.is_changing else state.planned.exercise.setup
        return Digits(_padded(left or 0.0, longest_wait), _clock_caption(state, at))
    if state.planned.target.seconds is not None and not state.planned.is_work and not state.is_leading_in:
        whole = minutes_seconds(state.planned.target.seconds)
        text = minutes_seconds(_restart_seconds(state) if left is None else left).rjust(len(whole), DIGIT_SPACE)
        return Digits(text, "left")
    if state.is_leading_in or state.phase is not None:
        lead_in = state.lead_in_seconds if state.is_leading_in else 0.0
        return Digits(_padded(left or 0.0, max(_longest_phase(state), lead_in)), _clock_caption(state, at))
    if state.planned.target.reps is None or state.pace is Pace.GUIDED:
        return Digits(_padded(_restart_seconds(state), _longest_phase(state)), "seconds")
    return None


def _counts_down(state: State) -> bool:
    """Whether a wait or a timed hold runs, with an end to be ready for and no count beside it."""
    return state.paused is None and (state.stage is not Stage.WORK or state.planned.target.reps is None)


def _clock_caption(state: State, at: float) -> str:
    if state.is_changing and state.paused is None:
        return "space goes on now"
    if state.stage is Stage.REST:
        return "rest"
    if state.stage is Stage.READY:
        return "get into position"
    if state.is_leading_in:
        return "going on in"
    phase = state.current_phase
    if phase is None or not phase.hold:
        return "seconds"
    tenths = floor(min(phase.seconds, _kept_seconds(state.phase_seconds(at))) * 10 + 1e-6)
    return f"{tenths / 10:.1f} s held"


def _held(state: State, at: float) -> float | None:
    phase = state.current_phase
    if phase is None or not phase.hold or state.paused is not None:
        return None
    return min(1.0, _kept_seconds(state.phase_seconds(at)) / phase.seconds)


def _kept_seconds(seconds: float) -> float:
    """Seconds of a hold, rounded down to whole steps."""
    return floor(seconds / HELD_SECONDS + 1e-6) * HELD_SECONDS


def _padded(seconds: float, longest: float) -> str:
    """A whole number, padded to the width of the longest it can be."""
    return str(ceil_seconds(seconds)).rjust(len(str(ceil_seconds(longest))), DIGIT_SPACE)


def _longest_phase(state: State) -> float:
    return max(phase.seconds for phase in state.planned.exercise.cadence)


def _restart_seconds(state: State) -> float:
    """Seconds from which the phase after the pause counts down."""
    return state.planned.exercise.cadence[0].seconds - state.seconds_held


def _cue(state: State, exercise: Exercise) -> str:
    if state.stage is Stage.REST:
        return f"Have ready: {', '.join(exercise.equipment)}" if exercise.equipment else ""
    if state.stage is Stage.READY and state.planned.set == 1 and exercise.how_to:
        return exercise.how_to[0]
    if not exercise.cues:
        return ""
    turn = state.reps // REPS_PER_CUE + (state.planned.set - 1)
    return exercise.cues[turn % len(exercise.cues)]


def _changing_words(state: State) -> str:
    """What to have ready for the variant taken, while there is time for it; else empty."""
    if not state.is_changing:
        return ""
    ready = ", ".join(state.exercise.equipment)
    first = f" {state.exercise.how_to[0]}" if state.exercise.how_to else ""
    return f"Have ready: {ready}.{first}" if ready else f"No equipment.{first}"


def _following(state: State) -> str:
    if state.stage is Stage.REST:
        planned = state.planned
        return f"Next: {planned.exercise.title}, {set_words(planned)}, {_dose(state, state.index)}"
    index = state.next_open()
    if index is None:
        return "Next: done"
    planned = state.plan.sets[index]
    if planned.exercise.id == state.planned.exercise.id:
        if state.plan.is_switch(state.index, index):
            return f"Next: switch sides, {side_words(planned.side)}"
        return f"Next: {set_words(planned)}, {_rest(state, index)}"
    return f"Next: {planned.exercise.title}, {_rest(state, index)}"


def _rest(state: State, index: int) -> str:
    rest = state.plan.rest_between(state.index, index)
    return f"after {number(rest)} s of rest" if rest else "at once"


def _dose(state: State, index: int) -> str:
    planned = state.plan.sets[index]
    return target_words(planned.target, planned.exercise.unit)


def _left_words(seconds: float) -> str:
    minutes = ceil_seconds(seconds / 60)
    if minutes >= MINUTES_AS_HOURS:
        return f"{minutes // 60} h {minutes % 60} min left"
    return "the last minute" if minutes <= 1 else f"{plural(minutes, 'minute')} left"


AIR_COLUMNS = 10
"""Cells of a row that words leave free: the margins, and a gap between the action and the side."""


def words_rows(action: str, side: str, rows: int, width: int) -> tuple[int, int]:
    """Rows for the action and for the side, in a window `width` cells wide: `rows` if they can be drawn and fit.

    If both together are too wide, only the side stays large: it is shorter, and people look up for it.
    """
    rows_of_side = rows if has_glyphs(side) else 1
    beside = (block_width(side, rows) if rows_of_side > 1 else len(side)) if side else 0
    fits = has_glyphs(action) and block_width(action, rows) + beside + AIR_COLUMNS <= width
    return (rows if fits else 1), rows_of_side
