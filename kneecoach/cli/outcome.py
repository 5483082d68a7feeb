"""What becomes of errors: one line on stderr, and the exit status."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Callable
from typing import TextIO

from kneecoach.errors import KneecoachError, UsageError, os_reason
from kneecoach.text import printable

BELL = "\a"


def exit_status(action: Callable[[], int]) -> int:
    """Do `action`; 0 done, 1 failed, 2 wrong usage, 130 interrupted."""
    # This is health data: what any part of the program or any library makes is for the user alone.
    os.umask(0o077)
    if isinstance(sys.stdin, io.TextIOWrapper):
        # A stray byte is no reason to fail; nor, below, is a sign that a small character set lacks.
        sys.stdin.reconfigure(errors="replace")
    sys.stdout, sys.stderr = _words_only(sys.stdout), _words_only(sys.stderr)
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


class _Words(io.TextIOWrapper):
    """Writes words, never control codes: titles, notes, names of files and arguments come from anywhere."""

    def write(self, text: str) -> int:
        super().write(text if text == BELL else printable(text))
        return len(text)


def _words_only(stream: TextIO) -> TextIO:
    """A stream of the process, for words only; one that is replaced in a test, or missing, is left alone."""
    if type(stream) is not io.TextIOWrapper:
        return stream
    stream.flush()
    return _Words(stream.buffer, encoding=stream.encoding, errors="replace", line_buffering=stream.line_buffering)


def _without_output() -> int:
    """Nobody reads stdout, or it cannot be written: what is still buffered has nowhere to go."""
    if sys.stdout is not None:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 1
