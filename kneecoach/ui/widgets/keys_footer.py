"""The footer with the current screen's keys."""

from __future__ import annotations

from typing import Protocol, runtime_checkable

from textual import events
from textual.binding import ActiveBinding
from textual.content import Content
from textual.screen import Screen
from textual.style import Style

from kneecoach.ui.bindings import OF_A_BUTTON, key_words
from kneecoach.ui.footer_keys import HELP_ID, footer_of
from kneecoach.ui.views.footer import Hint, Placed, place
from kneecoach.ui.widgets.text_widget import TextWidget


@runtime_checkable
class SaysItsKeys(Protocol):
    """A screen whose keys have different words in different stages."""

    @property
    def footer_words(self) -> dict[str, str]:
        """Words by binding id that replace the table's. Empty words leave a key out."""

    @property
    def footer_name(self) -> str:
        """Which footer it has now."""

    @property
    def left_edge(self) -> int:
        """The column in which the screen's content begins."""


class KeysFooter(TextWidget):
    """Shows the keys that fit, by rank, each with what it does now. Help and the command palette have all of them.

    A key is on a cap, in reverse, so that it can be told from its words without colour too. Each can be clicked.
    """

    DEFAULT_CSS = """
    KeysFooter { dock: bottom; width: 100%; height: 1; text-wrap: nowrap; text-overflow: clip; }
    """
    COMPONENT_CLASSES = {"keys-footer--cap", "keys-footer--words"}

    def __init__(self) -> None:
        super().__init__()
        self._bindings_of: dict[Hint, tuple[ActiveBinding, ...]] = {}
        self._is_old = True
        """Whether the keys are other ones than those shown: until they are painted, a click means what is seen."""
        self._placed: tuple[Placed, ...] = ()
        self._edge = 0

    def on_mount(self) -> None:
        self.screen.bindings_updated_signal.subscribe(self, lambda _: self.read_again())

    def read_again(self) -> None:
        """Read the screen's keys and their words again."""
        self._is_old = True
        self.refresh()

    def on_resize(self) -> None:
        self.refresh()

    def render(self) -> Content:
        screen = self.screen
        if self._is_old:
            # Under a dialog the screen's own keys do nothing.
            self._bindings_of, self._is_old = _hints(self.app.screen), False
        self._edge = screen.left_edge if isinstance(screen, SaysItsKeys) else 0
        self._placed = place(list(self._bindings_of), self.size.width - self._edge - min(1, self._edge))
        # Textual's component styles know no reverse.
        cap = self.get_visual_style("keys-footer--cap") + Style(reverse=True)
        words = self.get_visual_style("keys-footer--words")
        line = Content(" " * self._edge)
        for hint in self._placed:
            line += Content(" " * (self._edge + hint.left - line.cell_length)) + Content.styled(hint.cap, cap)
            if hint.words:
                line += Content.styled(f" {hint.words}", words)
        return line

    def on_click(self, event: events.Click) -> None:
        """Do what the key does."""
        found = self._under(event.x)
        if found is not None:
            event.stop()
            self.app.simulate_key(found.binding.key)

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Say more about the key under the mouse."""
        found = self._under(event.x)
        self.tooltip = found.binding.tooltip if found is not None else None

    def _under(self, x: int) -> ActiveBinding | None:
        x -= self._edge
        placed = next((placed for placed in self._placed if placed.left <= x < placed.right), None)
        return None if placed is None else self._bindings_of[placed.hint][placed.key_at(x)]


def _hints(screen: Screen[object]) -> dict[Hint, tuple[ActiveBinding, ...]]:
    """The hints of a screen in order, each with its bindings."""
    active: dict[str, ActiveBinding] = {}
    for each in screen.active_bindings.values():
        # A field takes enter itself. Then only the clicker's button is left for Start, and nobody looks for that.
        if each.binding.id and each.enabled and each.binding.key not in OF_A_BUTTON:
            active.setdefault(each.binding.id, each)
    name, said = type(screen).__name__, dict[str, str]()
    if isinstance(screen, SaysItsKeys):
        name, said = screen.footer_name, screen.footer_words
    shown = [id_ for id_, each in active.items() if each.binding.show]
    found: dict[Hint, tuple[ActiveBinding, ...]] = {}
    for key in footer_of(name, shown):
        own = tuple(active[id_] for id_ in key.ids if id_ in active)
        words = said.get(key.ids[0], own[0].binding.description if own else "")
        if own and words:
            signs = tuple(key_words(each.binding.key) for each in own)
            found[Hint(signs, words, key.rank, key.is_core, is_known=key.ids[0] == HELP_ID)] = own
    return found
