"""The made-up people: docs/people.md has what the program tells them now."""

from __future__ import annotations

from pathlib import Path

import pytest

from kneecoach.log.merging import merge
from scripts.made_up_people import TODAY, Person, markdown, people, records_of, told

PAGE = Path(__file__).parent.parent.parent / "docs" / "people.md"
PEOPLE = {person.name: person for person in people()}


def test_the_page_is_up_to_date() -> None:
    assert PAGE.read_text("utf-8") == markdown(), "python -m scripts.made_up_people docs/people.md"


def test_there_are_fifteen_and_each_is_told_something_of_their_own() -> None:
    said = {name: tuple(told(person)) for name, person in PEOPLE.items()}
    assert len(said) == len(set(said.values())) == 15


@pytest.mark.parametrize("person", people(), ids=lambda person: person.name)
def test_their_logs_could_be_real(person: Person) -> None:
    records = records_of(person)
    assert list(merge(records)) == records, "oldest first, each with an id of its own"
    assert all(record.started_at.date() < TODAY for record in records)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("Getting better", "You could: "),
        ("Getting worse", "No, your knee is getting worse: "),
        ("One-legged", "One is left out: "),
        ("Every day", "Too often: "),
        ("Painful starts", "pain is high: "),
        ("To the limit", "you had 0 good reps left"),
        ("Back after six weeks", "You are back: "),
        ("A break of ten days", "the last session was 10 days ago"),
        ("A weaker leg", "the right leg did 20 % less"),
        ("A bad day", "No, less: Dumbbell reverse lunge: 4 → 3 kg."),
    ],
)
def test_what_matters_is_said(name: str, words: str) -> None:
    assert words in "\n".join(told(PEOPLE[name]))


@pytest.mark.parametrize("name", ["Getting worse", "Every day", "Painful starts"])
def test_somebody_who_should_see_a_clinician_is_never_told_to_do_more(name: str) -> None:
    said = "\n".join(told(PEOPLE[name]))
    assert "It is time to see a clinician" in said
    assert "You could" not in said
