"""Which note on an exercise counts: the newest, wherever it was written."""

from __future__ import annotations

import random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kneecoach.log.record import ExerciseNote, Record
from kneecoach.review.detail import facts
from kneecoach.review.exercise_notes import all_notes, notes_in, notes_now
from kneecoach.review.export.as_csv import own_csv
from kneecoach.review.last_time import past_of
from tests.log.samples import DEVICE
from tests.review.sessions import at, day, on


def written(number: int, note: str, exercise: str = "hip-thrust", hour: float = 12.0) -> ExerciseNote:
    """A note written outside a session."""
    name = ExerciseNote.id_of(exercise)
    return ExerciseNote(id=name, device=DEVICE, saved_at=at(number, hour), exercise=exercise, note=note)


def noted(number: int, on_it: str, exercise: str = "hip-thrust", **changes: Any) -> Record:
    """A session in which a note was written."""
    return on(number, exercise_notes={exercise: on_it}, **changes)


def test_the_newest_note_holds() -> None:
    assert notes_now([], []) == {}
    assert notes_now([noted(1, "a"), noted(2, "b")], []) == {"hip-thrust": "b"}
    assert notes_now([noted(1, "a")], [written(2, "b")]) == {"hip-thrust": "b"}
    assert notes_now([noted(3, "a")], [written(2, "b")]) == {"hip-thrust": "a"}


def test_each_exercise_has_its_own() -> None:
    assert notes_now([noted(1, "a")], [written(2, "b", "walk")]) == {"hip-thrust": "a", "walk": "b"}


def test_an_empty_note_removes_the_one_before() -> None:
    assert notes_now([noted(1, "a")], [written(2, "")]) == {}
    assert notes_now([noted(3, "")], [written(2, "b")]) == {}
    assert notes_now([noted(3, "c")], [written(2, "")]) == {"hip-thrust": "c"}


@pytest.mark.parametrize("note", ["b", ""])
def test_a_note_written_or_removed_in_a_rehearsal_stays_in_it(note: str) -> None:
    rehearsal = noted(2, note, speed=20.0)
    assert notes_now([rehearsal], []) == {}
    assert notes_now([noted(1, "a"), rehearsal], []) == {"hip-thrust": "a"}
    assert notes_now([rehearsal], [written(1, "a")]) == {"hip-thrust": "a"}
    assert past_of([noted(1, "a"), rehearsal], [], rehearsal.started_at.date()).notes == {"hip-thrust": "a"}
    assert [text for _, text in notes_in(rehearsal)] == [note] * bool(note)


@given(st.lists(st.tuples(st.integers(0, 5), st.sampled_from(["", "a", "b"])), max_size=8), st.randoms())
def test_the_order_of_reading_never_matters(made: list[tuple[int, str]], order: random.Random) -> None:
    records = [noted(number, note) for number, note in made]
    shuffled = order.sample(records, len(records))
    notes = [written(number, note, hour=20.0) for number, note in made]
    assert notes_now(records, notes) == notes_now(shuffled, notes[::-1])


def test_a_session_says_the_notes_that_were_written_in_it() -> None:
    record = noted(1, "bench\x1b[2J lower", note="slept badly")
    assert "Hip thrust: bench[2J lower" in facts(record, day(1))
    assert all_notes(record) == "slept badly; Hip thrust: bench[2J lower"
    assert own_csv([noted(1, "bench lower")]).splitlines()[1].endswith(",bench lower,,")
