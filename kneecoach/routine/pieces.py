"""A routine's file in pieces: its head, each exercise with its comments, and the gaps between them. Pure.

The pieces are text, so whatever is not changed stays as it was written, to the byte.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

BOM = "\ufeff"

_LINE = re.compile(r"[^\n]*\n|[^\n]+\Z")
_HEADER = re.compile(r"""[ \t]*\[\[[ \t]*(exercise|"exercise"|'exercise')[ \t]*\]\][ \t]*(#[^\n]*)?\r?\n?\Z""")
_SUBTABLE = re.compile(r"""[ \t]*\[\[?[ \t]*(exercise|"exercise"|'exercise')[ \t]*\.""")
_COMMENT = re.compile(r"[ \t]*#")


class NotEditable(ValueError):
    """A file is written in a way that a program cannot change. The text says why."""


@dataclass(frozen=True, slots=True)
class Pieces:
    """A routine's file. Joined, its pieces are the file again."""

    head: str
    """Everything before the first exercise, without the blank lines and loose comments at its end."""
    exercises: tuple[str, ...]
    """Each exercise, with the comment lines that touch it."""
    gaps: tuple[str, ...]
    """The blank lines and loose comments after the head, and after each exercise. They stay where they are."""
    newline: str
    bom: str = ""

    @property
    def text(self) -> str:
        """The whole file."""
        parts = [self.head]
        for gap, exercise in zip(self.gaps, (*self.exercises, ""), strict=True):
            parts += [gap, exercise]
        return self.bom + "".join(parts)

    @property
    def settled(self) -> Pieces:
        """The same, with an empty line wherever the last comment of an exercise would touch the next exercise."""
        gaps = [
            gap + self.newline if gap == self.newline and _is_comment(before.splitlines()[-1]) else gap
            for gap, before in zip(self.gaps[:-1], (self.head, *self.exercises)[:-1], strict=True)
        ]
        return replace(self, gaps=(*gaps, self.gaps[-1]))

    def with_exercise(self, index: int, exercise: str) -> Pieces:
        """One exercise written differently."""
        return replace(self, exercises=(*self.exercises[:index], exercise, *self.exercises[index + 1 :]))

    def added(self, index: int, exercise: str) -> Pieces:
        """One more exercise, which then has this index."""
        after = index + 1 if index < len(self.exercises) else index
        return replace(
            self,
            exercises=(*self.exercises[:index], exercise, *self.exercises[index:]),
            gaps=(*self.gaps[:after], self.newline * 2, *self.gaps[after:]),
        )

    def without(self, index: int) -> Pieces:
        """Without one exercise. Loose comments on either side of it stay."""
        before, after = self.gaps[index], self.gaps[index + 1]
        is_last = index == len(self.exercises) - 1
        if "#" in before and "#" in after:
            kept = before.rstrip("\r\n") + after
        elif "#" in before or "#" in after:
            kept = before if "#" in before else after
        else:
            kept = after if is_last else before
        return replace(
            self,
            exercises=(*self.exercises[:index], *self.exercises[index + 1 :]),
            gaps=(*self.gaps[:index], kept, *self.gaps[index + 2 :]),
        )

    def moved(self, index: int, to: int) -> Pieces:
        """One exercise in another place."""
        others = [*self.exercises]
        others.insert(to, others.pop(index))
        return replace(self, exercises=tuple(others))


def pieces_of(text: str) -> Pieces:
    """A routine's file in pieces. Raises NotEditable, or what tomllib raises if it is not TOML."""
    bom = BOM if text.startswith(BOM) else ""
    text = text.removeprefix(BOM)
    lines = _LINE.findall(text)
    starts = [_first_comment(lines, header) for header in _headers(lines, _exercises(text))]
    bounds = [0, *starts, len(lines)]
    parts = [_split_off_gap(lines[start:end]) for start, end in pairwise(bounds)]
    contents, gaps = zip(*parts, strict=True)
    newline = "\r\n" if lines and lines[0].endswith("\r\n") else "\n"
    return Pieces(contents[0], contents[1:], gaps, newline, bom)


def own_part(exercise: str) -> tuple[str, str, str]:
    """An exercise's own keys, the gap after them, and its subtables, such as `[[exercise.variants]]`."""
    lines = _LINE.findall(exercise)
    at = next((i for i, line in enumerate(lines) if _SUBTABLE.match(line) and _is_toml(lines[:i])), len(lines))
    start = _first_comment(lines, at) if at < len(lines) else at
    own, gap = _split_off_gap(lines[:start])
    return own, gap, "".join(lines[start:])


def _exercises(text: str) -> int:
    """How many exercises there are."""
    data: dict[str, Any] = tomllib.loads(text)
    found = data.get("exercise", [])
    if not isinstance(found, list):
        raise NotEditable("exercise should be a list of tables, each under [[exercise]]")
    return len(found)


def _headers(lines: list[str], count: int) -> list[int]:
    """The lines that begin an exercise."""
    found = [i for i, line in enumerate(lines) if _HEADER.match(line)]
    if len(found) != count:  # one of them is inside a multi-line string
        found = [i for i in found if _is_toml(lines[:i])]
    if len(found) != count:
        raise NotEditable("the exercises are one list in brackets; write each under [[exercise]] to change it here")
    return found


def _is_toml(lines: list[str]) -> bool:
    """Whether these lines are complete, so that the next line is not inside a multi-line string."""
    try:
        tomllib.loads("".join(lines))
    except tomllib.TOMLDecodeError:
        return False
    return True


def _first_comment(lines: list[str], header: int) -> int:
    """The first of the comment lines that touch a header from above; the header's own line if there is none."""
    while header and _is_comment(lines[header - 1]):
        header -= 1
    return header


def _is_comment(line: str) -> bool:
    # A multi-line string may end in a line that looks like one.
    return _COMMENT.match(line) is not None and '"""' not in line and "'''" not in line


def _split_off_gap(lines: list[str]) -> tuple[str, str]:
    """The lines up to the last key and the comments that touch it, without the line end, and what follows."""
    end = len(lines)
    while end and (not lines[end - 1].strip() or _is_comment(lines[end - 1])):
        end -= 1
    while end < len(lines) and _is_comment(lines[end]):
        end += 1
    content = "".join(lines[:end])
    line_end = next((each for each in ("\r\n", "\n") if content.endswith(each)), "")
    return content.removesuffix(line_end), line_end + "".join(lines[end:])
