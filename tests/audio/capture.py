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
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from kneecoach.audio import tones
from kneecoach.audio.clips import lengths, read_clip
from tests.later import Later

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
else:
    np = Later("numpy")

Samples: TypeAlias = "NDArray[np.float32]"

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

BLOCKS = (1 << 10, 1 << 12, 3 << 11, 9 << 10, 3 << 12, 9 << 11, 3 << 13)
"""The most coarse samples that a group's clips may last, and how many positions they are fitted to at once.
Transforms of twice these lengths are quick."""


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
    """Also recognise these clips, given by their words."""
    originals().update(clips)
    try:
        _forget_clips()
        yield
    finally:
        for words in clips:
            del originals()[words]
        _forget_clips()


def _forget_clips() -> None:
    for known in (_thinned, _groups, _spectrum):
        known.cache_clear()


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
    # Not a product of vectors: BLAS would start threads for it, and those use up a core while waiting for work.
    return float(np.square(samples, dtype=np.float64).sum())


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
        at, gain = _placed(room, name, coarse, NEAR)
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
            at, gain = _placed(room, was.clip, was.at, FAR)
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


@dataclass(frozen=True, slots=True, eq=False)
class _Group:
    """Clips that are fitted together, to a block of as many positions as the longest clip may have samples."""

    names: tuple[str, ...]
    spectra: NDArray[np.complex64]
    energies: NDArray[np.float32]
    block: int
    """Positions, in coarse samples."""

    @property
    def size(self) -> int:
        """The length of a transform: what a clip can cover from any position of a block."""
        return 2 * self.block

    def fit(self, part: Samples) -> tuple[float, str, int]:
        """How much of a part the best clip explains, which clip that is, and at what position of the block."""
        fits = np.fft.irfft(np.fft.rfft(part, self.size) * self.spectra, self.size)[:, : self.block]
        places = fits.argmax(axis=1)
        shares = np.maximum(fits[np.arange(len(fits)), places], 0.0) ** 2 / self.energies
        clip = int(shares.argmax())
        return float(shares[clip]), self.names[clip], int(places[clip])


@cache
def _groups() -> tuple[_Group, ...]:
    groups = []
    for shorter, block in pairwise((0, *BLOCKS)):
        clips = {name: samples for name, samples in _thinned().items() if shorter < len(samples) <= block}
        table = np.zeros((len(clips), 2 * block), np.float32)
        for row, samples in zip(table, clips.values(), strict=True):
            row[: len(samples)] = samples
        groups.append(_Group(tuple(clips), np.conj(np.fft.rfft(table)), (table * table).sum(axis=1), block))
    assert sum(len(group.names) for group in groups) == len(_thinned()), "a clip is longer than the longest block"
    return tuple(group for group in groups if group.names)


class _Fits:
    """How much of a room the best clip explains, for each group and each block of its positions.

    No clip explains more than the sound it covers. So most blocks need not be fitted: they have too little sound.
    """

    def __init__(self, room: Samples) -> None:
        self._thin = _thin(room)
        self._shares: dict[tuple[_Group, int], float] = {}
        """What the best clip explains or, for a block that is not fitted yet, the most it could explain."""
        self._fitted: dict[tuple[_Group, int], tuple[str, int]] = {}
        self._forget(0, len(self._thin))

    def best(self) -> tuple[str, int]:
        """The clip that explains most, and roughly where."""
        while (best := max(self._shares, key=self._shares.__getitem__)) not in self._fitted:
            group, first = best
            self._shares[best], clip, place = group.fit(self._thin[first : first + group.size])
            self._fitted[best] = clip, (first + place) * COARSE
        return self._fitted[best]

    def update(self, room: Samples, changed: NDArray[np.intp]) -> None:
        """Fit again where samples have changed."""
        if len(changed):
            self._thin = _thin(room)
            self._forget(int(changed[0]) // COARSE, int(changed[-1]) // COARSE + 1)

    def _forget(self, begin: int, end: int) -> None:
        """Forget what was fitted to any of these coarse samples."""
        for group in _groups():
            for first in range(max(0, begin // group.block - 1) * group.block, end, group.block):
                self._fitted.pop((group, first), None)
                self._shares[group, first] = _energy(self._thin[first : first + group.size])


def _placed(room: Samples, name: str, about: int, within: int) -> tuple[int, float]:
    """The exact sample near a position at which a clip fits best, and how loud it is there."""
    first = max(0, about - within)
    length = len(originals()[name])
    # A clip that was cut short, or that the end of the room cuts, is followed by nothing.
    part = room[first : about + within + length]
    places = max(1, len(part) - length + 1)
    size = _quick(max(len(part), length))
    spectrum, energy = _spectrum(name, size)
    fits = np.fft.irfft(np.fft.rfft(part, size) * spectrum, size)[:places]
    best = int(np.argmax(fits))
    return first + best, float(fits[best]) / energy


@cache
def _spectrum(name: str, size: int) -> tuple[NDArray[np.complex64], float]:
    """The spectrum of a clip, and its energy."""
    original = originals()[name]
    return np.conj(np.fft.rfft(original, size)), _energy(original)


def _quick(least: int) -> int:
    """The shortest quick transform that is not shorter: a power of two, times a few threes and fives."""
    return min(odd << (-(-least // odd) - 1).bit_length() for odd in (1, 3, 5, 9, 15, 25))
