"""Toasts do not pile up."""

from __future__ import annotations

from pathlib import Path

from textual.widgets._toast import Toast

from kneecoach.ui.widgets.scale import Scale
from tests.ui.driver import Driver, driving


def toasts(driver: Driver) -> list[tuple[str, str]]:
    """Severity and text of every toast that is shown."""
    shown = driver.app.screen.query(Toast)
    return [(toast._notification.severity, toast._notification.message) for toast in shown]


async def test_a_new_toast_takes_the_place_of_the_one_before(tmp_path: Path) -> None:
    async with driving(tmp_path) as driver:
        for words in ("one", "one", "two", "two"):
            driver.app.notify(words)
        driver.app.notify("faulty", severity="warning")
        await driver.settle()
        assert toasts(driver) == [("information", "two"), ("warning", "faulty")]
        driver.app.notify("three")
        await driver.settle()
        assert sorted(toasts(driver)) == [("information", "three"), ("warning", "faulty")]
        driver.app.notify("very faulty", severity="warning")
        await driver.settle()
        assert sorted(toasts(driver)) == [("information", "three"), ("warning", "very faulty")]


async def test_a_key_that_is_not_an_answer_says_so_once(tmp_path: Path) -> None:
    async with driving(tmp_path) as driver:
        await driver.press("h", "n")
        scale = Scale(4)
        await driver.app.screen.mount(scale)
        scale.focus()
        await driver.press(*"787878")
        assert [words[:1] for _, words in toasts(driver)] == ["8"]
