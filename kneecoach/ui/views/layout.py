"""How much room everything on Live has in a window. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from kneecoach.ui.views.block_text import block_width, has_glyphs
from kneecoach.ui.views.wrapping import wrap

MIN_WIDTH, MIN_HEIGHT = 40, 12

SCREEN_MM = (301.6, 188.5)
"""Width and height of the reference screen: 14 inches, 16:10."""
CELL_RATIO = 2.2
"""Height of a cell divided by its width."""
ARC_MINUTES_A_MM = 1.146
"""The width of a millimetre at three metres: atan(1 / 3000) in arc minutes."""
MIN_ARC_MINUTES = 16.0
"""Smaller letters cannot be read (ISO 9241-303; 20 to 22 are comfortable)."""

TALL_LETTERS = {3: 2.5}
"""Height of letters in rows, if they do not fill their rows."""


def arc_minutes(rows: int, width: int, height: int) -> float:
    """Height of letters of `rows` rows at three metres, in arc minutes.

    The window is full screen on the reference screen, `width` by `height` cells. Some terminals say 0.
    """
    row_mm = min(SCREEN_MM[1] / max(1, height), SCREEN_MM[0] / max(1, width) * CELL_RATIO)
    return TALL_LETTERS.get(rows, rows) * row_mm * ARC_MINUTES_A_MM


@dataclass(frozen=True, slots=True)
class Size:
    """How large letters are drawn."""

    rows: int
    pixel: int
    """Width of a stroke in cells."""

    def width(self, text: str) -> int:
        """Width of a text in cells."""
        return block_width(text, self.rows, self.pixel) if text else 0


DIGIT_SIZES = (Size(15, 6), Size(15, 5), Size(10, 4), Size(10, 3), Size(5, 2), Size(3, 1))
"""Largest first; the narrow ones leave more room for the figure."""
SMALL_DIGITS = Size(5, 2)
"""The smallest that can be read from three metres in every window."""


@dataclass(frozen=True, slots=True)
class Number:
    """The one number on the screen. Within a stage only its digits change, never its place."""

    text: str
    """As it is now, padded to its widest."""
    field: str
    """The number at its widest, apart from the last seconds."""
    target: str = ""
    """What it counts up to, or down from, drawn smaller beside it: `/15`."""
    is_last: bool = False
    """Whether these are the last seconds of a wait or a timed hold, which are drawn in a different shape."""
    last: str = ""
    """How the last seconds are written, if there are any. They hide the target."""

    def width(self, size: Size, target_rows: int) -> int:
        """Cells that it takes at most, with its target."""
        target = gap(size) + block_width(self.target, target_rows) if self.target else 0
        return max(size.width(self.field) + target, size.width(self.last))


def gap(size: Size) -> int:
    """Cells between a number and its target."""
    return 3 if size.rows > 10 else 2


FIGURE_SHARE = 0.49
"""A number beside a figure takes at most this share of the width."""
PREVIEW_SHARE = 0.75
"""The same share beside the preview in a rest."""


@dataclass(frozen=True, slots=True)
class Layout:
    """The rows and columns of everything on Live, from the top to the foot."""

    width: int
    height: int
    figure: bool
    """Whether a figure is beside the number."""
    air: int
    """Cells left free on either side."""
    word_rows: int
    """Rows of the word for what to do."""
    small_rows: int
    """Rows of the side and of the target."""
    title_gap: int
    """Empty rows between the title and the word."""
    foot: bool
    """Whether the band has a row for captions and notes below the word."""
    labels: bool
    """Whether the parts of the tempo bar are named below it."""
    cue_gap: int
    strip_rows: int
    """2 with the names of the exercises, 1 without, 0 if there is no strip."""
    strip_gap: int
    footer_gap: int

    @property
    def is_tiny(self) -> bool:
        """Whether there is no room for a figure, a strip or a bar of reps."""
        return self.strip_rows == 0

    @property
    def room(self) -> int:
        """Cells between the margins."""
        return self.width - 2 * self.air

    @property
    def middle_rows(self) -> int:
        """Rows for the number and the figure below a word of one line."""
        band = 1 + self.title_gap + self.word_rows + self.foot
        below = self.cue_gap + 1 + self.strip_gap + self.strip_rows + self.footer_gap + 1
        return self.height - band - 1 - self.labels - below

    def digit_size(self, numbers: Sequence[Number], rows: int, *, share: float = 1.0) -> Size:
        """The largest size in which each of the numbers has room in `rows` rows and that share of the width.

        If none has, the smallest.
        """
        is_large = self.width >= 140 and self.height >= 45
        # What can be read comes before the figure.
        tries = [(size, share) for size in DIGIT_SIZES if size.rows >= 5] + [
            (SMALL_DIGITS, max(share, PREVIEW_SHARE))
        ]
        for size, part in tries:
            fits = size.rows < rows or (size.rows == rows and self.is_tiny)
            room = int(self.room * part)
            if fits and (is_large or size.rows < 15) and self._have_room(numbers, size, room):
                return size
        return DIGIT_SIZES[-1]

    def _have_room(self, numbers: Sequence[Number], size: Size, room: int) -> bool:
        return all(number.width(size, self.target_rows(size)) <= room for number in numbers)

    def target_rows(self, size: Size) -> int:
        """Rows of the target beside digits of this size."""
        return min(self.small_rows, size.rows)


def layout_for(width: int, height: int, *, figure: bool) -> Layout:
    """The layout of a window of `width` by `height` cells, with or without a `figure`."""
    tiny = is_tiny(width, height)
    too_low = arc_minutes(3, width, height) < MIN_ARC_MINUTES
    roomy = height >= 28
    tall = height >= 22
    return Layout(
        width,
        height,
        figure=figure and not tiny,
        air=1 if tiny else 3 if width >= 64 else 2,
        word_rows=5 if not tiny and tall and (width >= 100 or too_low) else 3,
        small_rows=5 if not tiny and tall and too_low else 3,
        title_gap=1 if roomy and not tiny else 0,
        foot=tall and not tiny,
        labels=not tiny,
        cue_gap=1 if roomy and not tiny else 0,
        strip_rows=0 if tiny else 2 if tall else 1,
        strip_gap=1 if roomy and not tiny else 0,
        footer_gap=1 if height >= 36 and not tiny else 0,
    )


def is_tiny(width: int, height: int) -> bool:
    """Whether a window has room for little more than a word and a number."""
    return width < 56 or height < 18


@dataclass(frozen=True, slots=True)
class Word:
    """How a word is drawn: in lines, each `rows` high; plain text at 1."""

    lines: tuple[str, ...]
    rows: int

    @property
    def height(self) -> int:
        """Rows that it takes."""
        return len(self.lines) * self.rows + (len(self.lines) - 1 if self.rows == 5 else 0)


def fit_word(texts: Iterable[str], layout: Layout, room: int, *, lines: int) -> Word:
    """The largest way to draw one of `texts` (the same in other words, the best first) in `room` cells.

    In at most this many `lines`. A text that does not fit, or that cannot be drawn, is plain text, wrapped.
    """
    wordings = tuple(texts)
    sizes = [rows for rows in (5, 3) if rows <= layout.word_rows]
    # In a large window, smaller letters cannot be read: two lines come first.
    tries = [(rows, many) for rows in sizes for many in range(1, lines + 1)]
    if layout.small_rows < 5:
        tries.sort(key=lambda each: each[1])
    for rows, many in tries:
        for text in wordings:
            found = _split(text, many, rows, room)
            if found:
                return Word(found, rows)
    return Word(tuple(wrap(wordings[0], room, layout.word_rows)), 1)


def _split(text: str, lines: int, rows: int, room: int) -> tuple[str, ...]:
    """A text in this many lines of large letters, as even as possible; empty if it does not fit."""
    if not has_glyphs(text):
        return ()
    words = text.split()
    if lines == 1:
        return (text,) if block_width(text, rows) <= room else ()
    halves = [(" ".join(words[:at]), " ".join(words[at:])) for at in range(1, len(words))]
    best = min(halves, key=lambda pair: max(block_width(line, rows) for line in pair), default=None)
    return best if best and all(block_width(line, rows) <= room for line in best) else ()


def too_small(width: int, height: int) -> str | None:
    """The message for a window that is too small, or None."""
    if width >= MIN_WIDTH and height >= MIN_HEIGHT:
        return None
    return f"Please enlarge the window to {MIN_WIDTH} x {MIN_HEIGHT} (now {width} x {height})."


def is_narrow(width: int, height: int) -> bool:
    """Whether a window of `width` by `height` cells has no room for labels at the side and empty rows."""
    return width < 64 or height < 20


def segments(weights: Sequence[float], room: int, space: int) -> tuple[int, ...]:
    """Widths in cells of parts beside each other, by their weights, at least 1 each; `space` cells between two.

    Where there is no room for the spaces, they are left out; where not even for the parts, the last ones get 0.
    """
    count = len(weights)
    space = space if room >= count * (1 + space) else 0
    free = room - space * (count - 1) - count
    if free < 0:
        return tuple(1 if index < room else 0 for index in range(count))
    whole = sum(weights) or 1.0
    ends = [0, *(round(free * sum(weights[: index + 1]) / whole) for index in range(count))]
    return tuple(1 + end - start for start, end in pairwise(ends))
