"""A fault in a form has the screen's name for it; a fault in a file names the key as the file has it."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from kneecoach.errors import KneecoachError
from kneecoach.routine.draft import Draft, Refused
from kneecoach.settings.listing import SettingField, fields, typed
from kneecoach.ui.views.forms import FormField, exercise_form, fault_in_labels, routine_form
from kneecoach.ui.views.settings import fault_in_label, label_of
from kneecoach.ui.views.typed import fault_at
from tests.clocks import FakeClock
from tests.log.samples import folders

NOW = FakeClock().wall()
RAW_KEY = re.compile(r"[a-z]_[a-z]|[Ee]xercise \d|cadence \d")
WRONG = ("99999", "0", "0.001", "x" * 5000, "8-3", "900-1000")

MINE = """schema = 1
id = "mine"
title = "Mine"

[[exercise]]
use = "hip-thrust"

[[exercise]]
id = "sit"
title = "Sit (slowly)"
sets = 3
reps = 8
load = true
cadence = [{ name = "up", seconds = 2 }, { name = "down", seconds = 1.5 }]

[[exercise]]
use = "calf-stretch"
"""


def draft_in(tmp_path: Path) -> Draft:
    paths = folders(tmp_path)
    paths.routines_dir.mkdir(parents=True)
    (paths.routines_dir / "mine.toml").write_text(MINE)
    return Draft(paths, "mine")


def refused(draft: Draft, index: int | None, field: FormField, text: str) -> str | None:
    """Why the draft refuses a text; None if it does not, or if the form itself refuses it."""
    try:
        values = field.values(text)
    except KneecoachError:
        return None
    try:
        if index is None:
            draft.set_routine(values)
        else:
            draft.set(index, values, NOW)
    except Refused as fault:
        return str(fault)
    while draft.undo_count:
        draft.undo()
    return None


def test_every_field_of_the_editor_is_called_by_its_label(tmp_path: Path) -> None:
    draft = draft_in(tmp_path)
    assert draft.routine is not None
    forms = {None: routine_form(draft.routine.spec, date(2026, 11, 22))}
    forms |= {at: exercise_form(exercise) for at, exercise in enumerate(draft.exercises)}  # type: ignore[dict-item]
    seen = set()
    for index, form in forms.items():
        for field in form:
            for text in (*WRONG, "") if not field.options else ():
                fault = refused(draft, index, field, text)
                if fault is None:
                    continue
                said = fault_in_labels(fault, form)
                assert not RAW_KEY.search(said), said
                assert said.startswith(field.label) or field.label.lower() in said, said
                assert said[0].isupper()
                assert said.endswith(".")
                seen.add(field.key)
    assert {"per_week", "sets", "reps", "hold", "rest", "phase-0", "title", "note"} <= seen


def test_the_words_of_one(tmp_path: Path) -> None:
    draft = draft_in(tmp_path)
    assert draft.routine is not None
    form = routine_form(draft.routine.spec, date(2026, 11, 22))
    with pytest.raises(Refused) as fault:
        draft.set_routine({"per_week": 99})
    assert str(fault.value) == "per_week: should be at most 21, not 99.", "as the file has it"
    assert fault_in_labels(str(fault.value), form) == "Times a week should be at most 21, not 99."


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        ("should be at most 7, not 9", "Weekly goal should be at most 7, not 9"),
        ("must be a number", "Weekly goal must be a number"),
        ("is less than 0", "Weekly goal is less than 0"),
        ("two routines have it", "Weekly goal: two routines have it"),
        ("shoulder and knee", "Weekly goal: shoulder and knee"),
    ],
)
def test_a_label_begins_the_sentence_or_stands_before_it(fault: str, said: str) -> None:
    assert fault_at("Weekly goal", fault) == said


@pytest.mark.parametrize("field", fields(), ids=lambda field: field.name)
def test_every_setting_is_called_by_its_label(field: SettingField) -> None:
    try:
        typed(field, "\x00 nonsense")
    except KneecoachError as error:
        said = fault_in_label(field.name, str(error))
        assert said.startswith(f"{label_of(field.name)} should be ")
        assert said.endswith(".")
    said = fault_in_label(field.name, f"{field.name}: should be at most 7, not 9")
    assert said == f"{label_of(field.name)} should be at most 7, not 9."
