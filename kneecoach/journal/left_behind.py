"""Clears the temporary files that a killed process left, when a session starts or is looked for."""

from __future__ import annotations

from kneecoach.files import clear_temporaries
from kneecoach.log.device import kept_name
from kneecoach.paths import Paths


def clear_left_behind(paths: Paths) -> None:
    """Remove such files from the user's folders. Never raises."""
    for folder in (paths.state, paths.config, paths.routines_dir):
        clear_temporaries(folder)
    # The log's folder may be shared: another computer may be writing to its own file there.
    clear_temporaries(paths.log_dir, is_shared=True)
    try:
        own = kept_name(paths)
    except (OSError, ValueError):
        return
    if own:
        clear_temporaries(paths.log_dir, of=f"{own}.jsonl")
