"""`export` and `import`, as a user types them."""

from __future__ import annotations

import json
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from kneecoach.cli import import_ as import_module
from kneecoach.cli.export import FORMATS
from kneecoach.errors import KneecoachError
from kneecoach.log.store import Store
from kneecoach.paths import Paths
from tests.cli.program import PROGRAM, TIMEOUT, as_json, environment, kneecoach
from tests.helpers import is_words
from tests.log.samples import a_record, a_tombstone, folders
from tests.log.test_store import posix

NASTY = a_record(3, days=2, note="\x1b[31m<script>=1", device="\x1b]0;x\x07")


@pytest.fixture(scope="module")
def paths(tmp_path_factory: pytest.TempPathFactory) -> Paths:
    """Three sessions on consecutive days from 22 November, a rehearsal, and one that was deleted."""
    paths = folders(tmp_path_factory.mktemp("export"))
    deleted = a_record(5, days=4)
    for record in (a_record(1), a_record(2, days=1), NASTY, a_record(4, days=3, speed=60.0), deleted):
        Store(paths).append(record)
    Store(paths).append(a_tombstone(deleted))
    return paths


def exported(paths: Paths, *options: str) -> list[int]:
    """The numbers of the sessions in a JSON export."""
    rows = json.loads(kneecoach(paths.data, "export", *options).stdout)
    return [int(row["id"][:8]) for row in rows]


def test_json_is_what_is_made_unless_said_otherwise(tmp_path: Path) -> None:
    data = folders(tmp_path).data
    assert kneecoach(data, "export", "--json").stdout == kneecoach(data, "export").stdout == "[]\n"


def test_to_stdout_it_is_json(paths: Paths) -> None:
    assert exported(paths) == [1, 2, 3]
    assert exported(paths, "--all") == [1, 2, 3, 4, 5, 5]
    assert exported(paths, "--since", "2026-11-23", "--until", "2026-11-23") == [2]
    assert exported(paths, "--until", "2026-11-22", "--all", "-o", "-") == [1]


def test_every_format_is_written(paths: Paths) -> None:
    for name in (name for name, each in FORMATS.items() if not each.is_binary):
        out = kneecoach(paths.data, "export", "--format", name).stdout
        assert "Knee relief" in out, name
        assert "\x1b" not in out, name


