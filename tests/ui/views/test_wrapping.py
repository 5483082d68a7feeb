"""Words in little room."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from kneecoach.ui.views.wrapping import cut_at_word

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
    assert cut_at_word(LAST, room) == said


@given(st.text(st.sampled_from("ab 日,"), max_size=30), st.integers(0, 20))
def test_it_has_room_and_is_a_beginning_of_the_text(text: str, room: int) -> None:
    said = cut_at_word(text, room)
    assert cell_len(said) <= max(room, 0)
    assert text.startswith(said.removesuffix("…"))
