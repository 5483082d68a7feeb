"""Clips rendered in a separate process: each is announced as soon as it exists, and nothing waits for it."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from math import inf
from pathlib import Path

import psutil  # type: ignore[import-untyped]
import pytest

from kneecoach.audio.clips import RENDERED_VOICES, read_clip, rendered_file, rendered_lengths
from kneecoach.audio.tones import SAMPLE_RATE
from kneecoach.audio.voice import store
from kneecoach.audio.voice.rendering import ClipMaker, Rendering
from kneecoach.audio.voice.speakers import found_voices
from tests.audio.voice.voices import needs_espeak, needs_heart

WORDS = {"Frog squat": inf, "Sleepy heron": inf, "Sink": 0.85}
PATIENCE_SECONDS = 20.0


def wait_until(is_so: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not is_so():
        assert time.monotonic() < deadline
        time.sleep(0.01)


def made(folder: Path, voices: list[str], words: dict[str, float]) -> tuple[Rendering, dict[str, float]]:
    told: dict[str, float] = {}
    rendering = ClipMaker(folder, voices, told.__setitem__).make(words)
    wait_until(lambda: rendering.is_over)
    return rendering, told


@pytest.mark.parametrize(
    "voice", [pytest.param("heart", marks=needs_heart), pytest.param("espeak-ng", marks=needs_espeak)]
)
def test_each_clip_is_kept_whole_and_announced(tmp_path: Path, voice: str) -> None:
    rendering, told = made(tmp_path, [voice], WORDS)
    assert (rendering.voice, rendering.made, rendering.failed, rendering.left) == (voice, 3, {}, 0)
    assert list(told) == list(WORDS)
    assert rendered_lengths(tmp_path, WORDS) == told
    for words, seconds in told.items():
        assert len(read_clip(words, tmp_path)) == round(seconds * SAMPLE_RATE)
        assert (tmp_path / voice / rendered_file(words)).stat().st_mode & 0o777 == 0o600
    assert told["Sink"] <= 0.85
    assert not list(tmp_path.rglob("*.tmp"))


@needs_espeak
def test_a_voice_that_does_not_start_gives_way_to_the_next(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    broken = tmp_path / "broken"
    broken.mkdir()
    (broken / "hibari.py").write_text("raise ImportError('libonnxruntime.so: cannot open shared object file')\n")
    monkeypatch.setenv("PYTHONPATH", str(broken))
    rendering, told = made(tmp_path / "store", ["heart", "espeak-ng"], {"Frog squat": inf})
    assert (rendering.voice, list(told)) == ("espeak-ng", ["Frog squat"])


def test_without_a_voice_that_starts_it_is_over_and_nothing_is_made(tmp_path: Path) -> None:
    rendering, told = made(tmp_path, ["sapi"] if os.name != "nt" else ["say"], {"Frog squat": inf})
    assert (rendering.made, told, rendering.left) == (0, {}, 0)
    assert list(rendering.failed) == ["Frog squat"]


@needs_espeak
def test_a_store_that_cannot_be_written_is_reported_and_nothing_is_raised(tmp_path: Path) -> None:
    (tmp_path / "store").write_text("a file is in the way")
    rendering, told = made(tmp_path / "store", ["espeak-ng"], {"Frog squat": inf})
    assert told == {}
    assert "this is a file, not a folder" in rendering.failed["Frog squat"]


@needs_espeak
def test_closing_ends_the_process_and_keeps_what_is_there(tmp_path: Path) -> None:
    told: dict[str, float] = {}
    maker = ClipMaker(tmp_path, ["espeak-ng"], told.__setitem__)
    rendering = maker.make({f"Frog squat {n}": inf for n in range(200)})
    wait_until(lambda: bool(told))
    maker.close()
    wait_until(lambda: rendering.is_over)
    assert 0 < rendering.made < 200
    children = psutil.Process().children(recursive=True)
    assert not [c for c in children if any("voice.render" in part for part in c.cmdline())]
    assert maker.make({"Frog squat": inf}).wanted == 1


def test_what_is_being_made_is_not_asked_for_twice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    maker = ClipMaker(tmp_path, ["sapi"], lambda words, seconds: None)
    monkeypatch.setattr(maker, "_render", lambda wanted, rendering: None)
    assert maker.make({"Frog squat": inf, "Sink": inf}).wanted == 2
    assert maker.make({"Frog squat": inf, "Leap": inf}).wanted == 1
    assert maker.make({}).is_over


def test_the_oldest_clips_are_forgotten(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "MAX_CLIPS", 2)
    (tmp_path / "heart").mkdir()
    for age, name in enumerate("abcd"):
        (tmp_path / "heart" / f"{name}.wav").write_bytes(b"")
        os.utime(tmp_path / "heart" / f"{name}.wav", (0, 1000 - age))
    store.forget_old_clips(tmp_path, "heart")
    assert sorted(path.stem for path in (tmp_path / "heart").iterdir()) == ["a", "b"]
    store.forget_old_clips(tmp_path, "nobody")


def test_the_voices_found_are_known_ones_the_best_first() -> None:
    found = list(found_voices())
    assert found == [name for name in RENDERED_VOICES if name in found]
