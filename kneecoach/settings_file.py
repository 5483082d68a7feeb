"""Writing to the user's settings; their own lines and comments stay as they are."""

from __future__ import annotations

import errno
import os

import tomlkit
from tomlkit.exceptions import TOMLKitError

from kneecoach.errors import KneecoachError, os_reason
from kneecoach.files import read_at_most
from kneecoach.log.device import write_private
from kneecoach.paths import Paths, private_folder
from kneecoach.toml_file import MOST_BYTES


def save_theme(paths: Paths, name: str) -> None:
    """Set `theme`. Raises KneecoachError; a file that is not valid TOML is left as it is."""
    path = paths.settings
    try:
        path = path.resolve()  # a link to the file stays a link
        if path.is_symlink():
            raise OSError(errno.ELOOP, os.strerror(errno.ELOOP))
        raw = read_at_most(path, MOST_BYTES) if path.exists() else b""
        document = tomlkit.parse(raw.decode("utf-8-sig"))
        document["theme"] = name
        private_folder(path.parent)
        write_private(path, tomlkit.dumps(document).encode())
    except (TOMLKitError, UnicodeDecodeError, RecursionError):
        raise KneecoachError(f"{path}: this is not valid TOML, so the theme was not saved") from None
    except OSError as error:
        raise KneecoachError(f"{path}: the theme cannot be saved: {os_reason(error)}") from None
    except RuntimeError as error:  # a circle of links, before Python 3.13
        raise KneecoachError(f"{path}: the theme cannot be saved: {error}") from None
