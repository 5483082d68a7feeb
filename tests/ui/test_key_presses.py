"""A key that comes again soon does not count on the screen that opened meanwhile."""

from __future__ import annotations

import pytest

from kneecoach.ui.debounce import KeyPresses


@pytest.mark.parametrize(
    ("key", "after", "counts"),
    [
        ("2", 0.4, False),
        ("2", 0.8, True),
        ("enter", 0.4, False),
        ("enter", 0.8, True),
        ("d", 0.4, False),
        ("d", 0.8, True),
        ("n", 0.1, False),
        ("n", 0.4, True),
    ],
)
def test_a_key_pressed_twice_answers_one_question_only(key: str, after: float, counts: bool) -> None:
    """After pain 2, the second easier variant has the key 2; `d` asks whether to delete, and then says yes."""
    presses = KeyPresses()
    assert presses.counts(key, 10.0, "how much does it hurt")
    assert presses.counts(key, 10.0 + after, "what to do about it") is counts


def test_where_a_digit_is_typed_it_counts_as_often_as_it_comes() -> None:
    presses = KeyPresses()
    assert all(presses.counts("1", 10.0 + number / 10, "a field") for number in range(5))
