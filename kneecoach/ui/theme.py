"""Our themes: calm and readable. Text has a contrast of at least 7:1 with its background, 12:1 in high contrast."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from pathlib import Path

from textual.app import App
from textual.color import Color
from textual.theme import BUILTIN_THEMES, Theme

from kneecoach.errors import KneecoachError
from kneecoach.files import read_at_most
from kneecoach.paths import Paths

MAX_BYTES = 1_000_000
"""The largest settings file in bytes. A larger one gives the default theme here, and an error when read in full."""


def _scroll_bars(*, bar: str, grabbed: str, ground: str) -> dict[str, str]:
    """The colours of every scroll bar: a bar without a track, brighter under the mouse."""
    return {
        "scrollbar": bar,
        "scrollbar-hover": grabbed,
        "scrollbar-active": grabbed,
        "scrollbar-background": ground,
        "scrollbar-background-hover": ground,
        "scrollbar-background-active": ground,
        "scrollbar-corner-color": ground,
    }


DARK = Theme(
    name="kneecoach-dark",
    dark=True,
    background="#10141a",
    surface="#171c24",
    panel="#212936",
    foreground="#e8eef5",
    primary="#7cc4f0",
    secondary="#a9bccf",
    accent="#f5bd6b",
    success="#93d7a5",
    warning="#f2d16b",
    error="#ff9a9a",
    variables={
        "footer-key-foreground": "#7cc4f0",
        "text-disabled": "#a9bccf",
        "border": "#44546a",
        "border-blurred": "#2c3645",
        **_scroll_bars(bar="#44546a", grabbed="#a9bccf", ground="#10141a"),
    },
)

LIGHT = Theme(
    name="kneecoach-light",
    dark=False,
    background="#faf8f3",
    surface="#f2efe7",
    panel="#e6e1d6",
    foreground="#17202b",
    primary="#0b4a75",
    secondary="#3a4a5e",
    accent="#7a3e00",
    success="#00583c",
    warning="#714500",
    error="#8f1640",
    variables={
        "rest-word": "#00452e",
        "ready-word": "#5c3800",
        "footer-key-foreground": "#0b4a75",
        "text-disabled": "#36465a",
        "border": "#8b98a8",
        "border-blurred": "#c6ccd4",
        **_scroll_bars(bar="#8b98a8", grabbed="#3a4a5e", ground="#faf8f3"),
        "hold-ground": "#eba43c",
    },
)

CONTRAST = Theme(
    name="kneecoach-contrast",
    dark=True,
    background="#000000",
    surface="#000000",
    panel="#262626",
    foreground="#ffffff",
    primary="#00ffff",
    secondary="#e6e6e6",
    accent="#ffc04d",
    success="#66ffb3",
    warning="#ffff00",
    error="#ffc2c2",
    variables={
        "footer-key-foreground": "#00ffff",
        "border": "#b3b3b3",
        "border-blurred": "#b3b3b3",
        "text-muted": "#e6e6e6",
        "text-disabled": "#e6e6e6",
        **_scroll_bars(bar="#b3b3b3", grabbed="#ffffff", ground="#000000"),
    },
)

THEMES = (DARK, LIGHT, CONTRAST)


def theme_names() -> tuple[str, ...]:
    """Every theme there is, our own first."""
    return (*(theme.name for theme in THEMES), *sorted(BUILTIN_THEMES))


BAND_TINT, LIGHT_BAND_TINT = 0.15, 0.12
"""How much of a state's colour the ground of its band has: with more, the words on it would not stand out 7:1."""

DONE_TINT = 0.22
"""The same for the band of Summary after a whole session."""


def band_colours(theme: dict[str, str]) -> dict[str, str]:
    """The colours of the bands of Live and Summary, by variable, beside those of a theme, which go first.

    One colour for each state in every theme: work primary, a hold accent and solid, rest success, ready warning.
    While paused the band has no colour. The `-text` ones are for text and bars on the theme's background.
    """
    background, foreground = Color.parse(theme["background"]), Color.parse(theme["foreground"])

    share = BAND_TINT if background.brightness < 0.5 else LIGHT_BAND_TINT

    def tint(name: str, share: float = share) -> str:
        return background.blend(Color.parse(theme[name]), share).hex

    hold = Color.parse(theme.get("hold-ground", theme["accent"]))
    dark, light = sorted((background, foreground), key=lambda colour: colour.brightness)
    return {
        "work-ground": tint("primary"),
        "rest-ground": tint("success"),
        "ready-ground": tint("warning"),
        "done-ground": tint("success", DONE_TINT),
        "hold-tint": tint("accent"),
        "hold-ground": hold.hex,
        "hold-words": (dark if hold.brightness > 0.5 else light).hex,
        "paused-ground": theme["panel"],
        "paused-words": theme["foreground"],
        "band-words": theme["foreground"],
        "ready-words": theme["foreground"],
        "rest-words": theme["foreground"],
        "done-words": theme["foreground"],
        "work-word": theme["primary"],
        "rest-word": theme["success"],
        "ready-word": theme["warning"],
        "hold-word": theme["accent"],
        "done-word": theme["success"],
        "success-text": theme["success"],
        "accent-text": theme["accent"],
        "ready-text": theme["warning"],
    } | theme


