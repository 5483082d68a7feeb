"""Ways in which files get damaged: bad lines by name, and random damage to bytes. The tests of damage share it."""

from __future__ import annotations

import json
import os
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

from kneecoach.log.problems import ProblemKind
from tests.log.samples import a_record


def line_of(number: int = 1, **changes: Any) -> bytes:
    """A record as a line of the log, with some keys changed."""
    fields: dict[str, Any] = json.loads(a_record(number, days=number).model_dump_json(by_alias=True))
    return json.dumps({**fields, **changes}).encode() + b"\n"


RECORD = line_of(7)

BAD_LINES: dict[str, tuple[bytes, ProblemKind]] = {
    "half a record": (RECORD[: len(RECORD) // 2] + b"\n", ProblemKind.NOT_JSON),
    "nul bytes": (b"\0" * 4096 + b"\n", ProblemKind.NULS),
    "a record with a nul": (RECORD.replace(b"Knee", b"Kn\0e") + b"", ProblemKind.NULS),
    "not utf-8": (RECORD.replace(b"Knee", b"Kn\xff\xfee"), ProblemKind.NOT_UTF8),
    "utf-16": (RECORD.decode().rstrip().encode("utf-16-le").replace(b"\0", b"\xfe") + b"\n", ProblemKind.NOT_UTF8),
    "words": (b"I was here\n", ProblemKind.NOT_JSON),
    "ours": (b"<<<<<<< HEAD\n", ProblemKind.MERGE_MARK),
    "between": (b"=======\n", ProblemKind.MERGE_MARK),
    "theirs": (b">>>>>>> phone\n", ProblemKind.MERGE_MARK),
    "deep": (b"[" * 100_000 + b"\n", ProblemKind.NOT_JSON),
    "deep in a record": (
        RECORD.rstrip()[:-1] + b', "x": ' + b"[" * 100_000 + b"]" * 100_000 + b"}\n",
        ProblemKind.NOT_JSON,
    ),
    "a number too long": (line_of(7).replace(b'"rev": 1', b'"rev": ' + b"9" * 5000), ProblemKind.NOT_JSON),
    "a list": (b"[1, 2]\n", ProblemKind.NOT_A_RECORD),
    "a text": (b'"text"\n', ProblemKind.NOT_A_RECORD),
    "null": (b"null\n", ProblemKind.NOT_A_RECORD),
    "no keys": (b"{}\n", ProblemKind.NOT_A_RECORD),
    "another type": (line_of(7, type="shopping"), ProblemKind.NOT_A_RECORD),
    "a type that is none": (line_of(7, type=["session"]), ProblemKind.NOT_A_RECORD),
    "no id": (RECORD.replace(b'"id": "0000', b'"ID": "0000'), ProblemKind.NOT_A_RECORD),
    "pain of eleven": (line_of(7, pain={"before": 11}), ProblemKind.NOT_A_RECORD),
    "speed that is no number": (line_of(7, speed=float("nan")), ProblemKind.NOT_A_RECORD),
    "half a character": (line_of(7, note="\ud800"), ProblemKind.NOT_A_RECORD),
    "schema 0": (line_of(7, schema=0), ProblemKind.NOT_A_RECORD),
    "too long": (RECORD.rstrip()[:-1] + b', "x": "' + b"y" * 4_000_000 + b'"}\n', ProblemKind.TOO_LONG),
}
"""Bad lines, each with its line end and the kind of problem it is reported as."""


def bit_flipped(data: bytes, rng: random.Random) -> bytes:
    """`data` with one bit flipped."""
    at = rng.randrange(len(data))
    return data[:at] + bytes([data[at] ^ 1 << rng.randrange(8)]) + data[at + 1 :]


def _zeroed(data: bytes, rng: random.Random) -> bytes:
    at, size = rng.randrange(len(data)), rng.choice([1, 7, 64, 512])
    return data[:at] + b"\0" * len(data[at : at + size]) + data[at + size :]


def _cut_out(data: bytes, rng: random.Random) -> bytes:
    at = rng.randrange(len(data))
    return data[:at] + data[at + rng.choice([1, 7, 64, 512]) :]


def _put_in(data: bytes, rng: random.Random) -> bytes:
    at = rng.randrange(len(data) + 1)
    return (
        data[:at]
        + rng.choice([b"\n", b"\r\n", b"\xff", b"\0", b"{", b'"', b"<<<<<<< HEAD\n", rng.randbytes(9)])
        + data[at:]
    )


def _truncated(data: bytes, rng: random.Random) -> bytes:
    return data[: rng.randrange(len(data))]


def _doubled(data: bytes, rng: random.Random) -> bytes:
    at, size = rng.randrange(len(data)), rng.choice([1, 64, 512])
    return data[: at + size] + data[at:]


DAMAGES: tuple[Callable[[bytes, random.Random], bytes], ...] = (
    bit_flipped,
    bit_flipped,
    _zeroed,
    _cut_out,
    _put_in,
    _truncated,
    _doubled,
)


def damaged(data: bytes, rng: random.Random, times: int = 1) -> bytes:
    """`data` after some random damage."""
    for _ in range(times):
        data = rng.choice(DAMAGES)(data, rng) if data else data
    return data


def _folder(path: Path) -> None:
    path.mkdir(mode=0o700)


def _pipe(path: Path) -> None:
    os.mkfifo(path)


def _dangling(path: Path) -> None:
    path.symlink_to(path.with_name("nowhere"))


def _circle(path: Path) -> None:
    path.symlink_to(path)


def _endless(path: Path) -> None:
    path.symlink_to("/dev/zero")


NO_FILES: dict[str, Callable[[Path], None]] = {
    "a folder": _folder,
    "a pipe": _pipe,
    "a dangling link": _dangling,
    "a link to itself": _circle,
    "a link to an endless device": _endless,
}
"""What may be where a file should be (on POSIX)."""
