"""While getting ready, a row says how to get into position, in as many words as fit."""

from __future__ import annotations

from pathlib import Path

import pytest
from rich.cells import cell_len

from kneecoach.routine.library import exercise_files, read_exercise
from kneecoach.ui.views.layout import layout_for
from kneecoach.ui.widgets.line import Line
from tests.ui.cut import cut
from tests.ui.driver import driving

WORDS = {
    (140, 45): "Stand with your whole back against a wall, feet hip-width apart and a good step in front of it.",
    (100, 30): "Back against the wall, feet a good step in front",
    (80, 24): "Back against the wall, feet a good step in front",
}


@pytest.mark.parametrize("size", WORDS)
async def test_the_position_is_never_cut(tmp_path: Path, size: tuple[int, int]) -> None:
    routines = tmp_path / "config" / "routines"
    routines.mkdir(parents=True)
    routines.joinpath("knee-relief.toml").write_text(
        'schema = 1\nid = "knee-relief"\ntitle = "Mine"\n[[exercise]]\nuse = "wall-sit"\n'
    )
    async with driving(tmp_path, size, live=True) as driver:
        assert driver.app.screen.query_one("#cue", Line).text == WORDS[size]
        assert cut(driver.app.screen) == []


@pytest.mark.parametrize("path", exercise_files(None).values(), ids=exercise_files(None))
def test_every_position_of_the_library_fits_in_its_row(path: Path) -> None:
    spec, room = read_exercise(path).spec, layout_for(80, 24, figure=True).room
    positions = [spec.position or "", *(variant.position or "" for variant in spec.variants)]
    assert [position for position in positions if cell_len(position) > room] == []
