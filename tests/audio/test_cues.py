"""The cues of each event: which words or tone, and at which instant."""

from __future__ import annotations

from itertools import pairwise

import pytest

from kneecoach.audio.cues import Cue, Importance, cues_of, end_cues, is_signal, timed_cues
from kneecoach.audio.phrases import count
from kneecoach.audio.verbosity import Verbosity
from kneecoach.session.commands import (
    AdjustRest,
    BringBack,
    ChangePace,
    Command,
    CountRep,
    EndRest,
    FinishSet,
    Interrupt,
    Pause,
    ReportPain,
    Resume,
    SetLoad,
    SkipSet,
    TakeVariant,
    Undo,
)
from kneecoach.session.events import Event, Status
from kneecoach.session.evolve import evolve
from kneecoach.session.plan import Exercise, Pace, Phase, Plan, Target
from tests.audio.hearing import COUNTS as NUMBERS
from tests.helpers import LEFT_RIGHT, Visit, a_plan, sets_of

FULL, COUNTS, TONES = Verbosity.FULL, Verbosity.COUNTS, Verbosity.TONES

WALK = Exercise(
    "lateral-band-walk",
    "Lateral band walk",
    (Phase("step out", 1.0), Phase("follow", 1.0)),
    setup=10.0,
    rest=60.0,
    position="Band above the knees, hips back. Step to the side",
)
THRUST = Exercise(
    "hip-thrust",
    "Hip thrust",
    (Phase("push up", 1.0), Phase("squeeze", 2.0, hold=True), Phase("lower", 2.0)),
    setup=10.0,
    rest=90.0,
    load=True,
    easier=("no dumbbell",),
    position="Upper back on the bench, dumbbell on your lap",
)
STRETCH = Exercise("quad-stretch", "Quad stretch", (Phase("hold", 30.0, hold=True),), setup=5.0, rest=15.0)
OWN = Exercise("frog-squat", "Frog squat", (Phase("sink", 1.0), Phase("leap", 1.0)), setup=10.0, rest=23.0)
"""An exercise of the user's own."""


def walk(reps: int = 4, sets: int = 1) -> Plan:
    return a_plan(sets_of(WALK, Target(reps=(reps, reps)), sets, LEFT_RIGHT))


def thrust(reps: int = 2, sets: int = 1) -> Plan:
    return a_plan(sets_of(THRUST, Target(reps=(reps, reps), hold_seconds=2.0), sets))


def stretch() -> Plan:
    return a_plan(sets_of(STRETCH, Target(seconds=30.0), 1, LEFT_RIGHT))


def own(reps: int = 4) -> Plan:
    return a_plan(sets_of(OWN, Target(reps=(reps, reps)), 7))


def cues(visit: Visit, verbosity: Verbosity = FULL) -> list[Cue]:
    """Every cue of the events so far, including those that need no event."""
    state = visit.first
    found: list[Cue] = []
    instants: list[list[Event]] = []
    for event in visit.events:
        if instants and instants[-1][0].at == event.at:
            instants[-1].append(event)
        else:
            instants.append([event])
    for events, following in pairwise([*instants, []]):
        found += cues_of(events, state, verbosity)
        for event in events:
            state = evolve(state, event)
        until = following[0].at if following else visit.now
        found += [cue for cue in timed_cues(state, events[0].at, verbosity) if cue.at <= until]
    return sorted(found, key=lambda cue: (cue.at, -cue.importance))


def said(visit: Visit, begins: float, ends: float, verbosity: Verbosity = FULL) -> list[tuple[float, str]]:
    """The fullest wording of each voice due in a span, its clips joined with `+`."""
    return [(c.at, "+".join(c.wordings[0])) for c in cues(visit, verbosity) if c.wordings and begins <= c.at < ends]


def sounded(visit: Visit, verbosity: Verbosity = FULL) -> list[Cue]:
    """The cues that are a tone in any case."""
    return [cue for cue in cues(visit, verbosity) if cue.tone and not cue.wordings]


def tones(visit: Visit, begins: float, ends: float, verbosity: Verbosity = FULL) -> list[tuple[float, str]]:
    return [(cue.at, str(cue.tone)) for cue in sounded(visit, verbosity) if begins <= cue.at < ends]


def words(found: list[tuple[float, str]]) -> list[str]:
    return [what for _, what in found]


