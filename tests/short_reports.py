"""pytest's workers report a test when it has run, and no more of it unless there is more to say.

pytest-xdist (3.8) sends six events per test, among them that its set-up and its clean-up went well. Sending and
reading them took 1 ms per test, more than most tests take.
"""

from __future__ import annotations

from typing import Any

import pytest

MIN_SECONDS = 0.005
"""Set-up and clean-up that take longer are reported: `--durations` lists them from here on."""


def says_something(name: str, event: dict[str, Any]) -> bool:
    """Whether an event says what the others do not."""
    if name == "logstart":
        return False
    if name != "testreport" or (report := event["data"])["when"] == "call":
        return True
    return bool(report["outcome"] != "passed" or report["duration"] >= MIN_SECONDS or report["sections"])


def send_less(config: pytest.Config) -> None:
    """Let this worker send only events that say something."""
    for plugin in config.pluginmanager.get_plugins():
        if type(plugin).__name__ == "WorkerInteractor":
            _filter(plugin)


def _filter(worker: Any) -> None:
    send = worker.sendevent

    def send_if_needed(name: str, **event: Any) -> None:
        if says_something(name, event):
            send(name, **event)

    worker.sendevent = send_if_needed
