"""Input as fast as a terminal can send it, with no waiting between two keys."""

from __future__ import annotations

import unicodedata

from textual import events
from textual.app import App
from textual.keys import _character_to_key, _get_unicode_name_from_key


def key_event(key: str) -> events.Key:
    """A key event, from the key's name or character, as Textual makes it."""
    name = _character_to_key(key) if len(key) == 1 else key
    try:
        character: str | None = unicodedata.lookup(_get_unicode_name_from_key(name))
    except KeyError:
        character = name if len(name) == 1 else None
    return events.Key(name, character)


def send(app: App[None], *keys: str) -> None:
    """Send all of these keys at one instant."""
    for key in keys:
        app.post_message(key_event(key))


def click(app: App[None], x: int, y: int) -> None:
    """A click at a cell of the window."""
    for kind in (events.MouseDown, events.MouseUp):
        app.post_message(kind(None, x, y, 0, 0, 1, False, False, False, x, y))
