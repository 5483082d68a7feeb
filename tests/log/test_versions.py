"""Two versions of one session: the one with more done counts, and nothing saved or offered is lost."""

from __future__ import annotations

import itertools
import json
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kneecoach.cli.full_screen import _tell_unsaved
from kneecoach.health.check import check
from kneecoach.journal.leftover import find_leftover
from kneecoach.journal.record_of import ended, fold, record_of
from kneecoach.journal.recorder import SavedRecord
from kneecoach.log.deletion import delete
from kneecoach.log.importing import import_records, read_import
from kneecoach.log.problems import ProblemKind
from kneecoach.log.record import PainScores, Record
from kneecoach.log.store import Store
from kneecoach.log.versions import is_held_by
from kneecoach.opening import end_leftover, open_leftover
from kneecoach.paths import Paths
from kneecoach.session.commands import EndSession, Resume
from kneecoach.session.events import Event
from kneecoach.session.plan import Pace
from tests.clocks import FakeClock
from tests.helpers import Visit, a_plan, stretch, walk
from tests.log.samples import DEVICE, a_header, at_ten, folders, journal_bytes
from tests.session.test_properties import PACES, PLANS, STEPS, Step, ask

PLAN = a_plan(stretch(), walk(3, 5))
HEADER = a_header(PLAN)


@pytest.fixture
def paths(tmp_path: Path) -> Paths:
    """Folders with nothing in them."""
    return folders(tmp_path)


def a_visit(reps: int) -> Visit:
    """In the first band walk, after this many steps."""
    visit = Visit(PLAN)
    visit.until_work(2, reps=reps)
    return visit


def record_after(events: Sequence[Event], minutes: float = 5.0) -> Record:
    """The record of a session that was ended after these events, and saved this many minutes after its start."""
    state = ended(fold(HEADER, events), events[-1].at)
    return record_of(HEADER, state, DEVICE, at_ten(minutes).wall())


OFFERED = record_after(a_visit(4).events)
STALE = a_visit(1).events


def leave(paths: Paths) -> None:
    """The journal that the full disk left."""
    paths.journal.write_bytes(journal_bytes(HEADER, STALE))


def import_(paths: Paths, record: Record = OFFERED) -> object:
    """Import the record that was offered."""
    incoming = read_import(record.model_dump_json(by_alias=True).encode())
    return import_records(Store(paths), incoming.lines, [])[0]


def resume(paths: Paths) -> SavedRecord | None:
    """Bring the journal back if it is offered, end it at once, and save."""
    found = find_leftover(paths, at_ten(60))
    if not isinstance(found, tuple):
        assert found is None or isinstance(found, SavedRecord)
        return found
    return end_leftover(paths, *found, at_ten(60))


def note(paths: Paths) -> None:
    """Correct the session in the log, if it is there."""
    for record in Store(paths).read().records:
        Store(paths).amend(record, at_ten(90), note="fine", pain=PainScores(after=1))


STEPS_OF = {"resume": resume, "import": import_, "note": note}


@pytest.mark.parametrize(
    "order", [o for n in (2, 3, 4) for o in itertools.permutations(["resume", "import", "note", "import"], n)]
)
def test_in_whatever_order_the_offered_record_counts(paths: Paths, order: tuple[str, ...]) -> None:
    leave(paths)
    for step in order:
        STEPS_OF[step](paths)
    if "import" not in order:
        return
    (record,) = Store(paths).read().records
    assert record.sets == OFFERED.sets
    noted = "note" in order and order.index("note") > min(
        order.index(s) for s in ("resume", "import") if s in order
    )
    assert record.note == ("fine" if noted else "")
    assert {p.kind for p in check(paths).problems} <= {ProblemKind.LAX_MODE}
    assert not paths.journal.exists() or "resume" not in order
    before = sorted(path.read_bytes() for path in paths.log_dir.iterdir())
    import_(paths)
    assert sorted(path.read_bytes() for path in paths.log_dir.iterdir()) == before, "a second time nothing is new"


def test_what_is_already_in_the_log_is_said_to_be(paths: Paths) -> None:
    leave(paths)
    import_(paths)
    saved = resume(paths)
    assert saved is not None
    assert saved.was_there
    assert saved.record == OFFERED
    assert not paths.journal.exists()
    assert resume(paths) is None


