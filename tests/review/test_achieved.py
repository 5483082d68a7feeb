"""What a session achieved, compared with the last time."""

from __future__ import annotations

from datetime import timedelta

import pytest

from kneecoach.log.record import PainScores, Record, SetRecord, TargetRecord
from kneecoach.review.achieved import achieved, last_time, pain_four_weeks_ago
from kneecoach.review.detail import what_was_done
from kneecoach.session.events import Outcome
from kneecoach.session.plan import Side, Unit
from tests.log.samples import a_record, a_set


def done(**changes: object) -> SetRecord:
    """A whole set of hip thrusts."""
    whole = {"reps": 15, "holds": (2.0,) * 15, "outcome": Outcome.COMPLETED, "load_kg": 8.0, "set": 1, "of": 1}
    return a_set(**{**whole, **changes})


def session(*sets: SetRecord, days: int = 0, **changes: object) -> Record:
    """A session this many days after the first one."""
    first = a_record()
    began = first.started_at + timedelta(days=days)
    return first.model_copy(
        update={"id": f"{days:08d}-0000-4000-8000-000000000000", "sets": sets, "started_at": began, **changes}
    )


@pytest.mark.parametrize(
    ("now", "before", "change"),
    [
        (done(), done(), "="),
        (done(reps=17), done(reps=15), "+2"),
        (done(reps=15), done(reps=17), "−2"),
        (done(load_kg=10.0), done(load_kg=8.0), "+2 kg"),
        (done(load_kg=8.0), done(load_kg=9.5), "−1.5 kg"),
        (done(load_kg=10.0, reps=12), done(load_kg=8.0), "+2 kg −3"),
        (done(), done(reps=0, holds=(), outcome=Outcome.SKIPPED), ""),
        (done(outcome=Outcome.PARTIAL, reps=14), done(reps=3, outcome=Outcome.PARTIAL), ""),
        (done(variant="both feet"), done(), ""),
        (done(variant="both feet", reps=16), done(variant="both feet"), "+1"),
    ],
)
def test_more_or_less_than_last_time_is_said_only_of_what_was_done_and_is_alike(
    now: SetRecord, before: SetRecord, change: str
) -> None:
    (found,) = achieved(session(now, days=2), session(before))
    assert found.change == change


def test_without_a_last_time_nothing_is_compared() -> None:
    assert [found.change for found in achieved(session(done()), None)] == [""]


def test_what_was_done_is_said_by_side_with_its_load() -> None:
    target = TargetRecord(seconds=30.0)
    walk = TargetRecord(reps=(15, 20), unit=Unit.STEP)
    sets = (
        a_set(
            exercise="s",
            title="Stretch",
            target=target,
            seconds=30.0,
            reps=0,
            holds=(30.0,),
            load_kg=None,
            side=Side.LEFT,
        ),
        a_set(
            exercise="s",
            title="Stretch",
            target=target,
            seconds=42.0,
            reps=0,
            holds=(42.0,),
            load_kg=None,
            side=Side.RIGHT,
        ),
        a_set(
            exercise="w",
            title="Walk",
            target=walk,
            reps=20,
            load_kg=None,
            side=Side.LEFT,
            outcome=Outcome.COMPLETED,
        ),
        a_set(
            exercise="w",
            title="Walk",
            target=walk,
            reps=18,
            load_kg=None,
            side=Side.RIGHT,
            outcome=Outcome.COMPLETED,
        ),
        done(exercise="t", title="Thrust"),
        done(exercise="t", title="Thrust", set=2, reps=9, outcome=Outcome.PARTIAL),
        done(exercise="l", title="Lunge", reps=0, holds=(), outcome=Outcome.SKIPPED),
        a_set(exercise="c", title="Calf", target=target, seconds=0.0, reps=0, holds=(), load_kg=None),
    )
    assert [
        (found.title, found.done.partition(" sets  ")[2] or found.done) for found in achieved(session(*sets), None)
    ] == [
        ("Stretch", "1:12 held"),
        ("Walk", "left 20  right 18 steps"),
        ("Thrust", "24 reps  8 kg"),
        ("Lunge", "skipped"),
        ("Calf", "0 of 1 set  0 s held"),
    ]


UNTRIED = {"reps": 0, "holds": (), "seconds": 0.0, "outcome": Outcome.SKIPPED, "load_kg": None}
NOT_REACHED = {**UNTRIED, "started_at": None}
UNKNOWN = {**NOT_REACHED, "reps": None, "seconds": None}


@pytest.mark.parametrize(
    ("states", "word"),
    [
        ([UNTRIED], "skipped"),
        ([NOT_REACHED], "not reached"),
        ([UNTRIED, NOT_REACHED], "skipped, not reached"),
        ([UNKNOWN], "not entered"),
        ([UNTRIED, UNKNOWN], "skipped, not entered"),
        ([UNKNOWN, UNKNOWN], "not entered"),
    ],
)
def test_summary_and_detail_use_the_same_word_for_a_set_without_a_rep(
    states: list[dict[str, object]], word: str
) -> None:
    sets = [done(**state, set=number, of=len(states)) for number, state in enumerate(states, 1)]
    record = session(*sets)
    (found,) = achieved(record, None)
    assert found.done == word
    shown = [what_was_done(each, is_reached=record.has_reached(each)) for each in sets]
    assert ", ".join(dict.fromkeys(shown)) == word


def test_what_is_skipped_in_a_session_entered_later_was_not_left_unreached() -> None:
    entered = session(done(**NOT_REACHED)).model_copy(update={"entered": "later"})
    assert [found.done for found in achieved(entered, None)] == ["skipped"]


def test_last_time_is_the_same_routine_and_counts() -> None:
    old, nothing, now = session(done(), days=1), session(done(reps=0, holds=()), days=3), session(done(), days=5)
    other = session(done(), days=4).model_copy(update={"routine": old.routine.model_copy(update={"id": "another"})})
    records = (old, nothing, other, now)
    assert last_time(now, records, now.started_at.date()) == old
    assert last_time(old, records, now.started_at.date()) is None


@pytest.mark.parametrize(("days", "pain"), [(20, None), (28, 5), (35, 5), (43, None)])
def test_pain_of_four_weeks_ago_is_from_about_then(days: int, pain: int | None) -> None:
    then = session(done(), pain=PainScores(before=5))
    now = session(done(), days=days)
    assert pain_four_weeks_ago(now, (then, now), now.started_at.date()) == pain
