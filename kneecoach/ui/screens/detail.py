"""Session detail: every attempt, in the plan's order."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll

from kneecoach.log.record import Record
from kneecoach.review.detail import facts, heading, set_blocks
from kneecoach.review.history import short_id
from kneecoach.ui.bindings import DETAIL
from kneecoach.ui.screens.base import KneeScreen
from kneecoach.ui.widgets.line import Line


class Detail(KneeScreen):
    """One session."""

    CSS_PATH = "detail.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [*DETAIL]

    def __init__(self, record: Record) -> None:
        super().__init__()
        self._record = record

    def body(self) -> ComposeResult:
        record = self._record
        yield Line(heading(record), classes="heading")
        yield Line("\n".join([*facts(record), f"id {short_id(record)}, revision {record.rev}"]), classes="muted")
        with VerticalScroll(id="sets"):
            for title, lines in set_blocks(record):
                yield Line(title, classes="exercise")
                yield Line("\n".join(lines), classes="attempts")
