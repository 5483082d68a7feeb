"""Words for numbers, lengths, days, doses, and what to do now."""

from __future__ import annotations

import unicodedata
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kneecoach.session.commands import CountRep, Pause, Resume
from kneecoach.session.events import Outcome, Stage
from kneecoach.session.plan import Pace, Side, Target, Unit
from kneecoach.text import (
    JOINERS,
    aligned_day_and_time,
    ceil_seconds,
    clean,
    day_and_time,
    day_words,
    length,
    minutes_seconds,
    number,
    plural,
    printable,
    whole_percent,
)
from kneecoach.words import (
    OUTCOME_MARKS,
    done_words,
    dose_words,
    ready_words,
    set_words,
    side_words,
    stage_words,
    target_words,
)
from tests.helpers import Visit, a_plan, stretch, thrust, walk
from tests.log.samples import STARTED

RANGE, EXACT, HELD = Target(reps=(15, 20)), Target(reps=(15, 15), hold_seconds=2.0), Target(seconds=30.0)


@pytest.mark.parametrize(
    ("value", "said"),
    [(8.0, "8"), (7.5, "7.5"), (7.25, "7.25"), (0.0, "0"), (10.0, "10"), (100.0, "100"), (2, "2"), (0.125, "0.12")],
)
def test_numbers_without_needless_decimals(value: float, said: str) -> None:
    assert number(value) == said


@pytest.mark.parametrize(
    ("seconds", "whole", "clock"),
    [
        (0.0, 0, "0:00"),
        (-1.0, 0, "0:00"),
        (0.001, 1, "0:01"),
        (1.2, 2, "0:02"),
        (2.0, 2, "0:02"),
        (2.0000000001, 2, "0:02"),
        (59.5, 60, "1:00"),
        (60.0, 60, "1:00"),
        (64.01, 65, "1:05"),
        (3600.0, 3600, "60:00"),
    ],
)
def test_countdowns(seconds: float, whole: int, clock: str) -> None:
    assert ceil_seconds(seconds) == whole
    assert minutes_seconds(seconds) == clock


@given(st.floats(0.0, 1e6))
def test_a_countdown_never_shows_less_than_is_left(seconds: float) -> None:
    assert seconds - 1e-5 <= ceil_seconds(seconds) < seconds + 1.0


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (0.0, "0 s"),
        (45.0, "45 s"),
        (59.4, "59 s"),
        (60.0, "1 min"),
        (2040.0, "34 min"),
        (2215.0, "37 min"),
        (3600.0, "1 h 0 min"),
        (3900.0, "1 h 5 min"),
        (90000.0, "25 h 0 min"),
    ],
)
def test_lengths(seconds: float, said: str) -> None:
    assert length(seconds) == said


@pytest.mark.parametrize("seconds", [59.5, 59.9, 59.999])
def test_sixty_seconds_are_a_minute(seconds: float) -> None:
    assert length(seconds) == "1 min"


def test_days() -> None:
    assert day_and_time(STARTED) == "Sun 22 Nov 2026 10:00"
    fourth = datetime(2027, 1, 4, 9, 5, tzinfo=UTC)
    assert aligned_day_and_time(fourth) == "Mon  4 Jan 2027 09:05"
    assert day_and_time(fourth) == "Mon 4 Jan 2027 09:05"
    assert day_words(fourth) == "Mon 4 Jan"
    assert day_words(fourth, fourth.date()) == "Mon 4 Jan"
    assert day_words(fourth, STARTED) == "Mon 4 Jan 2027"
    assert [day_words(datetime(2026, 11, d, tzinfo=UTC))[:3] for d in range(16, 23)] == [
        *("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
    ]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Knee relief", "Knee relief"),
        ("  two \n lines\t", "two lines"),
        ("\x1b[31mred\x07", "[31mred"),
        ("abc\u202edef\u200b", "abcdef"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("क्\u200dष", "क्\u200dष"),
        ("with the 👨\u200d👩\u200d👧", "with the 👨\u200d👩\u200d👧"),
        ("\u200d \u200c", ""),
        ("ça fait 8\udcb0", "ça fait 8°"),
        ("\udc80\udc93\udc9b", "€“›"),
        ("a\udcadb", "ab"),
        ("lone \ud800", "lone"),
        ("Übung – 膝", "Übung – 膝"),
        ("", ""),
    ],
)
def test_texts_of_others_are_one_printable_line(text: str, shown: str) -> None:
    assert clean(text) == shown


