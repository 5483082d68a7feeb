"""The standard streams: always there, whatever they were started with, and for words only."""

from __future__ import annotations

import contextlib
import io
import os
import sys
from collections.abc import Iterator
from typing import TextIO, cast

from kneecoach.errors import KneecoachError, os_reason
from kneecoach.text import printable

BELL = "\a"


def open_streams() -> None:
    """Make the process's streams safe to use, before anything is read or printed."""
    for number, name in enumerate(("stdin", "stdout", "stderr")):
        if getattr(sys, name) is None:
            setattr(sys, name, _nothing(number))
    if isinstance(sys.stdin, io.TextIOWrapper):
        # A stray byte is no reason to fail; nor, below, is a sign that a small character set lacks.
        sys.stdin.reconfigure(errors="replace")
    sys.stdout, sys.stderr = _of_words(sys.stdout, _Words), _of_words(sys.stderr, _Remarks)


def read_stdin(max_bytes: int) -> bytes:
    """What stdin says, up to `max_bytes`. Raises KneecoachError."""
    if sys.__stdin__ is None:
        raise KneecoachError("stdin is closed, so there is nothing to read.")
    try:
        return sys.stdin.buffer.read(max_bytes)
    except OSError as error:
        raise KneecoachError(f"stdin: cannot be read: {os_reason(error)}") from None


def write_stdout(data: bytes) -> None:
    """Write to stdout as it is: no other character set, no other ends of lines. Raises KneecoachError, OSError."""
    if sys.__stdout__ is None:
        raise KneecoachError("stdout is closed, so nothing was written.")
    with _naming_stdout():
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()


def drop_stdout() -> None:
    """Nobody reads stdout, or it cannot be written: what is still buffered has nowhere to go."""
    null = os.open(os.devnull, os.O_WRONLY)
    os.dup2(null, sys.stdout.fileno())
    os.close(null)


@contextlib.contextmanager
def _naming_stdout() -> Iterator[None]:
    """An OSError says that it was about stdout, as one about a file names the file."""
    try:
        yield
    except OSError as error:
        raise OSError(error.errno, os_reason(error), "stdout") from None


class _Words(io.TextIOWrapper):
    """Writes words, never control codes: titles, notes, names of files and arguments come from anywhere."""

    def __init__(self, stream: io.TextIOWrapper) -> None:
        """`stream` is kept: when it goes, it closes the buffer that the two of them share."""
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


class _Remarks(_Words):
    """Writes what is said beside the result. Where nobody can be told, that is no reason to fail."""

    def write(self, text: str) -> int:
        with contextlib.suppress(OSError):
            super().write(text)
        return len(text)

    def flush(self) -> None:
        with contextlib.suppress(OSError):
            super().flush()


def _nothing(number: int) -> TextIO:
    """A stream that says nothing and takes everything, in the place of one that was closed.

    It also takes that stream's descriptor: else the next file opened would have it, and what any library prints
    would end up in there.
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


def _of_words(stream: TextIO, kind: type[_Words]) -> TextIO:
    """A stream of the process, for words only; one that is replaced in a test is left alone."""
    if type(stream) is not io.TextIOWrapper:
        return stream
    with contextlib.suppress(OSError):
        stream.flush()
    return kind(stream)
