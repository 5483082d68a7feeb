"""Completion in the shells themselves. A shell that asks which words may come next never opens the app."""

from __future__ import annotations

import os
import re
import select
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from click.shell_completion import CompletionItem, ShellComplete

from kneecoach.cli.completion import SHELLS
from kneecoach.cli.program import cli
from kneecoach.log.store import Store
from tests.cli.program import PROGRAM, TIMEOUT, environment, kneecoach
from tests.log.samples import a_record, folders


@pytest.fixture
def env(tmp_path: Path) -> dict[str, str]:
    """An environment with a `kneecoach` on the path, and two sessions in its log."""
    paths = folders(tmp_path)
    for number in (1, 2):
        Store(paths).append(a_record(number, days=number))
    program = tmp_path / "bin" / "kneecoach"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nexec {" ".join(PROGRAM)} "$@"\n')
    program.chmod(0o755)
    own = environment(paths.data, HOME=str(tmp_path), TERM="dumb", PS1="$ ", INPUTRC="/dev/null")
    return own | {"PATH": f"{program.parent}:{own['PATH']}"}


def needs(shell: str) -> pytest.MarkDecorator:
    return pytest.mark.skipif(shutil.which(shell) is None, reason=f"{shell} is not installed")


@pytest.mark.parametrize("shell", SHELLS)
def test_the_script_is_printed_and_is_clicks_own(tmp_path: Path, shell: str) -> None:
    printed = kneecoach(tmp_path, "completion", shell)
    by_clicks_way = kneecoach(tmp_path, env={"_KNEECOACH_COMPLETE": f"{shell}_source"})
    assert f"_KNEECOACH_COMPLETE={shell}_complete" in printed.stdout
    assert (printed.stdout.strip(), printed.stderr) == (by_clicks_way.stdout.strip(), "")


def test_another_shell_is_refused(tmp_path: Path) -> None:
    assert "'bash', 'zsh', 'fish'" in kneecoach(tmp_path, "completion", "csh", status=2).stderr


TYPED = {
    "hi": {"history"},
    "history --lim": {"--limit"},
    "export --format h": {"html", "hevy"},
    "start knee-r": {"knee-relief"},
    "start knee-strong --without ste": {"step-down"},
    "start --without hip": {"hip-thrust"},
    "start --no sta": {"stability ball"},
    "start --variant hip-thrust=one": {"hip-thrust=one leg"},
    "routines show knee-r": {"knee-relief"},
    "routines edit knee-r": {"knee-relief"},
    "routines new mine --from knee-r": {"knee-relief"},
    "routines new mine --exercise hip-t": {"hip-thrust"},
    "routines new mine --exercise hip-thrust/one": {"hip-thrust/one leg"},
    "routines sch": {"schema"},
    "figures hip-t": {"hip-thrust"},
    "progress --apply hip-t": {"hip-thrust"},
    "show la": {"last"},
    "completion z": {"zsh"},
    "log re": {"repair"},
    "settings sound.v": {"sound.verbosity", "sound.voice_volume"},
    "settings pace s": {"self"},
    "settings keep_awake t": {"true"},
    "settings theme kneecoach-l": {"kneecoach-light"},
    "settings default_routine knee-r": {"knee-relief"},
    "settings keys.live-und": {"keys.live-undo"},
}
"""What is typed after `kneecoach`, and the words that are offered for it."""


def offered(*words: str) -> list[CompletionItem]:
    """What is offered for the last of the words typed after `kneecoach`."""
    return ShellComplete(cli, {}, "kneecoach", "_KNEECOACH_COMPLETE").get_completions([*words[:-1]], words[-1])


@pytest.mark.parametrize("typed", TYPED)
def test_the_words_that_may_come_next(env: dict[str, str], monkeypatch: pytest.MonkeyPatch, typed: str) -> None:
    monkeypatch.setenv("KNEECOACH_DATA_DIR", env["KNEECOACH_DATA_DIR"])
    assert {item.value for item in offered(*typed.split())} == TYPED[typed]


