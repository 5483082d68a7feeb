"""Every word of what ships has a clip, short enough for its place."""

from __future__ import annotations

from pathlib import Path

import pytest

from kneecoach.audio.clips import lengths, voice_dir
from kneecoach.audio.phrases import phase, sentence
from kneecoach.routine.library import exercise_files, read_exercise
from scripts.shipped_words import shipped_words

MAX_BYTES = 12_500_000
"""Of the clips on disk. Packed they are seven eighths of it, and the wheel is to stay under 12 MB with all else."""


@pytest.mark.parametrize("path", exercise_files(None).values(), ids=exercise_files(None))
def test_title_position_and_phases_of_every_exercise_of_the_library_are_spoken(path: Path) -> None:
    spec = read_exercise(path).spec
    assert sentence(spec.spoken or spec.title) in lengths()
    assert spec.position is not None
    assert spec.position in lengths()
    assert [p.name for p in spec.cadence if phase(p.name) not in lengths()] == []


def test_all_that_sessions_of_what_ships_say_has_a_clip_that_is_short_enough() -> None:
    clips = lengths()
    assert [words for words, limit in shipped_words().items() if words not in clips or clips[words] > limit] == []


def test_the_clips_leave_the_wheel_small() -> None:
    assert sum(path.stat().st_size for path in voice_dir().iterdir()) < MAX_BYTES
