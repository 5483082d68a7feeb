"""The page of all movements agrees with the library, and has a picture of each."""

from __future__ import annotations

from pathlib import Path

from scripts.movement_pictures import library, page

DOCS = Path(__file__).parents[2] / "docs"


def test_the_page_in_the_tree_is_up_to_date() -> None:
    assert (DOCS / "exercises.md").read_text("utf-8") == page(), "`make docs` writes it again"


def test_every_movement_has_its_picture_and_no_other_is_left() -> None:
    drawn = {path.stem for path in (DOCS / "images" / "movements").iterdir()}
    assert drawn == {said.id for said in library()}
