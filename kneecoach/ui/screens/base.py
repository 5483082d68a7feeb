"""What all screens share: their styles, and a message when the window is too small."""

from __future__ import annotations

from typing import cast

from textual import events
from textual.app import ComposeResult
from textual.screen import Screen
from textual.scrollbar import ScrollBar
from textual.widget import Widget

from kneecoach.ui.bindings import SCREENS, key_words, unseen_keys, unseen_words
from kneecoach.ui.coach import Coach
from kneecoach.ui.terminal.screen_life import SafeScreen
from kneecoach.ui.terminal.scroll_bar import ClearScrollBar
from kneecoach.ui.views.layout import is_narrow, too_small
from kneecoach.ui.widgets.ground import Column, Ground
from kneecoach.ui.widgets.keys_footer import KeysFooter
from kneecoach.ui.widgets.line import Line

ScrollBar.renderer = ClearScrollBar

ROOMY_ROWS = 38
"""Height in rows from which a screen may spread what it shows."""


MIN_ROW_WIDTH = 72
"""The least window width, in cells, at which a scale has room beside its label."""

BAR_AT_EDGE = "-bar-at-edge"
"""The class of screens whose scroll bar stands at the right edge, as part of the margin."""


class KneeScreen(Ground, SafeScreen, Screen[None]):
    """A screen of kneecoach. Subclasses define `body`."""

    _focused_before: Widget | None = None
    """What had the focus when the window became too small to show it."""

    def compose(self) -> ComposeResult:
        # Before there are widgets, so that they get the right styles the first time.
        self.update_classes(self.size_classes(*self.app.size))
        with Column(id="body"):
            yield from self.body()
        yield Line(id="too-small")
        yield KeysFooter()

    def body(self) -> ComposeResult:
        """The widgets of the screen."""
        raise NotImplementedError

    @property
    def coach(self) -> Coach:
        """The app, by its own type."""
        return cast(Coach, self.app)

    def set_focus(self, widget: Widget | None, scroll_visible: bool = True, from_app_focus: bool = False) -> None:
        """Move the focus. The one that a screen opens with leaves it at its top."""
        super().set_focus(widget, scroll_visible=scroll_visible and self.is_laid_out, from_app_focus=from_app_focus)

    def on_resize(self, event: events.Resize) -> None:
        self.fit(event.size.width, event.size.height)

    @property
    def footer_words(self) -> dict[str, str]:
        """What keys do now, by binding id, if the table's words do not fit; empty words leave a key out.

        After a change call `refresh_keys`. `ui/footer_keys.py` says which keys stay if not all fit.
        """
        return {}

    @property
    def footer_name(self) -> str:
        """Which footer of `ui/footer_keys.py` it has now."""
        return type(self).__name__

    @property
    def left_edge(self) -> int:
        """The column in which the content begins; the footer begins there too."""
        return self.query_one("#body").content_region.x

    def refresh_keys(self) -> None:
        """Show the keys again: their words have changed."""
        self.query_one(KeysFooter).read_again()

    def on_screen_suspend(self) -> None:
        self.while_up(self.refresh_keys)()

    def on_screen_resume(self) -> None:
        if self.is_up and self.outer_size != self.app.size:  # the window changed while nothing of this was seen
            self.fit(*self.app.size)
        self.while_up(self.refresh_keys)()

    def size_classes(self, width: int, height: int) -> dict[str, bool]:
        """Which classes the screen has in a window of `width` by `height` cells, and which not."""
        return {
            "-too-small": too_small(width, height) is not None,
            "-narrow": is_narrow(width, height),
            "-tight": width < MIN_ROW_WIDTH,
            "-roomy": height >= ROOMY_ROWS,
        }

    def takes_key(self, key: str) -> bool:
        """Whether a key counts now. If the window is too small, nobody sees what most of them do."""
        return not self.has_class("-too-small") or key in unseen_keys(type(self).__name__, self.coach.keys)

    def key_of(self, name: str) -> str:
        """The key of one of this screen's bindings, as shown to the user; `name` is its id without the screen's."""
        screen = type(self).__name__
        binding = next(b for b in SCREENS[screen] if b.id == f"{screen.lower()}-{name}")
        return key_words(self.coach.keys.get(binding.id or "", binding.key))

    def fit(self, width: int, height: int) -> None:
        """Adapt to a window of `width` by `height` cells."""
        words = too_small(width, height)
        if words and not self.has_class("-too-small"):
            self._focused_before = self.focused
        # All at once: after each change Textual looks up the styles of every widget again.
        self.update_classes(self.size_classes(width, height))
        unseen = unseen_words(type(self).__name__, self.coach.keys)
        self.query_one("#too-small", Line).show(f"{words} {unseen}" if words else "")
        if not words and self._focused_before is not None:
            # At once, for a key that comes now, and when it is shown again: only then is it certain to keep it.
            self._focus_again(self._focused_before)
            self.call_after_refresh(self._focus_again, self._focused_before)
            self._focused_before = None

    def _focus_again(self, widget: Widget) -> None:
        """Give the focus back to what lost it by being hidden."""
        if self.is_up and self.focused is None and widget.is_attached:
            # As though the whole app got it back: a field then does not select what is in it.
            self.set_focus(widget, scroll_visible=False, from_app_focus=True)

    def is_possible(self, action: str, parameters: tuple[object, ...]) -> bool:
        """Whether an action would do something now. The command palette offers it only then."""
        return True

    def action_back(self) -> None:
        """Go back to the screen below."""
        self.dismiss()
