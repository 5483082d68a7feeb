"""Which names of keys Textual can send, so that a key nobody can press is an error.

Textual (8.2.8; no issue filed) has no public list of them: these tables are what its parser makes names from.
"""

from __future__ import annotations

from textual._ansi_sequences import ANSI_SEQUENCES_KEYS
from textual._keyboard_protocol import FUNCTIONAL_KEYS
from textual.keys import KEY_ALIASES, REPLACED_KEYS, _character_to_key, key_to_character

from kneecoach.errors import close_matches

MODIFIERS = ("alt", "ctrl", "hyper", "meta", "shift", "super")
"""In the order in which they appear in a name."""

MISNAMED = {
    "return": "enter",
    "esc": "escape",
    "del": "delete",
    "ins": "insert",
    "spacebar": "space",
    "pgup": "pageup",
    "page_up": "pageup",
    "pgdn": "pagedown",
    "page_down": "pagedown",
    "control": "ctrl",
    "strg": "ctrl",
    "option": "alt",
    "opt": "alt",
    "cmd": "super",
    "win": "super",
}
"""Other programs' names for keys."""

LAST_CHARACTER = "\u25ff"
"""Beyond it are emoji, and scripts that take several keys for a character."""

_WHOLE = frozenset(key.value for keys in ANSI_SEQUENCES_KEYS.values() if isinstance(keys, tuple) for key in keys)
_ALIASES = frozenset(alias for aliases in KEY_ALIASES.values() for alias in aliases)
_NAMED = frozenset({*FUNCTIONAL_KEYS.values(), *(name for name in _WHOLE if "+" not in name and "<" not in name)})
"""Keys that are not characters: `pagedown`, `f5`."""


def can_be_sent(key: str) -> bool:
    """Whether there is a key of this name (`ctrl+k`, `question_mark`, `é`) that a terminal can send."""
    if (key in _WHOLE and "<" not in key) or key in _ALIASES:
        return True
    *modifiers, name = key.split("+")
    if modifiers != [modifier for modifier in MODIFIERS if modifier in modifiers]:
        return False
    if name in _NAMED:
        return True
    character = _character(name)
    if character is None:
        return False
    if modifiers == ["shift"]:
        return character.isspace()  # shift and a letter is another letter
    return not (modifiers and character.isupper())


def closest(key: str) -> str:
    """The name that was probably meant: the modifiers in their order, and the most similar name."""
    *before, name = key.strip().lower().split("+")
    meant = {_meant(modifier, MODIFIERS) for modifier in before}
    modifiers = [modifier for modifier in MODIFIERS if modifier in meant]
    name = name if name in _NAMED or _character(name) else _meant(name, _NAMED) or name[:1] or "k"
    for found in ("+".join((*modifiers, name)), name.upper(), name):
        if can_be_sent(found):
            return found
    return "k"


def _meant(name: str, known: tuple[str, ...] | frozenset[str]) -> str:
    """The `known` name most similar to `name`; empty if none is similar."""
    if MISNAMED.get(name) in known:
        return MISNAMED[name]
    return next(iter(close_matches(name, sorted(known))), "")


def _character(name: str) -> str | None:
    """The character of a key, by its name; None if the key is not a character."""
    character = key_to_character(REPLACED_KEYS.get(name, name)) if name else None
    if character is None or not character.isprintable() or character > LAST_CHARACTER:
        return None
    return character if _character_to_key(character) == name else None
