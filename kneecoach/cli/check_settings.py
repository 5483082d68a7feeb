"""Checks the settings for what only the app knows: its keys, its themes and the routines.

The keys and the themes are Textual's, which is slow to import. So it is imported only if one of them is set.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from kneecoach.errors import KneecoachError, UsageError
from kneecoach.paths import Paths
from kneecoach.settings.listing import KEYS

if TYPE_CHECKING:
    from kneecoach.settings import Settings

    Check = Callable[[Settings], object]


def check_file(paths: Paths, settings: Settings) -> None:
    """Raises KneecoachError if the settings in the file name a key, a routine or a theme that does not exist."""
    if settings.keys or settings.theme != type(settings)().theme:
        _check_all(paths)(settings)
    elif settings.default_routine is not None:
        _check_routine(paths)(settings)


def check_for(paths: Paths, name: str) -> Check | None:
    """What checks the value of one setting beyond its type; None if nothing has to."""
    if name == "theme" or name.startswith(KEYS):
        return _check_all(paths)
    return _check_routine(paths) if name == "default_routine" else None


def check_for_reset(paths: Paths) -> Check | None:
    """What checks that a reset makes no two keys the same; None if the file has a fault already."""
    from kneecoach.settings import load_settings

    try:
        check_file(paths, load_settings(paths))
    except KneecoachError:
        return None
    return partial(check_file, paths)


def check_id(paths: Paths, name: str, *, is_reset: bool) -> None:
    """Raises UsageError for the keys of an unknown id. What the file has of it can be reset."""
    if not name.startswith(KEYS):
        return
    from kneecoach.settings import load_settings
    from kneecoach.ui.bindings import default_keys
    from kneecoach.ui.own_keys import no_such_key

    id_ = name.removeprefix(KEYS)
    if id_ not in default_keys() and not (is_reset and id_ in load_settings(paths).keys):
        raise UsageError(no_such_key(id_))


def _check_all(paths: Paths) -> Check:
    from kneecoach.ui.theme import theme_names
    from kneecoach.ui.user_settings import check_with

    return check_with(paths, theme_names())


def _check_routine(paths: Paths) -> Check:
    from kneecoach.review.last_routine import check_fixed

    return lambda settings: check_fixed(paths, settings.default_routine)
