"""Makes the standard streams safe: always open, and free of control codes."""

from __future__ import annotations

import contextlib
import io
import os
import sys
from collections.abc import Iterator
from typing import TextIO, cast

from kneecoach.errors import KneecoachError, os_reason
from kneecoach.text import one_line, printable

BELL = "\a"


def open_streams() -> None:
    """Make the process's streams safe, before anything is read or printed."""
    for number, name in enumerate(("stdin", "stdout", "stderr")):
        if getattr(sys, name) is None:
            setattr(sys, name, _nothing(number))
    if isinstance(sys.stdin, io.TextIOWrapper):
        # A stray byte must not end the program. Nor, below, must a character that the terminal's encoding lacks.
        sys.stdin.reconfigure(errors="replace")
    sys.stdout, sys.stderr = _made_safe(sys.stdout, _SafeWriter), _made_safe(sys.stderr, _SafeStderr)


def read_stdin(max_bytes: int) -> bytes:
    """Up to `max_bytes` bytes of stdin. Raises KneecoachError."""
    if sys.__stdin__ is None:
        raise KneecoachError("stdin is closed, so there is nothing to read.")
    try:
        return sys.stdin.buffer.read(max_bytes)
    except OSError as error:
        raise KneecoachError(f"stdin: cannot be read: {os_reason(error)}") from None


def write_stdout(data: bytes) -> None:
    """Write bytes to stdout unchanged, line ends included. Raises KneecoachError, OSError."""
    if sys.__stdout__ is None:
        raise KneecoachError("stdout is closed, so nothing was written.")
    with _naming_stdout():
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()


def say_error(words: object) -> None:
    """Print a message on stderr, on one line whatever it names."""
    print(f"kneecoach: {one_line(str(words))}", file=sys.stderr, flush=True)


def drop_stdout() -> None:
    """Discard what stdout still buffers: nobody reads it, or it cannot be written."""
    null = os.open(os.devnull, os.O_WRONLY)
    os.dup2(null, sys.stdout.fileno())
    os.close(null)


@contextlib.contextmanager
def _naming_stdout() -> Iterator[None]:
    """Let an OSError name stdout, as it would name a file."""
    try:
        yield
    except OSError as error:
        raise OSError(error.errno, os_reason(error), "stdout") from None


class _SafeWriter(io.TextIOWrapper):
    """Writes text without control codes: titles, notes, file names and arguments can come from anywhere."""

    def __init__(self, stream: io.TextIOWrapper) -> None:
        """Keeps `stream`, because deleting it would close the buffer that both share."""
        super().__init__(
            stream.buffer, encoding=stream.encoding, errors="replace", line_buffering=stream.line_buffering
        )
        self._stream = stream

    def write(self, text: str) -> int:
        with _naming_stdout():
            super().write(text if text == BELL else printable(text))
        return len(text)

    def flush(self) -> None:
        with _naming_stdout():
            super().flush()


class _SafeStderr(_SafeWriter):
    """Writes messages to stderr. If nobody can read them, the program goes on."""

    def write(self, text: str) -> int:
        with contextlib.suppress(OSError):
            super().write(text)
        return len(text)

    def flush(self) -> None:
        with contextlib.suppress(OSError):
            super().flush()


def _nothing(number: int) -> TextIO:
    """An empty stream that accepts everything, in place of one that was closed.

    It also takes that stream's descriptor. Otherwise the next file opened would get it, and anything a library
    prints would end up in that file.
    """
    descriptor = os.open(os.devnull, os.O_RDWR)
    if descriptor != number and not _is_open(number):
        os.dup2(descriptor, number)
        os.close(descriptor)
        descriptor = number
    return cast("TextIO", open(descriptor, "w" if number else "r", encoding="utf-8", closefd=False))


def _is_open(descriptor: int) -> bool:
    try:
        os.fstat(descriptor)
    except OSError:
        return False
    return True


def _made_safe(stream: TextIO, kind: type[_SafeWriter]) -> TextIO:
    """A stream of the process that writes no control codes; a stream replaced by a test is left alone."""
    if type(stream) is not io.TextIOWrapper:
        return stream
    with contextlib.suppress(OSError):
        stream.flush()
    return kind(stream)
