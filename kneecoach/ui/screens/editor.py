"""The editor of a routine: its exercises in order, changed one thing at a time. Every change is saved at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from textual import work
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical

from kneecoach.errors import KneecoachError
from kneecoach.routine.draft import Draft
from kneecoach.routine.model import ExerciseModel
from kneecoach.routine.movements import Movement, library_movements, movements_of
from kneecoach.routine.named import equipment_of
from kneecoach.routine.own import copy_routine
from kneecoach.routine.planner import plan_routine
from kneecoach.routine.saving import ChangedElsewhere
from kneecoach.routine.titles import check_title, title_of_copy
from kneecoach.session.plan import Kind, LoadUnit
from kneecoach.ui.bindings import EDITOR
from kneecoach.ui.screens.base import KneeScreen
from kneecoach.ui.screens.choose import Choose
from kneecoach.ui.screens.dialogs import AskText
from kneecoach.ui.screens.form import Form
from kneecoach.ui.views import editor as view
from kneecoach.ui.views.forms import FormField, exercise_form, routine_form
from kneecoach.ui.views.layout import is_tiny
from kneecoach.ui.views.routines import needs
from kneecoach.ui.widgets.line import Line
from kneecoach.ui.widgets.pressable import PressLine
from kneecoach.ui.widgets.routine_figure import RoutineFigure
from kneecoach.ui.widgets.row_list import NO_MARK, RowList

WIDE = 116
"""The least window width, in cells, at which the figure is larger and doses are said in words."""
COPIED = "Saved to your own copy, which replaces the built-in routine."
RELOADED = "This routine was changed in another window. This is the current version; your last change was not made."
NEXT_KIND = {Kind.WORK: Kind.WARM_UP, Kind.WARM_UP: Kind.COOL_DOWN, Kind.COOL_DOWN: Kind.WORK}


class Editor(KneeScreen):
    """The exercises of one routine, beside the figure of the one under the cursor."""

    CSS_PATH = "editor.tcss"
    BINDINGS = [*EDITOR]
    AUTO_FOCUS = "#rows"

    def __init__(self, draft: Draft) -> None:
        super().__init__()
        self._draft = draft
        self._library: tuple[Movement, ...] = ()
        """The exercises to choose from, once they were asked for."""
        self._movements: dict[str, Movement] = {}
        """What the figure does, by the exercise's id."""

    def body(self) -> ComposeResult:
        with Horizontal(id="top"):
            yield Line(id="title", classes="heading")
            yield Line(id="total")
        yield Line(id="origin", classes="muted")
        yield PressLine("", press="title", id="prescription", classes="muted")
        yield Line(id="said", classes="muted")
        with Horizontal(id="middle"):
            with Vertical(id="list"):
                yield Line(id="columns", classes="muted")
                yield Line(view.EMPTY, id="empty")
                yield RowList(id="rows")
            with Vertical(id="shown"):
                yield RoutineFigure(())
                yield Line(id="dose", classes="muted")
        yield Line(id="needs", classes="muted")

    def on_mount(self) -> None:
        self._say("")
        self._show(0)
        if not self._draft.exercises:
            self.action_add()

    def size_classes(self, width: int, height: int) -> dict[str, bool]:
        own = {"-tiny": is_tiny(width, height), "-wide": width >= WIDE}
        return super().size_classes(width, height) | own

    def fit(self, width: int, height: int) -> None:
        super().fit(width, height)
        self.call_after_refresh(self._show)

    def on_screen_resume(self) -> None:
        self.paint_figure()

    def on_screen_suspend(self) -> None:
        if self.is_up:
            self.query_one(RoutineFigure).cover()

    def paint_figure(self) -> None:
        """Show the figure as it is at this instant."""
        if self.is_up:
            self.query_one(RoutineFigure).paint()

    @property
    def _unit(self) -> LoadUnit:
        """The unit of loads."""
        return LoadUnit(self.coach.settings.units)

    @property
    def _at(self) -> int:
        """Index of the exercise under the cursor."""
        return self.query_one(RowList).cursor

    def _in_sight(self) -> ExerciseModel | None:
        """The exercise under the cursor; None if it was out of sight, and has now been scrolled to."""
        exercises = self._draft.exercises
        return exercises[self._at] if exercises and not self.query_one(RowList).show_cursor() else None

    def _show(self, cursor: int | None = None) -> None:
        """Show the routine as it is now, with the cursor on an exercise."""
        draft, rows = self._draft, self.query_one(RowList)
        routine, exercises = draft.routine, draft.exercises
        self._movements = {each.exercise.id: each for each in movements_of(routine)} if routine else {}
        unit = self._unit
        at = view.columns(exercises, rows.room)
        self.query_one("#title", Line).show(draft.title)
        self.query_one("#total", Line).update(view.total(routine))
        self.query_one("#origin", Line).show(
            view.ORIGIN_OWN if draft.is_own else view.ORIGIN_BUILT_IN if exercises else view.ORIGIN_NEW
        )
        self.query_one("#prescription", Line).show(view.prescription(routine, self.key_of("title")))
        self.query_one("#columns", Line).show(NO_MARK + view.heading(at) if exercises else "")
        self.query_one("#needs", Line).update(needs(equipment_of(exercises), self.query_one("#top").size.width, 2))
        self.set_class(not exercises, "-empty")
        cursor = min(rows.cursor if cursor is None else cursor, max(0, len(exercises) - 1))
        rows.show(
            len(exercises), lambda index, width: view.exercise_line(exercises[index], at, width, unit), cursor
        )
        self._show_exercise()

    def _show_exercise(self) -> None:
        """Show the figure of the exercise under the cursor, and whatever does not fit in its row."""
        exercises = self._draft.exercises
        exercise = exercises[self._at] if exercises else None
        movement = self._movements.get(exercise.id) if exercise is not None else None
        self.query_one(RoutineFigure).show([movement] if movement is not None else [])
        self.query_one("#dose", Line).show(
            view.about_exercise(exercise, self._unit) if exercise is not None else ""
        )
        self.refresh_bindings()

    def _say(self, words: str, *, alert: bool = False) -> None:
        self.set_class(bool(words), "-said")
        self.query_one("#said", Line).tell(words, alert=alert)

    def _do(self, change: Callable[[], object], cursor: int | None = None, *, says: str = "") -> str | None:
        """Make a change, and say so. Returns why it was refused, in words; None if the file was read again."""
        was_own = self._draft.is_own or self._draft.is_new
        try:
            change()
        except ChangedElsewhere:
            self._reload()
            return None
        except KneecoachError as refused:
            return str(refused)
        is_copy = not was_own and self._draft.is_own
        self._say(" ".join(filter(None, (says, COPIED if is_copy else ""))))
        self._show(cursor)
        return ""

    def _do_or_say(self, change: Callable[[], object], cursor: int | None = None, *, says: str = "") -> bool:
        """Make a change, and say so, or say why it cannot be made. Returns whether it was made."""
        refused = self._do(change, cursor, says=says)
        if refused:
            self._say(refused, alert=True)
        return refused == ""

    def _reload(self) -> None:
        """Show what another program wrote; if that cannot be read, go back to the list, which says why."""
        try:
            self._draft.reload()
        except KneecoachError as error:
            self.app.notify(str(error), severity="warning", markup=False)
            while self.app.screen is not self:
                self.app.pop_screen()
            self.dismiss()
            return
        self._say(RELOADED, alert=True)
        self._show()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What can be done with the exercises that there are."""
        count = len(self._draft.exercises)
        if action == "undo":
            return bool(self._draft.undo_words)
        if action == "shift":
            return count > 1
        if action in {"edit", "take_out", "kind", "order", "title", "copy"}:
            return count > 0
        return True

    @property
    def footer_words(self) -> dict[str, str]:
        """What the toggles would do."""
        exercises, routine = self._draft.exercises, self._draft.routine
        if not exercises or routine is None or not self.is_up:
            return {}
        words = {Kind.WARM_UP: "Warm-up", Kind.COOL_DOWN: "Cool-down", Kind.WORK: "Work"}
        kind = words[NEXT_KIND[exercises[self._at].kind]]
        return {
            "editor-kind": kind,
            "editor-order": "Circuit" if routine.spec.order == "straight" else "No circuit",
        }

    def on_row_list_selected(self, event: RowList.Selected) -> None:
        self._show_exercise()
        self.action_edit()

    def action_back(self) -> None:
        """Go back to the list. The routine's new words are rendered while there is time."""
        routine, host = self._draft.routine, self.coach.host
        if routine is not None and self._draft.undo_count:
            plan = plan_routine(routine)
            self.app.run_worker(
                lambda: host.prepare_voice(plan, muted=False, speed=1.0), thread=True, group="voice"
            )
        super().action_back()

    def action_move(self, rows: int) -> None:
        """Move the cursor."""
        self.query_one(RowList).move(rows)
        self._show_exercise()
        self.refresh_keys()

    def action_move_page(self, pages: int) -> None:
        """Move the cursor by a page."""
        self.action_move(pages * self.query_one(RowList).page)

    def action_edit(self) -> None:
        """Change the exercise under the cursor."""
        exercise, at = self._in_sight(), self._at
        if exercise is None:
            return

        def save(values: Mapping[str, object]) -> str | None:
            return self._do(lambda: self._draft.set(at, values, self.coach.clock.wall()))

        self.app.push_screen(
            Form(
                exercise.title,
                lambda: exercise_form(self._draft.exercises[at], self._unit),
                save,
                self._back_to_now(),
            )
        )

    def _back_to_now(self) -> Callable[[], None]:
        """A function that takes back all changes made after this call."""
        draft, mark = self._draft, self._draft.mark

        def take_back() -> None:
            if draft.mark is not mark:
                self._do_or_say(lambda: draft.undo_to(mark))

        return take_back

    def action_add(self) -> None:
        """Choose an exercise to add below the cursor."""
        if self._library:
            self._choose()
        else:
            self._read_library()

    @work(thread=True, exclusive=True, group="open")
    def _read_library(self) -> None:
        self._library = library_movements(self.coach.paths)
        self.app.call_from_thread(self._choose)

    def _choose(self) -> None:
        if self.app.screen is self:
            self.app.push_screen(Choose(self._library, self._add))

    def _add(self, id_: str, title: str) -> None:
        """Add what was chosen, and ask for its dose."""
        draft = self._draft
        index = self._at + 1 if draft.exercises else 0
        if self._do_or_say(lambda: draft.add(id_, index) if id_ else draft.add_own(title, index), index):
            self.action_edit()

    def action_shift(self, step: int) -> None:
        """Move the exercise under the cursor."""
        to = self._at + step
        if self._in_sight() is not None and 0 <= to < len(self._draft.exercises):
            self._do_or_say(lambda: self._draft.move(self._at, to), to)

    def action_take_out(self) -> None:
        """Take the exercise under the cursor out of the routine."""
        exercise = self._in_sight()
        if exercise is not None:
            says = f"{exercise.title} removed; u brings it back."
            self._do_or_say(lambda: self._draft.take_out(self._at), says=says)

    def action_undo(self) -> None:
        """Take back the last change."""
        draft, was_own = self._draft, self._draft.is_own
        words = draft.undo_words
        if words and self._do_or_say(draft.undo):
            is_back = was_own and not draft.is_own and bool(draft.exercises)
            self._say(f"Undone: {words}.{' The built-in routine is as it was.' if is_back else ''}")

    def action_kind(self) -> None:
        """Make the exercise under the cursor a warm-up, a cool-down, or work again."""
        exercise = self._in_sight()
        if exercise is not None:
            kind = NEXT_KIND[exercise.kind]
            self._do_or_say(lambda: self._draft.set(self._at, {"kind": kind}, self.coach.clock.wall()))

    def action_order(self) -> None:
        """Make the routine a circuit, or not."""
        routine = self._draft.routine
        if routine is not None:
            order = "circuit" if routine.spec.order == "straight" else None
            self._do_or_say(lambda: self._draft.set_routine({"order": order}))

    def action_title(self) -> None:
        """Change the title and the other fields of the routine itself."""
        if self._draft.routine is None:
            return

        def save(values: Mapping[str, object]) -> str | None:
            return self._do(lambda: self._draft.set_routine(values))

        def read() -> tuple[FormField, ...]:
            assert self._draft.routine is not None
            return routine_form(self._draft.routine.spec, self.coach.clock.wall().date())

        self.app.push_screen(Form("The routine", read, save, self._back_to_now()))

    def action_copy(self) -> None:
        """Copy the routine under a new name, and go on with the copy."""
        draft = self._draft

        def copy(title: str) -> None:
            made = copy_routine(self.coach.paths, draft.name, title=title)
            self._draft = Draft(self.coach.paths, made.spec.id)

        def named(title: str | None) -> None:
            if title and self._do_or_say(lambda: copy(title)):
                self._say(f"You are editing the copy. {draft.title} is unchanged.")

        if draft.routine is not None:
            paths = self.coach.paths
            suggested = title_of_copy(paths, draft.title)
            self.app.push_screen(AskText("Title of the copy", partial(check_title, paths), suggested), named)
