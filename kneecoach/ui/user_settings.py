"""The user's settings, read in a thread after the first paint."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kneecoach.paths import Paths
    from kneecoach.settings import Settings


def read_settings(paths: Paths, themes: Collection[str]) -> tuple[Settings, dict[str, str], list[str]]:
    """The settings, the user's keys by binding id, and what is wrong with them or with the theme."""
    from kneecoach.errors import KneecoachError
    from kneecoach.review.last_routine import check_fixed
    from kneecoach.settings import Settings, load_settings
    from kneecoach.ui.bindings import check_keys

    settings, keys = Settings(), dict[str, str]()
    try:
        settings = load_settings(paths)
        keys = check_keys(settings.keys, str(paths.settings))
        check_fixed(paths, settings.default_routine)
        if settings.theme not in themes:
            known = ", ".join(sorted(themes))
            raise KneecoachError(f"{paths.settings}: theme: there is no {settings.theme!r}, but {known}")
    except KneecoachError as error:
        return settings, keys, [str(error)]
    return settings, keys, []
