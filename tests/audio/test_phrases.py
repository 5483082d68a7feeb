"""The phrases, the clips and the cues agree: every clip a cue can name exists."""

from __future__ import annotations

import hashlib
import json
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kneecoach.audio.clips import read_clip, voice_dir
from kneecoach.audio.cues import Cue, Verbosity, cues_of, end_cues, timed_cues
from kneecoach.audio.phrases import MAX_SPOKEN_COUNT, PHRASES
from kneecoach.audio.tones import TONES
from kneecoach.routine.library import builtin_dir, read_routine
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
from kneecoach.session.plan import Pace, Side
from kneecoach.session.state import State
from tests.helpers import Visit

ROUTINES = {path.stem: read_routine(path) for path in sorted(builtin_dir().glob("*.toml"))}
NAMES = set(PHRASES) | set(TONES)
HAVE_CLIPS = (voice_dir() / "manifest.json").exists()
needs_clips = pytest.mark.skipif(not HAVE_CLIPS, reason="the voice's clips are not here")


def heard(first: State, events: list[Event], verbosity: Verbosity) -> list[Cue]:
    """Every cue of a session, from its events one by one."""
    state = first
    cues: list[Cue] = []
    for event in events:
        cues += cues_of([event], state, verbosity)
        state = evolve(state, event)
        cues += timed_cues(state, event.at, verbosity)
    return cues


def clips_of(cues: list[Cue]) -> set[str]:
    return {clip for cue in cues for said in cue.wordings for clip in said} | {str(c.tone) for c in cues if c.tone}


@pytest.mark.parametrize(
    ("routine", "pace", "side", "verbosity"),
    list(product(ROUTINES, Pace, (Side.LEFT, Side.RIGHT), Verbosity)),
)
def test_whatever_a_whole_session_names_can_be_heard(
    routine: str, pace: Pace, side: Side, verbosity: Verbosity
) -> None:
    visit = Visit(plan_routine(ROUTINES[routine], side), pace)
    if pace is Pace.GUIDED:
        visit.finish()
    else:
        visit.press_through()
    assert visit.state.is_over
    cues = heard(visit.first, visit.events, verbosity)
    for status in Status:
        cues += end_cues(status, visit.now, verbosity)
    assert clips_of(cues) <= NAMES
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
    assert clips_of(heard(visit.first, visit.events, verbosity)) <= NAMES


@pytest.mark.parametrize("routine", ROUTINES.values(), ids=ROUTINES)
def test_every_exercise_and_phase_of_a_built_in_routine_has_a_phrase(routine: Routine) -> None:
    for exercise in routine.spec.exercise:
        assert PHRASES[f"exercise-{exercise.id}"] == exercise.title
        assert f"position-{exercise.id}" in PHRASES
        for phase in exercise.cadence:
            assert f"phase-{phase.name.replace(' ', '-')}" in PHRASES
        if exercise.hold is not None:
            assert f"hold-{exercise.hold:g}" in PHRASES
        assert f"rest-{exercise.rest:g}" in PHRASES
        assert all(f"set-{n}-of-{exercise.sets}" in PHRASES for n in range(1, exercise.sets + 1))


def test_reps_are_counted_to_thirty() -> None:
    assert MAX_SPOKEN_COUNT == 30
    counted = [PHRASES[f"count-{n}"].lower() for n in (1, 12, 20, 21, 29, 30)]
    assert counted == ["one", "twelve", "twenty", "twenty-one", "twenty-nine", "thirty"]


def test_no_phrase_and_no_tone_have_the_same_name() -> None:
    assert not set(PHRASES) & set(TONES)


@needs_clips
def test_the_clips_are_those_of_the_manifest_and_of_the_phrases() -> None:
    manifest = json.loads((voice_dir() / "manifest.json").read_bytes())
    files = {path.stem for path in voice_dir().glob("*.wav")}
    assert files == set(manifest["clips"]) == set(PHRASES)
    assert {name: clip["text"] for name, clip in manifest["clips"].items()} == dict(PHRASES)


@needs_clips
@pytest.mark.parametrize("name", PHRASES)
def test_each_clip_is_the_one_that_was_rendered_and_can_be_read(name: str) -> None:
    clip = json.loads((voice_dir() / "manifest.json").read_bytes())["clips"][name]
    assert hashlib.sha256((voice_dir() / f"{name}.wav").read_bytes()).hexdigest() == clip["sha256"]
    samples = read_clip(name)
    assert len(samples) == clip["frames"]
    assert max(map(abs, samples)) > 3000


@needs_clips
def test_every_count_and_every_phase_fits_a_phase_of_one_second() -> None:
    manifest = json.loads((voice_dir() / "manifest.json").read_bytes())
    for name, clip in manifest["clips"].items():
        if name.startswith(("count-", "phase-")):
            assert clip["frames"] / manifest["sample_rate"] <= 1.0, name
