"""A one-line input that never drops pasted text silently."""

from __future__ import annotations

from textual import events
from textual.widgets import Input

from kneecoach.errors import shortened
from kneecoach.text import plural, printable


class Field(Input):
    """Joins pasted lines into one. Textual's own input takes only the first line, and nothing that is too long."""

    def on_paste(self, event: events.Paste) -> None:
        event.stop()
        event.prevent_default()
        pasted = _as_one_line(event.text)
        start, end = sorted(self.selection)
        # A number is taken whole or not at all: its first digits would be a different number.
        kept = pasted
        if self.max_length and self.restrict is None:
            kept = pasted[: max(0, self.max_length - len(self.value) + end - start)]
        if kept:
            self.replace(kept, start, end)
        if self.value[start : start + len(kept)] != kept:
            self._say(f"“{shortened(pasted)}” does not fit in here.")
        elif kept != pasted:
            self._say(f"{self._room}: {plural(len(pasted) - len(kept), 'character')} left out.")

    def restricted(self) -> None:
        """Say that there is no room left, if that is why a key does nothing."""
        super().restricted()
        if self.restrict is None:
            self._say(f"{self._room}.")

    @property
    def _room(self) -> str:
        return f"There is room for {self.max_length} characters"

    def _say(self, words: str) -> None:
        self.notify(words, severity="warning", markup=False)


class SearchField(Field):
    """A field to search in. The key that opens a search is no text at its beginning, since the field is open."""

    def on_key(self, event: events.Key) -> None:
        if event.character == "/" and not self.value:
            event.stop()
            event.prevent_default()


def _as_one_line(text: str) -> str:
    """Pasted text as one line, without control codes."""
    lines = (line.strip() for line in printable(text).splitlines())
    return " ".join(line for line in lines if line)
