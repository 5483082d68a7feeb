"""Where files are: the log in DATA, settings and routines in CONFIG, the live session in STATE."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from kneecoach.errors import KneecoachError, os_reason
from kneecoach.files import sync_folder, write_whole

APP = "kneecoach"

HOME_UNKNOWN = (
    "Your home folder is unknown: set HOME to it, or set KNEECOACH_DATA_DIR to a folder for kneecoach's files."
)


@dataclass(frozen=True, slots=True)
class Paths:
    """The folders of one user."""

    data: Path
    config: Path
    state: Path
    cache: Path | None = None
    """Files that can be made again; None if they have no separate folder, and are kept in `state`."""

    @property
    def log_dir(self) -> Path:
        return self.data / "log"

    @property
    def routines_dir(self) -> Path:
        return self.config / "routines"

    @property
    def exercises_dir(self) -> Path:
        return self.config / "exercises"

    @property
    def figures_dir(self) -> Path:
        return self.config / "figures"

    @property
    def settings(self) -> Path:
        return self.config / "config.toml"

    @property
    def journal(self) -> Path:
        return self.state / "live.jsonl"

    @property
    def log_lock(self) -> Path:
        return self.state / "log.lock"

    @property
    def journal_lock(self) -> Path:
        return self.state / "live.lock"

    @property
    def journal_holder(self) -> Path:
        return self.state / "live.holder"

    @property
    def welcomed(self) -> Path:
        """A file that exists once the first start has been seen."""
        return self.state / "welcomed"

    @property
    def audio_log(self) -> Path:
        return self.state / "audio.log"

    @property
    def voice_store(self) -> Path:
        """Clips rendered on this computer: a folder for each voice."""
        return (self.cache or self.state / "cache") / "voice"

    @property
    def device(self) -> Path:
        return self.state / "device"


def find_paths(
    data: str | None = None, config: str | None = None, state: str | None = None, cache: str | None = None
) -> Paths:
    """The folders: as given, or from `KNEECOACH_DATA_DIR` (`_CONFIG_DIR` and so on), or the system's.

    If only a data folder is given, the others are `config`, `state` and `cache` inside it. Raises KneecoachError if
    the home folder is needed but unknown.
    """
    data = data or os.environ.get("KNEECOACH_DATA_DIR")
    config = config or os.environ.get("KNEECOACH_CONFIG_DIR")
    state = state or os.environ.get("KNEECOACH_STATE_DIR")
    cache = cache or os.environ.get("KNEECOACH_CACHE_DIR")
    if data:
        base = expanded(data)
        return Paths(
            base,
            expanded(config) if config else base / "config",
            expanded(state) if state else base / "state",
            expanded(cache) if cache else base / "cache",
        )
    import platformdirs

    return Paths(
        _of_the_system(platformdirs.user_data_path),
        expanded(config) if config else _of_the_system(platformdirs.user_config_path),
        expanded(state) if state else _of_the_system(platformdirs.user_state_path),
        expanded(cache) if cache else _of_the_system(platformdirs.user_cache_path),
    )


def _of_the_system(find: Callable[..., Path]) -> Path:
    try:
        path = find(APP, appauthor=False)
    except RuntimeError:
        raise KneecoachError(HOME_UNKNOWN) from None
    # Without a home folder some versions of platformdirs return a relative folder called `~`.
    if not path.is_absolute():
        raise KneecoachError(HOME_UNKNOWN)
    return path


def expanded(text: str) -> Path:
    """A typed path with `~` expanded. Raises KneecoachError if the home folder is unknown."""
    try:
        return Path(text).expanduser()
    except RuntimeError:
        user = Path(text).parts[0].removeprefix("~")
        raise KneecoachError(f"{text}: there is no user {user!r}" if user else HOME_UNKNOWN) from None


def write_new(name: str, data: bytes) -> Path:
    """Write a new private file with a typed name, whole or not at all, and return its path.

    Raises KneecoachError, also if the file already exists.
    """
    path = expanded(name)
    if not name.strip() or os.path.lexists(path):
        raise KneecoachError(f"{path} already exists; give a new file" if name.strip() else "Give a file.")
    try:
        write_whole(path, data, replace=False)
    except FileExistsError:
        raise KneecoachError(f"{path} already exists; give a new file") from None
    except (OSError, ValueError) as error:
        why = os_reason(error) if isinstance(error, OSError) else "this is not a valid file name"
        raise KneecoachError(f"{path}: cannot be written: {why}") from None
    return path


def home_folder() -> Path | None:
    """The user's home folder, or None if it is unknown."""
    try:
        return Path.home()
    except RuntimeError:
        return None


def private_folder(path: Path) -> Path:
    """`path`, created with mode 0700 if missing, because this is health data. Raises KneecoachError."""
    try:
        missing = [folder for folder in (path, *path.parents) if not folder.exists()]
        for folder in reversed(missing):
            folder.mkdir(mode=0o700, exist_ok=True)
            sync_folder(folder.parent)
    except (FileExistsError, NotADirectoryError):
        pass  # something else has the name
    except OSError as error:
        raise KneecoachError(f"{path}: the folder cannot be created: {os_reason(error)}") from None
    if not path.is_dir():
        present = next(place for place in (path, *path.parents) if os.path.lexists(place))
        what = "this link leads to no folder" if present.is_symlink() else "this is a file, not a folder"
        raise KneecoachError(f"{present}: {what}")
    return path


@cache
def assets_dir() -> Path:
    """The folder of the assets that ship: inside the installed package, or beside it in a checkout."""
    package = Path(__file__).parent
    inside = package / "assets"
    return inside if inside.is_dir() else package.parent / "assets"
