"""Pictures of the screens for the documentation, from the real program on a fake clock: `make docs`."""

from __future__ import annotations

import asyncio
import os
import re
import sys
import tempfile
from pathlib import Path

os.environ["TEXTUAL_ANIMATIONS"] = "none"
os.environ.pop("NO_COLOR", None)
sys.path.insert(0, str(Path(__file__).parent.parent))

from unittest.mock import patch

from tests.ui.driver import Driver, driving

SIZE = (80, 24)


async def shoot(folder: Path) -> None:
    """Write one SVG a screen into `folder`."""

    def save(driver: Driver, name: str) -> None:
        svg = re.sub(r"terminal-\d+", "terminal", driver.app.export_screenshot(simplify=True))
        (folder / f"{name}.svg").write_text(svg, "utf-8")
        print(folder / f"{name}.svg")

    async with driving(Path(tempfile.mkdtemp()), SIZE) as driver:
        save(driver, "home")
        await driver.press("f", *["right"] * 4)
        await driver.wait(2.5)
        save(driver, "movements")
        await driver.press("escape", "enter", "3")
        save(driver, "before")
        await driver.press("enter", *["n"] * 8, "N", "enter", "N", "enter")
        await driver.wait(6 * 5 + 1 + 0.5)
        save(driver, "live")
        await driver.wait(9 * 5 + 20)
        save(driver, "rest")
        await driver.press("q", "s", "2", "tab", "3")
        save(driver, "summary")
        await driver.press("d")
        save(driver, "detail")
        await driver.press("escape", "enter", "h")
        save(driver, "history")


if __name__ == "__main__":
    target = Path(sys.argv[1] if len(sys.argv) > 1 else "docs/images")
    target.mkdir(parents=True, exist_ok=True)
    # The same pictures every time: the id of a session is shown.
    with patch("kneecoach.log.keeper.uuid.uuid4", lambda: "00000001-0000-4000-8000-000000000000"):
        asyncio.run(shoot(target))
