"""The user's settings, CONFIG/config.toml."""

from __future__ import annotations

from typing import Annotated, Literal, get_args

from pydantic import BaseModel, ConfigDict, Field

from kneecoach.audio.verbosity import Verbosity
from kneecoach.figures.palette import SkinTone
from kneecoach.paths import Paths
from kneecoach.session.loads import LoadSteps
from kneecoach.session.options import Options
from kneecoach.session.plan import LoadUnit, Pace, Side
from kneecoach.toml_file import read_toml

FigureChoice = Literal["auto", "pixels", "octant", "sextant", "colour", "sixteen", "braille", "off"]
"""How the figure is drawn, finest first; `auto` depends on the terminal."""

Volume = Annotated[float, Field(ge=0, le=1, allow_inf_nan=False)]
"""How loud, 0 to 1."""


Units = Literal["kg", "lb"]

Weekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]


class SoundSettings(BaseModel):
    """What is heard, and what is seen instead. Unknown keys are errors."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    backend: Literal["auto", "simpleaudio", "miniaudio", "player", "bell", "none"] = "auto"
    """What plays the sound; `auto` tries them in this order."""
    verbosity: Verbosity = Verbosity.FULL
    """How much is heard: `full` says everything, `counts` only numbers and legs, `tones` nothing."""
    voice_volume: Volume = 1.0
    """How loud the voice is, 0 to 1."""
    tone_volume: Volume = 0.7
    """How loud the tones are, 0 to 1."""
    captions: bool = True
    """Whether the screen shows in words what is heard."""
    flash: bool = True
    """Whether the screen flashes at the end of a rest, hold or set when nothing is heard."""

    @property
    def speaks(self) -> bool:
        """Whether titles, positions and phases are to be spoken."""
        return self.verbosity is Verbosity.FULL and self.backend not in {"bell", "none"}


class RemindSettings(BaseModel):
    """When `kneecoach remind --install` and `--ics` plan sessions. Unknown keys are errors."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    days: tuple[Weekday, ...] = ()
    """The days on which `kneecoach remind --install` reminds you of a session."""
    at: Annotated[str, Field(pattern=r"^([01]\d|2[0-3]):[0-5]\d$")] = "18:30"
    """The time of day of the reminder."""

    @property
    def in_order(self) -> tuple[Weekday, ...]:
        """The days, each once, from Monday."""
        return tuple(day for day in get_args(Weekday) if day in self.days)


FIRST_READY_SECONDS = 15.0
"""Time to walk from the keyboard to the mat. Ours."""


class Settings(BaseModel):
    """What the user chose in config.toml. Unknown keys are errors."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    theme: str = "kneecoach-dark"
    """The colours. Our own themes begin with kneecoach; the others are Textual's."""
    pace: Pace = Pace.GUIDED
    """Who counts: `guided`, the coach at the cadence; `self`, you with space for each rep."""
    side: Literal[Side.LEFT, Side.RIGHT] = Side.LEFT
    """The leg that goes first."""
    knee: Side | None = None
    """The sore knee. It is in new records and on the page for a physiotherapist."""
    units: Units = "kg"
    """The unit in which loads are shown and typed."""
    step: Annotated[float, Field(gt=0, le=100, allow_inf_nan=False)] | None = None
    """The smallest step in suggested loads, in your unit; if not set, one that suits the load."""
    first_ready: Annotated[float, Field(ge=0, le=600, allow_inf_nan=False)] | None = None
    """At least this many seconds to walk to the mat before the first set; 15 if not set."""
    figure: FigureChoice = "auto"
    """How the figure is drawn, finest first; `auto` depends on the terminal, `off` shows none."""
    skin: SkinTone = "medium"
    """The figure's skin tone."""
    reduced_motion: bool = False
    """Whether the figure changes only with the phase, and nothing flashes."""
    default_routine: Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)] | None = None
    """The routine that Home and `start` begin with, by its id; if not set, the one last done."""
    keep_awake: bool = True
    """Whether the display and the computer are kept awake during a session."""
    weekly_goal: Annotated[int, Field(ge=1, le=7, strict=True)] = 3
    """Sessions per week, Monday to Sunday."""
    pain_cap: Annotated[int, Field(ge=0, le=5, strict=True)] = 5
    """The highest pain, 0-10, at which an exercise goes on: the usual 5, or less."""
    sound: SoundSettings = SoundSettings()
    remind: RemindSettings = RemindSettings()
    keys: dict[str, str] = {}
    """Keys by the id that Help shows, separated by commas: `live-skip-set = "n,k"`."""

    @property
    def load_steps(self) -> LoadSteps:
        """The unit in which loads are typed and shown, and the steps in which others are suggested."""
        return LoadSteps(LoadUnit(self.units), self.step)

    def options(self, *, pace: str | None, side: str | None, speed: float, mute: bool) -> Options:
        """What a session starts with: each given value, or that of the settings."""
        return Options(
            pace=Pace(pace) if pace else self.pace,
            side=Side(side) if side else self.side,
            speed=speed,
            mute=mute,
            knee=self.knee,
            units=LoadUnit(self.units),
            first_ready=FIRST_READY_SECONDS if self.first_ready is None else self.first_ready,
        )


def load_settings(paths: Paths) -> Settings:
    """The settings, or the defaults if there is no file. Raises KneecoachError, naming the file and the key."""
    try:
        paths.settings.lstat()
        is_there = True
    except (FileNotFoundError, NotADirectoryError):
        is_there = False
    except OSError:
        is_there = True  # reading it raises an error that says why
    return read_toml(paths.settings, "the settings", Settings)[0] if is_there else Settings()
