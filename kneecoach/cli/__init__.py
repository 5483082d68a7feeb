"""The command line. It is thin and imports late, so `--help` and `--version` cost almost nothing."""

from __future__ import annotations

import os
import sys
from typing import NoReturn

from kneecoach import __version__
from kneecoach.cli.outcome import exit_status
from kneecoach.cli.usage import COMPLETION, HELP


def main() -> NoReturn:
    """The `kneecoach` program."""
    sys.exit(exit_status(lambda: _run(sys.argv[1:])))


def _run(arguments: list[str]) -> int:
    if arguments in (["--help"], ["-h"]):
        print(HELP, end="")
        return 0
    if arguments == ["--version"]:
        print(f"kneecoach {__version__}")
        return 0
    from kneecoach.cli.openssl import import_hashes

    import_hashes()
    if not arguments and COMPLETION not in os.environ:
        # Without arguments there is nothing to parse. click would only delay the first paint.
        from kneecoach.cli.full_screen import open_app
        from kneecoach.paths import find_paths

        return open_app(find_paths(), welcomes=True)
    from kneecoach.cli.program import run

    return run(arguments)
