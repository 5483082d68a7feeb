"""What a terminal keeps is counted and bounded."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kneecoach.ui.terminal.stored import BYTES_A_PIXEL, MAX_STORED_BYTES, StoredPictures


def test_the_pictures_shown_least_lately_go_first() -> None:
    stored = StoredPictures(most=3 * 100 * BYTES_A_PIXEL)
    one, two, three = (stored.add(name, (10, 10))[0] for name in ("a", "b", "c"))
    assert stored.number("a") == one
    _, gone = stored.add("d", (10, 20))
    assert gone == [two, three]
    assert "a" in stored and "b" not in stored and "c" not in stored


def test_emptied_it_names_all_and_starts_with_new_numbers() -> None:
    stored = StoredPictures()
    numbers = [stored.add(name, (5, 5))[0] for name in "abc"]
    assert stored.clear() == numbers
    assert (len(stored), stored.bytes) == (0, 0)
    assert stored.add("a", (5, 5))[0] not in numbers


@given(st.lists(st.tuples(st.integers(0, 40), st.integers(1, 900), st.integers(1, 900)), max_size=60))
def test_never_more_than_the_bound_is_kept_and_no_number_is_used_twice(
    pictures: list[tuple[int, int, int]],
) -> None:
    stored, kept, used = StoredPictures(), dict[int, int](), set[int]()
    for name, wide, high in pictures:
        if stored.number(name) is not None:
            continue
        number, gone = stored.add(name, (wide, high))
        assert number not in used
        used.add(number)
        for old in gone:
            del kept[old]
        kept[number] = wide * high * 4
        assert stored.bytes == sum(kept.values()) <= MAX_STORED_BYTES
        assert len(stored) == len(kept)
    assert MAX_STORED_BYTES == 64 * 2**20