def test_a_session_that_was_imported_and_deleted_is_not_brought_back(paths: Paths) -> None:
    leave(paths)
    import_(paths)
    delete(Store(paths), OFFERED.id, at_ten(10))
    assert resume(paths) is None
    assert Store(paths).read().records == ()


def go_on(paths: Paths, seconds: int, meanwhile: Callable[[], object]) -> Record:
    """Resume the journal, go on for this long, and save. Before that, something happens `meanwhile`."""
    clock = FakeClock(date=at_ten(60).wall())
    found = find_leftover(paths, clock)
    assert isinstance(found, tuple)
    opened = open_leftover(paths, *found, clock)
    opened.runner.bring_back(found[0].last_instant)
    opened.runner.send(Resume())
    for _ in range(seconds):
        clock.advance(1.0)
        opened.runner.advance()
    opened.runner.send(EndSession())
    meanwhile()
    return opened.recorder.save(opened.runner.state, clock).record


@pytest.mark.parametrize("imported", ["meanwhile", "afterwards"])
@pytest.mark.parametrize(("seconds", "more"), [(0, False), (20, True), (60, True)])
def test_of_two_that_went_on_apart_both_are_kept_and_the_one_with_more_counts(
    paths: Paths, imported: str, seconds: int, more: bool
) -> None:
    """The session was resumed at its old place and went on, while what had been done by then was imported."""
    leave(paths)
    mine = go_on(paths, seconds, (lambda: import_(paths)) if imported == "meanwhile" else lambda: None)
    if imported == "afterwards":
        import_(paths)
    lines = Store(paths).lines([])
    assert is_held_by(OFFERED, lines)
    assert is_held_by(mine, lines)
    (counts,) = Store(paths).read().records
    assert counts.sets == (mine if more else OFFERED).sets
    assert {p.kind for p in check(paths).problems} <= {ProblemKind.LAX_MODE}


@pytest.mark.parametrize("change", ["note", "delete"])
def test_what_was_done_since_counts_also_over_a_correction_or_a_deletion(paths: Paths, change: str) -> None:
    leave(paths)

    def meanwhile() -> None:
        import_(paths)
        note(paths) if change == "note" else delete(Store(paths), OFFERED.id, at_ten(90))

    mine = go_on(paths, 60, meanwhile)
    assert [record.sets for record in Store(paths).read().records] == [mine.sets]


def test_a_correction_that_takes_something_away_stays(paths: Paths) -> None:
    store = Store(paths)
    store.append(OFFERED)
    fewer = OFFERED.sets[2].model_copy(update={"reps": 1})
    corrected = store.amend(OFFERED, at_ten(90), sets=(*OFFERED.sets[:2], fewer, *OFFERED.sets[3:]))
    import_(paths)
    assert store.read().records == (corrected,)
    assert len(store.lines([])) == 2


def test_a_record_that_was_left_unsaved_is_printed_unless_the_log_has_all_of_it(
    paths: Paths, capsys: pytest.CaptureFixture[str]
) -> None:
    Store(paths).append(record_after(STALE))
    assert _tell_unsaved(paths, [OFFERED]) == 1
    assert json.loads(capsys.readouterr().out)["id"] == OFFERED.id
    import_(paths)
    assert _tell_unsaved(paths, [OFFERED]) == 0
    assert capsys.readouterr().out == ""


@settings(max_examples=60, deadline=None)
@given(plan=st.sampled_from(["walk", "thrust", "stretch", "mixed"]), pace=PACES, steps=STEPS, cut=st.floats(0, 1))
def test_any_older_part_of_a_session_is_held_by_the_whole(
    plan: str, pace: Pace, steps: list[Step], cut: float
) -> None:
    """As long as nothing is undone. Otherwise the older one may have what was taken back."""
    visit = Visit(PLANS[plan], pace)
    for asked, wait in steps:
        visit.wait(wait)
        if asked.name != "undo":
            ask(visit, asked)
    header = a_header(PLANS[plan], pace=pace)
    at = 1 + int(cut * (len(visit.events) - 1))

    def record(events: Sequence[Event]) -> Record:
        state = ended(fold(header, events), events[-1].at)
        return record_of(header, state, DEVICE, at_ten(at).wall())

    whole, part = record(visit.events), record(visit.events[:at])
    assert is_held_by(part, [whole])
