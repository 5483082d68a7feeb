"""A stylesheet that parses each source once.

Whenever the theme is set, or a screen with styles of its own is opened for the first time, Textual (8.2.8; no issue
filed) parses all sources in a fresh stylesheet, and then again in its own.
"""

from __future__ import annotations

from textual.cache import LRUCache
from textual.css.stylesheet import Stylesheet

MAX_SOURCES = 256
"""Sources whose rules are kept. Textual keeps 64 and goes through them in order, so a 65th would push all out."""


class OnceParsed(Stylesheet):
    """Keeps what it has parsed until the colours of the theme change."""

    def __init__(self, *, variables: dict[str, str]) -> None:
        super().__init__(variables=variables)
        self._parse_cache = LRUCache(MAX_SOURCES)

    def reparse(self) -> None:
        # If there is an error, the rules stay as they were. The fresh stylesheet is for nothing else.
        self.parse()
