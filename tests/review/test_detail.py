"""One session in words: what was done is said as it was done."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest

from kneecoach.log.record import PainScores, SetRecord, ShortenedRecord, TargetRecord
from kneecoach.review.achieved import achieved
from kneecoach.review.changes import change_lines
from kneecoach.review.detail import (
    detail_lines,
    facts,
    heading,
    set_blocks,
    set_line,
    what_was_done,
)
from kneecoach.review.export.other_apps import session_notes
from kneecoach.review.export.words import session_row
from kneecoach.review.history import summary_words
from kneecoach.review.session_list import Order, SessionList
from kneecoach.review.trends import exercise_trends
from kneecoach.session.events import Outcome, Status
from kneecoach.session.plan import Side, Unit
from kneecoach.ui.views.detail import FELT, detail_rows
from kneecoach.ui.views.history import session_line
from kneecoach.ui.views.summary import headline
from tests.helpers import is_words
from tests.log.samples import STARTED, a_record, a_set

TODAY = STARTED.date()
SHORT = ShortenedRecord(sets=26, minutes=15, left_out=("ball-leg-curl",))

WALK: dict[str, Any] = {
    "exercise": "band-walk",
    "title": "Band walk",
    "set": 1,
    "of": 1,
    "target": TargetRecord(reps=(15, 20), unit=Unit.STEP),
    "holds": (),
    "outcome": Outcome.COMPLETED,
}
STRETCH: dict[str, Any] = {
    "exercise": "quad-stretch",
    "title": "Quad stretch",
    "set": 1,
    "of": 1,
    "side": Side.LEFT,
    "target": TargetRecord(seconds=30.0),
    "reps": 0,
}
SKIPPED: dict[str, Any] = {"outcome": Outcome.SKIPPED, "reps": 0, "holds": (), "seconds": 0.0}


@pytest.mark.parametrize(
    ("tried", "said"),
    [
        (a_set(), "12 of 15 reps, partial, held 2 s"),
        (a_set(holds=(2.0, 2.0, 1.4), load_kg=8.0), "12 of 15 reps, partial, held 1.4–2 s, 8 kg"),
        (a_set(outcome=Outcome.COMPLETED, reps=15, holds=(2.0,) * 15, pain=4), "15 of 15 reps, held 2 s, pain 4"),
        (
            a_set(holds=(), load_kg=8.0, variant="no\x1b band", pain=6),
            "12 of 15 reps, partial, 8 kg, variant: no band, pain 6",
        ),
        (a_set(**STRETCH, seconds=9.0, holds=(9.0,), variant="sit"), "9 of 30 s, partial, variant: sit"),
        (a_set(**SKIPPED), "skipped"),
        (a_set(**SKIPPED, pain=6, load_kg=8.0), "skipped, pain 6"),
        (a_set(**SKIPPED, started_at=None), "skipped"),
        (a_set(started_at=None, reps=14, holds=()), "14 of 15 reps, partial"),
        (a_set(outcome=Outcome.SKIPPED, reps=4, holds=(2.0,) * 4), "4 of 15 reps, skipped, held 2 s"),
        (a_set(**WALK, side=Side.LEFT, reps=18), "18 steps of 15–20"),
        (a_set(**STRETCH, outcome=Outcome.COMPLETED, seconds=30.0, holds=(30.0,)), "30 of 30 s"),
        (a_set(**STRETCH, outcome=Outcome.PARTIAL, seconds=12.34, holds=(12.34,)), "12.3 of 30 s, partial"),
        (a_set(load_kg=7.5, holds=(), reps=0), "0 of 15 reps, partial, 7.5 kg"),
    ],
)
def test_an_attempt(tried: SetRecord, said: str) -> None:
    assert what_was_done(tried) == said


def test_its_line_says_which_set_which_side_which_attempt() -> None:
    assert set_line(a_set()).startswith("◐ set 2 of 3: 12 of 15")
    assert set_line(a_set(**WALK, side=Side.RIGHT, reps=20)) == "✓ set 1 of 1, right: 20 steps of 15–20"
    assert set_line(a_set(attempt=2, **SKIPPED)) == "– set 2 of 3, attempt 2: skipped"


def test_a_set_before_which_the_session_ended_was_not_reached_and_one_that_was_passed_is_skipped() -> None:
    sets = (a_set(**SKIPPED), a_set(set=3, **SKIPPED, started_at=None))
    record = a_record(sets=sets, warm_up=sets[1:], cool_down=sets[:1])
    for said in ("\n".join(detail_lines(record, TODAY)), "\n".join(row.text for row in detail_rows(record, 80))):
        words = re.findall("skipped|not reached", said)
        assert words == ["not reached", "skipped", "not reached", "skipped"]


def test_the_facts_of_a_session() -> None:
    assert heading(a_record()) == "Sun 22 Nov 2026 10:00  Knee relief"
    assert facts(a_record(), TODAY) == ["partial, 0 of 1 sets, 20 min", "pain 3 → 2, worst 4"]
    quiet = a_record(pain=PainScores(), status=Status.COMPLETED, paused_seconds=95.0)
    assert facts(quiet, TODAY) == ["completed, 0 of 1 sets, 20 min (plus 2 min paused)"]
    assert facts(a_record(knee=Side.BOTH), TODAY)[0] == "partial, 0 of 1 sets, 20 min, both knees sore"
    full = a_record(pain=PainScores(worst=7), speed=60.0, reps_in_reserve=2, note="left\x1b knee\nclicked")
    assert facts(full, TODAY)[1:] == [
        "a rehearsal at speed 60",
        "pain worst 7",
        "reps you had left: 2",
        "note: left knee clicked",
    ]


def test_attempts_stand_under_their_exercise() -> None:
    walks = [a_set(**WALK, side=side, reps=20) for side in (Side.LEFT, Side.RIGHT)]
    record = a_record(sets=(*walks, a_set(title="Hip\x07 thrust"), a_set(attempt=2)))
    blocks = set_blocks(record)
    assert [(title, len(lines)) for title, lines in blocks] == [("Band walk", 2), ("Hip thrust", 2)]
    lines = detail_lines(record, TODAY)
    assert lines[-1] == "id 00000001, revision 1"
    edited = record.model_copy(update={"rev": 3})
    assert detail_lines(edited, TODAY)[-1] == (
        "id 00000001, revision 3, edited Sun 22 Nov 2026 10:21 on laptop-3f9a1c"
    )
    assert lines.index("Band walk") < lines.index("Hip thrust")
    assert all(is_words(line) for line in lines)


def test_a_session_that_does_not_count_says_why() -> None:
    assert facts(a_record(sets=(a_set(**SKIPPED),)), TODAY)[1] == (
        "does not count: no rep was done and no hold lasted 5 s"
    )
    assert facts(a_record(), TODAY - timedelta(days=2))[1] == (
        "does not count: its date is in the future; was the clock wrong?"
    )


def test_two_exercises_of_one_title_stay_two() -> None:
    bridges = [
        a_set(exercise=f"bridge-{name}", title="Bridge", set=1, reps=reps, holds=(), outcome=Outcome.COMPLETED)
        for name, reps in (("a", 15), ("b", 20))
    ]
    record = a_record(sets=bridges)
    assert [(found.title, found.done) for found in achieved(record, None)] == [
        ("Bridge (bridge-a)", "15 reps"),
        ("Bridge (bridge-b)", "20 reps"),
    ]
    assert [title for title, _ in set_blocks(record)] == ["Bridge (bridge-a)", "Bridge (bridge-b)"]
    assert [row.text for row in detail_rows(record, 80) if not row.id] == [
        FELT,
        "Bridge (bridge-a)",
        "Bridge (bridge-b)",
    ]
    assert [trend.title for trend in exercise_trends([record])] == ["Bridge (bridge-a)", "Bridge (bridge-b)"]
    other = record.model_copy(update={"sets": (bridges[0], bridges[1].model_copy(update={"reps": 9}))})
    assert change_lines(record, other)[0].startswith("Bridge (bridge-b), set 1 of 3: 9 of 15")


def test_totals_count_every_rep_and_only_completed_sets() -> None:
    record = a_record(
        sets=(
            a_set(**STRETCH, outcome=Outcome.COMPLETED, seconds=30.0, holds=(30.0,)),
            a_set(**STRETCH | {"side": Side.RIGHT}, outcome=Outcome.PARTIAL, seconds=12.0, holds=(12.0,)),
            a_set(**WALK, side=Side.LEFT, reps=20),
            a_set(**WALK | {"outcome": Outcome.PARTIAL}, side=Side.RIGHT, reps=7),
            a_set(**WALK, side=Side.RIGHT, attempt=2, reps=15),
            a_set(exercise="curl", title="Curl", **SKIPPED),
            a_set(set=1, outcome=Outcome.COMPLETED, reps=15),
        )
    )
    assert [(found.outcome, found.title, found.done) for found in achieved(record, None)] == [
        (Outcome.PARTIAL, "Quad stretch", "1 of 2 sets  42 s held"),
        (Outcome.COMPLETED, "Band walk", "left 20  right 22 steps"),
        (Outcome.SKIPPED, "Curl", "skipped"),
        (Outcome.COMPLETED, "Hip thrust", "15 reps"),
    ]


def test_a_session_that_was_made_shorter_says_so_everywhere() -> None:
    record = a_record(shortened=SHORT, status=Status.COMPLETED)
    said = "short: 1 of the routine's 26 sets, for 15 min, without ball leg curl"
    assert facts(record, TODAY)[1] == said
    assert "completed, short" in summary_words(record)
    assert "completed, short" in session_row(record)
    assert said in session_notes(record)
    for width in (110, 76, 36):
        assert "short" in session_line(record, width, TODAY)
        assert "short" not in session_line(a_record(status=Status.COMPLETED), width, TODAY)
    assert headline(record).about.endswith("short: 1 of 26 sets")
    assert SessionList().shown([record, a_record(2)], "short", Order()) == (record,)


def test_fewer_sets_than_last_time_by_choice_do_not_count_as_less() -> None:
    last, now = a_record(), a_record(2, sets=(a_set(reps=15, outcome=Outcome.COMPLETED),))
    assert achieved(now, last)[0].change == "+3"
    for one, other in ((now.model_copy(update={"shortened": SHORT}), last), (now, a_record(shortened=SHORT))):
        assert achieved(one, other)[0].change == ""


def test_warm_ups_and_cool_downs_that_were_done_are_listed_around_the_sets() -> None:
    walked = a_set(
        exercise="walk",
        title="Walk about",
        set=1,
        of=1,
        target=TargetRecord(seconds=180.0),
        outcome=Outcome.COMPLETED,
        reps=0,
        holds=(180.0,),
        seconds=180.0,
    )
    swings = [
        a_set(**{**STRETCH, "title": "Leg swings", "of": 2, "set": n, "side": Side.LEFT}, seconds=9.0, holds=(9.0,))
        for n in (1, 2)
    ]
    record = a_record(warm_up=(walked,), cool_down=tuple(swings))
    titles = ["Walk about, warm-up", "Hip thrust", "Leg swings, cool-down"]
    assert [title for title, _ in set_blocks(record)] == titles
    lines = detail_lines(record, TODAY)
    at = lines.index("Walk about, warm-up")
    assert lines[at + 1] == "  ✓ 180 of 180 s"
    assert "  ◐ 2 of 2, left: 9 of 30 s, partial" in lines
    rows = [row for row in detail_rows(record, 60) if not row.id]
    assert [row.text.splitlines()[0] for row in rows] == [FELT, *titles]
    assert "✓ 180 of 180 s" in rows[1].text
    assert rows[3].text.count("9 of 30 s") == 2
