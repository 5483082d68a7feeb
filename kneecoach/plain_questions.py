"""The questions around a session, asked as lines of text. Every one can be passed over with enter."""

from __future__ import annotations

from typing import TextIO

from kneecoach.clock import Clock
from kneecoach.keys import kilograms, whole_number
from kneecoach.log.keeper import Saved
from kneecoach.log.store import Store
from kneecoach.plain import Input
from kneecoach.routine.model import Routine
from kneecoach.session.commands import NotNow


def ask_number(source: Input, out: TextIO, question: str, most: int) -> int | None:
    """A whole number from 0 to `most`, or None when passed over; asked again until it is one."""
    while True:
        answer = source.ask(f"{question} 0-{most}, or enter to pass over:", out)
        if not answer:
            return None
        number = whole_number(answer, most)
        if number is not None:
            return number
        print(f"A whole number from 0 to {most}, please.", file=out)


def ask_loads(source: Input, out: TextIO, routine: Routine) -> dict[str, float]:
    """Loads in kg by exercise id, for the exercises that take one."""
    loads: dict[str, float] = {}
    for exercise in routine.says.exercise:
        while exercise.load:
            answer = source.ask(f"{exercise.title}: load in kg, or enter to pass over:", out)
            if not answer:
                break
            try:
                loads[exercise.id] = kilograms(answer)
                break
            except NotNow as refused:
                print(refused, file=out)
    return loads


def ask_after(source: Input, out: TextIO, saved: Saved, store: Store, clock: Clock) -> None:
    """Pain and effort after the session, as a new revision of its record."""
    pain = ask_number(source, out, "Knee pain now?", 10)
    effort = ask_number(source, out, "How many more good reps had you left?", 5)
    if pain is None and effort is None:
        return
    after = saved.record.pain.model_copy(update={"after": pain})
    store.amend(saved.record, clock, pain=after, reps_in_reserve=effort)
