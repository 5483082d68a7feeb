"""The rows of the list and the editor fit any width, in columns."""

from __future__ import annotations

from pathlib import Path

import pytest
from rich.cells import cell_len

from kneecoach.paths import Paths
from kneecoach.routine.library import builtin_dir, read_routine
from kneecoach.routine.own import new_routine
from kneecoach.ui.views.editor import columns, exercise_line, heading
from kneecoach.ui.views.home import read_cards
from kneecoach.ui.views.parts import fitted
from kneecoach.ui.views.routines import needs, read_rows, routine_line
from tests.log.samples import folders

NOWHERE = Path("/nowhere")
ROWS = read_rows(Paths(NOWHERE, NOWHERE, NOWHERE))
EXERCISES = read_routine(builtin_dir() / "knee-relief.toml").spec.exercise


@pytest.mark.parametrize("width", [*range(12, 60, 7), 90, 120])
def test_a_row_is_never_wider_than_the_list(width: int) -> None:
    assert all(cell_len(routine_line(row, width, ROWS)) <= width for row in ROWS)
    at = columns(EXERCISES, width)
    assert all(cell_len(exercise_line(exercise, at, width)) <= width for exercise in EXERCISES)


@pytest.mark.parametrize("width", [34, 44, 90])
def test_the_columns_stand_below_their_heading(width: int) -> None:
    at = columns(EXERCISES, width)
    for exercise in EXERCISES:
        line = exercise_line(exercise, at, width)
        assert line[at.dose :].startswith(f"{exercise.sets} × ")
        assert heading(at)[at.dose :].startswith("Dose")
        if at.rest:
            assert line[at.rest :].split()[:2] == [f"{exercise.rest:g}", "s"]
            assert heading(at)[at.rest :] == "Rest"


@pytest.mark.parametrize(
    ("text", "width", "cut"),
    [("abc", 5, "abc  "), ("abcdef", 5, "abcd…"), ("椅子椅子", 5, "椅子…"), ("abc", 0, ""), ("abc", 1, "…")],
)
def test_a_text_is_cut_by_cells(text: str, width: int, cut: str) -> None:
    assert fitted(text, width) == cut


def test_what_is_needed_is_broken_between_things() -> None:
    things = ("a chair", "a mat or carpet", "a step, 10 to 20 cm high", "a wall")
    assert needs((), 40) == ""
    assert needs(things, 40) == "Needs a chair · a mat or carpet\na step, 10 to 20 cm high · a wall"
    assert needs(things, 40, 1) == "Needs a chair · a mat or carpet · …"
    assert needs(things, 32, 1) == "Needs a chair · a mat or carpet…"


def test_home_and_the_list_say_who_prescribed_a_routine(tmp_path: Path) -> None:
    paths = folders(tmp_path)
    new_routine(paths, "From Anna", prescription={"prescribed_by": "Anna", "per_week": 3})
    said = "Prescribed by Anna, 3 times a week."
    (row,) = (row for row in read_rows(paths) if row.is_own)
    (card,) = (card for card in read_cards(paths)[0] if card.id == "from-anna")
    assert (row.about, card.about) == (said, said)
