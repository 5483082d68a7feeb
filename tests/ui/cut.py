"""Finds what a screen shows only in part: rows cut off at the right, and words without room for their last line."""

from __future__ import annotations

from rich.cells import cell_len
from textual.geometry import Region
from textual.screen import Screen
from textual.widget import Widget

from kneecoach.ui.widgets.line import Line
from kneecoach.ui.widgets.scale import Scale


def cut(screen: Screen[object]) -> list[str]:
    """What is cut off on a screen: each widget, with the words it should show."""
    found = []
    for widget, place in screen._compositor.full_map.items():
        region, clip = place.region, place.clip
        if widget.children or not widget.display or not region.area or isinstance(widget, Screen):
            continue
        across = Region(clip.x, region.y, clip.width, region.height)
        if region.intersection(across) != region or _lacks_room(widget):
            found.append(f"{widget.css_identifier} {_words(widget)!r} in {region.width} of {clip.width}")
    return found


def _words(widget: Widget) -> str:
    if isinstance(widget, Line):
        return widget.text  # all of it
    return str(widget.render()) if isinstance(widget, Scale) else ""


def _lacks_room(widget: Widget) -> bool:
    """Whether a widget's words need more room than it has."""
    words, room = _words(widget), widget.content_size
    if isinstance(widget, Line) and widget.styles.text_wrap != "nowrap":
        return widget.get_content_height(room, room, room.width) > room.height
    return any(cell_len(line) > room.width for line in words.split("\n"))
