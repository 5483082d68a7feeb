"""If something cannot be done, one line says so, with the right exit status, and never a traceback."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from kneecoach import __version__
from tests.cli.program import PROGRAM, ROOT, TIMEOUT, environment, kneecoach

START = ("start", "--json", "--yes")


def test_help_and_version(tmp_path: Path) -> None:
    assert kneecoach(tmp_path, "--version").stdout == f"kneecoach {__version__}\n"
    top = kneecoach(tmp_path, "--help").stdout
    assert kneecoach(tmp_path, "-h").stdout == top
    for name in (
        "start",
        "resume",
        "history",
        "show",
        "edit",
        "undelete",
        "figures",
        "routines",
        "paths",
        "log",
        "--data-dir",
    ):
        assert name in top, name
    assert max(map(len, top.splitlines())) <= 80
    assert "--speed" in kneecoach(tmp_path, "start", "--help").stdout
    assert "Usage: kneecoach" in kneecoach(tmp_path, "history", "-h").stdout
    # If it is not the only word, click answers with the same.
    assert kneecoach(tmp_path, "--data-dir", str(tmp_path), "--help").stdout == top
    assert kneecoach(tmp_path, "--data-dir", str(tmp_path), "--version").stdout == f"kneecoach {__version__}\n"


@pytest.mark.parametrize(
    "arguments",
    [
        ("nonsense",),
        ("--nonsense",),
        ("start", "no-such-routine", "--json"),
        (*START, "--speed", "0"),
        (*START, "--speed", "-1"),
        (*START, "--speed", "nan"),
        (*START, "--speed", "inf"),
        (*START, "--speed", "fast"),
        (*START, "--plain"),
        (*START, "--pace", "slow"),
        (*START, "--side", "both"),
        ("resume", "--json", "--plain"),
        ("history", "--limit", "0"),
        ("history", "--since", "the other day"),
        ("history", "--since", "2026-02-30"),
        ("show",),
        ("routines", "show", "no-such-routine"),
        ("log", "nonsense"),
    ],
    ids=" ".join,
)
def test_wrong_usage_exits_with_2(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    done = kneecoach(tmp_path / "data", *arguments, status=2)
    assert done.stdout == ""
    assert done.stderr.strip()
    assert not (tmp_path / "data" / "state" / "live.jsonl").exists()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("theme = [", "not valid TOML"),
        ('pace = "brisk"', ": pace: should be "),
        ('side = "both"', ": side: should be "),
        ("volume = 3", ": volume: is not a known key"),
        ("keys = 3", ": keys: should be "),
    ],
    ids=lambda v: v[:12],
)
def test_broken_settings_are_named(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "data" / "config" / "config.toml"
    path.parent.mkdir(parents=True)
    path.write_text(text)
    done = kneecoach(tmp_path / "data", *START, status=1)
    assert done.stderr.startswith(f"kneecoach: {path}: ")
    assert said in done.stderr
    assert done.stdout == ""


def test_a_broken_routine_is_named(tmp_path: Path) -> None:
    path = tmp_path / "data" / "config" / "routines" / "mine.toml"
    path.parent.mkdir(parents=True)
    path.write_text('schema = 1\nid = "mine"\ntitle = "Mine"\n')
    done = kneecoach(tmp_path / "data", "start", "mine", "--json", status=1)
    assert done.stderr == f"kneecoach: {path}: exercise: is missing\n"


def test_a_data_folder_that_is_a_file(tmp_path: Path) -> None:
    data = tmp_path / "data"
    data.write_text("I am a file\n")
    for arguments in (START, ("start", "--plain", "--yes"), ("log", "path"), ("resume", "--json")):
        done = kneecoach(data, *arguments, status=1)
        assert done.stdout == ""
    assert str(data) in kneecoach(data, *START, status=1).stderr
    kneecoach(data, "history", status=None)
    assert data.read_text() == "I am a file\n"


def test_nothing_to_resume(tmp_path: Path) -> None:
    for mode in ("--json", "--plain"):
        assert "no unfinished session" in kneecoach(tmp_path, "resume", mode, status=1).stderr


@pytest.mark.parametrize("aside", [False, True], ids=["moved", "beside a folder"])
def test_a_damaged_journal_is_said_in_one_line(tmp_path: Path, aside: bool) -> None:
    state = tmp_path / "data" / "state"
    state.mkdir(parents=True)
    (state / "live.jsonl").write_text("junk\n")
    if aside:
        (state / "live.bad").mkdir()
    done = kneecoach(tmp_path / "data", "resume", "--json", status=1)
    assert str(state) in done.stderr


def test_the_app_needs_a_terminal(tmp_path: Path) -> None:
    for arguments in ((), ("start",), ("start", "--yes"), ("resume",)):
        done = kneecoach(tmp_path, *arguments, status=1)
        assert "terminal" in done.stderr
        assert done.stdout == ""


def run_raw(data: Path, *arguments: str, **streams: int) -> subprocess.CompletedProcess[str]:
    """Run the program with the given streams."""
    return subprocess.run(
        [*PROGRAM, *arguments],
        env=environment(data),
        cwd=ROOT,
        encoding="utf-8",
        timeout=TIMEOUT,
        check=False,
        **{"stdin": subprocess.DEVNULL, "stderr": subprocess.PIPE, **streams},
    )


@pytest.mark.parametrize(
    "arguments",
    [("--help",), ("--version",), ("history", "--all"), ("routines", "show", "knee-relief"), ("paths",)],
    ids=" ".join,
)
def test_output_that_nobody_reads(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    """`kneecoach ... | true`: whatever the exit status, stderr stays empty."""
    reading, writing = os.pipe()
    os.close(reading)
    done = run_raw(tmp_path / "data", *arguments, stdout=writing)
    os.close(writing)
    assert done.stderr == ""


@pytest.mark.skipif(os.name != "posix", reason="a shell of POSIX closes the stream")
@pytest.mark.parametrize("arguments", [(), (*START, "--speed", "10000")], ids=["app", "start"])
def test_without_any_input_stream(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    """`kneecoach <&-`, as some service managers start programs."""
    done = subprocess.run(
        ["sh", "-c", 'exec "$@" <&-', "sh", *PROGRAM, *arguments],
        env=environment(tmp_path / "data"),
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        timeout=TIMEOUT,
        check=False,
    )
    assert "Traceback" not in done.stderr
    assert done.returncode == (0 if arguments else 1)


def test_input_that_is_not_text_is_skipped(tmp_path: Path) -> None:
    noise = tmp_path / "noise"
    noise.write_bytes(b"\xff\xfe\x00\x80\n" * 10)
    with noise.open("rb") as stream:
        done = run_raw(tmp_path / "data", *START, "--speed", "10000", stdin=stream.fileno(), stdout=subprocess.PIPE)
    assert done.returncode == 0
    assert "Traceback" not in done.stderr
    assert '"event": "saved"' in done.stdout


NOT_A_DAY = "is not a day; try 25 Nov, Monday or 2026-11-24."


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("history", "--since", "the other day"), f"“the other day” {NOT_A_DAY}"),
        (("stats", "--since", "2026-02-30"), f"“2026-02-30” {NOT_A_DAY}"),
        (("export", "--until", ""), f"“” {NOT_A_DAY}"),
        (("history", "--limit", "0"), "'0' must be a whole number of at least 1."),
        (("history", "--limit", "1_0"), "'1_0' must be a whole number of at least 1."),
        ((*START, "--speed", "fast"), "'fast' is not a speed from 0.001 to 10000."),
        ((*START, "--speed", "nan"), "'nan' is not a speed from 0.001 to 10000."),
        ((*START, "--speed", "0"), "'0' is not a speed from 0.001 to 10000."),
        ((*START, "--pace", "slow"), "'slow' is not one of 'guided', 'self'."),
    ],
    ids=lambda v: " ".join(v) if isinstance(v, tuple) else "",
)
def test_an_impossible_value_is_refused_in_plain_words(
    tmp_path: Path, arguments: tuple[str, ...], said: str
) -> None:
    done = kneecoach(tmp_path, *arguments, status=2)
    assert done.stderr.splitlines()[-1].endswith(f": {said}")
    assert done.stdout == ""


def test_a_limit_may_be_of_any_size(tmp_path: Path) -> None:
    assert kneecoach(tmp_path, "history", "--limit", "9" * 5000).stdout == "No sessions yet.\n"
