"""Makes the user's own routines: new ones, and copies of others. An existing file is never overwritten."""

from __future__ import annotations

import os
import re
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

import tomlkit
from tomlkit.exceptions import TOMLKitError
from tomlkit.toml_document import TOMLDocument

from kneecoach.errors import KneecoachError, UsageError, os_reason
from kneecoach.files import move, move_aside, write_whole
from kneecoach.paths import Paths, assets_dir, private_folder
from kneecoach.routine.library import find_file, load_exercise, load_routine, parse_routine, routine_files
from kneecoach.routine.model import LibraryModel, Routine
from kneecoach.routine.named import way_named
from kneecoach.routine.saving import own_path, routines_lock
from kneecoach.routine.titles import check_title, title_of_copy
from kneecoach.routine.typed import typed_dose, typed_exercise
from kneecoach.routine.variant_change import with_variant_dose
from kneecoach.text import capitalized, clean
from kneecoach.toml_file import read_raw

FIRST_EXERCISE = "sit-to-stand"
"""The exercise of a new routine if none is given: it needs one, and most homes have a chair."""

SCHEMA_LINE = "#:schema ../schemas/routine.json"
"""First line of a routine's file. Editors with taplo (Even Better TOML) then check it and complete its keys."""

PRESCRIPTION = ("prescribed_by", "per_week", "until")
"""The keys that a copy leaves out: only the original was prescribed."""

MAX_ID = 60
UNNAMED = "routine"

_WINDOWS_DEVICES = re.compile(r"con|prn|aux|nul|com\d|lpt\d")
"""Names that no file may have on Windows, with or without an ending."""


def slug_of(title: str) -> str:
    """A title as an id: `Knee, my way` is `knee-my-way`. Empty if it has no letter from A to Z and no digit."""
    plain = unicodedata.normalize("NFKD", title.casefold())
    words = re.findall(r"[a-z0-9]+", "".join(c for c in plain if not unicodedata.combining(c)))
    slug = "-".join(words)[:MAX_ID].strip("-")
    return f"{slug}-{UNNAMED}" if _WINDOWS_DEVICES.fullmatch(slug) else slug


def title_of(name: str) -> str:
    """A title for a routine of this name: an id in words (`my-knee` is `My knee`), anything else as it is."""
    words = name.replace("-", " ") if name == slug_of(name) else clean(name)
    return capitalized(words)


def free_id(paths: Paths, title: str) -> str:
    """An id for a routine of this title that no other routine has: `my-knee`, or `my-knee-2` and so on."""
    taken = routine_files(paths)
    first = slug_of(title) or UNNAMED
    found, number = first, 1
    while found in taken or os.path.lexists(paths.routines_dir / f"{found}.toml"):
        number += 1
        tail = f"-{number}"
        found = first[: MAX_ID - len(tail)].strip("-") + tail
    return found


def new_routine(
    paths: Paths,
    title: str,
    *,
    id_: str | None = None,
    exercises: Sequence[str] = (FIRST_EXERCISE,),
    prescription: Mapping[str, object] | None = None,
) -> Routine:
    """Make a routine of the user's own that takes `exercises` from the library, as `typed.typed_exercise` has them.

    Without a dose they have their usual one, or that of their variant. If an exercise is taken twice, the second
    one gets another id. `prescription` has values for the keys of PRESCRIPTION.
    Without `id_` it gets a free one from its title. Raises KneecoachError, also if the id is taken; UsageError if
    an exercise or a variant does not exist.
    """
    id_ = free_id(paths, title) if id_ is None else id_
    document = tomlkit.document()
    said = {key: value for key, value in (prescription or {}).items() if value is not None}
    for key, value in {"schema": 1, "id": id_, "title": clean(title), **said}.items():
        document[key] = value
    entries = tomlkit.aot()
    taken: Counter[str] = Counter()
    asked = [typed_exercise(text) for text in exercises]
    for name, variant, dose in asked:
        exercise = load_exercise(paths, name).spec
        taken[name] += 1
        entry = tomlkit.table()
        entry.update(
            library_entry(exercise) if variant or not dose else {"use": name, **typed_dose(dose, exercise)}
        )
        if taken[name] > 1:
            entry["id"] = f"{name}-{taken[name]}"
        entries.append(entry)
    if exercises:
        document["exercise"] = entries
    text = f"{SCHEMA_LINE}\n{tomlkit.dumps(document)}"
    return _write_new(paths, id_, _in_variants(paths, id_, text, asked))


def _in_variants(paths: Paths, id_: str, text: str, asked: Sequence[tuple[str, str, str]]) -> str:
    """The file of a routine with each exercise in the variant that was asked for, as `typed_exercise` has them."""

    def parse(raw: bytes) -> Routine:
        return parse_routine(own_path(paths, id_), raw, paths.exercises_dir)

    raw = text.encode()
    for index, (name, variant, dose) in enumerate(asked):
        if variant:
            exercise = parse(raw).spec.exercise[index]
            typed = typed_dose(dose, load_exercise(paths, name).spec) if dose else {}
            values = {"variant": way_named(exercise, variant) or None, **typed}
            raw = with_variant_dose(raw, index, values, exercise, parse)
    return raw.decode()


