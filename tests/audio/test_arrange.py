"""Which cues sound: one voice at a time, the more important first, none early and none too late."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from kneecoach.audio.arrange import ScheduledCue, arrange
from kneecoach.audio.cues import Cue, Importance, Tone
from kneecoach.audio.phrases import PHRASES
from kneecoach.audio.tones import TONES

LENGTHS = {words: 0.3 + (i % 7) * 0.4 for i, words in enumerate((*PHRASES, "Hip thrust"))} | dict.fromkeys(
    TONES, 0.2
)
GAP = 0.05
NEARLY = 1e-9


def place(cues: list[Cue], taken: list[tuple[float, float]] | None = None) -> list[ScheduledCue]:
    return arrange(cues, LENGTHS.__getitem__, taken or [], GAP)


def voice(at: float, *clips: str, importance: Importance = Importance.COUNT, patience: float = 0.0) -> Cue:
    return Cue(at, (clips,), importance=importance, patience=patience)


def spoken(placed: list[ScheduledCue]) -> list[ScheduledCue]:
    return [p for p in placed if p.sounds[0].is_voice]


INSTANTS = st.integers(0, 200).map(lambda n: n / 10)
SAID = st.lists(st.sampled_from(sorted(PHRASES)), min_size=1, max_size=3).map(tuple)
VOICES = st.builds(
    Cue,
    at=INSTANTS,
    wordings=st.lists(SAID, min_size=1, max_size=3).map(tuple),
    importance=st.sampled_from(list(Importance)),
    patience=st.sampled_from([0.0, 0.25, 0.5, 1.0, 4.0, 30.0]),
)
BEEPS = st.builds(Cue, at=INSTANTS, tone=st.sampled_from(list(Tone)))
CUES = st.lists(st.one_of(VOICES, VOICES, BEEPS), max_size=14)
SPANS = st.lists(st.tuples(INSTANTS, st.sampled_from([0.1, 0.7, 3.0])), max_size=4).map(
    lambda spans: [(at, at + lasts) for at, lasts in spans]
)


@given(CUES, SPANS)
def test_no_two_voices_sound_at_once(cues: list[Cue], taken: list[tuple[float, float]]) -> None:
    placed = spoken(place(cues, taken))
    for a, b in pairwise(placed):
        assert a.ends + GAP <= b.begins + NEARLY
    for p in placed:
        assert all(p.ends <= begins + NEARLY or p.begins >= ends - NEARLY for begins, ends in taken)


@given(CUES, SPANS)
def test_a_voice_begins_no_earlier_than_due_and_no_later_than_its_patience(
    cues: list[Cue], taken: list[tuple[float, float]]
) -> None:
    for p in place(cues, taken):
        assert p.cue.at <= p.begins <= p.cue.at + p.cue.patience + NEARLY


@given(CUES, SPANS)
def test_every_tone_sounds_exactly_at_its_instant(cues: list[Cue], taken: list[tuple[float, float]]) -> None:
    tones = [p for p in place(cues, taken) if p.cue.tone is not None]
    assert sorted((p.begins, p.sounds[0].sound) for p in tones) == sorted((c.at, c.tone) for c in cues if c.tone)


@given(CUES, SPANS)
def test_what_is_said_is_one_of_the_wordings_whole_and_in_order(
    cues: list[Cue], taken: list[tuple[float, float]]
) -> None:
    for p in spoken(place(cues, taken)):
        assert tuple(sound.sound for sound in p.sounds) in p.cue.wordings
        for a, b in pairwise(p.sounds):
            assert abs(b.at - (a.ends + GAP)) < NEARLY
        assert all(abs(s.ends - s.at - LENGTHS[s.sound]) < NEARLY for s in p.sounds)


@given(CUES)
def test_a_cue_is_said_at_most_once(cues: list[Cue]) -> None:
    placed = place(cues)
    assert len({id(p.cue) for p in placed}) == len(placed) <= len(cues)


@given(CUES)
def test_they_come_in_the_order_in_which_they_begin(cues: list[Cue]) -> None:
    begins = [p.begins for p in place(cues)]
    assert begins == sorted(begins)


@given(CUES, SPANS)
def test_a_voice_that_is_not_heard_gave_way_to_something_at_least_as_important(
    cues: list[Cue], taken: list[tuple[float, float]]
) -> None:
    placed = spoken(place(cues, taken))
    said = {id(p.cue) for p in placed}
    for cue in cues:
        if cue.tone is not None or id(cue) in said:
            continue
        length = sum(LENGTHS[clip] for clip in cue.wordings[0]) + GAP * len(cue.wordings[0])
        stronger = [(p.begins, p.ends + GAP) for p in placed if p.cue.importance >= cue.importance]
        begins, ends = cue.at, cue.at + length
        assert any(b < ends + NEARLY and e > begins - NEARLY for b, e in [*stronger, *taken]), cue


def test_the_more_important_of_two_wins_whichever_comes_first() -> None:
    count = voice(1.0, "One", importance=Importance.COUNT)
    phase = voice(1.0, "Squeeze", importance=Importance.PHASE)
    for cues in ([count, phase], [phase, count]):
        assert [p.cue for p in place(cues)] == [count]


def test_one_that_can_wait_comes_after_the_more_important_one() -> None:
    count = voice(1.0, "One")
    halfway = voice(1.0, "Halfway there", importance=Importance.EXTRA, patience=2.0)
    first, second = place([halfway, count])
    assert (first.cue, second.cue) == (count, halfway)
    assert second.begins == first.ends + GAP


def test_a_shorter_wording_is_said_where_the_fullest_does_not_fit() -> None:
    full = ("Hip thrust", "Set one of one", "Left leg")
    short = ("Left leg",)
    room = LENGTHS["Left leg"] + 2 * GAP
    place_ = voice(0.0, importance=Importance.WHERE)
    where = Cue(0.0, (full, short), importance=place_.importance)
    count = voice(room, "Three", importance=Importance.COUNTDOWN)
    first, second = place([where, count])
    assert [sound.sound for sound in first.sounds] == ["Left leg"]
    assert second.cue is count


def test_taken_spans_are_left_alone() -> None:
    (placed,) = place([voice(1.0, "One", patience=0.5)], [(0.5, 1.4)])
    assert placed.begins == 1.4
    assert place([voice(1.0, "One", patience=0.3)], [(0.5, 1.4)]) == []


def test_nothing_to_say_gives_nothing() -> None:
    assert place([]) == []
