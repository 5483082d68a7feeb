"""The page as a browser and its checkers see it. Skipped where npm or Chromium is not installed.

npm fetches axe-core and html-validate once, into pytest's cache. Without a network, this is skipped.
"""

from __future__ import annotations

import asyncio
import base64
import re
import shutil
import subprocess
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from filelock import FileLock

from kneecoach.log.record import Record
from kneecoach.review.export.page import page
from kneecoach.review.export.source import ExportContext
from scripts.generate_log import generate
from tests.review.export.samples import FIRST, NASTY, SECOND, THIRD
from tests.review.export.test_page import ill_meant
from tests.web.chrome import PROGRAM as CHROMIUM
from tests.web.chrome import chromium

CHECKS = Path(__file__).parent / "browser"
TIMEOUT = 120
LAST = date(2026, 11, 22)

PAPER = {"A4": "210mm 297mm", "Letter": "216mm 279mm"}


def three_months(seed: int) -> list[Record]:
    """A made-up person who trained three times a week for three months."""
    return generate(seed, 39, date(2026, 8, 23), months=3)


PERSONS: dict[str, Callable[[], Sequence[Record]]] = {
    "nobody": tuple,
    "nothing": lambda: (SECOND,),
    "samples": lambda: (FIRST, SECOND, THIRD),
    "hostile": lambda: ill_meant(NASTY[10]),
    "months": lambda: three_months(7),
}


def written(folder: Path, name: str, records: Sequence[Record], style: str = "") -> Path:
    """The page of these records as a file. `style` is added to its own style."""
    html = page(records, ExportContext(datetime(2026, 11, 23, tzinfo=UTC), LAST))
    path = folder / f"{name}.html"
    if style:
        html = re.sub("<meta http-equiv.*?>", "", html).replace("</style>", f"{style}</style>")
    path.write_text(html, "utf-8")
    return path


@pytest.fixture(scope="module")
def checkers(request: pytest.FixtureRequest) -> Path:
    """A folder with the script and what it needs. Skips the test if npm is missing or nothing can be fetched."""
    npm = shutil.which("npm")
    if not npm or not shutil.which("node"):
        pytest.skip("npm is not installed")
    folder = Path(request.config.cache.mkdir("page-checks"))
    with FileLock(folder / "lock"):
        for file in CHECKS.iterdir():
            shutil.copy(file, folder)
        install = [npm, "install", "--ignore-scripts", "--no-audit", "--no-fund", "--prefer-offline"]
        no_patience = ["--fetch-retries=0", "--fetch-timeout=10000"]
        try:
            # Without a page, the script tells whether this version of node can run it.
            for command in ([*install, *no_patience], ["node", "check.mjs"]):
                subprocess.run(command, cwd=folder, capture_output=True, timeout=TIMEOUT, check=True)
        except (subprocess.CalledProcessError, subprocess.TimeoutExpired):
            pytest.skip("axe-core and html-validate cannot be fetched, or not be run by this node")
    return folder


@pytest.fixture(scope="module")
def findings(checkers: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    """What is wrong with each page, one finding per fault. They are looked at in one go: node starts slowly."""
    folder = tmp_path_factory.mktemp("pages")
    pages = {name: written(folder, name, records()) for name, records in PERSONS.items()}
    pages["wrong"] = wrong_page(folder)
    command = ["node", "check.mjs", *map(str, pages.values())]
    done = subprocess.run(command, cwd=checkers, stdout=subprocess.PIPE, text=True, timeout=TIMEOUT, check=True)
    said = done.stdout.splitlines()
    found = {name: [line for line in said if line.startswith(f"{path}:")] for name, path in pages.items()}
    assert sum(map(len, found.values())) == len(said), said
    return found


def wrong_page(folder: Path) -> Path:
    """A page in no language, with an attribute twice and a picture without a title."""
    path = written(folder, "wrong", (FIRST,))
    wrong = (
        path.read_text("utf-8").replace('lang="en"', "").replace('<td colspan="7">', '<td colspan="7" colspan="2">')
    )
    path.write_text(
        re.sub('<svg viewBox="[^"]*" role="img">\\s*<title>.*?</title>', '<svg role="img">', wrong), "utf-8"
    )
    return path


def test_axe_and_html_validate_find_nothing(findings: dict[str, list[str]]) -> None:
    assert {name: findings[name] for name in PERSONS} == {name: [] for name in PERSONS}


def test_the_checkers_find_what_is_wrong(findings: dict[str, list[str]]) -> None:
    found = findings["wrong"]
    assert {line.split(": ")[1] for line in found} == {"axe", "html"}, found


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, int]:
    """On how many pages one Chromium prints three months on each paper. Skips the test without a Chromium."""
    if not CHROMIUM:
        pytest.skip("Chromium is not installed")
    return asyncio.run(pages_on_paper(tmp_path_factory.mktemp("printed"), PERSONS["months"]()))


async def pages_on_paper(folder: Path, records: Sequence[Record]) -> dict[str, int]:
    counts = {}
    async with chromium() as page:
        await page.send("Page.enable")
        for paper, size in PAPER.items():
            path = written(folder, paper, records, style=f"@page {{ size: {size}; }}")
            await page.open(path.as_uri())
            await page.until(f"document.readyState === 'complete' && location.pathname.endsWith('/{path.name}')")
            pdf = base64.b64decode((await page.send("Page.printToPDF", preferCSSPageSize=True))["data"])
            counts[paper] = len(re.findall(rb"/Type\s*/Page\b", pdf))
    return counts


@pytest.mark.parametrize("paper", PAPER)
def test_three_months_are_two_printed_pages(paper: str, printed: dict[str, int]) -> None:
    assert printed[paper] == 2
