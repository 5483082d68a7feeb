"""A signal ends a session that is followed without screens, and never in the middle of saving."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable

import pytest

from kneecoach.plain.follow import StopSignal, _signals, _undisturbed
from tests.cli.interrupted import Interrupted
from tests.helpers import mixed_plan
from tests.running.bench import Bench

pytestmark = pytest.mark.skipif(os.name != "posix", reason="signals are of POSIX")

each_signal = pytest.mark.parametrize(
    ("number", "error"), [(signal.SIGTERM, StopSignal), (signal.SIGINT, KeyboardInterrupt)]
)


@each_signal
def test_what_is_being_saved_is_saved_before_it_ends(number: int, error: type[BaseException]) -> None:
    done: list[str] = []
    with pytest.raises(error), _signals(Bench(mixed_plan()).runner), _undisturbed():
        os.kill(os.getpid(), number)
        done.append("saved")
    assert done == ["saved"]


@each_signal
@pytest.mark.parametrize("write", [Interrupted.model_dump, Interrupted.model_dump_json])
def test_a_library_that_makes_another_error_of_a_signal_hides_none(
    number: signal.Signals, error: type[BaseException], write: Callable[[Interrupted], object]
) -> None:
    with pytest.raises(error), _signals(Bench(mixed_plan()).runner):
        write(Interrupted(by=number))


def test_an_error_without_a_signal_is_itself() -> None:
    with pytest.raises(ZeroDivisionError), _signals(Bench(mixed_plan()).runner):
        print(1 / 0)
