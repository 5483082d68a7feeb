"""Renders the voice clips and their manifest from the phrase list. For developers: the clips are committed.

    pip install hibari-tts==0.2.1 onnxruntime==1.32.0 numpy==2.4.6 scipy==1.17.1
    python scripts/render_voice.py                          renders every phrase, removes clips that are not wanted
    python scripts/render_voice.py --only count-1 rest      renders these, keeps the others
    python scripts/render_voice.py --check                  compares the clips with the manifest and the phrases

Rendering needs no network, because the wheel includes the voice. The same versions on the same kind of machine
produce the same bytes. Others may not, so CI only checks, which needs just the standard library.
"""

from __future__ import annotations

import argparse
import hashlib
import io
import json
import math
import sys
import wave
from collections.abc import Iterator, Sequence
from fnmatch import fnmatchcase
from importlib.metadata import version
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

sys.path.insert(0, str(Path(__file__).parent.parent))

from kneecoach.audio.phrases import MAX_SPOKEN_SETS, NUMBERS, PHRASES

try:
    import numpy as np
    from hibari import Hibari  # type: ignore[import-untyped]
    from scipy.signal import lfilter, resample_poly  # type: ignore[import-untyped]
except ImportError as error:
    MISSING = error.name
else:
    MISSING = None

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Samples: TypeAlias = NDArray[np.float64]

VOICE = "heart"
FOLDER = Path(__file__).parent.parent / "assets" / "voice" / VOICE
MANIFEST = "manifest.json"
REQUIREMENTS = {"hibari-tts": "0.2.1", "onnxruntime": "1.32.0", "numpy": "2.4.6", "scipy": "1.17.1"}

SAMPLE_RATE = 22_050
SEED = 0
SPEEDS = (0.9, 0.95, 1.0, 1.05, 1.1, 1.15, 1.2, 1.25, 1.3)
"""Tried in turn until the clip fits. The first is the clearest, the last about the fastest that is still clear."""

LONGEST = {
    "count-17": 0.78,
    "count-1?": 0.72,
    "count-2?": 0.8,
    "count-*": 0.7,
    "phase-lower": 1.0,
    "phase-*": 0.85,
    "set-*-of-*": 1.3,
    "switch-*": 1.34,
}
"""Maximum seconds of a clip, by the first matching pattern. Counts and phases must fit a phase of one second."""

SPOKEN = {
    f"set-{n}-of-{of}": f"Set {NUMBERS[n - 1]}, [of](/əv/) {NUMBERS[of - 1]}."
    for of in range(1, MAX_SPOKEN_SETS + 1)
    for n in range(1, of + 1)
} | {
    "phase-follow": "And follow!",
    "switch-left-leg": "Switch sides, left leg.",
    "switch-right-leg": "Switch sides, right leg.",
}
"""Text for the voice, where the phrase plus a full stop does not sound right. Speech recognition heard "set four of
four" as "set for a four" without the comma and the spelt-out vowel, "and follow" in noise as "in follow", and the
two sentences of a switch, fast enough to fit, as "which side"."""

LEVEL = -20.0
"""Active level in dB, K-weighted."""

PEAK = -1.5
"""Highest peak between samples, in dB of full scale."""

SILENCE = -45.0
"""Sound quieter than this is silence, in dB relative to the loudest 5 ms."""

LEAD, TAIL = 0.02, 0.04
"""Seconds of silence kept before and after the sound."""

LONGEST_GAP = 0.12
"""Longer silence within a clip is cut to this many seconds."""

FADE_IN, FADE_OUT = 0.005, 0.015


class RenderError(Exception):
    """Something is wrong with the clips. The program prints the text and ends."""


def longest(name: str) -> float:
    """Maximum seconds of the clip `name`."""
    return next((seconds for pattern, seconds in LONGEST.items() if fnmatchcase(name, pattern)), math.inf)


def frames(seconds: float) -> int:
    """`seconds` in samples."""
    return round(seconds * SAMPLE_RATE)


def loudness_filter(samples: Samples) -> Samples:
    """K-weighting (ITU-R BS.1770): a high shelf, then a high pass."""
    k, q = math.tan(math.pi * 1681.974450955533 / SAMPLE_RATE), 0.7071752369554196
    high = 10 ** (3.999843853973347 / 20)
    band = high**0.4996667741545416
    ahead = np.array([high + band * k / q + k * k, 2 * (k * k - high), high - band * k / q + k * k])
    back = np.array([1 + k / q + k * k, 2 * (k * k - 1), 1 - k / q + k * k])
    shelved = lfilter(ahead, back, samples)

    k, q = math.tan(math.pi * 38.13547087602444 / SAMPLE_RATE), 0.5003270373238773
    back = np.array([1 + k / q + k * k, 2 * (k * k - 1), 1 - k / q + k * k])
    filtered: Samples = lfilter([1, -2, 1], back / back[0], shelved)
    return filtered


