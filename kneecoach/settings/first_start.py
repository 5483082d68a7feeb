"""Whether somebody is new, and has seen what is asked once at the first start.

It is noted when they leave it, in whichever way; what they answered is written at once. So one that was killed in
between asks again, unless something was answered.
"""

from __future__ import annotations

import contextlib
import os

from kneecoach.errors import KneecoachError
from kneecoach.files import write_whole
from kneecoach.paths import Paths, private_folder


def is_new(paths: Paths) -> bool:
    """Whether there are no settings, and nothing has been asked before. The log says the rest."""
    return not (os.path.lexists(paths.welcomed) or os.path.lexists(paths.settings))


def note_seen(paths: Paths) -> None:
    """Note that it was seen. Where that fails, it is shown once more."""
    with contextlib.suppress(KneecoachError, OSError):
        private_folder(paths.state)
        write_whole(paths.welcomed, b"")