def test_parquet_goes_to_a_file_or_a_pipe(paths: Paths, tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    kneecoach(paths.data, "export", "-o", str(path))
    piped = subprocess.run(
        [*PROGRAM, "export", "--format", "parquet"],
        capture_output=True,
        env=environment(paths.data),
        timeout=TIMEOUT,
        check=True,
    )
    assert path.read_bytes()[:4] == piped.stdout[:4] == piped.stdout[-4:] == b"PAR1"
    assert piped.stderr == b""


def test_stdout_is_written_unchanged(paths: Paths) -> None:
    """Neither line ends nor the character set change, whatever the system's are."""
    done = subprocess.run(
        [*PROGRAM, "export", "--format", "markdown"],
        capture_output=True,
        env=environment(paths.data, PYTHONIOENCODING="cp1252", PYTHONUTF8="0"),
        cwd=paths.data.parent,
        timeout=TIMEOUT,
        check=True,
    )
    assert "◐ set 2 of 3" in done.stdout.decode()
    assert b"\r" not in done.stdout


@pytest.mark.parametrize(
    ("name", "begins"),
    [
        ("a.json", "["),
        ("a.csv", "session_id,"),
        ("a.MD", "# Knee sessions"),
        ("a.html", "<!DOCTYPE html>"),
        ("a.htm", "<!DOCTYPE html>"),
    ],
)
def test_the_file_ending_decides_the_format(paths: Paths, tmp_path: Path, name: str, begins: str) -> None:
    path = tmp_path / name
    old = os.umask(0)
    try:
        assert kneecoach(paths.data, "export", "-o", str(path)).stdout == ""
    finally:
        os.umask(old)
    assert path.read_text("utf-8").startswith(begins)
    assert [p.name for p in tmp_path.iterdir()] == [name]
    if os.name == "posix":
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_the_format_given_counts_more_than_the_ending(paths: Paths, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    kneecoach(paths.data, "export", "--format", "strong", "-o", str(path))
    assert path.read_text().startswith("Date,Workout Name,")


def test_no_file_is_replaced_unless_forced(paths: Paths, tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text("mine")
    said = kneecoach(paths.data, "export", "-o", str(path), status=1).stderr
    assert said == f"kneecoach: {path}: already exists; --force replaces it\n"
    assert path.read_text() == "mine"
    kneecoach(paths.data, "export", "-o", str(path), "--force")
    assert len(json.loads(path.read_text())) == 3
    assert [p.name for p in tmp_path.iterdir()] == ["a.json"]


@posix
def test_what_is_not_a_file_is_never_replaced(paths: Paths, tmp_path: Path) -> None:
    folder, pipe, link = tmp_path / "a.json", tmp_path / "b.json", tmp_path / "c.json"
    folder.mkdir()
    os.mkfifo(pipe)
    link.symlink_to(tmp_path / "elsewhere")
    for path in (folder, pipe):
        assert str(path) in kneecoach(paths.data, "export", "-o", str(path), "--force", status=1).stderr
    kneecoach(paths.data, "export", "-o", str(link), status=1)
    assert sorted(p.name for p in tmp_path.iterdir()) == ["a.json", "b.json", "c.json"]
    assert folder.is_dir()
    assert pipe.is_fifo()


def test_if_it_cannot_be_written_nothing_is_left(paths: Paths, tmp_path: Path) -> None:
    path = tmp_path / "none" / "a.json"
    said = kneecoach(paths.data, "export", "-o", str(path), status=1).stderr
    assert said == f"kneecoach: {path}: cannot be written: No such file or directory\n"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["-o", "a.xyz"], "the ending"),
        (["-o", "a"], "the ending"),
        (["--format", "pdf"], "'pdf'"),
        (["--since", "the other day"], "the other day"),
        (["--since", "2026-11-23", "--until", "2026-11-22"], "earlier than --since"),
    ],
)
def test_wrong_usage(paths: Paths, options: list[str], said: str) -> None:
    assert said in kneecoach(paths.data, "export", *options, status=2).stderr
    assert not (paths.data.parent / "a.xyz").exists()


def test_an_empty_log_is_exported_and_nothing_is_made(tmp_path: Path) -> None:
    data = tmp_path / "none"
    assert kneecoach(data, "export").stdout == "[]\n"
    for name in set(FORMATS) - {"fit", "fit-zip"}:  # their own tests say what they do without any
        assert kneecoach(data, "export", "--format", name).stdout
    assert not data.exists()
    (tmp_path / "empty.json").write_text("[]\n")
    assert kneecoach(data, "import", "empty.json").stdout.startswith("0 new, 0 updated")


def test_there_and_back_and_back_again(paths: Paths, tmp_path: Path) -> None:
    backup = tmp_path / "backup.json"
    kneecoach(paths.data, "export", "--all", "-o", str(backup))
    other = folders(tmp_path, "other-000001")
    assert kneecoach(other.data, "import", str(backup)).stdout == (
        "5 new, 0 updated, 0 already in the log, 0 skipped.\n"
    )
    assert Store(other).read() == Store(paths).read()
    before = Store(other).own_file().read_bytes()
    assert as_json(other.data, "import", str(backup)) == {
        "imported": True,
        "new": 0,
        "updated": 0,
        "already_there": 5,
        "passed_over": 0,
        "path": str(Store(other).own_file()),
    }
    assert Store(other).own_file().read_bytes() == before
    again = tmp_path / "again.json"
    kneecoach(other.data, "export", "--all", "-o", str(again))
    assert again.read_bytes() == backup.read_bytes()


