"""Settings: every setting with its meaning. A change is saved, and takes effect, at once."""

from __future__ import annotations

from functools import partial
from typing import Any

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical

from kneecoach.errors import KneecoachError, without_file
from kneecoach.routine.titles import routine_titles
from kneecoach.settings import Settings
from kneecoach.settings.listing import KEYS, Listed, SettingField, fields, list_settings, listed_key, shown, typed
from kneecoach.settings.writing import Value, set_setting
from kneecoach.text import capitalized, distinct_titles
from kneecoach.ui.bindings import SCREENS, SETTINGS, key_words
from kneecoach.ui.screens.base import BAR_AT_EDGE, KneeScreen
from kneecoach.ui.screens.setting_dialogs import ChooseValue, PickDays, PressKey, TypeValue
from kneecoach.ui.theme import theme_names
from kneecoach.ui.user_settings import check_with
from kneecoach.ui.views.settings import (
    KEYS_MEANING,
    can_turn,
    fault_in_label,
    key_rows,
    label_of,
    meaning_words,
    rows_of,
    turned,
    value_words,
)
from kneecoach.ui.widgets.line import Line
from kneecoach.ui.widgets.setting_rows import SettingRows

WIDE_WIDTH = 100
"""The least number of columns at which what a setting means stands beside the rows."""


