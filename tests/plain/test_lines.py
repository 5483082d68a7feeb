"""Lines of text about a warm-up: it is no hold."""

from __future__ import annotations

from kneecoach.plain.lines import lines_for
from kneecoach.session.commands import Pause, Tick
from kneecoach.session.decide import due
from tests.helpers import Visit, a_plan, circuit_plan, stretch


def test_a_warm_up_is_not_held() -> None:
    visit, said = Visit(circuit_plan()), list[str]()
    while (instant := due(visit.state)) is not None:
        visit.now = instant
        said += [line for event in visit.do(Tick()) for line in lines_for(event, visit.state)]
    assert "Held 30 s." not in said
    assert said.count("Held 2 s.") == 6
    assert "Done: Walk about, warm-up: 30 of 30 s." in said


def test_a_stretch_is_and_so_is_one_that_is_cut_off() -> None:
    visit = Visit(a_plan(stretch()))
    visit.until_work(0)
    happened = visit.do(Pause(), after=12.0)
    assert next(line for event in happened for line in lines_for(event, visit.state)) == "Held 12 s."
