"""A shell that asks which words may come next is answered; the app stays closed."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.cli.program import PROGRAM, ROOT, TIMEOUT, environment, kneecoach


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_script_for_a_shell_is_printed(tmp_path: Path, shell: str) -> None:
    done = kneecoach(tmp_path, env={"_KNEECOACH_COMPLETE": f"{shell}_source"})
    assert f"_KNEECOACH_COMPLETE={shell}_complete" in done.stdout
    assert done.stderr == ""


def test_the_words_that_may_come_next_are_printed(tmp_path: Path) -> None:
    asked = {"_KNEECOACH_COMPLETE": "bash_complete", "COMP_CWORD": "1", "COMP_WORDS": "kneecoach hi"}
    assert kneecoach(tmp_path, env=asked).stdout == "plain,history\n"
    asked |= {"COMP_CWORD": "2", "COMP_WORDS": "kneecoach history --lim"}
    assert kneecoach(tmp_path, env=asked).stdout == "plain,--limit\n"


@pytest.mark.skipif(shutil.which("bash") is None, reason="bash is asked")
def test_bash_completes_a_command(tmp_path: Path) -> None:
    """The printed script, sourced in bash, with a `kneecoach` on the path."""
    program = tmp_path / "kneecoach"
    program.write_text(f'#!/bin/sh\nexec {" ".join(PROGRAM)} "$@"\n')
    program.chmod(0o755)
    script = (
        'eval "$(_KNEECOACH_COMPLETE=bash_source kneecoach)"; '
        "COMP_WORDS=(kneecoach rou); COMP_CWORD=1; _kneecoach_completion kneecoach; echo ${COMPREPLY[*]}"
    )
    env = environment(tmp_path / "data")
    done = subprocess.run(
        ["bash", "--norc", "-c", script],
        env=env | {"PATH": f"{tmp_path}:{env['PATH']}"},
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        timeout=TIMEOUT,
        check=False,
    )
    assert (done.stdout, done.stderr) == ("routines\n", "")
