"""Adds a routine from a file to the user's own. It is checked first, and nothing is overwritten unasked."""

from __future__ import annotations

import tomllib
from pathlib import Path

from kneecoach.errors import KneecoachError
from kneecoach.faults import InvalidFile
from kneecoach.paths import Paths
from kneecoach.routine.changes import set_routine
from kneecoach.routine.check import routine_faults
from kneecoach.routine.library import load_routine, routine_files
from kneecoach.routine.model import Routine
from kneecoach.routine.own import SCHEMA_LINE, write_schemas
from kneecoach.routine.pieces import BOM, NotEditable
from kneecoach.routine.saving import own_path, save_routine
from kneecoach.toml_file import MAX_BYTES, read_raw


def add_routine(
    paths: Paths, source: Path, raw: bytes | None = None, *, id_: str | None = None, force: bool = False
) -> Routine:
    """Add the routine in the file `source` (or in `raw`, which came from there), under its own id or as `id_`.

    Its text stays as it is; if it names no schema, a line that names it is put first. Raises KneecoachError:
    InvalidFile names everything that is wrong with it. A routine of the same id is replaced only with `force`.
    """
    raw = read_raw(source, "the routine") if raw is None else raw
    if len(raw) > MAX_BYTES:
        raise KneecoachError(f"{source}: the routine should be at most {MAX_BYTES // 1000} kB, and this is larger")
    faults = routine_faults(paths, source, raw)
    if faults:
        raise InvalidFile(source, (), elsewhere=faults)
    raw = raw if id_ is None else _as(source, raw, id_)
    text = raw.decode().removeprefix(BOM)
    name = str(tomllib.loads(text)["id"])
    path, known = own_path(paths, name), routine_files(paths)
    before = read_raw(path, "the routine") if path.exists() else None
    after = _with_schema(text).encode()
    if name in known and not force and before != after:
        there, force_does = ("is built in", "hide") if before is None else ("already exists", "replace")
        raise KneecoachError(
            f"A routine called {name!r} {there}; use --as NAME to add this one under another name, or "
            f"--force to {force_does} that one."
        )
    write_schemas(paths)
    save_routine(paths, path, before, after)
    return load_routine(paths, name)


def _as(source: Path, raw: bytes, id_: str) -> bytes:
    try:
        return set_routine(raw, {"id": id_})
    except NotEditable as error:
        raise KneecoachError(f"{source}: {error}") from None


def _with_schema(text: str) -> str:
    if any(line.startswith("#:schema") for line in text.splitlines()):
        return text
    return f"{SCHEMA_LINE}{chr(13) if text.partition(chr(10))[0].endswith(chr(13)) else ''}\n{text}"
