"""The titles of routines. None that is made here has the title of another: lists would show two equal rows."""

from __future__ import annotations

from kneecoach.errors import KneecoachError
from kneecoach.paths import Paths
from kneecoach.routine.library import routine_files
from kneecoach.text import clean
from kneecoach.toml_file import parse_toml, read_raw


def routine_titles(paths: Paths) -> dict[str, str]:
    """The title of every routine by its id; of one that cannot be read, its id."""
    found = {}
    for name, path in routine_files(paths).items():
        try:
            said = parse_toml(path, read_raw(path, "the routine")).get("title")
        except KneecoachError:
            said = None
        found[name] = (clean(said) if isinstance(said, str) else "") or name
    return found


def same_title(paths: Paths, title: str, but: str) -> str | None:
    """The id of a routine that has this title, other than the routine `but`; None if there is none."""
    wanted = clean(title).casefold()
    return next(
        (name for name, said in routine_titles(paths).items() if name != but and said.casefold() == wanted), None
    )


def check_title(paths: Paths, title: str, but: str = "") -> None:
    """Raises KneecoachError if a routine, other than the routine `but`, cannot be given this title."""
    if not clean(title):
        raise KneecoachError("A routine needs a title.")
    other = same_title(paths, title, but)
    if other is not None:
        raise KneecoachError(f"The routine {other} already has the title {clean(title)!r}; choose another title.")


def title_of_copy(paths: Paths, title: str) -> str:
    """A title for a copy that no routine has: `My knee (copy)`, or `My knee (copy 2)` and so on."""
    taken = {said.casefold() for said in routine_titles(paths).values()}
    found, number = f"{title} (copy)", 1
    while clean(found).casefold() in taken:
        number += 1
        found = f"{title} (copy {number})"
    return found
