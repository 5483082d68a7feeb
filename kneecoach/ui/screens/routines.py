"""Routines: all of them, with what each takes. From here they are changed, made, copied and deleted."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from textual import work
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll

from kneecoach.errors import KneecoachError
from kneecoach.figures.files import figure_names
from kneecoach.paths import home_folder, write_new
from kneecoach.routine.draft import Draft
from kneecoach.routine.own import bring_back, copy_routine, delete_routine
from kneecoach.routine.self_contained import routine_file
from kneecoach.routine.titles import check_title, title_of_copy
from kneecoach.text import clean
from kneecoach.ui.bindings import ROUTINES
from kneecoach.ui.screens.base import BAR_AT_EDGE, KneeScreen
from kneecoach.ui.screens.dialogs import DELETE, AskFile, AskText, ConfirmDelete
from kneecoach.ui.screens.editor import COPIED, Editor
from kneecoach.ui.views.layout import is_tiny
from kneecoach.ui.views.routines import RoutineRow, needs, read_rows, routine_line
from kneecoach.ui.widgets.line import Line
from kneecoach.ui.widgets.pairs import Pairs
from kneecoach.ui.widgets.row_list import RowList

WIDE = 116
"""The least window width, in cells, at which the list has more room."""


class Routines(KneeScreen):
    """The list of routines, beside what is in the one under the cursor."""

    CSS_PATH = "routines.tcss"
    DEFAULT_CLASSES = BAR_AT_EDGE
    BINDINGS = [*ROUTINES]
    AUTO_FOCUS = "#rows"

    def __init__(self, at: str = "") -> None:
        """`at` is the id of the routine to begin at."""
        super().__init__()
        self._rows: tuple[RoutineRow, ...] | None = None
        """None until the routines have been read."""
        self._at = at
        """Id of the routine to put the cursor on, until it is moved: a new one is there only once it is saved."""
        self._has_changed = False
        """Whether a routine was changed here. If so, Home reads them again."""
        self._deleted: list[tuple[str, Path]] = []
        """The routines deleted here that can be brought back, and where their files are kept."""

    def body(self) -> ComposeResult:
        yield Line("Routines", classes="heading")
        with Horizontal(id="middle"):
            with Vertical(id="list"):
                yield RowList(id="rows")
            with VerticalScroll(id="shown", can_focus=False):
                yield Line(id="title", classes="heading")
                yield Line(id="size")
                yield Line(id="fault", classes="alert")
                yield Line(id="about", classes="muted")
                yield Pairs(id="doses")
                yield Line(id="needs", classes="muted")
        yield Line(id="said", classes="muted")

    def on_mount(self) -> None:
        self._say("")

    def on_screen_resume(self) -> None:
        self._read()

    def size_classes(self, width: int, height: int) -> dict[str, bool]:
        own = {"-tiny": is_tiny(width, height), "-wide": width >= WIDE}
        return super().size_classes(width, height) | own

    def fit(self, width: int, height: int) -> None:
        super().fit(width, height)
        self.call_after_refresh(self._show)

    @work(thread=True, exclusive=True, group="read")
    def _read(self) -> None:
        self.app.call_from_thread(self._take, read_rows(self.coach.paths))

    def _take(self, rows: tuple[RoutineRow, ...]) -> None:
        self._has_changed |= self._rows is not None and rows != self._rows
        was = self._at or (self._under.id if self._under is not None else "")
        self._rows = rows
        at = next((n for n, row in enumerate(rows) if row.id == was), self.query_one(RowList).cursor)
        self.query_one(RowList).show(len(rows), lambda index, width: routine_line(rows[index], width, rows), at)
        self._show()

    @property
    def _under(self) -> RoutineRow | None:
        """The routine under the cursor."""
        rows = self._rows or ()
        return rows[self.query_one(RowList).cursor] if rows else None

    def _in_sight(self) -> RoutineRow | None:
        """The routine under the cursor; None if it was out of sight, and has now been scrolled to."""
        return None if self.query_one(RowList).show_cursor() else self._under

    def _show(self) -> None:
        """Show what is in the routine under the cursor."""
        row = self._under
        if row is None:
            return
        is_tiny = self.has_class("-tiny")
        size = f"{row.size} · {row.origin}" if row.size else row.origin
        room = self.query_one("#shown").scrollable_content_region.width
        for name, words in (
            ("title", row.label),
            ("size", size),
            ("fault", row.fault),
            ("about", row.about),
            ("needs", needs(row.equipment, room)),
        ):
            line = self.query_one(f"#{name}", Line)
            line.display = bool(words) and not (is_tiny and name in {"title", "about"})
            line.update(words)
        self.query_one(Pairs).display = bool(row.doses) and not is_tiny
        self.query_one(Pairs).show(row.doses_in(is_brief=not self.has_class("-wide")))
        self.query_one("#shown").scroll_home(animate=False)
        self.refresh_bindings()

    def _say(self, words: str, *, alert: bool = False) -> None:
        self.query_one("#said", Line).tell(words, alert=alert)

    def on_row_list_selected(self, event: RowList.Selected) -> None:
        self._at = ""
        self._show()
        self.action_edit()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What can be done with the routine under the cursor."""
        row = self._under if self.is_up else None
        if action == "undo":
            return bool(self._deleted)
        if action in {"edit", "copy", "title", "export"}:
            return row is not None and not row.fault
        if action == "delete":
            return row is not None and row.is_own
        return True

    def action_move(self, rows: int) -> None:
        """Move up or down."""
        self._at = ""
        self.query_one(RowList).move(rows)
        self._show()

    def action_move_page(self, pages: int) -> None:
        """Move a page up or down."""
        self.action_move(pages * self.query_one(RowList).page)

    def action_edit(self) -> None:
        """Change the routine under the cursor."""
        row = self._in_sight()
        if row is not None and not row.fault:
            self._open(lambda: Draft(self.coach.paths, row.id))

    def _open(self, make: Callable[[], Draft]) -> None:
        self._say("")
        try:
            draft = make()
        except KneecoachError as error:
            self._say(str(error), alert=True)
            self._read()
            return
        self._at = draft.name
        self.app.push_screen(Editor(draft))

    def action_new(self) -> None:
        """Make a routine from an empty page."""

        def named(title: str | None) -> None:
            if title:
                self._open(lambda: Draft.new(self.coach.paths, title))

        self.app.push_screen(AskText("Title of the new routine", partial(check_title, self.coach.paths)), named)

    def action_copy(self) -> None:
        """Copy the routine under the cursor."""
        row = self._in_sight()
        if row is None:
            return

        def named(title: str | None) -> None:
            if title:
                self._open(
                    lambda: Draft(self.coach.paths, copy_routine(self.coach.paths, row.id, title=title).spec.id)
                )

        paths = self.coach.paths
        suggested = title_of_copy(paths, row.title)
        self.app.push_screen(AskText("Title of the copy", partial(check_title, paths), suggested), named)

    def action_title(self) -> None:
        """Give the routine under the cursor another title."""
        row = self._in_sight()
        if row is None:
            return

        def named(title: str | None) -> None:
            if not title or title == row.title:
                return
            try:
                Draft(self.coach.paths, row.id).set_routine({"title": clean(title)})
                self._say("" if row.is_own else COPIED)
            except KneecoachError as error:
                self._say(str(error), alert=True)
            self._read()

        self.app.push_screen(AskText("Title", partial(check_title, self.coach.paths, but=row.id), row.title), named)

    def action_export(self) -> None:
        """Write the routine under the cursor to a new file that needs no other."""
        row = self._in_sight()
        if row is None:
            return
        left_out: tuple[str, ...] = ()

        def write(name: str) -> Path:
            nonlocal left_out
            whole = routine_file(self.coach.paths, row.id, figure_names())
            left_out = whole.left_out
            return write_new(name, whole.text.encode()).absolute()

        def written(path: Path | None) -> None:
            if path is not None:
                self._say(" ".join((f"{row.title} is in {path}.", *left_out)))

        suggested = (home_folder() or Path()) / f"{row.id}.toml"
        self.app.push_screen(AskFile(f"Export {row.title} to", str(suggested), write), written)

    def action_delete(self) -> None:
        """Delete the routine under the cursor, after asking."""
        row = self._in_sight()
        if row is None or not row.is_own:
            return

        def answered(key: str | None) -> None:
            if key != DELETE:
                return
            try:
                kept = delete_routine(self.coach.paths, row.id)
            except KneecoachError as error:
                self._say(str(error), alert=True)
            else:
                self._deleted.append((row.id, kept))
                back = " The built-in one is back." if row.hides else ""
                self._say(f"{row.title} is deleted.{back} u undoes it.")
            self._read()

        detail = "The built-in routine comes back in its place." if row.hides else "Past sessions stay in the log."
        self.app.push_screen(ConfirmDelete(f"Delete {row.title}?", detail=detail), answered)

    def action_undo(self) -> None:
        """Bring back the routine that was deleted last."""
        if not self._deleted:
            return
        name, kept = self._deleted[-1]
        try:
            bring_back(self.coach.paths, name, kept)
        except KneecoachError as error:
            self._say(str(error), alert=True)
            return
        self._deleted.pop()
        self._at = name
        self._say("It is back.")
        self._read()

    def action_back(self) -> None:
        """Go back to Home, which reads the routines again if any was changed."""
        if self._has_changed:
            self.coach.go_home("", self._under.id if self._under is not None else "")
        else:
            super().action_back()
