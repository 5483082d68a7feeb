"""Everything spoken that ships: the phrases of any session, and the words of what is built in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from math import inf
from pathlib import Path

from kneecoach.audio.vocabulary import common_words, words_of
from kneecoach.routine.library import builtin_dir, exercise_files, parse_routine, read_routine
from kneecoach.routine.model import Routine
from kneecoach.routine.planner import plan_routine


def shipped_words() -> Mapping[str, float]:
    """The words, each with the most seconds that its clip may last. Raises KneecoachError."""
    words = dict(common_words())
    for routine in _routines():
        for said, seconds in words_of(plan_routine(routine)).items():
            words[said] = min(seconds, words.get(said, inf))
    return words


def _routines() -> Iterator[Routine]:
    """The built-in routines, and one for each exercise of the library, with its own dose."""
    for name in exercise_files(None):
        raw = f'schema = 1\nid = "{name}"\ntitle = "{name}"\n[[exercise]]\nuse = "{name}"\n'
        yield parse_routine(Path(f"{name}.toml"), raw.encode())
    for path in sorted(builtin_dir().glob("*.toml")):
        yield read_routine(path)
