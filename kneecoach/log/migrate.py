"""Records of older schemas, converted to the present one when they are read; on disk they are unchanged."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

Fields = dict[str, Any]
"""A record as it is in JSON, by key."""

MIGRATIONS: Mapping[int, Callable[[Fields], Fields]] = {}
"""By schema: what makes a record of it one of the next. Pure. There is only version 1 so far."""


def migrated(fields: Fields, to: int, migrations: Mapping[int, Callable[[Fields], Fields]] = MIGRATIONS) -> Fields:
    """A record of an older schema as one of schema `to`; a newer one, or one of no known schema, as it is."""
    schema = fields.get("schema", 1)
    while isinstance(schema, int) and schema < to and schema in migrations:
        fields = {**migrations[schema](fields), "schema": schema + 1}
        schema += 1
    return fields
