"""Each exercise over the sessions: everything that was done, and nothing that was not."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from kneecoach.log.record import TargetRecord
from kneecoach.review.asymmetry import Asymmetry
from kneecoach.review.trends import Amount, Measure, exercise_trends
from kneecoach.session.events import Outcome
from kneecoach.session.plan import Side, Unit
from tests.log.samples import a_set
from tests.review.sessions import day, lunges, on

STRETCH: dict[str, Any] = {
    "exercise": "quad-stretch",
    "title": "Quad stretch",
    "target": TargetRecord(seconds=30.0),
    "reps": 0,
    "holds": (30.0,),
    "seconds": 30.0,
    "outcome": Outcome.COMPLETED,
}
SKIPPED: dict[str, Any] = {"outcome": Outcome.SKIPPED, "reps": 0, "holds": (), "seconds": 0.0}


def test_nothing_gives_nothing() -> None:
    assert exercise_trends([]) == ()
    assert exercise_trends([on(0, a_set(**SKIPPED))]) == ()


def test_one_session() -> None:
    thrusts = (
        a_set(set=1, reps=15, holds=(2.0,) * 15, load_kg=8.0),
        a_set(reps=12, holds=(2.0,) * 12, load_kg=10.0),
    )
    stretches = (
        a_set(**STRETCH, set=1, side=Side.LEFT),
        a_set(**STRETCH | {"seconds": 24.0}, set=1, side=Side.RIGHT),
    )
    stretch, thrust = exercise_trends([on(0, *stretches, *thrusts)])
    assert (stretch.exercise, stretch.title, stretch.is_timed) == ("quad-stretch", "Quad stretch", True)
    assert (thrust.exercise, thrust.is_timed, thrust.unit) == ("hip-thrust", False, Unit.REP)
    (session,) = stretch.sessions
    assert session.total == Amount(0, 54.0, None, None)
    assert session.by_side == {Side.LEFT: Amount(0, 30.0, None, None), Side.RIGHT: Amount(0, 24.0, None, None)}
    assert session.asymmetry == Asymmetry(30.0, 24.0)
    (session,) = thrust.sessions
    # 15 x 8 + 12 x 10 kg; 27 holds of two seconds
    assert session.total == Amount(27, 54.0, 10.0, 240.0)
    assert session.asymmetry is None
    assert (session.day, session.session) == (day(0), on(0).id)


def test_series_are_for_charts() -> None:
    records = [on(0, *lunges(1, 8, 10, load_kg=4.0)), on(2, *lunges(1, 0, 0)), on(4, *lunges(1, 10, 0))]
    (trend,) = exercise_trends(records)
    assert trend.series(Measure.REPS) == ((day(0), 18), (day(4), 10))
    assert trend.series(Measure.REPS, Side.LEFT) == ((day(0), 8), (day(4), 10))
    assert trend.series(Measure.REPS, Side.RIGHT) == ((day(0), 10), (day(4), None))
    assert trend.series(Measure.LOAD_KG) == ((day(0), 4.0), (day(4), None))
    assert trend.series(Measure.VOLUME_KG) == ((day(0), 72.0), (day(4), None))
    assert trend.asymmetries == (Asymmetry(32.0, 40.0),)


def test_a_session_names_the_easier_variants_in_which_some_of_it_was_done() -> None:
    easier = (
        a_set(set=1),
        a_set(variant="no band"),
        a_set(set=3, variant="no band"),
        a_set(**SKIPPED, variant="x"),
    )
    (trend,) = exercise_trends([on(0, *easier), on(2, a_set())])
    assert [session.variants for session in trend.sessions] == [("no band",), ()]


def test_what_there_is_to_draw() -> None:
    measures = {
        t.exercise: t.measures for t in exercise_trends([on(0, *lunges(1, 8, 8), a_set(), a_set(**STRETCH))])
    }
    assert measures == {
        "reverse-lunge": (Measure.REPS,),
        "hip-thrust": (Measure.REPS, Measure.HELD_SECONDS),
        "quad-stretch": (Measure.HELD_SECONDS,),
    }
    (loaded,) = exercise_trends([on(0, *lunges(1, 8, 8, load_kg=4.0))])
    assert loaded.measures == (Measure.REPS, Measure.LOAD_KG, Measure.VOLUME_KG)


def test_a_load_without_a_rep_was_not_lifted() -> None:
    (trend,) = exercise_trends([on(0, a_set(load_kg=8.0), a_set(set=3, load_kg=50.0, **SKIPPED))])
    assert trend.sessions[0].total.load_kg == 8.0


def test_repeated_sets_are_all_counted() -> None:
    (trend,) = exercise_trends([on(0, a_set(), a_set(attempt=2, reps=15), a_set(attempt=3, **SKIPPED))])
    assert trend.sessions[0].total.reps == 27


def test_titles_are_shown_without_codes_and_the_newest_counts() -> None:
    (trend,) = exercise_trends([on(0, a_set(title="Old")), on(1, a_set(title="Hip\x1b[31m thrust"))])
    assert trend.title == "Hip[31m thrust"


@given(st.lists(st.tuples(st.integers(0, 20), st.integers(0, 20), st.integers(0, 20)), max_size=12))
def test_sides_add_up(done: list[tuple[int, int, int]]) -> None:
    records = [on(n, *lunges(1, left, right), a_set(reps=both)) for n, (left, right, both) in enumerate(done)]
    trends = {t.exercise: t for t in exercise_trends(records)}
    walked = trends.get("reverse-lunge")
    assert sum(left + right for left, right, _ in done) == (
        sum(s.total.reps for s in walked.sessions) if walked else 0
    )
    for trend in trends.values():
        for session in trend.sessions:
            assert session.total.reps == sum(amount.reps for amount in session.by_side.values())
