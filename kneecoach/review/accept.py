"""Accepting a suggestion: it goes to the person's own copy of the routine."""

from __future__ import annotations

from datetime import datetime

from kneecoach.paths import Paths
from kneecoach.review.progress import Suggestion
from kneecoach.routine.model import Routine


def apply(paths: Paths, suggestion: Suggestion, now: datetime) -> Routine:
    """Write an accepted suggestion to the user's own copy of the routine, and return the changed routine.

    `undo_step.take_back` undoes it. Sessions before `now` (aware) then no longer count for the exercise. Raises
    KneecoachError, for example if the exercise has changed since.
    """
    # Imported here: few suggestions are accepted, and the code that edits files takes a megabyte.
    from kneecoach.routine.edit import change_exercise

    step = suggestion.step
    values: dict[str, object] = {step.key: step.new}
    values |= dict(step.dose)
    if step.planned is not None:
        values["planned"] = dict(step.planned) or None
    if step.load_kg is not None:
        values["load_kg"] = step.load_kg
    values["changed"] = now.replace(microsecond=0)
    # A load is what was last lifted. It need not be in the file.
    expected = {} if step.key == "load_kg" else {step.key: step.old}
    return change_exercise(
        paths, suggestion.routine, suggestion.exercise, values, expected=expected, words=suggestion.words
    )
