"""What `--json` prints and obeys: one JSON object per line. docs/protocol.md documents it for clients."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import Any, TextIO

from kneecoach import __version__
from kneecoach.journal.recorder import RECOVERED, SavedRecord
from kneecoach.log.record import Record, TargetRecord
from kneecoach.log.untried import target_of
from kneecoach.session.events import Event, SessionStarted, StageStarted, as_dict
from kneecoach.session.names import kebab
from kneecoach.session.state import State

PROTOCOL = 1
"""The protocol's version. It goes up when a client that obeys docs/protocol.md would no longer understand."""

MAX_QUOTED = 100
"""A refused line is quoted up to this many characters."""

ADDED: dict[str, dict[str, object]] = {
    "session-started": {"title": str},
    "stage-started": {"title": str, "target": TargetRecord, "variant": str | None},
}
"""Fields that are printed beside the event's own, with their types, by the event's name."""


LINES: dict[str, type[OtherLine]] = {}
"""Every line that is not an event of the session, by its name."""


@dataclass(frozen=True, slots=True)
class OtherLine:
    """A line that is not an event of the session, and so has no instant."""

    def __init_subclass__(cls) -> None:
        LINES[kebab(cls).removesuffix("-line")] = cls


@dataclass(frozen=True, slots=True)
class ProtocolLine(OtherLine):
    """The first line, which says which protocol this is."""

    version: int
    app: str
    """The version of kneecoach."""


@dataclass(frozen=True, slots=True)
class RefusedLine(OtherLine):
    """A typed line was refused."""

    why: str
    line: str
    """What was typed, at most its first MAX_QUOTED characters."""


@dataclass(frozen=True, slots=True)
class MutedLine(OtherLine):
    """The sound was muted, or is heard again."""

    value: bool


@dataclass(frozen=True, slots=True)
class ProblemLine(OtherLine):
    """The session cannot be kept on disk for now."""

    why: str


@dataclass(frozen=True, slots=True)
class RecoveredLine(OtherLine):
    """The session is on disk again."""

    why: str
    what: str
    """The same as `why`, under its older name."""


@dataclass(frozen=True, slots=True)
class UnsavedLine(OtherLine):
    """The record could not be saved, so it is here."""

    why: str
    record: dict[str, Any]


@dataclass(frozen=True, slots=True)
class SavedLine(OtherLine):
    """The record is on disk."""

    id: str
    path: str


def printed(event: Event, state: State) -> dict[str, object]:
    """An event of the session as it is printed, with the fields of ADDED; `state` is the state after it."""
    fields = as_dict(event)
    match event:
        case SessionStarted():
            fields["title"] = state.plan.title
        case StageStarted():
            planned = state.set_at(event.index)
            fields |= {"title": planned.exercise.title, "target": target_of(planned).model_dump(mode="json")}
            fields["variant"] = state.variants.get(planned.exercise.id)
    return fields


class JsonPrinter:
    """Prints each event as one JSON line."""

    def __init__(self, out: TextIO) -> None:
        self._out = out
        self.has_offered = False
        """Whether a record that could not be saved was printed."""

    def begin(self, brought_back: bool = False) -> None:
        """Say which protocol this is."""
        self._say(ProtocolLine(PROTOCOL, __version__))

    def happened(self, events: tuple[Event, ...], state: State) -> None:
        for event in events:
            self._print(printed(event, state))

    def refuse(self, line: str, why: str) -> None:
        self._say(RefusedLine(why, line[:MAX_QUOTED]))

    def muted(self, value: bool) -> None:
        self._say(MutedLine(value))

    def problem(self, why: str) -> None:
        self._say(ProblemLine(why))

    def recovered(self) -> None:
        self._say(RecoveredLine(RECOVERED, RECOVERED))

    def unsaved(self, why: str, record: Record) -> None:
        self.has_offered = True
        self._say(UnsavedLine(why, record.model_dump(mode="json", by_alias=True)))

    def saved(self, saved: SavedRecord) -> None:
        self._say(SavedLine(saved.record.id, str(saved.path)))

    def _say(self, line: OtherLine) -> None:
        self._print({"event": kebab(type(line)).removesuffix("-line"), **asdict(line)})

    def _print(self, fields: dict[str, object]) -> None:
        print(json.dumps(fields), file=self._out, flush=True)
