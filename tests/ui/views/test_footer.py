"""Which keys a footer shows when there is little room, and what they are called."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kneecoach.session.commands import FinishSet, Pause, Start, Tick
from kneecoach.session.decide import due
from kneecoach.session.plan import Pace
from kneecoach.session.state import State
from kneecoach.ui.bindings import SCREENS, key_words
from kneecoach.ui.footer_keys import FOOTER, HOME_CUT_OFF
from kneecoach.ui.views.footer import WIDE, Hint, place
from kneecoach.ui.views.live_keys import live_key_words
from tests.helpers import a_plan, command, stretch, thrust, walk

LIVE = (
    Hint(("space",), "Pause", 1),
    Hint(("enter",), "Set done", 6),
    Hint(("n",), "Skip set", 8, is_core=False),
    Hint(("u",), "Undo", 5),
    Hint(("x",), "Pain", 2),
    Hint(("q",), "Stop", 3),
    Hint(("?",), "Keys", 4, is_known=True),
)


def written(hints: Sequence[Hint], room: int) -> str:
    """The footer's text."""
    line = ""
    for placed in place(hints, room):
        line = line.ljust(placed.left) + placed.cap + (f" {placed.words}" if placed.words else "")
    return line


@pytest.mark.parametrize(
    ("room", "shown"),
    [
        (38, "space Pause  u Undo  x Pain  q Stop  ?"),
        (56, "space Pause  enter Set done  u Undo  x Pain  q Stop  ?"),
        (76, " space  Pause   enter  Set done   u  Undo   x  Pain   q  Stop   ?  Keys"),
        (96, " space  Pause   enter  Set done   n  Skip set   u  Undo   x  Pain   q  Stop   ?  Keys"),
    ],
)
def test_the_keys_of_live_at_the_usual_widths(room: int, shown: str) -> None:
    assert written(LIVE, room) == shown


@pytest.mark.parametrize("room", range(38, 161))
def test_beside_a_session_cut_off_other_rooms_are_shown_only_where_all_keys_stand_apart(room: int) -> None:
    known = {binding.id or "": binding for bindings in (SCREENS["Home"], SCREENS["app"]) for binding in bindings}
    hints = {
        Hint((key_words(known[key.ids[0]].key),), known[key.ids[0]].description, key.rank, key.is_core): key.ids[0]
        for key in FOOTER[HOME_CUT_OFF]
    }
    placed = place(list(hints), room)
    shown = [hints[each.hint] for each in placed]
    assert {"home-resume", "home-save", "home-discard", "app-help"} <= set(shown)
    if {"home-movements", "home-routines", "home-settings"} & set(shown):
        assert {"home-history", "home-trends", "home-quit"} <= set(shown)
        assert all(after.left - before.right >= WIDE.gap for before, after in pairwise(placed))


HINTS = st.lists(
    st.builds(
        Hint,
        keys=st.lists(st.sampled_from(["u", "enter", "space", "+", "ctrl+q"]), min_size=1, max_size=2).map(tuple),
        words=st.sampled_from(["Go", "Set done", "体調を記録", "Previous set"]),
        rank=st.integers(0, 20),
        is_core=st.booleans(),
    ),
    max_size=9,
    unique_by=lambda hint: hint.rank,
)


@given(HINTS, st.integers(0, 200))
def test_what_is_shown_fits_in_order_and_a_core_key_gives_way_only_to_a_more_important_one(
    hints: list[Hint], room: int
) -> None:
    placed = place(hints, room)
    assert all(each.right <= room for each in placed)
    assert all(one.right < other.left for one, other in pairwise(placed))
    shown = [each.hint for each in placed]
    assert shown == [hint for hint in hints if hint in shown]
    core = sorted((hint for hint in hints if hint.is_core), key=lambda hint: hint.rank)
    kept = [hint for hint in core if hint in shown]
    assert kept == core[: len(kept)]


def test_a_click_on_a_key_of_a_pair_means_that_key() -> None:
    [pair] = place([Hint(("+", "-"), "15 s", 1)], 20)
    assert [pair.key_at(x) for x in range(pair.left, pair.right)] == [0, 0, 0, 1, 1, *[1] * 5]


def test_every_key_of_the_table_is_on_its_screen() -> None:
    for name, keys in FOOTER.items():
        screen = "Home" if name == HOME_CUT_OFF else name
        known = {binding.id for binding in (*SCREENS[screen], *SCREENS["app"])}
        assert {id_ for key in keys for id_ in key.ids} <= known


def words(state: State) -> dict[str, str]:
    return live_key_words(state, muted=False)


def test_the_words_are_those_of_the_stage() -> None:
    plan = a_plan(stretch(), walk(), thrust())
    state = command(State(plan), Start(), 0.0)
    assert (words(state)["live-space"], words(state)["live-next"]) == ("Pause", "Begin")
    assert words(state)["live-rest-longer"] == ""
    state = command(state, Tick(), due(state) or 0.0)
    assert (words(state)["live-space"], words(state)["live-next"]) == ("Pause", "Set done")
    assert words(command(state, Pause(), 6.0))["live-space"] == "Go on"
    state = command(state, FinishSet(), 7.0)
    state = command(state, Tick(), due(state) or 0.0)
    state = command(state, FinishSet(), 20.0)
    assert state.stage == "rest"
    assert (words(state)["live-next"], words(state)["live-rest-longer"]) == ("Go", "15 s")


@pytest.mark.parametrize(("block", "shown"), [(walk(), "Count"), (thrust(), "Hold"), (stretch(), "Hold")])
def test_in_self_pace_space_counts_or_holds(block: tuple[object, ...], shown: str) -> None:
    state = command(State(a_plan(block), pace=Pace.SELF), Start(), 0.0)  # type: ignore[arg-type]
    assert words(state)["live-space"] == ""
    assert words(command(state, Tick(), due(state) or 0.0))["live-space"] == shown
