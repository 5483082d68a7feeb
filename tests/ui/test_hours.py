"""A change of day is an event: open screens update, and Home asks in the morning."""

from __future__ import annotations

from datetime import timedelta, timezone
from pathlib import Path

import pytest
from textual.screen import Screen

from kneecoach.log.record import PainScores, Record
from kneecoach.ui.screens.before import Before
from kneecoach.ui.screens.history import History
from kneecoach.ui.screens.summary import Summary
from kneecoach.ui.screens.trends import Trends
from kneecoach.ui.widgets.line import Line
from kneecoach.ui.widgets.morning import Morning
from tests.log.samples import a_record
from tests.ui.driver import Driver, driving
from tests.ui.made_up import write

HOUR = 3600.0


def evening(days: int = 0) -> Record:
    """A session from 22:00 to 22:20 (UTC), this many days after the driver's first day, a Sunday."""
    began = a_record().started_at + timedelta(days=days, hours=13)
    return a_record(
        50 + days,
        started_at=began,
        ended_at=began + timedelta(minutes=20),
        saved_at=began + timedelta(minutes=21),
        pain=PainScores(before=2, after=2),
    )


async def later(drive: Driver, hours: float) -> None:
    """Let this many hours pass, and let the app look at the clock."""
    drive.clock.advance(hours * HOUR)
    drive.app.hours.look()
    await drive.pilot.pause()
    await drive.settle()


def home_says(drive: Driver) -> dict[str, str]:
    """What Home says about the past."""
    past = drive.app._home.past
    return {"This week": past.week_said, past.said[0]: past.said[1]}


def is_asked(drive: Driver) -> bool:
    """Whether Home asks how the knee was in the morning."""
    return any(morning.asks and morning.display for morning in drive.app._home.query(Morning))


async def test_home_left_open_over_night_counts_anew_and_asks_in_the_morning(tmp_path: Path) -> None:
    write(tmp_path, [evening()])
    async with driving(tmp_path) as drive:
        await later(drive, 12.5)
        assert home_says(drive)["This week"] == "1 of 3"
        assert home_says(drive)["Last session"].startswith("today · Sun 22 Nov")
        assert not is_asked(drive)
        await later(drive, 2.0)
        assert home_says(drive)["Last session"].startswith("yesterday · Sun 22 Nov")
        assert home_says(drive)["This week"] == "0 of 3", "it is Monday"
        assert not is_asked(drive), "half past midnight is no morning"
        await later(drive, 6.0)
        assert is_asked(drive)
        await drive.press("3")
        (saved,) = drive.app.sessions.all
        assert saved.pain.next_morning == 3


async def test_a_question_that_is_asked_already_stays_as_it_is(tmp_path: Path) -> None:
    write(tmp_path, [evening(-1)])
    async with driving(tmp_path) as drive:
        assert is_asked(drive)
        said = str(drive.app._home.query_one("#morning-said", Line).render())
        await later(drive, 1.0)
        assert is_asked(drive)
        assert str(drive.app._home.query_one("#morning-said", Line).render()) == said


async def test_another_time_zone_is_another_day(tmp_path: Path) -> None:
    write(tmp_path, [evening(-1)])
    async with driving(tmp_path) as drive:
        assert home_says(drive)["This week"] == "1 of 3"
        drive.clock.date = drive.clock.date.astimezone(timezone(timedelta(hours=14)))
        await later(drive, 0.0)
        assert home_says(drive)["This week"] == "0 of 3", "there it is Monday already"


@pytest.mark.parametrize(("keys", "kind"), [(["h"], History), (["t"], Trends), (["h", "t"], Trends)])
async def test_history_and_trends_left_open_over_night_count_anew(
    tmp_path: Path, keys: list[str], kind: type[Screen[None]]
) -> None:
    write(tmp_path, [evening(-6), evening(-1)])
    async with driving(tmp_path, (140, 45)) as drive:
        await drive.press(*keys)
        assert isinstance(drive.app.screen, kind)

        def says(words: str) -> bool:
            return words in "\n".join(str(line.render()) for line in drive.app.screen.query("Line, Chart"))

        assert says("his week 2 of 3")
        await later(drive, 15.0)
        assert says("his week 0 of 3")
        assert not says("his week 2 of 3")


@pytest.mark.parametrize("kind", [Before, Summary])
async def test_what_is_suggested_is_found_out_anew(tmp_path: Path, kind: type[Before] | type[Summary]) -> None:
    """Two good sessions suggest more for 28 days after the first, and no longer."""
    write(tmp_path, [evening(-1)])
    async with driving(tmp_path) as drive:
        asked: list[str] = []
        if kind is Before:
            await drive.press("enter")
        else:
            drive.app.open_summary(drive.app.sessions.all[0])
            await drive.settle()
        screen = drive.app.screen
        assert isinstance(screen, kind)
        screen.look = lambda routine_id, *_: asked.append(routine_id)  # type: ignore[method-assign]
        await later(drive, 0.5)
        assert asked == []
        await later(drive, 15.0)
        assert asked == ["knee-relief"]
