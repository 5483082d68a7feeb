"""Session detail: everything in it can be reached and corrected."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from rich.cells import cell_len
from textual.widgets import Input, OptionList

from kneecoach.log.store import Store
from kneecoach.session.events import Outcome, Status
from kneecoach.ui.bindings import DETAIL
from kneecoach.ui.commands import BindingCommands
from kneecoach.ui.screens.correct import AskNote, AskScore, Correct
from kneecoach.ui.screens.detail import Detail
from kneecoach.ui.views.detail import detail_rows
from kneecoach.ui.widgets.dialog_keys import DialogKeys
from kneecoach.ui.widgets.line import Line
from kneecoach.ui.widgets.scale import Scale
from tests.helpers import is_words
from tests.log.samples import a_record, a_set
from tests.ui.detail import RECORD, SIZES, TO_SETS, log, rows, said, the, under_cursor
from tests.ui.driver import driving


async def test_every_attempt_is_shown_in_order_with_sides_holds_loads_and_pain(tmp_path: Path) -> None:
    log(tmp_path)
    async with driving(tmp_path) as driver:
        await driver.press("h", "enter")
        assert isinstance(driver.app.screen, Detail)
        assert [" ".join(row.split()) for row in rows(driver)] == [
            "How it felt",
            "Knee pain before 3",
            "Worst pain 4",
            "Knee pain after 2",
            "Next morning –",
            "Reps you had left –",
            "Note ok",
            "Band walk",
            "✓ set 1 of 1, left 20 steps of 15–20 pain 2",
            "✓ set 1 of 1, right 20 steps of 15–20",
            "Hip thrust",
            "◐ set 2 of 3 12 of 15 reps partial held 1.4–2 s 8 kg",
            "Quad stretch",
            "◐ set 1 of 1, left 12.5 of 30 s partial",
            "id 00000001, revision 1",
        ]


@pytest.mark.parametrize("size", SIZES)
async def test_the_foot_can_be_read(tmp_path: Path, size: tuple[int, int]) -> None:
    log(tmp_path)
    async with driving(tmp_path, size) as driver:
        await driver.press("h", "enter", "end")
        painted = "\n".join(driver.rows)
        assert "id 00000001, revision 1" in painted


@pytest.mark.parametrize("size", SIZES)
async def test_the_arrow_keys_walk_over_answers_and_attempts(tmp_path: Path, size: tuple[int, int]) -> None:
    log(tmp_path)
    async with driving(tmp_path, size) as driver:
        await driver.press("h", "enter")
        walked = [under_cursor(driver).id]
        for _ in range(9):
            await driver.press("down")
            walked.append(under_cursor(driver).id)
        assert walked == ["before", "worst", "after", "next_morning", "reps_in_reserve", "note", "0", "1", "2", "3"]
        screen = driver.app.screen
        for id_ in ("rows", "facts", "said"):
            assert screen.query_one(f"#{id_}").region in screen.region
        assert screen.query_one(OptionList).region.height >= 6


def test_an_easier_variant_stands_between_the_load_and_the_pain() -> None:
    thrusts = (a_set(set=1, load_kg=8.0), a_set(load_kg=8.0, variant="no dumbbell", pain=6))
    shown = detail_rows(a_record(sets=thrusts), 88)
    assert [row.text for row in shown if row.id in {"0", "1"}] == [
        "  ◐ set 1 of 3  12 of 15 reps  partial  held 2 s  8 kg",
        "  ◐ set 2 of 3  12 of 15 reps  partial  held 2 s  8 kg  variant: no dumbbell  pain 6",
    ]


@pytest.mark.parametrize("width", [30, 36, 72, 88])
def test_no_row_is_wider_than_it_may_be_and_none_loses_a_word(width: int) -> None:
    easier = RECORD.sets[2].model_copy(update={"variant": "a bridge on the floor"})
    sets = (*RECORD.sets[:2], easier, *RECORD.sets[3:])
    record = RECORD.model_copy(update={"note": "the knee clicked at the bottom of every thrust " * 3, "sets": sets})
    shown = detail_rows(record, width)
    assert max(len(line) for row in shown for line in row.text.split("\n")) <= width
    words = " ".join(" ".join(row.text for row in shown).replace(",", " ").replace(":", " ").split())
    parts = ("12 of 15 reps", "partial", "held 1.4–2 s", "8 kg", "variant a bridge on the floor", "pain 2")
    for whole in ("the knee clicked at the bottom", *parts):
        assert whole in words


@pytest.mark.parametrize("width", [36, 60, 72, 88])
@pytest.mark.parametrize("words", ["ゆっくり床で", "🦵🦵 slow", "no band"])
def test_rows_in_wide_letters_are_no_wider_and_keep_their_columns(words: str, width: int) -> None:
    sets = tuple(a_set(set=n, load_kg=8.0, variant=said, pain=6) for n, said in enumerate((words, "sit", None), 1))
    warm_up = (a_set(title=words * 3, variant=words * 4),)
    record = a_record(sets=sets, warm_up=warm_up, note=words * 20, exercise_notes={"hip-thrust": f"{words} " * 12})
    shown = [line for row in detail_rows(record, width) for line in row.text.split("\n")]
    assert max(map(cell_len, shown)) <= width
    assert "".join(shown).replace(" ", "").count(words.replace(" ", "")) >= 20 + 12 + 1
    pains = {cell_len(line.partition("pain 6")[0]) for line in shown if "of 3" in line and "pain 6" in line}
    assert width < 88 or len(pains) == 1


def test_a_session_without_attempts_has_rows() -> None:
    assert len(detail_rows(RECORD.model_copy(update={"sets": ()}), 72)) == 7


@pytest.mark.parametrize(
    ("down", "key", "name", "value"),
    [(0, "7", "before", 7), (1, "t", "worst", 10), (2, "backspace", "after", None), (3, "0", "next_morning", 0)],
)
async def test_pain_is_corrected_with_one_key(
    tmp_path: Path, down: int, key: str, name: str, value: int | None
) -> None:
    log(tmp_path)
    async with driving(tmp_path) as driver:
        await driver.press("h", "enter", *["down"] * down, "e")
        assert isinstance(driver.app.screen, AskScore)
        assert driver.app.screen.query_one(Scale).value == getattr(RECORD.pain, name)
        await driver.press(key)
        assert the(driver).pain.model_dump() == RECORD.pain.model_dump() | {name: value}
        assert the(driver).rev == 2
        assert "revision 2, edited Sun 22 Nov 2026 10:00 on " in rows(driver)[-1]
        assert under_cursor(driver).id == name, "the cursor stays"
        assert str(under_cursor(driver).prompt).split()[-1] == ("–" if value is None else str(value))


async def test_effort_and_note(tmp_path: Path) -> None:
    log(tmp_path)
    async with driving(tmp_path) as driver:
        await driver.press("h", "enter", *["down"] * 4, "enter", "7")
        assert isinstance(driver.app.screen, AskScore), "7 is no answer here"
        await driver.press("5")
        assert the(driver).reps_in_reserve == 5
        await driver.press("i")
        assert isinstance(driver.app.screen, AskNote)
        await driver.press("!", "enter")
        assert the(driver).note == "ok!"
        assert said(driver) == "Note: ok! (was ok)"
        await driver.press("down", "e", "x", "escape")
        assert (the(driver).note, the(driver).rev) == ("ok!", 3)


async def test_an_attempt_is_corrected(tmp_path: Path) -> None:
    log(tmp_path)
    async with driving(tmp_path) as driver:
        await driver.press("h", "enter", *TO_SETS, "down", "down", "e")
        assert isinstance(driver.app.screen, Correct)
        outcome = driver.app.screen.query_one("#outcome", Line)
        assert outcome.text == "counts as partial"
        await driver.press("1", "5")
        assert outcome.text == "counts as completed"
        assert outcome.region.width >= len(outcome.text)
        await driver.press("a")
        assert outcome.text == "", "15a is no number, and counts as nothing"
        await driver.press("backspace")
        assert outcome.text == "counts as completed"
        await driver.press("tab", "7", ".", "5", "tab", "6", "enter")
        attempt = the(driver).sets[2]
        assert (attempt.reps, attempt.outcome, attempt.load_kg, attempt.pain) == (15, Outcome.COMPLETED, 7.5, 6)
        assert attempt.holds == (2.0, 1.4, *(2.0,) * 13), "a rep that nobody timed is as planned"
        assert the(driver).pain.worst == 4 + 2, "no attempt hurt more than the worst"
        assert "◐" not in str(under_cursor(driver).prompt)
        assert [s for n, s in enumerate(the(driver).sets) if n != 2] == [
            s for n, s in enumerate(RECORD.sets) if n != 2
        ]


async def test_a_stretch_is_corrected_in_seconds_and_completes_the_session(tmp_path: Path) -> None:
    log(tmp_path, RECORD.model_copy(update={"sets": RECORD.sets[3:]}))
    async with driving(tmp_path) as driver:
        await driver.press("h", "enter", *TO_SETS, "e", "3", "0", ".", "5", "enter")
        record = the(driver)
        assert (record.sets[0].seconds, record.sets[0].holds, record.status) == (30.5, (30.5,), Status.COMPLETED)


async def test_skipped_is_set_and_unset(tmp_path: Path) -> None:
    log(tmp_path)
    async with driving(tmp_path) as driver:
        await driver.press("h", "enter", *TO_SETS, "e", "tab", "tab", "tab", "space")
        assert driver.app.screen.query_one("#outcome", Line).text == "counts as skipped"
        assert driver.app.screen.query_one("#count", Input).value == "0", "a set of 20 of 15 steps was not skipped"
        await driver.press("space")
        assert driver.app.screen.query_one("#count", Input).value == "20"
        await driver.press("space", "enter")
        assert (the(driver).sets[0].outcome, the(driver).sets[0].reps) == (Outcome.SKIPPED, 0)
        await driver.press("e", "1", "4")
        assert driver.app.screen.query_one("#outcome", Line).text == "counts as partial", (
            "who counts has not skipped"
        )
        await driver.press("enter")
        assert (the(driver).sets[0].reps, the(driver).sets[0].outcome) == (14, Outcome.PARTIAL)


async def test_a_session_of_a_newer_kneecoach_is_shown_and_left_as_it_is(tmp_path: Path) -> None:
    store = log(tmp_path)
    newer = json.loads(RECORD.model_dump_json(by_alias=True)) | {"schema": 3, "mood": "fine", "rev": 2}
    store.own_file().write_text(json.dumps(newer) + "\n")
    async with driving(tmp_path) as driver:
        await driver.press("h", "enter", "e", "9")
        assert said(driver) == "This session was saved by a newer kneecoach and is left as it is."
        await driver.press("d", "d")
        assert "newer kneecoach" in said(driver)
        assert json.loads(store.own_file().read_text()) == newer


async def test_what_cannot_be_written_is_said_and_nothing_is_shown_as_saved(tmp_path: Path) -> None:
    log(tmp_path)
    async with driving(tmp_path) as driver:
        await driver.press("h", "enter")
        lock = driver.block_log()
        await driver.press("e", "9")
        assert f"{lock}: cannot be locked" in said(driver)
        assert "3" in rows(driver)[1]
        lock.rmdir()
        await driver.press("e", "9")
        assert the(driver).pain.before == 9


async def test_a_note_that_could_not_be_saved_is_there_when_it_is_asked_for_again(tmp_path: Path) -> None:
    log(tmp_path)
    async with driving(tmp_path) as driver:
        lock = driver.block_log()
        await driver.press("h", "enter", "i", *"stairs", "enter")
        assert f"{lock}: cannot be locked" in said(driver)
        lock.rmdir()
        await driver.press("e", "9", "i")
        assert driver.app.screen.query_one(Input).value.endswith("stairs")
        await driver.press("enter")
        assert the(driver).note.endswith("stairs")
        assert the(driver).pain.before == 9
        await driver.press("u", "i")
        assert "stairs" not in driver.app.screen.query_one(Input).value


async def test_a_correction_that_could_not_be_saved_stays_in_its_dialog_with_the_reason(tmp_path: Path) -> None:
    log(tmp_path)
    async with driving(tmp_path) as driver:
        lock = driver.block_log()
        await driver.press("h", "enter", *TO_SETS, "e", "1", "4", "tab", "5", ".", "5", "tab", "3", "enter")
        dialog = driver.app.screen
        assert isinstance(dialog, Correct)
        assert [field.value for field in dialog.query(Input)] == ["14", "5.5"]
        assert dialog.query_one(Scale).value == 3
        assert f"{lock}: cannot be locked" in dialog.query_one(DialogKeys).text
        lock.rmdir()
        await driver.press("enter")
        done = the(driver).sets[0]
        assert (done.reps, done.load_kg, done.pain, done.outcome) == (14, 5.5, 3, Outcome.PARTIAL)
        await driver.press("e")
        assert "cannot" not in driver.app.screen.query_one(DialogKeys).text


async def test_odd_text_is_only_text(tmp_path: Path) -> None:
    odd = "[/] [b]x \x1b[31mred"
    sets = (a_set(title=odd),)
    log(tmp_path, RECORD.model_copy(update={"note": odd, "sets": sets, "device": "[/]\x1b", "rev": 2}))
    async with driving(tmp_path) as driver:
        await driver.press("h", "enter")
        assert f"  {'Note':<19}[/] [b]x [31mred" in rows(driver)
        assert rows(driver)[-1].endswith("on [/]")
        await driver.press(*TO_SETS, "e")
        assert isinstance(driver.app.screen, Correct)
        await driver.press("1", "enter", "i", "enter")
        assert isinstance(driver.app.screen, Detail)
        shown = "".join(driver.rows)
        assert "[/] [b]x [31mred" in shown
        assert is_words(shown)


async def test_every_key_of_detail_is_in_the_palette_and_can_be_remapped(tmp_path: Path) -> None:
    log(tmp_path)
    (tmp_path / "config").mkdir()
    (tmp_path / "config" / "config.toml").write_text('[keys]\ndetail-delete = "x"\n')
    async with driving(tmp_path) as driver:
        await driver.press("h", "enter")
        found = {hit.text async for hit in BindingCommands(driver.app.screen).discover()}
        assert {binding.description for binding in DETAIL} - {"Undo"} <= found, "nothing was changed that is undone"
        await driver.press("d")
        assert isinstance(driver.app.screen, Detail)
        await driver.press("x", "y")
        assert Store(driver.paths).read().records == ()


@pytest.mark.parametrize("size", SIZES)
async def test_the_questions_fit_into_the_window(tmp_path: Path, size: tuple[int, int]) -> None:
    log(tmp_path)
    async with driving(tmp_path, size) as driver:
        await driver.press("h", "enter", *TO_SETS, "down", "down")
        for keys in (["e"], ["i"], ["home", "e"]):
            await driver.press(*keys)
            screen = driver.app.screen
            dialog = screen.query_one(".dialog")
            for widget in (*screen.query(Input), *screen.query(Scale), *screen.query(Line)):
                assert widget.region.area > 0
                assert widget.region in dialog.content_region, widget
            await driver.press("escape")
