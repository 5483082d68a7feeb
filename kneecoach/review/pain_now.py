"""Pain reported in a session: which set it is about, and what can be done about that exercise. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from kneecoach.review.pain import Advice, during_exercise
from kneecoach.session.events import PainReported
from kneecoach.session.plan import Exercise
from kneecoach.session.state import State
from kneecoach.session.variants import easier_than, fits_session
from kneecoach.words import set_words


@dataclass(frozen=True, slots=True)
class PainContext:
    """What pain reported now is about. The question, the advice and the record all follow it."""

    exercise: Exercise
    set: str
    """The set in words, `Hip thrust, set 1 of 3`; empty before the first one."""
    is_to_come: bool
    """Whether some of the exercise remains to be done, so that it can be left out."""
    easier: tuple[str, ...]
    """The easier variants that can be taken now."""

    def advice(self, pain: int, cap: int) -> Advice | None:
        """What to do about pain above the cap, or above the exercise's own if that is lower; None up to it."""
        cap = cap if self.exercise.pain_cap is None else min(cap, self.exercise.pain_cap)
        return during_exercise(pain, cap, has_easier=bool(self.easier), is_to_come=self.is_to_come)


def pain_context(state: State) -> PainContext:
    """What pain reported in this state is about: the current set, or in a rest the one just done."""
    at_hand, belongs_to = state.planned.exercise, state.pain_belongs_to
    if belongs_to is None:
        return PainContext(at_hand, "", True, _easier(state))
    planned = state.plan.sets[belongs_to[0]]
    exercise = planned.exercise
    is_to_come = bool(state.sets_to_come(exercise.id))
    easier = _easier(state) if is_to_come and exercise.id == at_hand.id else ()
    return PainContext(exercise, f"{exercise.title}, {set_words(planned)}", is_to_come, easier)


def _easier(state: State) -> tuple[str, ...]:
    """The variants of the current exercise that are easier than how it is done now."""
    exercise, now = state.as_planned.exercise, state.variant
    return tuple(words for words in easier_than(exercise, now) if fits_session(exercise, now, words))


def pain_noted(event: PainReported, state: State) -> str:
    """`Pain 4 of 10 noted: Hip thrust, set 1 of 3.`, in the state right after the report."""
    about = state.pains[-1].index if state.pains else None
    if about is None:
        return f"Pain {event.value} of 10 noted."
    planned = state.plan.sets[about]
    return f"Pain {event.value} of 10 noted: {planned.exercise.title}, {set_words(planned)}."
