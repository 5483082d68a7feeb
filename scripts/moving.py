"""Draws an animation of a terminal: one SVG, looped by CSS alone.

What stays the same is drawn once. What changes is a strip of frames, one below the other, behind a window that
shows one at a time. Parts that look the same in several frames are drawn once too. With reduced motion, or without
CSS animation, a single frame is shown.
"""

from __future__ import annotations

from collections.abc import Sequence

from scripts.cells import BLANK, Cells, Picture
from scripts.drawing import HEIGHT, WIDTH, Styles, draw_cells, ground_of, in_window

GAP = 3
"""Changes on both sides of this many unchanged columns are separate spans."""

Span = tuple[int, int, int]
"""A row, its first changed column, and the column after the last."""


def draw_moving(frames: Sequence[tuple[Picture, float]], still: int, title: str, description: str) -> str:
    """Draw frames, each with the seconds it is shown. `still` is the index of the one to show without motion."""
    pictures, seconds = _merged(frames)
    shown = frames[still][0]
    styles, ground = Styles(), ground_of(shown)
    spans = _changing(pictures)
    static = [draw_cells(_without(cells, y, spans), 0, y, styles, ground) for y, cells in enumerate(shown.rows)]

    parts: dict[str, int] = {}
    strip: list[list[str]] = []
    for picture in pictures:
        drawn = (draw_cells(picture.rows[y][start:end], start, y, styles, ground) for y, start, end in spans)
        strip.append([part for part in drawn if part])
        for part in strip[-1]:
            parts[part] = parts.get(part, 0) + 1
    names = {part: f"p{i}" for i, part in enumerate(part for part, times in parts.items() if times > 1)}
    high = len(shown.rows) * HEIGHT
    shared = "".join(f'<g id="{name}">{part}</g>' for part, name in names.items())
    content = "\n".join(
        [
            *(row for row in static if row),
            f"<defs>{shared}</defs>",
            f'<svg width="{shown.columns * WIDTH}" height="{high}">',
            f'<g class="strip" transform="translate(0,{-high * pictures.index(shown)})">',
            *(_frame(drawn, i * high, names) for i, drawn in enumerate(strip)),
            "</g></svg>",
        ]
    )
    return in_window(shown, title, description, styles.sheet() + _motion(seconds, high), content)


def _merged(frames: Sequence[tuple[Picture, float]]) -> tuple[list[Picture], list[float]]:
    """The frames that differ from the one before, and the seconds each is shown."""
    pictures: list[Picture] = []
    seconds: list[float] = []
    for picture, length in frames:
        if pictures and picture == pictures[-1]:
            seconds[-1] += length
        else:
            pictures.append(picture)
            seconds.append(length)
    return pictures, seconds


def _changing(pictures: Sequence[Picture]) -> list[Span]:
    spans: list[Span] = []
    for y, row in enumerate(pictures[0].rows):
        for x in range(len(row)):
            if all(picture.rows[y][x] == row[x] for picture in pictures):
                continue
            if spans and spans[-1][0] == y and x - spans[-1][2] < GAP:
                spans[-1] = (y, spans[-1][1], x + 1)
            else:
                spans.append((y, x, x + 1))
    return spans


def _without(cells: Cells, row: int, spans: Sequence[Span]) -> Cells:
    """A row with its changing columns blank."""
    kept = list(cells)
    for y, start, end in spans:
        if y == row:
            kept[start:end] = [BLANK] * (end - start)
    return tuple(kept)


def _frame(parts: Sequence[str], down: int, names: dict[str, str]) -> str:
    drawn = "".join(f'<use href="#{names[part]}"/>' if part in names else part for part in parts)
    return f'<g transform="translate(0,{down})">{drawn}</g>'


def _motion(seconds: Sequence[float], high: int) -> str:
    """CSS that shows each frame at its time, with no movement in between."""
    whole = sum(seconds)
    keys = (
        f"{sum(seconds[:i]) / whole * 100:g}%{{transform:translate(0,-{i * high}px)}}" for i in range(len(seconds))
    )
    return (
        f"@keyframes rep{{{''.join(keys)}}}"
        f".strip{{animation:rep {whole:g}s step-end infinite}}"
        "@media (prefers-reduced-motion:reduce){.strip{animation:none}}"
    )
