"""What was done without kneecoach, asked set by set."""

from __future__ import annotations

import io

import pytest

from kneecoach.log.entered import entered_later
from kneecoach.log.record import Record
from kneecoach.plain.elsewhere import ask_what_was_done
from kneecoach.plain.input import Input
from kneecoach.session.events import Outcome
from tests.helpers import a_plan, stretch, thrust, walk
from tests.log.samples import STARTED

PLAN = a_plan(stretch(), thrust(reps=3, sets=1), walk(least=3, most=5, sets=1))
"""A stretch for each leg, three hip thrusts, and a walk of three to five steps to each side."""

C, P, S = Outcome.COMPLETED, Outcome.PARTIAL, Outcome.SKIPPED


def asked(typed: str) -> tuple[Record, str]:
    out = io.StringIO()
    source = Input(io.StringIO(typed))
    record = ask_what_was_done(source, out, entered_later(PLAN, STARTED), asks_pain=True, asks_note=True)
    return record, out.getvalue()


@pytest.mark.parametrize(
    ("typed", "done"),
    [
        ("\n\n\n\n\n2\nfine\n", [(30.0, C), (30.0, C), (3, C), (3, C), (3, C)]),
        ("a\n2\nfine\n", [(30.0, C), (30.0, C), (3, C), (3, C), (3, C)]),
        ("12,5\nn\n2\n4\n-\n2\nfine\n", [(12.5, P), (0.0, S), (2, P), (4, C), (None, S)]),
        (
            "30 s\nno\n3 reps\n4/5\nfive steps\n2/10\nfine\n",
            [(30.0, C), (0.0, S), (3, C), (4, C), (5, C)],
        ),
        (
            "12.5 seconds\n30 of 30\nnone\n4 of 5 steps\nall\n2\nfine\n",
            [(12.5, P), (30.0, C), (0, S), (4, C), (3, C)],
        ),
        ("n\na\n2\nfine\n", [(0.0, S), (30.0, C), (3, C), (3, C), (3, C)]),
    ],
)
def test_each_answer_is_taken_as_it_was_meant(typed: str, done: list[tuple[float | None, Outcome]]) -> None:
    record, _ = asked(typed)
    assert [(s.seconds if s.target.reps is None else s.reps, s.outcome) for s in record.sets] == done
    assert (record.pain.after, record.note) == (2, "fine")


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        ("many", "Answer with enter, a number of seconds, n, - or a, please."),
        ("4000", "Seconds held are from 0 to 3600."),
        ("-3", "Answer with enter, a number of seconds, n, - or a, please."),
    ],
)
def test_what_is_not_an_answer_is_asked_for_again(wrong: str, why: str) -> None:
    record, printed = asked(f"{wrong}\n7\na\n\n\n")
    assert why in printed
    assert record.sets[0].seconds == 7


def test_reps_are_whole() -> None:
    record, printed = asked("\n\n2.5\n1000\n2\n\n\n\n\n")
    assert printed.count("Reps must be a whole number from 0 to 999.") == 2
    assert record.sets[2].reps == 2


@pytest.mark.parametrize("typed", ["2 s", "2s", "2 sec", "two seconds", "2/3 s"])
def test_seconds_are_not_an_answer_for_reps(typed: str) -> None:
    record, printed = asked(f"\n\n{typed}\n1\na\n\n\n")
    assert printed.count("Answer with enter, a number of reps, n, - or a, please.") == 1
    assert record.sets[2].reps == 1


@pytest.mark.parametrize("typed", ["12 reps", "12rep", "12 steps", "ten reps", "12/30 reps"])
def test_reps_are_not_an_answer_for_a_hold(typed: str) -> None:
    record, printed = asked(f"{typed}\n20\na\n\n\n")
    assert printed.count("Answer with enter, a number of seconds, n, - or a, please.") == 1
    assert record.sets[0].seconds == 20


def test_at_the_end_of_input_the_rest_stays_unknown() -> None:
    """Nobody was there to say "as planned"."""
    record, _ = asked("20\n")
    assert record.sets[0].seconds == 20
    assert all(attempt.is_unknown for attempt in record.sets[1:])


def test_a_question_mark_says_when_to_get_help() -> None:
    record, printed = asked("?\na\n\n\n")
    assert "Emergency" in printed
    assert record.sets[0].outcome is C