STEERS = {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"}


@given(st.text(st.characters()))
def test_nothing_unprintable_is_shown(text: str) -> None:
    for shown in (clean(text), printable(text).replace("\n", "")):
        assert not {unicodedata.category(c) for c in shown if c not in JOINERS} & STEERS
    assert clean(clean(text)) == clean(text)


def test_plurals_and_sides() -> None:
    assert [plural(n, "rep") for n in (0, 1, 2)] == ["0 reps", "1 rep", "2 reps"]
    assert [side_words(side) for side in Side] == ["left leg", "right leg", "both legs"]
    left, right, *_ = walk()
    assert [set_words(s) for s in (left, right, thrust(sets=2)[1])] == [
        *("set 1 of 2, left", "set 1 of 2, right", "set 2 of 2")
    ]


def test_doses() -> None:
    assert target_words(RANGE, Unit.STEP) == "15–20 steps"
    assert target_words(EXACT, Unit.REP) == "15 reps"
    assert target_words(Target(reps=(1, 1)), Unit.REP) == "1 rep"
    assert target_words(HELD, Unit.REP) == "30 s"
    assert dose_words(3, RANGE, Unit.STEP, each_side=True) == "3 × 15–20 steps each leg"
    assert dose_words(3, EXACT, Unit.REP, each_side=False) == "3 × 15 reps, 2 s hold"
    assert dose_words(2, HELD, Unit.REP, each_side=True) == "2 × 30 s each leg"


@pytest.mark.parametrize(
    ("reps", "seconds", "target", "unit", "said"),
    [
        (12, 61.2, EXACT, Unit.REP, "12 of 15 reps"),
        (0, 0.0, EXACT, Unit.REP, "0 of 15 reps"),
        (18, 36.0, RANGE, Unit.STEP, "18 steps of 15–20"),
        (1, 2.0, RANGE, Unit.STEP, "1 step of 15–20"),
        (0, 30.0, HELD, Unit.REP, "30 of 30 s"),
        (0, 12.34, HELD, Unit.REP, "12.3 of 30 s"),
    ],
)
def test_what_was_done(reps: int, seconds: float, target: Target, unit: Unit, said: str) -> None:
    assert done_words(reps, seconds, target, unit) == said


def test_every_outcome_has_its_own_mark() -> None:
    assert set(OUTCOME_MARKS) == set(Outcome)
    assert len(set(OUTCOME_MARKS.values())) == 3


def test_what_is_to_be_done_now() -> None:
    visit = Visit(a_plan(walk(2, 3, sets=1), thrust(1, 1)))
    assert stage_words(visit.first) == ""
    assert stage_words(visit.state) == "Get ready"
    assert stage_words(visit.until_work(0)) == "Step out"
    visit.do(Pause(), after=0.5)
    visit.do(Resume(), after=0.5)
    assert stage_words(visit.state) == "Resuming"
    assert stage_words(visit.until(lambda s: s.stage is Stage.READY)) == "Switch sides"
    assert stage_words(visit.until_rest()) == "Rest"
    assert stage_words(visit.until(lambda s: s.stage is Stage.READY)) == "Get ready"
    assert stage_words(visit.until(lambda s: s.phase == "squeeze")) == "Squeeze"
    visit.finish()
    assert stage_words(visit.state) == "Workout complete"


def test_what_is_waited_for_in_self_pace() -> None:
    assert "space" in stage_words(Visit(a_plan(walk()), Pace.SELF).until_work(0)).lower()
    held = Visit(a_plan(stretch()), Pace.SELF)
    assert "space" in stage_words(held.until_work(0)).lower()
    held.do(CountRep())
    assert stage_words(held.state) == "Hold"


@pytest.mark.parametrize(
    ("part", "whole", "percent"),
    [(8, 9, 89), (7, 8, 88), (1, 8, 13), (0, 9, 0), (9, 9, 100), (199, 200, 99), (999, 1000, 99), (1, 1000, 1)],
)
def test_a_percentage_is_rounded_half_up_and_says_none_and_all_only_where_it_is_so(
    part: int, whole: int, percent: int
) -> None:
    assert whole_percent(part, whole) == percent


@pytest.mark.parametrize(
    ("equipment", "said"),
    [
        ((), ""),
        (("a chair",), "Have ready: a chair"),
        (("a mat or carpet", "loop band, light"), "Have ready: a mat or carpet, loop band (light)"),
        (
            ("bench, sturdy, against a wall", "two dumbbells"),
            "Have ready: bench (sturdy, against a wall), two dumbbells",
        ),
    ],
)
def test_a_thing_and_what_it_is_like_are_not_said_as_two_things(equipment: tuple[str, ...], said: str) -> None:
    assert ready_words(equipment) == said
