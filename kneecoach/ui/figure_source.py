"""Frames and pictures of the figures, in a style that the terminal can show and in the theme's colours."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from kneecoach.errors import KneecoachError
from kneecoach.figures.figure import Figure, forget_pictures, load_figure
from kneecoach.figures.frames import Frame, Look, Style
from kneecoach.figures.gear import Gear
from kneecoach.figures.motion import Moment
from kneecoach.figures.palette import CONTRAST, DARK, LIGHT, Palette, SkinTone
from kneecoach.figures.picture import Canvas, Picture
from kneecoach.session.plan import Side
from kneecoach.ui import theme as themes
from kneecoach.ui.figure_ways import Terminal, graphics_in, style_in, way_words
from kneecoach.ui.views.pose import PoseView
from kneecoach.words import MUSCLE_WORDS

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from textual.color import Color
    from textual.theme import Theme

    from kneecoach.settings import FigureChoice
    from kneecoach.ui.terminal.closing import ClosingApp
    from kneecoach.ui.terminal.graphics import Graphics


class FigureSource:
    """Loads figures on first use, and draws them in one style."""

    def __init__(
        self,
        folder: Path,
        style: Style,
        palette: Palette,
        ask: Callable[[], Graphics | None] = lambda: None,
        ask_style: Callable[[], Style | None] = lambda: None,
    ) -> None:
        """`folder` has the user's own figures.

        `ask` says how true pixels are shown, once that is known, and `ask_style` how cells are drawn; None means no
        change.
        """
        self.style = style
        self.graphics: Graphics | None = None
        """How pictures are shown; None if frames of cells are shown instead."""
        self._ask, self._ask_style = ask, ask_style
        self.palette = palette
        self.problems: dict[str, str] = {}
        """Why a figure could not be loaded, in one sentence, by the figure's name."""
        self._folder = folder
        self.keeps_one_side = False
        """Whether frames of the other side are forgotten, because they are not shown again for minutes."""
        self._drawn: tuple[str, frozenset[Gear] | None, Side | None] | None = None
        """What was drawn last."""
        self._figures: dict[str, Figure | None] = {}
        self._with_gear: dict[tuple[str, frozenset[Gear]], Figure] = {}

    def figure(self, name: str) -> Figure | None:
        """The figure called `name`, or None if it does not exist or cannot be read."""
        if name not in self._figures:
            try:
                self._figures[name] = load_figure(name, self._folder)
            except KneecoachError as error:
                self._figures[name], self.problems[name] = None, str(error)
        return self._figures[name]

    def figure_with(self, name: str, gear: frozenset[Gear] | None) -> Figure | None:
        """The same with the props for `gear`; None means the figure with its usual props."""
        figure = self.figure(name)
        if figure is None or gear is None:
            return figure
        if (name, gear) not in self._with_gear:
            other = Figure(figure.file, gear=gear)
            self._with_gear[name, gear] = figure if other.says == figure.says else other
        return self._with_gear[name, gear]

    def muscles(self, name: str) -> tuple[str, ...]:
        """The muscles that a figure highlights, in words."""
        figure = self.figure(name)
        return tuple(MUSCLE_WORDS[muscle] for muscle in figure.says.muscles) if figure is not None else ()

    def frame(self, pose: PoseView, columns: int, rows: int, *, moves: bool = True) -> Frame | None:
        """A pose in cells; if not `moves`, one of the two end poses."""
        figure = self._drawn_now(pose)
        if figure is None or columns < 1 or rows < 1:
            return None
        look = Look(pose.side.value, columns, rows, self.style, self.palette)
        return figure.frame(look, _moment(figure, pose, moves=moves))

    def picture(
        self, pose: PoseView, columns: int, rows: int, cell: tuple[int, int], *, moves: bool = True
    ) -> Picture | None:
        """The same in pixels: what to draw. None if cells are shown.

        `cell` is the width and height of a cell in pixels.
        """
        figure = self._drawn_now(pose)
        if self.graphics is None or figure is None or columns < 1 or rows < 1:
            return None
        canvas = Canvas(pose.side.value, columns, rows, cell, self.palette, opaque=self.graphics == "sixel")
        if self.graphics == "sixel" and not canvas.is_exact:
            return None  # the terminal would not enlarge it
        return Picture(figure, _moment(figure, pose, moves=moves), canvas)

    def kept_of(self, pose: PoseView) -> tuple[str, frozenset[Gear] | None, Side | None]:
        """What the kept frames belong to; frames of anything else are forgotten."""
        return pose.figure, pose.gear, pose.side if self.keeps_one_side else None

    def _drawn_now(self, pose: PoseView) -> Figure | None:
        """The figure to draw now."""
        is_new = self.kept_of(pose) != self._drawn
        if is_new:
            # A session returns to a figure only after minutes. Its pictures are not kept that long.
            self._drawn = self.kept_of(pose)
            forget_pictures()
        if is_new or pose.doing != "phase":
            # Over a slow line the terminal answers only once the figure is on the screen. Drawn in another way in
            # the middle of a rep, it would blink.
            self.graphics = self.graphics or self._ask()
            self.style = self._ask_style() or self.style
        return self.figure_with(pose.figure, pose.gear)


def style_for(app: ClosingApp, chosen: FigureChoice) -> Style | None:
    """How figures are drawn in this terminal's cells; None if they are turned off."""
    return style_in(_terminal(app), chosen)


def pixels_for(app: ClosingApp, chosen: FigureChoice) -> Graphics | None:
    """How this terminal shows figures in true pixels; None if it does not."""
    graphics = graphics_in(_terminal(app), chosen)
    return graphics if graphics is not None and app.show_pixels(graphics) else None


def words_for(app: ClosingApp, chosen: FigureChoice) -> str:
    """How figures are shown in this terminal, and why."""
    return way_words(_terminal(app), chosen)


def _terminal(app: ClosingApp) -> Terminal:
    return Terminal(os.environ, app.answers, app.console.color_system, app.no_color)


def palette_for(theme: Theme, background: Color, skin: SkinTone = "medium") -> Palette:
    """The figure's colours in a theme, on its background."""
    red, green, blue = background.rgb
    palette = CONTRAST if theme.name == themes.CONTRAST.name else DARK if theme.dark else LIGHT
    return palette.with_skin(skin).on(red << 16 | green << 8 | blue)


def _moment(figure: Figure, pose: PoseView, *, moves: bool) -> Moment:
    """What a picture of this pose shows."""
    if not moves:
        return figure.end(_end(figure, pose))
    match pose.doing:
        case "phase":
            return figure.in_rep(pose.phase, pose.fraction)
        case "ready":
            return figure.getting_ready(pose.fraction)
        case "preview":
            return figure.previewed(pose.fraction)
        case _:
            return figure.in_rep()


def _end(figure: Figure, pose: PoseView) -> int:
    """The end pose to show for a phase: 1 from the first phase through the hold, otherwise 0."""
    if pose.doing != "phase":
        return 0
    names = [phase.name for phase in figure.says.phase]
    holds = [i for i, name in enumerate(names) if figure.motion.curve(i).still]
    number = names.index(pose.phase) if pose.phase in names else 0
    return 1 if number <= (holds[0] if holds else 0) else 0
