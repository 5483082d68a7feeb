"""What is wrong with a user's file, in the file's terms, never in those of Python or a library."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kneecoach.errors import KneecoachError, shortened
from kneecoach.text import clean, number, one_line, plural

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from pydantic import ValidationError
    from pydantic_core import ErrorDetails


class InvalidFile(KneecoachError):
    """A file is refused. The text names the first fault; `faults` names all of them, each with its file."""

    def __init__(self, path: Path, faults: tuple[str, ...], *, elsewhere: tuple[str, ...] = ()) -> None:
        """`elsewhere` are faults in files that this one uses; each already names its file."""
        self.faults = (*(one_line(f"{path}: {fault}") for fault in faults), *elsewhere)
        more = f" (and {plural(len(self.faults) - 1, 'more fault')})" if len(self.faults) > 1 else ""
        super().__init__(f"{self.faults[0]}{more}")


class Clashes(ValueError):
    """Keys of one table do not go together. `faults` has a sentence for each clash."""

    def __init__(self, faults: tuple[str, ...]) -> None:
        self.faults = faults
        super().__init__("; ".join(faults))


def raise_clashes(faults: Iterable[str]) -> None:
    """Raises Clashes if there are any faults: a validator that names all of them, not only the first."""
    if found := tuple(faults):
        raise Clashes(found)


def invalid_file(path: Path, error: ValidationError, data: object = None) -> InvalidFile:
    """The error for a file: each fault with its key and what was expected. `data` is the file's contents."""
    return InvalidFile(path, faults_of(error, "the file", data))


def faults_of(error: ValidationError, whole: str, data: object = None) -> tuple[str, ...]:
    """All faults, each with its key (`whole` if no key is at fault) and what was expected.

    An entry of a list is named by its title, if `data` has one: `exercise 2 (Squat), sets: is missing`.
    """
    found = ((place_of(fault["loc"], data) or whole, _faults(fault)) for fault in own_faults(error))
    return tuple(f"{place}: {words}" for place, faults in found for words in faults)


def own_faults(error: ValidationError) -> list[ErrorDetails]:
    """pydantic's faults, without those of a list whose entry is at fault: only the entry is worth naming."""
    found = [_with_its_tag(fault) for fault in error.errors(include_url=False)]
    places = [fault["loc"] for fault in found]
    return [f for f in found if not any(len(p) > len(f["loc"]) and p[: len(f["loc"])] == f["loc"] for p in places)]


def _with_its_tag(fault: ErrorDetails) -> ErrorDetails:
    """If a table is one of several kinds, the fault is in the key that says which kind."""
    if fault["type"] not in {"union_tag_invalid", "union_tag_not_found"}:
        return fault
    key, said = fault["ctx"]["discriminator"].strip("'"), fault["ctx"].get("tag")
    return {**fault, "loc": (*fault["loc"], key), "input": said}


TITLES = ("title", "name", "shape", "words")
"""The text of one of these keys names an entry of a list."""


def place_of(loc: tuple[int | str, ...], data: object) -> str:
    """Where in a file something is: `exercise 2 (Squat), cues, entry 1` or `sound.verbosity`."""
    words, follows = "", ""
    for place, part in enumerate(loc):
        if isinstance(part, int):
            data = data[part] if isinstance(data, list | tuple) and part < len(data) else None
            is_table = isinstance(data, dict) or place + 1 < len(loc)
            words += f" {part + 1}{_title(data)}" if is_table else f", entry {part + 1}"
            follows = ", "
        elif not (part == "[key]" or (isinstance(data, dict) and part not in data and place + 1 < len(loc))):
            # The parts left out are pydantic's own: they are not keys of the file.
            data = data.get(part) if isinstance(data, dict) else None
            words += f"{follows}{shortened(part)}"
            follows = "."
    return words


def _title(entry: object) -> str:
    titles = (entry.get(key) for key in TITLES) if isinstance(entry, dict) else ()
    title = next((title for title in titles if isinstance(title, str) and clean(title)), None)
    return f" ({shortened(title)})" if title else ""


HEADED = frozenset({"exercise", "variants"})
"""Lists whose entries are tables with a heading of their own: `[[exercise]]`."""

