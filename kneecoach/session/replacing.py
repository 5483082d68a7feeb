"""`replace` for the frozen dataclasses with slots that a session consists of.

Each event of a session makes a new state. When a journal is read, thousands of them do.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

__all__ = ["replace"]

if TYPE_CHECKING:
    from dataclasses import replace
else:
    from dataclasses import fields
    from functools import cache

    def replace(thing, /, **changes):
        """A copy with other values in some fields: as `dataclasses.replace`, in half the time.

        No `__init__` runs. Raises KeyError for a field that does not exist.
        """
        kind = type(thing)
        slots, setters = _slots(kind)
        copy = object.__new__(kind)
        for get, put in slots:
            put(copy, get(thing))
        for name, value in changes.items():
            setters[name](copy, value)
        return copy

    @cache
    def _slots(kind):
        """How each field is read and set, and how one of a given name is set."""
        slots = {field.name: getattr(kind, field.name) for field in fields(kind)}
        return (
            [(slot.__get__, slot.__set__) for slot in slots.values()],
            {name: slot.__set__ for name, slot in slots.items()},
        )
