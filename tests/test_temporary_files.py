"""A temporary file that a killed process left is cleared by the next start, or when its file is written again."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from kneecoach.files import MAX_AGE, MAX_SHARED_AGE, clear_temporaries, write_temporary, write_whole
from kneecoach.health.repair import repair
from kneecoach.journal.left_behind import clear_left_behind
from kneecoach.log.store import Store
from kneecoach.paths import Paths
from tests.cli.program import ROOT, environment, kneecoach
from tests.log.samples import DEVICE, folders, two_sessions

pytestmark = pytest.mark.skipif(os.name != "posix", reason="whether a process lives is not asked on Windows")

KILLED_AT_SYNC = """
import os, signal, stat, sys
left, sync = int(sys.argv.pop(1)), os.fsync
def fsync(descriptor):
    global left
    left -= not stat.S_ISDIR(os.fstat(descriptor).st_mode)
    if not left:
        os.kill(os.getpid(), signal.SIGKILL)
    sync(descriptor)
os.fsync = fsync
from kneecoach.cli import main
main()
"""
"""The program, killed when it syncs the n-th file to disk."""

START = ("start", "--json", "--yes", "--mute", "--speed", "10000")


def killed(data: Path, at: int, *arguments: str) -> bool:
    """Run a command and kill it in the middle of its n-th write. Returns whether it got that far."""
    done = subprocess.run(
        [sys.executable, "-c", KILLED_AT_SYNC, str(at), *arguments],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        env=environment(data),
        cwd=ROOT,
        timeout=20,
        check=False,
    )
    return done.returncode == -signal.SIGKILL


def temporary(folder: Path) -> list[Path]:
    """The temporary files in a folder and below it."""
    return sorted(folder.rglob("*.tmp"))


def a_dead_process() -> int:
    """The id of a process that has ended."""
    process = subprocess.Popen([sys.executable, "-c", ""])
    process.wait()
    return process.pid


@pytest.mark.parametrize("at", [1, 2])
def test_a_session_killed_as_it_starts_leaves_nothing(tmp_path: Path, at: int) -> None:
    """It is killed while the device's name is written, and while the journal is."""
    data = tmp_path / "data"
    assert killed(data, at, *START)
    assert temporary(data), "it was killed before the file had its name"
    kneecoach(data, "resume", "--json", stdin="q\n", status=None)
    assert temporary(data) == []


def test_a_repair_that_was_killed_leaves_nothing(tmp_path: Path) -> None:
    paths = two_sessions(tmp_path)
    with Store(paths).own_file().open("ab") as file:
        file.write(b"junk\n")
    assert killed(paths.data, 2, "log", "repair")
    (left,) = temporary(paths.log_dir)
    kneecoach(paths.data, *START)
    assert not left.exists()
    assert [done.lines for done in repair(paths)] == [1]


@pytest.mark.parametrize("force", [False, True])
def test_an_export_that_was_killed_leaves_nothing_once_it_is_made_again(tmp_path: Path, force: bool) -> None:
    paths, made = two_sessions(tmp_path), tmp_path / "out" / "mine.csv"
    made.parent.mkdir()
    if force:
        made.write_text("before\n")
    command = ("export", "-o", str(made), *(["--force"] if force else []))
    assert killed(paths.data, 1, *command)
    assert len(temporary(made.parent)) == 1
    assert made.exists() == force, "no empty file takes the name"
    kneecoach(paths.data, *command)
    assert [path.name for path in made.parent.iterdir()] == ["mine.csv"]


@pytest.mark.parametrize("replace", [True, False])
def test_an_interrupt_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, replace: bool) -> None:
    def interrupt(_: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupt)
    with pytest.raises(KeyboardInterrupt):
        write_whole(tmp_path / "file", b"data", replace=replace)
    assert list(tmp_path.iterdir()) == []


def put(folder: Path, name: str, age: float = 0.0) -> Path:
    """Write a file of this age."""
    path = folder / name
    path.write_bytes(b"half")
    then = time.time() - age
    os.utime(path, (then, then))
    return path


def test_what_may_still_be_being_written_stays(tmp_path: Path) -> None:
    mine = write_temporary(tmp_path / "config.toml", b"data")
    dead, old = put(tmp_path, f"a.{a_dead_process()}-0123abcd.tmp"), put(tmp_path, "b.0123abcd.tmp", MAX_AGE + 60)
    young = put(tmp_path, "b.89abcdef.tmp", MAX_AGE - 60)
    theirs = [put(tmp_path, name, 1e6) for name in ("notes.tmp", "x.12345678", "c.1-xyz.tmp", "save.tmp.txt")]
    folder = tmp_path / f"d.{a_dead_process()}-0123abcd.tmp"
    folder.mkdir()
    clear_temporaries(tmp_path)
    assert {path for path in (dead, old) if path.exists()} == set()
    assert all(path.exists() for path in (mine, young, folder, *theirs))


def test_in_a_shared_log_only_this_device_s_own_are_known_to_be_left(tmp_path: Path) -> None:
    paths: Paths = folders(tmp_path)
    paths.log_dir.mkdir(parents=True)
    dead = a_dead_process()
    own = put(paths.log_dir, f".{DEVICE}.jsonl.{dead}-0123abcd.tmp")
    others = put(paths.log_dir, f".phone-000001.jsonl.{dead}-0123abcd.tmp", MAX_AGE + 60)
    old = put(paths.log_dir, f".phone-000001.jsonl.{dead}-89abcdef.tmp", MAX_SHARED_AGE + 60)
    clear_left_behind(paths)
    assert [path.exists() for path in (own, others, old)] == [False, True, False]


def test_if_nothing_can_be_read_nothing_is_said(tmp_path: Path) -> None:
    clear_left_behind(Paths(tmp_path / "data", tmp_path / "config", tmp_path / "state"))
    (tmp_path / "file").write_text("")
    clear_temporaries(tmp_path / "file")
