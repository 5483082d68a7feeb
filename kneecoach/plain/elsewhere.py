"""Asks in lines of text, set by set, what was done without kneecoach."""

from __future__ import annotations

from typing import TextIO

from kneecoach.errors import KneecoachError
from kneecoach.log.corrections import MAX_REPS, answered, corrected
from kneecoach.log.entered import as_planned, with_set
from kneecoach.log.record import Record, SetRecord
from kneecoach.plain.input import Input
from kneecoach.plain.questions import ask_number, with_note
from kneecoach.review.detail import set_title
from kneecoach.session.events import Outcome
from kneecoach.session.keys import decimal, typed_amount, whole_number
from kneecoach.session.plan import Target
from kneecoach.text import clean
from kneecoach.words import NOT_ENTERED, outcome_words, target_words

ANSWERS = (
    "What was done in each set? Enter: as planned. A number: that many. "
    f"n: {outcome_words(Outcome.SKIPPED)}. -: {NOT_ENTERED}.",
    "a: this and all the rest as planned.",
)


def ask_what_was_done(source: Input, out: TextIO, record: Record, *, asks_pain: bool, asks_note: bool) -> Record:
    """The session with the person's answers about its sets, the pain after it, and a note.

    If the input ends, the rest stays unknown.
    """
    print(*ANSWERS, sep="\n", file=out)
    is_rest = False
    for place, attempt in enumerate(record.sets):
        while True:
            answer = "" if is_rest else _ask(source, out, attempt)
            if answer is None:
                return record
            is_rest = is_rest or answer in {"a", "all"}
            try:
                record = _with_answer(record, place, "" if is_rest else answer)
                break
            except KneecoachError as refused:
                print(refused, file=out)
    if asks_pain:
        record = answered(record, after=ask_number(source, out, "Knee pain after it?", 10))
    return with_note(source, out, record) if asks_note else record


def _ask(source: Input, out: TextIO, attempt: SetRecord) -> str | None:
    """The typed line; None at the end of the input."""
    target = target_words(Target(attempt.target.reps, attempt.target.seconds), attempt.target.unit)
    answer = source.ask(f"{clean(attempt.title)}, {set_title(attempt)}, {target}:", out).lower()
    return None if not answer and source.is_over else answer


def _with_answer(record: Record, place: int, answer: str) -> Record:
    """The session with one answer. Raises KneecoachError if the answer is not valid."""
    attempt = record.sets[place]
    if answer == "":
        return with_set(record, place, as_planned(attempt))
    if answer == "-":
        return record
    if answer in {"n", "no", "none"}:
        return corrected(record, place, outcome=Outcome.SKIPPED)
    timed = attempt.target.reps is None
    answer = typed_amount(answer, timed=timed)
    value = decimal(answer)
    if value is None:
        unit = "second" if timed else attempt.target.unit
        raise KneecoachError(f"Answer with enter, a number of {unit}s, n, - or a, please.")
    if timed:
        return corrected(record, place, seconds=value)
    reps = whole_number(answer, MAX_REPS)
    if reps is None:
        raise KneecoachError(f"{attempt.target.unit.capitalize()}s must be a whole number from 0 to {MAX_REPS}.")
    return corrected(record, place, reps=reps)
