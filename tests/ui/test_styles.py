"""Each style sheet belongs to one screen, and what was opened before does not change how a screen looks."""

from __future__ import annotations

import importlib
import pkgutil
from pathlib import Path

import pytest
from textual.css.model import Selector, SelectorType
from textual.css.stylesheet import Stylesheet
from textual.geometry import Region
from textual.screen import Screen
from textual.widget import Widget

import kneecoach.ui.screens
import kneecoach.ui.widgets
from kneecoach.paths import Paths
from kneecoach.ui.app import KneecoachApp
from kneecoach.ui.screens.summary import Summary
from tests.ui.driver import Driver, driving

SHEETS = sorted(Path(kneecoach.ui.screens.__path__[0]).glob("*.tcss"))


def all_screens() -> set[type[Screen[object]]]:
    """Every screen class in the package."""
    for module in pkgutil.iter_modules(kneecoach.ui.screens.__path__, "kneecoach.ui.screens."):
        importlib.import_module(module.name)
    found: set[type[Screen[object]]] = set()
    left: list[type[Screen[object]]] = [Screen]
    while left:
        for kind in left.pop().__subclasses__():
            left.append(kind)
            if kind.__module__.startswith("kneecoach."):
                found.add(kind)
    return found


def reached(first: Selector) -> set[type[Screen[object]]]:
    """The screens to which a rule that begins with this selector may apply."""
    if first.type is not SelectorType.TYPE:
        return all_screens()
    named = {screen for screen in all_screens() if first.name in screen._css_type_names}
    # A rule that begins with a widget applies wherever that widget is.
    return named or all_screens()


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.stem)
def test_no_rule_reaches_another_screen(sheet: Path, tmp_path: Path) -> None:
    app = KneecoachApp(Paths(tmp_path, tmp_path, tmp_path))
    parsed = Stylesheet(variables=app.get_css_variables())
    parsed.read(sheet)
    # A screen that is derived from another looks like it on purpose.
    own = {s for s in all_screens() if any(base.__module__.endswith(f".{sheet.stem}") for base in s.__mro__)}
    assert parsed.rules
    for rule in parsed.rules:
        for selectors in rule.selector_set:
            assert reached(selectors.selectors[0]) <= own, rule.selectors


def test_what_is_never_wrapped_is_cut(tmp_path: Path) -> None:
    """Without a rule for its end, a line that should not wrap is folded anyway, into several rows."""
    app = KneecoachApp(Paths(tmp_path, tmp_path, tmp_path))
    parsed = Stylesheet(variables=app.get_css_variables())
    for sheet in SHEETS:
        parsed.read(sheet)
    for module in pkgutil.iter_modules(kneecoach.ui.widgets.__path__, "kneecoach.ui.widgets."):
        for kind in vars(importlib.import_module(module.name)).values():
            if isinstance(kind, type) and issubclass(kind, Widget) and kind.__module__ == module.name:
                parsed.add_source(kind.DEFAULT_CSS, (kind.__module__, kind.__name__))
    rules = [rule for rule in parsed.rules if rule.styles.text_wrap == "nowrap"]
    assert rules
    assert {rule.selectors for rule in rules if rule.styles.text_overflow == "fold"} == set()


def test_no_screen_has_styles_that_are_not_in_its_sheet() -> None:
    assert {screen.__name__ for screen in all_screens() if screen.CSS} == set()


async def to_summary(driver: Driver, *keys: str) -> dict[str, Region]:
    """Begin with `keys`, stop, answer that the knee hurts, and return where everything is."""
    await driver.press(*keys, "q", "s")
    await driver.press("7")
    assert isinstance(driver.app.screen, Summary)
    shown = driver.app.screen.query("#body *")
    return {f"{number} {type(widget).__name__}": widget.region for number, widget in enumerate(shown)}


@pytest.mark.parametrize("size", [(60, 20), (80, 24)])
async def test_summary_looks_the_same_however_the_session_was_begun(tmp_path: Path, size: tuple[int, int]) -> None:
    for name in ("asked", "at-once"):
        (tmp_path / name).mkdir()
    async with driving(tmp_path / "asked", size) as driver:
        asked = await to_summary(driver, "enter", "enter")
    async with driving(tmp_path / "at-once", size) as driver:
        at_once = await to_summary(driver, "s")
    assert at_once == asked
