"""Words in little room."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from kneecoach.ui.views.wrapping import cut, cut_clause, wrap_all

WORDS = st.lists(st.text("abあ膝🦵-,·", min_size=1)).map(" ".join)


@given(WORDS, st.integers(4, 30), st.sampled_from(["", "  "]), st.sampled_from(["", "   "]))
def test_all_of_a_text_is_in_its_lines_and_none_is_too_wide(text: str, room: int, first: str, others: str) -> None:
    lines = wrap_all(text, room + 3, first=first, others=others)
    assert all(cell_len(line) <= room + 3 for line in lines)
    assert all(line.startswith(others) for line in lines[1:])
    bare = [line.removeprefix(others if at else first) for at, line in enumerate(lines)]
    assert "".join(bare).replace(" ", "") == text.replace(" ", "")


LAST = 'Last time 15, 12 at 8 kg · "bench one notch lower"'


@pytest.mark.parametrize(
    ("room", "said"),
    [
        (60, LAST),
        (len(LAST), LAST),
        (len(LAST) - 1, 'Last time 15, 12 at 8 kg · "bench one notch…'),
        (36, 'Last time 15, 12 at 8 kg · "bench…'),
        (30, "Last time 15, 12 at 8 kg…"),
        (15, "Last time 15…"),
        (3, "La…"),
        (0, ""),
    ],
)
def test_what_is_cut_ends_with_a_whole_word(room: int, said: str) -> None:
    assert cut(LAST, room) == said


@pytest.mark.parametrize(
    ("text", "room", "said"),
    [
        ("easier: sit and pull the toes towards you", 33, "easier: sit and pull the toes…"),
        ("34 sessions, newest first; 1 hidden", 30, "34 sessions, newest first…"),
        ("both did the same in 4 weeks (1 session)", 38, "both did the same in 4 weeks…"),
        ("The set begins again. Recorded: 3 steps of 15–20.", 45, "The set begins again. Recorded: 3 steps of…"),
        ("Have ready: chair, wall, towel, cushion", 34, "Have ready: chair, wall, towel…"),
        ("Dumbbell reverse lunge", 18, "Dumbbell reverse…"),
        ("Standing hip abduction", 20, "Standing hip abduct…"),
    ],
)
def test_it_ends_with_a_word_unless_too_much_would_be_lost(text: str, room: int, said: str) -> None:
    assert cut(text, room) == said


@pytest.mark.parametrize(
    ("text", "room", "said"),
    [
        ("Hold on to a chair, and bring your heel to your buttock", 38, "Hold on to a chair…"),
        ("A dumbbell in each hand. Step straight back", 38, "A dumbbell in each hand…"),
        ("guided: the coach counts", 15, "guided…"),
        ("Next Hip thrust, set 1 of 3", 27, "Next Hip thrust, set 1 of 3"),
        ("Next Hip thrust, set 1 of 3", 26, "Next Hip thrust…"),
        ("easier: sit and pull the toes towards you", 33, "easier: sit and pull the toes…"),
        ("Last time 15, 15, 12 reps", 18, "Last time 15, 15…"),
        ("Face the wall, both hands on it", 60, "Face the wall, both hands on it"),
        ("anything", 0, ""),
    ],
)
def test_an_instruction_ends_with_a_clause_where_there_is_one(text: str, room: int, said: str) -> None:
    assert cut_clause(text, room) == said


@given(st.text(st.sampled_from("ab 日,"), max_size=30), st.integers(0, 20))
def test_it_has_room_and_is_a_beginning_of_the_text(text: str, room: int) -> None:
    for said in (cut(text, room), cut_clause(text, room)):
        assert cell_len(said) <= max(room, 0)
        assert text.startswith(said.removesuffix("…"))