def after(visit: Visit, command: Command, verbosity: Verbosity = FULL) -> list[str]:
    """The clips and tones a command causes at once."""
    before = visit.state
    found = cues_of(visit.do(command), before, verbosity)
    return ["+".join(cue.wordings[0]) if cue.wordings else str(cue.tone) for cue in found]


def test_before_the_first_set_come_exercise_set_and_leg_and_how_to_stand() -> None:
    visit = Visit(walk())
    visit.wait(9.9)
    assert words(said(visit, 0.0, 6.0)) == [
        "Lateral band walk+Set one of one+Left leg",
        "Band above the knees, hips back. Step to the side",
    ]


def test_the_get_ready_is_counted_down_and_the_set_has_a_start_tone() -> None:
    visit = Visit(walk())
    visit.wait(10.5)
    assert said(visit, 6.0, 10.0) == [(7.0, "Three"), (8.0, "Two"), (9.0, "One")]
    assert tones(visit, 6.0, 10.5) == [(10.0, "start")]


def test_reps_are_counted_as_they_end_and_early_phases_are_named() -> None:
    visit = Visit(walk())
    visit.wait(17.9)
    assert said(visit, 10.0, 17.9) == [
        (10.0, "Step out"),
        (11.0, "And follow"),
        (12.0, "One"),
        (13.0, "And follow"),
        (14.0, "Two"),
        (16.0, "Three"),
    ]
    # Later steps have a tone where the foot follows.
    assert tones(visit, 10.5, 17.9) == [(15.0, "phase"), (17.0, "phase")]


def test_the_first_leg_is_followed_by_switch_sides_and_the_second_by_set_complete() -> None:
    visit = Visit(walk(4, sets=2))
    visit.wait(33.5)  # 10 + 8 on the left, 5 + 8 on the right: the rest begins at 31
    assert words(said(visit, 18.0, 19.0)) == ["Four", "Switch sides. Right leg"]
    assert said(visit, 19.0, 23.0) == [(20.0, "Three"), (21.0, "Two"), (22.0, "One")]
    assert words(said(visit, 31.0, 31.1)) == [
        "Four",
        "Set complete",
        "Rest. One minute",
        "Next up+Set two of two+Left leg",
    ]


def test_the_other_leg_may_be_first() -> None:
    visit = Visit(a_plan(sets_of(WALK, Target(reps=(4, 4)), 1, LEFT_RIGHT[::-1])))
    visit.wait(19.0)
    assert words(said(visit, 0.0, 0.1))[0].endswith("Right leg")
    assert words(said(visit, 18.0, 18.1)) == ["Four", "Switch sides. Left leg"]


def test_a_squeeze_is_named_in_every_rep_and_has_two_ticks() -> None:
    visit = Visit(thrust())
    visit.wait(19.9)  # two reps of 5 s after a get-ready of 10
    assert said(visit, 10.0, 19.9) == [
        (10.0, "Push up"),
        (11.0, "Squeeze"),
        (13.0, "Lower slowly"),
        (15.0, "One"),
        (16.0, "Squeeze"),
        (18.0, "Lower slowly"),
    ]
    assert tones(visit, 10.5, 19.9) == [(12.0, "tick"), (13.0, "tick"), (17.0, "tick"), (18.0, "tick")]


def test_a_rest_says_its_length_what_is_next_and_ends_with_three_beeps() -> None:
    visit = Visit(thrust(1, sets=2))
    visit.wait(105.5)  # 10 + 5: the rest is from 15 to 105
    assert "Rest. Ninety seconds" in words(said(visit, 15.0, 15.1))
    assert "Next up+Set two of two" in words(said(visit, 15.0, 15.1))
    assert tones(visit, 15.5, 105.5) == [(102.0, "beep"), (103.0, "beep"), (104.0, "beep"), (105.0, "end")]
    assert said(visit, 15.5, 105.0) == [(95.0, "Ten seconds left")]


def test_a_rest_before_another_exercise_names_it_and_how_to_stand() -> None:
    plan = Plan("p", "P", "sha256:0", (*stretch().sets, *thrust(1).sets))
    visit = Visit(plan)
    visit.wait(71.0)  # two legs: 5 + 30 + 5 + 30
    assert words(said(visit, 70.0, 70.1))[-2:] == [
        "Next up+Hip thrust+Set one of one",
        "Upper back on the bench, dumbbell on your lap",
    ]


