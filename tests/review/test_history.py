"""The list of past sessions, and one of them by its id."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from kneecoach.errors import KneecoachError
from kneecoach.log.record import PainScores
from kneecoach.review.history import (
    find,
    last_loads,
    pain_words,
    past,
    sets_words,
    short_id,
    summary_words,
)
from kneecoach.session.events import Outcome, Status
from tests.log.samples import a_record, a_set

SESSIONS = tuple(a_record(n, days=n - 1, speed=60.0 if n == 3 else 1.0) for n in range(1, 6))
"""From Sunday 22 to Thursday 26 November 2026; the third is a rehearsal."""


@pytest.mark.parametrize(
    ("rehearsals", "since", "expected"),
    [
        (False, None, [5, 4, 2, 1]),
        (True, None, [5, 4, 3, 2, 1]),
        (False, date(2026, 11, 25), [5, 4]),
        (True, date(2026, 11, 24), [5, 4, 3]),
        (False, date(2026, 11, 27), []),
        (False, date(2026, 11, 22), [5, 4, 2, 1]),
    ],
)
def test_past_sessions(rehearsals: bool, since: date | None, expected: list[int]) -> None:
    found = past(SESSIONS, rehearsals=rehearsals, since=since)
    assert found == tuple(SESSIONS[n - 1] for n in expected)


def test_one_by_its_id() -> None:
    assert find(SESSIONS, "last") is SESSIONS[-1]
    assert find(SESSIONS, "00000002") is SESSIONS[1]
    assert find(SESSIONS, SESSIONS[3].id) is SESSIONS[3]


@pytest.mark.parametrize(
    ("wanted", "said"),
    [("0000000", "5 sessions"), ("00000009", "no session"), ("LAST", "no session")],
)
def test_one_that_cannot_be_told(wanted: str, said: str) -> None:
    with pytest.raises(KneecoachError, match=said) as refused:
        find(SESSIONS, wanted)
    assert repr(wanted) in str(refused.value)


def test_an_empty_id_is_no_session_even_where_there_is_only_one() -> None:
    with pytest.raises(KneecoachError, match="Give a session"):
        find(SESSIONS[:1], "")


def test_none_at_all() -> None:
    for wanted in ("last", "0"):
        with pytest.raises(KneecoachError, match="no sessions yet"):
            find((), wanted)


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [(3, 2, "pain 3 → 2"), (0, None, "pain 0 → ?"), (None, 0, "pain ? → 0"), (None, None, "")],
)
def test_pain(before: int | None, after: int | None, said: str) -> None:
    assert pain_words(a_record(pain=PainScores(before=before, after=after))) == said


def test_a_summary_is_one_line() -> None:
    sets = (
        a_set(set=1, outcome=Outcome.COMPLETED),
        a_set(set=2),
        a_set(set=2, attempt=2, outcome=Outcome.COMPLETED),
    )
    record = a_record(status=Status.COMPLETED, sets=sets)
    assert sets_words(record) == "2 of 2 sets"
    assert summary_words(record) == "20 min · 2 of 2 sets · completed · pain 3 → 2"
    rehearsal = a_record(speed=2.5, pain=PainScores())
    assert summary_words(rehearsal) == "20 min · 0 of 1 sets · partial · rehearsal at speed 2.5"


def test_ids_are_shown_without_codes() -> None:
    assert short_id(a_record()) == "00000001"
    assert "\x1b" not in short_id(a_record(id="\x1b[31mabcdefgh"))


def test_the_load_last_used() -> None:
    def lifted(number: int, *loads: float | None, speed: float = 1.0) -> object:
        sets = tuple(a_set(set=n, load_kg=load) for n, load in enumerate(loads, start=1))
        return a_record(number, days=number, sets=sets, speed=speed)

    lunge = a_set(exercise="reverse-lunge", load_kg=4.0)
    first = a_record(1, days=1, sets=(lunge, a_set(load_kg=6.0)))
    records = (first, lifted(2, 8.0, 10.0), lifted(3, None, None), lifted(4, 99.0, speed=60.0))
    assert last_loads(records, ["hip-thrust"]) == {"hip-thrust": 10.0}  # type: ignore[arg-type]
    both = last_loads(records, ["hip-thrust", "reverse-lunge", "band-walk"])  # type: ignore[arg-type]
    assert both == {"hip-thrust": 10.0, "reverse-lunge": 4.0}
    assert last_loads((), ["hip-thrust"]) == {}


def test_a_day_is_where_the_session_was() -> None:
    """Half past midnight at home belongs to that day, whatever the day is in Greenwich."""
    late = a_record(days=0, started_at=a_record().started_at + timedelta(hours=14.5))
    assert late.started_at.utcoffset() == timedelta(hours=1)
    assert past((late,), since=date(2026, 11, 23)) == (late,)
