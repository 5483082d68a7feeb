"""Wraps words into lines of a number of cells. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable

from rich.cells import cell_len, set_cell_size

MIN_KEPT, MIN_INSTRUCTION = 2 / 3, 1 / 3
"""The least shares of the room that whole words must use, and a whole clause of an instruction."""
_PART_END = re.compile(r"(?<=\w)(?:[.;] |, (?=[^\W\d])| (?=\())")
_CLAUSE_END = re.compile(r"(?<=\w)(?:[.:;] |, (?=[^\W\d]))")
"""Ends of parts of a text; a comma before a number is in a list."""


def wrap(text: str, room: int, lines: int) -> list[str]:
    """`text` in at most `lines` lines of `room` cells. If it does not fit, it ends in `…`."""
    found = [""]
    for word in text.split(" "):
        joined = f"{found[-1]} {word}" if found[-1] else word
        if cell_len(joined) <= room:
            found[-1] = joined
            continue
        if found[-1]:
            found.append("")
        for letter in word:
            if found[-1] and cell_len(found[-1] + letter) > room:
                found.append("")
            found[-1] += letter
    if len(found) <= lines:
        return found
    return [*found[: lines - 1], cut("".join(f"{line} " for line in found[lines - 1 :]).strip(), room)]


def wrap_all(text: str, room: int, *, first: str = "", others: str = "") -> list[str]:
    """All of `text` in lines of at most `room` cells, each after its indent: `first`, or that of the `others`."""
    if not text:
        return []
    head, *more = wrap(text, max(1, room - cell_len(first)), len(text) + 1)
    left = text[len(head) :].lstrip(" ")
    lines = wrap(left, max(1, room - cell_len(others)), len(text) + 1) if more else []
    return [f"{first}{head}", *(f"{others}{line}" for line in lines)]


def cut(text: str, room: int) -> str:
    """`text` in one line of at most `room` cells, with `…` where it was cut: after a part of it, or a word.

    It is cut inside a word if less than MIN_KEPT of the room would be used otherwise.
    """
    if cell_len(text) <= room:
        return text
    if room <= 0:
        return ""
    kept = set_cell_size(text, room)
    ends = (*_ends(_PART_END, kept), kept.rfind(" "))
    return _ended(kept, ends, MIN_KEPT * room) or f"{set_cell_size(text, room - 1).rstrip()}…"


def cut_clause(text: str, room: int) -> str:
    """The same for an instruction: half of a clause would mislead, so a whole one may use much less of the room."""
    if cell_len(text) <= room:
        return text
    kept = set_cell_size(text, max(0, room))
    return _ended(kept, _ends(_CLAUSE_END, kept), MIN_INSTRUCTION * room) or cut(text, room)


def _ends(part: re.Pattern[str], text: str) -> list[int]:
    """Where the parts of a text end, the last one first."""
    return [found.start() for found in part.finditer(text)][::-1]


def _ended(kept: str, ends: Iterable[int], least: float) -> str:
    """A text up to the first of the `ends` at which it has at least `least` cells, with `…`; empty without one."""
    beginnings = (kept[: max(0, end)].rstrip(" ,;·") for end in ends)
    return next((f"{words}…" for words in beginnings if words and cell_len(words) >= least), "")
