"""The phrases, the clips and the cues agree: every clip a cue can name exists."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from functools import lru_cache
from itertools import product
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kneecoach.audio.clips import lengths, read_clip, voice_dir
from kneecoach.audio.cues import Cue, cues_of, end_cues, timed_cues
from kneecoach.audio.phrases import (
    MAX_COUNT_CLIP,
    PHRASES,
    PIECES,
    count,
    duration,
    hold_for,
    normal,
    phase,
    rest_for,
    sentence,
    which_set,
)
from kneecoach.audio.repertoire import Repertoire
from kneecoach.audio.tones import TONES
from kneecoach.audio.verbosity import Verbosity
from kneecoach.audio.vocabulary import words_of
from kneecoach.routine.model import Routine
from kneecoach.routine.planner import plan_routine
from kneecoach.session.commands import (
    AdjustRest,
    ChangePace,
    Command,
    CountRep,
    EndRest,
    FinishSet,
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
from kneecoach.session.decide import due
from kneecoach.session.events import Event, Status
from kneecoach.session.evolve import evolve
from kneecoach.session.plan import Pace, Plan, Side
from kneecoach.session.state import State
from tests.helpers import Visit
from tests.routine.shipped import ROUTINES

HAVE_CLIPS = (voice_dir() / "manifest.json").exists()
needs_clips = pytest.mark.skipif(not HAVE_CLIPS, reason="the voice's clips are not here")


class Step(NamedTuple):
    """An event, and the session before and after it."""

    event: Event
    before: State
    after: State


def steps_of(visit: Visit) -> tuple[Step, ...]:
    """A session step by step."""
    steps, state = [], visit.first
    for event in visit.events:
        before, state = state, evolve(state, event)
        steps.append(Step(event, before, state))
    return tuple(steps)


@lru_cache(maxsize=1)
def session(routine: str, pace: Pace, side: Side) -> tuple[Step, ...]:
    """A whole session. It is the same at every verbosity."""
    visit = Visit(plan_routine(ROUTINES[routine], side), pace)
    if pace is Pace.GUIDED:
        visit.finish()
    else:
        visit.press_through()
    assert visit.state.is_over
    return steps_of(visit)


def heard(steps: Iterable[Step], verbosity: Verbosity) -> list[Cue]:
    """Every cue of a session, from its events one by one."""
    cues: list[Cue] = []
    for event, before, after in steps:
        cues += cues_of([event], before, verbosity)
        cues += timed_cues(after, event.at, verbosity)
    return cues


def unheard(cues: list[Cue], plan: Plan) -> set[str]:
    """The words for which there is neither a clip nor pieces, once the plan's own words have theirs."""
    clips = Repertoire(dict.fromkeys((*PHRASES, *PIECES, *words_of(plan)), 1.0))
    return {words for cue in cues for wording in cue.wordings for words in wording if not clips.clips(words)}


@pytest.mark.parametrize(
    ("routine", "pace", "side", "verbosity"),
    list(product(ROUTINES, Pace, (Side.LEFT, Side.RIGHT), Verbosity)),
)
def test_whatever_a_whole_session_names_can_be_heard(
    routine: str, pace: Pace, side: Side, verbosity: Verbosity
) -> None:
    steps = session(routine, pace, side)
    cues = heard(steps, verbosity)
    for status in Status:
        cues += end_cues(status, steps[-1].event.at, verbosity)
    assert unheard(cues, steps[-1].after.plan) == set()
    assert bool(cues) == (verbosity is not Verbosity.OFF)
    if verbosity is Verbosity.TONES:
        assert not any(cue.wordings for cue in cues)


COMMANDS: st.SearchStrategy[Command] = st.sampled_from(
    [
        *[CountRep()] * 4,
        *[EndRest()] * 3,
        *[Resume()] * 3,
        Undo(),
        FinishSet(),
        SkipSet(),
        SkipExercise(),
        RepeatSet(),
        PreviousSet(),
        Pause(),
        AdjustRest(15.0),
        AdjustRest(-15.0),
        ChangePace(Pace.SELF),
        ChangePace(Pace.GUIDED),
        ReportPain(4),
        SetLoad(8.0),
        TakeVariant("a lighter band"),
    ]
)


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from(sorted(ROUTINES)),
    st.sampled_from(list(Pace)),
    st.sampled_from([Side.LEFT, Side.RIGHT]),
    st.sampled_from(list(Verbosity)),
    st.lists(st.tuples(COMMANDS, st.sampled_from([0.0, 0.5, 3.0, 20.0, 60.0])), max_size=30),
)
def test_whatever_is_named_after_any_commands_can_be_heard(
    routine: str, pace: Pace, side: Side, verbosity: Verbosity, steps: list[tuple[Command, float]]
) -> None:
    visit = Visit(plan_routine(ROUTINES[routine], side), pace)
    for asked, after in steps:
        try:
            visit.do(asked, after)
        except NotNow:
            continue
    if due(visit.state) is not None:
        visit.wait(30.0)
    assert unheard(heard(steps_of(visit), verbosity), visit.state.plan) == set()


