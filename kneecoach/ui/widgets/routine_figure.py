"""Home's figure: for a while it does one exercise of the routine after another, and then stops."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.timer import Timer

from kneecoach.routine.movements import Movement
from kneecoach.ui.coach import Coach
from kneecoach.ui.figure_source import FigureSource
from kneecoach.ui.terminal.pacing import MIN_SECONDS_BETWEEN_PAINTS
from kneecoach.ui.views.preview import Preview
from kneecoach.ui.widgets.figure_view import FigureView
from kneecoach.ui.widgets.line import Line

MOVES_SECONDS = 120.0
"""Seconds after which the figure stops, to save power if nobody is there."""


class RoutineFigure(Vertical):
    """Shows the movements of one routine. A click opens the one that is shown in Exercises."""

    DEFAULT_CSS = """
    RoutineFigure { width: 26; height: 1fr; }
    RoutineFigure Line { width: 1fr; height: 1; color: $secondary; text-wrap: nowrap; text-overflow: ellipsis; }
    """

    def __init__(self, movements: Sequence[Movement]) -> None:
        """`movements` are those of the routine, in its order."""
        super().__init__(id="routine-figure")
        self._source: FigureSource | None = None
        self._movements = movements
        self._loops: list[tuple[Movement, Preview]] = []
        self._at = 0
        self._begun = 0.0
        """When the loop on the screen began, on the clock."""
        self._opened = 0.0
        """When the first of them began."""
        self._timer: Timer | None = None

    def compose(self) -> ComposeResult:
        yield FigureView()
        yield Line()

    @property
    def coach(self) -> Coach:
        """The app, by its own type."""
        return cast(Coach, self.app)

    @property
    def exercise(self) -> str:
        """Id of the exercise that is shown; empty if there is none."""
        return self._loops[self._at][0].exercise.id if self._loops else ""

    def on_mount(self) -> None:
        self.app.theme_changed_signal.subscribe(self, lambda _theme: self.take_colours())
        self.take_colours()

    def on_figure_view_resized(self) -> None:
        self.paint()

    def take_colours(self) -> None:
        """Draw the figure in the theme's colours."""
        self._source = self.coach.host.figures()
        view = self.query_one(FigureView)
        view.sixteen = self._source is not None and self._source.style == "sixteen"
        view.restyle()
        self._begin()

    def show(self, movements: Sequence[Movement]) -> None:
        """Show these movements, one after the other, now or once it is mounted."""
        self._movements = movements
        if self.is_mounted:
            self._begin()

    def _begin(self) -> None:
        """Begin with the first movement that has a figure."""
        self._loops = []
        for movement in self._movements:
            name = movement.exercise.figure
            if name is not None and self._source is not None and self._source.figure(name) is not None:
                self._loops.append((movement, Preview(movement, name)))
        self._at = 0
        self._begun = self._opened = self.coach.clock.monotonic()
        self.set_class(not self._loops, "-none")
        self.paint()

    def paint(self) -> None:
        """Show the picture of this instant, and set a timer for the next."""
        self.stop()
        view = self.query_one(FigureView)
        # Not `is_current`: for Textual the screen below the one on top is current too.
        is_covered = self.app.screen is not self.screen
        if not self._loops or self._source is None or view.size.area == 0 or is_covered:
            return
        now = self.coach.clock.monotonic()
        moves = self.coach.host.moves and now - self._opened < MOVES_SECONDS
        if moves and now - self._begun >= self._loops[self._at][1].seconds:
            self._at, self._begun = (self._at + 1) % len(self._loops), now
        movement, loop = self._loops[self._at]
        seconds = now - self._begun if moves else loop.telling
        self.query_one(Line).show(movement.exercise.title)
        view.show_pose(self._source, loop.view(seconds).pose)
        if moves:
            left = min(loop.next_picture(seconds), loop.seconds - seconds)
            self._timer = self.set_timer(max(MIN_SECONDS_BETWEEN_PAINTS, left), self.paint)

    def stop(self) -> None:
        """Set no further picture."""
        if self._timer is not None:
            self._timer.stop()
            self._timer = None

    def cover(self) -> None:
        """Stop, and keep no strips: another screen is on top."""
        self.stop()
        for view in self.query(FigureView):  # there is none before it is built
            view.forget_strips()

    async def on_click(self, event: events.Click) -> None:
        event.stop()
        self.coach.open_movements(self.exercise)
