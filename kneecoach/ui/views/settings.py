"""The rows of Settings: groups, labels, values in words, and the value that comes next. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from kneecoach.settings.listing import KEYS, Listed, SettingField
from kneecoach.settings.writing import Value
from kneecoach.text import number
from kneecoach.ui.views.typed import fault_at

GROUPS: dict[str, tuple[str, ...]] = {
    "Training": ("weekly_goal", "default_routine", "pace", "side", "first_ready"),
    "Knee": ("knee", "pain_cap"),
    "Loads": ("units", "step"),
    "Screen": ("theme", "figure", "skin", "reduced_motion", "keep_awake"),
    "Sound": (
        *("sound.backend", "sound.verbosity", "sound.voice_volume", "sound.tone_volume"),
        *("sound.captions", "sound.flash"),
    ),
    "Reminders": ("remind.days", "remind.at"),
}
"""The names of the settings, in the order shown. Keys come last, as one row."""

SCREEN_TITLES = {
    "Movements": "Exercises",
    "Detail": "Session detail",
    "SettingsScreen": "Settings",
    "app": "Everywhere",
}
"""Titles of screens that have another name in the code."""

KEYS_MEANING = "Every key of the app, by screen. Enter opens the list, where each can be changed."

LABELS = {
    "side": "First leg",
    "knee": "Sore knee",
    "first_ready": "Walk to the mat",
    "step": "Load step",
    "skin": "Skin tone",
    "reduced_motion": "Less motion",
    "sound.backend": "Sound player",
    "sound.verbosity": "What you hear",
    "remind.days": "Days",
    "remind.at": "Time",
}
"""Labels for settings whose names say too little."""

SILENT = {
    "knee": "not entered",
    "step": "automatic",
    "first_ready": "15 s",
    "default_routine": "the one last done",
}
"""What it means if they are not in the file."""

VALUES = {
    "pace": {"guided": "guided: the coach counts", "self": "self: space for each rep"},
    "knee": {"both": "both knees"},
    "sound.verbosity": {"counts": "counts and legs", "tones": "tones only", "off": "nothing"},
    "units": {"kg": "kilograms", "lb": "pounds"},
}
"""Values in other words than the file's."""

ROUTINE = "default_routine"
NO_TITLES: Mapping[str, str] = MappingProxyType({})

STEPS = {"first_ready": 5.0, "step": 0.5, "sound.voice_volume": 0.1, "sound.tone_volume": 0.1, "remind.at": 15.0}
"""How much one key press changes a number; minutes for a time of day."""

SILENT_NUMBERS = {"first_ready": 15.0, "step": 0.0}
"""Where changing them begins if they are not in the file."""

MARK, NO_MARK = "• ", "  "
"""Marks a setting that is not the default, visible without colour too."""

MAX_LABEL = 24
"""Width of the labels in cells, at most."""


@dataclass(frozen=True, slots=True)
class SettingRow:
    """A row of Settings."""

    id: str
    """Name of the setting; empty for a heading."""
    label: str
    value: str = ""
    is_changed: bool = False
    """Whether it is not the default."""
    turns: bool = False
    """Whether left and right change it."""


def rows_of(listed: Sequence[Listed], keys_changed: int, titles: Mapping[str, str] = NO_TITLES) -> list[SettingRow]:
    """The rows of all settings, and one for all keys, of which the user has changed `keys_changed`.

    `titles` are those of the routines by their ids.
    """
    by_name = {each.field.name: each for each in listed if not each.field.name.startswith(KEYS)}
    known = {name for names in GROUPS.values() for name in names}
    groups = {**GROUPS, "Other": tuple(name for name in by_name if name not in known)}
    rows: list[SettingRow] = []
    for title, names in groups.items():
        if names:
            rows += [
                SettingRow("", title),
                *(row_of(by_name[name], by_name["units"].value, titles) for name in names),
            ]
    words = f"{keys_changed} changed" if keys_changed else "all at their defaults"
    return [*rows, SettingRow("", "Keys"), SettingRow("keys", "All keys", words, is_changed=bool(keys_changed))]


