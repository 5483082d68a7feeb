"""Converts loads: kilograms, typed pounds, and words for the tension of a band. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from math import ceil, floor

from kneecoach.session.commands import MAX_LOAD_KG, NotNow
from kneecoach.session.plan import BAND, LoadKind, LoadSaid, LoadUnit, TypedLoad

KG_PER_LB = 0.45359237
"""Kilograms in a pound: exact, by the international yard and pound agreement of 1959."""


DEFAULT_STEPS = {LoadUnit.KG: 1.0, LoadUnit.LB: 2.5}
"""The next dumbbell is assumed to be this much heavier, by unit. Ours."""


@dataclass(frozen=True, slots=True)
class LoadSteps:
    """The unit and the steps in which loads are suggested."""

    unit: LoadUnit = LoadUnit.KG
    step: float | None = None
    """The smallest step, in the unit; None for DEFAULT_STEPS."""

    @property
    def least(self) -> float:
        """The smallest step, in the unit."""
        return DEFAULT_STEPS[self.unit] if self.step is None else self.step

    def whole(self, value: float) -> float:
        """This load, in the unit, or the next step above it."""
        return max(1, ceil(value / self.least - 1e-9)) * self.least

    def on_the_rack(self, value: float) -> float:
        """The heaviest load on the rack that is not above `value`, in the unit.

        A load typed in another unit may lie between its steps.
        """
        if self.unit is LoadUnit.KG and self.step is None:
            return value  # half kilograms are as common as whole ones
        return floor(value / self.least + 1e-9) * self.least


TENSIONS = ("light", "medium", "heavy")
"""The usual words for a band's tension. Any other words are the person's own."""
TENSION_LETTERS = tuple(tension[0] for tension in TENSIONS)
"""What may be typed for each of the usual words."""
MAX_TENSION = 30
"""The most characters in a load in words."""

NONE_WORDS = ("no", "none", "-")
"""What a person types for no load, or no note."""

_TYPED = re.compile(r"(\d+(?:[.,]\d*)?|[.,]\d+)\s*(kg|lbs?)?", re.ASCII | re.IGNORECASE)


def to_kg(value: float, unit: LoadUnit) -> float:
    """Kilograms, to the gram: so every half pound comes back exactly."""
    return value if unit is LoadUnit.KG else round(value * KG_PER_LB, 3)


def from_kg(kg: float, unit: LoadUnit) -> float:
    """A load in the unit; pounds to a hundredth."""
    return kg if unit is LoadUnit.KG else round(kg / KG_PER_LB, 2)


def load_of_kind(kind: LoadKind, kg: float | None, said: LoadSaid | None) -> tuple[float | None, LoadSaid | None]:
    """What counts of a load in kg and of how it was said, for an exercise that takes this kind of load."""
    if kind == BAND:
        return None, said if isinstance(said, str) else None
    return (kg, None if isinstance(said, str) else said) if kind else (None, None)


def says_none(text: str) -> bool:
    """Whether an answer means that there is none."""
    return text.strip().lower().rstrip(".!") in NONE_WORDS


def typed_load(text: str, unit: LoadUnit) -> tuple[float, TypedLoad | None]:
    """A typed load, `17.5`, `17,5` or `17.5 lb`: in kg, and as it was said. Without a unit it is in `unit`.

    Raises NotNow.
    """
    found = _TYPED.fullmatch(text.strip())
    if found is None:
        example = "8 or 7.5" if unit is LoadUnit.KG else "20 or 17.5"
        raise NotNow(f"Enter the load in {unit}, such as {example}.")
    said = found[2] and LoadUnit(found[2].lower().removesuffix("s"))
    unit = said or unit
    value = float(found[1].replace(",", "."))
    most = from_kg(MAX_LOAD_KG, unit)
    if value > most:
        raise NotNow(f"A load must be from 0 to {most:.0f} {unit}.")
    return to_kg(value, unit), None if unit is LoadUnit.KG else (value, unit)


def typed_tension(text: str) -> str:
    """A band's tension as typed, on one line; `l`, `m` and `h` stand for the usual ones.

    Raises NotNow, even for words that mean none, and for any other letter or sign of a keyboard alone: most likely
    a key. One character may be a whole word, as in Chinese.
    """
    words = " ".join(text.split())
    if words.lower() in TENSION_LETTERS:
        return TENSIONS[TENSION_LETTERS.index(words.lower())]
    is_key = len(words) == 1 and words.isascii() and not words.isdigit()
    if not words or is_key or says_none(words) or len(words) > MAX_TENSION:
        usual = f"{', '.join(TENSIONS[:-1])} or {TENSIONS[-1]}"
        raise NotNow(
            f"The tension of a band is {usual}, or words of your own, of at most {MAX_TENSION} characters."
        )
    return words
