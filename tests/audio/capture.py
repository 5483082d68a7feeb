"""Which clips and tones are in a recording, and where, from the samples alone.

`listen` does not know what should have been played. It tries every clip and every tone at every position, takes the
one that explains most of the sound, subtracts it, and goes on with the rest. Overlapping sounds disturb each
other's measurement at first, so after each new one its neighbours are fitted again with all others subtracted.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from kneecoach.audio import tones
from kneecoach.audio.clips import lengths, read_clip

Samples = NDArray[np.float32]

COARSE = 4
"""The first pass takes every fourth sample, the second pass every sample."""

NEAR = 80
"""The second pass searches this many samples around the first pass's position: a wave between the coarse samples
fits better a few periods away."""

FAR = 400
"""An overlapped sound is searched for again within this many samples of its position."""

PASSES = 4
"""How many times overlapping sounds are fitted to what the others leave."""

SILENT = 0.3
"""Seconds of silence at which a recording is split. No clip contains this much."""

MIN_SHARE = 0.002
"""A match that explains less than this part of a stretch's loudest sound is not a sound of its own."""

MAX_SOUNDS = 30

BLOCK = 1 << 14
"""Positions, in coarse samples, that are fitted at once."""


@dataclass(frozen=True, slots=True)
class Found:
    """A clip or tone in a recording."""

    clip: str
    at: int
    """Its first sample in the recording."""
    gain: float
    """How loud; 1 is the clip itself."""

    @property
    def is_voice(self) -> bool:
        return self.clip not in tones.TONES


@dataclass(frozen=True, slots=True)
class Recording:
    """The recognised sounds, in order, and the unexplained part of the sound (0-1)."""

    found: tuple[Found, ...]
    residue: float

    @property
    def voice(self) -> list[str]:
        """The names of the voice's clips, in order."""
        return [found.clip for found in self.found if found.is_voice]

    @property
    def tones(self) -> list[str]:
        """The names of the tones, in order."""
        return [found.clip for found in self.found if not found.is_voice]


@cache
def originals() -> dict[str, Samples]:
    """The samples of every clip and tone."""
    clips = {words: read_clip(words) for words in lengths() if words not in tones.TONES}
    return {
        name: np.array(samples, np.float32)
        for name, samples in (clips | {tone: tones.render(tone) for tone in tones.TONES}).items()
    }


@contextmanager
def knowing(clips: Mapping[str, Samples]) -> Iterator[None]:
    """Recognise these clips too, by their words."""
    originals().update(clips)
    try:
        _thinned.cache_clear()
        _spectra.cache_clear()
        yield
    finally:
        for words in clips:
            del originals()[words]
        _thinned.cache_clear()
        _spectra.cache_clear()


