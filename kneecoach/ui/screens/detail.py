"""Session detail: the answers, and every attempt in the plan's order. All of them can be corrected."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from functools import partial
from typing import Any

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets.option_list import Option

from kneecoach.errors import KneecoachError
from kneecoach.log.corrections import AttemptChanges, answered, corrected, rebased
from kneecoach.log.going_on import why_not
from kneecoach.log.record import Record, SetKey
from kneecoach.review.changes import ANSWERS, change_lines
from kneecoach.review.counted import not_counted_words
from kneecoach.review.detail import facts, heading, revision_words
from kneecoach.review.history import short_id, short_words
from kneecoach.session.plan import LoadUnit
from kneecoach.text import capitalized
from kneecoach.ui.bindings import DETAIL
from kneecoach.ui.screens.base import BAR_AT_EDGE, KneeScreen
from kneecoach.ui.screens.correct import Answer, AskNote, AskScore, Correct
from kneecoach.ui.screens.dialogs import DELETE, ConfirmDelete
from kneecoach.ui.terminal.options import SafeOptionList
from kneecoach.ui.terminal.workers import SAVING, work_for
from kneecoach.ui.views.detail import detail_rows
from kneecoach.ui.widgets.line import Line

HINT = "Enter corrects what the cursor is on."
DELETED = "This session is deleted: u brings it back."
MAX_WIDTH = 96
"""Width of `#body` in cells."""


class Detail(KneeScreen):
    """One session."""

    CSS_PATH = "detail.tcss"
    DEFAULT_CLASSES = BAR_AT_EDGE
    BINDINGS = [*DETAIL]
    AUTO_FOCUS = "#rows"

    def __init__(self, record: Record) -> None:
        super().__init__()
        self._record = record
        self._is_deleted = False
        self._changes: list[tuple[Record, Record]] = []
        """The changes made here, each as the session before and after; the last one at the end."""
        self._unsaved_note: str | None = None
        """A note that was typed but is not saved."""
        self._unsaved: dict[tuple[SetKey, int], AttemptChanges] = {}
        """Corrections that were typed but are not saved, by the set and the number of the attempt."""
        self._writing = asyncio.Lock()

    def body(self) -> ComposeResult:
        yield Line(heading(self._record), classes="heading")
        yield Line(id="facts", classes="muted")
        yield SafeOptionList(id="rows", markup=False)
        yield Line(HINT, id="said", classes="muted")

    def on_mount(self) -> None:
        self._show()

    def fit(self, width: int, height: int) -> None:
        super().fit(width, height)
        self._show()

    @property
    def _units(self) -> LoadUnit:
        return self.coach.settings.load_steps.unit

    def _show(self) -> None:
        record = self._record
        today = self.coach.clock.wall().date()
        first, *more = facts(record, today)
        rehearsal = f", {more[0]}" if record.is_rehearsal else ""
        below = [words for words in (short_words(record), not_counted_words(record, today)) if words]
        rows = self.query_one(SafeOptionList)
        at = rows.highlighted
        narrow = self.has_class("-narrow")
        said = [f"{first}{rehearsal}", *(capitalized(words) for words in below)]
        self.query_one("#facts", Line).update("\n".join(said))
        # #body has side margins; the scroll bar takes two cells more.
        width = min(self.app.size.width, MAX_WIDTH) - (1 if narrow else 4) - 2
        rows.clear_options()
        for row in detail_rows(record, width, self._units):
            air = "\n" if not row.id and rows.option_count and not narrow else ""
            rows.add_option(Option(Content(air + row.text), id=row.id or None, disabled=not row.id))
        rows.add_option(Option(Content.styled(f"\n{revision_words(record)}", "not bold"), disabled=True))
        rows.highlighted = 1 if at is None else at
        self.refresh_keys()

    def _say(self, words: str, *, alert: bool = False) -> None:
        if self.is_up:
            said = self.query_one("#said", Line)
            said.set_class(alert, "alert")
            said.set_class(not alert, "muted")
            said.show(words)
        if not self.is_current:
            self.app.notify(words, markup=False, severity="warning" if alert else "information")

    def on_option_list_option_highlighted(self, event: SafeOptionList.OptionHighlighted) -> None:
        # The cursor never reaches the foot, so the foot is scrolled into view with the last row above it.
        if event.option_index == event.option_list.option_count - 2:
            self.call_after_refresh(event.option_list.scroll_end, animate=False)

    def on_option_list_option_selected(self) -> None:
        self.action_edit()

    def is_possible(self, action: str, parameters: tuple[object, ...]) -> bool:
        """A deleted session can only be brought back."""
        if action in {"edit", "note", "delete"}:
            return not self._is_deleted
        if action == "go_on":
            return not self._why_not_go_on
        return action != "undo" or self._is_deleted or bool(self._changes)

    @property
    def footer_words(self) -> dict[str, str]:
        return {"detail-go-on": ""} if self._why_not_go_on else {}

    @property
    def _why_not_go_on(self) -> str:
        return DELETED if self._is_deleted else why_not(self._record, self.coach.clock.wall())

    def action_go_on(self) -> None:
        """Go on with the session."""
        why = self._why_not_go_on or self.coach.opener.go_on_with(self._record)
        if why:
            self._say(why, alert=True)

    def action_edit(self) -> None:
        """Correct the row under the cursor."""
        rows = self.query_one(SafeOptionList)
        if self._refuses() or rows.highlighted is None or rows.show_cursor():
            return
        name = rows.get_option_at_index(rows.highlighted).id or ""
        if name == "note":
            self.action_note()
        elif name in ANSWERS:
            effort = name == "reps_in_reserve"
            value = self._record.reps_in_reserve if effort else getattr(self._record.pain, name)
            self.app.push_screen(AskScore(ANSWERS[name], 5 if effort else 10, value), partial(self._answer, name))
        elif name:
            self._ask_correction(int(name))

    def _answer(self, name: str, answer: Answer | None) -> None:
        if answer is not None:
            said: Any = {name: answer.value}
            self._change(lambda record: answered(record, **said))

    def _ask_correction(self, place: int, why: str = "") -> None:
        """Ask what was done in an attempt; `why` says that it could not be saved before."""
        typed = self._unsaved.pop(self._attempt_at(place), None)
        units = LoadUnit(self.coach.settings.units)
        self.app.push_screen(Correct(self._record, place, units, typed, why), partial(self._correct, place))

    def _correct(self, place: int, done: AttemptChanges | None) -> None:
        def ask_again(why: str) -> None:
            self._unsaved[self._attempt_at(place)] = done or {}
            if self.is_current:
                self._ask_correction(place, why)
            else:
                self._say(why, alert=True)

        if done is not None:
            self._change(lambda record: corrected(record, place, **done), failed=ask_again)

    def _attempt_at(self, place: int) -> tuple[SetKey, int]:
        attempt = self._record.sets[place]
        return attempt.key, attempt.attempt

    def action_note(self) -> None:
        """Write a note."""
        if not self._refuses():
            self.app.push_screen(AskNote(self._record.note, self._unsaved_note), self._note)

    def _note(self, note: str | None) -> None:
        if note is not None:
            self._unsaved_note = note
            self._change(lambda record: answered(record, note=note), self._note_saved)

    def _note_saved(self) -> None:
        self._unsaved_note = None

    def _refuses(self) -> bool:
        if self._is_deleted:
            self._say(DELETED, alert=True)
        return self._is_deleted

    def action_delete(self) -> None:
        """Delete the session, after asking."""
        if not self._refuses():
            back = f"u brings it back; later `kneecoach undelete {short_id(self._record)}`."
            self.app.push_screen(ConfirmDelete("Delete this session?", detail=back), self._delete)

    def _delete(self, key: str | None) -> None:
        async def delete() -> None:
            await asyncio.to_thread(self.coach.sessions.delete, self._record)
            self._is_deleted = True
            self.while_up(self.refresh_keys)()
            self._say("Deleted: u brings it back.", alert=True)

        if key == DELETE:
            self._write(delete)

    def _change(
        self,
        change: Callable[[Record], Record],
        saved: Callable[[], None] = lambda: None,
        failed: Callable[[str], None] | None = None,
    ) -> None:
        """Save a change. If that fails, `failed` gets the reason; without it, the reason is shown."""

        async def save() -> None:
            seen = self._record
            wanted = change(seen)
            try:
                await self._save(seen, wanted)
            except KneecoachError as error:
                if failed is None:
                    raise
                failed(str(error))
                return
            saved()
            if self._record.rev != seen.rev:
                self._changes.append((seen, wanted))

        self._write(save)

    def action_undo(self) -> None:
        """Undo the last thing done: the deletion, or a change."""

        async def bring_back() -> None:
            self._record = await asyncio.to_thread(self.coach.sessions.undelete, self._record.id)
            self._is_deleted = False
            self.while_up(self._show)()
            self._say("Brought back.")

        async def undo() -> None:
            seen, wanted = self._changes[-1]
            await self._save(self._record, rebased(wanted, seen, self._record), "Undone. ")
            self._changes.pop()

        if self._is_deleted:
            self._write(bring_back)
        elif self._changes:
            self._write(undo)
        else:
            self._say("Nothing was changed here.")

    async def _save(self, seen: Record, wanted: Record, prefix: str = "") -> None:
        self._record = await asyncio.to_thread(self.coach.sessions.change, seen, wanted)
        self.while_up(self._show)()
        changed = " · ".join(change_lines(seen, self._record, self._units)) or "It already says that."
        # It comes first, because the end of a long line is cut off.
        elsewhere = "" if self._record.rev <= seen.rev + 1 else "Also changed elsewhere; both changes kept. "
        self._say(f"{elsewhere}{prefix}{changed}")

    def _write(self, writing: Callable[[], Coroutine[Any, Any, None]]) -> None:
        """Write to the log in the background, one change after another, and show what fails."""

        async def write() -> None:
            async with self._writing:
                try:
                    await writing()
                except KneecoachError as error:
                    self._say(str(error), alert=True)

        # The app's worker, not this screen's: the user is told of a failure even after leaving.
        work_for(self.app, write, group=SAVING)
