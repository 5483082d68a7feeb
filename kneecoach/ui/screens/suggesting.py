"""What Before and Summary share: suggestions, one at a time, of which none is applied without a yes."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import date

from kneecoach.errors import KneecoachError
from kneecoach.log.record import Record
from kneecoach.paths import Paths
from kneecoach.review.own_copy import apply
from kneecoach.review.progress import Suggestion, suggest
from kneecoach.review.undo_step import take_back
from kneecoach.routine.library import load_routine, routine_files
from kneecoach.routine.model import Routine
from kneecoach.ui.bindings import SCREENS, help_key, key_words
from kneecoach.ui.screens.base import KneeScreen
from kneecoach.ui.widgets.suggested import Suggested


class Suggesting(KneeScreen):
    """A screen with a `Suggested` on it, and words that may be longer than the screen."""

    def __init__(self) -> None:
        super().__init__()
        self._found: tuple[Suggestion, ...] = ()
        self._at = 0
        self._done = ""
        self._taken: list[Suggestion] = []
        """What was said yes to on this screen, the last one at the end."""

    def on_mount(self) -> None:
        self.watch(self.query_one("#body"), "show_vertical_scrollbar", self.refresh_bindings, init=False)
        self.coach.hours.changed.subscribe(self, lambda _now: self.look_again())

    def applied(self, routine: Routine, suggestion: Suggestion) -> None:
        """What else is to be done after a yes, or when it was taken back; `routine` is as it is by now."""

    def look_again(self) -> None:
        """Find out anew what to suggest, as on a new day."""
        raise NotImplementedError

    def takes(self, suggestion: Suggestion) -> bool:
        """Whether a suggestion can be shown, by what was said on this screen."""
        return True

    def look(self, routine_id: str, records: Sequence[Record], routine: Routine | None = None) -> None:
        """Find out, in a thread, what to suggest for a routine; `records` are all there are, oldest first.

        A `routine` that was read already is not read again.
        """
        today, cap = self.coach.clock.wall().date(), self.coach.settings.pain_cap

        async def look() -> None:
            given = (routine_id, records, today, cap, routine)
            found = await asyncio.to_thread(find, self.coach.paths, *given)
            if self.is_up:  # else it has been left, or the app is being closed
                self._found, self._at = found, 0
                self.show_suggestion()

        self.run_worker(look(), group="read", exclusive=True)

    @property
    def suggested(self) -> Suggestion | None:
        """The suggestion that is on the screen."""
        takes = [suggestion for suggestion in self._found if self.takes(suggestion)]
        return takes[self._at % len(takes)] if takes else None

    def show_suggestion(self) -> None:
        """Show the one at hand, with the keys for it."""
        several = sum(map(self.takes, self._found))
        keys, place = f"{self.key_of('yes')}  yes, from now on", ""
        if several > 1:
            keys += f"   {self.key_of('other')}  next"
            place = f" {self._at % several + 1} of {several}"
        self.query_one(Suggested).show(self.suggested, place=place, done=self._done, keys=keys)
        self.set_class(self.query_one(Suggested).display, "-suggests")
        self.refresh_bindings()

    def key_of(self, name: str) -> str:
        """The key of one of this screen's bindings, as one reads it; `name` is its id after the screen's."""
        screen = type(self).__name__
        binding = next(b for b in SCREENS[screen] if b.id == f"{screen.lower()}-{name}")
        return key_words(self.coach.keys.get(binding.id or "", binding.key))

    def with_help_key(self, words: str) -> str:
        """Advice that says to see Help, by the key that opens it."""
        return words.replace("see Help", f"press {help_key(self.coach.keys)}")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """The keys are there where they mean something."""
        if not self.is_up:
            return True
        if action == "apply":
            return self.suggested is not None
        if action == "take_back":
            return bool(self._taken)
        if action == "other":
            return sum(map(self.takes, self._found)) > 1
        return action != "scroll" or self.query_one("#body").max_scroll_y > 0

    def action_other(self) -> None:
        """The next suggestion."""
        self._at += 1
        self.show_suggestion()

    def action_apply(self) -> None:
        """Yes: write it to the person's own copy of the routine, at once, so that a start after it has it.

        What is out of sight comes into sight first: nobody says yes to what they have not seen.
        """
        suggestion, panel = self.suggested, self.query_one(Suggested)
        if suggestion is None:
            return
        if not panel.is_in_view:
            panel.scroll_visible(animate=False, top=True)
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
        """Undo the last yes: the routine's file is again what it was."""
        if not self._taken:
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

    def action_scroll(self, step: int) -> None:
        """Read on, or back, by so many lines."""
        self.query_one("#body").scroll_relative(y=step, animate=False)


def find(
    paths: Paths,
    routine_id: str,
    records: Sequence[Record],
    today: date,
    cap: int,
    routine: Routine | None = None,
) -> tuple[Suggestion, ...]:
    """What to suggest for a routine; nothing for one that cannot be read.

    Nor for a file that is none of the library's: there is no copy of one's own to write it to.
    """
    file = routine_files(paths).get(routine_id)
    if file is None or (routine is not None and routine.path != file):
        return ()
    try:
        spec = (routine or load_routine(paths, routine_id)).spec
    except KneecoachError:
        return ()
    return suggest(spec, records, today, cap)
