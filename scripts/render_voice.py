"""Renders the clips that ship, and their manifest: what any session says, and the words of every exercise in the
library and every built-in routine. For developers: the clips are committed.

    pip install 'kneecoach[voice]' -c constraints.txt
    python scripts/render_voice.py                  renders what is missing, removes what is not wanted
    python scripts/render_voice.py --all            renders everything again
    python scripts/render_voice.py --check          compares the clips with the manifest and the words

Rendering needs no network, because the wheel includes the voice. The same versions on the same kind of machine
produce the same bytes. Others may not, so CI only checks, which needs no extra.
"""

from __future__ import annotations

import argparse
import hashlib
import io
import json
import re
import sys
import wave
from array import array
from collections.abc import Iterator, Mapping
from importlib.metadata import version
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent.parent))

from kneecoach.audio.clips import VOICE
from kneecoach.audio.tones import SAMPLE_RATE
from kneecoach.audio.voice.speakers import CannotSpeak
from kneecoach.audio.wav import as_wav
from scripts.shipped_words import shipped_words

FOLDER = Path(__file__).parent.parent / "assets" / "voice" / VOICE
MANIFEST = "manifest.json"
PACKAGES = ("hibari-tts", "onnxruntime", "numpy")

MAX_NAME = 60
"""The most letters in a clip's file name."""

MAX_UNHEARD = 32
"""A sample up to this, of 32767, cannot be heard: it is 60 dB below full scale, and over 30 below the voice."""


class RenderError(Exception):
    """Something is wrong with the clips. The program prints the text and ends."""


def file_name(words: str, taken: set[str]) -> str:
    """A readable name for a clip's file, unlike those `taken`."""
    name = "-".join(re.findall(r"[a-z0-9]+", words.lower()))[:MAX_NAME].strip("-")
    return name if name not in taken else f"{name}-{hashlib.sha256(words.encode()).hexdigest()[:6]}"


def with_silent_ends(samples: array[int]) -> array[int]:
    """A clip with zeros before its first sound and after its last: unlike noise, they take no room in the wheel."""
    heard = [place for place, sample in enumerate(samples) if abs(sample) > MAX_UNHEARD]
    first, end = heard[0], heard[-1] + 1
    return array("h", [0] * first) + samples[first:end] + array("h", [0] * (len(samples) - end))


def read_manifest() -> dict[str, Any]:
    """The committed manifest. Raises RenderError if it cannot be read."""
    try:
        manifest: dict[str, Any] = json.loads((FOLDER / MANIFEST).read_bytes())
    except (OSError, ValueError) as error:
        raise RenderError(f"{MANIFEST}: {error}") from error
    return manifest


def render(everything: bool) -> None:
    """Write the clips and the manifest. Raises RenderError."""
    from kneecoach.audio.voice.heart import SEED, SPEEDS, Heart, text_for

    try:
        voice = Heart()
    except CannotSpeak as error:
        raise RenderError(f"{error}: pip install 'kneecoach[voice]' -c constraints.txt") from error
    recipe = {package: version(package) for package in PACKAGES} | {"seed": SEED, "speed": SPEEDS[0]}
    old: dict[str, Any] = {} if everything else read_manifest()
    if old and old["recipe"] != recipe:
        raise RenderError(f"the clips were made with another recipe (see {MANIFEST}); --all renders them again")
    wanted = shipped_words()
    clips = {words: clip for words, clip in old.get("clips", {}).items() if _stays(words, clip, wanted, text_for)}
    for words, max_seconds in wanted.items():
        if words in clips:
            continue
        samples, speed = voice.timed(words, max_seconds)
        seconds = len(samples) / SAMPLE_RATE
        if seconds > max_seconds:
            raise RenderError(f"{words}: {seconds:.2f} s even at speed {speed}, over {max_seconds} s")
        file = as_wav(with_silent_ends(samples))
        name = file_name(words, {clip["file"] for clip in clips.values()})
        (FOLDER / f"{name}.wav").write_bytes(file)
        digest = hashlib.sha256(file).hexdigest()
        clips[words] = {"file": name, "frames": len(samples), "sha256": digest, "text": text_for(words)}
        if speed != SPEEDS[0]:
            clips[words]["speed"] = speed
        print(f"{seconds:5.2f} s  speed {speed:<4}  {words}")
    files = {clip["file"] for clip in clips.values()}
    for path in FOLDER.glob("*.wav"):
        if path.stem not in files:
            path.unlink()
            print(f"{path.name} removed")
    manifest = {"voice": VOICE, "sample_rate": SAMPLE_RATE, "recipe": recipe, "clips": clips}
    text = json.dumps(manifest, indent=1, sort_keys=True, ensure_ascii=False) + "\n"
    (FOLDER / MANIFEST).write_bytes(text.encode())


def _stays(words: str, clip: Mapping[str, Any], wanted: Mapping[str, float], text_for: Any) -> bool:
    """Whether a clip is still wanted, is spoken from the same text, and is short enough."""
    is_same = words in wanted and clip.get("text") == text_for(words)
    return bool(is_same and clip["frames"] / SAMPLE_RATE <= wanted[words])


def problems() -> Iterator[str]:
    """What is wrong with the committed clips, one line each. Raises RenderError if the manifest cannot be read."""
    manifest = read_manifest()
    if (manifest.get("voice"), manifest.get("sample_rate")) != (VOICE, SAMPLE_RATE):
        yield f"{MANIFEST}: not voice {VOICE} at {SAMPLE_RATE} Hz"
    clips: dict[str, dict[str, Any]] = manifest.get("clips", {})
    for name in sorted(
        {path.stem for path in FOLDER.glob("*.wav")} - {clip.get("file") for clip in clips.values()}
    ):
        yield f"{name}.wav: not in the manifest"
    wanted = shipped_words()
    for words in sorted(set(clips) - set(wanted)):
        yield f"{words}: nothing says this"
    for words, max_seconds in wanted.items():
        if words not in clips:
            yield f"{words}: no clip"
            continue
        name = f"{clips[words].get('file')}.wav"
        try:
            file = (FOLDER / name).read_bytes()
            with wave.open(io.BytesIO(file)) as clip:
                found = clip.getparams()
        except (OSError, EOFError, wave.Error) as error:
            yield f"{name}: {error}"
            continue
        if (found.nchannels, found.sampwidth, found.framerate) != (1, 2, SAMPLE_RATE):
            yield f"{name}: not one channel of 16 bits at {SAMPLE_RATE} Hz"
        if found.nframes != clips[words].get("frames"):
            yield f"{name}: {found.nframes} frames, not {clips[words].get('frames')}"
        if found.nframes / SAMPLE_RATE > max_seconds:
            yield f"{name}: {found.nframes / SAMPLE_RATE:.2f} s, over {max_seconds} s"
        if hashlib.sha256(file).hexdigest() != clips[words].get("sha256"):
            yield f"{name}: not the bytes in the manifest"


def main() -> None:
    """Run the command line."""
    parser = argparse.ArgumentParser(description="Render the voice clips.")
    choice = parser.add_mutually_exclusive_group()
    choice.add_argument("--all", action="store_true", help="render everything again")
    choice.add_argument("--check", action="store_true", help="compare the clips with the manifest and the words")
    options = parser.parse_args()
    try:
        if not options.check:
            render(options.all)
        elif found := list(problems()):
            raise RenderError("\n".join(found))
    except RenderError as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main()
