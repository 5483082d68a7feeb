"""A session's events as lines of text. Pure."""

from __future__ import annotations

from kneecoach.plain.how import how_lines, is_first_of_exercise
from kneecoach.review.last_time import NO_PAST, Past, notes_of
from kneecoach.review.pain import GET_HELP, Advice
from kneecoach.review.pain_now import pain_context, pain_noted
from kneecoach.session.events import (
    AttemptEnded,
    Event,
    HoldEnded,
    Interrupted,
    LoadSet,
    NoteSet,
    Outcome,
    PaceChanged,
    PainReported,
    Paused,
    PhaseStarted,
    RepCounted,
    RestAdjusted,
    Resumed,
    SessionEnded,
    SessionResumed,
    Stage,
    StageStarted,
    Undone,
    VariantTaken,
)
from kneecoach.session.keys import what_is_easier
from kneecoach.session.plan import Pace, Plan, PlannedSet
from kneecoach.session.state import State
from kneecoach.session.variants import NO_VARIANT, variant_words
from kneecoach.text import capitalized, clean, length, number, plural, tenths
from kneecoach.words import (
    ENDED_WORDS,
    NO_EQUIPMENT,
    done_words,
    noted_load_words,
    outcome_words,
    pace_words,
    ready_words,
    set_dose_words,
    set_words,
)

GO_ON = "Press p and enter to go on."
"""What ends a pause."""
MIN_LONG_READY = 20.0
"""A ready stage of at least this many seconds says how it can be ended early."""


def lines_for(event: Event, state: State, past: Past = NO_PAST) -> list[str]:
    """What a screen reader should say about `event`; `state` is the state after it, or after later events.

    `past` is what is known of each exercise from before the session.
    """
    match event:
        case StageStarted():
            return _stage(event, state, past)
        case PhaseStarted():
            timed = state.planned.target.reps is None
            # Phases are printed once a set. After that, the counts keep time.
            if timed:
                what = "Hold" if state.planned.is_work else state.planned.exercise.title
                return [f"{what}, {number(event.seconds)} s."]
            return [f"{event.phase}, {number(event.seconds)} s"] if event.rep == 1 or event.hold else []
        case HoldEnded() if not _held_in(event, state).is_work:
            return []  # what was held is said when the warm-up or cool-down ends
        case HoldEnded():
            held = tenths(event.seconds)
            return [f"Held {held} s."] if held != "0" else []
        case RepCounted():
            return [f"{event.rep} of {event.of}"]
        case AttemptEnded():
            ended = next((a for a in reversed(state.attempts) if a.index == event.index), None)
            planned = state.plan.sets[event.index].dosed_as(ended.dose if ended else None)
            done = done_words(event.reps, event.seconds, planned.target, planned.exercise.unit)
            again = f", attempt {event.attempt}" if event.attempt > 1 else ""
            word = outcome_words(event.outcome).capitalize()
            return [f"{word}: {planned.exercise.title}, {set_words(planned)}{again}: {done}."]
        case Paused():
            return [f"Paused. {GO_ON}"]
        case Interrupted():
            return [f"Interrupted: {event.reason}. Paused; press p and enter to go on."]
        case Resumed():
            return [_going_on(state)]
        case Undone():
            going_on = "" if state.paused is None else f" {GO_ON}"
            return [f"Undone: {event.what}. Now at {_set(state.planned)}.{going_on}"]
        case PaceChanged():
            return [pace_words(event.value, "space and enter")]
        case RestAdjusted():
            return [f"{number(round(event.value))} s of rest left."]
        case LoadSet():
            return [noted_load_words(event, state)]
        case NoteSet():
            what = f": {clean(event.value)}" if event.value else " removed"
            return [f"Note on {state.planned.exercise.title}{what}."]
        case VariantTaken():
            return _variant(event, state)
        case PainReported():
            return [pain_noted(event, state)]
        case SessionResumed():
            return [f"At {_set(state.planned)}, {_done_so_far(event, state)}."]
        case SessionEnded():
            return [f"{ENDED_WORDS[event.status]}."]
        case _:
            return []


def _held_in(event: HoldEnded, state: State) -> PlannedSet:
    """The planned set to which a hold belonged; the session may already be at the next one."""
    last = state.attempts[-1] if state.attempts else None
    return state.plan.sets[last.index] if last is not None and last.ended == event.at else state.as_planned


def _done_so_far(event: SessionResumed, state: State) -> str:
    """How much of the set was done before the session was cut off: `3 reps counted`, `14 of 30 s held`."""
    target, unit = state.planned.target, state.planned.exercise.unit
    if target.reps is None:
        return f"{done_words(event.reps, max(state.holds, default=0.0), target, unit)} held"
    return f"{plural(event.reps, unit)} counted"


def _going_on(state: State) -> str:
    if state.stage is Stage.READY and state.is_changing:
        return "Enter starts at once."
    working = state.stage is Stage.WORK and state.pace is Pace.GUIDED
    at_once = " Enter resumes now." if state.is_changing else ""
    return f"Resuming in {number(state.lead_in_seconds)} s.{at_once}" if working else f"Resuming.{at_once}"


