"""`c` in Session detail continues a partial session."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from kneecoach.log.record import Record
from kneecoach.log.store import Store
from kneecoach.paths import Paths
from kneecoach.session.events import Outcome, Status
from kneecoach.ui.screens.detail import Detail
from kneecoach.ui.screens.home import Home
from kneecoach.ui.screens.live import Live
from kneecoach.ui.screens.summary import Summary
from tests.half_done import MINI, after_two_of_three, first_part
from tests.ui.detail import said
from tests.ui.driver import driving, paths_in


def a_partial_session(tmp_path: Path) -> tuple[Paths, Record]:
    """One of the five sets of `MINI` is done, and two of three reps of another. It was saved minutes ago."""
    paths = paths_in(tmp_path)
    paths.routines_dir.mkdir(parents=True)
    (paths.routines_dir / "mini.toml").write_text(MINI)
    return paths, first_part(paths, after_two_of_three)


async def test_c_does_the_sets_that_are_left(tmp_path: Path) -> None:
    paths, record = a_partial_session(tmp_path)
    async with driving(tmp_path) as driver:
        driver.clock.date = record.started_at + timedelta(minutes=30)
        await driver.press("h", "enter")
        assert isinstance(driver.app.screen, Detail)
        assert "Go on" in driver.footer
        await driver.press("c")
        assert isinstance(driver.app.screen, Live)
        assert driver.runner.state.planned.exercise.title == "Step up"
        assert len(driver.runner.state.plan.sets) == 4
        await driver.wait(200)
        await driver.settle()
        assert isinstance(driver.app.screen, Summary)
        (saved,) = Store(paths).read().records
        assert (saved.id, saved.rev, saved.status) == (record.id, 2, Status.COMPLETED)


async def test_discarded_the_session_stays_as_it_was(tmp_path: Path) -> None:
    paths, record = a_partial_session(tmp_path)
    async with driving(tmp_path) as driver:
        driver.clock.date = record.started_at + timedelta(minutes=30)
        await driver.press("h", "enter", "c", "q", "d", "d")
        assert isinstance(driver.app.screen, Home)
        assert Store(paths).read().records == (record,)
        assert not paths.journal.exists()


@pytest.mark.parametrize(
    ("hours", "changes", "why"),
    [
        (13.0, {}, "This session ended more than 12 hours ago: start a new one instead."),
        (1.0, {"speed": 60.0}, "This was a rehearsal: start a session instead."),
    ],
)
async def test_where_it_makes_no_sense_a_sentence_says_why(
    tmp_path: Path, hours: float, changes: dict[str, float], why: str
) -> None:
    paths, record = a_partial_session(tmp_path)
    if changes:
        Store(paths).append(record.model_copy(update={**changes, "rev": 2}))
    async with driving(tmp_path) as driver:
        driver.clock.date = record.started_at + timedelta(hours=hours)
        await driver.press("h", "a", "enter")
        assert "Go on" not in driver.footer
        await driver.press("c")
        assert isinstance(driver.app.screen, Detail)
        assert said(driver) == why
        assert record.sets[1].outcome is Outcome.PARTIAL
