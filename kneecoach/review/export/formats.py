"""The one list of export formats. A new one is a module with `write`, and a line here.

Standard library only: `kneecoach export --help` reads it.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from kneecoach.review.export.source import ExportSource


@dataclass(frozen=True, slots=True)
class Format:
    """A format of `kneecoach export`."""

    name: str
    endings: tuple[str, ...]
    """File name endings for this format, with the dot; none if the ending says nothing."""
    module: str
    """Name of the module in this package that has `write(source: ExportSource) -> bytes`."""
    is_binary: bool = False
    """Whether it is never printed on a terminal."""

    @property
    def write(self) -> Callable[[ExportSource], bytes]:
        """The function that makes the file's bytes; its module is imported now. It raises KneecoachError."""
        write: Callable[[ExportSource], bytes] = import_module(f"{__package__}.{self.module}").write
        return write


FORMATS = {
    each.name: each
    for each in (
        Format("json", (".json",), "as_json"),
        Format("csv", (".csv",), "as_csv"),
        Format("strong", (), "strong"),
        Format("hevy", (), "hevy"),
        Format("html", (".html", ".htm"), "page"),
        Format("markdown", (".md", ".markdown"), "markdown"),
        Format("parquet", (".parquet",), "parquet", is_binary=True),
        Format("fit", (".fit",), "fit", is_binary=True),
        Format("fit-zip", (".zip",), "fit_zip", is_binary=True),
    )
}
"""Every format by its name."""


def format_of(ending: str) -> Format | None:
    """The format that a file name's ending asks for; None if it says nothing."""
    return next((each for each in FORMATS.values() if ending.lower() in each.endings), None)
