"""A session heard on a fake clock: counts at their instants, keys that change the plan, mute, captions."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kneecoach.audio.phrases import count, is_count
from kneecoach.audio.tones import TONES
from kneecoach.audio.verbosity import Verbosity
from kneecoach.session.commands import (
    AdjustRest,
    ChangePace,
    Command,
    CountRep,
    EndRest,
    EndSession,
    FinishSet,
    GoTo,
    Interrupt,
    NotNow,
    Pause,
    PreviousSet,
    RepeatSet,
    ReportPain,
    Resume,
    SetLoad,
    SkipExercise,
    SkipSet,
    TakeVariant,
    Undo,
)
from kneecoach.session.events import PhaseStarted, RepCounted, Stage, Status
from kneecoach.session.plan import Pace, Plan, Side
from tests.audio.hearing import COUNTS, LENGTHS, Listening, overlaps
from tests.helpers import a_plan, knee_relief, mixed_plan, stretch, thrust, walk


@pytest.fixture(scope="module", params=[Side.LEFT, Side.RIGHT])
def whole(request: pytest.FixtureRequest) -> Listening:
    """The whole built-in routine, guided."""
    session = Listening(knee_relief(request.param))
    session.finish()
    return session


def test_each_count_is_heard_exactly_at_its_instant_or_not_at_all(whole: Listening) -> None:
    counted = {(round(e.at, 4), count(e.rep)) for e in whole.events if isinstance(e, RepCounted)}
    heard = [s for s in whole.ear.heard if s.clip in COUNTS]
    # The other counts are those of the countdowns.
    by_rep = {(round(s.at, 4), s.clip) for s in heard} & counted
    assert all(not (s.due - 1e-6 <= s.at - 1e-6) or abs(s.at - s.due) < 0.02 for s in heard)
    # The last count of a set may take precedence over anything else that is due; no other count is left out either.
    assert by_rep == counted


def test_no_two_voices_are_ever_heard_at_once_in_a_whole_session(whole: Listening) -> None:
    assert overlaps(whole.ear.heard) == []


def test_every_squeeze_has_its_two_ticks(whole: Listening) -> None:
    squeezes = [e.at for e in whole.events if isinstance(e, PhaseStarted) and e.phase == "squeeze"]
    ticks = [round(s.at, 3) for s in whole.ear.heard if s.clip == "tick"]
    assert len(squeezes) == 45
    assert ticks == [round(at + n, 3) for at in squeezes for n in (1, 2)]


def test_every_rest_and_stretch_ends_with_three_beeps(whole: Listening) -> None:
    from kneecoach.session.events import HoldEnded, StageStarted

    rests = [e.at + (e.seconds or 0) for e in whole.events if isinstance(e, StageStarted) and e.stage is Stage.REST]
    holds = [e.at for e in whole.events if isinstance(e, HoldEnded) and e.seconds == 30]
    beeps = [round(s.at, 3) for s in whole.ear.heard if s.clip == "beep"]
    assert beeps == sorted(round(end - n, 3) for end in rests + holds for n in (3, 2, 1))


def test_each_leg_is_named_in_each_set_that_is_done_on_one_leg(whole: Listening) -> None:
    from kneecoach.session.events import StageStarted

    work = [e for e in whole.events if isinstance(e, StageStarted) and e.stage is Stage.READY and e.side != "both"]
    assert len(work) == 20
    for event in work:
        spoken = [clip for clip, _ in whole.between(event.at, event.at + (event.seconds or 0.0))]
        leg = f"{event.side} leg"
        assert {leg.capitalize(), f"Switch sides. {leg.capitalize()}"} & set(spoken), event


def test_the_end_is_said_after_everything_else(whole: Listening) -> None:
    ended = whole.runner.now()
    whole.sound.saved(Status.COMPLETED)
    whole.wait(5.0)
    after = [clip for clip, at in whole.between(ended, ended + 5.0)]
    assert set(after[:2]) == {"done", "Workout complete"}
    assert after[2:] == []


WALK = a_plan(walk(3, 5))
"""Get-ready 5 s, five steps of 2 s a leg, rest 60 s."""


def test_a_skip_cancels_what_was_still_to_be_heard_of_the_set() -> None:
    session = Listening(WALK)
    session.wait_until(8.2)
    assert ("Two", 9.0) in session.ear.to_come
    session.do(SkipSet())
    assert not [clip for clip, at in session.ear.to_come if clip == "Two" and at == 9.0]
    session.wait(30.0)
    assert [clip for clip, _ in session.between(8.2, 8.5)] == ["Set skipped"]


def test_a_pause_cancels_everything_until_it_is_over() -> None:
    session = Listening(WALK)
    session.do(Pause(), after=7.5)
    assert session.ear.to_come == []
    session.wait(20.0)
    assert [clip for clip, _ in session.between(7.5, 27.5)] == ["Workout paused"]


def test_what_goes_on_after_a_pause_is_counted_down() -> None:
    session = Listening(WALK)
    session.do(Pause(), after=7.5)
    session.do(Resume(), after=10.0)
    session.wait(8.0)
    assert [(clip, at) for clip, at in session.between(18.0, 23.4) if clip in COUNTS] == [
        ("Two", 18.5),
        ("One", 19.5),
        ("Two", 22.5),
    ]


def test_an_undo_cancels_what_was_still_to_be_heard() -> None:
    session = Listening(WALK)
    session.do(SkipSet(), after=8.2)
    session.do(Undo(), after=3.5)
    assert session.ear.to_come == []
    session.wait(20.0)
    assert [clip for clip, _ in session.between(11.7, 29.0)] == ["Undone"]


@pytest.mark.parametrize(
    "asked", [ReportPain(4), SetLoad(8.0), TakeVariant("no dumbbell")], ids=["pain", "load", "variant"]
)
def test_a_report_leaves_what_is_planned_at_the_identical_instants(asked: Command) -> None:
    session = Listening(a_plan(thrust(3, 1)))
    session.wait_until(12.4)
    before = [play for play in session.ear.planned if play.at > session.clock.monotonic()]
    session.do(asked)
    after = session.ear.planned
    assert set(before) <= set(after)
    # The answer itself, and what has since come near enough to be planned.
    furthest = max(play.at for play in before)
    assert {play.sound for play in set(after) - set(before) if play.at < furthest} == {"phase"}


def test_a_rest_made_longer_ends_later() -> None:
    session = Listening(WALK)
    session.wait_until(31.0)  # 5 + 10 on the left, 5 + 10 on the right: the rest is from 30 to 90
    session.do(AdjustRest(15.0))
    session.wait_until(106.0)
    assert [at for clip, at in session.between(30.0, 106.0) if clip == "beep"] == [102.0, 103.0, 104.0]


def test_nothing_is_planned_while_muted() -> None:
    session = Listening(WALK, muted=True)
    session.wait(60.0)
    assert session.ear.heard == []
    assert session.ear.planned == []


def test_muting_silences_at_once() -> None:
    session = Listening(WALK)
    session.wait(7.5)
    session.sound.mute(True)
    assert session.ear.planned == []
    session.wait(20.0)
    assert session.between(7.5, 30.0) == []


def test_captions_go_on_while_muted() -> None:
    session = Listening(WALK, muted=True)
    session.wait(5.05)
    assert session.sound.caption(session.runner.now()).words == "Step out"


@pytest.mark.parametrize("speed", [3.5, 10.0])
def test_a_fast_rehearsal_is_silent(speed: float) -> None:
    session = Listening(WALK, speed=speed)
    session.finish()
    session.sound.saved(Status.COMPLETED)
    assert session.ear.heard == []
    assert session.ear.planned == []


@pytest.mark.parametrize("speed", [0.5, 2.0])
def test_at_another_speed_counts_keep_their_instants(speed: float) -> None:
    session = Listening(a_plan(thrust(3, 1)), speed=speed)
    session.finish()
    # Reps of five seconds after a get-ready of ten.
    counts = [at for clip, at in session.between(14.0, 26.0) if clip in COUNTS]
    assert counts == [15.0, 20.0, 25.0]


def test_captions_show_what_is_said_but_no_tones_and_no_bare_counts() -> None:
    session = Listening(mixed_plan())
    said, silent = set(), set()
    for _ in range(900):
        session.wait(0.1)
        now = session.runner.now()
        sounding = [s for s in session.ear.heard if s.at <= now < s.ends]
        words = session.sound.caption(now).words
        for sound in sounding:
            spoken = sound.is_voice and not is_count(sound.clip)
            if spoken:
                assert words == sound.clip
            (said if spoken else silent).add(sound.clip)
        assert not is_count(words) or not words
    assert {"Set one of two", "Left leg"} <= said
    assert {"beep", "One", "Three"} <= silent


def test_a_caption_says_when_the_next_one_comes() -> None:
    session = Listening(WALK)
    session.wait_until(5.05)
    caption = session.sound.caption(session.runner.now())
    assert caption.words == "Step out"
    assert caption.changes_in is not None
    assert 0 < caption.changes_in <= 1.0


def test_an_interrupted_session_says_so_and_is_silent() -> None:
    session = Listening(WALK)
    session.wait(7.5)
    session.clock.advance(30.0)
    session.runner.advance()
    assert [clip for clip, _ in session.ear.to_come if clip != "Workout paused"] == []
    session.wait(20.0)
    assert {clip for clip, at in session.between(37.0, 60.0)} <= {"Workout paused"}


def test_a_session_brought_back_is_silent_until_it_goes_on_and_then_counted_down() -> None:
    first = Listening(WALK)
    first.wait(9.5)
    again = Listening(WALK, start=False)
    again.runner.state = first.runner.state
    again.sound._state = again.sound._ahead = first.runner.state
    again.clock.advance(9.5)
    again.runner.bring_back(9.5)
    again.wait(10.0)
    assert {clip for clip, _ in again.between(0.0, 60.0)} <= {"Workout paused"}
    begins = again.runner.now()
    again.do(Resume())
    again.wait(4.0)
    spoken = [clip for clip, _ in again.between(begins, begins + 3.0) if clip in COUNTS]
    assert spoken[-2:] == ["Two", "One"]


def test_without_clips_only_tones_are_heard() -> None:
    tones = {name: LENGTHS[name] for name in TONES}
    session = Listening(WALK, known=tones)
    session.finish()
    assert {s.clip for s in session.ear.heard} <= set(TONES)
    assert {"start", "beep", "end"} <= {s.clip for s in session.ear.heard}


def test_verbosity_off_says_nothing_at_all() -> None:
    session = Listening(WALK, verbosity=Verbosity.OFF)
    session.finish()
    session.sound.saved(Status.COMPLETED)
    assert (session.ear.heard, session.ear.planned) == ([], [])
    assert session.sound.caption(20.0).words == ""


def test_a_count_without_a_clip_of_its_own_is_said_in_pieces_and_not_late() -> None:
    session = Listening(a_plan(walk(111, 111, sets=1)))
    session.finish()
    # 5 s to get ready, two seconds a step.
    reps = {n: [clip for clip, _ in session.between(5.0 + 2 * n, 6.9 + 2 * n)] for n in (30, 32, 40, 79, 103)}
    begins = {round(at, 1) for clip, at in session.between(65.0, 200.0) if clip in COUNTS}
    assert {n: clips[:-1] for n, clips in reps.items()} == {
        30: ["Thirty"],
        32: ["Thirty", "Two"],
        40: ["Forty"],
        79: ["Seventy", "Nine"],
        103: ["One hundred", "Three"],
    }
    assert begins >= {5.0 + 2 * n for n in range(30, 90)}


def test_without_a_clip_for_numbers_there_is_a_tone() -> None:
    session = Listening(a_plan(walk(3, 3, sets=1)), known={tone: LENGTHS[tone] for tone in TONES})
    session.finish()
    assert [at for clip, at in session.between(5.5, 11.1) if clip == "rep"] == [7.0, 9.0, 11.0]


PLANS: dict[str, Plan] = {
    "walk": WALK,
    "thrust": a_plan(thrust(2, 2)),
    "stretch": a_plan(stretch(1)),
    "mixed": mixed_plan(),
}
COMMANDS: st.SearchStrategy[Command] = st.one_of(
    st.sampled_from(
        [
            *[CountRep()] * 4,
            *[Undo()] * 2,
            *[Resume()] * 4,
            *[EndRest()] * 3,
            FinishSet(),
            SkipSet(),
            SkipExercise(),
            RepeatSet(),
            PreviousSet(),
            Pause(),
            Interrupt("the lid was closed"),
            EndSession(),
            AdjustRest(15.0),
            AdjustRest(-15.0),
            ChangePace(Pace.SELF),
            ChangePace(Pace.GUIDED),
            ReportPain(3),
            SetLoad(8.0),
        ]
    ),
    st.builds(GoTo, st.integers(0, 7)),
)
WAITS = st.sampled_from([0.0, 0.05, 0.25, 1.0, 1.7, 2.5, 5.0, 13.0, 31.0])


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from(sorted(PLANS)),
    st.sampled_from(list(Pace)),
    st.sampled_from(list(Verbosity)),
    st.lists(st.tuples(COMMANDS, WAITS), max_size=14),
)
def test_whatever_is_pressed_nothing_fails(
    name: str, pace: Pace, verbosity: Verbosity, steps: list[tuple[Command, float]]
) -> None:
    session = Listening(PLANS[name], pace=pace, verbosity=verbosity)
    for asked, after in steps:
        try:
            session.do(asked, after)
        except NotNow:
            continue
        assert session.sound.caption(session.runner.now()) is not None
    session.wait(20.0)
    if session.runner.state.status is not None:
        session.sound.saved(session.runner.state.status)
    session.wait(20.0)
    assert all(sound.at >= sound.due - 1e-6 for sound in session.ear.heard)
