"""How each format but JSON is made."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from kneecoach.log.record import Record
from kneecoach.review.export.as_csv import own_csv
from kneecoach.review.export.markdown import markdown
from kneecoach.review.export.other_apps import hevy_csv, strong_csv
from kneecoach.review.export.page import page
from kneecoach.review.export.words import Making

WRITERS: dict[str, Callable[[Sequence[Record], Making], str]] = {
    "csv": lambda records, _: own_csv(records),
    "strong": lambda records, _: strong_csv(records),
    "hevy": lambda records, _: hevy_csv(records),
    "html": page,
    "markdown": lambda records, making: markdown(records, making.at),
}
"""From records, oldest first, to the text. JSON is made of the log's lines instead."""
