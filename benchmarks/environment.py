"""Where the measured programs run: the same environment for all, and a temporary folder."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
"""The checkout. Every program is started in it."""

PYTHON = sys.executable
BARE_APP = (PYTHON, "-m", "benchmarks.bare_app")
KNEECOACH = (PYTHON, "-m", "kneecoach")

COLUMNS, LINES = 80, 24
"""Size of the terminals, in cells."""

TRUE_COLOUR = {"COLORTERM": "truecolor"}
"""The environment variable of a terminal with 16 million colours."""


class BenchmarkError(Exception):
    """Something could not be measured. The message says why."""


def environment(data: Path | None = None) -> dict[str, str]:
    """The programs' environment: a plain terminal, no user's settings, and `data` as kneecoach's folder."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("KNEECOACH_", "TEXTUAL", "PYTHON", "COV_"))
        and name not in {"NO_COLOR", "COLORTERM", "TERM_PROGRAM", "LINES", "COLUMNS"}
    }
    kept["TERM"] = "xterm-256color"
    if data is not None:
        kept["KNEECOACH_DATA_DIR"] = str(data)
    return kept


@contextmanager
def scratch() -> Iterator[Path]:
    """A folder that is removed afterwards, even if a program still writes into it."""
    folder = Path(tempfile.mkdtemp(prefix="kneecoach-bench-"))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
