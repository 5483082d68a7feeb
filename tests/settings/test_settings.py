"""The user's settings: valid and invalid ones, and a file that keeps what the user wrote."""

from __future__ import annotations

from pathlib import Path

import pytest

from kneecoach.errors import KneecoachError
from kneecoach.paths import Paths, find_paths
from kneecoach.session.options import Options
from kneecoach.session.plan import Pace, Side
from kneecoach.settings import Settings, load_settings


@pytest.fixture
def paths(tmp_path: Path) -> Paths:
    """A user's folders, with an empty CONFIG."""
    paths = find_paths(str(tmp_path))
    paths.config.mkdir()
    return paths


def test_without_a_file_there_are_defaults(paths: Paths, tmp_path: Path) -> None:
    assert load_settings(paths) == Settings()
    assert load_settings(find_paths(str(tmp_path / "nowhere"))) == Settings()
    assert (Settings().pace, Settings().side) == (Pace.GUIDED, Side.LEFT)
    assert (Settings().weekly_goal, Settings().pain_cap) == (3, 5)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", Settings()),
        ('pace = "self"', Settings(pace=Pace.SELF)),
        ('side = "right"\ntheme = "nord"', Settings(side=Side.RIGHT, theme="nord")),
        ('[keys]\nskip-set = "n,s"', Settings(keys={"skip-set": "n,s"})),
        ('\ufeffpace = "self"', Settings(pace=Pace.SELF)),
        ("weekly_goal = 2\npain_cap = 2", Settings(weekly_goal=2, pain_cap=2)),
        *((f"pain_cap = {cap}", Settings(pain_cap=cap)) for cap in range(6)),
        ("weekly_goal = 1", Settings(weekly_goal=1)),
        ('default_routine = "knee-start"', Settings(default_routine="knee-start")),
        *((f'knee = "{knee}"', Settings(knee=Side(knee))) for knee in ("left", "right", "both")),
        ('units = "lb"\nstep = 5', Settings(units="lb", step=5.0)),
        ("weekly_goal = 7", Settings(weekly_goal=7)),
    ],
)
def test_what_is_set_is_read(paths: Paths, text: str, expected: Settings) -> None:
    paths.settings.write_text(text, "utf-8")
    assert load_settings(paths) == expected


@pytest.mark.parametrize(
    ("text", "named"),
    [
        (b"pace = ", "not valid TOML"),
        (b"a = 1\na = 2", "not valid TOML"),
        (b"\xff", "not UTF-8"),
        (b'pace = "slow"', ": pace: should be 'guided' or 'self', not 'slow'"),
        (b'side = "both"', ": side: should be "),
        (b"side = 7", ": side: should be "),
        (b"theme = 7", ": theme: should be "),
        (b"volume = 1", ": volume: is not a known key"),
        (b"[keys]\nskip-set = 3", ": keys.skip-set: should be "),
        (b"pace = 1\nvolume = 2", "(and 1 more fault)"),
        (b"weekly_goal = 0", ": weekly_goal: should be at least 1, not 0"),
        (b"weekly_goal = 8", ": weekly_goal: should be at most 7, not 8"),
        (b"weekly_goal = true", ": weekly_goal: should be a whole number"),
        (b"weekly_goal = 2.5", ": weekly_goal: should be a whole number"),
        (b'units = "stone"', ": units: should be 'kg' or 'lb', not 'stone'"),
        (b"step = 0", ": step: should be more than 0, not 0"),
        (b'knee = "none"', ": knee: should be 'left', 'right' or 'both', not 'none'"),
        (b"pain_cap = 6", ": pain_cap: should be "),
        (b"pain_cap = -1", ": pain_cap: should be "),
        (b"pain_cap = 2.5", ": pain_cap: should be "),
        (b"pain_cap = true", ": pain_cap: should be "),
        (b"x = " + b"[" * 2000, "not valid TOML"),
        (b"[" + b"k" * 5000 + b"]", "is not a known key"),
    ],
    ids=lambda v: str(v)[:16],
)
def test_what_is_wrong_is_named(paths: Paths, text: bytes, named: str) -> None:
    paths.settings.write_bytes(text)
    with pytest.raises(KneecoachError) as refused:
        load_settings(paths)
    said = str(refused.value)
    assert said.startswith(f"{paths.settings}: ")
    assert named in said
    assert "\n" not in said
    assert len(said) < len(str(paths.settings)) + 250


def test_a_folder_in_its_place_is_named(paths: Paths) -> None:
    paths.settings.mkdir()
    with pytest.raises(KneecoachError) as refused:
        load_settings(paths)
    assert str(paths.settings) in str(refused.value)


def test_the_command_line_wins_over_the_settings() -> None:
    chosen = Settings(pace=Pace.SELF, side=Side.RIGHT)
    assert chosen.options(pace=None, side=None, speed=1.0, mute=False) == Options(pace=Pace.SELF, side=Side.RIGHT)
    assert chosen.options(pace="guided", side="left", speed=2.0, mute=True) == Options(
        pace=Pace.GUIDED, side=Side.LEFT, speed=2.0, mute=True
    )


def test_the_time_to_walk_to_the_mat_can_be_set() -> None:
    chosen = Settings(first_ready=20).options(pace=None, side=None, speed=1.0, mute=False)
    assert chosen.first_ready == 20.0


@pytest.mark.parametrize(
    ("text", "line", "hint"),
    [
        ("pace\n", 1, "a key must be followed by = and a value"),
        ("pace = self", 1, "this is not a value; text must be in quotes"),
        ('pace = "self', 0, "a text has no closing quote"),
        ('\npace = "self\nside = "left"\n', 2, "a text has no closing quote on its line"),
        ('pace = "self" side = "left"', 1, "a line can have only one key and its value"),
        ('pace = "self"\npace = "self"\n\n', 2, "this key already exists"),
        ("[sound]\n[sound]\n", 2, "this table already exists; a table in a list is written [[name]]"),
        ("[sound\n", 1, "a table's name must end with ] or ]]"),
        ('pace = ["self"', 0, "a list has no closing ]"),
        ('pace = "a\\self"', 1, "a backslash in a text must be doubled"),
        ("pace = 2026-02-30T10:00:00", 1, "there is no such date"),
        ("x = " + "[" * 2000, 0, "it is nested too deeply"),
        ("x = " + "9" * 5000, 0, "this number is too long"),
    ],
)
def test_what_is_not_toml_is_said_with_its_place(paths: Paths, text: str, line: int, hint: str) -> None:
    paths.settings.write_text(text)
    with pytest.raises(KneecoachError) as refused:
        load_settings(paths)
    said = str(refused.value)
    assert said.startswith(f"{paths.settings}: this is not valid TOML")
    assert said.endswith(f": {hint}")
    assert f" at line {line}, column " in said or not line
