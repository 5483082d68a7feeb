"""The screens that Home opens by their names."""

from __future__ import annotations

from textual.screen import Screen


def new_screen(name: str, routine: str) -> Screen[None]:
    """Make a new screen. `routine` is the id of the one that Home shows."""
    if name == "history":
        from kneecoach.ui.screens.history import History

        return History()
    if name == "trends":
        from kneecoach.ui.screens.trends import Trends

        return Trends()
    if name == "settings":
        from kneecoach.ui.screens.settings import SettingsScreen

        return SettingsScreen()
    from kneecoach.ui.screens.routines import Routines

    return Routines(routine)
