"""The user's settings, CONFIG/config.toml."""

from __future__ import annotations

import tomllib
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from kneecoach.audio.cues import Verbosity
from kneecoach.errors import KneecoachError, invalid_file, os_reason
from kneecoach.log.keeper import Options
from kneecoach.paths import Paths
from kneecoach.session.plan import Pace, Side

FigureChoice = Literal["auto", "colour", "sixteen", "braille", "off"]
"""How the figure is drawn; `auto` goes by the terminal."""

Volume = Annotated[float, Field(ge=0, le=1, allow_inf_nan=False)]
"""How loud, 0 to 1."""


class SoundSettings(BaseModel):
    """What is heard, and what is seen instead. Unknown keys are errors."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    backend: Literal["auto", "simpleaudio", "miniaudio", "player", "bell", "none"] = "auto"
    """What plays: `auto` tries them in this order."""
    verbosity: Verbosity = Verbosity.FULL
    voice_volume: Volume = 1.0
    tone_volume: Volume = 0.7
    captions: bool = True
    """Whether what is heard is also shown in words."""
    flash: bool = True
    """Whether the screen flashes at the end of a rest, hold or set when nothing is heard."""


class Settings(BaseModel):
    """What the user has chosen. Unknown keys are errors."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    theme: str = "kneecoach-dark"
    """Name of a theme; the command palette lists them."""
    pace: Pace = Pace.GUIDED
    side: Literal[Side.LEFT, Side.RIGHT] = Side.LEFT
    """The first side."""
    figure: FigureChoice = "auto"
    reduced_motion: bool = False
    """Nothing flashes or moves that need not."""
    keep_awake: bool = True
    """Whether the display and the computer are kept awake during a session."""
    sound: SoundSettings = SoundSettings()
    keys: dict[str, str] = {}
    """Keys by the id of a binding, several with commas between: `live-skip-set = "n,k"`."""

    def options(self, *, pace: str | None, side: str | None, speed: float, mute: bool) -> Options:
        """What a session starts with: what is given, else what is set."""
        return Options(
            pace=Pace(pace) if pace else self.pace,
            side=Side(side) if side else self.side,
            speed=speed,
            mute=mute,
        )


def load_settings(paths: Paths) -> Settings:
    """The settings, or the defaults where there is no file. Raises KneecoachError, naming file and key."""
    path = paths.settings
    try:
        data = tomllib.loads(path.read_bytes().decode("utf-8-sig"))
    except (FileNotFoundError, NotADirectoryError):
        return Settings()
    except OSError as error:
        raise KneecoachError(f"{path}: the settings cannot be read: {os_reason(error)}") from None
    except UnicodeDecodeError:
        raise KneecoachError(f"{path}: should be TOML in UTF-8, and is not UTF-8") from None
    except (ValueError, RecursionError) as error:
        raise KneecoachError(f"{path}: this is not valid TOML: {error}") from None
    try:
        return Settings.model_validate(data)
    except ValidationError as error:
        raise invalid_file(path, error) from None
