"""What a physiotherapist should see first, if there is any: worse, too often, a leg left out. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from xml.etree import ElementTree as ET

from kneecoach.log.record import Record
from kneecoach.review.counted import day_now
from kneecoach.review.export.html import tag
from kneecoach.review.left_out import left_out, left_out_words
from kneecoach.review.rest_days import too_often
from kneecoach.review.trends import exercise_trends
from kneecoach.review.worse import worse


def signs(records: Sequence[Record], until: date, cap: int) -> list[ET.Element]:
    """A paragraph for each sign, as of the last day of the page. `records` are the sessions that count."""
    return [
        tag("p", tag("strong", name), f" {words}") for name, words in _signs(records, day_now(records, until), cap)
    ]


def _signs(records: Sequence[Record], until: date, cap: int) -> Iterator[tuple[str, str]]:
    if found := worse(records, until, cap):
        yield f"The {found.verdict}:", f"{found.reasons}. The person is told to see a clinician."
    if often := too_often(records, until):
        yield "Too often:", f"{often.reasons}."
    if out := left_out(exercise_trends(records), until):
        yield "A leg left out:", f"in the last 4 weeks {left_out_words(out)}."
