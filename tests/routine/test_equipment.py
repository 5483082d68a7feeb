"""What somebody lacks for an exercise, judging by its equipment."""

from __future__ import annotations

import pytest

from kneecoach.routine.equipment import lacking


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
