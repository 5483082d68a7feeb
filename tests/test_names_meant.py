"""A name is suggested for another only if a letter or two are wrong, or if one is part of the other."""

from __future__ import annotations

import pytest

from kneecoach.errors import UsageError, close_matches
from kneecoach.figures.figure import figure_names
from kneecoach.routine.library import builtin_dir, builtin_exercises_dir, read_routine
from kneecoach.routine.named import equipment_named, exercise_named
from kneecoach.settings.listing import field_called, fields

NAMES = {
    "settings": [field.name.rpartition(".")[2] for field in fields()],
    "exercises": [path.stem for path in builtin_exercises_dir().glob("*.toml")],
    "routines": [path.stem for path in builtin_dir().glob("*.toml")],
    "figures": list(figure_names(None)),
}
UNRELATED = (
    *("nonsense", "banana", "something", "xyzzy", "foo", "hello", "everything", "monday", "water", "elephant"),
    *("password", "language", "colour", "speed", "volume-of-sales", "shoulder-press", "biceps", "treadmill"),
    *("anna", "physio", "my-plan", "test", "none", "help"),
)
RELIEF = read_routine(builtin_dir() / "knee-relief.toml").spec


def slips(name: str) -> list[str]:
    """The name with a letter left out, doubled, and two swapped."""
    at = len(name) // 2
    swapped = f"{name[: at - 1]}{name[at]}{name[at - 1]}{name[at + 1 :]}"
    return [f"{name[:at]}{name[at + 1 :]}", f"{name[:at]}{name[at]}{name[at:]}", swapped, name.upper()]


@pytest.mark.parametrize("kind", NAMES)
def test_a_slip_of_the_finger_is_understood(kind: str) -> None:
    for name in NAMES[kind]:
        for typed in slips(name) if len(name) > 4 else [name.upper()]:
            assert name in close_matches(typed, NAMES[kind]), typed


@pytest.mark.parametrize("kind", NAMES)
@pytest.mark.parametrize("typed", UNRELATED)
def test_nothing_is_suggested_for_another_word(kind: str, typed: str) -> None:
    part = typed.replace("-", "")
    alike = close_matches(typed, NAMES[kind])
    assert [name for name in alike if part not in name.replace("-", "").replace("_", "")] == []


@pytest.mark.parametrize("typed", UNRELATED)
def test_nor_by_the_commands(typed: str) -> None:
    for refuse in (
        field_called,
        lambda name: exercise_named(RELIEF, name),
        lambda name: equipment_named(RELIEF, name),
    ):
        with pytest.raises(UsageError) as refused:
            refuse(typed)
        words = str(refused.value).split(repr(typed), 1)[1]
        assert "is it" not in words
        assert "did you mean" not in words


def test_the_closest_thing_is_named() -> None:
    with pytest.raises(UsageError, match="did you mean 'stability ball'"):
        equipment_named(RELIEF, "stability bll")
    with pytest.raises(UsageError, match="did you mean 'a wall'"):
        equipment_named(RELIEF, "wal")
    with pytest.raises(UsageError, match="did you mean 'hip-thrust'"):
        exercise_named(RELIEF, "hip trust")
    with pytest.raises(UsageError, match=r"did you mean 'sound\.verbosity'"):
        field_called("verbosty")
