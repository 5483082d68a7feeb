"""Every setting with its meaning, and what may be typed for it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from kneecoach.errors import KneecoachError, UsageError
from kneecoach.settings import RemindSettings, Settings, SoundSettings, load_settings
from kneecoach.settings.listing import SettingField, field_called, fields, list_settings, shown, typed
from kneecoach.settings.writing import set_setting, split_name
from tests.log.samples import folders

NAMES = [
    *(name for name in Settings.model_fields if name not in {"sound", "remind", "keys"}),
    *(f"sound.{name}" for name in SoundSettings.model_fields),
    *(f"remind.{name}" for name in RemindSettings.model_fields),
]


def test_every_setting_is_listed_once() -> None:
    assert sorted(field.name for field in fields()) == sorted(NAMES)


@pytest.mark.parametrize("field", fields(), ids=lambda field: field.name)
def test_every_setting_says_what_it_means_in_sentences(field: SettingField) -> None:
    assert re.match(r"[A-Z][^_]+\.$", field.meaning), field.meaning
    assert "None" not in field.meaning
    assert "\n" not in field.meaning


TYPED: list[tuple[str, str, Any]] = [
    ("theme", "nord", "nord"),
    ("pace", " self ", "self"),
    ("side", "right", "right"),
    ("knee", "both", "both"),
    ("units", "lb", "lb"),
    ("step", "2,5", 2.5),
    ("step", "100", 100),
    ("first_ready", "0", 0),
    ("first_ready", "20.5", 20.5),
    ("figure", "off", "off"),
    ("skin", "dark", "dark"),
    ("reduced_motion", "yes", True),
    ("default_routine", "knee-start", "knee-start"),
    ("keep_awake", "OFF", False),
    ("weekly_goal", "7", 7),
    ("pain_cap", "0", 0),
    ("sound.backend", "bell", "bell"),
    ("sound.verbosity", "tones", "tones"),
    ("sound.voice_volume", ".5", 0.5),
    ("sound.tone_volume", "1", 1),
    ("sound.captions", "false", False),
    ("sound.flash", "no", False),
    ("remind.days", "Monday, fri", ["mon", "fri"]),
    ("remind.days", "", []),
    ("remind.at", "7:05", "07:05"),
    ("keys.live-undo", "u,z", "u,z"),
]


@pytest.mark.parametrize(("name", "text", "value"), TYPED)
def test_what_is_typed_is_taken_and_the_model_takes_it_too(
    tmp_path: Path, name: str, text: str, value: Any
) -> None:
    assert typed(field_called(name), text) == value
    paths = folders(tmp_path)
    settings = set_setting(paths, name, typed(field_called(name), text))
    assert load_settings(paths) == settings
    listed = {listed.field.name: listed for listed in list_settings(paths)}
    assert listed[name].value == value
    assert [one.field.name for one in listed.values() if one.is_in_file] == [name]


def test_every_setting_is_typed_here() -> None:
    assert {name for name, _, _ in TYPED if not name.startswith("keys.")} == set(NAMES)


@pytest.mark.parametrize("field", fields(), ids=lambda field: field.name)
def test_what_is_printed_of_a_default_can_be_typed(field: SettingField) -> None:
    if field.default not in (None, []):
        assert typed(field, shown(field.default)) == field.default


WRONG = {
    "pace": ("slow", "guided or self"),
    "knee": ("none", "left, right or both"),
    "step": ("0", "a number above 0, up to 100"),
    "first_ready": ("601", "a number from 0 to 600"),
    "keep_awake": ("maybe", "true or false"),
    "weekly_goal": ("2.5", "a whole number from 1 to 7"),
    "pain_cap": ("6", "a whole number from 0 to 5"),
    "sound.voice_volume": ("nan", "a number from 0 to 1"),
    "remind.days": ("monkey", "days separated by commas, from mon, tue, wed, thu, fri, sat, sun"),
    "remind.at": ("24:00", "a time of day, such as 18:30"),
    "theme": ("", "a name"),
    "keys.live-undo": ("", "keys separated by commas"),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_was_expected_is_said(name: str) -> None:
    text, expected = WRONG[name]
    with pytest.raises(UsageError) as refused:
        typed(field_called(name), text)
    assert str(refused.value) == f"{name} should be {expected}, not {text!r}."


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("flash", "; did you mean 'sound.flash'?"),
        ("paec", "; did you mean 'pace'?"),
        ("zzz", "; `kneecoach settings` lists all of them."),
    ],
)
def test_a_name_that_is_close_is_offered(name: str, hint: str) -> None:
    with pytest.raises(UsageError) as refused:
        field_called(name)
    assert str(refused.value) == f"There is no setting {name!r}{hint}"


@pytest.mark.parametrize("name", NAMES)
def test_every_listed_name_can_be_written(name: str) -> None:
    assert split_name(name) == tuple(name.split("."))


def test_a_file_with_a_fault_is_not_listed(tmp_path: Path) -> None:
    paths = folders(tmp_path)
    paths.config.mkdir(parents=True, exist_ok=True)
    paths.settings.write_text("volume = 3\n")
    with pytest.raises(KneecoachError, match="volume: is not a known key"):
        list_settings(paths)
