"""Easier variants that were taken up in this session because of pain. Pure.

The engine knows no variants: reps and targets stay what they are, and only the words on the screen change.
"""

from __future__ import annotations

from kneecoach.session.commands import ReportPain
from kneecoach.session.events import Event, PainReported, Undone


class Easier:
    """What each report of pain led to, so that undoing the report takes it back."""

    def __init__(self) -> None:
        self._taken: list[tuple[str, str] | None] = []
        """For each report, the exercise's id and the variant in words; None where it led to none."""

    def happened(self, event: Event) -> None:
        """Follow the session's events."""
        if isinstance(event, PainReported):
            self._taken.append(None)
        elif isinstance(event, Undone) and event.what == ReportPain.words and self._taken:
            self._taken.pop()

    def take(self, exercise: str, variant: str) -> None:
        """From now on, this exercise is done so: what the last report of pain led to."""
        self._taken[-1:] = [(exercise, variant)]

    def words(self, exercise: str) -> str:
        """How an exercise is done by now: `no band`; empty where it is done as planned."""
        said = [taken[1] for taken in self._taken if taken is not None and taken[0] == exercise]
        return said[-1] if said else ""
