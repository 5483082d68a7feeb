"""No key answers a question that is out of sight: the key only scrolls it into sight."""

from __future__ import annotations

from textual.errors import NoWidget
from textual.widget import Widget


def is_in_sight(widget: Widget) -> bool:
    """Whether all rows of a widget are on the screen."""
    try:
        place = widget.screen.find_widget(widget)
    except NoWidget:  # hidden, or not laid out yet
        return False
    return place.visible_region.height == place.region.height > 0


def show_first(widget: Widget) -> bool:
    """Scroll a widget into sight. False if it was already in sight."""
    if is_in_sight(widget):
        return False
    widget.scroll_visible(animate=False, immediate=True)
    return True
