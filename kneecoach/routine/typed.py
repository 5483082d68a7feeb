"""An exercise with its dose as typed on the command line: `floor-bridge/one leg=3x12,3s`. Pure."""

from __future__ import annotations

import re

from kneecoach.errors import UsageError, shortened
from kneecoach.routine.model import LibraryModel

_REPS = re.compile(
    r"(?P<sets>\d{1,3})[x×](?P<least>\d{1,4})(?:-(?P<most>\d{1,4}))?(?:,(?P<hold>\d{1,4})s)?", re.ASCII
)
_SECONDS = re.compile(r"(?P<sets>\d{1,3})[x×](?P<hold>\d{1,4})s", re.ASCII)

HOW = "write 3x12 or 3x8-12 (reps), 3x12,3s (with a hold in every rep) or 3x30s (a timed hold)"


def typed_exercise(text: str) -> tuple[str, str, str]:
    """The id, the variant and the dose of what was typed; empty without `/` and `=`.

    Raises UsageError if nothing follows the `/`.
    """
    named, _, dose = text.partition("=")
    name, slash, variant = named.partition("/")
    if slash and not variant.strip():
        raise UsageError(f"{shortened(text)!r} names no variant; write the exercise, / and the variant.")
    return name.strip(), variant.strip(), dose.strip()


def typed_dose(dose: str, said: LibraryModel) -> dict[str, object]:
    """The keys that a typed dose gives an exercise of the library. Raises UsageError if it does not fit.

    If an exercise has reps with a hold in them, typed seconds mean one rep with that hold.
    """
    has_hold = any(phase.hold for phase in said.cadence)
    if found := _SECONDS.fullmatch(dose):
        if said.reps is not None and not has_hold:
            raise UsageError(f"{said.title} is counted in reps, without a hold: write 3x12, not {dose}.")
        reps = {} if said.reps is None else {"reps": 1}
        return {"sets": int(found["sets"]), **reps, "hold": int(found["hold"])}
    found = _REPS.fullmatch(dose)
    if found is None:
        raise UsageError(f"{shortened(dose)!r} is not a dose; {HOW}.")
    if said.reps is None:
        raise UsageError(f"{said.title} is a timed hold: write 3x30s, not {dose}.")
    if found["hold"] and not has_hold:
        raise UsageError(f"{said.title} has no hold in its reps: write 3x12, not {dose}.")
    least, most = int(found["least"]), int(found["most"] or found["least"])
    hold = {"hold": int(found["hold"])} if found["hold"] else {}
    return {"sets": int(found["sets"]), "reps": least if least == most else [least, most], **hold}
