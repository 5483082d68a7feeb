"""A session entered later, in every export: what is not known is empty or a dash, and is in no sum."""

from __future__ import annotations

import csv
import io
from datetime import date, timedelta

import pytest

from kneecoach.log.corrections import corrected
from kneecoach.log.entered import all_as_planned, entered_later
from kneecoach.log.record import Record
from kneecoach.review.detail import facts
from kneecoach.review.export.as_csv import own_csv
from kneecoach.review.export.exercise_history import exercise_histories
from kneecoach.review.export.fit import fit
from kneecoach.review.export.hevy import hevy_csv
from kneecoach.review.export.markdown import markdown
from kneecoach.review.export.page import page
from kneecoach.review.export.source import ExportContext
from kneecoach.review.export.strong import strong_csv
from kneecoach.review.history import sets_cell, sets_words, status_words
from kneecoach.review.report import make_report
from kneecoach.review.session_list import Order, SessionList, SortBy
from kneecoach.review.text import stats_lines
from kneecoach.session.events import Outcome
from kneecoach.session.plan import Side
from kneecoach.ui.views.history import session_line
from kneecoach.ui.views.trends import NO_LEGS, NO_LEGS_MEASURED, pages
from tests.helpers import a_plan, stretch, thrust
from tests.log.samples import STARTED, a_record

PLAN = a_plan(stretch(), thrust(reps=3, sets=1))
UNKNOWN = entered_later(PLAN, STARTED + timedelta(days=1)).model_copy(update={"device": "laptop-3f9a1c"})
PLANNED = all_as_planned(UNKNOWN)
MEASURED = a_record(1)
"""A session of twenty minutes."""

TODAY = date(2026, 11, 24)
CONTEXT = ExportContext(STARTED + timedelta(days=2), TODAY)


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


@pytest.mark.parametrize("record", [UNKNOWN, PLANNED])
def test_in_csv_what_is_not_known_is_empty(record: Record) -> None:
    for row in rows(own_csv([record])):
        assert (row["entered"], row["ended_at"], row["active_seconds"], row["paused_seconds"]) == (
            "later",
            "",
            "",
            "",
        )
    *_, thrusts = rows(own_csv([record]))
    assert (thrusts["seconds"], thrusts["load_kg"]) == ("", "")
    assert thrusts["reps"] == ("" if record is UNKNOWN else "3")
    assert rows(own_csv([MEASURED]))[0]["entered"] == ""


def test_strong_has_no_duration_and_hevy_ends_when_it_began() -> None:
    strong, hevy = rows(strong_csv([PLANNED])), rows(hevy_csv([PLANNED]))
    assert [(row["Duration"], row["Reps"], row["Seconds"]) for row in strong] == [
        ("", "0", "30"),
        ("", "0", "30"),
        ("", "3", "0"),
    ]
    assert {row["end_time"] for row in hevy} == {hevy[0]["start_time"]}
    assert rows(strong_csv([UNKNOWN])) == rows(hevy_csv([UNKNOWN])) == [], "nothing is known to have been done"


@pytest.mark.parametrize(
    ("record", "words", "cell", "status"),
    [
        (UNKNOWN, "3 sets not entered", "–", "unknown"),
        (corrected(UNKNOWN, 0, seconds=30.0), "1 of 3 sets, 2 not entered", "1+ of 3", "unknown"),
        (corrected(UNKNOWN, 0, seconds=9.0), "0 of 3 sets, 2 not entered", "0+ of 3", "partial"),
        (corrected(UNKNOWN, 2, outcome=Outcome.COMPLETED), "1 of 3 sets, 2 not entered", "1+ of 3", "unknown"),
        (PLANNED, "3 of 3 sets", "3 of 3", "completed"),
        (MEASURED, "0 of 1 sets", "0 of 1", "partial"),
    ],
)
def test_a_set_that_was_not_entered_is_never_called_not_done(
    record: Record, words: str, cell: str, status: str
) -> None:
    assert (sets_words(record), sets_cell(record), status_words(record)) == (words, cell, status)
    assert facts(record, TODAY)[0].startswith(f"{status}, {words}, ")
    assert cell in markdown([record], CONTEXT.at)
    assert f"<td>{cell}</td>" in page([record], CONTEXT)
    for width in (40, 80, 120):
        line = session_line(record, width, TODAY)
        assert cell.replace(" of ", "/" if width == 40 else " of ") in line
    outcomes = [row["outcome"] for row in rows(own_csv([record]))]
    assert outcomes.count("") == record.count(None)


