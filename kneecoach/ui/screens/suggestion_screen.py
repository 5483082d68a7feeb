"""What Before and Summary share: suggestions, one at a time. None is applied without a yes."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import date

from kneecoach.errors import KneecoachError
from kneecoach.log.record import Record
from kneecoach.paths import Paths
from kneecoach.review.accept import apply
from kneecoach.review.progress import Suggestion, suggest
from kneecoach.review.steps import KG_STEPS
from kneecoach.routine.library import load_routine, routine_files
from kneecoach.routine.model import Routine
from kneecoach.routine.undo_step import take_back
from kneecoach.session.loads import LoadSteps
from kneecoach.ui.bindings import help_key
from kneecoach.ui.screens.base import BAR_AT_EDGE, KneeScreen
from kneecoach.ui.terminal.workers import work_for
from kneecoach.ui.widgets.sight import is_in_sight
from kneecoach.ui.widgets.suggestion_panel import SuggestionPanel


class SuggestionScreen(KneeScreen):
    """A screen with a `SuggestionPanel` widget, and words that may be longer than the screen."""

    DEFAULT_CLASSES = BAR_AT_EDGE

    def __init__(self) -> None:
        super().__init__()
        self._found: tuple[Suggestion, ...] = ()
        self._at = 0
        self._done = ""
        self._taken: list[Suggestion] = []
        """The suggestions accepted on this screen, the last one at the end."""

    def on_mount(self) -> None:
        self.coach.hours.changed.subscribe(self, lambda _now: self.look_again())

    def applied(self, routine: Routine, suggestion: Suggestion) -> None:
        """Called after a yes, or after one was taken back; `routine` is the routine as it is then."""

    def look_again(self) -> None:
        """Work out the suggestions again, for example on a new day."""
        raise NotImplementedError

    def takes(self, suggestion: Suggestion) -> bool:
        """Whether the answers on this screen allow a suggestion."""
        return True

    def look(self, routine_id: str, records: Sequence[Record], routine: Routine | None = None) -> None:
        """Work out, in a thread, what to suggest for a routine; `records` are all sessions, oldest first.

        Give `routine` if it was read already.
        """
        today, settings = self.coach.clock.wall().date(), self.coach.settings

        async def look() -> None:
            given = (routine_id, records, today, settings.pain_cap, routine, settings.load_steps)
            found = await asyncio.to_thread(find, self.coach.paths, *given)
            if self.is_up:  # otherwise the user has left it, or the app is closing
                self._found, self._at = found, 0
                self.show_suggestion()

        work_for(self, look, group="read", exclusive=True)

    @property
    def suggested(self) -> Suggestion | None:
        """The suggestion on the screen."""
        takes = [suggestion for suggestion in self._found if self.takes(suggestion)]
        return takes[self._at % len(takes)] if takes else None

    def show_suggestion(self) -> None:
        """Show the current suggestion with its keys."""
        several = sum(map(self.takes, self._found))
        keys, place = f"{self.key_of('yes')}  yes, from now on", ""
        if several > 1:
            keys += f"   {self.key_of('other')}  next"
            place = f" {self._at % several + 1} of {several}"
        self.query_one(SuggestionPanel).show(self.suggested, place=place, done=self._done, keys=keys)
        self.set_class(self.query_one(SuggestionPanel).display, "-suggests")
        self.refresh_bindings()

    def with_help_key(self, words: str) -> str:
        """Advice with "see Help" replaced by the key that opens it."""
        return words.replace("see Help", f"press {help_key(self.coach.keys)}")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """The keys are offered only while they do something."""
        if not self.is_up:
            return True
        if action == "apply":
            return self.suggested is not None
        if action == "take_back":
            return bool(self._taken)
        return action != "other" or sum(map(self.takes, self._found)) > 1

    def _is_in_sight(self, name: str) -> bool:
        """Whether a line of the panel is on the screen. Otherwise scrolls to the panel.

        So nobody accepts, passes over or takes back what they have not seen.
        """
        panel = self.query_one(SuggestionPanel)
        is_seen = panel.is_in_view(name)
        if not is_seen:
            panel.scroll_visible(animate=False, top=True)
        return is_seen

    def action_other(self) -> None:
        """Show the next suggestion."""
        if self._is_in_sight("what"):
            self._at += 1
            self.show_suggestion()

    def action_apply(self) -> None:
        """Write the suggestion to the user's own copy of the routine at once, so that the next start has it."""
        suggestion = self.suggested
        if suggestion is None or not self._is_in_sight("what"):
            return
        try:
            routine = apply(self.coach.paths, suggestion, self.coach.clock.wall())
        except KneecoachError as error:
            self._done = str(error)
        else:
            self._found = tuple(other for other in self._found if other is not suggestion)
            self._taken.append(suggestion)
            self._done = f"{suggestion.words}, from now on. {self.key_of('undo')} takes it back."
            self.applied(routine, suggestion)
        self.show_suggestion()

    def action_take_back(self) -> None:
        """Undo the last yes: the routine's file becomes what it was."""
        if not self._taken or not self._is_in_sight("done"):
            return
        suggestion = self._taken[-1]
        try:
            back = take_back(self.coach.paths, suggestion.routine, suggestion.exercise)
        except KneecoachError as error:
            self._done = str(error)
        else:
            self._taken.pop()
            self._found, self._at = (suggestion, *self._found), 0
            self._done = f"Taken back: {suggestion.words}."
            self.applied(back.routine, suggestion)
        self.show_suggestion()

    def action_move(self, step: int) -> None:
        """Put the cursor on the row above or below. While it is out of sight, or at the end, read on."""
        chain, focused = self.focus_chain, self.focused
        at = chain.index(focused) if focused in chain else -step
        is_hidden = focused is not None and not is_in_sight(focused)
        if is_hidden or not 0 <= at + step < len(chain):
            self.query_one("#body").scroll_relative(y=step, animate=False)
        else:
            self.set_focus(chain[at + step])


def find(
    paths: Paths,
    routine_id: str,
    records: Sequence[Record],
    today: date,
    cap: int,
    routine: Routine | None = None,
    loads: LoadSteps = KG_STEPS,
) -> tuple[Suggestion, ...]:
    """What to suggest for a routine; nothing if it cannot be read.

    Also nothing for a file outside the library: it has no own copy to write to.
    """
    file = routine_files(paths).get(routine_id)
    if file is None or (routine is not None and routine.path != file):
        return ()
    try:
        spec = (routine or load_routine(paths, routine_id)).spec
    except KneecoachError:
        return ()
    return suggest(spec, records, today, cap, loads)
