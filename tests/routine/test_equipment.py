"""What somebody lacks for an exercise, judging by its equipment."""

from __future__ import annotations

import pytest

from kneecoach.routine.equipment import lacking, to_have_ready


@pytest.mark.parametrize(
    ("equipment", "have", "lacks"),
    [
        ((), (), ()),
        (("a wall",), (), ()),
        (("a mat or carpet", "a towel"), (), ()),
        (("a chair or wall to hold",), (), ()),
        (("a sturdy chair",), (), ("a sturdy chair",)),
        (("a sturdy chair",), ("chair",), ()),
        (("a sturdy chair",), ("Chairs",), ()),
        (("two dumbbells",), ("dumbbell",), ()),
        (("loop band, medium tension",), ("band",), ()),
        (("loop band, medium tension",), ("long band",), ("loop band, medium tension",)),
        (("bench or sturdy platform, against a wall",), (), ("bench or sturdy platform, against a wall",)),
        (("a step or the lowest stair",), ("stairs",), ()),
        (("stability ball", "two dumbbells"), ("stability ball",), ("two dumbbells",)),
        (("stability ball",), ("",), ("stability ball",)),
        (("a chairlift",), ("chair",), ("a chairlift",)),
    ],
)
def test_what_is_lacking(equipment: tuple[str, ...], have: tuple[str, ...], lacks: tuple[str, ...]) -> None:
    assert lacking(equipment, have) == lacks


@pytest.mark.parametrize(
    ("entries", "listed"),
    [
        (("one dumbbell", "two dumbbells"), ("two dumbbells",)),
        (("two pillows", "a mat", "a pillow", "a mat"), ("two pillows", "a mat")),
        (("one heavier dumbbell", "two dumbbells"), ("one heavier dumbbell", "two dumbbells")),
        (("a chair or wall to hold", "a wall", "…"), ("a chair or wall to hold", "a wall", "…")),
    ],
)
def test_what_is_part_of_a_pair_is_not_listed_beside_it(entries: tuple[str, ...], listed: tuple[str, ...]) -> None:
    assert to_have_ready(entries) == listed