def recorded(raw: Path) -> Samples:
    """The samples in a file of ALSA's `file` plugin."""
    return np.frombuffer(raw.read_bytes()[: raw.stat().st_size // 2 * 2], "<i2").astype(np.float32)


def listen(samples: Samples) -> Recording:
    """Recognise everything in a recording."""
    found: list[Found] = []
    before = after = 0.0
    for begins, stretch in _stretches(samples):
        before += _energy(stretch)
        left = stretch.copy()
        found += [Found(f.clip, f.at + begins, f.gain) for f in _recognised(left)]
        after += _energy(left)
    return Recording(tuple(sorted(found, key=lambda f: f.at)), after / before if before else 0.0)


def moments(sounds: Iterable[Found]) -> list[set[str]]:
    """The sounds that begin together, in order. Less than a fifth of a second apart counts as together."""
    together: list[set[str]] = []
    last = -tones.SAMPLE_RATE
    for found in sounds:
        if found.at - last > tones.SAMPLE_RATE // 5:
            together.append(set())
            last = found.at
        together[-1].add(found.clip)
    return together


def listen_to_each(folder: Path) -> list[Recording]:
    """Recognise the sounds in a folder with one file per sound."""
    return [listen(recorded(raw)) for raw in sorted(folder.glob("*.raw"))]


def _energy(samples: Samples) -> float:
    return float(samples.astype(np.float64) @ samples.astype(np.float64))


def _stretches(samples: Samples) -> Iterator[tuple[int, Samples]]:
    """The parts with sound, each with the sample it begins at."""
    loud = np.flatnonzero(samples)
    if not len(loud):
        return
    cuts = np.flatnonzero(np.diff(loud) > SILENT * tones.SAMPLE_RATE)
    begins = [loud[0], *loud[cuts + 1]]
    ends = [*loud[cuts], loud[-1]]
    for first, last in zip(begins, ends, strict=True):
        yield int(first), samples[first : last + 1]


def _recognised(left: Samples) -> Iterator[Found]:
    """The sounds of a stretch, loudest first. They are subtracted from `left`."""
    # Room at both ends: a clip may begin with samples of zero, which are not in the stretch.
    pad = tones.SAMPLE_RATE // 4
    room = np.pad(left, pad)
    fits = _Fits(room)
    fitted = room.copy()
    found: list[Found] = []
    loudest = 0.0
    while len(found) < MAX_SOUNDS and _energy(room) >= MIN_SHARE * loudest:
        fits.update(room, np.flatnonzero(room != fitted))
        fitted = room.copy()
        name, coarse = fits.best()
        at, gain = _placed(room, originals()[name], coarse, NEAR)
        explained = gain * gain * _energy(originals()[name])
        loudest = max(loudest, explained)
        if explained < MIN_SHARE * loudest or gain <= 0:
            break
        found.append(_subtracted(room, Found(name, at, gain)))
        _fit_anew(room, found)
    left[:] = room[pad : pad + len(left)]
    yield from (Found(f.clip, f.at - pad, f.gain) for f in found)


def _fit_anew(room: Samples, found: list[Found]) -> None:
    """Fit the last sound and those that overlap it again, each with all others subtracted."""
    touched = [i for i, each in enumerate(found) if _overlap(each, found[-1])]
    if len(touched) == 1:
        return
    for _ in range(PASSES):
        before = [found[i] for i in touched]
        for i in touched:
            was = found[i]
            _subtracted(room, Found(was.clip, was.at, -was.gain))
            at, gain = _placed(room, originals()[was.clip], was.at, FAR)
            found[i] = _subtracted(room, Found(was.clip, at, gain))
        if [found[i] for i in touched] == before:
            return


def _overlap(one: Found, other: Found) -> bool:
    return one.at < other.at + len(originals()[other.clip]) and other.at < one.at + len(originals()[one.clip])


def _subtracted(room: Samples, found: Found) -> Found:
    part = room[found.at : found.at + len(originals()[found.clip])]
    part -= np.float32(found.gain) * originals()[found.clip][: len(part)]
    return found


def _thin(samples: Samples) -> Samples:
    """Every fourth sample, after a plain low pass."""
    whole = samples[: len(samples) // COARSE * COARSE]
    thin: Samples = whole.reshape(-1, COARSE).mean(axis=1)
    return thin


@cache
def _thinned() -> dict[str, Samples]:
    return {name: _thin(original) for name, original in originals().items()}


@cache
def _spectra() -> tuple[NDArray[np.complex64], NDArray[np.float32]]:
    """The spectra of every clip and its energy, in the order of `_thinned`."""
    thin = _thinned()
    table = np.zeros((len(thin), _window()), np.float32)
    for row, samples in zip(table, thin.values(), strict=True):
        row[: len(samples)] = samples
    return np.conj(np.fft.rfft(table)), (table * table).sum(axis=1)


def _window() -> int:
    """The length of a transform: a block of positions, and the longest clip."""
    return 1 << (BLOCK + max(map(len, _thinned().values())) - 1).bit_length()


class _Fits:
    """How much each clip explains of a room, at its best position in each block of positions."""

    def __init__(self, room: Samples) -> None:
        blocks = -(-len(room) // (COARSE * BLOCK))
        self._shares = np.zeros((blocks, len(_thinned())))
        self._places = np.zeros((blocks, len(_thinned())), np.int64)
        for block in range(blocks):
            self._fit(_thin(room), block)

    def best(self) -> tuple[str, int]:
        """The clip that explains most, and roughly where."""
        block, clip = np.unravel_index(int(np.argmax(self._shares)), self._shares.shape)
        return list(_thinned())[clip], int(self._places[block, clip]) * COARSE

    def update(self, room: Samples, changed: NDArray[np.intp]) -> None:
        """Fit again where samples have changed."""
        if len(changed):
            longest = _window() - BLOCK
            first = max(0, int(changed[0]) // COARSE - longest) // BLOCK
            thin = _thin(room)
            for block in range(first, min(len(self._shares), int(changed[-1]) // COARSE // BLOCK + 1)):
                self._fit(thin, block)

    def _fit(self, thin: Samples, block: int) -> None:
        spectra, energies = _spectra()
        size = _window()
        part = thin[block * BLOCK : block * BLOCK + size]
        fits = np.fft.irfft(np.fft.rfft(part, size) * spectra, size)[:, :BLOCK]
        places = fits.argmax(axis=1)
        best = np.maximum(fits[np.arange(len(fits)), places], 0.0)
        self._shares[block] = best**2 / energies
        self._places[block] = places + block * BLOCK


def _placed(room: Samples, original: Samples, about: int, within: int) -> tuple[int, float]:
    """The exact sample near a position at which a clip fits best, and how loud it is there."""
    first = max(0, about - within)
    # A clip that was cut short, or that the end of the room cuts, is followed by nothing.
    part = room[first : about + within + len(original)]
    part = np.pad(part, (0, max(0, len(original) - len(part))))
    fits = _correlated(part, original)
    best = int(np.argmax(fits))
    return first + best, float(fits[best]) / _energy(original)


def _correlated(part: Samples, original: Samples) -> NDArray[np.float64]:
    """The product of `original` with each stretch of its length in `part`."""
    size = 1 << (len(part) - 1).bit_length()
    whole = np.fft.irfft(np.fft.rfft(part.astype(np.float64), size) * np.conj(np.fft.rfft(original, size)), size)
    return whole[: len(part) - len(original) + 1]
