"""The colours of Live's band mean the same in every theme, and its words stand out from it."""

from __future__ import annotations

from itertools import combinations, product
from pathlib import Path

import pytest
from rich.color import Color as RichColor
from rich.color import ColorSystem
from textual import constants
from textual.color import Color
from textual.theme import Theme
from textual.widget import Widget

from kneecoach.ui.theme import CONTRAST, THEMES, band_colours, in_sixteen
from tests.ui.driver import driving
from tests.ui.test_screen import contrast

STATES = ("work", "hold", "rest", "ready", "paused")
WORDS = {
    "work": ("work-word", "band-words"),
    "hold": ("hold-words",),
    "rest": ("rest-word", "rest-words"),
    "ready": ("ready-word", "ready-words"),
    "paused": ("paused-words",),
}
"""The variables for what is written on the band of each state."""


def colours_of(theme: Theme) -> dict[str, str]:
    """The variables of a theme, with those of the band."""
    names = ("background", "foreground", "primary", "secondary", "accent", "success", "warning", "panel")
    return band_colours({name: getattr(theme, name) for name in names} | theme.variables)


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_what_is_written_on_the_band_stands_out_in_every_state(theme: Theme) -> None:
    found = colours_of(theme)
    for state, words in WORDS.items():
        for word in words:
            ratio = contrast(found[word], found[f"{state}-ground"])
            assert ratio >= (12 if theme is CONTRAST else 7), f"{state}: {word} {ratio:.1f}"


@pytest.mark.parametrize("theme", [*THEMES, *map(in_sixteen, THEMES)], ids=lambda theme: str(theme.background))
def test_no_two_states_look_alike(theme: Theme) -> None:
    found = colours_of(theme)
    looks = {state: (found[f"{state}-ground"], found[WORDS[state][0]]) for state in STATES}
    for one, other in combinations(STATES, 2):
        assert looks[one] != looks[other], f"{one} and {other}"


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_with_sixteen_colours_each_state_has_a_number_of_its_own_and_rest_is_green(theme: Theme) -> None:
    sixteen = in_sixteen(theme)
    numbers = {}
    for name in ("primary", "accent", "success", "warning", "foreground"):
        parsed = Color.parse(getattr(sixteen, name))
        numbers[name] = RichColor.from_rgb(*parsed.rgb).downgrade(ColorSystem.STANDARD).number
    assert len(set(numbers.values())) == 5
    assert numbers["success"] in {2, 10}
    assert numbers["accent"] == 3


def test_what_is_drawn_does_not_depend_on_the_terminal_that_the_tests_run_in() -> None:
    assert constants.TEXTUAL_ANIMATIONS == "none"
    assert constants.COLOR_SYSTEM == "truecolor"


async def test_every_word_of_the_band_is_turned_over_by_the_flash(tmp_path: Path) -> None:
    async with driving(tmp_path, live=True) as driver:
        await driver.press("space")
        driver.live._flash_until = driver.clock.monotonic() + 3600  # no paint ends it
        head = driver.live.query_one("#head")
        for theme in THEMES:
            driver.app.theme = theme.name
            await driver.settle()
            for state, still in product(STATES, (False, True)):
                driver.live.set_class(still, "-still")
                head.update_classes({f"-{each}": each == state for each in STATES} | {"-flash": True})
                await driver.pilot.pause()
                for word in head.query(Widget):
                    colours = word.styles.color.hex.lower(), word.styles.background.hex.lower()
                    assert colours == (theme.background, theme.foreground), f"{theme.name}, {state}: {word}"
