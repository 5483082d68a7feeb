"""What Live shows at an instant, and when that changes next. Pure."""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import ceil, floor

from kneecoach.review.last_time import NO_PAST, Past
from kneecoach.session.decide import due
from kneecoach.session.events import Stage
from kneecoach.session.plan import Pace, Phase, PlannedSet
from kneecoach.session.progress import time_left
from kneecoach.session.state import State
from kneecoach.text import ceil_seconds, minutes_seconds, number
from kneecoach.ui.views.block_text import DIGIT_SPACE
from kneecoach.ui.views.layout import Number
from kneecoach.ui.views.live_words import (
    cue_words,
    done_title,
    last_words,
    place_words,
    short_cue_words,
    short_places,
    taken_words,
    then_words,
)
from kneecoach.ui.views.pose import PICTURES_A_SECOND, PoseView, next_picture, pose_view
from kneecoach.ui.views.strip import Share, strip_of
from kneecoach.words import (
    done_words,
    number_words,
    rehearsal_words,
    set_words,
    side_words,
    stage_words,
    target_words,
)

LAST_SECONDS = 3
"""This many last seconds of a wait or a timed hold look different."""

BAR_SECONDS = 1 / PICTURES_A_SECOND
"""The tempo bar grows together with the figure, in whole multiples of this many seconds."""
MAX_BAR_STEPS = 100
"""More steps in one part could not be told apart."""

MINUTES_AS_HOURS = 100
"""From this many minutes up, the time left is shown in hours."""

MAX_PLAIN_SECONDS = 99
"""Longer waits and holds are shown in minutes and seconds."""

