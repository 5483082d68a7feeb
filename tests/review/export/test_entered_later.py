"""A session that was entered later, in every export: what is not known is empty or a dash, and no sum has it."""

from __future__ import annotations

import csv
import io
from datetime import date, timedelta

import pytest

from kneecoach.log.entered import all_as_planned, entered_later
from kneecoach.log.record import Record
from kneecoach.review.export.as_csv import own_csv
from kneecoach.review.export.fit import fit
from kneecoach.review.export.hevy import hevy_csv
from kneecoach.review.export.markdown import markdown
from kneecoach.review.export.page import page
from kneecoach.review.export.source import ExportContext
from kneecoach.review.export.strong import strong_csv
from kneecoach.review.report import make_report
from kneecoach.review.session_list import Order, SessionList, SortBy
from kneecoach.review.text import stats_lines
from tests.helpers import a_plan, stretch, thrust
from tests.log.samples import STARTED, a_record

PLAN = a_plan(stretch(), thrust(reps=3, sets=1))
UNKNOWN = entered_later(PLAN, STARTED + timedelta(days=1)).model_copy(update={"device": "laptop-3f9a1c"})
PLANNED = all_as_planned(UNKNOWN)
MEASURED = a_record(1)
"""Of twenty minutes."""

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


def test_people_read_that_it_was_entered_later() -> None:
    for text in (markdown([PLANNED], CONTEXT.at), page([MEASURED, PLANNED], CONTEXT)):
        assert "entered later" in text
    html = page([MEASURED, PLANNED], CONTEXT)
    assert "20 min" in html, "the time training is that of the other session"
    assert "1 session entered later, of unknown length" in html
    assert "entered later" not in page([MEASURED], CONTEXT)


def test_stats_say_how_many_and_count_them_for_the_week() -> None:
    report = make_report([MEASURED, PLANNED, UNKNOWN.model_copy(update={"id": "3"})], None, TODAY, goal=3, cap=5)
    assert (len(report.sessions), report.entered_later) == (3, 2)
    assert [week.sessions for week in report.weeks] == [1, 2]
    assert "  2 of these sessions were entered later" in stats_lines(report)
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