def test_a_timed_hold_says_its_length_and_halfway_and_ends_with_three_beeps() -> None:
    visit = Visit(stretch())
    visit.wait(34.9)  # held from 5 to 35
    assert said(visit, 5.0, 34.9) == [
        (5.0, "Hold for thirty seconds"),
        (20.0, "Halfway there"),
        (25.0, "Ten seconds left"),
    ]
    assert tones(visit, 5.5, 34.9) == [(32.0, "beep"), (33.0, "beep"), (34.0, "beep")]


def test_halfway_through_a_long_set_and_its_last_five_are_said() -> None:
    visit = Visit(walk(20))
    visit.wait(49.0)
    found = [(at, what) for at, what in said(visit, 10.0, 49.0) if what in {"Halfway there", "Last five"}]
    # Ten of twenty, and fifteen of twenty: two seconds each after the first ten seconds.
    assert found == [(30.0, "Halfway there"), (40.0, "Last five")]


def test_every_rep_is_counted() -> None:
    visit = Visit(walk(32))
    visit.wait(73.9)
    counted = [what for _, what in said(visit, 10.5, 73.9) if what in NUMBERS]
    assert counted == [count(n) for n in range(1, 32)]


def test_pausing_resuming_and_undoing_are_answered() -> None:
    visit = Visit(walk())
    visit.wait(13.5)
    assert after(visit, Pause()) == ["Workout paused"]
    assert after(visit, Resume()) == ["Resuming"]
    visit.wait(8.0)
    assert after(visit, SkipSet())[0] == "Set skipped"
    assert after(visit, Undo()) == ["Undone"]


def test_after_a_pause_there_is_a_countdown() -> None:
    visit = Visit(walk())
    visit.do(Pause(), after=13.5)
    visit.do(Resume(), after=6.5)
    visit.wait(2.9)
    counted = [at for at, what in said(visit, 20.0, 22.9) if what in NUMBERS]
    # "Three" would be due at the very instant the key is pressed.
    assert counted == [21.0, 22.0]


def test_an_interruption_is_said_like_a_pause() -> None:
    visit = Visit(walk())
    visit.wait(13.5)
    assert after(visit, Interrupt("the lid was closed")) == ["Workout paused"]


def test_a_session_brought_back_is_paused_and_says_no_more() -> None:
    visit = Visit(walk())
    visit.wait(13.5)
    assert after(visit, BringBack()) == ["Workout paused"]
    assert timed_cues(visit.state, visit.now, FULL) == ()


@pytest.mark.parametrize("asked", [ReportPain(3), SetLoad(8.0), TakeVariant("no dumbbell"), ChangePace(Pace.SELF)])
def test_what_is_noted_is_answered_with_a_tone(asked: Command) -> None:
    visit = Visit(thrust())
    visit.wait(13.5)
    assert after(visit, asked) == ["phase"]


def test_a_rest_that_is_changed_is_answered_and_its_end_moves() -> None:
    visit = Visit(thrust(1, sets=2))
    visit.wait(20.0)
    assert after(visit, AdjustRest(15.0)) == ["phase"]
    beeps = [cue.at for cue in timed_cues(visit.state, 20.0, FULL) if cue.tone == "beep"]
    assert beeps == [117.0, 118.0, 119.0]


def test_in_self_pace_a_key_counts_and_the_end_of_a_rest_is_said() -> None:
    visit = Visit(walk(1, sets=2), Pace.SELF)
    visit.wait(10.5)
    assert after(visit, CountRep())[0] == "One"
    visit.wait(6.0)
    visit.do(CountRep())
    rest = visit.now
    visit.wait(61.0)
    assert (rest + 60.0, "Rest is over") in said(visit, rest + 1, rest + 61)
    assert "Set two of two+Left leg" in after(visit, EndRest())[0]


def test_in_self_pace_the_squeeze_is_timed_and_then_counted() -> None:
    visit = Visit(thrust(), Pace.SELF)
    visit.wait(11.0)
    assert after(visit, CountRep()) == ["Squeeze"]
    visit.wait(2.0)
    assert tones(visit, 11.0, 13.5) == [(12.0, "tick"), (13.0, "tick")]
    assert said(visit, 13.0, 13.5) == [(13.0, "One")]


def test_a_skipped_set_is_never_called_complete() -> None:
    visit = Visit(walk(4, sets=2))
    visit.wait(13.5)
    assert "Set complete" not in after(visit, SkipSet())


