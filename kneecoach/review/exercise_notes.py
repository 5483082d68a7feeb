"""The notes that belong to an exercise: the current one, and those that were written in a session. Pure."""

from __future__ import annotations

from collections.abc import Iterable

from kneecoach.log.record import ExerciseNote, Record
from kneecoach.review.titles import titles_in
from kneecoach.text import clean


def notes_now(records: Iterable[Record], notes: Iterable[ExerciseNote]) -> dict[str, str]:
    """The current note of each exercise that has one, by its id.

    That is the newest one: of those written in a session (one of `records`; it counts from the session's end) and
    those written outside of one (`notes`). A note written in a rehearsal stays in it.
    """
    written = [
        ((record.ended_at or record.started_at).timestamp(), record.id, exercise, note)
        for record in records
        if not record.is_rehearsal
        for exercise, note in record.exercise_notes.items()
    ]
    written += [(note.saved_at.timestamp(), note.id, note.exercise, note.note) for note in notes]
    newest = {exercise: clean(note) for _, _, exercise, note in sorted(written)}
    return {exercise: note for exercise, note in newest.items() if note}


def notes_in(record: Record) -> list[tuple[str, str]]:
    """The title of each exercise on which a note was written in the session, and that note."""
    titles = titles_in(record)
    notes = ((titles.get(name, clean(name)), clean(note)) for name, note in record.exercise_notes.items())
    return [(title, note) for title, note in notes if note]


def all_notes(record: Record) -> str:
    """The session's own note and those on its exercises, in one line: `slept badly; Hip thrust: bench lower`."""
    own = [clean(record.note)] if clean(record.note) else []
    return "; ".join((*own, *(f"{title}: {note}" for title, note in notes_in(record))))
