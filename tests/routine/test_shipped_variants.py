"""Every variant in the library that ships: what its how-to says is what is counted, said and shown."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

import pytest

from kneecoach.routine.equipment import words_of
from kneecoach.routine.model import LibraryModel, VariantModel
from kneecoach.routine.planner import exercise_of
from kneecoach.session.plan import BAND
from tests.routine.shipped import LIBRARY

VARIANTS = [pytest.param(name, v, id=f"{name}, {v.words}") for name in LIBRARY for v in LIBRARY[name].variants]


def phases(said: LibraryModel, words: str | None = None) -> list[str]:
    """The phases of a rep, in a variant by its name."""
    return [phase.name for phase in exercise_of(said).done_as(words).cadence]


def stems(text: str) -> set[str]:
    """The words of a text, without verb endings: `straightening` and `straighten` are the same."""
    return {re.sub(r"(ing|s)$", "", word) for word in re.findall(r"[a-z]+", text.lower())}


@pytest.mark.parametrize(
    "name", [name for name in LIBRARY if {"on a firm bed", "on a bed"} & {*LIBRARY[name].without}]
)
def test_on_a_bed_it_needs_a_bed_and_no_mat(name: str) -> None:
    [words] = {"on a firm bed", "on a bed"} & {*LIBRARY[name].without}
    assert exercise_of(LIBRARY[name]).done_as(words).equipment == ("a firm bed",)


@pytest.mark.parametrize(("name", "variant"), VARIANTS)
def test_a_phase_that_a_variant_s_how_to_no_longer_names_is_not_in_its_cadence(
    name: str, variant: VariantModel
) -> None:
    """If the leg stays on the floor, nothing says lift and lower."""
    said = LIBRARY[name]
    if said.reps is None or variant.how_to is None:
        return
    whole, own = stems(" ".join(said.how_to)), stems(" ".join(variant.how_to))
    named = {phase: phase.split()[0] for phase in phases(said, variant.words)}
    assert [phase for phase, verb in named.items() if verb in whole and verb not in own] == []


@pytest.mark.parametrize(("name", "variant"), VARIANTS)
def test_a_cadence_of_a_variant_s_own_is_said_in_its_how_to(name: str, variant: VariantModel) -> None:
    said = stems(" ".join((*(variant.how_to or ()), variant.position or "")))
    unsaid = [phase.name for phase in variant.cadence if not said & stems(phase.name)]
    assert set(unsaid) <= {"curl in"}, "the how-to of a leg curl says pull"


@pytest.mark.parametrize("name", LIBRARY)
def test_a_variant_that_leaves_something_out_says_what_is_left(name: str) -> None:
    said = LIBRARY[name]
    bare = {words for words in (*said.easier, *said.harder, *said.without) if re.match(r"(only|just)\b", words)}
    assert bare <= {variant.words for variant in said.variants if variant.how_to}


@pytest.mark.parametrize("name", LIBRARY)
def test_a_variant_that_is_another_exercise_has_its_phases(name: str) -> None:
    said = LIBRARY[name]
    titles = {other.title.lower(): other for id_, other in LIBRARY.items() if id_ != name}
    for words in (*said.easier, *said.harder, *said.without):
        for title, other in titles.items():
            if re.search(rf"\b{title}s?\b", words) and said.reps and other.reps:
                assert set(phases(other)) <= set(phases(said, words)), words


WITHOUT = [pytest.param(name, words, id=f"{name}, {words}") for name in LIBRARY for words in LIBRARY[name].without]
EQUIPMENT = {
    *(
        "backpack",
        "ball",
        "band",
        "bed",
        "bench",
        "carpet",
        "chair",
        "cushion",
        "door",
        "dumbbell",
        "mat",
        "pillow",
    ),
    *("platform", "slider", "sofa", "stair", "step", "strap", "table", "towel", "wall", "worktop"),
}


@pytest.mark.parametrize(("name", "words"), WITHOUT)
def test_a_way_without_the_equipment_needs_less_or_something_else(name: str, words: str) -> None:
    """It names what it needs, so that nobody is asked for what they said they have not got."""
    said = LIBRARY[name]
    variant = said.variant_named(words)
    assert variant is not None
    assert variant.equipment is not None
    assert replaced(said, variant.equipment), "it needs all that the exercise needs"


@pytest.mark.parametrize(("name", "words"), WITHOUT)
def test_a_way_without_the_equipment_never_tells_of_it(name: str, words: str) -> None:
    said = LIBRARY[name]
    done = exercise_of(said).done_as(words)
    gone = things(replaced(said, done.equipment)) - things(done.equipment)
    assert gone & things((done.position, *done.how_to, *done.cues)) == set()


def replaced(said: LibraryModel, equipment: Sequence[str]) -> list[str]:
    """The entries of an exercise's equipment that another equipment does without."""
    return [entry for entry in said.equipment if not set(words_of(entry)) <= set(words_of(" ".join(equipment)))]


def things(texts: Iterable[str]) -> set[str]:
    """The pieces of equipment that are named in some texts. A stair is a step."""
    named = {word for text in texts for word in words_of(text)} & EQUIPMENT
    return named | ({"step"} if "stair" in named else set())


BANDS, WEIGHTS = {"band", "strap"}, {"backpack", "dumbbell", "weight"}
WAYS = [
    pytest.param(name, words, id=f"{name}, {words or 'as planned'}")
    for name in LIBRARY
    for words in (None, *dict.fromkeys((*LIBRARY[name].easier, *LIBRARY[name].harder, *LIBRARY[name].without)))
]


@pytest.mark.parametrize(("name", "words"), WAYS)
def test_what_is_done_with_a_band_or_a_weight_takes_its_load_and_nothing_else_does(
    name: str, words: str | None
) -> None:
    done = exercise_of(LIBRARY[name]).done_as(words)
    needed = {word for entry in done.equipment for word in words_of(entry)}
    assert done.load == (BAND if needed & BANDS else bool(needed & WEIGHTS))
