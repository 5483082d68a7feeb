"""What becomes of errors: one line on stderr, and the exit status."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Callable

from kneecoach.errors import KneecoachError, UsageError, os_reason


def exit_status(action: Callable[[], int]) -> int:
    """Do `action`; 0 done, 1 failed, 2 wrong usage, 130 interrupted."""
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # A sign that a small character set lacks, or a stray byte, is no reason to fail.
            stream.reconfigure(errors="replace")
    try:
        status = action()
        if sys.stdout is not None:
            sys.stdout.flush()
        return status
    except KneecoachError as error:
        print(f"kneecoach: {error}", file=sys.stderr)
        return 2 if isinstance(error, UsageError) else 1
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        return _without_output()
    except OSError as error:
        name = f"{error.filename}: " if error.filename else ""
        print(f"kneecoach: {name}{os_reason(error)}", file=sys.stderr)
        return _without_output()


def _without_output() -> int:
    """Nobody reads stdout, or it cannot be written: what is still buffered has nowhere to go."""
    if sys.stdout is not None:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 1
