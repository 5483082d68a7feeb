"""Which keys the footer of each screen shows, in which order, and which of them stay if there is little room."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FooterKey:
    """A key of the footer, or several that belong together: `+ -`."""

    ids: tuple[str, ...]
    """Ids of the bindings. The words are those of the first."""
    rank: int
    """The lower it is, the longer the key stays if not all of them fit."""
    is_core: bool


def core(*ids: str, rank: int) -> FooterKey:
    """A key that is written more closely before it is left out."""
    return FooterKey(ids, rank, is_core=True)


def extra(*ids: str, rank: int = 100) -> FooterKey:
    """A key that is shown only where there is room to spare."""
    return FooterKey(ids, rank, is_core=False)


HELP_ID = "app-help"

HOME_CUT_OFF = "Home, a session cut off"
"""Home while a session that was cut off waits for an answer."""

FOOTER: dict[str, tuple[FooterKey, ...]] = {
    "Live": (
        core("live-space", rank=1),
        core("live-next", rank=6),
        core("live-rest-longer", "live-rest-shorter", rank=7),
        extra("live-skip-set", rank=8),
        extra("live-repeat", rank=9),
        extra("live-back", rank=12),
        core("live-undo", rank=5),
        core("live-pain", rank=2),
        extra("live-variant", rank=10),
        extra("live-load", rank=11),
        extra("live-mute", rank=13),
        core("live-stop", rank=3),
        core(HELP_ID, rank=4),
    ),
    "Home": (
        core("home-start", rank=1),
        extra("home-start-now", rank=9),
        core("home-history", rank=5),
        core("home-trends", rank=6),
        core("home-movements", rank=7),
        core("home-routines", rank=8),
        core("home-settings", rank=9),
        core(HELP_ID, rank=4),
        core("home-quit", rank=10),
    ),
    HOME_CUT_OFF: (
        core("home-resume", rank=1),
        core("home-save", rank=2),
        core("home-discard", rank=3),
        core("home-history", rank=5),
        core("home-trends", rank=6),
        extra("home-movements", rank=8),
        extra("home-routines", rank=10),
        extra("home-settings", rank=9),
        core(HELP_ID, rank=4),
        core("home-quit", rank=7),
    ),
    "Welcome": (
        core("welcome-start", rank=1),
        extra("welcome-start-now", rank=6),
        extra("welcome-knee", rank=5),
        extra("welcome-pace", rank=8),
        core("welcome-sound", rank=3),
        core("welcome-back", rank=4),
        core(HELP_ID, rank=2),
    ),
    "Before": (
        core("before-start", rank=1),
        core("before-without", rank=3),
        core("before-yes", rank=4),
        extra("before-minutes", rank=7),
        extra("before-left-out", rank=8),
        extra("before-variant", rank=9),
        core("before-up", "before-down", rank=6),
        extra("before-pace", rank=10),
        extra("before-side", rank=11),
        extra("before-load", rank=12),
        core("before-back", rank=5),
        core(HELP_ID, rank=2),
    ),
    "Routines": (
        core("routines-edit", rank=1),
        core("routines-new", rank=3),
        core("routines-copy", rank=4),
        core("routines-title", rank=8),
        core("routines-export", rank=9),
        core("routines-delete", rank=6),
        core("routines-undo", rank=7),
        core("routines-back", rank=5),
        core(HELP_ID, rank=2),
    ),
    "Editor": (
        core("editor-edit", rank=2),
        core("editor-add", rank=1),
        core("editor-move-down", "editor-move-up", rank=7),
        core("editor-take-out", rank=5),
        core("editor-undo", rank=4),
        extra("editor-kind", rank=9),
        extra("editor-order", rank=10),
        extra("editor-title", rank=8),
        extra("editor-copy", rank=11),
        core("editor-back", rank=6),
        core(HELP_ID, rank=3),
    ),
    "Choose": (
        core("choose-add", rank=1),
        core("choose-own", rank=4),
        core("choose-back", rank=3),
        core(HELP_ID, rank=2),
    ),
    "Movements": (
        core("movements-read", rank=1),
        core("movements-search", rank=3),
        extra("movements-still", rank=6),
        extra("movements-figure", rank=7),
        extra("movements-note", rank=9),
        extra("movements-down", rank=8),
        core("movements-back", rank=4),
        core(HELP_ID, rank=2),
    ),
    "SettingsScreen": (
        core("settings-previous", "settings-next", rank=1),
        core("settings-choose", rank=3),
        extra("settings-default", rank=5),
        extra("settings-undo", rank=6),
        core("settings-back", rank=4),
        core(HELP_ID, rank=2),
    ),
    "Summary": (
        core("summary-home", rank=1),
        core("summary-up", "summary-down", rank=3),
        core("summary-yes", rank=5),  # the suggestion says its key too
        core("summary-detail", rank=4),
        core(HELP_ID, rank=2),
    ),
}
"""By the screen's `footer_name`, in the order shown. A screen that is not here shows the keys of its table."""


def footer_of(name: str, ids: list[str]) -> tuple[FooterKey, ...]:
    """The keys of a footer by its name. `ids`, the shown keys of its screen's table, are the fallback."""
    if name in FOOTER:
        return FOOTER[name]
    # Help is always shown.
    return tuple(core(id_, rank=0 if id_ == HELP_ID else rank) for rank, id_ in enumerate(ids, start=1))
