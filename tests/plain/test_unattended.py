"""If nobody can press a key, a session goes on or ends. It never stays paused and locked forever."""

from __future__ import annotations

from pathlib import Path

import pytest

from kneecoach.log.store import Store
from kneecoach.paths import Paths
from kneecoach.session.commands import Command, Pause, Resume, Start
from kneecoach.session.decide import decide
from kneecoach.session.state import State
from tests.cli.program import kneecoach
from tests.helpers import a_plan, walk
from tests.log.samples import a_header, folders, journal_bytes
from tests.plain.test_follow import run_with
from tests.running.bench import Bench, straight

PLAN = a_plan(walk(5, 5, sets=1))


def cut_off(tmp_path: Path) -> Paths:
    """A rehearsal that was cut off at its start."""
    paths = folders(tmp_path)
    header = a_header(PLAN, speed=10_000.0)
    paths.journal.write_bytes(journal_bytes(header, decide(State(PLAN), Start(), 0.0)))
    return paths


def test_a_session_that_is_paused_when_input_ends_stays_paused() -> None:
    asked: dict[str, Command] = {"p": Pause(), "r": Resume()}
    for lines, is_over in ((["p", None], False), (["p", "r", None], True), (["p", None, "r"], False)):
        bench = Bench(PLAN)
        run_with(bench, lines, 3.0, lambda line: bench.runner.send(asked[line]))  # noqa: B023 - called at once
        assert bench.runner.state.is_over is is_over, lines


def test_a_session_that_runs_when_input_ends_goes_on() -> None:
    bench = Bench(PLAN)
    run_with(bench, [None], 0.1, lambda line: pytest.fail(f"obeyed {line!r}"))
    assert bench.events == straight(PLAN)


@pytest.mark.parametrize("how", ["--json", "--plain"])
def test_a_session_brought_back_to_nobody_is_kept(tmp_path: Path, how: str) -> None:
    paths = cut_off(tmp_path)
    done = kneecoach(paths.data, "resume", how, status=1)
    assert done.stderr.splitlines()[-1] == (
        "kneecoach: stdin has ended, so the session cannot go on. "
        "The session is kept: `kneecoach resume` continues it."
    )
    assert paths.journal.exists()
    kneecoach(paths.data, "resume", how, "--yes")
    assert len(Store(paths).read().records) == 1


def test_a_session_brought_back_hears_the_keys_before_the_end_of_input(tmp_path: Path) -> None:
    paths = cut_off(tmp_path)
    kneecoach(paths.data, "resume", "--json", stdin="p\n")
    assert len(Store(paths).read().records) == 1


def test_in_self_pace_nobody_counts_for_nobody(tmp_path: Path) -> None:
    data = tmp_path / "data"
    done = kneecoach(data, "start", "--json", "--yes", "--mute", "--pace", "self", "--speed", "10000", status=1)
    assert "so the session cannot go on" in done.stderr
    assert '"event": "session-started"' in done.stdout
