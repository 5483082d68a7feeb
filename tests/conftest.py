"""For all tests: no hypothesis deadline, because machines are shared, and nothing of the developer's own terminal.

Bytecode is kept, even if the shell says otherwise. Without it, every process compiles kneecoach, and each of
pytest's workers rewrites the assertions of all tests, which takes 10 s.
"""

from __future__ import annotations

import gc
import os
import signal
import sys
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

# While tests are collected, hardly anything is garbage, and looking for it took a fifth of the time.
gc.disable()
sys.dont_write_bytecode = False
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

# Textual reads these once, when it is first imported, so they are set before anything else is imported.
os.environ |= {"TEXTUAL_ANIMATIONS": "none", "TEXTUAL_COLOR_SYSTEM": "truecolor"}
for _name in ("NO_COLOR", "TEXTUAL_THEME", "COLORTERM"):
    os.environ.pop(_name, None)
os.environ.setdefault("WAKEPY_FAKE_SUCCESS", "1")

import pytest  # noqa: E402
from hypothesis import settings  # noqa: E402

from tests import order, quick_toml, short_reports  # noqa: E402
from tests.compiling import compile_share  # noqa: E402
from tests.sharing import ByKind  # noqa: E402

# Hooks and fixtures of the random tests.
from tests.torture.options import *  # noqa: E402, F403

settings.register_profile("shared-machine", deadline=None)
settings.load_profile("shared-machine")


def pytest_sessionstart(session: pytest.Session) -> None:
    """Workers compile what is new between them, and say only what matters."""
    # A shell lets what it runs in the background ignore Ctrl+C, and so would the programs that tests start.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    if worker := getattr(session.config, "workerinput", None):
        _compute_in_long_turns()
        compile_share(session.config, int(worker["workerid"].removeprefix("gw")), worker["workercount"])
        short_reports.send_less(session.config)


def _compute_in_long_turns() -> None:
    """Let this worker, and what it starts, wait for a turn as what computes in the background does (Linux).

    With six workers on two processors, each would else take the processor from another whenever it wakes up.
    """
    if hasattr(os, "SCHED_BATCH"):
        with suppress(OSError):  # a sandbox may forbid it
            os.sched_setscheduler(0, os.SCHED_BATCH, os.sched_param(0))


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> ByKind | None:
    """Workers that have run a test of screens take the next of them too, where modules are dealt out whole."""
    return ByKind(config, log) if config.getoption("dist") == "loadscope" else None


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Workers take the modules mixed. In one process they come as they are named."""
    if hasattr(config, "workerinput"):
        order.mix(items)


def pytest_collection_finish() -> None:
    """What was collected stays until the end: the garbage collector never looks at it, and at the rest less often.

    The little garbage among it stays too: to find it, each worker would take 0.4 s.
    """
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)
    gc.enable()


@pytest.fixture(autouse=True, scope="session")
def _toml_is_read_once() -> Iterator[None]:
    """The files that come with kneecoach are the same in every test."""
    with pytest.MonkeyPatch.context() as patch:
        quick_toml.parse_each_text_once(patch)
        quick_toml.check_each_table_once(patch)
        yield


@pytest.fixture(autouse=True, scope="session")
def _no_walk_to_the_mat() -> Iterator[None]:
    """Sessions opened inside a test begin after the first exercise's own `setup`."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("kneecoach.settings.FIRST_READY_SECONDS", 0.0)
        yield


@pytest.fixture(autouse=True, scope="session")
def _nobody_waits_for_the_disk() -> Iterator[None]:
    """What is written is on its way to the disk, and only a power cut could show that it has not arrived.

    Tests that look at what is synced, and when, put a call of their own in place of this one. Programs that tests
    start do sync.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "fsync", _is_open)
        yield


def _is_open(descriptor: int) -> None:
    """Fail as `os.fsync` does if there is no such descriptor."""
    os.fstat(descriptor)
