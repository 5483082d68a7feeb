"""The command palette, opened and closed by fast hands, with nothing in it that does what a key of ours does.

Textual's own (8.2.8; no issue filed) ends the app when a page key comes before its list is laid out (`KeyError`),
and when it is opened again before the last one has been taken down, because it has an id (`DuplicateIds`).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from textual.app import SystemCommand
from textual.command import CommandList, CommandPalette
from textual.screen import Screen
from textual.theme import ThemeProvider

from kneecoach.ui.terminal.input_gate import GatedApp
from kneecoach.ui.terminal.screen_life import LivingScreen


class SafeCommandPalette(LivingScreen, CommandPalette):
    """Textual's palette, as a screen that hears nothing once it is closed."""

    def _action_command_list(self, action: str) -> None:
        if self.query_one(CommandList).scrollable_content_region:
            super()._action_command_list(action)


class PaletteApp(GatedApp):
    """An app with this palette."""

    def get_system_commands(self, screen: Screen[Any]) -> Iterable[SystemCommand]:
        """Of Textual's own commands, those that are no keys of ours: its Quit would ask nobody."""
        yield SystemCommand("Theme", "Change the colours.", self.action_change_theme)
        yield SystemCommand("Screenshot", "Save an SVG picture of the screen.", self.deliver_screenshot)

    def is_possible(self, action: str, parameters: tuple[object, ...]) -> bool:
        """Whether an action of the app's would do something now: the palette offers it only then."""
        return action != "suspend_process" or (self._driver is not None and self._driver.can_suspend)

    def action_leave(self) -> None:
        """Quit."""
        raise NotImplementedError

    async def action_quit(self) -> None:
        self.action_leave()

    def action_command_palette(self) -> None:
        """What can be done now."""
        if not isinstance(self.screen, SafeCommandPalette):
            where = self.stand_still()
            hint = f"{where}. Search for commands…" if where else "Search for commands…"
            self.push_screen(SafeCommandPalette(placeholder=hint))

    def stand_still(self) -> str:
        """Have a session wait for what is about to cover it; where it stands, or nothing where there is none."""
        return ""

    def search_themes(self) -> None:
        """Choose the colours."""
        self.push_screen(SafeCommandPalette(providers=[ThemeProvider], placeholder="Search for themes…"))
