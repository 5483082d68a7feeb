"""Where things live: the log in DATA, settings and routines in CONFIG, the live session in STATE."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from kneecoach.errors import KneecoachError, os_reason

APP = "kneecoach"


@dataclass(frozen=True, slots=True)
class Paths:
    """The three folders of one user."""

    data: Path
    config: Path
    state: Path

    @property
    def log_dir(self) -> Path:
        return self.data / "log"

    @property
    def routines_dir(self) -> Path:
        return self.config / "routines"

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
    def journal_lock(self) -> Path:
        return self.state / "live.lock"

    @property
    def journal_holder(self) -> Path:
        return self.state / "live.holder"

    @property
    def audio_log(self) -> Path:
        return self.state / "audio.log"

    @property
    def device(self) -> Path:
        return self.state / "device"


def find_paths(data: str | None = None, config: str | None = None, state: str | None = None) -> Paths:
    """The folders: as given, else from `KNEECOACH_DATA_DIR` (`_CONFIG_DIR`, `_STATE_DIR`), else the system's.

    A data folder that is given moves the others along with it, into `config` and `state` inside it, unless they
    are given too.
    """
    data = data or os.environ.get("KNEECOACH_DATA_DIR")
    config = config or os.environ.get("KNEECOACH_CONFIG_DIR")
    state = state or os.environ.get("KNEECOACH_STATE_DIR")
    if data:
        base = _folder(data)
        return Paths(
            base, _folder(config) if config else base / "config", _folder(state) if state else base / "state"
        )
    import platformdirs

    return Paths(
        platformdirs.user_data_path(APP, appauthor=False),
        _folder(config) if config else platformdirs.user_config_path(APP, appauthor=False),
        _folder(state) if state else platformdirs.user_state_path(APP, appauthor=False),
    )


def _folder(text: str) -> Path:
    try:
        return Path(text).expanduser()
    except RuntimeError:
        raise KneecoachError(f"{text}: there is no such user") from None


def private_folder(path: Path) -> Path:
    """`path`, made with mode 0700 if it is not there: this is health data. Raises KneecoachError."""
    try:
        missing = [folder for folder in (path, *path.parents) if not folder.exists()]
        for folder in reversed(missing):
            folder.mkdir(mode=0o700, exist_ok=True)
    except OSError as error:
        raise KneecoachError(f"{path}: the folder cannot be made: {os_reason(error)}") from None
    if not path.is_dir():
        raise KneecoachError(f"{path}: this should be a folder, and is a file")
    return path


def assets_dir() -> Path:
    """The folder of shipped assets: inside the installed package, or beside it in a checkout."""
    package = Path(__file__).parent
    inside = package / "assets"
    return inside if inside.is_dir() else package.parent / "assets"
