"""What the doctor found about one thing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Verdict(StrEnum):
    """How well something works. `kneecoach doctor --json` prints these names: they are a fixed format."""

    FINE = "fine"
    NOTE = "note"
    """It works, and something is missing or worth knowing."""
    FAULT = "fault"
    """Something does not work, and can be fixed."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at."""

    about: str
    """What it is about, in a word or two."""
    says: str
    """What was found, in one sentence or a list of values."""
    verdict: Verdict = Verdict.FINE
    advice: str = ""
    """What to do about it; empty if there is nothing to do."""
    facts: Mapping[str, object] = field(default_factory=dict)
    """The same for programs, as JSON values."""
