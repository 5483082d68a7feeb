"""An option list whose page keys do nothing while it has no rows on the screen.

Textual's own list (8.2.8; no issue filed) crashes the app (`KeyError`) if a page key comes before it is laid out,
or in a window that leaves it no row.
"""

from __future__ import annotations

from typing import Literal

from textual.widgets import OptionList


class SafeOptionList(OptionList):
    """Textual's option list, with safe page keys. No key chooses an option that is out of sight."""

    def show_cursor(self) -> bool:
        """Scroll to the option under the cursor. False if it is already in sight."""
        if self.highlighted is None:
            return False
        before = self.scroll_offset
        self.scroll_to_highlight()
        return self.scroll_offset != before

    def action_select(self) -> None:
        if not self.show_cursor():
            super().action_select()

    def _move_page(self, direction: Literal[-1, 1]) -> None:
        if self.scrollable_content_region:
            super()._move_page(direction)
