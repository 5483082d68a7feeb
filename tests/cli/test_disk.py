"""The real program on a failing disk: it says so, goes on, tries again, and offers what it cannot save."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.cli.program import Following, as_json, following, kneecoach
from tests.cli.small_disk import SmallDisk, may_mount, mounted, not_writable, small_disk

pytestmark = pytest.mark.skipif(os.name != "posix", reason="disks fail in other ways on Windows")

SLOW = ("start", "--json", "--yes", "--mute", "--speed", "20")
"""Something happens about once a second."""
WORDS = ("start", "--plain", "--mute", "--speed", "20")


@pytest.fixture(params=["tmpfs", "limit"])
def disk(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[SmallDisk]:
    """A disk that can be filled."""
    with small_disk(request.param, tmp_path) as found:
        yield found


def held(program: Following) -> None:
    """Up to the end of the first stretch."""
    program.event("attempt-ended")


def the_log(data: Path) -> dict[str, bytes]:
    """The contents of the log, by file."""
    return {path.name: path.read_bytes() for path in (data / "log").glob("*.jsonl")}


def is_untouched(before: dict[str, bytes], data: Path) -> bool:
    """Whether the log now begins with what was in it before."""
    after = the_log(data)
    return all(after[name].startswith(content) for name, content in before.items())


def check_offered(data: Path, events: list[dict[str, Any]]) -> None:
    """The last event offers the record, which `kneecoach import` takes."""
    assert events[-1]["event"] == "unsaved"
    record = events[-1]["record"]
    assert record["sets"][0]["outcome"] == "completed"
    done = kneecoach(data, "import", "-", stdin=json.dumps(record) + "\n")
    assert done.stdout.startswith("1 new, ")
    assert [session["id"] for session in as_json(data, "history", "--all")] == [record["id"]]


def test_full_from_the_start(disk: SmallDisk) -> None:
    disk.fill()
    with following(disk.data, *SLOW, program=disk.full_program) as program:
        why = program.event("problem")["why"]
        assert str(disk.data) in why
        assert disk.reason in why
        held(program)
        program.press("q")
        assert program.end() == 1
    disk.make_room()
    check_offered(disk.data, program.events)


def test_full_mid_session_and_room_again(disk: SmallDisk) -> None:
    kneecoach(disk.data, "start", "--json", "--yes", "--mute", "--speed", "10000", stdin="q\n")
    before = the_log(disk.data)
    with following(disk.data, *SLOW) as program:
        held(program)
        disk.fill(program)
        assert disk.reason in program.event("problem")["why"]
        program.event("attempt-ended")
        disk.make_room(program)
        assert program.event("recovered")["what"] == "The session is on disk again."
        program.press("q")
        assert program.end() == 0
    assert program.events[-1]["event"] == "saved"
    assert is_untouched(before, disk.data)
    ended = sum(event["event"] == "attempt-ended" and event["outcome"] == "completed" for event in program.events)
    record = as_json(disk.data, "show", "last")
    assert sum(tried["outcome"] == "completed" for tried in record["sets"]) == ended


def test_full_until_after_the_end(disk: SmallDisk) -> None:
    kneecoach(disk.data, "start", "--json", "--yes", "--mute", "--speed", "10000", stdin="q\n")
    before = the_log(disk.data)
    with following(disk.data, *SLOW) as program:
        held(program)
        disk.fill(program)
        program.event("problem")
        program.press("q")
        assert program.end() == 1
    assert the_log(disk.data) == before
    disk.make_room()
    events = program.events
    assert events[-1]["event"] == "unsaved"
    kneecoach(disk.data, "import", "-", stdin=json.dumps(events[-1]["record"]) + "\n")
    assert len(as_json(disk.data, "history", "--all")) == 2
    assert is_untouched(before, disk.data)


def test_ended_from_outside_what_only_memory_has_is_printed(disk: SmallDisk) -> None:
    disk.fill()
    with following(disk.data, *SLOW, program=disk.full_program) as program:
        held(program)
        assert program.end(signal.SIGTERM) == 143
    disk.make_room()
    check_offered(disk.data, program.events)


def test_in_text_mode_it_asks_first(disk: SmallDisk) -> None:
    disk.fill()
    refused = kneecoach_full(disk, "\n\n\n\n\n")
    assert refused.returncode == 1
    assert "Go on without saving?" in refused.stdout
    assert disk.reason in refused.stderr
    assert refused.stderr.count("\n") == 1
    with following(disk.data, *WORDS, program=disk.full_program) as program:
        program.press("2", "", "", "", "", "y")
        program.text("Go on without saving?")
        assert program.text(disk.reason).endswith("The session goes on, and saving is tried again.")
        program.text("Held 30 s.")
        program.press("q")
        assert program.end() == 1
    assert "kneecoach import" in program.lines[-2]
    assert json.loads(program.lines[-1])["pain"]["before"] == 2
    disk.make_room()
    assert kneecoach(disk.data, "import", "-", stdin=program.lines[-1] + "\n").stdout.startswith("1 new, ")


def kneecoach_full(disk: SmallDisk, typed: str) -> subprocess.CompletedProcess[str]:
    """A session in text mode on the full disk, to its end."""
    with following(disk.data, *WORDS, program=disk.full_program) as program:
        assert program.process.stdin is not None
        program.process.stdin.write(typed)
        program.process.stdin.flush()
        out, error = program.process.communicate(timeout=20)
    return subprocess.CompletedProcess([], program.process.returncode, out, error)


def take_away(folder: Path) -> None:
    """Remove a folder in one step, because the program may recreate it."""
    gone = folder.with_name(f"{folder.name}-gone-{len(list(folder.parent.iterdir()))}")
    folder.rename(gone)
    shutil.rmtree(gone)


def put_a_file(folder: Path) -> None:
    """Put a file where a folder is, leaving the program hardly a moment in between."""
    file = folder.with_name("a-file")
    file.write_text("a file")
    gone = []
    while file.exists():
        gone.append(folder.with_name(f"{folder.name}-gone-{len(gone)}"))
        folder.rename(gone[-1])
        with contextlib.suppress(IsADirectoryError):  # the program has recreated the folder: try again
            file.rename(folder)
    for each in gone:
        shutil.rmtree(each)


def test_a_file_in_the_log_s_place_is_named_left_and_no_longer_in_the_way_when_it_goes(tmp_path: Path) -> None:
    data = tmp_path / "data"
    with following(data, *SLOW) as program:
        held(program)
        put_a_file(data / "log")
        assert "not a folder" in program.event("problem")["why"]
        (data / "log").unlink()
        program.event("recovered")
        program.press("q")
        assert program.end() == 0
    assert as_json(data, "show", "last")["sets"][0]["outcome"] == "completed"


def test_a_file_in_the_log_s_place_at_the_end(tmp_path: Path) -> None:
    data = tmp_path / "data"
    with following(data, *SLOW) as program:
        held(program)
        put_a_file(data / "log")
        program.press("q")
        assert program.end() == 1
    assert (data / "log").read_text() == "a file"
    (data / "log").unlink()
    assert program.events[-1]["event"] == "unsaved"
    said = kneecoach(data, "resume", "--json").stdout.splitlines()
    assert json.loads(said[-1])["event"] == "saved", "the journal had it too"
    again = kneecoach(data, "import", "-", stdin=json.dumps(program.events[-1]["record"]) + "\n")
    assert len(as_json(data, "history", "--all")) == 1, again.stdout


def test_a_file_in_the_data_folder_s_place_is_refused(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file")
    for arguments in (SLOW, (*WORDS, "--yes")):
        for data in (tmp_path / "data", tmp_path / "data" / "in" / "it"):
            told = kneecoach(tmp_path / "x", *arguments, "--data-dir", str(data), status=1).stderr
            assert f"{tmp_path / 'data'}: this is a file, not a folder" in told
    assert (tmp_path / "data").read_text() == "a file"


def test_removed_folders_are_made_again(tmp_path: Path) -> None:
    data = tmp_path / "data"
    with following(data, *SLOW) as program:
        held(program)
        take_away(data)
        program.event("attempt-ended")
        program.press("q")
        assert program.end() == 0
    record = as_json(data, "show", "last")
    assert (data.stat().st_mode & 0o777, (data / "state").stat().st_mode & 0o777) == (0o700, 0o700)
    assert [tried["outcome"] for tried in record["sets"][:2]] == ["completed", "completed"]


def test_a_permission_lost_mid_session(tmp_path: Path) -> None:
    data = tmp_path / "data"
    kneecoach(data, "start", "--json", "--yes", "--mute", "--speed", "10000", stdin="q\n")
    before = the_log(data)
    with following(data, *SLOW) as program:
        held(program)
        with not_writable(data / "state" / "live.jsonl", *(data / "log").iterdir()):
            why = program.event("problem")["why"]
            assert "permitted" in why or "Permission denied" in why
            program.press("q")
            assert program.end() == 1
            assert the_log(data) == before
    record = program.events[-1]["record"]
    kneecoach(data, "import", "-", stdin=json.dumps(record) + "\n")
    assert record["id"] in {session["id"] for session in as_json(data, "history", "--all")}
    assert is_untouched(before, data)


def test_a_read_only_disk(tmp_path: Path) -> None:
    if not may_mount():
        pytest.skip("to mount it read-only takes root; tests/log/test_disk.py has every open refused with EROFS")
    with mounted(tmp_path / "data", "size=1m,mode=700") as data:
        kneecoach(data, "start", "--json", "--yes", "--mute", "--speed", "10000", stdin="q\n")
        before = the_log(data)
        subprocess.run(["mount", "-o", "remount,ro", str(data)], check=True)
        with following(data, *SLOW) as program:
            assert "Read-only file system" in program.event("problem")["why"]
            held(program)
            program.press("q")
            assert program.end() == 1
        assert the_log(data) == before
        assert len(as_json(data, "history", "--all")) == 1, "what was saved can be looked at"
        subprocess.run(["mount", "-o", "remount,rw", str(data)], check=True)
        kneecoach(data, "import", "-", stdin=json.dumps(program.events[-1]["record"]) + "\n")
        assert len(as_json(data, "history", "--all")) == 2


def test_a_session_left_over_on_a_read_only_disk_waits_until_it_can_be_written(tmp_path: Path) -> None:
    if not may_mount():
        pytest.skip("to mount it read-only takes root")
    with mounted(tmp_path / "data", "size=1m,mode=700") as data:
        with following(data, *SLOW) as program:
            held(program)
            program.end(signal.SIGKILL)
        journal = data / "state" / "live.jsonl"
        before = journal.read_bytes()
        subprocess.run(["mount", "-o", "remount,ro", str(data)], check=True)
        told = kneecoach(data, "resume", "--json", status=1)
        assert told.stdout == ""
        assert "Read-only file system" in told.stderr
        assert told.stderr.count("\n") == 1
        assert journal.read_bytes() == before
        subprocess.run(["mount", "-o", "remount,rw", str(data)], check=True)
        assert '"saved"' in kneecoach(data, "resume", "--json", stdin="q\n").stdout.splitlines()[-1]
