"""A figure as in its TOML file. Unknown keys are errors."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from kneecoach.figures.skeleton import FootPoint, HandPoint, Root, View
from kneecoach.text import clean


def _words(text: str) -> str:
    cleaned = clean(text)
    if not cleaned:
        raise ValueError("should not be empty")
    return cleaned


Name = Annotated[str, Field(max_length=60), AfterValidator(_words)]
Slug = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)]
Length = Annotated[float, Field(ge=-200, le=200, allow_inf_nan=False, strict=True)]
Size = Annotated[float, Field(gt=0, le=200, allow_inf_nan=False, strict=True)]
Degrees = Annotated[float, Field(ge=-360, le=360, allow_inf_nan=False, strict=True)]
Share = Annotated[float, Field(ge=0, le=1, allow_inf_nan=False, strict=True)]
Spot = tuple[Length, Length]
LimbName = Literal["near-leg", "far-leg", "near-arm", "far-arm"]
Muscle = Literal["quads", "hamstrings", "glutes", "calf", "abductors", "adductors", "hip-flexors"]
Works = Literal["near", "far", "both"]
Grip = Literal["fist", "flat"]
Joint = Literal["near-knee", "far-knee", "near-ankle", "far-ankle", "near-hand", "far-hand", "hips"]


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class WindowModel(_Model):
    """The part of the coordinates that is always in the picture; its lower edge is the floor."""

    left: Length
    right: Length
    top: Annotated[float, Field(ge=10, le=200, allow_inf_nan=False, strict=True)]

    @model_validator(mode="after")
    def _has_width(self) -> Self:
        if self.right - self.left < 10:
            raise ValueError("right should be at least 10 more than left")
        return self


class KeyframeModel(_Model):
    """A pose. What a keyframe leaves out is the same as in the keyframe before it."""

    root: Spot | None = None
    trunk: Degrees | None = None
    head: Degrees | None = None
    near_foot: Spot | None = None
    near_pitch: Degrees | None = None
    far_foot: Spot | None = None
    far_pitch: Degrees | None = None
    near_knee: Degrees | None = None
    """How far the knee is turned outwards about the line from hip to ankle. By default it follows the foot."""
    far_knee: Degrees | None = None
    near_elbow: Degrees | None = None
    """How far the elbow is turned outwards about the line from shoulder to hand. By default it points back."""
    far_elbow: Degrees | None = None
    near_hand: Spot | None = None
    far_hand: Spot | None = None
    ball: Length | None = None


class WaypointModel(_Model):
    """A keyframe on the way through a phase, and the fraction of the phase at which it is reached."""

    to: Slug
    at: Share = 1.0


class PhaseModel(_Model):
    """How the figure moves in one phase of the exercise's cadence. It starts where the phase before it ended."""

    name: Name
    also: tuple[Name, ...] = ()
    """Other names for the phase that routines may use."""
    path: Annotated[tuple[WaypointModel, ...], Field(min_length=1, max_length=12)]
    ease: Literal["smooth", "brisk"] = "smooth"
    """`brisk` covers most of the way early."""


class PropModel(_Model):
    """The keys of every prop."""

    shape: str
    optional: bool = False
    """Drawn only for an exercise whose equipment names it."""


class WallModel(PropModel):
    """A wall to lean on."""

    shape: Literal["wall"]
    x: Length
    """Where its surface is."""
    side: Literal["right", "left"] = "right"
    """Which side of the surface the wall is on."""


class ChairModel(PropModel):
    """A chair with a back."""

    shape: Literal["chair"]
    x: Length
    """Where the rear of its back is."""
    top: Size
    """How high its back is."""
    faces: Literal["right", "left"] = "right"


class BenchModel(PropModel):
    """A padded bench."""

    shape: Literal["bench"]
    left: Length
    right: Length
    top: Size


class StepModel(PropModel):
    """A step or a box to stand on."""

    shape: Literal["step"]
    left: Length
    right: Length
    top: Size


class TowelRollModel(PropModel):
    """A rolled towel on the floor."""

    shape: Literal["towel-roll"]
    x: Length
    radius: Annotated[float, Field(ge=1, le=20, allow_inf_nan=False, strict=True)] = 4.0


class TetherModel(PropModel):
    """A band from a joint to a post."""

    shape: Literal["tether"]
    joint: Joint
    to: Spot
    """Where it is fixed to the post."""


class MatModel(PropModel):
    """A mat on the floor."""

    shape: Literal["mat"]
    left: Length
    right: Length


class BallModel(PropModel):
    """A stability ball."""

    shape: Literal["ball"]
    radius: Annotated[float, Field(ge=3, le=60, allow_inf_nan=False, strict=True)]


class BandModel(PropModel):
    """A loop band round both legs: round the thighs or, with `at = "ankles"`, above the feet."""

    shape: Literal["band"]
    at: Literal["thighs", "ankles"] = "thighs"
    above_knee: Annotated[float, Field(ge=0, le=20, allow_inf_nan=False, strict=True)] = 5.0


class AnkleWeightModel(PropModel):
    """A cuff round the near ankle."""

    shape: Literal["ankle-weight"]


class TowelModel(PropModel):
    """A towel from the near hand to the near foot or ankle, or flat under the near heel."""

    shape: Literal["towel"]
    to: Literal["foot", "ankle", "floor"] = "foot"


