"""Each source of styles is parsed once per theme, however many screens are opened."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from textual.css.tokenizer import TokenError

from kneecoach.ui.terminal.stylesheet import OnceParsed
from tests.cli.program import ROOT, TIMEOUT

# In a separate process: in this one, all tests share what they have parsed.
OPEN = """
import asyncio, sys
from collections import Counter
from pathlib import Path
from textual.css import stylesheet
from kneecoach.paths import find_paths
from kneecoach.ui.app import KneecoachApp

parsed, parse = Counter(), stylesheet.parse

def counted(scope, css, read_from, **named):
    parsed[read_from] += 1
    return parse(scope, css, read_from, **named)

stylesheet.parse = counted

async def main():
    app = KneecoachApp(find_paths(sys.argv[1]))
    async with app.run_test() as pilot:
        for key in ("h", "escape", "t", "escape", "o"):
            await pilot.pause()
            await pilot.press(key)
        await pilot.pause()
        for path, name in parsed:
            if name:
                continue
            print(Path(path).name, parsed[path, name])

asyncio.run(main())
"""


def test_opening_screens_parses_the_styles_of_each_once(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", OPEN, str(tmp_path)],
        capture_output=True,
        encoding="utf-8",
        cwd=ROOT,
        timeout=TIMEOUT,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    times = dict(line.split() for line in done.stdout.splitlines())
    assert {"base.tcss", "home.tcss", "history.tcss", "trends.tcss", "settings.tcss"} <= set(times)
    assert set(times.values()) == {"1"}, times


def test_other_colours_are_taken() -> None:
    sheet = OnceParsed(variables={"tone": "red"})
    sheet.add_source("Static { color: $tone; }")
    red = sheet.rules[0].styles.color
    sheet.set_variables({"tone": "blue"})
    sheet.reparse()
    assert (red.hex, sheet.rules[0].styles.color.hex) == ("#FF0000", "#0000FF")


def test_after_an_error_the_rules_are_as_they_were() -> None:
    sheet = OnceParsed(variables={})
    sheet.add_source("Static { color: red; }")
    before = sheet.css
    sheet.add_source("Static { colour red }")
    with pytest.raises(TokenError):
        sheet.reparse()
    assert sheet.css == before
