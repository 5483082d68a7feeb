"""Errors the user can cause: one clear sentence each, never a traceback."""

from __future__ import annotations

import errno

from kneecoach.text import clean

MAX_SHOWN = 60
"""An error quotes at most this many characters of a key or a value."""


class KneecoachError(Exception):
    """An error the user can fix. Its text is one sentence for them; the command line exits with 1."""


class UsageError(KneecoachError):
    """The command line asks for something that does not exist. It exits with 2."""


def shortened(text: str) -> str:
    """`text` without control codes, cut to fit in a sentence."""
    cleaned = clean(text)
    return cleaned if len(cleaned) <= MAX_SHOWN else f"{cleaned[:MAX_SHOWN]}…"


def os_reason(error: OSError) -> str:
    """Why the system refused, in the system's words: `Permission denied`."""
    if error.errno == errno.ELOOP:
        return "a symbolic link is in the way"
    return error.strerror or str(error)
