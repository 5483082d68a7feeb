"""`stats` and `progress`, over a log of a few sessions that end yesterday."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from kneecoach.log.record import PainScores, Record, SetRecord
from kneecoach.log.store import Store
from kneecoach.paths import Paths
from kneecoach.routine.library import load_routine
from kneecoach.session.events import Outcome
from tests.cli.program import as_json, kneecoach
from tests.log.samples import a_record, a_set, folders

CALM = PainScores(before=1, after=1, next_morning=1)


def thrusts(reps: int = 15, load: float = 8.0) -> tuple[SetRecord, ...]:
    """Three sets of hip thrusts."""
    done: dict[str, Any] = {"reps": reps, "holds": (2.0,) * reps, "load_kg": load}
    return tuple(a_set(set=n, outcome=Outcome.COMPLETED, **done) for n in (1, 2, 3))


def days_ago(days: int, **changes: Any) -> Record:
    """A session that began this many days ago."""
    began = datetime.now(UTC) - timedelta(days=days)
    fields: dict[str, Any] = {"started_at": began, "ended_at": began, "pain": CALM, "sets": thrusts()}
    return a_record(days, **{**fields, **changes})


@pytest.fixture
def paths(tmp_path: Path) -> Paths:
    """Two calm sessions at the top of the range, and a rehearsal."""
    paths = folders(tmp_path)
    for record in (days_ago(4), days_ago(2), days_ago(1, speed=60.0)):
        Store(paths).append(record)
    return paths


def test_stats_in_words(paths: Paths) -> None:
    lines = kneecoach(paths.data, "stats").stdout.splitlines()
    assert "Should I do more?" in lines
    assert "  You could: Hip thrust: 15 → 15–17 reps. Why: 15 reps in every set of two" in lines
    assert "  Hip thrust, 2 sessions" in lines
    assert "    reps in a session: 45, 45" in lines
    assert "  Hip thrust, 3 sessions" in kneecoach(paths.data, "stats", "--all").stdout.splitlines()


def test_the_keys_of_stats_are_those_that_are_documented(paths: Paths) -> None:
    found = as_json(paths.data, "stats")
    said = (Path(__file__).parent.parent.parent / "docs" / "stats.md").read_text("utf-8")
    missing = [key for key in _keys(found) if f"`{key}`" not in said]
    assert missing == []
    assert (found["sessions"], found["weekly_goal"], found["pain_cap"]) == (2, 3, 5)
    assert [answer["key"] for answer in found["answers"]] == ["often", "pain", "legs", "more"]
    assert found["suggestions"][0]["from"] == [15, 15]
    since = (datetime.now(UTC) - timedelta(days=3)).date().isoformat()
    assert as_json(paths.data, "stats", "--since", since)["sessions"] == 1
    assert as_json(paths.data, "stats", "--all")["sessions"] == 3


def _keys(value: object) -> set[str]:
    if isinstance(value, dict):
        return {str(key) for key in value}.union(*(_keys(inner) for inner in value.values()))
    return set().union(*(_keys(inner) for inner in value)) if isinstance(value, list) else set()


def test_settings_are_heeded(paths: Paths) -> None:
    paths.config.mkdir(exist_ok=True)
    paths.settings.write_text("weekly_goal = 1\npain_cap = 2\n")
    found = as_json(paths.data, "stats")
    assert (found["weekly_goal"], found["pain_cap"]) == (1, 2)
    assert found["streak_weeks"] >= 1


def test_nothing_is_changed_without_a_yes(paths: Paths) -> None:
    kneecoach(paths.data, "stats")
    assert [s["kind"] for s in as_json(paths.data, "progress")] == ["more-reps"]
    assert not paths.routines_dir.exists()
    out = kneecoach(paths.data, "progress", "--apply", "hip-thrust").stdout
    own = paths.routines_dir / "knee-relief.toml"
    assert out == (
        f"Hip thrust: 15 → 15–17 reps: written to {own}\n"
        "To take it back: kneecoach progress knee-relief --undo hip-thrust\n"
    )
    thrust = next(e for e in load_routine(paths, "knee-relief").spec.exercise if e.id == "hip-thrust")
    assert (thrust.reps, thrust.load_kg) == ((15, 17), 8.0)
    assert as_json(paths.data, "progress") == [], "the sessions before the change say nothing more"
    assert "3 × 15–17 reps" in kneecoach(paths.data, "routines", "show", "knee-relief").stdout
    kneecoach(paths.data, "routines", "check")


def test_a_yes_is_undone(paths: Paths) -> None:
    own = paths.routines_dir / "knee-relief.toml"
    kneecoach(paths.data, "progress", "--apply", "hip-thrust")
    assert own.exists()
    done = kneecoach(paths.data, "progress", "--undo", "hip-thrust")
    assert done.stdout == "Taken back: Hip thrust: 15 → 15–17 reps; the built-in routine is used again\n"
    assert not own.exists()
    assert [s["kind"] for s in as_json(paths.data, "progress")] == ["more-reps"], "it is suggested again"
    done = kneecoach(paths.data, "progress", "--undo", "hip-thrust", status=1)
    assert done.stderr == "kneecoach: knee-relief has no step of 'hip-thrust' to take back.\n"
    kneecoach(paths.data, "progress", "--apply", "hip-thrust")
    undone = as_json(paths.data, "progress", "knee-relief", "--undo", "hip-thrust")
    assert (undone["undone"], undone["words"]) == ("hip-thrust", "Hip thrust: 15 → 15–17 reps")
    kneecoach(paths.data, "progress", "--apply", "hip-thrust", "--undo", "hip-thrust", status=2)


def test_an_exercise_may_be_named_by_its_title(paths: Paths) -> None:
    kneecoach(paths.data, "progress", "--apply", "Hip thrust")
    undone = as_json(paths.data, "progress", "--undo", "hip THRUST")
    assert undone["undone"] == "hip-thrust"


def test_a_step_of_an_exercise_that_the_routine_no_longer_has_is_named_by_its_id(paths: Paths) -> None:
    kneecoach(paths.data, "progress", "--apply", "hip-thrust")
    own = paths.routines_dir / "knee-relief.toml"
    assert "[15, 17]" in own.read_text()
    own.write_text(own.read_text().replace('use = "hip-thrust"', 'id = "lunge"\nuse = "reverse-lunge"'))
    assert as_json(paths.data, "progress", "--undo", "hip-thrust")["undone"] == "hip-thrust"
    assert "[15, 17]" not in own.read_text()


def test_a_yes_to_nothing_is_wrong_usage(paths: Paths) -> None:
    done = kneecoach(paths.data, "progress", "--apply", "quad-stretch", status=2)
    assert done.stderr == (
        "kneecoach: There is no suggestion for 'quad-stretch'; there are suggestions for hip-thrust.\n"
    )
    kneecoach(paths.data, "progress", "--apply", "hip-thrust")
    done = kneecoach(paths.data, "progress", "--apply", "hip-thrust", status=2)
    assert done.stderr == (
        "kneecoach: There is no suggestion for 'hip-thrust': do a session of Hip thrust as you changed "
        "it first, with pain of 2 at most.\n"
    )


def test_an_exercise_that_the_routine_does_not_have_is_wrong_usage(paths: Paths) -> None:
    done = kneecoach(paths.data, "progress", "--apply", "foo", status=2)
    assert done.stderr == (
        "kneecoach: The routine knee-relief has no exercise called 'foo'; it has quad-stretch; "
        "calf-stretch; lateral-band-walk; ball-leg-curl; hip-thrust; reverse-lunge.\n"
    )
    done = kneecoach(paths.data, "progress", "--apply", "hip-thrsut", status=2)
    assert done.stderr == (
        "kneecoach: The routine knee-relief has no exercise called 'hip-thrsut'; did you mean 'hip-thrust'?\n"
    )


def test_a_missing_routine_is_wrong_usage(paths: Paths) -> None:
    kneecoach(paths.data, "progress", "no-such-routine", status=2)
    assert not paths.routines_dir.exists()


def test_an_empty_log(tmp_path: Path) -> None:
    data = tmp_path / "new"
    assert kneecoach(data, "stats").stdout.count("Too early: ") == 4
    assert kneecoach(data, "progress").stdout == (
        "Suggestions: none\n  Why: the first suggestion comes after two good sessions.\n"
    )
    assert as_json(data, "progress") == []
    assert as_json(data, "stats")["sessions"] == 0
    assert not data.exists(), "looking makes no folder"


@pytest.mark.parametrize("command", ["stats", "progress", "history"])
def test_of_many_lines_that_cannot_be_read_the_first_are_named(paths: Paths, command: str) -> None:
    with next(paths.log_dir.glob("*.jsonl")).open("a", encoding="utf-8") as file:
        file.write("not a record\n" * 15)
    said = kneecoach(paths.data, command).stderr.splitlines()
    assert len(said) == 11
    assert said[-1] == "kneecoach: 5 more cannot be read; `kneecoach log check` names them"


def test_a_broken_routine_costs_only_the_suggestions(paths: Paths) -> None:
    paths.routines_dir.mkdir(parents=True)
    (paths.routines_dir / "knee-relief.toml").write_text("schema = 1\n")
    done = kneecoach(paths.data, "stats")
    assert "so there are no suggestions" in done.stderr
    assert "Hip thrust, 2 sessions" in done.stdout


def test_stats_in_a_narrow_character_set(paths: Paths) -> None:
    env = {"PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    assert "Suggestions" in kneecoach(paths.data, "stats", env=env).stdout
