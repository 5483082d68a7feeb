"""Every movement once: which there are, which routine's texts win, and how one is found."""

from __future__ import annotations

from pathlib import Path

import pytest

from kneecoach.errors import UsageError
from kneecoach.paths import Paths
from kneecoach.routine.library import builtin_dir, builtin_exercises_dir
from kneecoach.routine.movements import find_movement, read_movements
from kneecoach.session.plan import Side

IDS = ["quad-stretch", "calf-stretch", "lateral-band-walk", "ball-leg-curl", "hip-thrust", "reverse-lunge"]

OWN = """\
schema = 1
id = "{id}"
title = "{title}"
[[exercise]]
id = "step-up"
title = "Step up"
sets = 1
reps = 5
figure = "{figure}"
cadence = [{{ name = "up", seconds = 1 }}]
[[exercise]]
id = "hip-thrust"
title = "Hip thrust, {title}"
sets = 2
hold = 20
"""


def paths_with(folder: Path, **routines: str) -> Paths:
    """The folders of a user with these routines, given as text by id."""
    paths = Paths(folder / "data", folder / "config", folder / "state")
    paths.routines_dir.mkdir(parents=True)
    for id_, text in routines.items():
        (paths.routines_dir / f"{id_}.toml").write_text(text, "utf-8")
    return paths


def own(id_: str, figure: str = "step-up") -> str:
    return OWN.format(id=id_, title=id_.capitalize(), figure=figure)


def test_the_built_in_movements(tmp_path: Path) -> None:
    movements, problems = read_movements(paths_with(tmp_path))
    assert problems == ()
    assert [movement.exercise.id for movement in movements[:6]] == IDS
    walk, thrust, stretch = movements[2], movements[4], movements[0]
    assert (walk.dose, walk.sides, walk.is_timed) == ("3 × 15–20 steps each leg", (Side.LEFT, Side.RIGHT), False)
    assert (thrust.dose, thrust.sides) == ("3 × 15 reps, 2 s hold", (Side.BOTH,))
    assert (stretch.dose, stretch.is_timed) == ("2 × 30 s each leg", True)
    assert {movement.routine for movement in movements[:6]} == {"knee-relief"}
    assert walk.muscles == ("outer hip",)


def test_the_library_s_other_exercises_follow_by_title_with_their_own_dose(tmp_path: Path) -> None:
    movements, _ = read_movements(paths_with(tmp_path))
    titles = [movement.exercise.title for movement in movements[6:]]
    assert titles == sorted(titles, key=str.casefold)
    bridge = find_movement(movements, "floor-bridge")
    assert (bridge.dose, bridge.routine) == ("3 × 8–12 reps, 3 s hold", ""), "not the dose of a built-in routine"
    curl = next(movement for movement in movements if movement.exercise.id == "prone-leg-curl")
    assert (curl.dose, curl.sides) == ("3 × 10 reps each leg, 2 s hold", (Side.LEFT, Side.RIGHT))
    assert (curl.routine, curl.routine_title) == ("", "")
    assert curl.muscles == ("back of the thigh",)


def test_an_exercise_of_the_user_s_own_is_there_and_one_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    paths = paths_with(tmp_path)
    paths.exercises_dir.mkdir(parents=True)
    text = (builtin_exercises_dir() / "clamshell.toml").read_text("utf-8")
    (paths.exercises_dir / "my-shell.toml").write_text(
        text.replace('"clamshell"\ntitle = "', '"my-shell"\ntitle = "My ')
    )
    (paths.exercises_dir / "odd.toml").write_text("schema = 2\n")
    movements, problems = read_movements(paths)
    assert find_movement(movements, "my-shell").exercise.title == "My Clamshell"
    assert len(problems) == 1
    assert "odd.toml" in problems[0]


def test_what_the_user_s_routine_says_wins_over_the_built_in_one(tmp_path: Path) -> None:
    movements, _ = read_movements(paths_with(tmp_path, zwei=own("zwei"), drei=own("drei")))
    thrust, step_up = movements[4], find_movement(movements, "step-up")
    # Of two routines of the user's own, the first by name.
    assert (thrust.exercise.title, thrust.routine, thrust.is_timed) == ("Hip thrust, Drei", "drei", True)
    assert (step_up.routine, step_up.routine_title) == ("drei", "Drei")


def test_a_routine_that_cannot_be_read_is_named_and_skipped(tmp_path: Path) -> None:
    broken = (builtin_dir() / "knee-relief.toml").read_text("utf-8").replace("reps = 15", "reps = -15")
    movements, problems = read_movements(paths_with(tmp_path, **{"knee-relief": broken, "eins": own("eins")}))
    assert find_movement(movements, "hip-thrust").routine == "eins"
    assert find_movement(movements, "ball-leg-curl").routine == ""
    assert len(problems) == 1
    assert "knee-relief.toml: exercise 5 (Hip thrust), reps: give " in problems[0]


def test_a_movement_is_found_by_its_exercise_and_by_its_figure(tmp_path: Path) -> None:
    movements, _ = read_movements(paths_with(tmp_path, eins=own("eins", figure="reverse-lunge")))
    assert find_movement(movements, "step-up").exercise.figure == "reverse-lunge"
    assert find_movement(movements, "reverse-lunge").exercise.id == "reverse-lunge"
    movements, _ = read_movements(paths_with(tmp_path / "other", eins=own("eins", figure="stairs")))
    assert find_movement(movements, "stairs").exercise.id == "step-up"
    with pytest.raises(UsageError) as error:
        find_movement(movements, "squat")
    assert str(error.value).startswith(
        f"There is no movement called 'squat'; there are: {', '.join(IDS)}, bird-dog, "
    )
