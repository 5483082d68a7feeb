"""The docs as a site: every page is in it, no link is broken, and reading it fetches nothing from elsewhere."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from html.parser import HTMLParser
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import unquote

import pytest

from scripts.site_pages import first_page, on_page_markdown
from tests.cli.program import ROOT


@pytest.mark.parametrize(
    ("readme", "page"),
    [
        ("[a](docs/stats.md)", "[a](stats.md)"),
        ("![a](docs/images/b.svg)", "![a](images/b.svg)"),
        ("[a](CHANGELOG.md)", "[a](../CHANGELOG.md)"),
        ("[a](https://example.org/x) [b](#keys)", "[a](https://example.org/x) [b](#keys)"),
    ],
)
def test_the_readme_becomes_the_first_page(readme: str, page: str) -> None:
    assert first_page(readme) == page


def test_what_is_not_in_the_site_is_named_and_not_linked() -> None:
    assert on_page_markdown("see [examples/a.py](../examples/a.py), [b](b.md)") == "see examples/a.py, [b](b.md)"


def test_every_page_is_in_the_table_of_contents() -> None:
    listed = set(re.findall(r"[\w-]+\.md", (ROOT / "mkdocs.yml").read_text("utf-8").partition("nav:")[2]))
    assert listed == {"index.md", *(path.name for path in (ROOT / "docs").glob("*.md"))}


LINKS = {"a": "href", "link": "href", "img": "src", "script": "src", "iframe": "src"}


class Links(HTMLParser):
    """What a page links to, and what it loads by itself."""

    def __init__(self) -> None:
        super().__init__()
        self.links: list[str] = []
        self.loaded: list[str] = []
        self.ids: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.ids |= {value for name in ("id", "name") if (value := given.get(name))}
        if value := given.get(LINKS.get(tag, "")):
            (self.links if tag == "a" else self.loaded).append(value)


@pytest.mark.skipif(find_spec("material") is None, reason="`make site` installs it")
def test_the_site_links_what_is_there_and_loads_nothing_from_elsewhere(tmp_path: Path) -> None:
    subprocess.run(
        [
            sys.executable,
            "-W",
            "ignore",
            "-m",
            "mkdocs",
            "build",
            "--quiet",
            "--strict",
            "--site-dir",
            str(tmp_path),
        ],
        cwd=ROOT,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
        capture_output=True,
        check=True,
    )
    pages = {path: Links() for path in tmp_path.glob("*.html")}
    for path, found in pages.items():
        found.feed(path.read_text("utf-8"))
    assert len(pages) > 12
    for path, found in pages.items():
        assert not [url for url in found.loaded if "://" in url or url.startswith("//")], path
        for link in (*found.links, *found.loaded):
            if "://" in link or link.startswith(("data:", "mailto:")) or path.name == "404.html":
                continue
            target, _, anchor = link.partition("#")
            there = (path.parent / unquote(target)).resolve() if target else path
            assert there.exists(), (path.name, link)
            if anchor and there in pages:
                assert unquote(anchor) in pages[there].ids, (path.name, link)
