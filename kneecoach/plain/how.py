"""How an exercise is done, in lines to be listened to, and how long they take. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from math import ceil

from kneecoach.session.plan import Exercise, Plan
from kneecoach.words import ready_words

WORDS_PER_MINUTE = 175.0
"""The default speaking rate of espeak-ng."""


STOPS = (".", "!", "?", ":")
"""Characters that end a sentence. Without one, the next line would be read as part of the same sentence."""


def how_lines(exercise: Exercise) -> list[str]:
    """What to have ready, how to get into position, what to do, and what to watch for."""
    lines = [f"{ready_words(exercise.equipment)}."] if exercise.equipment else []
    lines += [exercise.position] if exercise.position else []
    lines += exercise.how_to
    lines += [f"Remember: {cue}" for cue in exercise.cues]
    return [f"  {line if line.endswith(STOPS) else f'{line}.'}" for line in lines]


def seconds_to_say(lines: Iterable[str]) -> float:
    """How long it takes to say some lines, in seconds."""
    return sum(len(line.split()) for line in lines) * 60.0 / WORDS_PER_MINUTE


def paced(lines: Iterable[str], at: float) -> list[tuple[float, str]]:
    """Each line with the instant to print it, beginning at `at`: when the line before has been said."""
    found = []
    for line in lines:
        found.append((at, line))
        at += seconds_to_say([line])
    return found


def is_first_of_exercise(plan: Plan, index: int) -> bool:
    """Whether a planned set is the first of its exercise."""
    exercise = plan.sets[index].exercise.id
    return all(planned.exercise.id != exercise for planned in plan.sets[:index])


def first_exercise(plan: Plan) -> list[str]:
    """The first exercise of a session, and how it is done."""
    exercise = plan.exercises[0]
    return [f"{exercise.title}:", *how_lines(exercise)]


def with_time_to_listen(plan: Plan, beginning: Sequence[str]) -> Plan:
    """The plan with longer ready stages where a rest is too short to say how the next exercise is done.

    Before the first set, `beginning` is said too; if it is empty, the first exercise has already been explained.
    """
    chosen = dict(plan.variants)
    sets = list(plan.sets)
    first_ready = plan.first_ready
    for index, planned in enumerate(plan.sets):
        if not is_first_of_exercise(plan, index):
            continue
        seconds = seconds_to_say(how_lines(planned.exercise.done_as(chosen.get(planned.exercise.id))))
        if index:
            ready = ceil(seconds - plan.rest_between(index - 1, index))
            exercise = replace(planned.exercise, setup=max(planned.exercise.setup, ready))
            sets[index] = replace(planned, exercise=exercise)
        elif beginning:
            first_ready = max(first_ready, ceil(seconds + seconds_to_say(beginning)))
    return replace(plan, sets=tuple(sets), first_ready=first_ready)
