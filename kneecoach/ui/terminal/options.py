"""A list of options whose page keys do nothing while it has no rows on the screen.

Textual's own (8.2.8; no issue filed) ends the app when a page key comes before it is laid out, or in a window that
leaves it no row (`KeyError`).
"""

from __future__ import annotations

from typing import Literal

from textual.widgets import OptionList


class SafeOptionList(OptionList):
    """Textual's list of options."""

    def _move_page(self, direction: Literal[-1, 1]) -> None:
        if self.scrollable_content_region:
            super()._move_page(direction)
