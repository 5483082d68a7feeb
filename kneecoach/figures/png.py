"""A raster as PNG, using only the standard library."""

from __future__ import annotations

import struct
import sys
import zlib
from array import array
from collections.abc import Generator, Sequence

SIGNATURE = b"\x89PNG\r\n\x1a\n"
PIXELS_A_SLICE = 100_000
"""Pixels encoded without a pause, in about 3 ms."""


def encoding_png(rows: Sequence[Sequence[int]]) -> Generator[None, None, bytes]:
    """The file's bytes for rows of 0xAARRGGBB pixels, step by step."""
    width, height = len(rows[0]), len(rows)
    packer, packed = zlib.compressobj(6), []
    at_once = max(1, PIXELS_A_SLICE // width)
    for start in range(0, height, at_once):
        packed.append(packer.compress(_lines(rows[start : start + at_once])))
        yield
    header = struct.pack(">IIBBBBB", width, height, 8, 6, 0, 0, 0)
    chunks = [(b"IHDR", header), (b"IDAT", b"".join([*packed, packer.flush()])), (b"IEND", b"")]
    return SIGNATURE + b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        for name, data in chunks
    )


def _lines(rows: Sequence[Sequence[int]]) -> bytes:
    """Rows as PNG's lines of red, green, blue and alpha, each after a byte that means "not filtered"."""
    pixels = array("I", [pixel for row in rows for pixel in row])
    if sys.byteorder == "big":
        pixels.byteswap()
    data = bytearray(pixels)
    data[0::4], data[2::4] = data[2::4], data[0::4]
    wide = 4 * len(rows[0])
    return b"".join(b"\0" + data[start : start + wide] for start in range(0, len(data), wide))