def test_a_data_folder_given_on_the_line_is_the_one_that_is_read(env: dict[str, str]) -> None:
    ids = [a_record(number).id[:8] for number in (2, 1)]
    found = offered("--data-dir", env["KNEECOACH_DATA_DIR"], "show", "")
    assert [item.value for item in found] == ["last", *ids]
    assert "Knee relief" in (found[1].help or "")


def test_what_cannot_be_read_offers_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KNEECOACH_DATA_DIR", str(tmp_path))
    (tmp_path / "log").mkdir()
    (tmp_path / "log" / "laptop-3f9a1c.jsonl").write_text("{broken\n")
    (tmp_path / "config").write_text("a file, not a folder")
    assert not offered("show", "x")
    assert not offered("figures", "zzz")
    assert not offered("progress", "--undo", "zzz")


def test_a_file_name_that_would_control_the_terminal_is_not_offered(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KNEECOACH_DATA_DIR", str(tmp_path))
    (tmp_path / "config" / "routines").mkdir(parents=True)
    (tmp_path / "config" / "routines" / "knee\x1b[2J.toml").write_text("")
    assert [item.value for item in offered("start", "knee-r")] == ["knee-relief"]
    assert all(item.value.startswith("knee-") for item in offered("start", "knee"))
    assert [item.value for item in offered("start", "knee\x1b")] == ["knee\x1b"], "as typed, for the shell's files"


@needs("fish")
@pytest.mark.parametrize("typed", ["hi", "show la"])
def test_fish_completes(env: dict[str, str], typed: str) -> None:
    script = f"kneecoach completion fish | source; complete -C 'kneecoach {typed}'"
    done = subprocess.run(
        ["fish", "--no-config", "-c", script],
        env=env,
        capture_output=True,
        encoding="utf-8",
        timeout=TIMEOUT,
        check=True,
    )
    assert {line.split("\t")[0] for line in done.stdout.splitlines()} == TYPED[typed]


class Shell:
    """An interactive shell in a pseudo-terminal."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor
        self._seen = ""

    def type(self, text: str) -> None:
        os.write(self._descriptor, text.encode())

    def see(self, wanted: str) -> str:
        """Wait for a pattern to be shown. Returns what was shown since the last one, up to its end."""
        until = time.monotonic() + TIMEOUT
        while (found := re.search(wanted, self._seen)) is None:
            assert time.monotonic() < until, self._seen
            if select.select([self._descriptor], [], [], 0.1)[0]:
                self._seen += os.read(self._descriptor, 4096).decode("utf-8", "replace")
        shown, self._seen = self._seen[: found.end()], self._seen[found.end() :]
        return shown


@contextmanager
def interactive(env: dict[str, str], *command: str) -> Iterator[Shell]:
    import pty

    master, slave = pty.openpty()
    process = subprocess.Popen(
        command, env=env, cwd=env["HOME"], stdin=slave, stdout=slave, stderr=slave, start_new_session=True
    )
    os.close(slave)
    try:
        yield Shell(master)
    finally:
        process.kill()
        process.wait()
        os.close(master)


INTERACTIVE = {
    "bash": (("bash", "--norc", "--noprofile", "-i"), 'eval "$(kneecoach completion bash)"'),
    "zsh": (("zsh", "-f", "-i"), 'autoload -Uz compinit && compinit -D; eval "$(kneecoach completion zsh)"'),
}


@pytest.mark.parametrize("shell", [pytest.param(shell, marks=needs(shell)) for shell in INTERACTIVE])
def test_a_typed_tab_completes_a_command_and_a_file(env: dict[str, str], tmp_path: Path, shell: str) -> None:
    (tmp_path / "sessions-of-mine.json").write_text("[]")
    command, setup = INTERACTIVE[shell]
    with interactive(env, *command) as typed:
        typed.type(f"{setup}; echo re''ady\n")
        typed.see("ready")
        typed.type("kneecoach hist\t")
        typed.see("kneecoach history ")
        typed.type("\x15kneecoach import sess\t")
        typed.see("kneecoach import sessions-of-mine.json")