def test_the_page_s_shares_are_of_the_sets_of_which_something_is_known() -> None:
    known = [all_as_planned(entered_later(PLAN, STARTED + timedelta(days=n))) for n in (0, 1)]
    for each in exercise_histories([*known, UNKNOWN]):
        assert (each.completed, each.sets, each.sessions) == (2 * each.not_entered, each.completed, 2)
        assert (each.left_out, each.sides_left_out) == (0, ())
    html = page([*known, UNKNOWN], CONTEXT)
    assert "6 of 6" in html
    assert "100 % of those planned, without 3 not entered" in html
    assert "2 of 2 (100 %)" in html
    assert "0 of" not in page([UNKNOWN], CONTEXT).split("Sets completed", 1)[1].split("Pain above")[0]


def test_a_side_that_was_not_entered_was_not_left_out() -> None:
    [stretched, _] = exercise_histories([corrected(UNKNOWN, 0, seconds=30.0)])
    assert (stretched.left_out, stretched.sides_left_out, stretched.sessions) == (0, (), 1)
    [stretched, _] = exercise_histories(
        [corrected(corrected(UNKNOWN, 0, seconds=30.0), 1, outcome=Outcome.SKIPPED)]
    )
    assert (stretched.left_out, stretched.sides_left_out) == (0, ((Side.RIGHT, 1),))


def test_people_read_that_it_was_entered_later() -> None:
    for text in (markdown([PLANNED], CONTEXT.at), page([MEASURED, PLANNED], CONTEXT)):
        assert "entered later" in text
    html = page([MEASURED, PLANNED], CONTEXT)
    assert "20 min" in html, "the time training is that of the other session"
    assert "1 session entered later, of unknown length" in html
    assert "entered later" not in page([MEASURED], CONTEXT)


def test_both_legs_of_a_session_entered_later_are_not_compared_and_that_is_said() -> None:
    html = page([PLANNED], CONTEXT)
    assert "sessions entered later are not compared" in html
    assert "no set on both" not in html
    report = make_report([PLANNED], None, TODAY, goal=3, cap=5)
    [[legs]] = pages(report)[3].choices
    assert legs.words == NO_LEGS_MEASURED
    assert "did the same exercise, without those entered later." in "\n".join(stats_lines(report)).replace(
        "\n  ", " "
    )
    assert pages(make_report([MEASURED], None, TODAY, goal=3, cap=5))[3].choices[0][0].words == NO_LEGS


def test_stats_say_how_many_and_count_them_for_the_week() -> None:
    report = make_report([MEASURED, PLANNED, UNKNOWN.model_copy(update={"id": "3"})], None, TODAY, goal=3, cap=5)
    assert (len(report.sessions), report.entered_later) == (3, 2)
    assert [week.sessions for week in report.weeks] == [1, 2]
    assert "  2 of these sessions were entered later" in stats_lines(report)
    little = corrected(corrected(UNKNOWN, 0, seconds=6.0), 1, outcome=Outcome.SKIPPED)
    little = corrected(little, 2, outcome=Outcome.SKIPPED).model_copy(update={"id": "4"})
    with_little = make_report([MEASURED, PLANNED, little], None, TODAY, goal=3, cap=5)
    assert (with_little.entered_later, with_little.too_little) == (2, 1)
    assert "  1 of these sessions was entered later" in stats_lines(with_little), "the table does not have it"
    assert not report.balances, "who says as planned has measured neither leg"
    assert not report.left_out, "what is not known was not left out"


def test_by_length_it_comes_last_either_way() -> None:
    records = (MEASURED, PLANNED)
    for most_first in (True, False):
        assert SessionList().shown(records, "", Order(SortBy.LENGTH, most_first))[-1] is PLANNED
    assert SessionList().shown(records, "later", Order()) == (PLANNED,)


def test_fit_has_its_sets_and_no_durations_that_nobody_measured() -> None:
    sdk = pytest.importorskip("garmin_fit_sdk")
    pytest.importorskip("fit_tool")
    messages, errors = sdk.Decoder(sdk.Stream.from_byte_array(bytearray(fit(PLANNED)))).read()
    assert errors == []
    (session,) = messages["session_mesgs"]
    assert session.get("total_timer_time") is None
    assert session.get("total_elapsed_time") is None
    sets = messages["set_mesgs"]
    assert [(each.get("duration"), each.get("repetitions")) for each in sets] == [
        (30.0, None),
        (30.0, None),
        (None, 3),
    ]
