"""The list of exercises on Live: marks, titles and doses."""

from __future__ import annotations

import pytest

from kneecoach.ui.views.strip import Share, list_rows, names

SHARES = [
    Share("Quad stretch", "2 × 30 s each leg", 120, 1.0, False),
    Share("Hip thrust", "3 × 15", 225, 0.5, True),
    Share("スクワット", "3 × 8–12", 100, 0.0, False),
]


def test_each_exercise_has_its_dose_under_one_another() -> None:
    assert list_rows(SHARES, 34, 3) == (
        "✓ Quad stretch   2 × 30 s each leg",
        "▶ Hip thrust     3 × 15",
        "  スクワット     3 × 8–12",
    )


@pytest.mark.parametrize("width", [33, 20])
def test_where_one_dose_has_no_room_there_are_titles_only(width: int) -> None:
    assert list_rows(SHARES, width, 3) == ("✓ Quad stretch", "▶ Hip thrust", "  スクワット")


def test_where_there_are_too_few_rows_those_around_the_current_one_are_listed() -> None:
    assert [row.split()[0] for row in list_rows(SHARES, 14, 2)] == ["✓", "▶"]
    assert list_rows(SHARES, 8, 1) == ("▶ Hip t…",)


@pytest.mark.parametrize(
    ("title", "cells", "name"),
    [
        ("Wall sit", 8, "Wall sit"),
        ("Wall sit", 5, "Wall"),
        ("Quad set", 5, "Quad"),
        ("Step down", 6, "Step"),
        ("Sit to stand", 8, "Sit"),
        ("Hip thrust", 8, "Thrust"),
        ("Lateral band walk", 10, "Band walk"),
    ],
)
def test_a_short_name_of_an_exercise_still_names_it(title: str, cells: int, name: str) -> None:
    assert names((title,), (cells,), 0) == (name,)
