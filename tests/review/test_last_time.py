"""What was done of an exercise the last time, in one line."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kneecoach.log.record import Record, SetRecord, TargetRecord
from kneecoach.review.last_time import last_times
from kneecoach.session.events import Outcome
from kneecoach.session.plan import Side, Unit
from tests.log.samples import STARTED, a_set
from tests.review.sessions import day, on

STRETCH = TargetRecord(seconds=30.0)
WALK = TargetRecord(reps=(15, 20), unit=Unit.STEP)


def thrusts(*reps: int, **changes: Any) -> tuple[SetRecord, ...]:
    """A set of hip thrusts for each number of reps."""
    return tuple(
        a_set(
            set=number,
            of=len(reps),
            reps=done,
            holds=(2.0,) * done,
            outcome=Outcome.COMPLETED if done >= 15 else Outcome.PARTIAL if done else Outcome.SKIPPED,
            **{"load_kg": 8.0, **changes},
        )
        for number, done in enumerate(reps, start=1)
    )


def sided(left: tuple[int, ...], right: tuple[int, ...]) -> tuple[SetRecord, ...]:
    """Steps on each side, set by set, left before right."""
    return tuple(
        a_set(exercise="walk", title="Walk", target=WALK, set=number, side=side, reps=steps, holds=())
        for number, pair in enumerate(zip(left, right, strict=True), start=1)
        for side, steps in zip((Side.LEFT, Side.RIGHT), pair, strict=True)
    )


def stretches(*seconds: float) -> tuple[SetRecord, ...]:
    return tuple(
        a_set(exercise="quad-stretch", target=STRETCH, set=number, reps=0, seconds=held, holds=(held,))
        for number, held in enumerate(seconds, start=1)
    )


NOT_REACHED: dict[str, Any] = {
    "outcome": Outcome.SKIPPED,
    "reps": 0,
    "holds": (),
    "seconds": 0.0,
    "load_kg": None,
    "started_at": None,
}
"""What a record has for a set that the session never reached. One that is skipped in a rest has an instant."""
OTHER_SIDE: dict[str, Any] = {"exercise": "walk", "title": "Walk", "target": WALK, "set": 2, "side": Side.LEFT}


def said(*records: Record, exercise: str = "hip-thrust") -> str:
    return last_times(records, day(30)).get(exercise, "")


@pytest.mark.parametrize(
    ("sets", "exercise", "words"),
    [
        (thrusts(15, 15, 12), "hip-thrust", "15, 15, 12 at 8 kg"),
        (thrusts(15, 15, 12, load_kg=None), "hip-thrust", "15, 15, 12"),
        (thrusts(15, 15, 12, pain=3), "hip-thrust", "15, 15, 12 at 8 kg, pain 3"),
        ((*thrusts(15, 15), a_set(set=3, reps=9, load_kg=10.0)), "hip-thrust", "15, 15 at 8 kg, 9 at 10 kg"),
        (thrusts(15, 0, 0), "hip-thrust", "15, 0, 0 at 8 kg"),
        ((*thrusts(15), *(a_set(set=n, **NOT_REACHED) for n in (2, 3))), "hip-thrust", "15 at 8 kg"),
        ((*thrusts(15), a_set(set=2, **{**NOT_REACHED, "started_at": STARTED})), "hip-thrust", "15 at 8 kg"),
        ((*sided((20,), (18,)), a_set(**OTHER_SIDE, **NOT_REACHED)), "walk", "left 20; right 18"),
        (thrusts(15, 12, variant="no bench"), "hip-thrust", "15, 12 at 8 kg, no bench"),
        ((*thrusts(15), a_set(set=2, reps=9, variant="no bench")), "hip-thrust", "15 at 8 kg, 9, no bench"),
        (sided((20, 18), (20, 18)), "walk", "20, 18 each leg"),
        (sided((20, 18), (20, 15)), "walk", "left 20, 18; right 20, 15"),
        (sided((20,), (0,)), "walk", "left 20; right 0"),
        (sided((20,), (20,))[:1], "walk", "left 20"),
        (stretches(30.0, 24.25), "quad-stretch", "30, 24.2 s"),
        ((a_set(set=1, pain=2), a_set(set=1, attempt=2, reps=15, pain=5)), "hip-thrust", "15, pain 5"),
        ((a_set(set=1, reps=14), a_set(set=1, attempt=2, reps=3)), "hip-thrust", "14"),
    ],
)
def test_an_exercise_is_said_set_by_set(sets: tuple[SetRecord, ...], exercise: str, words: str) -> None:
    assert said(on(1, *sets), exercise=exercise) == words


def test_what_was_never_done_is_not_said() -> None:
    assert last_times([], day(30)) == {}
    assert said(on(1, *thrusts(15)), exercise="walk") == ""


def test_the_newest_session_in_which_it_was_done_is_said() -> None:
    assert said(on(1, *thrusts(15, 15)), on(3, *thrusts(12, 10))) == "12, 10 at 8 kg"
    assert said(on(1, *thrusts(15, 15)), on(3, *sided((20,), (20,)))) == "15, 15 at 8 kg"


@pytest.mark.parametrize(
    "later",
    [
        on(3, *thrusts(12), speed=20.0),
        on(3, *thrusts(0, 0)),
        on(3, *thrusts(0, 0), *sided((20,), (20,))),
        on(40, *thrusts(12)),
    ],
    ids=["a rehearsal", "nothing done", "nothing done of it", "a date ahead"],
)
def test_a_session_that_says_nothing_about_it_is_skipped(later: Record) -> None:
    assert said(on(1, *thrusts(15, 14)), later) == "15, 14 at 8 kg"


REPS = st.lists(st.integers(0, 40), min_size=1, max_size=6)


@given(REPS, st.sampled_from((None, 2.5, 8.0, 140.0)), st.none() | st.integers(0, 10))
def test_what_is_said_equals_the_record(reps: list[int], load: float | None, pain: int | None) -> None:
    words = said(on(1, *thrusts(*reps, load_kg=load, pain=pain)))
    if not any(reps):
        assert words == ""
        return
    found = re.fullmatch(r"([\d, ]+?)(?: at ([\d.]+) kg)?(?:, pain (\d+))?", words)
    assert found is not None
    assert [int(each) for each in found[1].split(", ")] == reps
    assert (None if found[2] is None else float(found[2])) == load
    assert (None if found[3] is None else int(found[3])) == pain


def test_of_a_session_entered_later_what_is_not_known_is_a_dash() -> None:
    """A set about which nothing was entered, beside one with its reps but not its time."""
    times = {"schema": 2, "entered": "later", "ended_at": None, "active_seconds": None, "paused_seconds": None}
    known, unknown = thrusts(12, 15, load_kg=None)
    sets = (
        known.model_copy(update={"seconds": None}),
        unknown.model_copy(update={"reps": None, "seconds": None, "outcome": Outcome.SKIPPED}),
    )
    assert last_times([on(3, *sets, **times)], day(4)) == {"hip-thrust": "12, –"}
