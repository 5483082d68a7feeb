"""A raster as PNG, with the standard library alone."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Sequence

MAX_PALETTE = 256
SIGNATURE = b"\x89PNG\r\n\x1a\n"


def png(rows: Sequence[Sequence[int]]) -> bytes:
    """The file's bytes for rows of 0xAARRGGBB pixels: with a palette where they have at most 256 colours."""
    width, height = len(rows[0]), len(rows)
    colours = list(set().union(*map(set, rows)))
    if len(colours) > MAX_PALETTE:
        quads = {colour: _rgba(colour) for colour in colours}
        lines = b"".join(b"\0" + b"".join([quads[pixel] for pixel in row]) for row in rows)
        return _file(width, height, 6, [], lines)
    number = {colour: i for i, colour in enumerate(colours)}
    lines = b"".join(b"\0" + bytes([number[pixel] for pixel in row]) for row in rows)
    palette = [
        (b"PLTE", b"".join(_rgba(colour)[:3] for colour in colours)),
        (b"tRNS", bytes(colour >> 24 for colour in colours)),
    ]
    return _file(width, height, 3, palette, lines)


def _rgba(pixel: int) -> bytes:
    return bytes((pixel >> 16 & 255, pixel >> 8 & 255, pixel & 255, pixel >> 24))


def _file(width: int, height: int, kind: int, palette: list[tuple[bytes, bytes]], lines: bytes) -> bytes:
    header = struct.pack(">IIBBBBB", width, height, 8, kind, 0, 0, 0)
    chunks = [(b"IHDR", header), *palette, (b"IDAT", zlib.compress(lines, 6)), (b"IEND", b"")]
    return SIGNATURE + b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        for name, data in chunks
    )
