"""A one-line input that never drops pasted text silently."""

from __future__ import annotations

from typing import Any

from textual import events
from textual.widgets import Input

from kneecoach.errors import shortened
from kneecoach.text import plural, printable
from kneecoach.ui.widgets.sight import show_first


class Field(Input):
    """Joins pasted lines into one. Textual's own input takes only the first line, and nothing that is too long."""

    def __init__(self, value: str = "", *, is_whole: bool = False, **options: Any) -> None:
        """`is_whole` takes a paste whole or not at all, as for a number: its first digits would be another number.

        `options` are those of Input. None of them restricts what can be typed: anything typed stays visible, and
        may then be refused with a reason.
        """
        super().__init__(value, **options)
        self._is_whole = is_whole

    def on_paste(self, event: events.Paste) -> None:
        event.stop()
        event.prevent_default()
        pasted = _as_one_line(event.text)
        start, end = sorted(self.selection)
        room = max(0, self.max_length - len(self.value) + end - start) if self.max_length else len(pasted)
        kept = "" if self._is_whole and len(pasted) > room else pasted[:room]
        if kept:
            self.replace(kept, start, end)
        if pasted and not kept and self._is_whole:
            self._say(f"“{shortened(pasted)}” does not fit here.")
        elif kept != pasted:
            self._say(f"{self._room}: {plural(len(pasted) - len(kept), 'character')} left out.")

    def on_key(self, event: events.Key) -> None:
        show_first(self)  # what is typed is kept and shown

    def refuse(self) -> None:
        """Take the focus with all of the text selected, so that what is typed next replaces what was refused."""
        self.focus()
        self.select_all()

    def restricted(self) -> None:
        """Say that there is no room left."""
        super().restricted()
        self._say(f"{self._room}.")

    @property
    def _room(self) -> str:
        return f"There is room for {self.max_length} characters"

    def _say(self, words: str) -> None:
        self.notify(words, severity="warning", markup=False)


class SearchField(Field):
    """A search field. The key that opens a search is ignored at its beginning, since it is already open."""

    def on_key(self, event: events.Key) -> None:
        if event.character == "/" and not self.value:
            event.stop()
            event.prevent_default()


def _as_one_line(text: str) -> str:
    """Pasted text as one line, without control codes."""
    lines = (line.strip() for line in printable(text).splitlines())
    return " ".join(line for line in lines if line)
