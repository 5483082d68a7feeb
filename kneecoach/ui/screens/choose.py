"""Chooses an exercise from the library: a list, searched while typing, beside the figure under the cursor."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from textual.widgets import Input

from kneecoach.routine.movements import Movement
from kneecoach.ui.bindings import CHOOSE
from kneecoach.ui.screens.movements import Movements
from kneecoach.ui.widgets.row_list import RowList

NOT_IN_LIBRARY = "Not in the library. Enter creates “{title}” as your own exercise."
OWN_TITLE = "Exercise of my own"
LACKS = frozenset({"read", "search", "turn", "stand_still", "figure_only", "note"})
"""Actions of Exercises whose keys are typed into the search here, or do nothing."""


class Choose(Movements):
    """Looks like Exercises, with the search open; enter chooses."""

    BINDINGS = [*CHOOSE]
    KEEPS_PLACE = False

    def __init__(self, movements: Sequence[Movement], chosen: Callable[[str, str], None]) -> None:
        """`chosen` gets the exercise's id and title; for one of the user's own no id, and the words typed."""
        super().__init__(movements)
        self._chosen = chosen

    def on_mount(self) -> None:
        # After what Exercises does itself.
        self.call_later(self.action_search)

    @property
    def typed(self) -> str:
        """The words searched for."""
        return self.query_one("#search", Input).value.strip()

    @property
    def nothing_found(self) -> str:
        return NOT_IN_LIBRARY.format(title=self.typed)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Letters belong to the search."""
        return action not in LACKS and super().check_action(action, parameters)

    @property
    def footer_words(self) -> dict[str, str]:
        """With nothing found, enter does what the key for one of your own does."""
        words = {} if self._listed else {"choose-add": "Create your own", "choose-own": ""}
        return super().footer_words | words

    def on_row_list_selected(self, event: RowList.Selected) -> None:
        """A click shows an exercise, and a click on the shown exercise chooses it."""
        event.prevent_default()
        if self._listed[event.index] == self._index:
            self.action_choose()
        else:
            self.go_to(self._listed[event.index])

    def action_choose(self) -> None:
        """Choose the exercise under the cursor, or what was typed if there is none like it."""
        if self._listed:
            found = self._movements[self._index].exercise
            self._answer(found.id, found.title)
        else:
            self.action_choose_own()

    def action_choose_own(self) -> None:
        """Choose an exercise of the user's own, with the typed words as its title."""
        self._answer("", self.typed or OWN_TITLE)

    def _answer(self, id_: str, title: str) -> None:
        self.dismiss()
        self._chosen(id_, title)

    def action_back(self) -> None:
        """Go back without an exercise."""
        self.dismiss()
