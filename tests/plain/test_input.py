"""Lines of stdin: each is obeyed, and no flood of them takes the session's memory or time."""

from __future__ import annotations

import io
import queue
import sys
import threading
import time
from collections.abc import Iterator
from functools import partial
from itertools import count
from types import FrameType
from typing import Any

import pytest

from kneecoach.plain.input import CHUNK, MAX_LINE, MAX_PER_SECOND, MAX_WAITING, Input


def read(source: io.TextIOBase) -> list[str]:
    """Every line up to the end of input, without waiting between them."""
    typed = Input(source, sleep=lambda _: None)  # type: ignore[arg-type]
    return list(iter(lambda: typed.lines.get(timeout=5.0), None))  # type: ignore[arg-type]


class Endless(io.TextIOBase):
    """The same line again and again, or one line without an end. It counts what has been read."""

    def __init__(self, line: str) -> None:
        self.line = line
        self.characters = 0
        self.largest = 0

    def readline(self, size: int = -1) -> str:  # type: ignore[override]
        assert size > 0, "read without a bound"
        read = self.line if "\n" in self.line else self.line * size
        self.characters += len(read)
        self.largest = max(self.largest, len(read))
        return read


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("p\nx 4\n\n  \nq\n", ["p", "x 4", "", "  ", "q"]),
        ("p\r\nq", ["p", "q"]),
        ("", []),
        ("x" * MAX_LINE + "\nq\n", ["x" * MAX_LINE, "q"]),
        ("x" * (MAX_LINE + 1) + "\nq\n", ["x" * MAX_LINE, "q"]),
        ("x" * (MAX_LINE + CHUNK) + "\nq\n", ["x" * MAX_LINE, "q"]),
        ("x" * (MAX_LINE + 2 * CHUNK), ["x" * MAX_LINE]),
    ],
    ids=range(7),
)
def test_every_line_is_read_and_of_a_long_one_the_beginning(text: str, lines: list[str]) -> None:
    assert read(io.StringIO(text)) == lines


def test_more_lines_wait_than_are_kept_in_memory() -> None:
    """`yes p | kneecoach start --json`: the writer waits."""
    lines = [str(n) for n in range(5 * MAX_WAITING)]
    typed = Input(io.StringIO("\n".join(lines)), sleep=lambda _: None)
    deadline = time.monotonic() + 5.0
    while typed.lines.qsize() < MAX_WAITING and time.monotonic() < deadline:
        time.sleep(0.001)
    time.sleep(0.02)  # in which all would be read
    assert typed.lines.qsize() == MAX_WAITING
    assert list(iter(lambda: typed.lines.get(timeout=5.0), None)) == lines  # type: ignore[arg-type]


class Signal(BaseException):
    """Raised by a signal's handler."""


def raise_at(step: int, steps: Iterator[int], frame: FrameType, event: str, _: object) -> Any:
    """Trace the steps of Python's own queues and locks, and raise Signal at one of them."""
    if frame.f_code.co_filename not in {queue.__file__, threading.__file__}:
        return None
    frame.f_trace_opcodes = True
    if event == "opcode" and next(steps) == step:
        raise Signal
    return partial(raise_at, step, steps)


def test_a_signal_may_come_at_any_instant_of_the_wait_for_a_line() -> None:
    """Python runs handlers between any two steps of its own code, and what they raise comes out as it is."""
    step = 0
    while True:
        typed, steps = Input(io.StringIO("")), count()
        assert typed.lines.get(timeout=5.0) is None
        sys.settrace(partial(raise_at, step, steps))
        try:
            typed.lines.get(timeout=0.001)
        except queue.Empty:
            assert next(steps) <= step
            return  # there are no more steps
        except Signal:
            step += 1
        finally:
            sys.settrace(None)


@pytest.mark.parametrize("line", ["p\n", "\0"], ids=["yes p", "/dev/zero"])
def test_no_more_is_read_in_a_second_than_anybody_types(line: str) -> None:
    """Time stands still, so only one second's worth of an endless input is read."""
    waits = threading.Event()
    never = threading.Event()
    slept: list[float] = []

    def sleep(seconds: float) -> None:
        slept.append(seconds)
        waits.set()
        never.wait()

    source = Endless(line)
    typed = Input(source, now=lambda: 7.0, sleep=sleep)  # type: ignore[arg-type]
    assert waits.wait(5.0)
    assert slept == [1.0]
    assert typed.lines.qsize() == (MAX_PER_SECOND - 1 if "\n" in line else 0)
    assert source.largest <= CHUNK


def test_somebody_who_types_slowly_never_waits() -> None:
    seconds: Iterator[int] = iter(range(10 * MAX_PER_SECOND))
    slept: list[float] = []
    lines = ["p"] * (3 * MAX_PER_SECOND)
    typed = Input(io.StringIO("\n".join(lines)), now=lambda: float(next(seconds)), sleep=slept.append)
    assert list(iter(lambda: typed.lines.get(timeout=5.0), None)) == lines  # type: ignore[arg-type]
    assert set(slept) == {0.0}
