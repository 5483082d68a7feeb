"""A notification reaches a desktop, here our own server on our own bus; if it cannot, a sentence says so."""

from __future__ import annotations

import base64
import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from kneecoach.errors import KneecoachError
from kneecoach.log.store import Store
from kneecoach.remind import notify
from kneecoach.remind.notify import mac_command, windows_command
from kneecoach.remind.what import Reminder
from kneecoach.running.clock import RealClock
from tests.cli.program import PROGRAM, ROOT, TIMEOUT, as_json, environment, kneecoach
from tests.log.samples import a_record, folders

SERVER = Path(__file__).parent / "server.py"
needs_dbus = pytest.mark.skipif(
    shutil.which("dbus-run-session") is None, reason="dbus-run-session is not installed"
)


def on_a_desktop(data: Path, *arguments: str) -> list[list[Any]]:
    """What a desktop is asked by a run of the program, and how that ended."""
    done = subprocess.run(
        ["dbus-run-session", "--", sys.executable, str(SERVER), *PROGRAM, *arguments],
        env=environment(data),
        capture_output=True,
        encoding="utf-8",
        cwd=ROOT,
        timeout=TIMEOUT,
        check=True,
    )
    return [json.loads(line) for line in done.stdout.splitlines()]


@needs_dbus
def test_a_desktop_is_asked_for_one_notification(tmp_path: Path) -> None:
    *asked, ended = on_a_desktop(folders(tmp_path).data, "remind")
    body = "26 sets, about 37 min. 0 of 3 this week."
    assert asked == [["Notify", "kneecoach", 0, "alarm-symbolic", "kneecoach", body]]
    assert ended == ["ended", 0, f"{body}\n", ""]


@needs_dbus
def test_a_desktop_is_asked_for_nothing_when_today_is_done(tmp_path: Path) -> None:
    paths = folders(tmp_path)
    now = RealClock().wall()
    Store(paths).append(a_record(1, started_at=now, ended_at=now))
    assert on_a_desktop(paths.data, "remind") == [["ended", 0, "Nothing to say: Today's session is done.\n", ""]]
    assert as_json(paths.data, "remind") == {"said": False, "why": "Today's session is done."}


def test_without_a_desktop_a_sentence_says_so(tmp_path: Path) -> None:
    if sys.platform != "linux":
        pytest.skip("elsewhere the system shows it")
    env = {"DBUS_SESSION_BUS_ADDRESS": f"unix:path={tmp_path}/nobody"}
    done = kneecoach(folders(tmp_path).data, "remind", status=1, env=env)
    assert done.stderr == "kneecoach: No notification can be shown: no desktop here shows them.\n"


WORDS = Reminder("""It's <b>"26"</b> $(rm) `x` & more\\""")


def test_no_word_is_read_as_code_elsewhere() -> None:
    mac = mac_command(WORDS)
    assert mac[-1] == WORDS.body
    assert WORDS.body not in mac[2]
    script = base64.b64decode(windows_command(WORDS)[-1]).decode("utf-16-le")
    assert "$(rm)" not in script
    toast = base64.b64decode(script.partition("FromBase64String('")[2].partition("'")[0]).decode()
    assert "&lt;b&gt;&quot;26&quot;&lt;/b&gt; $(rm)" in toast


@pytest.mark.parametrize(
    ("command", "why"), [(["sleep", "60"], "sleep did not answer"), (["-"], "- cannot be run")]
)
def test_a_command_that_shows_nothing_is_named(
    monkeypatch: pytest.MonkeyPatch, command: list[str], why: str
) -> None:
    monkeypatch.setattr(sys, "platform", "darwin")
    monkeypatch.setattr(notify, "mac_command", lambda _: command)
    monkeypatch.setattr(notify, "COMMAND_SECONDS", 0.1)
    with pytest.raises(KneecoachError) as refused:
        notify.show(Reminder("Knee relief today"))
    assert str(refused.value) == f"No notification can be shown: {why}."