def test_a_copied_log_file_and_stdin(paths: Paths, tmp_path: Path) -> None:
    other = folders(tmp_path, "other-000001")
    assert kneecoach(other.data, "import", str(Store(paths).own_file())).stdout.startswith("5 new")
    assert Store(other).read() == Store(paths).read()
    one = a_record(1, rev=2, note="by stdin").model_dump_json(by_alias=True)
    assert kneecoach(other.data, "import", "-", stdin=one).stdout.startswith("0 new, 1 updated")
    old = a_record(1).model_dump_json(by_alias=True)
    assert kneecoach(other.data, "import", "-", stdin=old).stdout == (
        "0 new, 0 updated, 0 already in the log, 1 skipped (older than what is in the log).\n"
    )
    gone = a_record(5, days=4).model_dump_json(by_alias=True)
    assert "1 skipped" in kneecoach(other.data, "import", "-", stdin=gone).stdout, "it was deleted"
    assert as_json(other.data, "show", "00000001")["note"] == "by stdin"


def test_one_bad_record_and_nothing_is_imported(tmp_path: Path) -> None:
    paths = folders(tmp_path)
    bad = a_record(2).model_dump_json(by_alias=True).replace('"before":3', '"before":"\\u001b[31m"')
    given = f"[{a_record(1).model_dump_json(by_alias=True)},{bad},{bad}]"
    done = kneecoach(paths.data, "import", "-", stdin=given, status=None)
    assert done.returncode == 1
    assert done.stdout == ""
    lines = done.stderr.splitlines()
    assert lines[0].startswith("kneecoach: stdin: record 2: is not a record: pain.before: should be ")
    assert lines[1].startswith("kneecoach: stdin: record 3: is not a record: pain.before: should be ")
    assert lines[2:] == ["kneecoach: stdin: nothing was imported"]
    assert all(is_words(line) for line in lines)
    failed = kneecoach(paths.data, "import", "-", "--json", stdin=given, status=1)
    assert json.loads(failed.stdout)["imported"] is False
    assert len(json.loads(failed.stdout)["problems"]) == 2
    assert not paths.log_dir.exists()


def test_many_bad_records_are_counted(tmp_path: Path) -> None:
    given = "[" + ",".join("{}" for _ in range(500)) + "]"
    done = kneecoach(tmp_path / "kneecoach", "import", "-", stdin=given, status=None)
    assert len(done.stderr.splitlines()) == 21
    assert "480 more are not valid; nothing was imported" in done.stderr


def test_what_cannot_be_imported(tmp_path: Path) -> None:
    data = tmp_path / "kneecoach"
    (tmp_path / "empty").write_bytes(b" \n")
    for name, said in (("none", "No such file"), ("empty", "is empty"), (".", "Is a directory")):
        assert said in kneecoach(data, "import", name, status=1).stderr
    evil = "no\x1b[31m\nsuch"
    assert "\x1b" not in kneecoach(data, "import", evil, status=1).stderr
    assert not data.exists()


def test_what_is_too_large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(import_module, "MAX_BYTES", 1024**2)
    path = tmp_path / "large"
    path.write_bytes(b" " * 1024**2 + b"{")
    with pytest.raises(KneecoachError, match="larger than 1 MB"):
        import_module._read(str(path), "large")


def test_two_importing_at_once_add_each_session_once(paths: Paths, tmp_path: Path) -> None:
    other = folders(tmp_path, "other-000001")
    command = [sys.executable, "-m", "kneecoach", "import", str(Store(paths).own_file()), "--json"]
    env = environment(other.data)
    both = [
        subprocess.Popen(command, env=env, cwd=tmp_path, stdout=subprocess.PIPE, encoding="utf-8") for _ in range(2)
    ]
    found = [json.loads(process.communicate(timeout=TIMEOUT)[0]) for process in both]
    assert sorted(each["new"] for each in found) == [0, 5]
    assert sorted(each["already_there"] for each in found) == [0, 5]
    assert Store(other).own_file().read_bytes().count(b"\n") == 6
