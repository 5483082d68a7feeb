"""Lines of two parts: what fits is shown by whole parts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kneecoach.ui.views.parts import aligned, whole_parts

WORDS = st.text("ab ·", max_size=30)


@pytest.mark.parametrize(
    ("text", "room", "shown"),
    [
        ("2 × 30 s each leg", 17, "2 × 30 s each leg"),
        ("2 × 30 s each leg", 16, "2 × 30 s each"),
        ("2 × 30 s each leg", 8, "2 × 30 s"),
        ("3 × 15–20 steps", 9, "3 × 15–20"),
        ("Sat 14 Nov · 37 min · 23 of 26 sets", 30, "Sat 14 Nov · 37 min"),
        ("left 20, right 22", 9, "left 20"),
        ("indivisible", 5, ""),
        ("", 0, ""),
    ],
)
def test_it_is_cut_between_parts_or_words(text: str, room: int, shown: str) -> None:
    assert whole_parts(text, room) == shown


def test_the_second_parts_stand_in_one_column() -> None:
    lines = aligned((("Quad stretch", "2 × 30 s each leg"), ("Hip thrust", "3 × 15 reps")), 80)
    assert lines == ["Quad stretch   2 × 30 s each leg", "Hip thrust     3 × 15 reps"]


def test_where_room_is_short_the_gap_is_smaller() -> None:
    assert aligned((("Stability ball leg curl", "3 × 15–20 steps each leg"),), 34) == [
        "Stability ball leg curl  3 × 15–20"
    ]


@given(st.lists(st.tuples(WORDS, WORDS), max_size=5), st.integers(35, 60))
def test_no_line_is_wider_than_its_room(pairs: list[tuple[str, str]], width: int) -> None:
    assert all(len(line) <= width for line in aligned(tuple(pairs), width))
