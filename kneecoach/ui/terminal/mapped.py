"""A screen that has been laid out knows the places of all its widgets.

Textual (8.2.8; no issue filed) makes a map of them with each layout, but does not note that it is up to date.
Whatever then asks for the size of a widget out of sight has the whole screen laid out once more.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from textual._compositor import Compositor, ReflowResult
from textual.geometry import Size
from textual.screen import Screen
from textual.widget import Widget

if TYPE_CHECKING:
    Base = Screen[Any]
else:
    # Textual takes a widget's styles from its first base that is a widget. That must not be this class.
    Base = object


class MappedCompositor(Compositor):
    """Keeps the map of a layout until the next one, or until something scrolls."""

    def reflow(self, parent: Widget, size: Size) -> ReflowResult:
        result = super().reflow(parent, size)
        self._full_map_invalidated = False
        return result


class MappedScreen(Base):
    """A screen that is laid out no more often than something on it moves."""

    def __init__(self, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        self._compositor = MappedCompositor()
