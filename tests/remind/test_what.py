"""What a reminder says at a given time, from what is in the log: something worth saying, or nothing."""

from __future__ import annotations

import pytest

from kneecoach.log.record import PainScores, Record
from kneecoach.remind.what import Reminder, Silence, morning_reminder, session_reminder
from tests.review.sessions import at, completed, day, on

SATURDAY = 5


@pytest.mark.parametrize(
    ("records", "today", "busy", "said"),
    [
        ((), SATURDAY, False, "26 sets, about 37 min. 0 of 3 this week."),
        ((completed(0),), SATURDAY, False, "26 sets, about 37 min. 1 of 3 this week."),
        ((completed(0), completed(2)), SATURDAY, False, "26 sets, about 37 min. 2 of 3 this week."),
        ((completed(-1), completed(-2)), SATURDAY, False, "26 sets, about 37 min. 0 of 3 this week."),
        ((on(SATURDAY),), SATURDAY, False, None),
        ((on(SATURDAY, hour=0.1),), SATURDAY, False, None),
        ((on(SATURDAY, speed=60.0),), SATURDAY, False, "26 sets, about 37 min. 0 of 3 this week."),
        ((on(SATURDAY + 3),), SATURDAY, False, "26 sets, about 37 min. 0 of 3 this week."),
        ((completed(0), completed(2), completed(4)), SATURDAY, False, None),
        ((completed(0), completed(2), completed(4)), 7, False, "26 sets, about 37 min. 0 of 3 this week."),
        ((), SATURDAY, True, None),
    ],
)
def test_a_session_is_named_only_while_one_is_wanted(
    records: tuple[Record, ...], today: int, busy: bool, said: str | None
) -> None:
    asked: list[str] = []

    def size() -> str:
        asked.append("26 sets, about 37 min")
        return asked[-1]

    found = session_reminder(records, day(today), goal=3, size=size, busy=busy)
    assert isinstance(found, Silence) if said is None else found == Reminder(said)
    assert bool(asked) == (said is not None), "no routine is read only to say nothing"


@pytest.mark.parametrize(
    ("records", "now", "busy", "is_said"),
    [
        ((), at(1, 8.0), False, False),
        ((completed(0),), at(1, 8.0), False, True),
        ((completed(0),), at(1, 8.0), True, False),
        ((completed(0),), at(0, 23.0), False, False),
        ((completed(0),), at(3, 8.0), False, False),
        ((completed(0, pain=PainScores(next_morning=2)),), at(1, 8.0), False, False),
        ((completed(0, speed=60.0),), at(1, 8.0), False, False),
    ],
)
def test_a_morning_is_asked_for_while_the_app_would_ask(
    records: tuple[Record, ...], now: object, busy: bool, is_said: bool
) -> None:
    assert isinstance(morning_reminder(records, now, busy=busy), Reminder) == is_said  # type: ignore[arg-type]


def test_nothing_private_appears_on_a_locked_screen() -> None:
    said = [
        session_reminder((), day(0), goal=3, size=lambda: "26 sets, about 37 min", busy=False),
        morning_reminder((completed(0),), at(1, 8.0), busy=False),
    ]
    for reminder in said:
        assert isinstance(reminder, Reminder)
        for word in ("pain", "hurt", "relief", "thrust", "exercise"):
            assert word not in f"{reminder.title} {reminder.body}".lower().replace("kneecoach", "")
