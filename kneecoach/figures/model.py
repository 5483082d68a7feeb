"""A figure as its TOML file says it. Unknown keys are errors."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from kneecoach.errors import KneecoachError
from kneecoach.figures.skeleton import FootPoint, HandPoint, Root, View
from kneecoach.text import clean
from kneecoach.toml_file import read_toml


def _words(text: str) -> str:
    cleaned = clean(text)
    if not cleaned:
        raise ValueError("a text must not be empty")
    return cleaned


Name = Annotated[str, Field(max_length=60), AfterValidator(_words)]
Slug = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)]
Length = Annotated[float, Field(ge=-200, le=200, allow_inf_nan=False, strict=True)]
Size = Annotated[float, Field(gt=0, le=200, allow_inf_nan=False, strict=True)]
Degrees = Annotated[float, Field(ge=-360, le=360, allow_inf_nan=False, strict=True)]
Share = Annotated[float, Field(ge=0, le=1, allow_inf_nan=False, strict=True)]
Spot = tuple[Length, Length]
LimbName = Literal["near-leg", "far-leg", "near-arm", "far-arm"]


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class WindowModel(_Model):
    """The part of the world that always fits into the picture; its lower edge is the floor."""

    left: Length
    right: Length
    top: Annotated[float, Field(ge=10, le=200, allow_inf_nan=False, strict=True)]

    @model_validator(mode="after")
    def _has_width(self) -> Self:
        if self.right - self.left < 10:
            raise ValueError("right should be at least 10 more than left")
        return self


class KeyframeModel(_Model):
    """A pose. What a keyframe leaves out is as in the keyframe before it."""

    root: Spot | None = None
    trunk: Degrees | None = None
    head: Degrees | None = None
    near_foot: Spot | None = None
    near_pitch: Degrees | None = None
    far_foot: Spot | None = None
    far_pitch: Degrees | None = None
    near_hand: Spot | None = None
    far_hand: Spot | None = None
    ball: Length | None = None


class StepModel(_Model):
    """A keyframe on the way through a phase, and the fraction of the phase at which it is reached."""

    to: Slug
    at: Share = 1.0


class PhaseModel(_Model):
    """How the figure moves in one phase of the exercise's cadence. It starts where the phase before it ended."""

    name: Name
    also: tuple[Name, ...] = ()
    """Other names for the phase that routines may use."""
    path: Annotated[tuple[StepModel, ...], Field(min_length=1, max_length=12)]
    ease: Literal["smooth", "brisk"] = "smooth"
    """`brisk` covers most of the way early."""


class WallModel(_Model):
    shape: Literal["wall"]
    x: Length
    """Its surface."""


class ChairModel(_Model):
    shape: Literal["chair"]
    x: Length
    """The rear of its back."""
    top: Size
    """How high its back is."""


class BenchModel(_Model):
    shape: Literal["bench"]
    left: Length
    right: Length
    top: Size


class MatModel(_Model):
    shape: Literal["mat"]
    left: Length
    right: Length


class BallModel(_Model):
    shape: Literal["ball"]
    radius: Annotated[float, Field(ge=3, le=60, allow_inf_nan=False, strict=True)]


class BandModel(_Model):
    """A loop band round both thighs."""

    shape: Literal["band"]
    above_knee: Annotated[float, Field(ge=0, le=20, allow_inf_nan=False, strict=True)] = 5.0


class DumbbellsModel(_Model):
    """One dumbbell in each hand."""

    shape: Literal["dumbbells"]


class LapModel(_Model):
    """A dumbbell across the lap, between the hands."""

    shape: Literal["lap-dumbbell"]


class ArrowModel(_Model):
    """Points where the figure goes."""

    shape: Literal["arrow"]
    at: Spot


PropModel = Annotated[
    WallModel | ChairModel | BenchModel | MatModel | BallModel | BandModel | DumbbellsModel | LapModel | ArrowModel,
    Field(discriminator="shape"),
]


class FigureModel(_Model):
    """A movement as a figure does it, drawn for the right side: the left side is its mirror image."""

    schema_: Literal[1] = Field(alias="schema")
    id: Slug
    view: View
    root: Root = "hip"
    """Which joint a keyframe's `root` places."""
    near_foot: FootPoint = "toe"
    """Which point of the foot a keyframe's `near_foot` places; `ball` is degrees from the top of the ball."""
    far_foot: FootPoint = "toe"
    near_hand: HandPoint = "shoulder"
    """What a keyframe's `near_hand` is measured from."""
    far_hand: HandPoint = "shoulder"
    working: tuple[LimbName, ...] = ()
    travel: Annotated[float, Field(ge=0, le=100, allow_inf_nan=False, strict=True)] = 0.0
    """How far one rep takes the body: 0, or 4 at least."""
    window: WindowModel
    prop: Annotated[tuple[PropModel, ...], Field(max_length=10)] = ()
    ready: Annotated[tuple[StepModel, ...], Field(max_length=12)] = ()
    """How it gets into position; by default it waits in the pose in which a rep starts."""
    phase: Annotated[tuple[PhaseModel, ...], Field(min_length=1, max_length=12)]
    ends: tuple[Slug, Slug]
    """The two keyframes that say what the movement is, where nothing may move."""
    keyframe: Annotated[dict[Slug, KeyframeModel], Field(min_length=1, max_length=40)]

    @model_validator(mode="after")
    def _fits_together(self) -> Self:
        for keyframe in self._named():
            if keyframe not in self.keyframe:
                raise ValueError(f"there is no keyframe {keyframe!r}")
        first = next(iter(self.keyframe.values()))
        needed = [name for name in KeyframeModel.model_fields if name != "ball" or self.ball]
        missing = [name for name in needed if getattr(first, name) is None]
        if missing:
            raise ValueError(f"the first keyframe needs {missing[0]}")
        if "ball" in (self.near_foot, self.far_foot) and not self.ball:
            raise ValueError("a foot on a ball needs a ball among the props")
        if 0 < self.travel < 4:
            raise ValueError("travel should be 0, or 4 at least")
        if any(phase.path[0].at == 0 for phase in self.phase):
            raise ValueError("a phase starts where the one before ended: its first step is later than at 0")
        for path in (self.ready, *(phase.path for phase in self.phase)):
            times = [step.at for step in path]
            if times != sorted(set(times)):
                raise ValueError("the steps of a path should come one after another: at is growing")
            if path and times[-1] != 1.0:
                raise ValueError("the last step of a path should be at 1")
        names = [name for phase in self.phase for name in (phase.name, *phase.also)]
        if len(set(names)) < len(names):
            raise ValueError("the phases need different names")
        if self.ready and self.ready[-1].to != self.phase[-1].path[-1].to:
            raise ValueError("ready should end in the keyframe in which a rep starts, that of the last phase's end")
        return self

    def _named(self) -> list[str]:
        paths = (self.ready, *(phase.path for phase in self.phase))
        return [*self.ends, *(step.to for path in paths for step in path)]

    @property
    def ball(self) -> BallModel | None:
        """The stability ball, if there is one."""
        return next((prop for prop in self.prop if isinstance(prop, BallModel)), None)


def read_figure(path: Path) -> FigureModel:
    """The figure in a TOML file. Raises KneecoachError, naming the file, the key and what was expected."""
    says, _ = read_toml(path, "the figure", FigureModel)
    if says.id != path.stem:
        raise KneecoachError(f"{path}: id: should be {path.stem!r}, the file's name, not {says.id!r}")
    return says
