"""A copy with other values is the one that `dataclasses.replace` makes."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest

from kneecoach.session import plan, state
from kneecoach.session.commands import Pause
from kneecoach.session.replacing import replace
from tests.helpers import Visit, mixed_plan

KINDS = sorted(
    {
        kind
        for module in (plan, state)
        for kind in vars(module).values()
        if dataclasses.is_dataclass(kind) and isinstance(kind, type)
    },
    key=lambda kind: kind.__name__,
)


def things() -> list[Any]:
    """A state in the middle of a session, and what it consists of."""
    visit = Visit(mixed_plan())
    visit.until_work(3, reps=2)
    visit.do(Pause())
    found = visit.state
    planned = found.as_planned
    return [found, found.paused, found.attempts[0], planned, planned.exercise, planned.target, found.plan]


@pytest.mark.parametrize("thing", things(), ids=lambda thing: type(thing).__name__)
def test_it_differs_from_the_first_in_what_was_asked_and_in_nothing_else(thing: Any) -> None:
    before = dataclasses.replace(thing)
    assert replace(thing) == thing
    for field in dataclasses.fields(thing):
        other = object()
        copy = replace(thing, **{field.name: other})
        assert type(copy) is type(thing)
        assert copy == dataclasses.replace(thing, **{field.name: other}) != thing
    assert thing == before


def test_there_is_no_other_field() -> None:
    with pytest.raises(KeyError):
        replace(things()[0], colour="red")  # type: ignore[call-arg]


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_is_left_undone_because_no_init_runs(kind: type) -> None:
    assert "__slots__" in vars(kind)
    assert not hasattr(kind, "__post_init__")
    assert len(dataclasses.fields(kind)) > 1, "of one field alone, `attrgetter` makes no tuple"
