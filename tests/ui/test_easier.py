"""Easier variants go with the report of pain that led to them."""

from __future__ import annotations

from kneecoach.session.events import PainReported, Undone
from kneecoach.ui.easier import Easier

REPORTED, UNDONE = PainReported(at=1.0, value=6), Undone(at=2.0, what="report pain")


def test_the_last_choice_for_an_exercise_counts() -> None:
    easier = Easier()
    for variant in ("a lighter band", "no band"):
        easier.happened(REPORTED)
        easier.take("walk", variant)
    assert (easier.words("walk"), easier.words("lunge")) == ("no band", "")
    easier.happened(UNDONE)
    assert easier.words("walk") == "a lighter band"


def test_a_report_that_led_to_nothing_takes_nothing_with_it() -> None:
    easier = Easier()
    easier.happened(REPORTED)
    easier.take("walk", "no band")
    easier.happened(REPORTED)
    easier.happened(UNDONE)
    assert easier.words("walk") == "no band"


def test_other_undoing_leaves_it_alone() -> None:
    easier = Easier()
    easier.happened(REPORTED)
    easier.take("walk", "no band")
    easier.happened(Undone(at=2.0, what="skip the set"))
    assert easier.words("walk") == "no band"


def test_a_report_from_before_the_session_was_brought_back_can_be_undone() -> None:
    easier = Easier()
    easier.happened(UNDONE)
    assert easier.words("walk") == ""