_ENTRIES = {
    "cadence": 'a phase, such as { name = "up", seconds = 1 }',
    "source": 'a source, such as { of = "dose", words = "my physiotherapist", known = "second hand" }',
}
"""An entry of a list of tables, as an example."""

_PATTERNS = {r"^([01]\d|2[0-3]):[0-5]\d$": "a time of day, such as 18:30"}
"""What a text should be, for patterns other than that of an id."""

_DAY = "a day, unquoted and without a time, such as 2026-11-22"
_INSTANT = "a date and time with its offset, such as 2026-11-22T10:00:00+01:00"

_EXPECTED = {
    "string_type": "text",
    "string_sub_type": "text",
    "string_pattern_mismatch": "lowercase letters, digits and single hyphens, such as hip-thrust",
    "string_too_long": "at most {max_length} characters long",
    "int_type": "a whole number",
    "int_parsing": "a whole number",
    "int_parsing_size": "a smaller number",
    "int_from_float": "a whole number",
    "float_type": "a number",
    "float_parsing": "a number",
    "finite_number": "a number",
    "bool_type": "true or false",
    "bool_parsing": "true or false",
    "greater_than": "more than {gt}",
    "greater_than_equal": "at least {ge}",
    "less_than": "less than {lt}",
    "less_than_equal": "at most {le}",
    "enum": "{expected}",
    "literal_error": "{expected}",
    "union_tag_invalid": "{expected_tags}",
    "tuple_type": "a list in [ ]",
    "list_type": "a list in [ ]",
    "dict_type": "a table",
    "model_type": "a table",
    "model_attributes_type": "a table",
    "too_short": "a list of at least {min_length}",
    "too_long": "a list of at most {max_length}",
    "datetime_type": _INSTANT,
    "datetime_parsing": _INSTANT,
    "datetime_from_date_parsing": _INSTANT,
    "datetime_object_invalid": _INSTANT,
    "date_type": _DAY,
    "date_parsing": _DAY,
    "date_from_datetime_parsing": _DAY,
    "date_from_datetime_inexact": _DAY,
    "timezone_aware": _INSTANT,
}
"""What was expected, by pydantic's name for the fault. pydantic's own text is in Python's terms."""


def _faults(fault: ErrorDetails) -> tuple[str, ...]:
    """What is wrong in one place, one sentence each."""
    error = fault.get("ctx", {}).get("error")
    return error.faults if isinstance(error, Clashes) else (_fault(fault),)


def _fault(fault: ErrorDetails) -> str:
    match fault["type"]:
        case "extra_forbidden":
            return "is not a known key"
        case "missing" | "union_tag_not_found":
            return "is missing"
        case "json_invalid":
            return "is not valid JSON"
        case "value_error":
            return str(fault["ctx"]["error"])
        case kind:
            # pydantic shows an enum's members as Python does: <Side.LEFT: 'left'>.
            said = {
                name: number(value) if isinstance(value, float) else re.sub(r"<[\w.]+: ([^>]*)>", r"\1", str(value))
                for name, value in fault.get("ctx", {}).items()
            }
            if kind not in _EXPECTED:
                return "is not what it should be"
            expected = _expected(kind, fault["loc"], said.get("pattern")) or _EXPECTED[kind].format_map(said)
            return f"should be {expected}{_shown(fault['input'])}"


def _expected(kind: str, loc: tuple[int | str, ...], pattern: str | None) -> str:
    """What was expected, if the key says more than the kind of fault; otherwise empty."""
    keys = [part for part in loc if isinstance(part, str)]
    if kind == "tuple_type" and keys[-1:] and keys[-1] in HEADED:
        return f"a list, with [[{'.'.join(keys)}]] above each of its entries"
    if kind in {"model_type", "model_attributes_type"} and keys[-1:] and keys[-1] in _ENTRIES:
        return _ENTRIES[keys[-1]]
    return _PATTERNS.get(pattern or "", "")


def _shown(value: object) -> str:
    """The value found instead, as in the file; empty for a list, a table or a date."""
    if isinstance(value, bool):
        return f", not {str(value).lower()}"
    return f", not {shortened(repr(value))}" if isinstance(value, str | int | float) else ""
