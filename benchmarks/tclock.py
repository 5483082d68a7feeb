"""tclock from PyPI, a similar countdown (Textual, large digits), in a temporary virtualenv."""

from __future__ import annotations

import subprocess
import sys
import venv
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path

from benchmarks.environment import PYTHON, TRUE_COLOUR, BenchmarkError, environment, scratch
from benchmarks.terminal import Terminal

VERSION = "1.3.0"
INSTALL_SECONDS = 300
LENGTH = "37m"
"""Length of the countdown. tclock repaints ten times a second; with `-M` it shows only whole seconds."""

FULL_BLOCK = "█"


@contextmanager
def installed_tclock(wanted: bool) -> Iterator[Path | None]:
    """The path of the program, with kneecoach's version of Textual; None unless `wanted`. Raises BenchmarkError."""
    if not wanted:
        yield None
        return
    with scratch() as folder:
        print("  installing tclock in a separate folder ...", file=sys.stderr, flush=True)
        venv.create(folder, with_pip=True, symlinks=True)
        python = folder / "bin" / "python"
        done = subprocess.run(
            [
                *(str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"),
                *(f"tclock=={VERSION}", f"textual=={version('textual')}"),
            ],
            cwd=folder,
            env=environment(),
            capture_output=True,
            text=True,
            check=False,
            timeout=INSTALL_SECONDS,
        )
        if done.returncode != 0:
            raise BenchmarkError(f"tclock could not be installed for {PYTHON}: {done.stderr.strip()}")
        yield folder / "bin" / "tclock"


def start_timer(tclock: Path, home: Path, *arguments: str) -> Terminal:
    """Start tclock, without any user's settings. Raises BenchmarkError."""
    return _counting_down(Terminal(_command(tclock, *arguments), _environment(home)))


def start_marked_timer(tclock: Path, home: Path, size: tuple[int, int]) -> Terminal:
    """The same in a terminal with 16 million colours and `size` that counts frames. Raises BenchmarkError."""
    environ = {**_environment(home), **TRUE_COLOUR}
    return _counting_down(Terminal(_command(tclock), environ, size, marks=True))


def _command(tclock: Path, *arguments: str) -> tuple[str, ...]:
    return (str(tclock), "timer", "-d", LENGTH, *arguments)


def _environment(home: Path) -> dict[str, str]:
    return {**environment(), "HOME": str(home), "XDG_CONFIG_HOME": str(home)}


def _counting_down(terminal: Terminal) -> Terminal:
    try:
        terminal.wait_for(FULL_BLOCK)
    except BenchmarkError:
        terminal.close()
        raise
    return terminal
