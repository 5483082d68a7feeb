"""Every word of what ships has a clip, short enough for its place."""

from __future__ import annotations

import zlib
from pathlib import Path

import pytest

import kneecoach
from kneecoach.audio.clips import lengths
from kneecoach.audio.phrases import phase, sentence
from kneecoach.paths import assets_dir
from kneecoach.routine.library import exercise_files, read_exercise
from scripts.shipped_words import shipped_words

MAX_BYTES = 11_820_000
"""The size of all that the wheel packs, of which clips are nine tenths. With file names it is under 12 MB."""


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
    packed = 0
    for folder in (assets_dir(), Path(kneecoach.__file__).parent):
        for path in folder.rglob("*"):
            if path.is_file() and path.suffix != ".pyc":
                packed += len(zlib.compress(path.read_bytes()))
    assert packed < MAX_BYTES
