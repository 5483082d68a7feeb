"""Movements: how to do each exercise, with its figure moving at its cadence, without a session."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.screen import Screen
from textual.timer import Timer
from textual.widgets import Input

from kneecoach.errors import KneecoachError
from kneecoach.routine.movements import Movement
from kneecoach.ui.bindings import MOVEMENTS
from kneecoach.ui.commands import GoToCommands
from kneecoach.ui.debounce import Debounce
from kneecoach.ui.figure_source import FigureSource
from kneecoach.ui.screens.base import KneeScreen
from kneecoach.ui.screens.dialogs import AskExerciseNote
from kneecoach.ui.terminal.pacing import MIN_SECONDS_BETWEEN_PAINTS
from kneecoach.ui.terminal.workers import SAVING, work_for
from kneecoach.ui.views.layout import is_tiny
from kneecoach.ui.views.movement_list import matching, place_words, row_text
from kneecoach.ui.views.movement_words import movement_blocks
from kneecoach.ui.views.preview import Preview
from kneecoach.ui.widgets.field import SearchField
from kneecoach.ui.widgets.figure_view import FigureView
from kneecoach.ui.widgets.line import Line
from kneecoach.ui.widgets.page import Page
from kneecoach.ui.widgets.pressable import PressLine
from kneecoach.ui.widgets.row_list import RowList

WIDE = 116
"""The least window width, in cells, at which the list, the words and the figure are side by side."""
NOT_FOUND = "No exercise matches all of these words. Escape closes the search."


class Movements(KneeScreen):
    """A list of movements beside the figure of the one under the cursor, and its words.

    A narrow window shows either the list or the words. Only the movement shown is loaded and drawn; the clock
    decides which picture, and only changes are painted.
    """

    CSS_PATH = "movements.tcss"
    BINDINGS = [*MOVEMENTS]
    COMMANDS = Screen.COMMANDS | {GoToCommands}
    AUTO_FOCUS = "#rows"
    KEEPS_PLACE = True
    """Whether the cursor stays on an exercise that still matches, even if another matches better."""

    def __init__(self, movements: Sequence[Movement], at: str = "") -> None:
        """`movements` must not be empty; `at` is the id of the exercise whose words are shown at once, if any."""
        super().__init__()
        self._movements = movements
        self._index = next((i for i, movement in enumerate(movements) if movement.exercise.id == at), 0)
        self._listed: tuple[int, ...] = tuple(range(len(movements)))
        """The movements in the list: those that match the search."""
        self._widest = max(cell_len(movement.exercise.title) for movement in movements)
        self._opened_at_one = bool(at)
        self._reading = bool(at)
        """Whether a narrow window shows the words instead of the list."""
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
        self._notes: dict[str, str] = {}
        """The person's notes, by the exercise's id."""
        self._unsaved: dict[str, str] = {}
        """Notes that were typed but could not be saved."""

    def body(self) -> ComposeResult:
        with Horizontal(id="top"):
            yield Line(id="title", classes="heading")
            yield PressLine("← ", press="turn(-1)", classes="turn")
            yield Line(id="place", classes="muted")
            yield PressLine(" →", press="turn(1)", classes="turn")
        yield Line(id="dose", classes="muted")
        with Horizontal(id="middle"):
            with Vertical(id="list"):
                with Horizontal(id="finding"):
                    yield Line("Search", classes="muted")
                    yield SearchField(id="search", compact=True, max_length=60)
                yield Line(NOT_FOUND, id="nothing")
                yield RowList(id="rows")
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
        self.set_class(self._reading, "-reading")
        self._notes = self.coach.sessions.notes()
        self.coach.sessions.changed.subscribe(self, lambda _records: self._take_notes())
        self._take_colours()
        self._show_list()
        self._show_movement()

    def _take_notes(self) -> None:
        self._notes = self.coach.sessions.notes()
        self._show_page()

    def _words_are_cut(self, are_cut: bool) -> None:
        self._has_more = are_cut
        self.refresh_bindings()

    def on_screen_resume(self) -> None:
        self._paint()

    def on_screen_suspend(self) -> None:
        self._stop_timer()

    def on_figure_view_resized(self) -> None:
        self._paint()

    def size_classes(self, width: int, height: int) -> dict[str, bool]:
        own = {"-tiny": is_tiny(width, height), "-wide": width >= WIDE}
        return super().size_classes(width, height) | own

    def fit(self, width: int, height: int) -> None:
        super().fit(width, height)
        self.refresh_bindings()

    @property
    def nothing_found(self) -> str:
        """What to show if no exercise matches the search."""
        return NOT_FOUND

    @property
    def titles(self) -> list[str]:
        """Each movement's title, in order."""
        return [movement.exercise.title for movement in self._movements]

    def go_to(self, index: int) -> None:
        """Show the movement at an index, from the beginning of its loop."""
        if index not in self._listed:
            self._close_search()
        self._index = index
        self.query_one("#rows", RowList).cursor = self._listed.index(index)
        self._show_movement()

    def _take_colours(self) -> None:
        """Draw the figure in the theme's colours."""
        self._source = self.coach.host.figures()
        figure = self.query_one("#figure", FigureView)
        figure.sixteen = self._source is not None and self._source.style == "sixteen"
        figure.restyle()
        self._paint()

    def _show_list(self) -> None:
        """List the movements that match the search. Show the first of them if the current one does not match."""
        rows, listed = self.query_one("#rows", RowList), self._listed
        is_shown = not self.has_class("-nothing")
        found = self._index in listed and (self.KEEPS_PLACE or self._index == listed[0])
        rows.show(
            len(listed),
            lambda index, width: row_text(self._movements[listed[index]], width, self._widest),
            listed.index(self._index) if found else 0,
        )
        self.set_class(not listed, "-nothing")
        self.query_one("#nothing", Line).update(self.nothing_found)
        if listed:
            if not found:
                self._index = listed[0]
            if not found or not is_shown:
                self._show_movement()
        else:
            self.query_one("#title", Line).show("")
            self.query_one("#dose", Line).show("")
            self._stop_timer()
            self.refresh_bindings()
        self._show_place()

    def _show_place(self) -> None:
        at = self._listed.index(self._index) if self._index in self._listed else -1
        self.query_one("#place", Line).update(place_words(at, len(self._listed), len(self._movements)))

    def _show_movement(self) -> None:
        movement = self._movements[self._index]
        self.query_one("#title", Line).show(movement.exercise.title)
        self._show_place()
        self.query_one("#dose", Line).show(" · ".join(filter(None, (movement.dose, movement.routine_title))))
        self._show_page()
        muscles = movement.muscles or self._lit(movement)
        self.query_one("#muscles", Line).show(f"works: {', '.join(muscles)}" if muscles else "")
        self.query_one("#words").scroll_home(animate=False)
        self._preview = self._make_preview(movement)
        self._begun = self.coach.clock.monotonic()
        if self._stands is not None and self._preview is not None:
            self._stands = self._preview.telling
        self.set_class(self._preview is None, "-no-figure")
        self.refresh_bindings()
        self._paint()

    def _show_page(self) -> None:
        exercise = self._movements[self._index].exercise
        self.query_one("#page", Page).show(movement_blocks(exercise, self._notes.get(exercise.id, "")))

    def _make_preview(self, movement: Movement) -> Preview | None:
        """The movement's loop; None if it has no figure. Shows what is wrong with a bad figure."""
        name, fault = movement.exercise.figure, ""
        if name is not None and self._source is not None and self._source.figure(name) is None:
            fault = self._source.problems[name]
        self.query_one("#fault", Line).tell(fault)
        return None if name is None or fault or self._source is None else Preview(movement, name)

    def _lit(self, movement: Movement) -> tuple[str, ...]:
        """The muscles that the figure highlights, in words."""
        name = movement.exercise.figure
        return self._source.muscles(name) if self._source is not None and name is not None else ()

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
        if self._stands is None and self.app.screen is self:  # for Textual the screen below it is current too
            left = self._preview.next_picture(seconds, moves=self._moves)
            self._timer = self.set_timer(max(MIN_SECONDS_BETWEEN_PAINTS, left), self._paint)

    @property
    def _shows_figure(self) -> bool:
        return bool(self._listed) and (self._figure_only or not self.has_class("-tiny"))

    @property
    def _shows_list(self) -> bool:
        return not self._shows_figure_alone and (self.has_class("-wide") or not self._reading)

    @property
    def _shows_figure_alone(self) -> bool:
        return self._figure_only and self._preview is not None

    def _stop_timer(self) -> None:
        if self._timer is not None:
            self._timer.stop()
            self._timer = None

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """The figure's keys need a figure, and the scroll keys need a list or more text than fits."""
        if action == "stand_still":
            return self._preview is not None and self._shows_figure
        if action == "figure_only":
            return self._preview is not None and bool(self._listed)
        if action == "note":
            return bool(self._listed)
        if action == "read":
            return self._shows_list and not self.has_class("-wide") and bool(self._listed)
        if action in {"scroll", "scroll_page"}:
            return self._shows_list or (self._has_more and not self._shows_figure_alone)
        return True

    @property
    def footer_words(self) -> dict[str, str]:
        """Up and down in the list need no words."""
        return {"movements-down": ""} if self._shows_list else {}

    def on_row_list_selected(self, event: RowList.Selected) -> None:
        """A click shows a movement, and a click on the shown movement its words."""
        index = self._listed[event.index]
        if index != self._index and not self.has_class("-tiny"):
            self.go_to(index)
        else:
            self._index = index
            self._show_movement()
            self.action_read()

    def on_input_changed(self, event: Input.Changed) -> None:
        self._listed = matching(self._movements, event.value)
        self._show_list()

    def on_input_submitted(self) -> None:
        self.query_one("#rows", RowList).focus()

    def action_search(self) -> None:
        """Search the list."""
        if self._figure_only:
            self.action_figure_only()
        self._read(False)
        self.add_class("-finding")
        self.query_one("#search", Input).focus()

    def _close_search(self) -> None:
        self.remove_class("-finding")
        self.query_one("#search", Input).value = ""
        self._listed = tuple(range(len(self._movements)))
        self._show_list()
        self.query_one("#rows", RowList).focus()

    def action_read(self) -> None:
        """Show the words of the movement instead of the list."""
        if not self.has_class("-wide"):
            self._read(True)

    def _read(self, reading: bool) -> None:
        self._reading = reading
        self.set_class(reading, "-reading")
        self.refresh_bindings()
        self.refresh_keys()

    def action_turn(self, step: int) -> None:
        """Show another movement of the list."""
        if self._listed:
            at = self._listed.index(self._index)
            self.go_to(self._listed[(at + step) % len(self._listed)])

    def action_note(self) -> None:
        """Write a note on the exercise shown."""
        exercise = self._movements[self._index].exercise

        def answered(note: str | None) -> None:
            async def save() -> None:
                try:
                    await asyncio.to_thread(self.coach.sessions.write_note, exercise.id, note or "")
                    self._unsaved.pop(exercise.id, None)
                except KneecoachError as error:
                    self._unsaved[exercise.id] = note or ""
                    self.app.notify(str(error), severity="error", markup=False)
                self.while_up(self._take_notes)()

            if note is not None:
                work_for(self.app, save, group=SAVING)  # saved even if this screen is left meanwhile

        noted, typed = self._notes.get(exercise.id, ""), self._unsaved.get(exercise.id)
        self.app.push_screen(AskExerciseNote(exercise.title, noted, typed), answered)

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
        """Show the figure alone, or what was beside it again."""
        self._figure_only = not self._figure_only
        self.set_class(self._figure_only, "-figure-only")
        self.refresh_bindings()
        self.refresh_keys()
        self._paint()

    def action_scroll(self, step: int) -> None:
        """Move by `step` rows in the list, or scroll the words."""
        if not self._shows_list:
            self.query_one("#words").scroll_relative(y=step, animate=False)
        elif self._listed:
            rows = self.query_one("#rows", RowList)
            rows.move(step)
            self.go_to(self._listed[rows.cursor])

    def action_scroll_page(self, step: int) -> None:
        """Scroll the words by `step` pages; if none are shown, move that far in the list."""
        words = self.query_one("#words")
        if self._shows_list and not self.has_class("-wide"):
            self.action_scroll(step * self.query_one("#rows", RowList).page)
        else:
            words.scroll_relative(y=step * max(1, words.size.height - 1), animate=False)

    def action_back(self) -> None:
        """Close what is open, one after the other: the large figure, the search, the words; then go back."""
        if self._figure_only:
            self.action_figure_only()
        elif self.has_class("-finding"):
            self._close_search()
        elif self._reading and not self._opened_at_one and not self.has_class("-wide"):
            self._read(False)
        else:
            super().action_back()
