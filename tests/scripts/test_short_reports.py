"""pytest's workers leave out only those events of a test that say nothing."""

from __future__ import annotations

import pytest

from tests.short_reports import says_something

PASSED = {"when": "setup", "outcome": "passed", "duration": 0.001, "sections": []}


@pytest.mark.parametrize(
    "report",
    [
        {"when": "call"},
        {"outcome": "failed"},
        {"outcome": "skipped"},
        {"duration": 0.005},
        {"sections": [("Captured stdout setup", "words")]},
    ],
)
@pytest.mark.parametrize("when", ["setup", "teardown"])
def test_what_more_there_is_to_say_is_sent(report: dict[str, object], when: str) -> None:
    assert not says_something("testreport", {"data": {**PASSED, "when": when}})
    assert says_something("testreport", {"data": {**PASSED, "when": when, **report}})


@pytest.mark.parametrize("name", ["logfinish", "runtest_protocol_complete", "collectionfinish", "internal_error"])
def test_every_other_event_is_sent(name: str) -> None:
    assert says_something(name, {})
