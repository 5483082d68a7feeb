"""What Home and `start` begin with: the routine last done, or the one named in the settings."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kneecoach.errors import KneecoachError
from kneecoach.log.record import Record, RoutineRef
from kneecoach.log.store import Store
from kneecoach.review.last_routine import routine_to_start
from tests.cli.program import kneecoach
from tests.log.samples import STARTED, a_record, folders
from tests.ui.driver import SILENT, driving, paths_in

TODAY = STARTED.date()


def done(routine: str, number: int = 1, speed: float = 1.0) -> Record:
    """A session of a routine."""
    ref = RoutineRef(id=routine, title=routine, digest="sha256:0")
    return a_record(number).model_copy(update={"routine": ref, "speed": speed})


@pytest.mark.parametrize(
    ("records", "fixed", "first"),
    [
        ((), None, "knee-relief"),
        ((done("knee-start"),), None, "knee-start"),
        ((done("knee-start"), done("knee-home", 2)), None, "knee-home"),
        ((done("knee-start"), done("knee-home", 2, speed=20.0)), None, "knee-start"),
        ((done("gone"),), None, "knee-relief"),
        ((done("knee-start"),), "knee-minutes", "knee-minutes"),
    ],
)
def test_which_routine_comes_first(
    tmp_path: Path, records: tuple[Record, ...], fixed: str | None, first: str
) -> None:
    assert routine_to_start(folders(tmp_path), records, TODAY, fixed) == first


def test_a_fixed_routine_that_does_not_exist_is_named_with_the_file_and_the_key(tmp_path: Path) -> None:
    paths = folders(tmp_path)
    with pytest.raises(KneecoachError) as raised:
        routine_to_start(paths, (), TODAY, "yoga")
    said = str(raised.value)
    assert said.startswith(f"{paths.settings}: default_routine: 'yoga' is unknown; choose one of knee-relief, ")


def test_start_without_a_name_takes_it(tmp_path: Path) -> None:
    paths = folders(tmp_path)
    Store(paths).append(done("knee-minutes"))
    out = kneecoach(paths.data, "start", "--json", "--yes", "--mute", "--speed", "3000").stdout
    begun = next(json.loads(line) for line in out.splitlines() if '"session-started"' in line)
    assert begun["routine"] == "knee-minutes"


async def test_home_opens_at_it_until_another_one_is_looked_at(tmp_path: Path) -> None:
    paths = paths_in(tmp_path)
    paths.config.mkdir(parents=True)
    paths.settings.write_text(f'default_routine = "knee-start"\n{SILENT}')
    async with driving(tmp_path) as driver:
        panel = driver.app.screen.query_one("#routine")
        assert str(panel.border_title) == "Knee start"
        await driver.press("right")
        driver.app.look_at_past()
        await driver.settle()
        assert str(panel.border_title) == "Knee strong"
