"""Which equipment an exercise needs that is not at hand. Pure."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence

IN_EVERY_HOME = ("wall", "floor", "door", "doorway", "mat", "carpet", "towel", "sock")
"""Things that every home is assumed to have."""


def lacking(equipment: Sequence[str], have: Collection[str] = ()) -> tuple[str, ...]:
    """The entries of `equipment` that somebody with the things in `have` ("chair", "loop band") does not have.

    One of `a chair or wall to hold` is enough. The words after a comma only describe the thing.
    """
    there = [words_of(thing) for thing in (*IN_EVERY_HOME, *have)]
    return tuple(entry for entry in equipment if not any(_is_one_of(choice, there) for choice in _choices(entry)))


def to_have_ready(entries: Iterable[str]) -> tuple[str, ...]:
    """The entries of several exercises, each once. `one dumbbell` is left out beside `two dumbbells`."""
    listed = {entry: words_of(entry) for entry in entries}
    return tuple(
        entry
        for entry, words in listed.items()
        if words[:1] not in (["a"], ["an"], ["one"]) or ["two", *words[1:]] not in listed.values()
    )


def is_named(entry: str, name: str) -> bool:
    """Whether a `name` that somebody typed ("ball") means this entry of an exercise's equipment."""
    return words_of(entry) == words_of(name) or bool(_named(entry, name))


def is_missing(entry: str, missing: Collection[str]) -> bool:
    """Whether an entry of an exercise's equipment cannot be had without the things named in `missing`.

    If only the chair of `a chair or wall to hold` is missing, the wall is left: every home has one.
    """
    if any(words_of(entry) == words_of(name) for name in missing):
        return True
    named = [choice for name in missing for choice in _named(entry, name)]
    left = [" ".join(choice) for choice in _choices(entry) if choice not in named]
    return bool(named) and lacking(left) == tuple(left)


def _named(entry: str, name: str) -> list[list[str]]:
    """The choices of an entry that a name means, with the entry's description of them."""
    words, like = set(words_of(name)), words_of(entry.partition(",")[2])
    return [choice for choice in _choices(entry) if words and words <= {*choice, *like}]


def _choices(entry: str) -> list[list[str]]:
    return [words_of(choice) for choice in entry.split(",", maxsplit=1)[0].split(" or ")]


def _is_one_of(choice: list[str], there: Sequence[list[str]]) -> bool:
    return any(thing and all(word in choice for word in thing) for thing in there)


def words_of(text: str) -> list[str]:
    """The words of a text, in the singular."""
    return [re.sub(r"(?<=[a-z])s$", "", word) for word in re.findall(r"\w+", text.lower())]
