"""The loop of a movement: the phases at their cadence, side after side, still in holds."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kneecoach.paths import Paths
from kneecoach.routine.movements import Movement, find_movement, read_movements
from kneecoach.session.plan import Side
from kneecoach.ui.views.preview import HOLD_SECONDS, POSITION_SECONDS, READY_SECONDS, Preview

NOWHERE = Path("no-such-folder")
MOVEMENTS = read_movements(Paths(NOWHERE, NOWHERE, NOWHERE))[0]


def loop(name: str) -> Preview:
    """The loop of a built-in movement."""
    return Preview(find_movement(MOVEMENTS, name), name)


def seen(preview: Preview, seconds: float) -> tuple[Side, str | None, float]:
    pose = preview.view(seconds).pose
    return pose.side, pose.phase, pose.fraction


def test_a_rep_goes_through_its_phases_at_the_cadence_and_stands_still_in_the_hold() -> None:
    thrust = loop("hip-thrust")
    both, start = Side.BOTH, READY_SECONDS
    assert thrust.seconds == start + 5
    shown = [seen(thrust, at) for at in (0.0, start + 0.5, start + 1, start + 2.9, start + 3, start + 4, start + 5)]
    assert shown == [
        (both, None, 0.0),
        (both, "push up", 0.5),
        (both, "squeeze", 0.0),
        (both, "squeeze", 0.0),
        (both, "lower", 0.0),
        (both, "lower", 0.5),
        (both, None, 0.0),
    ]
    assert thrust.next_picture(start + 1.2) == pytest.approx(1.8, abs=1e-5)
    assert thrust.next_picture(start + 0.04) == pytest.approx(0.085, abs=1e-5)


def test_left_and_right_take_turns_rep_by_rep() -> None:
    walk = loop("lateral-band-walk")
    rep = READY_SECONDS + 2
    assert walk.seconds == 2 * rep
    sides = [seen(walk, n * rep + READY_SECONDS + 0.5)[:2] for n in range(3)]
    assert sides == [(Side.LEFT, "step out"), (Side.RIGHT, "step out"), (Side.LEFT, "step out")]
    assert walk.view(rep + READY_SECONDS + 1.5).words == "right leg, follow"


def test_a_timed_hold_is_got_into_held_for_a_while_and_let_go() -> None:
    stretch = loop("quad-stretch")
    assert stretch.seconds == 2 * (2 * POSITION_SECONDS + HOLD_SECONDS)
    into, out = stretch.view(1.0).pose, stretch.view(POSITION_SECONDS + HOLD_SECONDS + POSITION_SECONDS - 1.0).pose
    assert (into.doing, into.fraction) == (out.doing, out.fraction) == ("ready", 0.4)
    held = stretch.view(POSITION_SECONDS + 1)
    assert (held.pose.doing, held.pose.phase, held.words) == ("phase", "hold", "left leg, hold")


def test_where_nothing_may_move_it_changes_only_with_the_phase() -> None:
    lunge = loop("reverse-lunge")
    assert lunge.view(1.1, moves=False) == lunge.view(2.8, moves=False)
    assert lunge.next_picture(1.5, moves=False) == pytest.approx(READY_SECONDS + 2 - 1.5, abs=1e-5)


@pytest.mark.parametrize(
    ("name", "phase"), [("hip-thrust", "squeeze"), ("quad-stretch", "hold"), ("reverse-lunge", "step back")]
)
def test_the_telling_instant_shows_the_movement_at_its_farthest(name: str, phase: str) -> None:
    preview = loop(name)
    assert preview.view(preview.telling).pose.phase == phase
    assert preview.view(preview.telling).pose.fraction in {0.0, 15 / 16}


@given(st.sampled_from(MOVEMENTS), st.floats(0, 1e5, allow_nan=False), st.booleans())
def test_the_picture_stands_until_it_is_said_to_change(movement: Movement, at: float, moves: bool) -> None:
    preview = Preview(movement, movement.exercise.id)
    left = preview.next_picture(at, moves=moves)
    assert left > 0
    if left < 1e-4:
        return
    assert preview.view(at, moves=moves) == preview.view(at + left - 5e-5, moves=moves)