def active_level(samples: Samples) -> float:
    """Level in dB, K-weighted, over the 20 ms blocks within 20 dB of the loudest one."""
    size = frames(0.02)
    weighted = loudness_filter(samples)
    power = (weighted[: len(weighted) // size * size].reshape(-1, size) ** 2).mean(axis=1)
    return float(10 * np.log10(power[power > power.max() / 100].mean()))


def true_peak(samples: Samples) -> float:
    """Highest peak of the reconstructed wave; 1 is full scale."""
    return float(np.abs(resample_poly(samples, 4, 1)).max())


def sounding(samples: Samples) -> NDArray[np.bool_]:
    """For each sample, whether there is sound around it."""
    size = frames(0.005)
    envelope = np.sqrt(np.convolve(samples**2, np.ones(size) / size, "same"))
    return np.asarray(envelope > envelope.max() * 10 ** (SILENCE / 20))


def trimmed(samples: Samples) -> Samples:
    """The samples without the silence at the ends, except LEAD and TAIL."""
    loud = np.flatnonzero(sounding(samples))
    return samples[max(0, loud[0] - frames(LEAD)) : loud[-1] + 1 + frames(TAIL)]


def gaps_shortened(samples: Samples) -> Samples:
    """The samples with no silence longer than LONGEST_GAP: its middle is cut out and the ends are cross-faded."""
    loud = np.flatnonzero(sounding(samples))
    blend = frames(0.005)
    half = frames(LONGEST_GAP) // 2
    rising = np.linspace(0, 1, blend)
    pieces: list[Samples] = []
    start = 0
    for before, after in pairwise(loud.tolist()):
        if after - before - 1 <= 2 * half + blend:
            continue
        end, resume = before + 1 + half, after - half
        pieces.append(samples[start:end])
        pieces.append(samples[end : end + blend] * (1 - rising) + samples[resume - blend : resume] * rising)
        start = resume
    return np.concatenate([*pieces, samples[start:]])


def finished(raw: Samples, rate: int) -> Samples:
    """Turn the voice's samples into a clip's: at SAMPLE_RATE, trimmed, levelled and faded."""
    common = math.gcd(rate, SAMPLE_RATE)
    samples: Samples = resample_poly(raw - raw.mean(), SAMPLE_RATE // common, rate // common)
    samples = gaps_shortened(trimmed(samples))
    gain = min(10 ** ((LEVEL - active_level(samples)) / 20), 10 ** (PEAK / 20) / true_peak(samples))
    samples = samples * gain
    samples[: frames(FADE_IN)] *= np.linspace(0, 1, frames(FADE_IN))
    samples[-frames(FADE_OUT) :] *= np.linspace(1, 0, frames(FADE_OUT))
    return samples


def as_wav(samples: Samples) -> bytes:
    """The bytes of a WAV file with one channel of 16 bits."""
    file = io.BytesIO()
    with wave.open(file, "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(SAMPLE_RATE)
        out.writeframes((samples * 32767).round().astype("<i2").tobytes())
    return file.getvalue()


def rendered(voice: Hibari, name: str) -> tuple[Samples, float]:
    """The clip `name`, and the speed that made it fit. Raises RenderError if none does."""
    text = SPOKEN.get(name, f"{PHRASES[name]}.")
    for speed in SPEEDS:
        samples = finished(np.asarray(voice(text, speed=speed, seed=SEED), np.float64), voice.sample_rate)
        if len(samples) / SAMPLE_RATE <= longest(name):
            return samples, speed
    raise RenderError(f"{name}: {len(samples) / SAMPLE_RATE:.2f} s even at speed {speed}, over {longest(name)} s")


def read_manifest() -> dict[str, Any]:
    """The committed manifest. Raises RenderError if it cannot be read."""
    try:
        manifest: dict[str, Any] = json.loads((FOLDER / MANIFEST).read_bytes())
    except (OSError, ValueError) as error:
        raise RenderError(f"{MANIFEST}: {error}") from error
    return manifest


def render(only: Sequence[str]) -> None:
    """Write the named clips, or all of them, and the manifest. Raises RenderError."""
    pins = [f"{package}=={pin}" for package, pin in REQUIREMENTS.items()]
    if MISSING:
        raise RenderError(f"rendering needs {MISSING}, which is not installed: pip install {' '.join(pins)}")
    if unknown := sorted(set(only) - set(PHRASES)):
        raise RenderError(f"no such phrase: {', '.join(unknown)}")
    recipe = {package: version(package) for package in REQUIREMENTS} | {"seed": SEED, "speed": SPEEDS[0]}
    old = read_manifest() if only else {"recipe": {}, "clips": {}}
    if only and {key: old["recipe"].get(key) for key in recipe} != recipe:
        raise RenderError("the other clips have another recipe (see manifest.json): render all of them")
    clips = {name: clip for name, clip in old["clips"].items() if name in PHRASES and name not in only}
    faster = {name: speed for name, speed in old["recipe"].get("faster", {}).items() if name in clips}

    FOLDER.mkdir(parents=True, exist_ok=True)
    voice = Hibari(voice=VOICE)
    for name in only or PHRASES:
        samples, speed = rendered(voice, name)
        file = as_wav(samples)
        (FOLDER / f"{name}.wav").write_bytes(file)
        digest = hashlib.sha256(file).hexdigest()
        clips[name] = {"text": PHRASES[name], "frames": len(samples), "sha256": digest}
        if speed != SPEEDS[0]:
            faster[name] = speed
        print(f"{name:28} {len(samples) / SAMPLE_RATE:5.2f} s  speed {speed:<4}  {active_level(samples):5.1f} dB")
    for path in FOLDER.glob("*.wav"):
        if not only and path.stem not in PHRASES:
            path.unlink()
            print(f"{path.name} removed")
    manifest = {
        "voice": VOICE,
        "sample_rate": SAMPLE_RATE,
        "recipe": {**recipe, "faster": faster, "spoken": SPOKEN},
        "clips": clips,
    }
    text = json.dumps(manifest, indent=1, sort_keys=True, ensure_ascii=False) + "\n"
    (FOLDER / MANIFEST).write_bytes(text.encode())


def problems() -> Iterator[str]:
    """What is wrong with the committed clips, one line each. Raises RenderError if the manifest cannot be read."""
    manifest = read_manifest()
    if (manifest.get("voice"), manifest.get("sample_rate")) != (VOICE, SAMPLE_RATE):
        yield f"{MANIFEST}: not voice {VOICE} at {SAMPLE_RATE} Hz"
    clips: dict[str, dict[str, Any]] = manifest.get("clips", {})
    for name in sorted({path.stem for path in FOLDER.glob("*.wav")} - set(clips)):
        yield f"{name}.wav: not in the manifest"
    for name in sorted(set(clips) - set(PHRASES)):
        yield f"{name}: not a phrase"
    for name, words in sorted(PHRASES.items()):
        if name not in clips:
            yield f"{name}: no clip"
            continue
        if clips[name].get("text") != words:
            yield f"{name}: says {clips[name].get('text')!r}, not {words!r}"
        try:
            file = (FOLDER / f"{name}.wav").read_bytes()
            with wave.open(io.BytesIO(file)) as clip:
                found = clip.getparams()
        except (OSError, EOFError, wave.Error) as error:
            yield f"{name}.wav: {error}"
            continue
        if (found.nchannels, found.sampwidth, found.framerate) != (1, 2, SAMPLE_RATE):
            yield f"{name}.wav: not one channel of 16 bits at {SAMPLE_RATE} Hz"
        if found.nframes != clips[name].get("frames"):
            yield f"{name}.wav: {found.nframes} frames, not {clips[name].get('frames')}"
        if found.nframes / SAMPLE_RATE > longest(name):
            yield f"{name}.wav: {found.nframes / SAMPLE_RATE:.2f} s, over {longest(name)} s"
        if hashlib.sha256(file).hexdigest() != clips[name].get("sha256"):
            yield f"{name}.wav: not the bytes in the manifest"


def main() -> None:
    """Run the command line."""
    parser = argparse.ArgumentParser(description="Render the voice clips.")
    choice = parser.add_mutually_exclusive_group()
    choice.add_argument("--only", nargs="+", default=[], metavar="NAME", help="render these clips, keep the others")
    choice.add_argument("--check", action="store_true", help="compare the clips with the manifest and the phrases")
    options = parser.parse_args()
    try:
        if not options.check:
            render(options.only)
        elif found := list(problems()):
            raise RenderError("\n".join(found))
    except RenderError as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main()
