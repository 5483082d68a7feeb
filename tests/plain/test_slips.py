"""A slip of the finger ends no set and deletes nothing: text mode asks first."""

from __future__ import annotations

import re

import pytest

from kneecoach.plain.printer import KEYS
from kneecoach.session.events import Outcome, Status
from kneecoach.session.plan import Plan
from kneecoach.session.state import State
from tests.helpers import a_plan, stretch, thrust, walk
from tests.plain.typed import obey
from tests.running.bench import Bench

ASKED = "Enter again finishes set 1 of 2, left of Band walk; anything else continues it."


def obeyed(*lines: str, plain: bool = True) -> tuple[State, str]:
    """The state and the text after these lines are typed in the first set of walks."""
    bench = Bench(a_plan(walk(), thrust())).at_rep(1)
    out = obey(bench, *lines, plain=plain)
    return bench.state, out.getvalue()


def test_an_empty_line_asks_and_a_second_one_finishes() -> None:
    state, text = obeyed("")
    assert (state.attempts, text) == ((), f"{ASKED}\n")
    state, _ = obeyed("", "")
    assert [attempt.outcome for attempt in state.attempts] == [Outcome.PARTIAL]


@pytest.mark.parametrize("between", ["x 3", "nonsense", "h"])
def test_anything_else_in_between_takes_the_question_back(between: str) -> None:
    state, text = obeyed("", between, "")
    assert state.attempts == ()
    assert text.count(ASKED) == 2


def test_help_answers_and_the_question_stays() -> None:
    state, text = obeyed("", "?")
    assert "Emergency" in text
    assert text.endswith(f"{ASKED}\n")
    assert state.attempts == ()
    assert obeyed("", "?", "")[0].attempts != ()


def test_the_word_is_not_a_slip() -> None:
    assert obeyed("enter")[0].attempts != ()


def test_programs_are_not_asked() -> None:
    assert obeyed("", plain=False)[0].attempts != ()
    assert obeyed("q delete", plain=False)[0].status is Status.DISCARDED


def test_discarding_a_session_takes_it_twice() -> None:
    state, text = obeyed("q delete")
    assert state.status is None
    assert "q delete again deletes this session" in text
    assert obeyed("q delete", "q delete")[0].status is Status.DISCARDED
    assert obeyed("q delete", "", "q delete")[0].status is None


def test_how_it_is_done_can_be_heard_again() -> None:
    _, text = obeyed("h")
    assert text.startswith("Band walk\n")


def one_letter_keys() -> list[str]:
    """The keys of one character in the list that is printed."""
    listed = " ".join(KEYS).removeprefix("Keys, each followed by enter:")
    return sorted(set(re.findall(r"(?<![\w'])[a-zN+?-](?= |,)", listed)) - {"a"})


def test_the_keys_that_are_tried_are_those_of_the_list() -> None:
    assert "".join(one_letter_keys()) == "+-?Nbeghilmnpqrux"


@pytest.mark.parametrize("plain", [True, False])
@pytest.mark.parametrize("plan", [a_plan(stretch()), a_plan(walk()), a_plan(thrust())], ids=["none", "band", "kg"])
def test_no_key_of_the_list_is_called_unknown(plan: Plan, plain: bool) -> None:
    """What a key cannot do now is said of that key. In `--json` there is no help; `m` needs a sound."""
    for key in {*one_letter_keys(), "space", "enter"} - {"m"}:
        if plain or key not in {"?", "h"}:
            assert "There is no key" not in obey(Bench(plan), key, plain=plain).getvalue(), key


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("l", "Quad stretch has no load.\n"),
        ("l 8", "Quad stretch has no load.\n"),
        ("l m", "Quad stretch has no load.\n"),
    ],
)
def test_an_exercise_without_a_load_says_so(line: str, said: str) -> None:
    assert obey(Bench(a_plan(stretch())), line, plain=True).getvalue() == said
