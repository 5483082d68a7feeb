"""The user's settings, read in a thread after the first paint, and what the model cannot check of them."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kneecoach.paths import Paths
    from kneecoach.settings import Settings


def read_settings(paths: Paths, themes: Collection[str]) -> tuple[Settings, dict[str, str], list[str]]:
    """The settings, the user's keys by binding id, and what is wrong with them or with the theme."""
    from kneecoach.errors import KneecoachError
    from kneecoach.settings import Settings, load_settings
    from kneecoach.ui.own_keys import check_keys

    settings, keys = Settings(), dict[str, str]()
    try:
        settings = load_settings(paths)
        keys = check_keys(settings.keys, str(paths.settings))
        check_with(paths, themes)(settings)
    except KneecoachError as error:
        return settings, keys, [str(error)]
    return settings, keys, []


def check_with(paths: Paths, themes: Collection[str]) -> Callable[[Settings], None]:
    """Checks that the keys, the routine and the theme exist, and raises KneecoachError if not."""
    from kneecoach.errors import KneecoachError, shortened
    from kneecoach.ui.own_keys import check_keys

    def check(settings: Settings) -> None:
        check_keys(settings.keys, str(paths.settings))
        if settings.default_routine is not None:
            # It knows of records, whose import would delay the first routine.
            from kneecoach.review.last_routine import check_fixed

            check_fixed(paths, settings.default_routine)
        if settings.theme not in themes:
            known = ", ".join(sorted(themes))
            raise KneecoachError(
                f"{paths.settings}: theme: {shortened(settings.theme)!r} is unknown; choose one of {known}"
            )

    return check