class CushionModel(PropModel):
    """A cushion to kneel, stand or press on; its lower edge is at `bottom`."""

    shape: Literal["cushion"]
    left: Length
    right: Length
    top: Size
    bottom: Annotated[float, Field(ge=0, le=100, allow_inf_nan=False, strict=True)] = 0.0


class DumbbellsModel(PropModel):
    """A dumbbell in each hand, or in one of them."""

    shape: Literal["dumbbells"]
    hand: Literal["both", "near", "far"] = "both"


class LapModel(PropModel):
    """A dumbbell across the lap, between the hands."""

    shape: Literal["lap-dumbbell"]


class ArrowModel(PropModel):
    """Points where the figure goes: ahead, or up and down again."""

    shape: Literal["arrow"]
    at: Spot
    """Where its middle is."""
    ways: Literal["ahead", "up-down"] = "ahead"


AnyProp = Annotated[
    WallModel
    | ChairModel
    | BenchModel
    | StepModel
    | MatModel
    | TowelRollModel
    | BallModel
    | BandModel
    | TetherModel
    | AnkleWeightModel
    | TowelModel
    | CushionModel
    | DumbbellsModel
    | LapModel
    | ArrowModel,
    Field(discriminator="shape"),
]


_TURNS = ("near_knee", "far_knee", "near_elbow", "far_elbow")


class FigureModel(_Model):
    """A movement as a figure does it, drawn for the right side: the left side is its mirror image."""

    schema_: Literal[1] = Field(alias="schema")
    id: Slug
    view: View
    root: Root = "hip"
    """Which joint a keyframe's `root` places."""
    near_foot: FootPoint = "toe"
    """Which point of the foot a keyframe's `near_foot` places; `ball` is degrees from the top of the ball.

    With `angles` it says how far the thigh is raised (forward, or outwards where the view is not from the side) and
    how far the knee is bent, in degrees: for a leg that swings freely.
    """
    far_foot: FootPoint = "toe"
    near_hand: HandPoint = "shoulder"
    """What a keyframe's `near_hand` is measured from."""
    far_hand: HandPoint = "shoulder"
    near_grip: Grip = "fist"
    far_grip: Grip = "fist"
    muscles: tuple[Muscle, ...] = ()
    """The muscles that are lit."""
    works: Works = "near"
    """Which side they are on."""
    working: tuple[LimbName, ...] = ()
    """Limbs that are lit as a whole, if no muscles are named."""
    travel: Annotated[float, Field(ge=0, le=100, allow_inf_nan=False, strict=True)] = 0.0
    """How far one rep takes the body: 0, or at least 4."""
    window: WindowModel
    prop: Annotated[tuple[AnyProp, ...], Field(max_length=10)] = ()
    ready: Annotated[tuple[WaypointModel, ...], Field(max_length=12)] = ()
    """How it gets into position; by default it waits in the pose in which a rep starts."""
    phase: Annotated[tuple[PhaseModel, ...], Field(min_length=1, max_length=12)]
    ends: tuple[Slug, Slug]
    """The two keyframes that show what the movement is, for when nothing may move."""
    keyframe: Annotated[dict[Slug, KeyframeModel], Field(min_length=1, max_length=40)]

    @model_validator(mode="after")
    def _fits_together(self) -> Self:
        for keyframe in self._named():
            if keyframe not in self.keyframe:
                raise ValueError(f"there is no keyframe {keyframe!r}")
        first = next(iter(self.keyframe.values()))
        said = {
            name for keyframe in self.keyframe.values() for name in _TURNS if getattr(keyframe, name) is not None
        }
        free = {*_TURNS} - said | (set() if self.ball else {"ball"})
        needed = [name for name in KeyframeModel.model_fields if name not in free]
        missing = [name for name in needed if getattr(first, name) is None]
        if missing:
            raise ValueError(f"the first keyframe needs {missing[0]}")
        if "ball" in (self.near_foot, self.far_foot) and not self.ball:
            raise ValueError("a foot on a ball needs a ball among the props")
        if 0 < self.travel < 4:
            raise ValueError("travel should be 0, or at least 4")
        if any(phase.path[0].at == 0 for phase in self.phase):
            raise ValueError(
                "a phase starts where the one before it ended, so its first step should be later than 0"
            )
        for path in (self.ready, *(phase.path for phase in self.phase)):
            times = [step.at for step in path]
            if times != sorted(set(times)):
                raise ValueError("each step of a path should have a later `at` than the one before it")
            if path and times[-1] != 1.0:
                raise ValueError("the last step of a path should be at 1")
        names = [name for phase in self.phase for name in (phase.name, *phase.also)]
        if len(set(names)) < len(names):
            raise ValueError("the phases need different names")
        if self.ready and self.ready[-1].to != self.phase[-1].path[-1].to:
            raise ValueError(
                "ready should end in the keyframe in which a rep starts: the one that ends the last phase"
            )
        return self

    def _named(self) -> list[str]:
        paths = (self.ready, *(phase.path for phase in self.phase))
        return [*self.ends, *(step.to for path in paths for step in path)]

    @property
    def ball(self) -> BallModel | None:
        """The stability ball, if there is one."""
        return next((prop for prop in self.prop if isinstance(prop, BallModel)), None)
