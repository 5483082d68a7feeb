"""What is chosen on a screen and kept in the user's settings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kneecoach.errors import KneecoachError
from kneecoach.ui.theme import chosen_theme

if TYPE_CHECKING:
    from textual.app import App

    from kneecoach.paths import Paths


def remember_theme(app: App[None], paths: Paths, name: str) -> None:
    """Write the theme into the settings, where it is another one; what is wrong with that is said."""
    from kneecoach.settings_file import save_theme

    if name == chosen_theme(paths.settings):
        return
    try:
        save_theme(paths, name)
    except KneecoachError as error:
        app.notify(str(error), severity="warning", markup=False)
