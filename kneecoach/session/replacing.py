"""`replace` for the frozen dataclasses with slots that a session consists of.

Each event of a session makes a new state. When a journal is read, thousands of them do.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

__all__ = ["replace"]

if TYPE_CHECKING:
    from dataclasses import replace
else:
    from dataclasses import fields, make_dataclass
    from functools import cache
    from operator import attrgetter

    def replace(thing, /, **changes):
        """A copy with other values in some fields: as `dataclasses.replace`, in a quarter of the time.

        No `__init__` of its kind runs. Raises KeyError for a field that does not exist.
        """
        kind = type(thing)
        values_of, draft, setters = _parts(kind)
        copy = draft(*values_of(thing))
        copy.__class__ = kind
        for name, value in changes.items():
            setters[name](copy, value)
        return copy

    @cache
    def _parts(kind):
        """What reads all fields, the same dataclass before it is frozen, and how each field is set.

        Python lets an object change its class if both have the same slots. A class that is not frozen sets its
        fields in half the time that slots take one by one.
        """
        names = [field.name for field in fields(kind)]
        draft = make_dataclass(kind.__name__, names, slots=True)
        return attrgetter(*names), draft, {name: getattr(kind, name).__set__ for name in names}
