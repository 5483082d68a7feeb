"""Wraps lines of text between words, at the width of the terminal."""

from __future__ import annotations

import io
import shutil
import sys
import unicodedata
from collections.abc import Callable
from typing import TextIO, cast

MIN_WIDTH = 20
"""In fewer columns than this, words seldom fit, so the terminal is left to break the lines."""


def wrapped(line: str, width: int) -> str:
    """A line broken between words into lines of at most `width` cells, each indented as it was.

    A longer word stays whole. JSON stays on one line, because somebody may copy it.
    """
    if width < MIN_WIDTH or _cells(line) <= width or line.startswith("{"):
        return line
    text = line.lstrip(" ")
    indent = line[: len(line) - len(text)]
    lines, now = [], indent
    for word in text.split(" "):
        longer = f"{now} {word}" if now != indent else f"{indent}{word}"
        if now != indent and _cells(longer) > width:
            lines.append(now)
            longer = f"{indent}{word}"
        now = longer
    return "\n".join([*lines, now])


def as_wide_as_the_terminal(out: TextIO) -> TextIO:
    """`out`, with its lines wrapped if it is a terminal, which may be resized meanwhile."""
    if not out.isatty():
        return out
    return cast("TextIO", _Wrapping(out, lambda: shutil.get_terminal_size().columns))


def plain_out() -> TextIO:
    """Where text mode prints."""
    return as_wide_as_the_terminal(sys.stdout)


class _Wrapping(io.TextIOBase):
    """Writes whole lines, wrapped. A line without an end is written unwrapped when it is flushed."""

    def __init__(self, out: TextIO, width: Callable[[], int]) -> None:
        self._out = out
        self._width = width
        self._line = ""

    def write(self, text: str, /) -> int:
        *lines, self._line = f"{self._line}{text}".split("\n")
        for line in lines:
            self._out.write(f"{wrapped(line, self._width())}\n")
        return len(text)

    def flush(self) -> None:
        rest, self._line = self._line, ""
        if rest:
            self._out.write(rest)
        self._out.flush()


def _cells(text: str) -> int:
    """Columns that a text takes in a terminal."""
    if text.isascii():
        return len(text)
    return sum(
        0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in {"W", "F"} else 1 for c in text
    )
