"""The questions around a session, asked as lines of text. Enter skips each of them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import TextIO

from kneecoach.errors import KneecoachError, shortened
from kneecoach.journal.recorder import SavedRecord
from kneecoach.log.corrections import answered
from kneecoach.log.record import Record
from kneecoach.log.store import Store
from kneecoach.log.versions import answered_since
from kneecoach.plain.input import Input
from kneecoach.plain.lines import advice_lines
from kneecoach.review.pain import Offer, advises_against_training, after_session, before_session
from kneecoach.routine.model import ExerciseModel
from kneecoach.running.clock import Clock
from kneecoach.session.commands import NotNow
from kneecoach.session.keys import typed_score
from kneecoach.session.loads import TENSIONS, load_of_kind, says_none, typed_load, typed_tension
from kneecoach.session.plan import BAND, Exercise, LoadSaid, LoadUnit
from kneecoach.words import RESERVE_WORDS, typed_as


def ask_number(source: Input, out: TextIO, question: str, most: int) -> int | None:
    """A whole number from 0 to `most`, or None for no answer. Asks again until the answer is valid."""
    while True:
        answer = source.ask(f"{question} 0-{most}, or enter for no answer:", out)
        if not answer or answer == "-":
            return None
        value = typed_score(answer, most)
        if value is not None:
            return value
        print(f"A whole number from 0 to {most}, please.", file=out)


def starts(source: Input, out: TextIO, pain: int | None, cap: int) -> bool:
    """Whether to start the session.

    With pain of 8 or more the advice is not to train, and starting takes a word.
    """
    if not advises_against_training(pain):
        return True
    advice = before_session(pain, cap, ())
    print(*(advice_lines(advice) if advice else ()), sep="\n", file=out)
    if source.ask("Enter stops here for today; type start to train anyway:", out).lower() == "start":
        return True
    print("Not today. Nothing was started.", file=out)
    return False


def ask_to_start(source: Input, out: TextIO, lines: Iterable[str]) -> bool:
    """Print what is said before a session, and wait for enter. Returns whether to start."""
    print(*lines, sep="\n", file=out)
    if ask_yes(
        source, out, "Enter starts; q leaves without starting:", yes=("", "start"), no=("q", "quit", "exit")
    ):
        return True
    print("Nothing was started.", file=out)
    return False


def ask_yes(
    source: Input, out: TextIO, question: str, *, yes: Collection[str] = (), no: Collection[str] = ()
) -> bool:
    """Whether the answer is yes. The usual words count beside those given. Asks again after any other."""
    while True:
        answer = source.ask(question, out).lower().rstrip(".!")
        if answer in {*yes, "y", "yes"}:
            return True
        if answer in {*no, "n", "no"}:
            return False
        print(f"{shortened(answer)!r} is not an answer here.", file=out)


def ask_without(
    source: Input, out: TextIO, standing: Sequence[ExerciseModel], pain: int | None, cap: int
) -> tuple[str, ...]:
    """Ids of the `standing` exercises if pain speaks for leaving them out and the person agrees; otherwise none."""
    advice = before_session(pain, cap, [exercise.title for exercise in standing])
    if advice is None:
        return ()
    if not advises_against_training(pain):  # otherwise `starts` has printed it
        print(*advice_lines(advice), sep="\n", file=out)
    if Offer.WITHOUT_STANDING not in advice.offers:
        return ()
    titles = ", ".join(exercise.title for exercise in standing)
    if not ask_yes(source, out, f"y leaves out {titles} today, or enter to do them:", no=("",)):
        return ()
    print(f"Today without: {titles}.", file=out)
    return tuple(exercise.id for exercise in standing)


def ask_loads(
    source: Input,
    out: TextIO,
    exercises: Iterable[Exercise],
    offered: Mapping[str, float],
    *,
    said: Mapping[str, LoadSaid] = MappingProxyType({}),
    units: LoadUnit = LoadUnit.KG,
) -> tuple[dict[str, float], dict[str, LoadSaid]]:
    """Loads in kg by exercise id, for those of the exercises that take one, and how a load was said if not in kg.

    Enter accepts what is `offered`, or was `said` last; `no`, `none` or `-` means no load.
    """
    loads: dict[str, float] = {}
    answers: dict[str, LoadSaid] = {}
    for exercise in exercises:
        while exercise.load:
            kg, words = load_of_kind(exercise.load, offered.get(exercise.id), said.get(exercise.id))
            offer = typed_as(kg, words, units)
            over = f"enter for {offer}" if offer else "enter for none"
            is_band = exercise.load == BAND
            what = f"the band, {', '.join(TENSIONS)}, your own words" if is_band else f"load in {units}"
            answer = source.ask(f"{exercise.title}: {what}, or {over}:", out)
            try:
                if says_none(answer):
                    kg, words = None, None
                elif answer:
                    kg, words = (None, typed_tension(answer)) if is_band else typed_load(answer, units)
                loads |= {} if kg is None else {exercise.id: kg}
                answers |= {} if words is None else {exercise.id: words}
                break
            except NotNow as refused:
                print(refused, file=out)
    return loads, answers


def ask_after(source: Input, out: TextIO, saved: SavedRecord, store: Store, clock: Clock, cap: int) -> None:
    """Ask for pain and effort after the session and for a note, and save them as a new revision of its record.

    What is not answered stays as it was. Raises KneecoachError if the answers cannot be saved.
    """
    pain = ask_number(source, out, "Knee pain now?", 10)
    advice = after_session(saved.record.pain.before, pain, cap)
    if advice is not None:
        print(*advice_lines(advice), sep="\n", file=out)
    effort = ask_number(source, out, f"{RESERVE_WORDS}?", 5)
    record = with_note(source, out, saved.record)
    if pain is not None:
        record = answered(record, after=pain)
    if effort is not None:
        record = answered(record, reps_in_reserve=effort)
    if record != saved.record:
        store.amend(saved.record, clock, **answered_since(saved.record, record))


def with_note(source: Input, out: TextIO, record: Record) -> Record:
    """The session with the note that the person types, unchanged if there is none. Asks again if it is too long."""
    while True:
        note = source.ask("A note, or enter for none:", out)
        if not note or says_none(note):
            return record
        try:
            return answered(record, note=note)
        except KneecoachError as refused:
            print(refused, file=out)
