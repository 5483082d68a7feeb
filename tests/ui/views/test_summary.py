"""What Summary shows: the headline, the exercises compared with last time, and the week."""

from __future__ import annotations

from datetime import timedelta

import pytest
from rich.cells import cell_len

from kneecoach.log.record import Record, TargetRecord
from kneecoach.review.charts.text import Role, Row
from kneecoach.session.events import Outcome, Status
from kneecoach.session.plan import Side, Unit
from kneecoach.ui.views.summary import headline, summary_view
from tests.log.samples import a_record, a_set

DONE = a_set(outcome=Outcome.COMPLETED, reps=15, set=1, of=2)
UNTRIED = a_set(outcome=Outcome.SKIPPED, reps=0, holds=(), seconds=0.0, started_at=None, set=2, of=2)


def session(*sets: object, **changes: object) -> Record:
    return a_record(sets=sets or (DONE,)).model_copy(update=changes)


def text(row: Row) -> str:
    return "".join(span.text for span in row)


def test_all_done_only_when_all_was_done() -> None:
    whole = headline(session(status=Status.COMPLETED, active_seconds=2220.0))
    assert (whole.letters, whole.time, whole.is_all) == ("ALL DONE", "37 MIN", True)
    part = headline(session(DONE, UNTRIED, status=Status.PARTIAL))
    assert (part.letters, part.is_all) == ("1 OF 2 SETS", False)
    assert part.about.startswith("Stopped after 1 of 2 sets. ")


@pytest.mark.parametrize(
    ("width", "height", "rows"), [(36, 12, 1), (56, 12, 1), (56, 20, 3), (74, 24, 3), (118, 30, 3), (118, 45, 5)]
)
def test_the_letters_are_as_large_as_fits(width: int, height: int, rows: int) -> None:
    shown = headline(session(status=Status.COMPLETED, active_seconds=2220.0))
    assert shown.rows(width, height) == rows


@pytest.mark.parametrize(("goal", "said", "role"), [(1, "1 of 1, goal met", Role.DONE), (3, "1 of 3", Role.VALUE)])
def test_the_goal_is_met_or_it_says_how_much_of_it(goal: int, said: str, role: Role) -> None:
    now = session()
    view = summary_view(now, (now,), now.started_at.date(), goal)
    week = view.draw_past(74, 9)[0]
    assert week[-1].text.strip() == said
    assert week[-1].role is role
    assert "S ▪" in text(week)


@pytest.mark.parametrize("width", [38, 74])
def test_a_change_ends_at_the_right_edge_whatever_script_a_title_is_in(width: int) -> None:
    whole = {"outcome": Outcome.COMPLETED, "of": 1, "set": 1, "title": "膝のストレッチ"}
    now, last = session(a_set(**whole, reps=15)), session(a_set(**whole, reps=14), id="1" * 8)
    before = last.model_copy(update={"started_at": now.started_at - timedelta(days=2)})
    view = summary_view(now, (before, now), now.started_at.date(), 3)
    shown = text(view.draw_results(width, 99)[-1])
    assert shown.endswith(" +1")
    assert cell_len(shown) == width


STEPS = TargetRecord(reps=(15, 20), unit=Unit.STEP)


@pytest.mark.parametrize(
    ("width", "title", "change", "rows"),
    [
        (38, "Lateral band walk", False, ["◐ Lateral band walk", "  0 of 2 sets  left 12  right 10 steps"]),
        (37, "Lateral band walk", False, ["◐ Lateral band walk", "  0 of 2 sets  left 12  right 10…"]),
        (24, "Stability ball leg curl", True, ["✓ Stability ball leg…", "  15 reps  12.5 kg    +1"]),
        (21, "Stability ball leg curl", True, ["✓ Stability ball leg…", "  15 reps  12.5…   +1"]),
    ],
)
def test_on_two_rows_no_word_is_cut(width: int, title: str, change: bool, rows: list[str]) -> None:
    whole = {"title": title, "outcome": Outcome.COMPLETED, "of": 1, "set": 1, "load_kg": 12.5, "holds": ()}
    each = {"title": title, "outcome": Outcome.PARTIAL, "of": 1, "set": 1, "target": STEPS, "holds": ()}
    now, last = session(a_set(**whole, reps=15)), session(a_set(**whole, reps=14), id="1" * 8)
    if not change:
        now = session(*(a_set(**each, side=side, reps=reps) for side, reps in ((Side.LEFT, 12), (Side.RIGHT, 10))))
    before = last.model_copy(update={"started_at": now.started_at - timedelta(days=2)})
    view = summary_view(now, (before, now), now.started_at.date(), 3)
    assert [text(row).rstrip() for row in view.draw_results(width, 99)][-2:] == rows


@pytest.mark.parametrize("width", [36, 56, 74, 118])
def test_no_row_is_wider_than_the_window(width: int) -> None:
    now = session()
    last = session(id="1" * 8, started_at=now.started_at - timedelta(days=2))
    view = summary_view(now, (last, now), now.started_at.date(), 3)
    rows = (*view.draw_results(width, 99), *view.draw_past(width, 99))
    assert max(len(text(row)) for row in rows) <= width
    assert any("Hip thrust" in text(row) for row in rows)