def test_a_set_left_before_its_minimum_is_not_called_complete() -> None:
    visit = Visit(thrust(5, sets=2))
    visit.wait(16.0)
    assert "Set complete" not in after(visit, FinishSet())


@pytest.mark.parametrize(
    ("status", "verbosity", "heard"),
    [
        (Status.COMPLETED, FULL, ["done", "Workout complete"]),
        (Status.PARTIAL, FULL, ["done", "Session saved"]),
        (Status.COMPLETED, COUNTS, ["done"]),
        (Status.PARTIAL, TONES, ["done"]),
        (Status.COMPLETED, Verbosity.OFF, []),
        (Status.DISCARDED, FULL, []),
    ],
)
def test_the_end_is_said_as_it_was(status: Status, verbosity: Verbosity, heard: list[str]) -> None:
    found = end_cues(status, 10.0, verbosity)
    assert [str(cue.tone) if cue.tone else "+".join(cue.wordings[0]) for cue in found] == heard


def whole(plan: Plan) -> Visit:
    visit = Visit(plan)
    visit.finish()
    return visit


def test_with_counts_only_numbers_legs_and_pauses_are_spoken() -> None:
    for plan in (walk(10, 2), thrust(2, 2), stretch()):
        spoken = {clip for _, what in said(whole(plan), 0.0, 1e6, COUNTS) for clip in what.split("+")}
        others = {clip for clip in spoken if clip not in NUMBERS}
        assert others <= {"Left leg", "Right leg", "Switch sides. Left leg", "Switch sides. Right leg"}
        assert "One" in spoken


def test_with_counts_only_what_is_not_spoken_is_a_tone() -> None:
    visit = Visit(thrust())
    visit.wait(19.9)
    assert [at for at, what in tones(visit, 10.5, 14.9, COUNTS) if what == "phase"] == [11.0, 13.0]


def test_with_tones_only_nothing_is_spoken_and_every_rep_is_heard() -> None:
    visit = whole(thrust(3))
    assert said(visit, 0.0, 1e6, TONES) == []
    assert [at for at, what in tones(visit, 0.0, 1e6, TONES) if what == "rep"] == [15.0, 20.0, 25.0]


def test_off_is_nothing_at_all() -> None:
    assert cues(whole(walk()), Verbosity.OFF) == []


def test_a_users_own_exercise_is_spoken_like_any_other_and_tones_stand_in() -> None:
    visit = Visit(own())
    visit.wait(41.5)  # 10 + 4 reps of 2 s: the rest of 23 s is from 18 to 41
    assert words(said(visit, 10.0, 18.0)) == ["And sink", "And leap", "One", "And leap", "Two", "Three"]
    assert tones(visit, 10.0, 18.0) == [(10.0, "start"), (15.0, "phase"), (17.0, "phase")]
    # What stands in for a word without a clip.
    stand_ins = {cue.wordings[0][0]: cue.tone for cue in cues(visit) if cue.wordings and cue.tone}
    assert stand_ins == {"And leap": "phase"} | {count(n): "rep" for n in range(1, 5)}
    assert words(said(visit, 18.0, 18.1)) == [
        "Four",
        "Set complete",
        "Rest. Twenty-three seconds",
        "Next up+Set two of seven",
    ]
    assert [what for _, what in tones(visit, 30.0, 41.5)] == ["beep", "beep", "beep", "end"]


@pytest.mark.parametrize(
    "plan", [walk(10, 2), thrust(3, 2), stretch(), own()], ids=["walk", "thrust", "hold", "own"]
)
def test_a_count_is_never_more_than_half_a_phase_late(plan: Plan) -> None:
    shortest = min(phase.seconds for planned in plan.sets for phase in planned.exercise.cadence)
    for cue in cues(whole(plan)):
        if cue.importance is Importance.COUNT:
            assert cue.patience <= shortest / 2


@pytest.mark.parametrize("asked", [Pause(), ChangePace(Pace.SELF), Interrupt("kneecoach was closed")])
def test_a_hold_that_is_cut_off_is_not_a_signal(asked: Command) -> None:
    visit = Visit(stretch())
    visit.until_work(0)
    assert not is_signal(visit.do(asked, after=12.5))


def test_a_hold_that_has_been_kept_is_a_signal() -> None:
    visit = Visit(thrust())
    visit.until_work(0)
    assert is_signal(visit.wait(3.0)[-2:])
