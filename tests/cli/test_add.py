"""`kneecoach add`, with the real program: from what was typed to a session on another device."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from kneecoach.log.store import Store
from kneecoach.paths import Paths, find_paths
from tests.cli.program import as_json, kneecoach
from tests.log.samples import DEVICE, a_record, folders


@pytest.fixture
def paths(tmp_path: Path) -> Paths:
    return folders(tmp_path)


def weeks(data: Path) -> list[int]:
    return [week["sessions"] for week in as_json(data, "stats")["weeks"]]


def test_from_what_was_typed_to_another_folder(paths: Paths, tmp_path: Path) -> None:
    """Added, shown, corrected, exported, and imported elsewhere: the same at each step."""
    said = as_json(paths.data, "add", "--on", "2026-01-06T18:30", "--all", "--pain-after", "2", "--note", "at work")
    assert (said["entered"], said["schema"], said["status"]) == ("later", 2, "completed")
    assert [said[key] for key in ("ended_at", "active_seconds", "paused_seconds")] == [None, None, None]
    assert said["pain"] == {"before": None, "worst": None, "after": 2, "next_morning": None}
    assert as_json(paths.data, "show", "last") == said
    shown = kneecoach(paths.data, "show", "last").stdout
    assert "completed, 26 of 26 sets, entered later\n" in shown
    assert "note: at work" in shown
    assert "✓ set 2 of 3: 15 of 15 reps, held 2 s\n" in shown
    assert "entered later · 26 of 26 sets · completed" in kneecoach(paths.data, "history").stdout

    kneecoach(paths.data, "edit", "last", "hip-thrust:2", "--reps", "12", "--load", "8")
    edited = as_json(paths.data, "show", "last")
    assert (edited["rev"], edited["status"], edited["entered"]) == (2, "partial", "later")

    kneecoach(paths.data, "export", "--format", "json", "-o", str(tmp_path / "out.json"))
    other = find_paths(str(tmp_path / "other"))
    for _ in range(2):  # a second time changes nothing
        kneecoach(other.data, "import", str(tmp_path / "out.json"))
        assert as_json(other.data, "show", "last") == edited
    assert len(Store(other).lines([])) == 1
    assert weeks(other.data)[0] == 1
    assert as_json(other.data, "stats")["entered_later"] == 1


def test_without_a_terminal_what_was_not_given_is_unknown(paths: Paths) -> None:
    done = kneecoach(paths.data, "add", "--on", "2026-01-06", "--pain-after", "3")
    assert "entered later · 26 sets not entered · unknown · pain ? → 3." in done.stdout
    record = as_json(paths.data, "show", "last")
    assert {attempt["seconds"] for attempt in record["sets"]} == {None}
    assert {attempt["reps"] for attempt in record["sets"] if "reps" in attempt["target"]} == {None}
    assert "  – set 1 of 3: not entered" in kneecoach(paths.data, "show", "last").stdout
    assert weeks(paths.data)[0] == 1, "who says that it was done need not say how much"
    example = done.stdout.splitlines()[-1].partition("not known: kneecoach ")[2].split()
    kneecoach(paths.data, *example)
    assert as_json(paths.data, "show", "last")["sets"][0]["outcome"] == "completed"


def test_one_of_the_same_routine_on_that_day_is_named_and_kept(paths: Paths) -> None:
    first = as_json(paths.data, "add", "--on", "2025-01-07", "--all")
    done = kneecoach(paths.data, "add", "--on", "2025-01-07T18:00", "--all")
    assert f"is already in the log on Tue 7 Jan 2025, as {first['id'][:8]}" in done.stderr
    assert len(Store(paths).read().records) == 2
    other = kneecoach(paths.data, "add", "knee-start", "--on", "2025-01-07", "--all")
    assert other.stderr == ""


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (("--on", "9999-01-01"), "is in the future"),
        (("--on", "1969-12-31"), "1969-12-31 is too early: sessions can be entered from 1970."),
        (("--on", "6/1"), "“6/1” is not a day"),
        ((), "--on"),
        (("--on", "2025-01-07", "--pain-after", "11"), "Pain must be a whole number from 0 to 10."),
        (("--on", "2025-01-07", "--pain-after", "none"), "should be a whole number that is 0 or more."),
        (("--on", "2025-01-07", "--note", "x" * 2001), "A note has at most 2000 characters"),
    ],
)
def test_what_is_impossible_is_refused_and_nothing_is_written(
    paths: Paths, arguments: tuple[str, ...], why: str
) -> None:
    done = kneecoach(paths.data, "add", *arguments, status=2)
    assert why in done.stderr
    assert not paths.log_dir.exists()


def test_it_stands_beside_sessions_of_kneecoach_0_1_0_whichever_came_first(paths: Paths, tmp_path: Path) -> None:
    """The union of an older log and this one is the same in either order, and when made a third time."""
    kneecoach(paths.data, "add", "--on", "2026-01-06", "--all")
    mine = (paths.log_dir / f"{DEVICE}.jsonl").read_bytes()
    older = a_record(1).model_dump_json(by_alias=True).encode() + b"\n"
    found: list[Any] = []
    for name, lines in (("one", mine + older), ("two", older + mine), ("three", older + mine + older + mine)):
        there = find_paths(str(tmp_path / name))
        there.log_dir.mkdir(parents=True)
        (there.log_dir / f"{DEVICE}.jsonl").write_bytes(lines)
        found.append(as_json(there.data, "history"))
    assert found[0] == found[1] == found[2]
    assert len(found[0]) == 2
