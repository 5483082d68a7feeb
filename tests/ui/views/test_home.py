"""What Home says of the last session."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from kneecoach.review.charts.text import Role, Row, Span
from kneecoach.ui.views.home import PastSummary, last_session_words
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


WEEK: Row = tuple(Span(f"{day} · ", Role.NONE) for day in ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"))
BRIEF = "0 of 3; prescribed 0 of 4"


@pytest.mark.parametrize("height", [1, 1000])
@pytest.mark.parametrize("width", range(36, 110))
def test_nothing_of_the_week_is_cut_in_any_window(width: int, height: int) -> None:
    past = PastSummary(week=WEEK, week_said=f"your goal {BRIEF}", week_brief=BRIEF)
    rows = ["".join(span.text for span in row) for row in past.draw_week(width, height)]
    assert all(len(row) <= width for row in rows)
    assert rows[-1].endswith(BRIEF)
    assert len(rows) <= min(height, 2)
    assert any(word in rows[0] for word in ("This week", "Mo"))
