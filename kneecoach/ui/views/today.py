"""Today's session in words: how long it may take, and what that means. Pure."""

from __future__ import annotations

from kneecoach.errors import KneecoachError
from kneecoach.routine.text import plan_length
from kneecoach.routine.today import for_today
from kneecoach.session.plan import Plan
from kneecoach.text import length, plural
from kneecoach.ui.views.typed import typed_whole

STEP_MINUTES = 5
MAX_CHOICES = 6
"""At most this many lengths are offered beside the whole session."""
MAX_SHARE = 0.9
"""A length that is a larger share of the whole is not worth offering."""


def time_choices(plan: Plan) -> tuple[tuple[int, Plan], ...]:
    """Rounded numbers of minutes, the longest first, each with the plan it leads to; `plan` has all its sets."""
    whole = plan.seconds / 60
    step = STEP_MINUTES * max(1, round(whole / (STEP_MINUTES * (MAX_CHOICES + 2))))
    found: list[tuple[int, Plan]] = []
    for minutes in range(int(whole * MAX_SHARE) // step * step, 0, -step):
        short = for_today(plan, minutes=minutes)
        is_new = not found or short.sets != found[-1][1].sets
        if short.seconds + short.walk_seconds <= minutes * 60 and is_new:
            found.append((minutes, short))
    return tuple(found[:MAX_CHOICES])


def typed_minutes(text: str, whole: Plan) -> tuple[int | None, str]:
    """The minutes that were typed, or None if all of `whole` fits into them; and what they mean, in words.

    Raises KneecoachError if the text is not a whole number of at least 1.
    """
    minutes = typed_whole(text)
    if minutes < 1:
        raise KneecoachError("A session takes at least 1 minute.")
    short = for_today(whole, minutes=minutes)
    if len(short.sets) == len(whole.sets):
        return None, f"{plan_length(whole)}: as planned"
    taken = short.seconds + short.walk_seconds
    longer = f", about {length(taken)}" if taken > minutes * 60 else ""
    return minutes, f"{minutes} min: {sets_of_each(short)}{longer}"


def sets_of_each(plan: Plan) -> str:
    """`2–3 sets of each`, or `1 set, 4 of 6 exercises` if some are left out."""
    counts = {planned.exercise.id: planned.of for planned in plan.sets if planned.is_work}
    least, most = min(counts.values()), max(counts.values())
    sets = plural(most, "set") if least == most else f"{least}–{most} sets"
    gone = len(plan.shortened.left_out) if plan.shortened else 0
    of = len({planned.exercise.id for planned in plan.sets}) + gone
    return f"{sets}, {of - gone} of {of} exercises" if gone else f"{sets} of each"


def today_words(plan: Plan, minutes: int | None) -> str:
    """`as planned`, or `15 min: 1–2 sets of each`."""
    time = "" if minutes is None else f"{minutes} min: "
    return f"{time}{'as planned' if plan.shortened is None else sets_of_each(plan)}"


def variants_words(plan: Plan) -> str:
    """`as planned`, or how many exercises begin in another way than the routine says."""
    chosen = dict(plan.variants)
    others = sum(chosen.get(exercise.id) != exercise.planned_variant for exercise in plan.exercises)
    return f"{others} done another way" if others else "as planned"


def ways_words(plan: Plan) -> str:
    """Which exercises begin in a variant, and in which: `Hip thrust: no dumbbell`; empty if none does."""
    chosen = dict(plan.variants)
    return "; ".join(f"{e.title}: {chosen[e.id]}" for e in plan.exercises if e.id in chosen)
