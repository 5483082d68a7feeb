"""Clips are read as samples. A missing or damaged clip raises an exception and is never played."""

from __future__ import annotations

import json
import wave
from array import array
from collections.abc import Iterator
from pathlib import Path

import pytest

from kneecoach.audio import clips
from kneecoach.audio.clips import lengths, read_clip, rendered_file, rendered_lengths, scaled
from kneecoach.audio.tones import SAMPLE_RATE, TONES, seconds_of


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An empty folder in place of the voice's."""
    monkeypatch.setattr(clips, "voice_dir", lambda: tmp_path)
    forget()
    yield tmp_path
    forget()


def forget() -> None:
    clips._shipped.cache_clear()
    lengths.cache_clear()


def shipped(folder: Path) -> None:
    """Write a manifest in which `one.wav` is the clip for "One"."""
    manifest = {"sample_rate": SAMPLE_RATE, "clips": {"One": {"file": "one", "frames": SAMPLE_RATE // 2}}}
    (folder / "manifest.json").write_text(json.dumps(manifest))


def write(path: Path, samples: array[int], rate: int = SAMPLE_RATE, channels: int = 1, width: int = 2) -> None:
    with wave.open(str(path), "wb") as file:
        file.setnchannels(channels)
        file.setsampwidth(width)
        file.setframerate(rate)
        file.writeframes(samples.tobytes())


def test_the_samples_of_a_clip_are_those_of_its_file(folder: Path) -> None:
    samples = array("h", [0, 1, -1, 32767, -32768])
    shipped(folder)
    write(folder / "one.wav", samples)
    assert read_clip("One") == samples


@pytest.mark.parametrize(("rate", "channels", "width"), [(24_000, 1, 2), (SAMPLE_RATE, 2, 2), (SAMPLE_RATE, 1, 1)])
def test_a_clip_of_another_form_is_refused(folder: Path, rate: int, channels: int, width: int) -> None:
    shipped(folder)
    write(folder / "one.wav", array("h", [0] * 8), rate, channels, width)
    with pytest.raises(ValueError, match="expected 22050 Hz"):
        read_clip("One")


def test_a_clip_that_is_missing_or_not_sound_is_refused(folder: Path) -> None:
    with pytest.raises(FileNotFoundError):
        read_clip("One")
    shipped(folder)
    forget()
    with pytest.raises(FileNotFoundError):
        read_clip("One")
    (folder / "one.wav").write_bytes(b"not a wave file")
    with pytest.raises(wave.Error):
        read_clip("One")


def test_lengths_come_from_the_manifest(folder: Path) -> None:
    shipped(folder)
    assert lengths() == {"One": 0.5} | {tone: seconds_of(tone) for tone in TONES}


@pytest.mark.parametrize("manifest", [None, "", "{", "[]", "{}", '{"clips": {"a": {}}}'])
def test_a_missing_or_damaged_voice_says_nothing_and_tones_go_on(folder: Path, manifest: str | None) -> None:
    if manifest is not None:
        (folder / "manifest.json").write_text(manifest)
    assert lengths() == {tone: seconds_of(tone) for tone in TONES}


def test_scaling_makes_it_quieter_and_leaves_the_original() -> None:
    samples = array("h", [1000, -1000, 32767, -32768])
    assert scaled(samples, 0.5) == array("h", [500, -500, 16383, -16384])
    assert scaled(samples, 0.0) == array("h", [0, 0, 0, 0])
    assert scaled(samples, 1.0) == samples == array("h", [1000, -1000, 32767, -32768])


def test_a_rendered_clip_is_found_by_its_words_and_the_better_voice_wins(tmp_path: Path) -> None:
    words, frames = "Frog squat – left", SAMPLE_RATE // 5
    for voice, sample in (("espeak-ng", 1), ("heart", 2)):
        (tmp_path / voice).mkdir()
        write(tmp_path / voice / rendered_file(words), array("h", [sample] * frames * sample))
        assert read_clip(words, tmp_path)[0] == sample
        assert rendered_lengths(tmp_path, [words, "Nothing"]) == {words: sample / 5}
    assert rendered_lengths(tmp_path / "nowhere", [words]) == {}


def test_an_empty_file_in_the_store_is_not_a_clip(tmp_path: Path) -> None:
    (tmp_path / "heart").mkdir()
    (tmp_path / "heart" / rendered_file("Frog squat")).write_bytes(b"")
    assert rendered_lengths(tmp_path, ["Frog squat"]) == {}
