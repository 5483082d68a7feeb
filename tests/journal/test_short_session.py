"""A session that was shortened for the day: its journal and its record say so, and so does a resumed one."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

from kneecoach.journal.lines import header_line
from kneecoach.journal.reading import read_journal
from kneecoach.journal.record_of import fold
from kneecoach.routine.today import for_today
from kneecoach.session.commands import Start
from kneecoach.session.decide import decide
from kneecoach.session.events import Status
from kneecoach.session.plan import Plan, Target
from tests.helpers import WALK, a_plan, follow, knee_relief, sets_of
from tests.log.samples import a_header, folders, journal_bytes, the_record


def resumed(tmp_path: Path, plan: Plan) -> dict[str, object]:
    """The record in the log of a session that was cut off right after its start."""
    paths, header = folders(tmp_path), a_header(plan)
    paths.journal.write_bytes(journal_bytes(header, decide(header.first_state(), Start(), 0.0)))
    leftover = read_journal(paths.journal)
    assert leftover is not None
    state, _ = follow(fold(leftover.header, leftover.events))
    assert state.status is Status.COMPLETED
    record: dict[str, object] = json.loads(the_record(leftover.header, state).model_dump_json(by_alias=True))
    return record


def test_a_session_of_fewer_sets_can_be_completed_and_says_what_was_taken(tmp_path: Path) -> None:
    record = resumed(tmp_path, for_today(knee_relief(), minutes=15, without=("hip-thrust",)))
    assert record["status"] == "completed"
    assert record["shortened"] == {"sets": 26, "minutes": 15, "left_out": ["hip-thrust"]}


def test_only_what_applies_is_written(tmp_path: Path) -> None:
    record = resumed(tmp_path, for_today(knee_relief(), without=("hip-thrust",)))
    assert record["shortened"] == {"sets": 26, "left_out": ["hip-thrust"]}


def test_a_whole_session_has_no_such_key(tmp_path: Path) -> None:
    assert "shortened" not in resumed(tmp_path, a_plan())
    header = header_line(a_header(knee_relief()))[0]
    assert b"shortened" not in header
    assert b'"variants":[["' not in header


def test_a_session_begins_in_the_variant_that_the_day_asks_for(tmp_path: Path) -> None:
    short = replace(WALK, variants=(replace(WALK.variants[0], reps=(1, 2)),))
    plan = for_today(a_plan(sets_of(short, Target(reps=(3, 5)))), missing=("band",))
    (done,) = resumed(tmp_path, plan)["sets"]  # type: ignore[misc]
    assert (done["variant"], done["reps"], done["target"]["reps"]) == ("no band", 2, [1, 2])  # type: ignore[index]
