"""Ctrl+C ends a command silently, even while a library calls the program's own code."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from kneecoach.cli.outcome import exit_status
from tests.cli.in_process import command_in_process
from tests.cli.interrupted import Interrupted


@pytest.fixture(autouse=True)
def _in_process() -> Iterator[None]:
    with command_in_process():
        yield


@pytest.mark.parametrize("write", [Interrupted.model_dump, Interrupted.model_dump_json])
def test_ctrl_c_while_a_record_is_written(write: Callable[[Interrupted], object]) -> None:
    assert exit_status(lambda: bool(write(Interrupted()))) == 130


def test_any_other_fault_is_seen() -> None:
    with pytest.raises(ZeroDivisionError):
        exit_status(lambda: 1 // 0)
