"""Whether somebody is new, and whether they have seen the questions of the first start, which are asked once.

Leaving the questions, in whatever way, counts as having seen them. Each answer is written at once. So a program
that was killed in between asks again, unless something was answered.
"""

from __future__ import annotations

import contextlib
import os

from kneecoach.errors import KneecoachError
from kneecoach.files import write_whole
from kneecoach.paths import Paths, private_folder


def is_new(paths: Paths) -> bool:
    """Whether there are no settings and the questions have not been seen. Only the log can say more."""
    return not (os.path.lexists(paths.welcomed) or os.path.lexists(paths.settings))


def note_seen(paths: Paths) -> None:
    """Note that the questions were seen. If that fails, they are shown again."""
    with contextlib.suppress(KneecoachError, OSError):
        private_folder(paths.state)
        write_whole(paths.welcomed, b"")
