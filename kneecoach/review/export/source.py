"""What an export is made from."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from kneecoach.log.raw import LogLine
from kneecoach.log.record import Record
from kneecoach.routine.prescription import Prescription
from kneecoach.session.plan import LoadUnit


@dataclass(frozen=True, slots=True)
class ExportContext:
    """What an export for people needs besides the sessions."""

    at: datetime
    """When it is made."""
    until: date
    """The last day that it covers."""
    goal: int = 3
    """Sessions a week."""
    cap: int = 5
    """The most pain, 0-10, that the person goes on with."""
    prescriptions: tuple[Prescription, ...] = ()
    """What the person's routines say about how often they should be done."""
    unit: LoadUnit = LoadUnit.KG
    """The unit of the loads in an export for people."""
    notes: Mapping[str, str] = field(default_factory=dict)
    """The current notes on exercises, by the exercise's id."""


@dataclass(frozen=True, slots=True)
class ExportSource:
    """The chosen sessions, as each format needs them. What only some formats need is loaded when it is needed."""

    records: tuple[Record, ...]
    """Oldest first."""
    lines: Callable[[], tuple[LogLine, ...]]
    """The same sessions as lines of the log, which keep the keys that this program does not understand."""
    made_at: datetime
    context: Callable[[], ExportContext]
    """Raises KneecoachError if the settings cannot be read."""


def encoded(text: str) -> bytes:
    """The text in UTF-8. A lone surrogate cannot be written; it is not a character."""
    return text.encode("utf-8", "replace")
