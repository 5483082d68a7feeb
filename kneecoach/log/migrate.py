"""Records of older schemas, converted to the current one when they are read; on disk they are unchanged."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

Fields = dict[str, Any]
"""A record as it is in JSON, by key."""

MIGRATIONS: Mapping[int, Callable[[Fields], Fields]] = {}
"""By schema: the function that turns a record into one of the next schema. Pure. So far there is only version 1."""


def migrated(fields: Fields, to: int, migrations: Mapping[int, Callable[[Fields], Fields]] = MIGRATIONS) -> Fields:
    """A record of an older schema, converted to schema `to`; a record of a newer or unknown schema is unchanged."""
    schema = fields.get("schema", 1)
    while isinstance(schema, int) and schema < to and schema in migrations:
        fields = {**migrations[schema](fields), "schema": schema + 1}
        schema += 1
    return fields
