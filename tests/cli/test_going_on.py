"""`kneecoach resume ID`: the real program continues a partial session that was saved."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from kneecoach.log.record import Record
from kneecoach.log.store import Store
from kneecoach.paths import Paths
from kneecoach.session.events import Outcome, Status
from tests.cli.program import kneecoach
from tests.half_done import MINI, after_two_of_three, first_part
from tests.log.samples import folders


@pytest.fixture
def partial(tmp_path: Path) -> tuple[Paths, Record]:
    """One of five sets was done, and two of three reps of another, a few minutes ago."""
    elsewhere, paths = folders(tmp_path / "elsewhere"), folders(tmp_path)
    for each in (elsewhere, paths):
        each.routines_dir.mkdir(parents=True)
        (each.routines_dir / "mini.toml").write_text(MINI)
    record = first_part(elsewhere, after_two_of_three)
    assert record.ended_at is not None
    later = datetime.now().astimezone() - timedelta(minutes=10) - record.ended_at
    times = {"started_at": record.started_at + later, "ended_at": record.ended_at + later}
    record = record.model_copy(update=times)
    Store(paths).append(record)
    return paths, record


def test_it_begins_with_the_first_set_that_is_left_and_saves_the_same_session(
    partial: tuple[Paths, Record],
) -> None:
    paths, record = partial
    done = kneecoach(paths.data, "resume", "last", "--json", "--mute", stdin="n\nq\n")
    events = [json.loads(line) for line in done.stdout.splitlines()]
    started = next(event for event in events if event["event"] == "session-started")
    assert (started["title"], started["sets"]) == ("Mini", 4)
    first = next(event for event in events if event["event"] == "stage-started")
    assert (first["exercise"], first["set"], first["side"]) == ("step", 1, "right")
    assert events[-1]["id"] == record.id
    (saved,) = Store(paths).read().records
    assert (saved.rev, saved.status) == (2, Status.PARTIAL)
    assert [(s.attempt, s.reps, s.outcome) for s in saved.sets[1:3]] == [
        (1, 2, Outcome.PARTIAL),
        (2, 0, Outcome.SKIPPED),
    ]


def test_one_that_cannot_be_continued_is_refused_in_a_sentence(partial: tuple[Paths, Record]) -> None:
    paths, record = partial
    Store(paths).append(record.model_copy(update={"rev": 2, "status": Status.COMPLETED}))
    done = kneecoach(paths.data, "resume", "last", "--plain", status=1)
    assert done.stderr == "kneecoach: This session is completed: no set is left.\n"
    assert kneecoach(paths.data, "resume", "zzz", "--plain", status=1).stderr.startswith("kneecoach: There is no")
