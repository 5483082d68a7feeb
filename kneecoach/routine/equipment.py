"""Which equipment an exercise needs that somebody has not got. Pure."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

IN_EVERY_HOME = ("wall", "floor", "door", "doorway", "mat", "carpet", "towel", "sock")
"""Things that count as being there."""


def lacking(equipment: Sequence[str], have: Collection[str] = ()) -> tuple[str, ...]:
    """The entries of `equipment` that are not there for who has `have` ("chair", "loop band").

    Of `a chair or wall to hold` one is enough. What stands after a comma says what it should be like.
    """
    there = [_words(thing) for thing in (*IN_EVERY_HOME, *have)]
    return tuple(entry for entry in equipment if not any(_is_one_of(choice, there) for choice in _choices(entry)))


def _choices(entry: str) -> list[list[str]]:
    return [_words(choice) for choice in entry.split(",", maxsplit=1)[0].split(" or ")]


def _is_one_of(choice: list[str], there: Sequence[list[str]]) -> bool:
    return any(thing and all(word in choice for word in thing) for thing in there)


def _words(text: str) -> list[str]:
    """The words of a text, in the singular."""
    return [re.sub(r"(?<=[a-z])s$", "", word) for word in re.findall(r"\w+", text.lower())]
