"""The list of exercises: what a search finds, and what a row says."""

from __future__ import annotations

from pathlib import Path

import pytest

from kneecoach.paths import Paths
from kneecoach.routine.movements import find_movement, read_movements
from kneecoach.ui.views.movement_list import matching, place_words, row_text

NOWHERE = Path("/nowhere")
MOVEMENTS = read_movements(Paths(NOWHERE, NOWHERE, NOWHERE))[0]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("hip thrust", ["hip-thrust"]),
        ("  THRUST  hip ", ["hip-thrust"]),
        ("ball", ["ball-leg-curl"]),
        ("wall back of the thigh", ["standing-hamstring-curl", "hip-thrust"]),
        ("front of the hip", ["hip-flexor-stretch"]),
        ("no such thing", []),
    ],
)
def test_every_word_is_looked_for_in_title_equipment_and_muscles(text: str, found: list[str]) -> None:
    listed = [MOVEMENTS[i].exercise.id for i in matching(MOVEMENTS, text)]
    assert [id_ for id_ in listed if id_ in found] == found
    assert bool(listed) == bool(found)
    assert len(listed) <= max(1, len(found))


def test_without_words_all_are_listed() -> None:
    assert matching(MOVEMENTS, " ") == tuple(range(len(MOVEMENTS)))


def test_a_row_has_its_dose_where_there_is_room_in_one_column_with_the_others() -> None:
    thrust = find_movement(MOVEMENTS, "hip-thrust")
    assert row_text(thrust, 30, 24) == "Hip thrust"
    assert row_text(thrust, 60, 24) == f"{'Hip thrust':<26}3 × 15 reps, 2 s hold"


def test_the_place_says_how_many_were_found() -> None:
    assert place_words(2, 31, 31) == "3 of 31"
    assert place_words(0, 4, 31) == "1 of 4 found"


def test_titles_that_have_the_words_come_first() -> None:
    def first(text: str) -> str:
        return MOVEMENTS[matching(MOVEMENTS, text)[0]].exercise.id

    assert first("wall s") in {"wall-sit", "wall-squat"}  # and not a stretch at a wall
    assert first("leg r") == "straight-leg-raise"  # and not a curl, which has an r in it
    assert first("wall sit") == "wall-sit"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("step", ["step-up", "step-down"]),
        ("bridge", ["floor-bridge", "bridge-walkout"]),
        ("squat", ["mini-squat", "wall-squat", "spanish-squat", "split-squat"]),
        ("deadlift", ["single-leg-deadlift"]),
        ("hold", []),
    ],
)
def test_of_titles_that_are_equally_near_the_plainer_comes_first(text: str, found: list[str]) -> None:
    listed = [MOVEMENTS[i] for i in matching(MOVEMENTS, text)]
    assert [each.exercise.id for each in listed if text in each.exercise.title.lower()] == found
    assert [each.exercise.id for each in listed[: len(found)]] == found
