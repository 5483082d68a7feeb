"""History: past sessions, newest first."""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widgets import DataTable

from kneecoach.errors import KneecoachError
from kneecoach.log.store import Log
from kneecoach.review.detail import heading
from kneecoach.review.history import pain_words, past, sets_words
from kneecoach.text import clean, day_and_time, length, plural
from kneecoach.ui.bindings import HISTORY
from kneecoach.ui.screens.base import KneeScreen
from kneecoach.ui.widgets.line import Line

COLUMNS = ("When", "Routine", "Length", "Sets", "Status", "Pain")


class History(KneeScreen):
    """A list to look through; enter opens a session."""

    CSS_PATH = "history.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [*HISTORY]

    def __init__(self, log: Log) -> None:
        super().__init__()
        self._log = log
        self._rehearsals = False

    def body(self) -> ComposeResult:
        yield Line("History", classes="heading")
        yield Line(id="count", classes="muted")
        yield DataTable[Text](cursor_type="row", id="sessions")

    def on_mount(self) -> None:
        self.query_one(DataTable).add_columns(*COLUMNS)
        self._fill()

    def on_screen_resume(self) -> None:
        if self.coach.editor.has_written:
            self._show_changes()

    def _show_changes(self) -> None:
        """Show what was changed in this run; the cursor stays where it was."""
        table = self.query_one(DataTable)
        at = table.cursor_row
        self._log = replace(self._log, records=self.coach.editor.updated(self._log.records))
        self._fill()
        table.move_cursor(row=max(0, min(at, table.row_count - 1)))

    def action_undelete(self) -> None:
        """Bring back the session that was deleted last."""
        try:
            record = self.coach.editor.undelete_last()
        except KneecoachError as error:
            self.notify(str(error), severity="warning", markup=False)
            return
        self._show_changes()
        self.notify(f"Brought back: {heading(record)}", markup=False)

    def action_back(self) -> None:
        """Back to Home, which says what the last session was."""
        if self.coach.editor.has_written:
            self.coach.go_home("")
        else:
            super().action_back()

    def _fill(self) -> None:
        table = self.query_one(DataTable)
        table.clear()
        shown = past(self._log.records, rehearsals=self._rehearsals)
        for record in shown:
            status = f"{record.status.value}{', rehearsal' if record.is_rehearsal else ''}"
            cells = (
                day_and_time(record.started_at),
                clean(record.routine.title),
                length(record.active_seconds),
                sets_words(record),
                status,
                pain_words(record).removeprefix("pain "),
            )
            table.add_row(*(Text(cell) for cell in cells), key=record.id)
        hidden = len(past(self._log.records, rehearsals=True)) - len(shown)
        words = plural(len(shown), "session") if shown else "No sessions yet"
        if hidden:
            words += f"; {plural(hidden, 'rehearsal')} hidden, a shows them"
        if self.coach.editor.deleted:
            words += f"; {self.coach.editor.deleted} deleted, u brings back"
        self.query_one("#count", Line).update(words)

    def on_data_table_row_selected(self, event: DataTable.RowSelected) -> None:
        record = next((r for r in self._log.records if r.id == event.row_key.value), None)
        if record is not None:
            self.coach.open_detail(record)

    def action_rehearsals(self) -> None:
        """Show or hide rehearsals."""
        self._rehearsals = not self._rehearsals
        self._fill()
