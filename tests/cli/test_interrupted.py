"""Ctrl+C ends a command silently, even while a library calls the program's own code."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator

import pytest

from kneecoach.cli.outcome import exit_status
from tests.cli.interrupted import Interrupted


@pytest.fixture(autouse=True)
def _ctrl_c_still_interrupts_later() -> Iterator[None]:
    """A command that was interrupted lets a second Ctrl+C end Python at once."""
    kept = signal.getsignal(signal.SIGINT)
    yield
    signal.signal(signal.SIGINT, kept)


@pytest.mark.parametrize("write", [Interrupted.model_dump, Interrupted.model_dump_json])
def test_ctrl_c_while_a_record_is_written(write: Callable[[Interrupted], object]) -> None:
    assert exit_status(lambda: bool(write(Interrupted()))) == 130


def test_any_other_fault_is_seen() -> None:
    with pytest.raises(ZeroDivisionError):
        exit_status(lambda: 1 // 0)