class SettingsScreen(KneeScreen):
    """Every setting, in groups; the keys are a page of their own."""

    CSS_PATH = "settings.tcss"
    DEFAULT_CLASSES = BAR_AT_EDGE
    BINDINGS = [*SETTINGS]
    AUTO_FOCUS = "#rows"

    def __init__(self, *, is_keys: bool = False) -> None:
        """If `is_keys`, it shows the keys."""
        super().__init__()
        self._is_keys = is_keys
        self.is_changed = False
        """Whether something was changed here."""
        self._listed: dict[str, Listed] = {}
        self._titles: dict[str, str] = {}
        """The routines' titles by id."""
        self._does: dict[str, str] = {}
        """What each key does, by the name of its setting."""
        self._before: list[tuple[str, Any]] = []
        """The changes made here: what the file said before of each setting; None if it said nothing."""

    def body(self) -> ComposeResult:
        yield Line("Settings: keys" if self._is_keys else "Settings", classes="heading")
        with Horizontal(id="columns"):
            yield SettingRows(id="rows")
            with Vertical(id="about"):
                yield Line(id="name", classes="heading")
                yield Line(id="meaning")
                yield Line(id="default", classes="muted")
        yield Line(id="said", classes="alert")

    def on_mount(self) -> None:
        self._read()

    def size_classes(self, width: int, height: int) -> dict[str, bool]:
        own = {"-wide": width >= WIDE_WIDTH}
        return super().size_classes(width, height) | own

    def fit(self, width: int, height: int) -> None:
        super().fit(width, height)
        self.call_after_refresh(self._lay_out)

    def _lay_out(self) -> None:
        self.query_one(SettingRows).lay_out()
        self._show_meaning()

    def _read(self) -> None:
        """Read the file and show it. If it has a fault, show the defaults, and the fault."""
        paths = self.coach.paths
        try:
            listed, fault = list_settings(paths), ""
            settings = self.coach.settings
        except KneecoachError as error:
            listed, fault = tuple(Listed(field, field.default, is_in_file=False) for field in fields()), str(error)
            settings = Settings()
        bound = {
            name: [listed_key(binding.id or "", binding.key, settings) for binding in table]
            for name, table in SCREENS.items()
        }
        changed = sum(each.is_in_file for table in bound.values() for each in table)
        self._does = {f"{KEYS}{binding.id}": binding.tooltip for table in SCREENS.values() for binding in table}
        shown = [each for table in bound.values() for each in table] if self._is_keys else listed
        self._listed = {each.field.name: each for each in shown}
        self._titles = distinct_titles(routine_titles(paths).items())
        rows = key_rows(bound, _labels(), key_words) if self._is_keys else rows_of(listed, changed, self._titles)
        self.query_one(SettingRows).show(rows)
        self.query_one("#said", Line).tell(fault)
        self._show_meaning()
        self.refresh_bindings()

    def _show_meaning(self) -> None:
        """Show what the setting under the cursor means."""
        row, here = self.query_one(SettingRows).row, self._here
        if row is None:
            return
        means, default = KEYS_MEANING, ""
        if here is not None:
            means, default = meaning_words(here, does=self._does.get(here.field.name, ""))
        self.query_one("#name", Line).update(row.label)
        self.query_one("#meaning", Line).update(means)
        self.query_one("#default", Line).update(default)

    @property
    def _here(self) -> Listed | None:
        """The setting under the cursor."""
        row = self.query_one(SettingRows).row
        return self._listed.get(row.id) if row is not None else None

    def on_option_list_option_highlighted(self) -> None:
        self._show_meaning()
        self.refresh_bindings()

    def on_setting_rows_clicked(self, event: SettingRows.Clicked) -> None:
        if event.where:
            self.action_turn(event.where)
        else:
            self.action_choose()

    def _choices(self, name: str) -> tuple[str, ...]:
        if name == "theme":
            return theme_names()
        if name == "default_routine":
            return tuple(self._titles)
        return self._listed[name].field.choices

    def _write(self, name: str, value: Any, *, undoes: bool = False) -> None:
        """Write a setting and apply it. Raises KneecoachError."""
        before = self._listed[name]
        paths = self.coach.paths
        try:
            settings = set_setting(paths, name, value, check=check_with(paths, theme_names()))
        except KneecoachError as error:
            # The setting is not in the file yet: naming the file would mislead.
            fault = without_file(str(error), paths.settings)
            raise KneecoachError(fault_in_label(name, fault)) from None
        if not undoes:
            self._before.append((name, before.value if before.is_in_file else None))
        self.is_changed = True
        self.coach.use_settings(settings)
        self._read()

    def _try(self, name: str, value: Any, *, undoes: bool = False) -> None:
        """The same; an error is shown on the screen."""
        try:
            self._write(name, value, undoes=undoes)
        except KneecoachError as error:
            self.query_one("#said", Line).tell(str(error))

    @property
    def footer_words(self) -> dict[str, str]:
        """Both arrows change a value."""
        return {"settings-previous": "Change"}

    def is_possible(self, action: str, parameters: tuple[object, ...]) -> bool:
        """Whether there is something to change, to take back, or to reset."""
        here = self._here
        if action == "undo":
            return bool(self._before)
        if action == "default":
            return here is not None and here.is_in_file
        return action != "turn" or (here is not None and can_turn(here.field))

    def action_turn(self, step: int) -> None:
        """Take the next value, or the previous one. If the values have no order, ask."""
        here = self._here
        if self.query_one(SettingRows).show_cursor():
            return
        if here is None:
            self.action_choose()
            return
        field = here.field
        if can_turn(field):
            self._try(field.name, turned(field, here.value, step, self._choices(field.name)))
        else:
            self.action_choose()

    def action_choose(self) -> None:
        """Ask for a value in the way that suits it."""
        here = self._here
        if self.query_one(SettingRows).show_cursor():
            return
        if here is None:
            self._open_keys()
            return
        field = here.field
        write = partial(self._write, field.name)
        title = label_of(field.name)
        if field.name.startswith(KEYS):
            self.app.push_screen(PressKey(self._does[field.name], here.value, write))
        elif field.kind == "switch":
            self.action_turn(1)
        elif field.kind == "days":
            self.app.push_screen(PickDays(title, field.choices, here.value, write))
        elif field.kind in {"choice", "text"}:
            unset = [None] if field.may_be_unset else []
            values = [
                (value, value_words(field, value, self._titles)) for value in (*unset, *self._choices(field.name))
            ]
            self.app.push_screen(ChooseValue(title, values, here.value, field.default, write))
        else:
            text = "" if here.value is None else shown(here.value)
            hint = f"{capitalized(field.expected)}. Enter saves, escape cancels."
            self.app.push_screen(TypeValue(title, text, hint, lambda said: write(_typed(field, said))))

    def action_default(self) -> None:
        """Reset the setting under the cursor to its default."""
        here = self._here
        if not self.query_one(SettingRows).show_cursor() and here is not None and here.is_in_file:
            self._try(here.field.name, None)

    def action_undo(self) -> None:
        """Take back the last change made here."""
        if self._before:
            name, value = self._before.pop()
            self._try(name, value, undoes=True)
            rows = self.query_one(SettingRows)
            rows.highlighted = rows.get_option_index(name)

    def action_move(self, where: str) -> None:
        """Move the cursor."""
        rows = self.query_one(SettingRows)
        moves = {
            "up": rows.action_cursor_up,
            "down": rows.action_cursor_down,
            "page_up": rows.action_page_up,
            "page_down": rows.action_page_down,
            "first": rows.action_first,
            "last": rows.action_last,
        }
        moves[where]()

    def _open_keys(self) -> None:
        """Show the keys on a page of their own."""

        def closed(_: None) -> None:
            self.is_changed |= keys.is_changed
            self._read()

        keys = SettingsScreen(is_keys=True)
        self.app.push_screen(keys, closed)

    def action_back(self) -> None:
        """Back to Home, which reads everything again if something was changed; from the keys to the settings."""
        if self.is_changed and not self._is_keys:
            self.coach.go_home("")
        else:
            super().action_back()


def _labels() -> dict[str, str]:
    """What each key does, in a word, by the name of its setting."""
    return {f"{KEYS}{binding.id}": binding.description for table in SCREENS.values() for binding in table}


def _typed(field: SettingField, text: str) -> Value:
    """A value as typed. Raises KneecoachError."""
    try:
        return typed(field, text)
    except KneecoachError as error:
        raise KneecoachError(fault_in_label(field.name, str(error))) from None
