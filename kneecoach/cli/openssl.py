"""Keeps OpenSSL out of the full-screen app: it opens no connection, and OpenSSL would take 4 MB of its memory.

asyncio, hashlib and hmac use OpenSSL where Python was built with it, and do without where it was not. So it seems
to be missing while they are imported. Everything else can import `ssl` at any time; asyncio alone then has no TLS.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module

OWN_HASHES = ("_md5", "_sha1", *(("_sha2",) if sys.version_info >= (3, 12) else ("_sha256", "_sha512")), "_sha3")
"""Python's own hashes. Some Linux distributions leave them out, and have those of OpenSSL only."""


def import_asyncio() -> None:
    """Import asyncio without TLS, unless something has imported it already."""
    with _hidden("ssl"):
        import_module("asyncio")


def import_hashes() -> None:
    """Import hmac, and with it hashlib, with Python's own hashes, unless something has imported it already."""
    try:
        for name in OWN_HASHES:
            import_module(name)
    except ImportError:
        return
    with _hidden("_hashlib"):
        import_module("hmac")


@contextmanager
def _hidden(name: str) -> Iterator[None]:
    """Let an import of this module fail, as if it were not installed, unless it is imported already."""
    hides = name not in sys.modules
    if hides:
        sys.modules[name] = None  # type: ignore[assignment]  # Python then raises ModuleNotFoundError
    try:
        yield
    finally:
        if hides:
            del sys.modules[name]