@pytest.mark.parametrize("routine", ROUTINES.values(), ids=ROUTINES)
def test_all_that_a_session_of_a_built_in_routine_says_has_a_clip_of_its_own(routine: Routine) -> None:
    for words in words_of(plan_routine(routine)):
        assert words in lengths(), words


def test_reps_are_counted_in_words() -> None:
    counted = [count(n) for n in (1, 12, 20, 21, 29, 30, 45, 100, 143, 200)]
    assert counted[:6] == ["One", "Twelve", "Twenty", "Twenty-one", "Twenty-nine", "Thirty"]
    assert counted[6:] == ["Forty-five", "One hundred", "One hundred forty-three", "Two hundred"]


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("lower", "Lower slowly"),
        ("squeeze", "Squeeze"),
        ("step out", "Step out"),
        ("up", "And up"),
        ("rise", "And rise"),
        ("press", "And press"),
        ("open", "Open"),
        ("straighten", "Straighten"),
        ("go up", "Go up"),
        ("вниз", "Вниз"),
    ],
)
def test_a_phase_is_said_in_two_syllables_or_more(name: str, words: str) -> None:
    assert phase(name) == words


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0.4, "one second"),
        (1, "one second"),
        (7, "seven seconds"),
        (60, "one minute"),
        (61, "sixty-one seconds"),
        (90, "ninety seconds"),
        (100, "one minute forty seconds"),
        (119.6, "two minutes"),
        (180, "three minutes"),
        (3600, "sixty minutes"),
    ],
)
def test_any_length_of_time_has_words(seconds: float, words: str) -> None:
    assert duration(seconds) == words


def test_any_number_can_be_said() -> None:
    clips = Repertoire(dict.fromkeys((*PHRASES, *PIECES), 1.0))
    counts = [count(n) for n in range(1, 201)]
    sets = [which_set(n, of) for of in range(1, 21) for n in range(1, of + 1)]
    times = [said(seconds) for seconds in range(1, 3601) for said in (rest_for, hold_for)]
    for words in (*counts, *sets, *times):
        said = clips.clips(words)
        assert said, words
        assert normal(" ".join(said)) == normal(words)


def test_what_has_a_clip_is_said_whole_and_what_lacks_a_piece_is_not_said_at_all() -> None:
    clips = Repertoire(dict.fromkeys((*PHRASES, *PIECES), 1.0))
    assert clips.clips("Set two of three") == ("Set two of three",)
    assert clips.clips("set two of three!") == ("Set two of three",)
    assert clips.clips("Set six of eight") == ("Set six", "Of eight")
    assert clips.clips("Set six of your choice") == ()
    assert clips.clips("") == ()
    assert clips.wording(["Frog squat", "Set six of eight", "Left leg"]) == ("Set six", "Of eight", "Left leg")


def test_a_clip_that_is_added_is_used_from_then_on() -> None:
    clips = Repertoire({"Left leg": 0.7})
    assert clips.clips("Frog squat") == ()
    clips.add("Frog squat", 1.2)
    assert clips.clips("Frog squat") == ("Frog squat",)
    assert clips["Frog squat"] == clips.longest == 1.2


def test_no_phrase_has_the_name_of_a_tone() -> None:
    assert not {*PHRASES, *PIECES} & set(TONES)
    assert sentence("tick") not in TONES


@needs_clips
def test_the_clips_are_those_of_the_manifest_and_of_the_phrases() -> None:
    manifest = json.loads((voice_dir() / "manifest.json").read_bytes())
    files = sorted(path.stem for path in voice_dir().glob("*.wav"))
    assert files == sorted(clip["file"] for clip in manifest["clips"].values())
    assert set(manifest["clips"]) >= {*PHRASES, *PIECES}


@needs_clips
def test_each_clip_is_the_one_that_was_rendered_and_can_be_read() -> None:
    clips = json.loads((voice_dir() / "manifest.json").read_bytes())["clips"]
    assert clips
    for words, clip in clips.items():
        digest = hashlib.sha256((voice_dir() / f"{clip['file']}.wav").read_bytes()).hexdigest()
        assert digest == clip["sha256"], words
        samples = read_clip(words)
        assert len(samples) == clip["frames"]
        assert max(map(abs, samples)) > 3000, words


@needs_clips
def test_every_count_and_every_phase_fits_a_phase_of_one_second() -> None:
    phases = {phase(p.name) for r in ROUTINES.values() for e in r.spec.exercise for p in e.cadence}
    for words in (*map(count, range(1, MAX_COUNT_CLIP + 1)), *phases):
        assert lengths()[words] <= 1.0, words
