"""Tests of screens stay with the workers that have run some, until only others are left."""

from __future__ import annotations

from itertools import chain, zip_longest
from types import SimpleNamespace
from typing import Any

from tests.order import WAITING, waits
from tests.sharing import SHARE, ByKind


class Worker:
    """One of pytest's workers, which notes what it is to run."""

    shutting_down = False

    def __init__(self) -> None:
        self.told: list[int] = []
        self.gateway = SimpleNamespace(id="worker")  # named only if workers disagree

    def send_runtest_some(self, tests: list[int]) -> None:
        self.told += tests

    def shutdown(self) -> None:
        self.shutting_down = True


def shared(names: list[str], workers: int) -> list[list[str]]:
    """Who runs what of these tests, if all are equally quick."""
    config: Any = SimpleNamespace(
        getvalue=lambda _: ["popen"] * workers, option=SimpleNamespace(loadscopereorder=False)
    )
    scheduler, team = ByKind(config), [Worker() for _ in range(workers)]
    for worker in team:
        scheduler.add_node(worker)
        scheduler.add_node_collection(worker, names)
    scheduler.schedule()
    done = [0] * workers
    while any(count < len(worker.told) for count, worker in zip(done, team, strict=True)):
        for number, worker in enumerate(team):
            if done[number] < len(worker.told):
                scheduler.mark_test_complete(worker, worker.told[done[number]])
                done[number] += 1
    return [[names[test] for test in worker.told] for worker in team]


def names_in(folder: str, modules: int) -> list[str]:
    return [f"tests/{folder}/test_{module}.py::test_{test}" for module in range(modules) for test in range(5)]


def test_each_kind_has_its_workers_while_there_is_some_of_it() -> None:
    screens, others = names_in("ui", 20), names_in("log", 20)
    told = shared([*screens, *others], SHARE)
    assert sorted(chain.from_iterable(told)) == sorted([*screens, *others])
    assert not set(told[0]) & set(others)
    assert all(worker[0] in others for worker in told[1:])
    assert any(set(worker) & set(screens) for worker in told[1:])  # when the others had come to their end


def test_all_workers_share_what_is_of_one_kind() -> None:
    for folder in ("ui", "log"):
        told = shared(names_in(folder, 12), SHARE + 1)
        assert all(len(worker) == 15 for worker in told)


def test_no_more_than_half_of_the_workers_wait_at_once_while_there_is_something_to_compute() -> None:
    waiting = [f"tests/{module}::test_{test}" for module in WAITING for test in range(5)]
    told = shared([*waiting, *names_in("log", 40), *names_in("ui", 40)], 6)
    assert max(sum(map(waits, running)) for running in zip_longest(*told, fillvalue="")) == 3
    assert set(waiting) < set(chain.from_iterable(told))
    assert all(shared(waiting, 6))
