"""Standard streams that are closed, full or unread: never a traceback, and nothing is lost."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from kneecoach.log.store import Store
from kneecoach.paths import Paths, find_paths
from tests.cli.program import PROGRAM, ROOT, TIMEOUT, as_json, environment, kneecoach
from tests.log.samples import a_record, folders

pytestmark = pytest.mark.skipif(os.name != "posix", reason="a shell of POSIX closes the streams")


@pytest.fixture
def paths(tmp_path: Path) -> Paths:
    """One session, with a note."""
    paths = folders(tmp_path)
    Store(paths).append(a_record(1, note="knee clicked"))
    return paths


def run(data: Path, streams: str, *command: str) -> subprocess.CompletedProcess[str]:
    """Run a command with its `streams` as a shell redirects them."""
    done = subprocess.run(
        ["sh", "-c", f'exec "$@" {streams}', "sh", *command],
        env=environment(data),
        cwd=ROOT,
        capture_output=True,
        stdin=subprocess.DEVNULL,
        encoding="utf-8",
        timeout=TIMEOUT,
        check=False,
    )
    assert "Traceback" not in done.stdout + done.stderr
    return done


@pytest.mark.parametrize(
    ("streams", "arguments", "status", "said"),
    [
        (">&-", ("export",), 1, "stdout is closed, so nothing was written."),
        (">&-", ("export", "--format", "csv"), 1, "stdout is closed, so nothing was written."),
        ("<&-", ("import", "-"), 1, "stdin is closed, so there is nothing to read."),
        ("<&-", ("note", "last", "-"), 1, "stdin is closed, so there is nothing to read."),
        (">/dev/full", ("history",), 1, "stdout: No space left on device"),
        (">/dev/full", ("export",), 1, "stdout: No space left on device"),
    ],
)
def test_what_cannot_be_read_or_written_is_named(
    paths: Paths, streams: str, arguments: tuple[str, ...], status: int, said: str
) -> None:
    done = run(paths.data, streams, *PROGRAM, *arguments)
    assert (done.returncode, done.stderr) == (status, f"kneecoach: {said}\n")
    assert as_json(paths.data, "show", "last")["note"] == "knee clicked"


def test_a_session_whose_events_cannot_be_written_is_kept(paths: Paths) -> None:
    done = run(paths.data, ">/dev/full", *PROGRAM, "start", "--json", "--yes", "--mute", "--speed", "10000")
    assert done.returncode == 1
    assert done.stderr.splitlines()[-1] == (
        "kneecoach: stdout: No space left on device. The session is kept: `kneecoach resume` continues it."
    )
    kneecoach(paths.data, "resume", "--json", "--yes")


@pytest.mark.parametrize("streams", ["2>&-", "2>/dev/full", "2>&- <&-"])
@pytest.mark.parametrize(("arguments", "status"), [(("show", "nope"), 1), (("nope",), 2), (("--nope",), 2)])
def test_an_error_that_nobody_can_be_told_keeps_its_status(
    paths: Paths, streams: str, arguments: tuple[str, ...], status: int
) -> None:
    done = run(paths.data, streams, *PROGRAM, *arguments)
    assert (done.returncode, done.stdout) == (status, "")


SHORT = """\
schema = 1
id = "short"
title = "Short"
[[exercise]]
id = "nod"
title = "Nod"
sets = 1
reps = 1
setup = 0.1
cadence = [{ name = "nod", seconds = 0.2 }]
"""


@pytest.mark.parametrize("how", ["--json", "--plain"])
def test_a_rehearsal_says_nothing_about_the_display(paths: Paths, how: str) -> None:
    """The display may go to sleep: nobody is on the mat."""
    done = kneecoach(paths.data, "start", how, "--yes", "--mute", "--speed", "10000")
    assert done.stderr == ""


@pytest.mark.parametrize("streams", ["2>&-", "2>/dev/full", "<&- 2>&-"])
def test_remarks_never_stand_among_events(paths: Paths, streams: str) -> None:
    """`keep_awake` fails without a desktop and says so on stderr, except in a rehearsal.

    So this session is short.
    """
    routine = paths.data / "short.toml"
    routine.write_text(SHORT, "utf-8")
    settings = find_paths(str(paths.data)).settings
    settings.parent.mkdir(parents=True, exist_ok=True)
    settings.write_text("first_ready = 0.0\n", "utf-8")
    done = run(paths.data, streams, *PROGRAM, "start", str(routine), "--json", "--yes")
    events = [json.loads(line)["event"] for line in done.stdout.splitlines()]
    assert (done.returncode, events[-1]) == (0, "saved")


def test_a_session_is_saved_although_nobody_can_be_told(paths: Paths) -> None:
    assert (
        run(paths.data, ">&- 2>&- <&-", *PROGRAM, "start", "--plain", "--yes", "--speed", "10000").returncode == 0
    )
    assert len(as_json(paths.data, "history", "--all")) == 2


@pytest.mark.parametrize("streams", ["<&-", ">&-", "2>&-", "<&- >&- 2>&-"])
def test_no_file_takes_the_place_of_a_stream_that_was_closed(tmp_path: Path, streams: str) -> None:
    said = tmp_path / "said"
    code = (
        "import os, sys; from kneecoach.cli.streams import open_streams; open_streams();"
        "print('to nobody', file=sys.stderr); print('to nobody'); sys.stdin.read();"
        f"descriptor = os.open({str(said)!r}, os.O_WRONLY | os.O_CREAT); os.write(descriptor, b'%d' % descriptor)"
    )
    run(tmp_path, streams, sys.executable, "-c", code)
    assert int(said.read_bytes()) > 2
