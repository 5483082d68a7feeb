"""The rows of Settings, and which value comes next."""

from __future__ import annotations

from typing import Any

import pytest

from kneecoach.settings.listing import Listed, SettingField, field_called, fields
from kneecoach.ui.views.settings import GROUPS, meaning_words, rows_of, turned, value_words


def test_every_setting_has_a_place_in_a_group() -> None:
    assert sorted(name for names in GROUPS.values() for name in names) == sorted(field.name for field in fields())


def test_a_setting_without_a_group_is_shown_all_the_same() -> None:
    more = Listed(SettingField("new", "switch", "New.", default=False), True, is_in_file=True)
    rows = rows_of([*(Listed(field, field.default, is_in_file=False) for field in fields()), more], 0)
    assert [(row.label, row.value, row.is_changed) for row in rows[-4:-2]] == [
        ("Other", "", False),
        ("New", "on", True),
    ]


def test_a_step_says_its_unit() -> None:
    values = {"units": "lb", "step": 2.5}
    listed = [Listed(field, values.get(field.name, field.default), is_in_file=True) for field in fields()]
    assert next(row.value for row in rows_of(listed, 0) if row.id == "step") == "2.5 lb"


def test_the_default_routine_is_called_by_its_title() -> None:
    field = field_called("default_routine")
    titles = {"knee-home": "Knee at home"}
    assert value_words(field, "knee-home", titles) == "Knee at home"
    assert value_words(field, "gone", titles) == "gone"
    listed = [Listed(each, "knee-home" if each is field else each.default, is_in_file=True) for each in fields()]
    assert next(row.value for row in rows_of(listed, 0, titles) if row.id == field.name) == "Knee at home"


THEMES = ("kneecoach-dark", "nord")


@pytest.mark.parametrize(
    ("name", "value", "step", "then"),
    [
        ("keep_awake", True, 1, False),
        ("keep_awake", True, -1, False),
        ("pace", "guided", 1, "self"),
        ("pace", "guided", -1, "self"),
        ("knee", None, 1, "left"),
        ("knee", None, -1, "both"),
        ("knee", "both", 1, None),
        ("figure", "off", 1, "auto"),
        ("weekly_goal", 7, 1, 7),
        ("weekly_goal", 1, -1, 1),
        ("weekly_goal", 3, 1, 4),
        ("pain_cap", 0, -1, 0),
        ("pain_cap", 5, 1, 5),
        ("first_ready", None, 1, 20),
        ("first_ready", 0.0, -1, 0),
        ("first_ready", 598.0, 1, 600),
        ("step", None, 1, 0.5),
        ("step", 0.5, -1, None),
        ("step", 2.5, 1, 3),
        ("step", None, -1, None),
        ("sound.voice_volume", 0.7, -1, 0.6),
        ("sound.voice_volume", 1.0, 1, 1.0),
        ("sound.tone_volume", 0.1, -1, 0.0),
        ("remind.at", "23:50", 1, "00:05"),
        ("remind.at", "00:00", -1, "23:45"),
        ("theme", "nord", 1, "kneecoach-dark"),
        ("theme", "gone", 1, "kneecoach-dark"),
    ],
)
def test_a_key_turns_to_the_next_value(name: str, value: Any, step: int, then: Any) -> None:
    field = field_called(name)
    assert turned(field, value, step, THEMES if name == "theme" else field.choices) == then


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("keep_awake", False, "off"),
        ("knee", None, "not entered"),
        ("knee", "both", "both knees"),
        ("first_ready", None, "15 s"),
        ("first_ready", 7.5, "7.5 s"),
        ("sound.tone_volume", 0.7, "70 %"),
        ("weekly_goal", 3, "3 a week"),
        ("pain_cap", 2, "2 of 10"),
        ("remind.days", ["mon", "fri"], "Mon, Fri"),
        ("remind.days", [], "none"),
        ("step", 2.5, "2.5"),
    ],
)
def test_values_are_words(name: str, value: Any, words: str) -> None:
    assert value_words(field_called(name), value) == words


def test_the_default_is_named_where_another_value_is_set() -> None:
    pace = field_called("pace")
    assert meaning_words(Listed(pace, "guided", is_in_file=True))[1] == "This is the default."
    changed = meaning_words(Listed(pace, "self", is_in_file=True))
    assert changed == (pace.meaning.replace("`", ""), "• Changed. Default: guided: the coach counts")
