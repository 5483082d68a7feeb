"""Every session on the page, with what the person wrote. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date
from xml.etree import ElementTree as ET

from kneecoach.log.record import Record
from kneecoach.review.counted import not_counted_words
from kneecoach.review.exercise_notes import all_notes
from kneecoach.review.export.html import row, table, tag
from kneecoach.review.export.page_charts import PAIN
from kneecoach.review.export.words import score
from kneecoach.review.history import ENTERED_LATER, sets_cell, sets_words, short_words
from kneecoach.text import clean, day_and_month, known_length
from kneecoach.words import rehearsal_words

_HEADER = ("Day", "Sets", "Time", "before", "worst", "after", "next day", "reps left")


def sessions_section(records: Sequence[Record], today: date) -> ET.Element:
    """The sessions, newest first. Notes are below their session, over the whole width, and so is the reason if a
    session does not count.
    """
    usual = _usual_routine(records)
    note = (
        "Newest first. Sets: completed, of those planned. Pain 0–10: before, worst during, after, next morning. "
        f"Reps left: how many more were possible. –: not recorded. The routine is {usual} unless another is named."
    )
    years = {record.started_at.year for record in records}
    groups = (_rows(record, usual, today, says_year=len(years) > 1) for record in reversed(records))
    return tag(
        "section",
        tag("h2", "Sessions and notes"),
        tag("p", note, class_="note"),
        tag("div", table("Sessions, newest first", _HEADER, *groups, class_="sessions"), class_="pairs"),
    )


def _usual_routine(records: Sequence[Record]) -> str:
    """The title of the routine done most often; of two done equally often, the newer one."""
    return Counter(clean(record.routine.title) for record in reversed(records)).most_common(1)[0][0]


def _rows(record: Record, usual: str, today: date, *, says_year: bool) -> list[ET.Element]:
    """A session's numbers; below them its routine, if it is a different one, and its note."""
    title, note = clean(record.routine.title), all_notes(record)
    said = [] if title == usual else [title]
    if record.is_rehearsal:
        said.append(rehearsal_words(record.speed))
    if record.entered:
        said.append(ENTERED_LATER)
    if record.count(None):
        said.append(sets_words(record))
    said += [words for words in (short_words(record), not_counted_words(record, today), note) if words]
    began = record.started_at
    when = f"{day_and_month(began)} {began.year if says_year else f'{began:%H:%M}'}"
    numbers = row(
        tag("th", when, scope="row", **({"rowspan": "2"} if said else {})),
        sets_cell(record),
        known_length(record.active_seconds),
        *(score(asked(record)) for _, asked in PAIN),
        score(record.reps_in_reserve),
    )
    words = tag("tr", tag("td", "; ".join(said), colspan=str(len(_HEADER) - 1)), class_="more")
    return [numbers, words] if said else [numbers]
