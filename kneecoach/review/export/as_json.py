"""JSON: the records as they are in the log, so that `kneecoach import` loses nothing.

The lines of the log are passed on as they are, so keys of a newer kneecoach stay.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from kneecoach.log.raw import LogLine
from kneecoach.review.export.source import ExportSource, encoded

_UNSEEN = re.compile("[\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]")
"""Characters that JSON allows unescaped, but that a terminal or an editor would act on."""


def write(source: ExportSource) -> bytes:
    """The chosen sessions as a file."""
    return encoded(json_text(source.lines()))


def json_text(lines: Sequence[LogLine]) -> str:
    """A list with one record per line; invisible characters are escaped, which changes no value."""
    rows = ",\n".join(_UNSEEN.sub(_escape, line.raw.decode()) for line in lines)
    return f"[\n{rows}\n]\n" if rows else "[]\n"


def _escape(found: re.Match[str]) -> str:
    return f"\\u{ord(found[0]):04x}"
