"""What Home says of the last session."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from kneecoach.ui.views.home import last_session_words
from tests.log.samples import a_record


@pytest.mark.parametrize(
    ("began", "today", "words"),
    [
        (date(2026, 11, 5), date(2026, 11, 5), "today · Thu 5 Nov · "),
        (date(2026, 12, 30), date(2027, 1, 2), "3 days ago · Wed 30 Dec · "),
        (date(2025, 8, 5), date(2026, 11, 27), "479 days ago · Tue 5 Aug 2025 · "),
    ],
)
def test_the_day_of_a_session_long_ago_has_its_year(began: date, today: date, words: str) -> None:
    record = a_record(started_at=datetime(began.year, began.month, began.day, 10, tzinfo=UTC))
    label, said = last_session_words([record], today)
    assert label == "Last session"
    assert said.startswith(words)
