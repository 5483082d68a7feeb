"""What is wrong with a file of the user's, in words of the file: never in those of Python or of a library."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kneecoach.errors import KneecoachError, shortened
from kneecoach.text import clean, number

if TYPE_CHECKING:
    from pathlib import Path

    from pydantic import ValidationError
    from pydantic_core import ErrorDetails


class InvalidFile(KneecoachError):
    """A file that is refused; its text names the first fault, `faults` all of them, each with the file."""

    def __init__(self, path: Path, faults: tuple[str, ...]) -> None:
        more = f" ({len(faults) - 1} more)" if len(faults) > 1 else ""
        super().__init__(f"{path}: {faults[0]}{more}")
        self.faults = tuple(f"{path}: {fault}" for fault in faults)


def invalid_file(path: Path, error: ValidationError, data: object = None) -> InvalidFile:
    """What is wrong with a file, each fault with its key and what was expected; `data` is what the file says."""
    return InvalidFile(path, faults_of(error, "the file", data))


def faults_of(error: ValidationError, whole: str, data: object = None) -> tuple[str, ...]:
    """Everything that is wrong, each with its key (`whole` where it is all of it) and what was expected.

    An entry of a list is called by its title where `data` gives it one: `exercise 2 (Squat), sets: is missing`.
    """
    found = [_with_its_tag(fault) for fault in error.errors(include_url=False)]
    places = [fault["loc"] for fault in found]
    # A list with a faulty item is also reported as a whole: only the item is worth naming.
    own = [f for f in found if not any(len(p) > len(f["loc"]) and p[: len(f["loc"])] == f["loc"] for p in places)]
    return tuple(f"{_place(fault['loc'], data) or whole}: {_fault(fault)}" for fault in own)


def _with_its_tag(fault: ErrorDetails) -> ErrorDetails:
    """A fault of a table that is one of several kinds is one of the key that says which."""
    if fault["type"] not in {"union_tag_invalid", "union_tag_not_found"}:
        return fault
    key, said = fault["ctx"]["discriminator"].strip("'"), fault["ctx"].get("tag")
    return {**fault, "loc": (*fault["loc"], key), "input": said}


TITLES = ("title", "name", "shape", "words")
"""Keys by whose text an entry of a list is called."""


def _place(loc: tuple[int | str, ...], data: object) -> str:
    """Where in a file something is: `exercise 2 (Squat), cues, entry 1` or `sound.verbosity`."""
    words, follows = "", ""
    for place, part in enumerate(loc):
        if isinstance(part, int):
            data = data[part] if isinstance(data, list | tuple) and part < len(data) else None
            is_table = isinstance(data, dict) or place + 1 < len(loc)
            words += f" {part + 1}{_title(data)}" if is_table else f", entry {part + 1}"
            follows = ", "
        elif not (part == "[key]" or (isinstance(data, dict) and part not in data and place + 1 < len(loc))):
            # What is left out is pydantic's own: no key of the file is called so.
            data = data.get(part) if isinstance(data, dict) else None
            words += f"{follows}{shortened(part)}"
            follows = "."
    return words


def _title(entry: object) -> str:
    titles = (entry.get(key) for key in TITLES) if isinstance(entry, dict) else ()
    title = next((title for title in titles if isinstance(title, str) and clean(title)), None)
    return f" ({shortened(title)})" if title else ""


_EXPECTED = {
    "string_type": "text",
    "string_sub_type": "text",
    "string_pattern_mismatch": "small letters, digits and single dashes, as in hip-thrust",
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
    "tuple_type": "a list",
    "list_type": "a list",
    "dict_type": "a table",
    "model_type": "a table",
    "model_attributes_type": "a table",
    "too_short": "a list of at least {min_length}",
    "too_long": "a list of at most {max_length}",
    "datetime_type": "a date and time",
    "datetime_parsing": "a date and time",
    "datetime_from_date_parsing": "a date and time",
    "datetime_object_invalid": "a date and time",
    "timezone_aware": "a date and time with its offset, as in 2026-11-22T10:00:00+01:00",
}
"""What should be there, by the name that pydantic has for a fault. It says the same in words of Python."""


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
            # An enum's members are shown as Python has them: <Side.LEFT: 'left'>.
            said = {
                name: number(value) if isinstance(value, float) else re.sub(r"<[\w.]+: ([^>]*)>", r"\1", str(value))
                for name, value in fault.get("ctx", {}).items()
            }
            if kind not in _EXPECTED:
                return "is not what it should be"
            return f"should be {_EXPECTED[kind].format_map(said)}{_shown(fault['input'])}"


def _shown(value: object) -> str:
    """What is there instead, as the file has it; nothing where it is a list, a table or a date."""
    if isinstance(value, bool):
        return f", not {str(value).lower()}"
    return f", not {shortened(repr(value))}" if isinstance(value, str | int | float) else ""