SHORTER_WORDS = {"Switch sides": "Switch", "Starting over": "Over again", "Continue in": "Go on in"}
"""For windows in which the usual words have no room in large letters."""


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the tempo bar: a phase, a hold, or a wait."""

    name: str
    seconds: float
    """Its length, to which its width is proportional."""
    is_hold: bool = False


@dataclass(frozen=True, slots=True)
class Tempo:
    """The tempo bar: one rep, a hold, or a wait."""

    parts: tuple[Part, ...]
    now: int | None
    """Index of the part that runs; None if none does."""
    done: float
    """Share of that part that is over, 0 to 1, in whole steps."""


@dataclass(frozen=True, slots=True)
class Reps:
    """The bar of reps of a set."""

    done: int
    least: int
    most: int


@dataclass(frozen=True, slots=True)
class Next:
    """What comes next, in words: in a rest, and while getting ready."""

    before: str
    what: str
    after: str
    last: str = ""
    """What the exercise came to the last time, and the notes on it."""
    short: str = ""
    """What is before it, what it is and which set, for a row without room for all of it."""


@dataclass(frozen=True, slots=True)
class LiveView:
    """Everything on the screen, as words and numbers."""

    title: str
    short_title: str
    """The same in fewer words."""
    place: str
    """`set 2 of 3   10 kg`."""
    short_places: tuple[str, ...]
    """The same with the leg, for a tiny window, in fewer and fewer words."""
    action: tuple[str, ...]
    """What to do now, in a word or two: `Squeeze`, `Rest`; then the same in fewer letters."""
    phases: tuple[str, ...]
    """All the words that `action` may be during this set."""
    side: str
    """`Left`, `Right`, or empty if both legs work or the side does not matter yet."""
    tone: str
    """`rest`, `ready`, `work`, `hold` or `paused`."""
    number: Number
    numbers: tuple[Number, ...]
    """Every number of this set. All of them are drawn at one size."""
    tempo: Tempo
    coming: Next | None
    """Shown in place of the names of the phases."""
    reps: Reps | None
    cue: str
    short_cue: str
    """The same in fewer words, for a row without room; may be empty."""
    following: tuple[str, str]
    """`then 90 s of rest, set 2 of 3`, and the same in fewer words."""
    strip: tuple[Share, ...]
    left: str
    """How long the session still takes, in words."""
    pose: PoseView | None
    """What the figure does."""

    is_rest: bool
    """Whether it is the view of a rest, with a small figure."""
    rehearsal: str = ""
    """`Rehearsal at speed 60`, if it is one."""


def live_view(state: State, at: float, *, moves: bool = True, speed: float = 1.0, past: Past = NO_PAST) -> LiveView:
    """The view of a started session at an instant on its axis; if not `moves`, nothing is animated.

    A `speed` other than 1 is that of a rehearsal. `past` is what is known of each exercise from before the session.
    """
    planned = state.planned
    resting = state.stage is Stage.REST
    shown = _number(state, at)
    words = "Paused" if state.paused else "Continue in" if _continues(state) else stage_words(state)
    return LiveView(
        title=done_title(state) if resting else planned.exercise.title,
        short_title=done_title(state, short=True) if resting else planned.exercise.title,
        place=_rest_so_far(state, at) if resting else place_words(state),
        short_places=(_rest_so_far(state, at, short=True),) if resting else short_places(state),
        action=(words, *((SHORTER_WORDS[words],) if words in SHORTER_WORDS else ())),
        phases=()
        if resting
        else tuple(_phase_name(planned, phase).capitalize() for phase in planned.exercise.cadence),
        side="" if planned.side == "both" or resting else planned.side.capitalize(),
        tone=_tone(state),
        number=shown,
        numbers=(shown,) if resting else _numbers(planned, state),
        tempo=_tempo(state, at, moves=moves),
        coming=_coming(state, past),
        reps=_reps(state),
        cue=taken_words(state) or cue_words(state),
        short_cue=short_cue_words(state),
        following=then_words(state),
        strip=strip_of(state, at),
        left=_left_words(time_left(state, at)),
        pose=pose_view(state, at, moves=moves),
        is_rest=resting,
        rehearsal=rehearsal_words(speed).capitalize(),
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
    phase = state.current_phase
    bar = _bar_step(phase.seconds) if phase is not None and moves else None
    longer = bar - state.phase_seconds(at) % bar if bar is not None else None
    step = min(each for each in (step, picture, longer) if each is not None)
    instant = due(state)
    return None if instant is not None and instant - at <= step + 1e-3 else step


def _tone(state: State) -> str:
    if state.paused is not None:
        return "paused"
    if state.stage is not Stage.WORK:
        return str(state.stage)
    if state.is_leading_in:
        return "ready"
    return "hold" if state.hold_under_way and not state.hold_can_continue else "work"


def _continues(state: State) -> bool:
    return state.is_leading_in and not state.is_changing and stage_words(state) == "Resuming"


def _counts(state: State) -> bool:
    """Whether the number is a count of reps, not of seconds."""
    return state.stage is Stage.WORK and state.planned.target.reps is not None and not state.is_leading_in


def _number(state: State, at: float) -> Number:
    planned, left = state.planned, state.seconds_left(at)
    if _counts(state):
        return _count(planned, state.reps)
    if left is None and state.stage is Stage.WORK:
        left = planned.exercise.cadence[0].seconds - state.seconds_held  # the hold that space will start
    longest, target = _longest(state)
    # A rest is always in minutes and seconds, as on a clock: nobody takes it for a count.
    longest = max(longest, MAX_PLAIN_SECONDS + 1) if state.stage is Stage.REST else longest
    shown = _countdown(left or 0.0, longest, target)
    runs = state.paused is None and state.until is not None
    if runs and left is not None and 0 < left <= LAST_SECONDS:
        return Number(
            shown.last.replace("3", str(ceil_seconds(left))), shown.field, target, is_last=True, last=shown.last
        )
    return shown


def _longest(state: State) -> tuple[float, str]:
    """The longest countdown of this stage in seconds, and its target."""
    if state.stage is not Stage.WORK or state.is_leading_in:
        return wait_seconds(state), ""
    seconds = state.planned.exercise.cadence[0].seconds
    longest = max(seconds, MAX_PLAIN_SECONDS + 1) if _is_walk(state.planned) else seconds
    return longest, f"/{_seconds_words(seconds, longest)}"


def wait_seconds(state: State) -> float:
    """Length of the current rest, get-ready or countdown, without pauses, in seconds."""
    plan, last = state.plan, state.last_begun
    done = last.index if last else None
    if state.is_leading_in:
        return state.lead_in_seconds
    if state.is_changing:
        return state.change_seconds
    if state.stage is Stage.REST:
        is_rest = last is not None and not plan.is_switch(last.index, state.index)
        rest = plan.sets[last.index].dosed_as(last.dose).exercise.rest if last and is_rest else 0.0
        return rest + state.rest_added
    return plan.ready_at_first(state.index) if done is None else plan.ready_before(state.index, done)


def _count(planned: PlannedSet, reps: int) -> Number:
    most = str(planned.most)
    return Number(str(reps).rjust(len(most), DIGIT_SPACE), "0" * len(most), f"/{most}")


def _countdown(left: float, longest: float, target: str) -> Number:
    field = _seconds_words(longest, longest)
    field = "".join("0" if c.isdigit() else c for c in field).rjust(2, "0")
    text = _seconds_words(left, longest)
    # The last digit keeps its place, except in minutes and seconds, where `<` would not fit behind it.
    pad = f"{DIGIT_SPACE * (len(field) - 4)} " if ":" in field else DIGIT_SPACE * (len(field) - 2)
    return Number(text.rjust(len(field), DIGIT_SPACE), field, target, last=f"{pad}>3<")


def _seconds_words(seconds: float, longest: float) -> str:
    """Seconds, or minutes and seconds if the longest one is long."""
    return str(ceil_seconds(seconds)) if longest <= MAX_PLAIN_SECONDS else minutes_seconds(seconds)


def _numbers(planned: PlannedSet, state: State) -> tuple[Number, ...]:
    """What is shown as the number during a set and while getting ready for it."""
    seconds = planned.exercise.cadence[0].seconds
    longest = max(seconds, MAX_PLAIN_SECONDS + 1) if _is_walk(planned) else seconds
    target = f"/{_seconds_words(seconds, longest)}"
    work = _count(planned, 0) if planned.target.reps else _countdown(seconds, longest, target)
    ready = max(planned.exercise.setup, state.change_seconds, state.plan.first_ready)
    return work, _countdown(ready, ready, "")


def _reps(state: State) -> Reps | None:
    reps = state.planned.target.reps
    return Reps(state.reps, *reps) if reps is not None and state.stage is Stage.WORK else None


def _tempo(state: State, at: float, *, moves: bool) -> Tempo:
    runs = state.paused is None and state.until is not None
    if state.stage is not Stage.WORK or state.is_leading_in:
        left = state.seconds_left(at) or 0.0
        whole = max(wait_seconds(state), left, 1e-6)
        # The bar of a wait moves in whole seconds, together with its number.
        return Tempo((Part("", whole),), 0, 1 - min(whole, ceil_seconds(left)) / whole)
    planned, cadence = state.planned, state.planned.exercise.cadence
    parts = tuple(
        Part(_phase_name(planned, phase), phase.seconds, phase.hold and not _is_walk(planned)) for phase in cadence
    )
    now = next((index for index, phase in enumerate(cadence) if phase.name == state.phase), None)
    if now is None or not runs:
        return Tempo(parts, now, 0.0)
    length = parts[now].seconds
    left = state.seconds_left(at) or 0.0
    step = _bar_step(length)
    held = floor((length - left) / step + 1e-6) * step if moves else max(0.0, length - ceil_seconds(left))
    return Tempo(parts, now, min(1.0, held / length))


def _bar_step(seconds: float) -> float:
    """The step, in seconds, by which the tempo bar of a part with this many seconds grows."""
    return ceil(seconds / MAX_BAR_STEPS / BAR_SECONDS - 1e-6) * BAR_SECONDS


def _coming(state: State, past: Past) -> Next | None:
    coming = _next(state)
    if coming is None or state.stage is Stage.WORK:
        return coming
    return replace(coming, last=last_words(state, past))


def _next(state: State) -> Next | None:
    planned = state.planned
    target = target_words(planned.target, planned.exercise.unit)
    if state.stage is Stage.REST:
        side = "" if planned.side == "both" else f", {side_words(planned.side)}"
        short = f"Next {planned.exercise.title}, {set_words(planned)}"
        return Next("Next", planned.exercise.title, f"{number_words(planned)}{side}, {target}", short=short)
    if state.stage is Stage.READY:
        hold = "" if planned.target.reps or _is_walk(planned) else "hold "
        return Next("", f"{hold}{target}", _tempo_words(planned))
    if state.is_leading_in:
        cadence = planned.exercise.cadence
        rep = f"then {planned.exercise.unit} {state.reps + 1} of {planned.most}"
        return Next("", rep if planned.target.reps else f"then {_phase_name(planned, cadence[0])} {target}", "")
    return None


def _is_walk(planned: PlannedSet) -> bool:
    """Whether it is a timed movement, such as a warm-up walk, and not a hold."""
    return planned.target.reps is None and not planned.is_work


def _phase_name(planned: PlannedSet, phase: Phase) -> str:
    return str(planned.exercise.kind) if _is_walk(planned) else phase.name


def _tempo_words(planned: PlannedSet) -> str:
    if planned.target.reps is None:
        return ""
    return ", ".join(f"{phase.name} {number(phase.seconds)} s" for phase in planned.exercise.cadence)


def _rest_so_far(state: State, at: float, *, short: bool = False) -> str:
    """`60 s, 15 s elapsed`; `short`: `15 of 60 s`, which is always as wide."""
    left = state.seconds_left(at) or 0.0
    if not left and state.paused is None and state.pace is Pace.SELF:
        return "READY? press enter"
    whole = ceil_seconds(max(wait_seconds(state), left))
    elapsed = whole - ceil_seconds(left)
    return f"{elapsed:>{len(str(whole))}} of {whole} s" if short else f"{whole} s, {elapsed} s elapsed"


def _left_words(seconds: float) -> str:
    minutes = ceil_seconds(seconds / 60)
    if minutes >= MINUTES_AS_HOURS:
        return f"{minutes // 60} h {minutes % 60} min left"
    return "the last minute" if minutes <= 1 else f"{minutes} min left"
