"""Which sessions a list shows: those found by words, in an order that can be reversed."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kneecoach.log.record import PainScores, Record, RoutineRef
from kneecoach.review.session_list import Order, SessionList, SortBy
from tests.log.samples import a_set
from tests.review.sessions import completed, on

STRETCHES = RoutineRef(id="stretches", title="Évening STRETCHES", digest="sha256:1")

SESSIONS = (
    on(0, active_seconds=600.0, pain=PainScores(before=3), note="Knee clicked"),
    completed(2, active_seconds=1800.0, routine=STRETCHES),
    on(4, a_set(), a_set(exercise="squat"), active_seconds=1200.0, pain=PainScores(before=1, next_morning=6)),
    completed(9, active_seconds=900.0, speed=60.0),
    on(10, active_seconds=900.0, pain=PainScores(after=0)),
)


def days(found: tuple[Record, ...]) -> list[int]:
    """Which of `SESSIONS` these are."""
    return [SESSIONS.index(record) for record in found]


def shown(
    words: str = "", by: SortBy = SortBy.DATE, *, least_first: bool = False, rehearsals: bool = False
) -> list[int]:
    return days(SessionList().shown(SESSIONS, words, Order(by, not least_first), rehearsals=rehearsals))


def test_newest_first_without_rehearsals() -> None:
    assert shown() == [4, 2, 1, 0]
    assert shown(rehearsals=True) == [4, 3, 2, 1, 0]
    assert shown(least_first=True) == [0, 1, 2, 4]


def test_every_word_has_to_be_found() -> None:
    assert shown("clicked") == [0]
    assert shown("stretches évening") == [1]
    assert shown("KNEE CLICK") == [0]
    assert shown("part") == [4, 2, 0]
    assert shown("completed") == [1]
    assert shown("rehears", rehearsals=True) == [3]
    assert shown("rehears") == []
    assert shown("17 sep") == [4]
    assert shown("clicked évening") == []
    assert shown("  ") == [4, 2, 1, 0]


def test_by_length_pain_and_sets() -> None:
    assert shown(by=SortBy.LENGTH) == [1, 2, 4, 0]
    assert shown(by=SortBy.LENGTH, least_first=True) == [0, 4, 2, 1]
    assert shown(by=SortBy.SETS) == [1, 4, 2, 0]
    # What was not entered comes last in either order.
    assert shown(by=SortBy.PAIN) == [2, 0, 4, 1]
    assert shown(by=SortBy.PAIN, least_first=True) == [4, 0, 2, 1]


def test_the_order_goes_round_and_says_what_it_is() -> None:
    order = Order()
    said = []
    for _ in SortBy:
        said += [order.words, order.turned.words]
        order = order.next
    assert order == Order()
    assert said == [
        *("newest first", "oldest first", "longest first", "shortest first"),
        *("most pain first", "least pain first", "most sets first", "fewest sets first"),
    ]


def test_a_new_revision_is_looked_at_again() -> None:
    list_ = SessionList()
    before = on(0, note="slept badly")
    after = before.model_copy(update={"rev": before.rev + 1, "note": "slept well"})
    assert list_.shown((before,), "badly", Order()) == (before,)
    assert list_.shown((after,), "badly", Order()) == ()
    assert list_.shown((after,), "well", Order()) == (after,)


@given(
    st.lists(st.tuples(st.integers(0, 30), st.none() | st.integers(0, 10), st.booleans()), max_size=12),
    st.sampled_from(SortBy),
    st.booleans(),
)
def test_every_order_has_every_session(
    made: list[tuple[int, int | None, bool]], by: SortBy, most_first: bool
) -> None:
    sessions = tuple(
        on(
            n,
            id=f"{n:08d}",
            active_seconds=float(seconds),
            pain=PainScores(before=pain),
            speed=2.0 if fast else 1.0,
        )
        for n, (seconds, pain, fast) in enumerate(made)
    )
    found = SessionList().shown(sessions, "", Order(by, most_first), rehearsals=True)
    assert sorted(r.id for r in found) == [r.id for r in sessions]
