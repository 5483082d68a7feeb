"""The real program with hostile files: only words reach the terminal."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from kneecoach.paths import Paths
from tests.cli.program import following, kneecoach
from tests.privacy.hostile import EVIL, MARK, cut_off, hostile_user, live_codes
from tests.terminal.terminal import Terminal, terminal
from tests.terminal.test_terminal import large


@pytest.fixture(scope="module")
def user(tmp_path_factory: pytest.TempPathFactory) -> Paths:
    """A user whose every file is hostile."""
    return hostile_user(tmp_path_factory.mktemp("hostile"))


@pytest.mark.parametrize(
    "arguments",
    [
        ("history", "--all"),
        ("history", "--json"),
        ("show", "last"),
        ("show", "last", "--json"),
        ("show", f"\x1b[2J{MARK}"),
        ("show", EVIL.replace("\0", "")),
        ("routines", "list"),
        ("routines", "list", "--json"),
        ("routines", "show", "evil"),
        ("routines", "show", "evil", "--json"),
        ("routines", "show", f"\x1b[2J{MARK}"),
        ("routines", "check"),
        ("routines", "check", "--json"),
        ("routines", "check", f"\x1b[2J\u202e{MARK}.toml"),
        ("routines", "new", f"x{EVIL}".replace("\0", "")),
        ("routines", "new", "mine", "--title", EVIL.replace("\0", ""), "--exercise", f"\x1b[2J{MARK}"),
        ("routines", "copy", "evil", "mine", "--json"),
        ("routines", "copy", f"\x1b[2J{MARK}.toml", f"\u202e{MARK}"),
        ("routines", "add", f"\x1b[2J\u202e{MARK}.toml"),
        ("routines", "export", "evil", "-o", f"\x1b[2J/\u202e{MARK}.toml"),
        ("routines", "delete", f"\x1b[2J{MARK}", "--yes"),
        ("stats",),
        ("stats", "--json"),
        ("figures", "--list"),
        ("figures", "--json"),
        ("figures", "evil-thrust"),
        ("figures", f"\x1b[2J{MARK}"),
        ("paths",),
        ("paths", "--json"),
        ("log", "path"),
        (f"\x1b[2J{MARK}",),
        (f"--\x1b[2J{MARK}",),
        ("start", "--json", f"--speed=\x1b[2J{MARK}"),
        ("start", f"\x1b[2J{MARK}", f"\u202e{MARK}"),
        ("--data-dir", f"/dev/null/\x1b[2J{MARK}\u202e{MARK}", "log", "path"),
        ("start", "evil", "--plain", "--yes", "--speed", "10000", "--mute"),
        ("start", "evil", "--json", "--yes", "--speed", "10000", "--mute"),
    ],
    ids=lambda arguments: " ".join(arguments).encode("unicode_escape").decode()[:40],
)
def test_commands(user: Paths, arguments: tuple[str, ...]) -> None:
    done = kneecoach(user.data, *arguments, status=None)
    assert live_codes(done.stdout + done.stderr) == []
    assert "\x1b" not in done.stdout + done.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="a pseudo-terminal is a POSIX thing")
def test_a_routine_written_to_a_terminal(user: Paths) -> None:
    with terminal("routines", "export", "evil", data=user.data, columns=120, lines=40) as shown:
        sent = watch(shown)
        assert shown.wait_for_end() == 0
    output = b"".join(sent).decode("utf-8", "replace")
    assert MARK in output
    assert live_codes(output) == []


def test_a_journal_that_somebody_else_wrote(tmp_path: Path) -> None:
    paths = hostile_user(tmp_path)
    cut_off(paths)
    with following(paths.data, "resume", "--plain") as program:
        program.text("At ")
        program.press("l 8", "x 8", "e", "e 9", "p", "enter", "n", "u", "q")
        program.end()
        assert live_codes("\n".join(program.lines)) == []
        assert "\x1b" not in "\n".join(program.lines)


def test_the_environment(tmp_path: Path) -> None:
    evil = str(tmp_path / f"\x1b[2J{MARK}\x9b31m{MARK}" / "data")
    Path(evil).parent.write_bytes(b"")
    for arguments in (("paths",), ("start", "--json", "--yes", "--speed", "10000", "--mute"), ("log", "path")):
        done = kneecoach(tmp_path / "data", *arguments, status=None, env={"KNEECOACH_DATA_DIR": evil})
        assert MARK in done.stdout + done.stderr
        assert live_codes(done.stdout + done.stderr) == []


@pytest.mark.skipif(sys.platform == "win32", reason="a pseudo-terminal is a POSIX thing")
def test_every_screen(tmp_path: Path) -> None:
    """The bytes of Home, Live, its dialogs and the palette, Summary, Detail, History, Exercises, Help, Before."""
    paths = hostile_user(tmp_path)
    cut_off(paths)
    with terminal(data=paths.data, columns=120, lines=40) as shown:
        sent = watch(shown)
        for keys, words in (
            ("", "A session was cut off"),
            ("\r", large("Paused", 5)),
            ("l", "Enter: set. Esc"),
            ("8\r", "Noted: 8 kg, "),
            ("\x10", "Search for commands"),
            ("Go to", "EVIL, set 1 of 2"),
            ("\x1b", "not: Go to"),
            ("n", "set 2 of 2"),
            ("u", "Undone: skip the set"),
            ("q", "Stop here?"),
            ("s", "Stopped after"),
            ("e", "How it felt"),
            ("\x1b", "Stopped after"),
            ("\r", "This week"),
            ("h", "Routine"),
            ("\r", "How it felt"),
            ("\x1b", "Routine"),
            ("\x1b", "routine 1 of"),
            ("f", "/  Search"),
            ("/", "not: space  Pause"),
            ("\x1b", "space  Pause"),
            ("\x1b", "routine 1 of"),
            ("?", "Keys in a session"),
            ("\x1b", "routine 1 of"),
            ("\x1b[C", "routine 2 of"),
            ("\r", "Before you start"),
            ("\x1b", "not: Before you start"),
        ):
            shown.type(keys)
            if words == "Stopped after":
                shown.wait_for_summary()
            gone = words.removeprefix("not: ")
            shown.wait_until(lambda w=words, g=gone: (g not in shown.text) if w != g else w in shown.text, words)
        shown.type("q")
        assert shown.wait_for_end() == 0
    output = b"".join(sent).decode("utf-8", "replace")
    assert output.count(MARK) > 100
    assert live_codes(output) == []
    assert "\x1b]8" not in output, "a link"


def watch(shown: Terminal) -> list[bytes]:
    """Every byte that the terminal is sent from now on."""
    sent: list[bytes] = []
    feed = shown._stream.feed

    def keep(data: bytes) -> None:
        sent.append(data)
        feed(data)

    shown._stream.feed = keep
    return sent