def copy_routine(paths: Paths, source: str, *, id_: str | None = None, title: str | None = None) -> Routine:
    """Copy a routine (a name, or a file) under a new id and title; its comments and its `use` are kept.

    Without a title it has its source's title with "(copy)". The source's prescription is left out. Raises
    KneecoachError, also if the id is taken; UsageError if there is no such routine.
    """
    present = load_routine(paths, source)
    title = title_of_copy(paths, present.spec.title) if title is None else clean(title)
    id_ = free_id(paths, title) if id_ is None else id_
    text = read_raw(present.path, "the routine").decode("utf-8-sig")
    try:
        document = tomlkit.parse(text)
    except TOMLKitError:
        raise KneecoachError(f"{present.path}: this is not valid TOML, so it was not copied") from None
    return _write_new(paths, id_, _as_copy(document, present.spec.id, id_, title))


def _as_copy(document: TOMLDocument, of: str, id_: str, title: str) -> str:
    document["id"], document["title"] = id_, title
    for key in PRESCRIPTION:
        document.pop(key, None)
    text = tomlkit.dumps(document)
    rest = "".join(line for line in text.splitlines(keepends=True) if not line.startswith("#:schema"))
    end = "\r\n" if "\r\n" in rest else "\n"
    return f"{SCHEMA_LINE}{end}# A copy of {of}.{end}{rest}"


def library_entry(said: LibraryModel) -> dict[str, object]:
    """An exercise taken from the library. Its dose is written out, so that a newer library does not change it."""
    if said.reps is None:
        return {"use": said.id, "sets": said.sets, "hold": _number(said.hold or 0)}
    least, most = said.reps
    return {"use": said.id, "sets": said.sets, "reps": least if least == most else [least, most]}


def _number(value: float) -> float:
    return int(value) if value.is_integer() else value


def own_file(paths: Paths, name: str) -> Path:
    """The file of the user's own routine `name`. Raises UsageError if there is none."""
    path = find_file(paths, name)
    if path.parent != paths.routines_dir:
        raise UsageError(f"{name} is not a routine of your own, so it cannot be deleted.")
    return path


def delete_routine(paths: Paths, name: str) -> Path:
    """Delete a routine of the user's own. Its file gets another name, which is returned. Raises KneecoachError."""
    path = own_file(paths, name)
    with routines_lock(paths, path):
        try:
            return move_aside(path, ".deleted")
        except OSError as error:
            raise KneecoachError(f"{path}: cannot be deleted: {os_reason(error)}") from None


def bring_back(paths: Paths, name: str, kept: Path) -> None:
    """Give the file of a deleted routine its name again. Raises KneecoachError, also if the name is taken."""
    path = paths.routines_dir / f"{name}.toml"
    with routines_lock(paths, path):
        if os.path.lexists(path):
            raise KneecoachError(f"{path}: this file was made meanwhile; the deleted routine is in {kept}")
        try:
            move(kept, path)
        except OSError as error:
            raise KneecoachError(f"{kept}: cannot be brought back: {os_reason(error)}") from None


def _write_new(paths: Paths, id_: str, text: str) -> Routine:
    """Write a new file into CONFIG/routines, mode 0600. Raises KneecoachError, also if its id or title is taken."""
    path = paths.routines_dir / f"{id_}.toml"
    if id_ in routine_files(paths):
        raise KneecoachError(f"There is already a routine called {id_!r}; choose another name.")
    raw = text.encode()
    routine = parse_routine(path, raw, paths.exercises_dir)
    check_title(paths, routine.spec.title, id_)
    private_folder(path.parent)
    write_schemas(paths)
    try:
        write_whole(path, raw, replace=False)
    except FileExistsError:
        raise KneecoachError(f"{path}: this file already exists, so the routine needs another name") from None
    except OSError as error:
        raise KneecoachError(f"{path}: the routine cannot be saved: {os_reason(error)}") from None
    return routine


def write_schemas(paths: Paths) -> None:
    """Put the JSON Schemas of routines and exercises into CONFIG/schemas, where SCHEMA_LINE looks for them.

    Raises KneecoachError.
    """
    folder = private_folder(paths.config / "schemas")
    for name in ("routine.json", "exercise.json"):
        wanted = (assets_dir() / "schemas" / name).read_bytes()
        present = folder / name
        try:
            if not present.is_file() or present.read_bytes() != wanted:
                write_whole(present, wanted)
        except OSError as error:
            raise KneecoachError(f"{present}: cannot be written: {os_reason(error)}") from None
