"""Screen tests look up the styles of a widget. They are those that Textual works out itself."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import cycle
from pathlib import Path
from typing import Any

import pytest
from textual.css.styles import Styles
from textual.css.stylesheet import Stylesheet
from textual.dom import DOMNode

from kneecoach.ui.theme import THEMES
from tests.torture.monkey import odd_records
from tests.ui.driver import driving
from tests.ui.made_up import write
from tests.ui.quick_answers import TEXTUALS_APPLY
from tests.ui.test_odd_windows import WAY


@pytest.fixture
def worked_out(monkeypatch: pytest.MonkeyPatch) -> Any:
    """The styles of a widget as Textual works them out from all of its rules."""

    def styles(sheet: Stylesheet, node: DOMNode) -> dict[str, object]:
        made = Styles()

        def set_all(cls: type[Stylesheet], node: DOMNode, rules: dict[str, object], animate: bool = False) -> None:
            for name, value in rules.items():
                setattr(made, name, value)

        with monkeypatch.context() as patch:
            patch.setattr(Stylesheet, "replace_rules", classmethod(set_all))
            patch.setattr(Stylesheet, "_process_component_classes", lambda sheet, node: None)
            TEXTUALS_APPLY(sheet, node)
        return comparable(made)

    return styles


def comparable(styles: Styles) -> dict[str, object]:
    """All styles that are set; a layout by its name."""
    return {name: getattr(value, "name", value) for name, value in styles._rules.items()}


def nodes(root: DOMNode) -> Iterator[DOMNode]:
    """A screen with its widgets and all parts of them that have styles of their own."""
    for node in root.walk_children(with_self=True):
        yield node
        for part in node._component_styles.values():
            yield part.node


async def test_every_widget_of_every_screen_has_the_styles_of_its_rules(tmp_path: Path, worked_out: Any) -> None:
    write(tmp_path, odd_records())
    async with driving(tmp_path) as driver:
        sheet, themes = driver.app.stylesheet, cycle(THEMES)
        for (key, _), theme in zip(WAY, themes, strict=False):
            driver.app.theme = theme.name
            await driver.press(key)
            for node in (driver.app, *nodes(driver.app.screen)):
                assert comparable(node.styles.base) == worked_out(sheet, node), f"{key}: {node!r}"
