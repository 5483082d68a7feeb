"""This device's name in the log: a slug of the host name and six random characters, chosen once."""

from __future__ import annotations

import platform
import re
import secrets

from kneecoach.errors import KneecoachError, os_reason
from kneecoach.files import read_at_most, write_whole
from kneecoach.paths import Paths, private_folder

PATTERN = re.compile(r"[a-z0-9][a-z0-9-]{0,60}")

MAX_BYTES = 1000
"""The largest file that is read as a device's name."""


class BadName(KneecoachError):
    """STATE/device does not contain a valid name. `kneecoach log repair` moves it aside."""


def device_name(paths: Paths, first: str | None = None) -> str:
    """The name in STATE/device. The first time it is `first`, or a new one. Raises KneecoachError."""
    try:
        kept = kept_name(paths)
    except FileNotFoundError:
        kept = ""
    except OSError as error:
        raise KneecoachError(f"{paths.device}: the device's name cannot be read: {os_reason(error)}") from None
    except ValueError as error:
        raise BadName(f"{paths.device}: {error}") from None
    if kept:
        return kept
    name = first or new_name()
    private_folder(paths.state)
    try:
        write_whole(paths.device, f"{name}\n".encode())
    except OSError as error:
        raise KneecoachError(f"{paths.device}: cannot be written: {os_reason(error)}") from None
    return name


def new_name() -> str:
    """A name that no other device has."""
    host = re.sub(r"[^a-z0-9]+", "-", platform.node().lower()).strip("-")[:40]
    return f"{host or 'device'}-{secrets.token_hex(3)}"


def kept_name(paths: Paths) -> str:
    """The name in STATE/device; empty if the file is empty. Raises OSError, or ValueError if it is not valid."""
    # An editor may have added whitespace or a byte order mark.
    words = read_at_most(paths.device, MAX_BYTES).decode("utf-8-sig", "replace").strip()
    if words and PATTERN.fullmatch(words) is None:
        raise ValueError("should be one word of small letters, digits and dashes")
    return words
