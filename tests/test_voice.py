"""What is spoken in a plan, what is rendered for it, and what people are told about that."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from kneecoach import voice as voice_module
from kneecoach.audio.clips import rendered_file
from kneecoach.audio.verbosity import Verbosity
from kneecoach.audio.voice.rendering import Rendering
from kneecoach.paths import Paths
from kneecoach.session.plan import Exercise, Phase, Plan, Target
from kneecoach.settings import SoundSettings
from kneecoach.voice import MAX_SPOKEN_LETTERS, Preparation, Voice, missing_words
from tests.helpers import LEFT_RIGHT, a_plan, knee_relief, sets_of

FROG = Exercise(
    "frog-squat",
    "frog squat",
    (Phase("sink", 1.0), Phase("push up", 1.0)),
    setup=8.0,
    rest=95.0,
    position="Feet wide apart",
)


def frogs(reps: int = 32, sets: int = 6) -> Plan:
    return a_plan(sets_of(FROG, Target(reps=(reps, reps)), sets, LEFT_RIGHT))


@pytest.fixture
def paths(tmp_path: Path) -> Paths:
    return Paths(tmp_path / "data", tmp_path / "config", tmp_path / "state", tmp_path / "cache")


class Maker:
    """Stands in for the process that renders."""

    asked: list[Mapping[str, float]] = []

    def __init__(self, store: Path, voices: list[str], tell: object) -> None:
        self.voices = voices

    def make(self, wanted: Mapping[str, float]) -> Rendering:
        Maker.asked.append(wanted)
        return Rendering(len(wanted), is_over=not wanted)

    def close(self) -> None:
        pass


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[Mapping[str, float]]:
    """What the process was asked to render."""
    monkeypatch.setattr(voice_module, "ClipMaker", Maker)
    monkeypatch.setattr(Maker, "asked", [])
    return Maker.asked


def have(monkeypatch: pytest.MonkeyPatch, *voices: str) -> None:
    monkeypatch.setattr(voice_module, "found_voices", lambda: list(voices))


def test_nothing_of_the_built_in_routine_is_missing(paths: Paths) -> None:
    missing = missing_words(paths, knee_relief())
    assert (dict(missing.whole), dict(missing.pieces)) == ({}, {})


def test_the_words_of_ones_own_exercise_are_missing_and_numbers_are_said_in_pieces(paths: Paths) -> None:
    missing = missing_words(paths, frogs())
    assert list(missing.whole) == ["Frog squat", "Feet wide apart", "And sink"]
    assert {"Thirty-one", "Thirty-two", "Set six of six", "Rest. Ninety-five seconds"} <= set(missing.pieces)
    assert "Thirty" not in missing.pieces


def test_what_has_been_rendered_is_not_missing_except_where_our_voice_can_say_it(paths: Paths) -> None:
    for name in ("espeak-ng", "heart"):
        (paths.voice_store / name).mkdir(parents=True)
    (paths.voice_store / "espeak-ng" / rendered_file("And sink")).write_bytes(bytes(1000))
    (paths.voice_store / "heart" / rendered_file("Feet wide apart")).write_bytes(bytes(1000))
    assert list(missing_words(paths, frogs()).whole) == ["Frog squat"]
    assert list(missing_words(paths, frogs(), ("heart",)).whole) == ["Frog squat", "And sink"]


def test_a_whole_paragraph_is_not_spoken(paths: Paths) -> None:
    long = Exercise("a", "A", (Phase("sink", 1.0),), 8.0, 10.0, position="x " * (MAX_SPOKEN_LETTERS // 2 + 1))
    assert long.position not in missing_words(paths, a_plan(sets_of(long, Target(reps=(1, 1)), 1))).whole


def test_our_voice_renders_all_and_another_only_what_cannot_be_said(
    paths: Paths, asked: list[Mapping[str, float]], monkeypatch: pytest.MonkeyPatch
) -> None:
    have(monkeypatch, "espeak-ng")
    Voice(paths, SoundSettings()).prepare(frogs())
    have(monkeypatch, "heart", "espeak-ng")
    Voice(paths, SoundSettings()).prepare(frogs())
    assert list(asked[0]) == ["Frog squat", "Feet wide apart", "And sink"]
    assert set(asked[1]) > {"Frog squat", "Thirty-one", "Set six of six"}


@pytest.mark.parametrize(
    ("settings", "how"),
    [
        (SoundSettings(verbosity=Verbosity.COUNTS), {}),
        (SoundSettings(backend="none"), {}),
        (SoundSettings(backend="bell"), {}),
        (SoundSettings(), {"muted": True}),
        (SoundSettings(), {"speed": 60.0}),
    ],
)
def test_nothing_is_rendered_or_said_where_nothing_is_spoken(
    paths: Paths,
    asked: list[Mapping[str, float]],
    monkeypatch: pytest.MonkeyPatch,
    settings: SoundSettings,
    how: dict[str, float],
) -> None:
    have(monkeypatch, "heart")
    preparation = Voice(paths, settings).prepare(frogs(), **how)  # type: ignore[arg-type]
    assert (asked, preparation.line, preparation.is_under_way) == ([], "", False)


NOT_SPOKEN = "2 phrases of this routine are not spoken: `kneecoach voice` lists them."


@pytest.mark.parametrize(
    ("rendering", "line"),
    [
        (None, NOT_SPOKEN),
        (Rendering(3), "Learning to say this routine: 0 of 3 phrases."),
        (Rendering(3, made=2, voice="heart"), "Learning to say this routine: 2 of 3 phrases."),
        (Rendering(3, made=3, voice="heart", is_over=True), ""),
        (Rendering(3, made=2, voice="heart", failed={"Thirty-one": "no"}, is_over=True), ""),
        (Rendering(3, failed={"And sink": "no", "Frog squat": "no", "Thirty-one": "no"}, is_over=True), NOT_SPOKEN),
        (
            Rendering(3, made=2, voice="heart", failed={"And sink": "no"}, is_over=True),
            "1 phrase of this routine is not spoken: `kneecoach voice` lists them.",
        ),
    ],
)
def test_one_line_says_how_far_it_is_or_what_will_not_be_spoken(rendering: Rendering | None, line: str) -> None:
    assert Preparation({"Frog squat": 1.0, "And sink": 1.0}, rendering).line == line


def test_with_no_voice_the_line_says_what_will_not_be_spoken(paths: Paths, monkeypatch: pytest.MonkeyPatch) -> None:
    have(monkeypatch)
    assert (
        Voice(paths, SoundSettings()).prepare(frogs()).line.startswith("3 phrases of this routine are not spoken")
    )
    assert Voice(paths, SoundSettings()).prepare(knee_relief()).line == ""
