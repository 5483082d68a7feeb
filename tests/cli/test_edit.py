"""`note`, `edit`, `delete` and `undelete`, with the real program."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from kneecoach.log.store import Store
from kneecoach.paths import Paths
from kneecoach.session.plan import Side
from tests.cli.program import PROGRAM, TIMEOUT, as_json, environment, kneecoach
from tests.log.samples import DEVICE, a_record, a_set, a_tombstone, folders

FIRST, SECOND, GONE = a_record(1), a_record(2, days=1), a_record(31, days=2, note="forgotten")


@pytest.fixture
def paths(tmp_path: Path) -> Paths:
    """Two sessions, the second of two sides, and a third that was deleted."""
    paths = folders(tmp_path)
    sides = tuple(
        a_set(exercise="quad-stretch", title="Quad stretch", set=1, side=side) for side in (Side.LEFT, Side.RIGHT)
    )
    second = SECOND.model_copy(update={"sets": (*SECOND.sets, *sides)})
    for line in (FIRST, second, GONE, a_tombstone(GONE)):
        Store(paths).append(line)
    return paths


def raw(paths: Paths) -> list[dict[str, Any]]:
    """Every line of the log."""
    text = (paths.log_dir / f"{DEVICE}.jsonl").read_text("utf-8")
    return [json.loads(line) for line in text.splitlines()]


def test_a_note_is_written_printed_and_removed(paths: Paths) -> None:
    assert kneecoach(paths.data, "note", "last").stdout == ""
    said = kneecoach(paths.data, "note", "last", "knee clicked").stdout
    assert "Note: knee clicked (was –)" in said
    assert "revision 2" in said
    assert kneecoach(paths.data, "note", "00000002").stdout == "knee clicked\n"
    assert as_json(paths.data, "note", "last")["note"] == "knee clicked"
    kneecoach(paths.data, "note", "last", "-", stdin="from a\x1b[31m\nfile\n")
    assert kneecoach(paths.data, "note", "last").stdout == "from a[31m file\n"
    assert as_json(paths.data, "note", "last", "")["note"] == ""
    assert [line.get("note") for line in raw(paths)[-3:]] == ["knee clicked", "from a[31m file", ""]
    assert "nothing was changed" in kneecoach(paths.data, "note", "last", "").stdout
    assert len(raw(paths)) == 7


@pytest.mark.skipif(sys.platform == "win32", reason="there arguments are text")
def test_a_note_in_latin_1_keeps_its_letters(paths: Paths) -> None:
    note = "sur le côté, 8°, «ça va»"
    for arguments, stdin in ((("note", "last", note), ""), (("edit", "last", "--note", note), ""), ((), note)):
        command = [*PROGRAM, *(arguments or ("note", "last", "-"))]
        subprocess.run(
            [part.encode("latin-1") for part in command],
            input=stdin.encode("latin-1"),
            env=environment(paths.data),
            timeout=TIMEOUT,
            check=True,
            capture_output=True,
        )
        assert raw(paths)[-1]["note"] == note
        kneecoach(paths.data, "note", "last", "")


def test_a_note_keeps_the_joiners_that_spell(paths: Paths) -> None:
    note = "می\u200cخواهم, क्\u200dष, 👨\u200d👩\u200d👧"
    kneecoach(paths.data, "note", "last", f"\x1b[31m{note}\u202e")
    assert raw(paths)[-1]["note"] == f"[31m{note}"
    assert kneecoach(paths.data, "note", "last").stdout == f"[31m{note}\n"


def test_answers_are_corrected_and_taken_back(paths: Paths) -> None:
    options = ("--pain-before", "5", "--pain-worst", "6", "--pain-after", "none", "--next-morning", "0")
    record = as_json(paths.data, "edit", "00000001", *options, "--reps-in-reserve", "2", "--note", "hm")
    assert record["pain"] == {"before": 5, "worst": 6, "after": None, "next_morning": 0}
    assert (record["reps_in_reserve"], record["note"], record["rev"]) == (2, "hm", 2)
    assert record == raw(paths)[-1]
    lines = kneecoach(paths.data, "edit", "00000001", "--reps-in-reserve", "None", "--pain-after", "4").stdout
    assert lines.splitlines()[1:3] == [
        "  Knee pain after: 4 (was –)",
        "  Reps you had left: – (was 2)",
    ]
    assert as_json(paths.data, "show", "00000001")["reps_in_reserve"] is None


def test_an_attempt_is_corrected(paths: Paths) -> None:
    options = ("--reps", "15", "--load", "7,5", "--pain", "5")
    record = as_json(paths.data, "edit", "00000001", "hip:2", *options)
    [attempt] = record["sets"]
    assert (attempt["outcome"], attempt["reps"], attempt["load_kg"], attempt["pain"]) == ("completed", 15, 7.5, 5)
    assert (record["status"], record["pain"]["worst"]) == ("completed", 5)
    record = as_json(paths.data, "edit", "00000001", "hip-thrust:2", "--load", "none", "--outcome", "skipped")
    assert (record["sets"][0]["load_kg"], record["sets"][0]["outcome"]) == (None, "skipped")
    assert (record["sets"][0]["reps"], record["status"]) == (0, "partial"), "what was skipped was not done"
    record = as_json(paths.data, "edit", "last", "quad:1:r", "--reps", "3")
    assert [s["reps"] for s in record["sets"]] == [12, 12, 3]


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        (("edit", "last"), 2, "Say what to correct"),
        (("edit", "last", "--reps", "3"), 2, "Say which set"),
        (("edit", "last", "hip:2"), 2, "Say what to correct in hip:2"),
        (("edit", "last", "hip:2", "--note", "x"), 2, "Say what to correct in hip:2"),
        (("edit", "last", "--pain-after", "11"), 2, "from 0 to 10"),
        (("edit", "last", "--pain-after", "-1"), 2, "should be a whole number that is 0 or more, or none."),
        (("edit", "last", "--pain-after", "2.5"), 2, "should be a whole number that is 0 or more, or none."),
        (("edit", "last", "--reps-in-reserve", "6"), 2, "from 0 to 5"),
        (("edit", "last", "hip:2", "--reps", "1000"), 2, "from 0 to 999"),
        (("edit", "last", "hip:2", "--load", "heavy"), 2, "Enter the load in kg, such as 8 or 7.5."),
        (("edit", "last", "hip:2", "--load", "nan"), 2, "Enter the load in kg, such as 8 or 7.5."),
        (("edit", "last", "hip:2", "--load", "501"), 2, "from 0 to 500"),
        (("edit", "last", "hip:2", "--load", "1_0"), 2, "Enter the load in kg, such as 8 or 7.5."),
        (("edit", "last", "hip:2", "--reps", "٣"), 2, "should be a whole number that is 0 or more."),
        (("edit", "last", "hip:2", "--reps", "9" * 5000), 2, "from 0 to 999"),
        (("edit", "last", "hip:2", "--reps", "-1"), 2, "'-1' should be a whole number that is 0 or more."),
        (("edit", "last", "hip:2", "--reps", "none"), 2, "should be a whole number that is 0 or more."),
        (("edit", "last", "quad:1:l", "--seconds", "inf"), 2, "should be a number that is 0 or more."),
        (("edit", "last", "hip:2", "--outcome", "completed"), 2, "at least 15 reps"),
        (("edit", "last", "hip:2", "--outcome", "done"), 2, "--outcome"),
        (("edit", "last", "hip:2", "--seconds", "3"), 2, "is counted"),
        (("edit", "last", "hip:3", "--reps", "3"), 1, "hip-thrust:2"),
        (("edit", "last", "quad:1", "--reps", "3"), 1, "quad-stretch:1:left or quad-stretch:1:right; say which"),
        (("edit", "0000", "--pain-after", "1"), 1, "2 sessions"),
        (("edit", "00000031", "--pain-after", "1"), 1, "no session"),
        (("note", "fff", "x"), 1, "no session"),
        (("note", "last", "x" * 2001), 2, "2001"),
        (("note",), 2, "ID"),
        (("delete", "last"), 2, "--yes"),
        (("delete", "fff", "--yes"), 1, "no session"),
        (("undelete", "00000001"), 1, "has not been deleted"),
        (("undelete", "fff"), 1, "no deleted session"),
    ],
    ids=lambda v: " ".join(v)[:40] if isinstance(v, tuple) else "",
)
def test_what_cannot_be_done_is_refused_and_changes_nothing(
    paths: Paths, arguments: tuple[str, ...], status: int, said: str
) -> None:
    before = raw(paths)
    done = kneecoach(paths.data, *arguments, status=status)
    assert said in done.stderr
    assert done.stdout == ""
    assert raw(paths) == before


def test_deleting_and_bringing_back(paths: Paths) -> None:
    said = kneecoach(paths.data, "delete", "last", "--yes").stdout
    assert "Deleted Mon 23 Nov 2026 10:00  Knee relief" in said
    assert "`kneecoach undelete 00000002` brings it back" in said
    assert raw(paths)[-1]["type"] == "deleted"
    assert [row["id"] for row in as_json(paths.data, "history")] == [FIRST.id]
    listed = kneecoach(paths.data, "history", "--deleted").stdout
    assert [line.split()[0] for line in listed.splitlines()] == ["00000002", "00000031"], "the last one first"
    assert kneecoach(paths.data, "undelete").stdout == listed
    assert [row["id"] for row in as_json(paths.data, "history", "--deleted")] == [SECOND.id, GONE.id]
    assert len(as_json(paths.data, "history", "--deleted", "--limit", "1")) == 1
    assert [row["id"] for row in as_json(paths.data, "history", "--deleted", "--since", "2026-11-24")] == [GONE.id]
    back = as_json(paths.data, "undelete", "last")
    assert (back["id"], back["rev"], len(back["sets"])) == (SECOND.id, 3, 3)
    assert "Brought back" in kneecoach(paths.data, "undelete", "00000031").stdout
    assert kneecoach(paths.data, "note", "00000031").stdout == "forgotten\n"
    assert kneecoach(paths.data, "undelete").stdout == "There are no deleted sessions.\n"
    assert (
        kneecoach(paths.data, "undelete", "last", status=1).stderr == "kneecoach: There are no deleted sessions.\n"
    )
    assert as_json(paths.data, "undelete") == []
    assert len(raw(paths)) == 4 + 3


def test_deleting_prints_the_line_that_hides_it(paths: Paths) -> None:
    gone = as_json(paths.data, "delete", "00000001", "--yes")
    assert (gone["type"], gone["id"], gone["rev"]) == ("deleted", FIRST.id, 2)
    assert gone == raw(paths)[-1]


@pytest.mark.parametrize(
    "arguments", [("note", "last", "x"), ("edit", "last", "--pain-after", "1"), ("delete", "last", "--yes")]
)
def test_a_session_of_a_newer_kneecoach_is_left_alone(paths: Paths, arguments: tuple[str, ...]) -> None:
    newer = json.loads(a_record(4, days=9).model_dump_json(by_alias=True)) | {"schema": 3, "mood": "fine"}
    with (paths.log_dir / f"{DEVICE}.jsonl").open("a", encoding="utf-8") as file:
        file.write(json.dumps(newer) + "\n")
    before = raw(paths)
    done = kneecoach(paths.data, *arguments, status=1)
    assert done.stderr == "kneecoach: This session was saved by a newer kneecoach and is left as it is.\n"
    assert raw(paths) == before


@pytest.mark.skipif(sys.platform == "win32", reason="a pseudo-terminal is a POSIX thing")
def test_on_a_terminal_it_asks_first(paths: Paths) -> None:
    from tests.terminal.terminal import terminal

    before = raw(paths)
    for answer, status, said in (("n", 1, "Nothing was deleted."), ("y", 0, "brings it back")):
        with terminal("delete", "last", data=paths.data) as shown:
            shown.wait_for("Delete Mon 23 Nov 2026 10:00  Knee relief")
            assert raw(paths) == before
            shown.type(f"{answer}\n")
            shown.wait_for(said)
            assert shown.wait_for_end() == status
    assert len(raw(paths)) == len(before) + 1


def test_a_note_on_an_exercise_is_written_read_and_removed(tmp_path: Path) -> None:
    about = ("note", "--exercise", "hip-thrust")
    assert kneecoach(tmp_path, *about).stdout == ""
    assert kneecoach(tmp_path, *about, "bench  one\tlower").stdout == "hip-thrust: bench one lower\n"
    assert kneecoach(tmp_path, *about).stdout == "bench one lower\n"
    assert as_json(tmp_path, *about) == {"exercise": "hip-thrust", "note": "bench one lower"}
    kneecoach(tmp_path, *about, "-", stdin="from\nstdin\n")
    assert kneecoach(tmp_path, *about).stdout == "from stdin\n"
    assert kneecoach(tmp_path, *about, "").stdout == "hip-thrust: no note.\n"
    assert kneecoach(tmp_path, *about).stdout == ""


def test_a_note_that_is_too_long_or_not_on_an_exercise_is_refused(tmp_path: Path) -> None:
    assert "hip-thrst" in kneecoach(tmp_path, "note", "--exercise", "hip-thrst", "x", status=2).stderr
    assert "500 characters" in kneecoach(tmp_path, "note", "--exercise", "hip-thrust", "x" * 501, status=2).stderr
    assert "one TEXT" in kneecoach(tmp_path, "note", "--exercise", "hip-thrust", "last", "x", status=2).stderr
    assert "Give a session" in kneecoach(tmp_path, "note", status=2).stderr


def test_a_load_is_corrected_in_pounds_and_shown_in_them(paths: Paths) -> None:
    data = paths.data
    paths.config.mkdir(exist_ok=True)
    paths.settings.write_text('units = "lb"\n')
    kneecoach(data, "edit", "last", "hip:2", "--load", "17.5")
    attempt = next(each for each in as_json(data, "show", "last")["sets"] if each["exercise"] == "hip-thrust")
    assert (attempt["load_kg"], attempt["load_typed"]) == (7.938, [17.5, "lb"])
    assert "17.5 lb" in kneecoach(data, "show", "last").stdout
    assert "17.6 lb (was" in kneecoach(data, "edit", "last", "hip:2", "--load", "8kg").stdout
    attempt = next(each for each in as_json(data, "show", "last")["sets"] if each["exercise"] == "hip-thrust")
    assert attempt["load_kg"] == 8.0
    assert "load_typed" not in attempt
