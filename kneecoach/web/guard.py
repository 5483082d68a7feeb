"""Who may come in. Pure, except for the random keys.

An address carries a key that opens the door once: the browser that brings it gets a cookie instead. Nothing is
served without either, with another Host (a name that somebody pointed at this computer), or to another site's page.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from enum import Enum

KEY_BYTES = 24

MAX_BROWSERS = 20
"""Cookies that are kept; the oldest goes first."""


class Admission(Enum):
    """What to answer: the HTTP status, and the words for a person."""

    OPEN = (200, "")
    NO_KEY = (401, "Open the address that `kneecoach serve` printed. Its key opens one browser, once.")
    WRONG_HOST = (403, "This is not the address that `kneecoach serve` printed.")
    FOREIGN = (403, "Another page may not use kneecoach.")

    @property
    def status(self) -> int:
        return self.value[0]

    @property
    def words(self) -> str:
        return self.value[1]


def new_key() -> str:
    """A key that nobody can guess."""
    return secrets.token_urlsafe(KEY_BYTES)


@dataclass(slots=True)
class Guard:
    """The door of one server."""

    hosts: Collection[str]
    """The values of Host that are ours, as in `127.0.0.1:8731`."""
    make_key: Callable[[], str] = new_key
    key: str = ""
    """The key that opens the door once."""
    cookies: list[str] = field(default_factory=list)
    """The cookies of the browsers that came in, oldest first."""

    def __post_init__(self) -> None:
        self.key = self.key or self.make_key()

    def judge(self, host: str | None, origin: str | None, cookie: str | None, *, needs_origin: bool) -> Admission:
        """Whether a request may be answered, by its headers. A WebSocket `needs_origin`."""
        if host not in self.hosts:
            return Admission.WRONG_HOST
        if origin is None and needs_origin:
            return Admission.FOREIGN
        if origin is not None and origin != f"http://{host}":
            return Admission.FOREIGN
        return Admission.OPEN if self.knows(cookie) else Admission.NO_KEY

    def knows(self, cookie: str | None) -> bool:
        """Whether a cookie is one of ours."""
        return any(_same(cookie or "", known) for known in self.cookies)

    def exchange(self, key: str | None) -> str | None:
        """The cookie for the key, which is used up then; None for another key."""
        if key is None or not _same(key, self.key):
            return None
        self.key = self.make_key()
        cookie = self.make_key()
        self.cookies = [*self.cookies, cookie][-MAX_BROWSERS:]
        return cookie


def _same(one: str, other: str) -> bool:
    """Whether two keys are the same, compared in constant time."""
    return secrets.compare_digest(one.encode("utf-8", "replace"), other.encode("utf-8", "replace"))