SIXTEEN = (
    *("#000000", "#aa0000", "#00aa00", "#aa5500", "#0000aa", "#aa00aa", "#00aaaa", "#aaaaaa"),
    *("#555555", "#ff5555", "#55ff55", "#ffff55", "#5555ff", "#ff55ff", "#55ffff", "#ffffff"),
)
"""The colours of a terminal that has sixteen, by number: Rich sends exactly these as that number.

Each terminal shows them in its own way. Brown is yellow in many.
"""
BLACK, MAROON, GREEN, BROWN, BLUE, PURPLE, _, SILVER, GREY, RED, LIME, YELLOW, _, PINK, CYAN, WHITE = SIXTEEN

SIXTEEN_BANDS = {
    "hold-ground": BROWN,
    "hold-words": BLACK,
    # Not yellow, as elsewhere: in many terminals it looks like the brown of a hold. The Linux console shows no
    # bright ground, so that yellow and brown, grey and black are the same there.
    "ready-ground": PURPLE,
    "ready-word": WHITE,
    "ready-words": WHITE,
    "rest-ground": LIME,
    "rest-word": BLACK,
    "rest-words": BLACK,
    "done-ground": LIME,
    "done-word": BLACK,
    "done-words": BLACK,
    "paused-ground": SILVER,
    "paused-words": BLACK,
}
"""The bands with sixteen colours: black on light grounds and white on dark ones in every terminal."""


def in_sixteen(theme: Theme) -> Theme:
    """A theme in the colours that a terminal with sixteen has, chosen by hand.

    Left to itself, the nearest of the sixteen to most of our colours is white.
    """
    if theme.dark:
        return replace(
            theme,
            background=BLACK,
            surface=BLACK,
            panel=BLUE,
            foreground=WHITE,
            primary=CYAN,
            secondary=SILVER,
            accent=BROWN,
            success=LIME,
            warning=YELLOW,
            error=RED,
            variables=theme.variables
            | {"footer-key-foreground": CYAN, "border": GREY, "border-blurred": GREY}
            | _scroll_bars(bar=SILVER, grabbed=WHITE, ground=BLACK)
            | SIXTEEN_BANDS
            | {"text-muted": SILVER, "text-disabled": SILVER, "block-cursor-blurred-background": BLACK}
            | {"work-ground": BLUE, "work-word": WHITE, "hold-tint": BLACK, "ready-text": PINK},
        )
    return replace(
        theme,
        background=WHITE,
        surface=WHITE,
        panel=CYAN,
        foreground=BLACK,
        primary=BLUE,
        secondary=GREY,
        accent=BROWN,
        success=GREEN,
        warning=PURPLE,
        error=MAROON,
        variables=theme.variables
        | {"footer-key-foreground": BLUE, "border": GREY, "border-blurred": GREY}
        | _scroll_bars(bar=GREY, grabbed=BLACK, ground=WHITE)
        | SIXTEEN_BANDS
        | {"text-muted": GREY, "text-disabled": GREY, "block-cursor-blurred-background": CYAN}
        | {"work-ground": CYAN, "work-word": BLUE, "hold-tint": WHITE, "ready-text": PURPLE}
        # Green and brown are too bright to be read on white.
        | {"success-text": BLACK, "accent-text": BLACK, "hold-word": BLACK},
    )


def chosen_theme(settings: Path) -> str:
    """The theme named in the settings, read before the first paint; DARK if it cannot be read."""
    try:
        name = tomllib.loads(read_at_most(settings, MAX_BYTES).decode("utf-8-sig")).get("theme")
    except (OSError, ValueError, RecursionError):
        # The settings are read again, and every fault named, once the first screen is up.
        return DARK.name
    return name if isinstance(name, str) else DARK.name


def use_chosen_theme(app: App[None], paths: Paths) -> None:
    """Give the app its themes, in the colours that the terminal has, and turn to the one in the settings."""
    has_sixteen = app.console.color_system == "standard" and not app.no_color
    for theme in THEMES:
        app.register_theme(in_sixteen(theme) if has_sixteen else theme)
    name = chosen_theme(paths.settings)
    app.theme = name if name in app.available_themes else DARK.name


def remember_theme(app: App[None], paths: Paths, name: str) -> None:
    """Write the chosen theme into the settings, or show why that failed."""
    from kneecoach.settings.writing import set_setting

    if name == chosen_theme(paths.settings):
        return
    try:
        set_setting(paths, "theme", name)
    except KneecoachError as error:
        app.notify(str(error), severity="warning", markup=False)
