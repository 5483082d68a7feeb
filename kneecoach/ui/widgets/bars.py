"""The bars of Live: the tempo of a rep, the reps of a set, the exercises of the session."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import accumulate

from rich.cells import cell_len
from textual.content import Content
from textual.geometry import Region

from kneecoach.text import number
from kneecoach.ui.views.layout import segments
from kneecoach.ui.views.live import Next, Part, Reps, Tempo
from kneecoach.ui.views.strip import Share, names
from kneecoach.ui.views.wrapping import cut
from kneecoach.ui.widgets.text_widget import TextWidget

FULL, AHEAD, HALF, BEYOND = "━", "─", "╾", "╌"


def bar(width: int, done: float) -> tuple[str, str]:
    """A bar in half cells: thick lines for what is done, thin ones for the rest, so that it needs no colour."""
    halves = int(done * width * 2 + 1e-6)
    full, half = divmod(min(halves, width * 2), 2)
    return FULL * full + HALF * half, AHEAD * (width - full - half)


def coming_lines(coming: Next, width: int, rows: int) -> list[tuple[str, str, str, str]]:
    """What is coming, as lines of `width` cells: what is before it, what it is, what follows, and the last time.

    The last time has a line of its own where there are two `rows`. In one it goes before what else follows.
    """
    what = cut(coming.what, width - cell_len(coming.before) - 2)
    if rows > 1:
        last = [("", "", "", cut(coming.last, width))] if coming.last else []
        return [(coming.before, what, coming.after, ""), *last]
    used = sum(cell_len(words) + 2 for words in (coming.before, what) if words)
    after = coming.after
    if coming.last and used + cell_len(after) + 2 + cell_len(coming.last) > width:
        after = ""
    used += cell_len(after) + 2 if after else 0
    return [(coming.before, what, after, cut(coming.last, width - used))]


class TempoBar(TextWidget):
    """One rep: a part for each phase, as wide as it is long, of which the current one fills. Below it their names.

    A wait has one part. At every step only the cells that changed are painted.
    """

    DEFAULT_CSS = "TempoBar { height: 2; width: 1fr; text-wrap: nowrap; text-overflow: clip; }"
    COMPONENT_CLASSES = {
        "tempo-bar--done",
        "tempo-bar--ahead",
        "tempo-bar--hold",
        "tempo-bar--name",
        "tempo-bar--now",
        "tempo-bar--what",
    }

    _tempo = Tempo((Part("", 1.0),), None, 0.0)
    _coming: Next | None = None

    def show(self, tempo: Tempo, coming: Next | None) -> None:
        """Show a bar and, in place of the names of its parts, what is `coming`."""
        before, self._tempo = self._tempo, tempo
        if coming != self._coming or (tempo.parts, tempo.now) != (before.parts, before.now):
            self._coming = coming
            self.refresh()
        elif tempo.done != before.done and tempo.now is not None:
            place = self._places()[tempo.now]
            was, now = (len(bar(place[1], each.done)[0]) for each in (before, tempo))
            if bar(place[1], before.done) != bar(place[1], tempo.done):
                first = max(0, min(was, now) - 1)
                self.refresh(Region(place[0] + first, 0, max(was, now) - first, 1))

    def render(self) -> Content:
        line = Content("")
        for index, (left, width) in enumerate(self._places()):
            done, ahead = bar(width, self._done(index))
            style = "tempo-bar--hold" if self._tempo.parts[index].is_hold else "tempo-bar--done"
            line = _at(line, left) + Content.assemble(
                (done, self.get_visual_style(style)),
                (ahead, self.get_visual_style("tempo-bar--ahead")),
            )
        return line if self.size.height < 2 else Content("\n").join((line, self._below()))

    def _done(self, index: int) -> float:
        now = self._tempo.now
        if now is None:
            return 0.0
        return self._tempo.done if index == now else 1.0 if index < now else 0.0

    def _places(self) -> list[tuple[int, int]]:
        """The first cell and the width of each part."""
        widths = segments([part.seconds for part in self._tempo.parts], self.size.width, 2)
        space = 2 if sum(widths) + 2 * (len(widths) - 1) <= self.size.width else 0
        return list(zip(_starts(widths, space), widths, strict=True))

    def _below(self) -> Content:
        plain = self.get_visual_style("tempo-bar--name")
        if self._coming is not None:
            styles = (plain, self.get_visual_style("tempo-bar--what"), plain, plain)
            lines = coming_lines(self._coming, self.size.width, self.size.height - 1)
            styled = (
                [Content.styled(*part) for part in zip(line, styles, strict=True) if part[0]] for line in lines
            )
            return Content("\n").join(Content("  ").join(line) for line in styled)
        line = Content("")
        places = self._places()
        for index, (part, (left, width)) in enumerate(zip(self._tempo.parts, places, strict=True)):
            room = width if index + 1 < len(places) else self.size.width - left
            whole = f"{part.name} {number(part.seconds)} s"
            words = whole if cell_len(whole) <= room else cut(part.name, room)
            hold = "tempo-bar--hold" if part.is_hold else "tempo-bar--now"
            style = self.get_visual_style(hold) if index == self._tempo.now else plain
            line = _at(line, left) + Content.styled(words, style)
        return line


class RepBar(TextWidget):
    """One piece for each rep of a set: done, to do, and beyond what is enough."""

    DEFAULT_CSS = "RepBar { height: 1; width: 1fr; text-wrap: nowrap; text-overflow: clip; }"
    COMPONENT_CLASSES = {"rep-bar--done", "rep-bar--ahead"}

    _reps: Reps | None = None

    def show(self, reps: Reps | None) -> None:
        """Show a bar, or nothing."""
        if reps != self._reps:
            self._reps = reps
            self.refresh()

    def render(self) -> Content:
        reps, room = self._reps, self.size.width
        if reps is None:
            return Content("")
        apart = reps.most * 2 - 1 <= room
        each = max(1, min(3, (room + 1) // reps.most - 1)) if apart else 1
        cells = (each + 1) * reps.most - 1 if apart else min(room, reps.most)
        if not apart:
            done, least = (round(value / reps.most * cells) for value in (reps.done, reps.least))
            pieces = FULL * done + AHEAD * (max(done, least) - done) + BEYOND * (cells - max(done, least))
            at = done
        else:
            marks = [FULL if n < reps.done else AHEAD if n < reps.least else BEYOND for n in range(reps.most)]
            pieces = " ".join(mark * each for mark in marks)
            at = reps.done * (each + 1)
        return Content.assemble(
            (pieces[:at], self.get_visual_style("rep-bar--done")),
            (pieces[at:], self.get_visual_style("rep-bar--ahead")),
        )


class Strip(TextWidget):
    """The exercises of the session, each as wide as it is long, and the time left."""

    DEFAULT_CSS = "Strip { height: 2; width: 1fr; text-wrap: nowrap; text-overflow: clip; }"
    COMPONENT_CLASSES = {"strip--done", "strip--ahead", "strip--now", "strip--name", "strip--left"}

    TIME_CELLS = 13
    """Room for the time left; `12 h 34 min left` takes some of the gap."""

    _shares: tuple[Share, ...] = ()
    _left = ""

    def show(self, shares: tuple[Share, ...], left: str) -> None:
        """Show the exercises and, at the right, the time `left`."""
        if (shares, left) != (self._shares, self._left):
            self._shares, self._left = shares, left
            self.refresh()

    def render(self) -> Content:
        if not self._shares:
            return Content("")
        room = max(1, self.size.width - max(self.TIME_CELLS, cell_len(self._left)) - 2)
        widths = segments([share.seconds for share in self._shares], room, 1)
        space = 1 if sum(widths) + len(widths) - 1 <= room else 0
        starts = list(_starts(widths, space))
        line = Content("")
        for share, left, width in zip(self._shares, starts, widths, strict=True):
            done, ahead = bar(width, share.done)
            style = "strip--now" if share.is_now else "strip--done"
            line = _at(line, left) + Content.assemble(
                (done, self.get_visual_style(style)), (ahead, self.get_visual_style("strip--ahead"))
            )
        time = cut(self._left, self.size.width)
        line = _at(line, self.size.width - cell_len(time)) + Content.styled(
            time, self.get_visual_style("strip--left")
        )
        return line if self.size.height < 2 else Content("\n").join((line, self._below(starts, widths)))

    def _below(self, starts: list[int], widths: tuple[int, ...]) -> Content:
        now = next((index for index, share in enumerate(self._shares) if share.is_now), 0)
        line = Content("")
        for index, name in enumerate(names([share.title for share in self._shares], widths, now)):
            left = min(starts[index], max(0, self.size.width - cell_len(name)))
            style = "strip--now" if index == now else "strip--name"
            if name:
                line = _at(line, left) + Content.styled(
                    cut(name, self.size.width - left), self.get_visual_style(style)
                )
        return line


def _starts(widths: Iterable[int], space: int) -> Iterable[int]:
    return list(accumulate((width + space for width in widths), initial=0))[:-1]


def _at(line: Content, column: int) -> Content:
    """A line filled with spaces up to a column."""
    return line + Content(" " * max(0, column - line.cell_length))
