"""A variant in a routine, for the whole library: the session begins in it, names it, and offers all others."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import pytest

from kneecoach.journal.record_of import record_of
from kneecoach.log.record import SetRecord
from kneecoach.routine.model import LibraryModel
from kneecoach.routine.text import exercise_doses
from kneecoach.session.commands import EndSession, NotNow, TakeVariant
from kneecoach.session.plan import Plan, Target
from kneecoach.session.variants import NO_VARIANT, variant_choices, variant_kinds, variant_words
from tests.helpers import Visit, planned
from tests.log.samples import DEVICE, STARTED, a_header
from tests.routine.shipped import LIBRARY

ALL = [
    pytest.param(said, words, id=f"{name}, {words}")
    for name, said in LIBRARY.items()
    for words in dict.fromkeys((*said.easier, *said.harder, *said.without))
]


@cache
def used(name: str, words: str | None = None, more: str = "") -> Plan:
    """The plan of a routine that takes an exercise from the library in a variant, with other keys of its own."""
    variant = f'variant = "{words}"\n' if words else ""
    return planned(f'use = "{name}"\n{variant}{more}')


def done(visit: Visit, plan: Plan) -> list[SetRecord]:
    """The sets that were begun, as the record has them once the session is ended."""
    if not visit.state.is_over:
        visit.do(EndSession())
    record = record_of(a_header(plan), visit.state, DEVICE, STARTED)
    return [a for a in (*record.warm_up, *record.sets, *record.cool_down) if a.started_at is not None]


@pytest.mark.parametrize(("said", "words"), ALL)
def test_the_record_names_it_and_every_other_way_is_offered(said: LibraryModel, words: str) -> None:
    plain, plan = used(said.id), used(said.id, words)
    assert plan.variants == ((said.id, words),)
    visit = Visit(plan)
    at_hand = visit.state.as_planned.exercise
    assert variant_kinds(at_hand) == variant_kinds(plain.sets[0].exercise)
    assert [*variant_choices(at_hand)] == [NO_VARIANT, *variant_kinds(plain.sets[0].exercise)]
    visit.until(lambda state: bool(state.attempts))
    [attempt] = done(visit, plan)
    assert attempt.variant == words


@pytest.mark.parametrize(("said", "words"), ALL)
def test_it_is_named_wherever_the_routine_is_shown(said: LibraryModel, words: str) -> None:
    plan = used(said.id, words)
    [(exercise, dose)] = exercise_doses(plan)
    assert dose.words.endswith(f" · {words}")
    assert dose.variant == words
    assert exercise == plan.sets[0].exercise.done_as(words)


@pytest.mark.parametrize(("said", "words"), ALL)
def test_as_the_routine_s_own_it_is_only_named_and_in_the_list_it_keeps_its_kind(
    said: LibraryModel, words: str
) -> None:
    own, other = (used(said.id, variant).sets[0].exercise for variant in (words, None))
    kind = variant_kinds(own)[words]
    assert variant_words(own, words) == words
    assert variant_words(other, words) == f"{kind}: {words}"
    assert variant_choices(own, has_begun=False)[words] == f"{kind}: {words}, as planned"


@pytest.mark.parametrize(("said", "words"), ALL)
def test_taken_in_the_session_instead_it_is_done_the_same_way(said: LibraryModel, words: str) -> None:
    """The one difference: the routine's variant, if it has no texts of its own, is named before the how-to."""
    taken, begun = Visit(used(said.id)), Visit(used(said.id, words))
    own = said.variant_named(words)
    if own is not None and own.sides not in {None, said.sides}:
        with pytest.raises(NotNow, match="choose it before a session"):
            taken.do(TakeVariant(words))
        return
    taken.do(TakeVariant(words))
    assert begun.state.planned.target == taken.state.planned.target
    for name in ("cadence", "rest", "equipment", "position", "figure", "unit", "load"):
        assert getattr(begun.state.exercise, name) == getattr(taken.state.exercise, name), name
    assert begun.state.exercise.how_to[-len(taken.state.exercise.how_to) :] == taken.state.exercise.how_to
    begun.do(TakeVariant(NO_VARIANT))
    plain, own = taken.state.as_planned.exercise, begun.state.exercise.variants
    assert begun.state.exercise == replace(plain, planned_variant=words, variants=own)
    assert begun.state.planned.target == used(said.id).sets[0].target


@pytest.mark.parametrize(
    ("more", "of", "in_it", "in_none"),
    [
        ("reps = [6, 8]\n", 3, (6, 8), (15, 15)),
        ("sets = 2\nreps = 12\nplanned = { reps = 14 }\n", 2, (12, 12), (14, 14)),
    ],
)
def test_the_dose_is_the_routine_s_and_in_none_that_which_it_remembers(
    more: str, of: int, in_it: tuple[int, int], in_none: tuple[int, int]
) -> None:
    plan = used("hip-thrust", "one leg", more)
    visit = Visit(plan)
    assert (visit.state.planned.of, visit.state.planned.target) == (of, Target(in_it, hold_seconds=2.0))
    visit.do(TakeVariant(NO_VARIANT))
    assert visit.state.planned.target == Target(in_none, hold_seconds=2.0)
    visit.do(TakeVariant("no dumbbell"))
    assert visit.state.planned.target == Target(in_none, hold_seconds=2.0)
    visit.do(TakeVariant("one leg"))
    assert visit.state.planned.target == Target(in_it, hold_seconds=2.0)


def test_a_dose_that_is_not_the_variant_s_own_goes_for_every_way() -> None:
    visit = Visit(used("hip-thrust", "no dumbbell", "reps = 12\nrest = 45\n"))
    for words in (NO_VARIANT, "a bridge on the floor", "no dumbbell"):
        visit.do(TakeVariant(words))
        assert (visit.state.planned.target.reps, visit.state.planned.exercise.rest) == ((12, 12), 45.0), words


def test_done_in_none_the_record_says_so_and_a_set_that_is_left_has_the_routine_s_dose() -> None:
    plan = used("hip-thrust", "one leg", "sets = 3\nreps = 10\n")
    visit = Visit(plan)
    visit.do(TakeVariant(NO_VARIANT))
    visit.until(lambda state: bool(state.attempts))
    visit.do(EndSession())
    record = record_of(a_header(plan), visit.state, DEVICE, STARTED)
    assert [(a.variant, a.target.reps) for a in record.sets] == [("", (15, 15)), (None, (10, 10)), (None, (10, 10))]
    assert record.going_on is not None
    assert record.going_on.variants == {"hip-thrust": ""}


def test_one_that_only_the_routine_knows_is_offered_too() -> None:
    plan = planned('use = "hip-thrust"\nvariant = "my own way"\n')
    visit = Visit(plan)
    assert visit.state.exercise.how_to[0] == "My own way."
    visit.do(TakeVariant("no dumbbell"))
    visit.do(TakeVariant("my own way"))
    visit.until(lambda state: bool(state.attempts))
    assert [a.variant for a in done(visit, plan)] == ["my own way"]
