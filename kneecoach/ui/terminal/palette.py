"""The command palette, safe for fast typing, and without commands that duplicate our keys.

Textual's own palette (8.2.8; no issue filed) crashes the app if a page key comes before its list is laid out
(`KeyError`), and if it is opened again before the last one is removed, because it has an id (`DuplicateIds`).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from textual.app import SystemCommand
from textual.command import CommandList, CommandPalette
from textual.screen import Screen
from textual.theme import ThemeProvider

from kneecoach.ui.terminal.input_gate import GatedApp
from kneecoach.ui.terminal.screen_life import SafeScreen
from kneecoach.ui.terminal.toasts import ToastApp


class SafeCommandPalette(SafeScreen, CommandPalette):
    """Textual's palette, as a screen that gets no messages once it is closed."""

    def _action_command_list(self, action: str) -> None:
        if self.query_one(CommandList).scrollable_content_region:
            super()._action_command_list(action)


class PaletteApp(ToastApp, GatedApp):
    """An app with this palette."""

    def get_system_commands(self, screen: Screen[Any]) -> Iterable[SystemCommand]:
        """Textual's own commands, except those that we have keys for: its Quit would not ask first."""
        yield SystemCommand("Theme", "Change the colours.", self.action_change_theme)
        yield SystemCommand("Screenshot", "Save an SVG picture of the screen.", self.deliver_screenshot)

    def is_possible(self, action: str, parameters: tuple[object, ...]) -> bool:
        """Whether an action of the app would do something now. The palette offers it only then."""
        return action != "suspend_process" or (self._driver is not None and self._driver.can_suspend)

    def action_leave(self) -> None:
        """Quit."""
        raise NotImplementedError

    async def action_quit(self) -> None:
        self.action_leave()

    def action_command_palette(self) -> None:
        """Open the palette."""
        if not isinstance(self.screen, SafeCommandPalette):
            where = self.stand_still()
            hint = f"{where}. Search for commands…" if where else "Search for commands…"
            self.push_screen(SafeCommandPalette(placeholder=hint))

    def stand_still(self) -> str:
        """Pause the session, which is about to be covered. Returns where it is in words; empty if there is none."""
        return ""

    def search_themes(self) -> None:
        """Open a palette of themes."""
        self.push_screen(SafeCommandPalette(providers=[ThemeProvider], placeholder="Search for themes…"))
