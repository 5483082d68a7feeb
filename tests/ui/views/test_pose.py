"""The figure is in the same phase as the rep, stands still in a rest, and shows what comes next."""

from __future__ import annotations

import pytest

from kneecoach.session.commands import GoTo, Pause
from kneecoach.session.plan import Side
from kneecoach.session.state import State
from kneecoach.ui.views.pose import next_picture, pose_view
from tests.helpers import Visit, knee_relief

THRUST = next(i for i, planned in enumerate(knee_relief().sets) if planned.exercise.id == "hip-thrust")
WALK = next(i for i, planned in enumerate(knee_relief().sets) if planned.exercise.id == "lateral-band-walk")


def visit(index: int) -> Visit:
    """At the start of the work of a planned set."""
    driven = Visit(knee_relief())
    driven.do(GoTo(index))
    driven.until_work(index)
    return driven


def seen(state: State, at: float) -> tuple[str, str | None, float]:
    pose = pose_view(state, at)
    assert pose is not None
    return pose.doing, pose.phase, pose.fraction


def test_it_goes_through_the_phases_at_the_cadence() -> None:
    driven = visit(THRUST)
    start = driven.now
    shown = []
    for after in (0.0, 0.5, 1.0, 2.9, 3.0, 4.0, 5.0):
        driven.wait_until(start + after)
        shown.append(seen(driven.state, driven.now))
    assert shown == [
        ("phase", "push up", 0.0),
        ("phase", "push up", 0.5),
        ("phase", "squeeze", 0.0),
        ("phase", "squeeze", 15 / 16),
        ("phase", "lower", 0.0),
        ("phase", "lower", 0.5),
        ("phase", "push up", 0.0),
    ]


def test_it_stands_still_in_the_squeeze() -> None:
    driven = visit(THRUST)
    driven.wait(1.0)
    assert seen(driven.state, driven.now)[1] == "squeeze"
    assert next_picture(driven.state, driven.now) is None


def test_between_two_pictures_is_an_eighth_of_a_second() -> None:
    driven = visit(THRUST)
    assert next_picture(driven.state, driven.now) == pytest.approx(0.125)
    assert next_picture(driven.state, driven.now + 0.04) == pytest.approx(0.085)


def test_paused_it_stands_as_a_rep_starts() -> None:
    driven = visit(THRUST)
    driven.wait(0.5)
    driven.do(Pause())
    assert seen(driven.state, driven.now) == ("still", None, 0.0)
    assert next_picture(driven.state, driven.now) is None


def test_it_takes_the_side_of_the_set() -> None:
    driven = visit(WALK)
    sides = [pose.side for pose in (pose_view(driven.state, driven.now),) if pose]
    driven.until_work(WALK + 1)
    sides += [pose.side for pose in (pose_view(driven.state, driven.now),) if pose]
    assert sides == [Side.LEFT, Side.RIGHT]


def test_in_a_rest_before_the_same_exercise_it_rests() -> None:
    driven = visit(THRUST)
    driven.until_rest()
    assert driven.state.index == THRUST + 1
    assert seen(driven.state, driven.now + 20)[0] == "still"


def test_in_a_rest_before_another_exercise_it_shows_that_one_again_and_again() -> None:
    driven = visit(THRUST - 1)
    driven.until_rest()
    begun = driven.now
    pose = pose_view(driven.state, begun + 2.5)
    assert pose is not None
    assert (pose.figure, pose.doing, pose.fraction) == ("hip-thrust", "preview", 0.5)
    # A rep of five seconds, then two seconds of standing still.
    assert seen(driven.state, begun + 6.0) == ("preview", None, 1.0)
    assert seen(driven.state, begun + 7.0) == ("preview", None, 0.0)


def test_where_nothing_may_move_it_changes_only_with_the_phase() -> None:
    driven = visit(THRUST)
    assert pose_view(driven.state, driven.now, moves=False) == pose_view(
        driven.state, driven.now + 0.7, moves=False
    )
    assert next_picture(driven.state, driven.now, moves=False) is None
