"""The keys that a user set in config.toml: each a real key, of a real binding, and no two the same on a screen."""

from __future__ import annotations

import string

from textual.binding import Binding

from kneecoach.errors import KneecoachError, did_you_mean, shortened
from kneecoach.session.keys import TEN_KEY
from kneecoach.ui.bindings import APP, NEVER_TOGETHER, SCREENS, default_keys, key_words

DIGITS = frozenset("0123456789")
OF_A_SCALE = DIGITS | {TEN_KEY, "left", "right", "backspace", "delete", "tab", "shift+tab"}
OF_DIALOGS = OF_A_SCALE | frozenset(string.ascii_lowercase) | {"enter", "escape", "space", "up", "down"}
ANSWERS = {
    "app": OF_DIALOGS,
    "home": DIGITS | {"backspace", "delete"},
    "before": OF_A_SCALE,
    "summary": OF_A_SCALE,
}
"""The keys that answer questions, by the first word of the ids of the bindings that would shadow them."""


def check_keys(keys: dict[str, str], source: str) -> dict[str, str]:
    """Keys by binding id, as the user set them.

    Raises KneecoachError for an unknown id, an empty key, a key that no terminal sends or that answers questions,
    or a clash.

    `source` is the file to name.
    """
    known = default_keys()
    for id_, key in keys.items():
        if id_ not in known:
            raise KneecoachError(f"{source}: {no_such_key(id_)}")
        if not all(part.strip() for part in key.split(",")):
            raise KneecoachError(f"{source}: keys.{id_} should name a key, not {key!r}")
        _check_names(id_, key, source)
        for name in map(_name, key.split(",")):
            if name in ANSWERS.get(id_.partition("-")[0], ()):
                raise KneecoachError(f"{source}: keys.{id_}: {key_words(name)!r} is needed to answer questions")
    shared = [] if not keys else _used(APP, keys)
    descriptions = {binding.id or "": binding.description for table in SCREENS.values() for binding in table}
    for bindings in SCREENS.values():
        taken: dict[str, str] = {}
        for key, id_ in (*_used(bindings, keys), *(shared if bindings is not APP else ())):
            other = taken.setdefault(key, id_)
            # The key that opens Help also closes it. Only keys set by the user can clash.
            if other != id_ and (id_ in keys or other in keys) and {id_, other} not in NEVER_TOGETHER:
                mine, taker = (id_, other) if id_ in keys else (other, id_)
                raise KneecoachError(
                    f"{source}: keys.{mine}: {key_words(key)!r} is already used for {descriptions[taker]!r}"
                )
    return keys


def no_such_key(id_: str) -> str:
    """That no key has this id, and which one may be meant: part of an error."""
    hint = did_you_mean(id_, default_keys()) or "; Help lists the ids"
    return f"keys.{shortened(id_)}: there is no key with this id{hint}"


def _check_names(id_: str, keys: str, source: str) -> None:
    """Raises KneecoachError for a key that no terminal can send."""
    from kneecoach.ui.terminal.key_names import can_be_sent, closest  # only a changed key needs it

    for name in map(_name, keys.split(",")):
        if not can_be_sent(name):
            raise KneecoachError(
                f"{source}: keys.{id_}: no terminal sends the key {shortened(name)!r}; "
                f"the closest is {closest(name)!r}"
            )


def _used(bindings: list[Binding], keys: dict[str, str]) -> list[tuple[str, str]]:
    """Each key with the id of its binding."""
    return [
        (_name(key), binding.id or "")
        for binding in bindings
        for key in keys.get(binding.id or "", binding.key).split(",")
    ]


def _name(key: str) -> str:
    names = {"?": "question_mark", "/": "slash", "+": "plus", "-": "minus"}
    return names.get(key.strip(), key.strip())
