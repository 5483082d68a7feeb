"""Everything that the session of a plan may say, known before it begins. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from math import inf

from kneecoach.audio import phrases, speech
from kneecoach.session.plan import Phase, Plan, PlannedSet

COUNT_SECONDS = 0.8
HIGH_COUNT_SECONDS = 1.1
SET_SECONDS = 1.3
SWITCH_SECONDS = 1.34
PHASE_SECONDS = 0.85
LONG_PHASE_SECONDS = 1.3
"""The longest that a clip may last. Counts and phases must fit into a phase of the cadence."""


def words_of(plan: Plan) -> Mapping[str, float]:
    """The phrases about the plan's exercises and sets, in the order they are said; those of variants come last.

    Each has the most seconds that its clip may last.
    """
    words: dict[str, float] = {}
    for planned in (*plan.as_begun, *_in_variants(plan)):
        for said, seconds in _words(planned):
            words[said] = min(seconds, words.get(said, inf))
    return words


def _in_variants(plan: Plan) -> Iterator[PlannedSet]:
    """One set of each exercise in no variant, and in each variant that differs in more than its name."""
    for planned in {planned.exercise.id: planned for planned in plan.sets}.values():
        yield planned
        yield from (planned.as_done(variant.words) for variant in planned.exercise.variants)


def common_words() -> Mapping[str, float]:
    """The phrases of any session, and pieces of others, each with the most seconds that its clip may last."""
    words = dict.fromkeys((*phrases.PHRASES, *phrases.PIECES), inf)
    words |= {phrases.count(n): COUNT_SECONDS for n in range(1, phrases.MAX_COUNT_CLIP + 1)}
    words |= {phrases.phase(name): PHASE_SECONDS for name in phrases.COMMON_PHASES}
    words |= {
        phrases.which_set(n, of): SET_SECONDS
        for of in range(1, phrases.MAX_WHOLE_SETS + 1)
        for n in range(1, of + 1)
    }
    return words | dict.fromkeys((phrases.SWITCH_LEFT, phrases.SWITCH_RIGHT), SWITCH_SECONDS)


def _words(planned: PlannedSet) -> Iterator[tuple[str, float]]:
    exercise = planned.exercise
    for words in (*speech.exercise(exercise), *speech.position(exercise)):
        yield words, inf
    yield from ((words, SET_SECONDS) for words in speech.which_set(planned))
    if planned.target.reps is None:
        for words in speech.timed(exercise, planned.target.seconds or 0.0)[0]:
            yield words, inf
    else:
        yield from ((phrases.phase(phase.name), _phase_seconds(phase)) for phase in exercise.cadence)
        for n in range(1, planned.most + 1):
            yield phrases.count(n), COUNT_SECONDS if n <= phrases.MAX_COUNT_CLIP else HIGH_COUNT_SECONDS
    yield speech.rest(exercise.rest)[0][0], inf


def _phase_seconds(phase: Phase) -> float:
    return max(PHASE_SECONDS, min(LONG_PHASE_SECONDS, phase.seconds - 0.2))