def key_rows(
    bound: Mapping[str, Sequence[Listed]], labels: Mapping[str, str], key_words: Callable[[str], str]
) -> list[SettingRow]:
    """The rows of all keys, by screen. `labels` say what each does, and `key_words` what keys are called."""
    rows: list[SettingRow] = []
    for screen, keys in bound.items():
        rows.append(SettingRow("", SCREEN_TITLES.get(screen, screen)))
        for each in keys:
            is_changed = each.value != each.field.default
            rows.append(SettingRow(each.field.name, labels[each.field.name], key_words(each.value), is_changed))
    return rows


def row_of(listed: Listed, units: str, titles: Mapping[str, str]) -> SettingRow:
    """The row of a setting. `units` are those of loads, and `titles` those of the routines by their ids."""
    field = listed.field
    is_load = field.name == "step" and listed.value is not None
    return SettingRow(
        field.name,
        label_of(field.name),
        value_words(field, listed.value, titles) + (f" {units}" if is_load else ""),
        is_changed=listed.value != field.default,
        turns=can_turn(field),
    )


def label_of(name: str) -> str:
    """What a setting is called on the screen."""
    return LABELS.get(name) or name.rpartition(".")[2].replace("_", " ").capitalize()


def fault_in_label(name: str, fault: str) -> str:
    """What is wrong with a setting by its label: `Weekly goal should be at most 7, not 9.`"""
    found = re.match(rf"{re.escape(name)}(: ?| )", fault)
    if found is None:
        return fault
    words = fault[found.end() :].removesuffix(".")
    if name.startswith(KEYS):
        return words  # the dialog says which key it is
    return f"{fault_at(label_of(name), words)}."


def value_words(field: SettingField, value: Any, titles: Mapping[str, str] = NO_TITLES) -> str:
    """A value in words; a routine is called by its title."""
    name = field.name
    if value is None:
        return SILENT.get(name, "not set")
    match field.kind:
        case "switch":
            return "on" if value else "off"
        case "days":
            return ", ".join(day.capitalize() for day in value) or "none"
    if name.endswith("_volume"):
        return f"{round(value * 100)} %"
    if name == "weekly_goal":
        return f"{value} a week"
    if name == "pain_cap":
        return f"{value} of 10"
    if name == "first_ready":
        return f"{number(float(value))} s"
    if isinstance(value, int | float):
        return number(float(value))
    return (titles if name == ROUTINE else VALUES.get(name, {})).get(value, str(value))


def can_turn(field: SettingField) -> bool:
    """Whether left and right change a setting."""
    return field.kind != "days" and not field.name.startswith(KEYS)


def turned(field: SettingField, value: Any, step: int, choices: Sequence[str]) -> Value:
    """The value that follows (`step` 1) or comes before (-1). `choices` are those of a choice or a name."""
    match field.kind:
        case "switch":
            return not value
        case "time":
            minutes = int(value[:2]) * 60 + int(value[3:]) + step * int(STEPS[field.name])
            return f"{minutes // 60 % 24:02d}:{minutes % 60:02d}"
        case "choice" | "text":
            values = [*([None] if field.may_be_unset else []), *choices]
            at = values.index(value) if value in values else -1
            return values[(at + step) % len(values)] if values else value
    return _number_turned(field, value, step)


def _number_turned(field: SettingField, value: float | None, step: int) -> Value:
    by = STEPS.get(field.name, 1.0)
    now = SILENT_NUMBERS.get(field.name, 0.0) if value is None else value
    then = float(round((now + step * by) / by) * by)
    if field.minimum is None and then <= 0:
        return None  # below the smallest number there is only "not set"
    then = round(float(min(max(then, field.minimum or 0.0), field.maximum or then)), 2)
    return int(then) if then.is_integer() and not field.name.endswith("_volume") else then


def meaning_words(listed: Listed, *, does: str = "") -> tuple[str, str]:
    """What a setting means, and its default. `does` is what a key does."""
    field = listed.field
    is_key = field.name.startswith(KEYS)
    means = f"{does} Its id: {field.name.removeprefix(KEYS)}" if is_key else field.meaning.replace("`", "")
    default = value_words(field, field.default).replace(",", ", ") if is_key else value_words(field, field.default)
    return means, "This is the default." if listed.value == field.default else f"{MARK}Changed. Default: {default}"
