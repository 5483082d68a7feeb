"""Text mode and an unfinished session: it says so before any question. When resumed, it asks the same ones."""

from __future__ import annotations

from pathlib import Path

import pytest

from kneecoach.log.store import Store
from kneecoach.paths import Paths
from kneecoach.plain.lines import lines_for
from kneecoach.session.commands import BringBack
from kneecoach.session.plan import Plan
from tests.cli.program import kneecoach
from tests.helpers import Visit, a_plan, stretch, thrust
from tests.log.samples import a_header, folders, journal_bytes

UNFINISHED = "A session is still unfinished: `kneecoach resume {how}` continues it. "


def cut_off(tmp_path: Path) -> Paths:
    """A session that was cut off after a rep."""
    paths = folders(tmp_path)
    visit = Visit(a_plan(thrust()))
    visit.until_work(0, reps=1)
    paths.journal.write_bytes(journal_bytes(a_header(visit.first.plan), visit.events))
    return paths


@pytest.mark.parametrize("how", ["--plain", "--json"])
def test_start_refuses_before_it_asks_anything(tmp_path: Path, how: str) -> None:
    paths = cut_off(tmp_path)
    before = paths.journal.read_bytes()
    refused = kneecoach(paths.data, "start", how, "--mute", stdin="3\n\n\n", status=1)
    assert refused.stdout == ""
    assert UNFINISHED.format(how=how) in refused.stderr
    assert "There, q saves it, and q delete deletes it." in refused.stderr
    assert paths.journal.read_bytes() == before


def test_resumed_it_asks_what_start_asks_at_the_end(tmp_path: Path) -> None:
    paths = cut_off(tmp_path)
    done = kneecoach(paths.data, "resume", "--plain", "--mute", stdin="q\n3\n2\nthe left one\n")
    record = Store(paths).read().records[0]
    assert (record.pain.after, record.reps_in_reserve, record.note) == (3, 2, "the left one")
    asked = ["Knee pain now?", "Reps you had left", "A note, or enter for none:"]
    places = [done.stdout.index(question) for question in asked]
    assert places == sorted(places)


@pytest.mark.parametrize(
    ("typed", "answers"), [("\n\n\n", (None, None, "")), ("\n1\n", (None, 1, "")), ("", (None, None, ""))]
)
def test_a_question_that_is_not_answered_changes_nothing(
    tmp_path: Path, typed: str, answers: tuple[int | None, int | None, str]
) -> None:
    paths = cut_off(tmp_path)
    kneecoach(paths.data, "resume", "--plain", "--mute", stdin="q\n" + typed)
    record = Store(paths).read().records[0]
    assert (record.pain.after, record.reps_in_reserve, record.note) == answers
    assert record.rev == (1 if answers == (None, None, "") else 2)


@pytest.mark.parametrize("arguments", [("--plain", "--yes"), ("--json",)])
def test_told_to_ask_nothing_it_asks_nothing(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    paths = cut_off(tmp_path)
    done = kneecoach(paths.data, "resume", "--mute", *arguments, stdin="q\n3\n2\n")
    assert "Knee pain now?" not in done.stdout
    assert Store(paths).read().records[0].pain.after is None


def test_a_saved_session_that_is_continued_asks_too_and_keeps_what_was_answered(tmp_path: Path) -> None:
    paths = folders(tmp_path)
    kneecoach(paths.data, "start", "--plain", "--mute", stdin="\n\n\n\n\nq\n3\n2\nstiff\n")
    kneecoach(paths.data, "resume", "last", "--plain", "--mute", stdin="q\n\n1\n\n")
    record = Store(paths).read().records[0]
    assert (record.pain.after, record.reps_in_reserve, record.note) == (3, 1, "stiff")


@pytest.mark.parametrize(
    ("plan", "seconds", "said"),
    [(a_plan(stretch()), 14.0, "14 of 30 s held."), (a_plan(thrust()), 5.5, "1 rep counted.")],
)
def test_a_resumed_set_says_what_was_done_of_it(plan: Plan, seconds: float, said: str) -> None:
    visit = Visit(plan)
    visit.until(lambda state: state.phase is not None)
    visit.wait(seconds)
    *_, resumed = visit.do(BringBack())
    assert lines_for(resumed, visit.state)[0].endswith(said)