def _variant(event: VariantTaken, state: State) -> list[str]:
    """The variant and, if more than its name differs, what to have ready and how to do it."""
    planned = state.as_planned.exercise
    again = "" if state.left_at(event.at) is None else " The set begins again."
    lines = [f"{planned.title} from now on, {variant_words(planned, event.value)}.{again}"]
    if not event.value:
        return [*lines, _going_on(state)] if state.is_changing and state.paused is None else lines
    if state.exercise == planned:
        return lines
    lines.append(f"{ready_words(state.exercise.equipment) or NO_EQUIPMENT}.")
    if state.exercise.position != planned.position:
        lines.append(f"  {state.exercise.position.rstrip('.')}.")
    if state.exercise.how_to != planned.how_to:
        lines += [f"  {step}" for step in state.exercise.how_to]
    return [*lines, _going_on(state)] if state.is_changing and state.paused is None else lines


def _set(planned: PlannedSet) -> str:
    return f"{planned.exercise.title}, {set_words(planned)}"


def _stage(event: StageStarted, state: State, past: Past) -> list[str]:
    planned = state.set_at(event.index)
    last = past.last_times.get(planned.exercise.id)
    last_line = [f"Last time: {last}."] if last else []
    last_line += [f"Note: {note}." for note in notes_of(planned.exercise, state, past)]
    dose = set_dose_words(planned.target, planned.exercise.unit)
    match event.stage:
        case Stage.REST:
            return [f"Rest, {length(event.seconds or 0)}. Next: {_set(planned)}: {dose}.", *last_line]
        case Stage.READY:
            at_once = " Enter starts at once." if (event.seconds or 0) >= MIN_LONG_READY else ""
            lines = [f"Get ready, {number(event.seconds or 0)} s: {_set(planned)}: {dose}.{at_once}"]
            return lines if _comes_after_a_rest(event, state) else [*lines, *last_line]
        case _:
            by_hand = "" if event.seconds is not None else " Space and enter for each."
            return [f"Go: {dose}.{by_hand}"]


def explanation(event: StageStarted, state: State) -> list[str]:
    """How an exercise is done, for the rest before its first set or, if there is none, for its ready stage."""
    is_new = event.attempt == 1 and is_first_of_exercise(state.plan, event.index)
    is_said = event.stage is Stage.READY and _comes_after_a_rest(event, state)
    if not is_new or is_said or event.stage not in {Stage.REST, Stage.READY}:
        return []
    planned = state.plan.sets[event.index].exercise
    chosen = state.variants.get(planned.id)
    way = variant_words(planned, chosen or NO_VARIANT)
    is_planned = chosen == planned.planned_variant
    how = how_lines(state.exercise_at(event.index))
    if is_planned and chosen is None:
        return how
    return [f"  {capitalized(way)}." if is_planned else f"  Today {way}.", *how]


def _comes_after_a_rest(event: StageStarted, state: State) -> bool:
    """Whether the rest before this set has said what was done last time, or the other leg has just done the set."""
    done = state.last_begun
    if done is None:
        return False
    if state.plan.is_switch(done.index, event.index):
        return True
    last = state.attempts[-1]
    if last.outcome is Outcome.SKIPPED and last.ended == event.at:
        return False  # a set skipped before its first rep has no rest after it
    return state.plan.rest_between(done.index, event.index) > 0


def today_lines(plan: Plan) -> list[str]:
    """How today differs from the routine: fewer sets, exercises left out, and exercises done another way."""
    lines = []
    if (short := plan.shortened) is not None:
        left_out = ", ".join(id_.replace("-", " ") for id_ in short.left_out)
        without = f", without {left_out}" if left_out else ""
        lines.append(f"Short today: {plan.size} of the routine's {short.sets} sets{without}.")
    chosen = dict(plan.variants)
    others = (e for e in plan.exercises if e.id in chosen and chosen[e.id] != e.planned_variant)
    return [*lines, *(f"{e.title} today: {chosen[e.id]}." for e in others)]


def pain_lines(value: int, state: State, cap: int) -> list[str]:
    """For pain above the cap: the advice, the easier variants, and the keys for them; otherwise nothing."""
    felt = pain_context(state)
    advice = felt.advice(value, cap)
    if advice is None:
        return []
    easier = [what_is_easier(felt.exercise, felt.easier)] if felt.easier else []
    is_at_hand = felt.is_to_come and felt.exercise.id == state.planned.exercise.id
    skip = f"N and enter skips {felt.exercise.title}; " if is_at_hand else ""
    return [*advice_lines(advice), *easier, f"{skip}q and enter stops and saves; p and enter goes on."]


def advice_lines(advice: Advice) -> list[str]:
    """Advice as lines. Text mode has no Help screen, so advice that refers to it is followed by its text."""
    words = advice.words.replace("see Help", "get help")
    return [words] if words == advice.words else [words, *GET_HELP.splitlines()]
