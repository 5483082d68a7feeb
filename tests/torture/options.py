"""Random tests: `--tries N --seed S`, the marker `torture(tries)`, and a count of what was tried.

A test marked `@pytest.mark.torture(30)` may use these fixtures:

- `chance`: it runs 30 times, or `--tries` times, each time with its own generator. Its id has the seed and
the number of the try, so that `make torture ARGS="--seed 7 -k 7-12"` runs the same one again;
- `tries` and `seed`: it runs once and makes that many tries itself (hypothesis: `max_examples`).

`record_property("torture", "json, SIGKILL in work")` counts a try under these words in the summary of the run.
"""

from __future__ import annotations

import random
from collections import Counter
from typing import Any

import pytest

__all__ = [
    "Chance",
    "chance",
    "pytest_addoption",
    "pytest_configure",
    "pytest_configure_node",
    "pytest_generate_tests",
    "pytest_terminal_summary",
    "seed",
    "tries",
]

SEED = 1
"""The seed of `make test`."""


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("torture")
    group.addoption("--tries", type=int, default=0, metavar="N", help="Tries of each torture, instead of a few.")
    group.addoption("--seed", type=int, default=0, metavar="S", help="Seed of the tries; without it, a new one.")


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "torture(tries): takes chances, so many in `make test`")
    told = getattr(config, "workerinput", {})
    drawn = random.randrange(1, 100_000) if config.option.tries else SEED
    config.option.seed = config.option.seed or told.get("seed", drawn)


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: Any) -> None:
    # xdist's workers all have to collect the same tests.
    node.workerinput["seed"] = node.config.option.seed


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "chance" in metafunc.fixturenames:
        first, count = metafunc.config.option.seed, _tries(metafunc.config, metafunc.definition)
        metafunc.parametrize("chance", [f"{first}-{number}" for number in range(count)], indirect=True)


class Chance(random.Random):
    """The random generator of one try."""

    number: int
    """Which try it is, from 0."""


@pytest.fixture
def chance(request: pytest.FixtureRequest) -> Chance:
    """A random generator for this try of this test."""
    own = Chance(f"{request.function.__name__}-{request.param}")
    own.number = int(request.param.split("-")[1])
    return own


@pytest.fixture
def tries(request: pytest.FixtureRequest) -> int:
    """How many tries this test should make."""
    return _tries(request.config, request.node)


@pytest.fixture
def seed(request: pytest.FixtureRequest) -> int:
    """The seed of its tries."""
    chosen: int = request.config.option.seed
    return chosen


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    config = terminalreporter.config
    if not config.option.tries:
        return
    terminalreporter.section("torture", sep="-")
    terminalreporter.write_line(f"--tries {config.option.tries} --seed {config.option.seed}")
    reports = [r for kind in ("passed", "failed") for r in terminalreporter.getreports(kind) if r.when == "call"]
    tried = Counter(words for r in reports for name, words in r.user_properties if name == "torture")
    for words, count in sorted(tried.items()):
        terminalreporter.write_line(f"{count:6}  {words}")


def _tries(config: pytest.Config, node: pytest.Item | pytest.Function) -> int:
    marker = node.get_closest_marker("torture")
    assert marker is not None, f"{node.nodeid} takes chances: mark it `torture(tries)`"
    return int(config.option.tries or marker.args[0])
