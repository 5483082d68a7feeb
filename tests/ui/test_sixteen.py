"""With sixteen colours, every word can be read and each state of a session has its colour, in every terminal."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path

import pytest
from rich.color import Color as RichColor
from rich.color import ColorSystem
from textual.color import Color
from textual.theme import Theme

from kneecoach.ui.theme import CONTRAST, DARK, LIGHT, SIXTEEN, in_sixteen
from kneecoach.ui.widgets.figure_view import FigureView
from tests.ui.driver import SILENT, Driver, driving
from tests.ui.test_screen import contrast
from tests.ui.test_theme import STATES, WORDS, colours_of

TERMINALS = {
    "the console": "000000 aa0000 00aa00 aa5500 0000aa aa00aa 00aaaa aaaaaa"
    " 555555 ff5555 55ff55 ffff55 5555ff ff55ff 55ffff ffffff",
    "xterm": "000000 cd0000 00cd00 cdcd00 0000ee cd00cd 00cdcd e5e5e5"
    " 7f7f7f ff0000 00ff00 ffff00 5c5cff ff00ff 00ffff ffffff",
    "GNOME Terminal": "171421 c01c28 26a269 a2734c 12488b a347ba 2aa1b3 d0cfcc"
    " 5e5c64 f66151 33d17a e9ad0c 2a7bde c061cb 33c7de ffffff",
    "Windows Terminal": "0c0c0c c50f1f 13a10e c19c00 0037da 881798 3a96dd cccccc"
    " 767676 e74856 16c60c f9f1a5 3b78ff b4009e 61d6d6 f2f2f2",
    "Terminal.app": "000000 990000 00a600 999900 0000b2 b200b2 00a6b2 bfbfbf"
    " 666666 e50000 00d900 e5e500 0000ff e500e5 00e5e5 e5e5e5",
}
"""The sixteen colours of some terminals, by number."""

ON_THE_PAGE = ("foreground", "primary", "secondary", "warning", "error", "success-text", "text-disabled")
ON_A_ROW = ("foreground", "secondary", "text-disabled")
"""The variables for text on the page, and on the row under the cursor or in a field."""
LARGE = ("accent-text", "success-text", "ready-text")
"""The variables for the count, in large letters."""

THEMES = (in_sixteen(DARK), in_sixteen(LIGHT), in_sixteen(CONTRAST))


def number(colour: str) -> int:
    """Which of the sixteen colours the terminal is asked for."""
    found = RichColor.from_rgb(*Color.parse(colour).rgb).downgrade(ColorSystem.STANDARD).number
    assert found is not None
    return found


def least(one: str, other: str) -> float:
    """The contrast of two colours, in the terminal where it is lowest."""
    shown = [[f"#{colour}" for colour in colours.split()] for colours in TERMINALS.values()]
    return min(contrast(colours[number(one)], colours[number(other)]) for colours in shown)


def all_colours(theme: Theme) -> dict[str, str]:
    return colours_of(theme) | {"error": str(theme.error)}


def test_each_colour_of_the_sixteen_is_sent_by_its_number() -> None:
    assert [number(colour) for colour in SIXTEEN] == list(range(16))


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_words_stand_out_in_every_terminal(theme: Theme) -> None:
    """WCAG 2 asks for 4.5:1, and for 3:1 in large letters. No terminal has a better grey or red."""
    found = all_colours(theme)
    page, row = found["background"], found["panel"]
    for name in ON_THE_PAGE:
        assert least(found[name], page) >= (3.9 if name in {"secondary", "text-disabled", "error"} else 4.5), name
    for name in ON_A_ROW:
        assert least(found[name], row) >= (2.5 if name != "foreground" else 4.5), name
    for name in LARGE:
        assert least(found[name], page) >= 3, name
    for state in STATES:
        for word in WORDS[state]:
            assert least(found[word], found[f"{state}-ground"]) >= 3.6, f"{state}: {word}"
    assert least(found["done-words"], found["done-ground"]) >= 4.5


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_bands_are_told_apart_by_their_ground_even_where_no_ground_is_bright(theme: Theme) -> None:
    """As backgrounds, the Linux console shows the eight bright colours like the eight dark ones."""
    found = all_colours(theme)
    grounds = {state: number(found[f"{state}-ground"]) % 8 for state in STATES}
    for one, other in combinations(STATES, 2):
        assert grounds[one] != grounds[other], f"{one} and {other}"
    assert number(found["background"]) not in {number(found[f"{state}-ground"]) for state in STATES}
    assert number(found["panel"]) % 8 != number(found["background"]) % 8


async def drawn_numbers(driver: Driver) -> set[int]:
    """The colours of the figure on Live, as the terminal is asked for them, whatever is on top."""
    region = driver.live.query_one("#figure").region
    strips = driver.app.screen._compositor.render_strips()[region.y : region.bottom - 4]
    found = set()
    for strip in strips:
        for text, style, _ in strip.crop(region.x, region.right):
            if style is not None and style.color is not None and any("▀" <= letter <= "▟" for letter in text):
                found.add(style.color.downgrade(ColorSystem.STANDARD).number)
    return {each for each in found if each is not None}


async def test_a_figure_keeps_its_colours_of_the_sixteen_below_a_dialog(tmp_path: Path) -> None:
    (tmp_path / "config").mkdir()
    (tmp_path / "config" / "config.toml").write_text(SILENT.replace('"colour"', '"sixteen"'))
    async with driving(tmp_path, (100, 30), live=True) as driver:
        await driver.wait(10)
        figure = driver.live.query_one("#figure", FigureView)
        assert figure.sixteen
        frame = figure._frame
        assert frame is not None
        asked = {fg for row in frame.rows for text, fg, _ in row if text.strip() and fg is not None}
        assert await drawn_numbers(driver) == asked
        await driver.press("space", "q")
        assert driver.app.screen is not driver.live
        assert await drawn_numbers(driver) <= asked


async def test_no_dark_colour_is_bold_since_terminals_show_that_as_a_bright_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("textual.constants.COLOR_SYSTEM", "standard")
    async with driving(tmp_path, live=True) as driver:
        await driver.press("space")
        bold = set()
        for strip in driver.app.screen._compositor.render_strips():
            for _, style, _ in strip:
                if style is not None and style.bold and style.color is not None:
                    bold.add(style.color.downgrade(ColorSystem.STANDARD).number)
        assert bold
        assert all(each is not None and each >= 8 for each in bold)
