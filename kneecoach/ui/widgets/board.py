"""Everything that Live shows, laid out for a window: the band, the tempo, the number and the figure, what comes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.widget import Widget

from kneecoach.ui.views.layout import FIGURE_SHARE, PREVIEW_SHARE, Size, Word, fit_word, layout_for
from kneecoach.ui.views.live import LiveView
from kneecoach.ui.views.live_words import place_beside
from kneecoach.ui.views.strip import list_rows
from kneecoach.ui.views.wrapping import cut_clause
from kneecoach.ui.widgets.bars import RepBar, Strip, TempoBar
from kneecoach.ui.widgets.block import Block, NumberBlock
from kneecoach.ui.widgets.figure_view import FigureView
from kneecoach.ui.widgets.ground import Column, Row
from kneecoach.ui.widgets.line import Line

SIDE_GAP = 3
"""Cells between the word and the side."""
COLUMN_GAP = 3
"""Cells between the number and the figure."""
MIN_LISTED = 6
"""The list shows at least this many exercises, if the session has them."""
MIN_LONG_COLUMNS = 100
"""In a window at least this wide, what comes next is shown in full."""
TONES = ("work", "hold", "rest", "ready", "paused")


class Board(Column):
    """Shows a view of the session. It lays itself out again only if the window or the set needs it."""

    DEFAULT_CSS = "Board { height: 1fr; }"

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._shape = layout_for(80, 24, figure=False)
        self._laid_out: object = None
        self._said = ""
        self._heard: tuple[str, bool] | None = None
        """The last words shown, and whether they were a note."""
        self._view: LiveView | None = None
        self._has_note = False
        """Whether a note stands in place of the tempo."""
        self._tempo_rows = 1
        """Rows of the tempo bar and of the words below it."""
        self._band_rows = 1
        self._cue, self._following = "", ("", "")

    def compose(self) -> ComposeResult:
        with Column(id="head"):
            with Row(id="top"):
                yield Line(id="title")
                yield Line(id="place")
            with Row(id="words"):
                yield Block(id="action")
                yield Block(id="side", align="right")
            yield Line(id="said")
        yield TempoBar(id="tempo")
        with Row(id="middle"):
            with Column(id="numbers"):
                yield NumberBlock(id="count")
                yield RepBar(id="reps")
                yield Line(id="list")
            yield FigureView(id="figure")
        with Row(id="lines"):
            yield Line(id="cue")
            yield Line(id="following")
        yield Strip(id="strip")

    @property
    def air(self) -> int:
        """Cells left free on either side."""
        return self._shape.air

    @property
    def has_figure(self) -> bool:
        """Whether there is room for a figure, and one to show."""
        return self._shape.figure

    @property
    def figure(self) -> FigureView:
        """The figure."""
        return self.query_one("#figure", FigureView)

    def fit(self, width: int, height: int, *, figure: bool) -> None:
        """Lay everything out for a window of `width` by `height` cells, with or without a `figure`."""
        layout = layout_for(width, height, figure=figure)
        if layout != self._shape:
            self._shape = layout
            self._laid_out = self._view = self._heard = None

    def flash(self, on: bool) -> None:
        """Reverse the colours of the band, in place of a sound that is not heard."""
        self.query_one("#head").set_class(on, "-flash")

    def say(self, words: str, *, is_note: bool) -> None:
        """Show what is said, or has just happened (a note).

        In the band. Where that has no row, a note takes the place of the tempo, and words said that of the cue.
        """
        if (words, is_note) == self._heard:
            return
        self._heard = words, is_note
        covers = is_note and bool(words) and not self._shape.foot
        self._said = "" if covers or self._shape.foot else words
        line = self.query_one("#said", Line)
        line.show(words if covers or self._shape.foot else "")
        line.set_class(is_note and bool(words), "-note")
        if covers != self._has_note:
            self._has_note = covers
            self._make_way()
        self._show_cue()

    def _make_way(self) -> None:
        """Show a note in place of the tempo, or the tempo again."""
        shape, tempo, said = self._shape, self.query_one("#tempo"), self.query_one("#said")
        tempo.display = not self._has_note
        said.display = shape.foot or self._has_note
        rows = 1 if shape.foot or not self._has_note else self._tempo_rows
        said.styles.height = rows
        self.query_one("#head").styles.height = self._band_rows + (rows if self._has_note and not shape.foot else 0)

    def _show_cue(self) -> None:
        shape = self._shape
        cue = self._said or self._cue
        if shape.is_tiny and self._view is not None and self._view.rehearsal:
            cue = f"{self._view.rehearsal}. {cue}"
        # By the width of the window alone: with another cue it would change from the one to the other.
        following = "" if shape.is_tiny else self._following[0 if shape.width >= MIN_LONG_COLUMNS else 1]
        following = following if cell_len(cue) + 2 + cell_len(following) <= shape.room else ""
        self._show_line("cue", cue)
        self._show_line("following", following)

    def show(self, view: LiveView) -> None:
        """Show a view of the session."""
        before, self._view = self._view, view
        if before is not None and replace(before, tempo=view.tempo, pose=view.pose) == view:
            # Within a phase only this changes, eight times a second.
            self.query_one("#tempo", TempoBar).show(view.tempo, view.coming if self._shape.labels else None)
            return
        word = self._word(view)
        rows = max((each.height for each in (word, *self._phase_words(view))), default=word.height)
        rows = max(rows, self._shape.word_rows)
        size, column = self._sizes(view, self._middle_rows(view, rows))
        self._lay_out(view, rows, size, column)
        layout = self._shape
        # On this widget only: a class on the screen would restyle all of it.
        tones = {f"-{tone}": tone == view.tone for tone in TONES}
        self.query_one("#head").update_classes(tones)
        for id_, text in (("title", self._title(view)), ("place", self._place(view))):
            self._show_line(id_, text)
        action = self.query_one("#action", Block)
        action.show("\n".join(word.lines), word.rows)
        above = rows - word.height
        if action.styles.margin.top != above:
            action.styles.margin = (above, 0, 0, 0)
        self.query_one("#side", Block).show(view.side if not layout.is_tiny else "", layout.small_rows)
        tempo = self.query_one("#tempo", TempoBar)
        tempo.update_classes(tones)
        tempo.show(view.tempo, view.coming if layout.labels else None)
        number, target_rows = self.query_one("#count", NumberBlock), layout.target_rows(size)
        has_room = view.number.width(size, target_rows) <= column
        number.show(view.number if has_room else replace(view.number, target=""), size, target_rows)
        is_count = view.reps is not None and not view.number.last
        number.update_classes(
            {name: is_tone and not is_count for name, is_tone in tones.items()} | {"-count": is_count}
        )
        self.query_one("#reps", RepBar).show(view.reps)
        self._cue, self._following = self._cue_of(view), view.following
        self._show_cue()
        self.query_one("#strip", Strip).show(view.strip, view.left)

    def _cue_of(self, view: LiveView) -> str:
        coming = view.coming
        if self._shape.labels or coming is None or not view.is_rest:
            ways = (view.cue, view.short_cue or view.cue)
        else:
            ways = (f"{coming.before} {coming.what}, {coming.after}", coming.short)
        room = self._shape.room
        return ways[0] if cell_len(ways[0]) <= room else cut_clause(ways[1], room)

    def _show_line(self, id_: str, text: str) -> None:
        line = self.query_one(f"#{id_}", Line)
        if id_ in {"place", "following"} and line.text != text:
            line.styles.width = cell_len(text) + 1 if text else 0
        line.show(text)

    def _title(self, view: LiveView) -> str:
        # A tiny window says that it is a rehearsal in the line of the cue: there the title has no room for it.
        if self._shape.is_tiny:
            return view.short_title
        if not view.rehearsal:
            return view.title
        return f"{view.rehearsal}: {view.title}"

    def _place(self, view: LiveView) -> str:
        # In a tiny window the side has no room in large letters.
        if not self._shape.is_tiny:
            return view.place
        return place_beside(view.short_title, view.short_places, self._shape.room)

    def _side_cells(self, view: LiveView) -> int:
        if not view.side or self._shape.is_tiny:
            return 0
        rows = self._shape.small_rows
        return max(Size(rows, rows * 2 // 5).width(side) for side in ("Left", "Right")) + SIDE_GAP

    def _word(self, view: LiveView) -> Word:
        return fit_word(view.action, self._shape, self._shape.room - self._side_cells(view), lines=self._lines)

    def _phase_words(self, view: LiveView) -> Iterator[Word]:
        room = self._shape.room - self._side_cells(view)
        return (fit_word((phase,), self._shape, room, lines=self._lines) for phase in view.phases)

    @property
    def _lines(self) -> int:
        """Lines of large letters that the band has room for, with small digits left below it."""
        layout = self._shape
        return 2 if not layout.is_tiny and layout.middle_rows - layout.word_rows - 1 > 5 else 1

    def _sizes(self, view: LiveView, rows: int) -> tuple[Size, int]:
        """The size of the number, and the width of its column."""
        layout = self._shape
        share = 1.0 if not layout.figure else PREVIEW_SHARE if view.is_rest else FIGURE_SHARE
        size = layout.digit_size(view.numbers, rows, share=share)
        column = max(number.width(size, layout.target_rows(size)) for number in view.numbers)
        return size, min(column, layout.room) if layout.figure else layout.room

    def _last_rows(self, view: LiveView) -> int:
        """Rows for the last time: a rest has one below what comes next. While getting ready it stands beside it."""
        has_last = view.coming is not None and bool(view.coming.last)
        return 1 if view.is_rest and self._shape.labels and has_last else 0

    def _middle_rows(self, view: LiveView, word_rows: int) -> int:
        """Rows for the number and the figure below a word that takes `word_rows` rows."""
        return self._shape.middle_rows - (word_rows - self._shape.word_rows) - self._last_rows(view)

    def _lay_out(self, view: LiveView, word_rows: int, size: Size, column: int) -> None:
        layout = self._shape
        middle = self._middle_rows(view, word_rows)
        # Below the number: a row, the bar of reps, and a row; above it up to two.
        listed = middle - size.rows - 5 if layout.figure and not view.is_rest else 0
        listed = listed if listed >= min(MIN_LISTED, len(view.strip)) else 0
        side_cells = self._side_cells(view)
        last = self._last_rows(view)
        asked = (
            layout,
            word_rows,
            size,
            column,
            side_cells,
            view.is_rest,
            last,
            view.strip if listed > 0 else None,
        )
        if asked == self._laid_out:
            return
        self._laid_out = asked
        air = (0, layout.air)
        self._band_rows = 1 + layout.title_gap + word_rows + layout.foot
        self._has_note = self._has_note and not layout.foot
        self._tempo_rows = 1 + layout.labels + last
        self._make_way()
        for id_ in ("top", "words", "said", "tempo", "middle", "lines", "strip"):
            self.query_one(f"#{id_}", Widget).styles.padding = air
        words = self.query_one("#words")
        words.styles.height, words.styles.margin = word_rows, (layout.title_gap, 0, 0, 0)
        side = self.query_one("#side")
        side.styles.width = max(0, side_cells - SIDE_GAP)
        side.styles.margin = (word_rows - layout.small_rows, 0, 0, 0)
        self.query_one("#tempo").styles.height = self._tempo_rows
        self.query_one("#middle").styles.height = middle
        numbers, figure = self.query_one("#numbers"), self.figure
        numbers.styles.width = column
        figure.display = layout.figure
        figure.styles.margin = (0, 0, 0, COLUMN_GAP)
        bar_rows = 0 if layout.is_tiny else 2
        listing = self.query_one("#list", Line)
        rows = list_rows(view.strip, column, listed) if listed > 0 else ()
        listing.display = bool(rows)
        listing.styles.height = len(rows) + 1 if rows else 0
        listing.show("\n".join(rows))
        spare = middle - size.rows - bar_rows
        above = min(2, (spare + 1) // 2) if rows else (spare + 1) // 2
        self.query_one("#count").styles.margin = (max(0, above), 0, 0, 0)
        bar = self.query_one("#reps")
        bar.display = bar_rows > 0 and spare >= 0
        bar.styles.margin = (1 if spare >= 0 else 0, 0, 0, 0)
        self.query_one("#lines").styles.margin = (layout.cue_gap, 0, 0, 0)
        strip = self.query_one("#strip")
        strip.display = layout.strip_rows > 0
        strip.styles.height, strip.styles.margin = max(1, layout.strip_rows), (layout.strip_gap, 0, 0, 0)
