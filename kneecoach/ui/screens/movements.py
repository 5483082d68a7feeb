"""Movements: how to do each exercise, with its figure moving at its cadence, without a session."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.screen import Screen
from textual.timer import Timer

from kneecoach.routine.movements import Movement
from kneecoach.routine.text import exercise_topics
from kneecoach.session.plan import Exercise
from kneecoach.text import number
from kneecoach.ui.bindings import MOVEMENTS
from kneecoach.ui.commands import GoToCommands
from kneecoach.ui.debounce import Debounce
from kneecoach.ui.figure_source import FigureSource
from kneecoach.ui.screens.base import KneeScreen
from kneecoach.ui.terminal.pacing import MIN_SECONDS_BETWEEN_PAINTS
from kneecoach.ui.views.layout import TINY, layout_for
from kneecoach.ui.views.preview import Preview
from kneecoach.ui.widgets.figure_view import FigureView
from kneecoach.ui.widgets.line import Line
from kneecoach.ui.widgets.page import Page, TextBlock


class Movements(KneeScreen):
    """Shows one movement at a time. The clock decides which picture is shown, and only changes are painted."""

    CSS_PATH = "movements.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [*MOVEMENTS]
    COMMANDS = Screen.COMMANDS | {GoToCommands}

    def __init__(self, movements: Sequence[Movement], at: str = "") -> None:
        """`movements` must not be empty; `at` is the id of the exercise to begin with, by default the first."""
        super().__init__()
        self._movements = movements
        self._index = next((i for i, movement in enumerate(movements) if movement.exercise.id == at), 0)
        self._source: FigureSource | None = None
        self._moves = True
        self._preview: Preview | None = None
        self._begun = 0.0
        """When the loop began, on the clock."""
        self._stands: float | None = None
        """Seconds into the loop at which it was stopped; None while it runs."""
        self._figure_only = False
        self._has_more = False
        """Whether there is more text than fits."""
        self._timer: Timer | None = None
        self._debounce = Debounce()

    def body(self) -> ComposeResult:
        with Horizontal(id="top"):
            yield Line(id="title", classes="heading")
            yield Line(id="place", classes="muted")
        yield Line(id="dose", classes="muted")
        with Horizontal(id="middle"):
            with VerticalScroll(id="words", can_focus=False):
                yield Line(id="fault", classes="alert")
                yield Page(id="page")
            with Vertical(id="shown"):
                yield FigureView(id="figure")
                yield Line(id="doing")
                yield Line(id="muscles", classes="muted")

    def on_mount(self) -> None:
        host = self.coach.host
        self._moves = host.moves
        self._stands = None if self._moves else 0.0
        self.app.theme_changed_signal.subscribe(self, lambda _theme: self._take_colours())
        self.watch(self.query_one("#words"), "show_vertical_scrollbar", self._words_are_cut)
        self._take_colours()
        self._show_movement()

    def _words_are_cut(self, are_cut: bool) -> None:
        self._has_more = are_cut
        self.refresh_bindings()

    def on_screen_resume(self) -> None:
        self._paint()

    def on_screen_suspend(self) -> None:
        self._stop_timer()

    def on_figure_view_resized(self) -> None:
        self._paint()

    def fit(self, width: int, height: int) -> None:
        super().fit(width, height)
        self.set_class(layout_for(width, height, figure=True) is TINY, "-tiny")

    @property
    def titles(self) -> list[str]:
        """Each movement's title, in order."""
        return [movement.exercise.title for movement in self._movements]

    def go_to(self, index: int) -> None:
        """Show the movement at an index, from the beginning of its loop."""
        self._index = index
        self._show_movement()

    def _take_colours(self) -> None:
        """Draw the figure in the theme's colours."""
        self._source = self.coach.host.figures()
        figure = self.query_one("#figure", FigureView)
        figure.sixteen = self._source is not None and self._source.style == "sixteen"
        figure.restyle()
        self._paint()

    def _show_movement(self) -> None:
        movement = self._movements[self._index]
        self.query_one("#title", Line).show(movement.exercise.title)
        self.query_one("#place", Line).update(f"{self._index + 1} of {len(self._movements)}, ← →")
        self.query_one("#dose", Line).show(f"{movement.dose} · {movement.routine_title}")
        self.query_one("#page", Page).show(_blocks(movement.exercise))
        self.query_one("#muscles", Line).show(self._muscles(movement))
        self.query_one("#words").scroll_home(animate=False)
        self._preview = self._make_preview(movement)
        self._begun = self.coach.clock.monotonic()
        if self._stands is not None and self._preview is not None:
            self._stands = self._preview.telling
        self.set_class(self._preview is None, "-no-figure")
        self.refresh_bindings()
        self._paint()

    def _make_preview(self, movement: Movement) -> Preview | None:
        """The movement's loop; None if it has no figure. Shows what is wrong with a bad figure."""
        name, fault = movement.exercise.figure, ""
        if name is not None and self._source is not None and self._source.figure(name) is None:
            fault = self._source.problems[name]
        line = self.query_one("#fault", Line)
        line.display = bool(fault)
        line.update(fault)
        return None if name is None or fault or self._source is None else Preview(movement, name)

    def _muscles(self, movement: Movement) -> str:
        """The highlighted muscles, in words."""
        name = movement.exercise.figure
        muscles = self._source.muscles(name) if self._source is not None and name is not None else ()
        return f"works: {', '.join(muscles)}" if muscles else ""

    def _paint(self) -> None:
        """Show the picture of this instant, and set a timer for the next."""
        self._stop_timer()
        if self._preview is None or self._source is None or not self._shows_figure:
            return
        figure = self.query_one("#figure", FigureView)
        if figure.size.area == 0:
            return
        seconds = self._stands if self._stands is not None else self.coach.clock.monotonic() - self._begun
        view = self._preview.view(seconds, moves=self._moves)
        self.query_one("#doing", Line).show(f"{view.words}{'' if self._stands is None else ' · still'}")
        figure.show_pose(self._source, view.pose, moves=self._moves)
        if self._stands is None and self.is_current:
            left = self._preview.next_picture(seconds, moves=self._moves)
            self._timer = self.set_timer(max(MIN_SECONDS_BETWEEN_PAINTS, left), self._paint)

    @property
    def _shows_figure(self) -> bool:
        return self._figure_only or not self.has_class("-tiny")

    def _stop_timer(self) -> None:
        if self._timer is not None:
            self._timer.stop()
            self._timer = None

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """The figure's keys need a figure, and the scroll keys need more text than fits."""
        if action in {"stand_still", "figure_only"}:
            return self._preview is not None
        if action in {"scroll", "scroll_page"}:
            return self._has_more and not (self._figure_only and self._preview is not None)
        return True

    def action_turn(self, step: int) -> None:
        """Show another movement."""
        self.go_to((self._index + step) % len(self._movements))

    def action_stand_still(self) -> None:
        """Stop the figure, or let it go on from there."""
        now = self.coach.clock.monotonic()
        if not self._debounce.passes("stand-still", self.coach.pressed_at):
            return
        if self._stands is None:
            self._stands = now - self._begun
        else:
            self._begun, self._stands = now - self._stands, None
        self._paint()

    def action_figure_only(self) -> None:
        """Show the figure alone, or the words again."""
        self._figure_only = not self._figure_only
        self.set_class(self._figure_only, "-figure-only")
        self.refresh_bindings()
        self._paint()

    def action_scroll(self, step: int) -> None:
        """Scroll by `step` lines."""
        self.query_one("#words").scroll_relative(y=step, animate=False)

    def action_scroll_page(self, step: int) -> None:
        """Scroll by `step` pages."""
        words = self.query_one("#words")
        words.scroll_relative(y=step * max(1, words.size.height - 1), animate=False)


def _blocks(exercise: Exercise) -> tuple[TextBlock, ...]:
    """Everything that a routine says about an exercise, by topic."""
    cadence = [f"{phase.name} {number(phase.seconds)} s" for phase in exercise.cadence]
    topics = dict(exercise_topics(exercise))
    equipment = topics.pop("Equipment", ())
    blocks = (
        TextBlock("Equipment", equipment),
        TextBlock("How to", exercise.how_to, numbered=True),
        *(TextBlock(topic, texts) for topic, texts in topics.items()),
        # A timed hold has one phase, whose length is in the dose.
        TextBlock("Cadence", (", ".join(cadence),) if len(cadence) > 1 else ()),
    )
    return tuple(block for block in blocks if block.items)
