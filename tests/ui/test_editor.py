"""The editor: a routine is made and changed with a few keys, saved at once, and undone to the byte."""

from __future__ import annotations

from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion

from kneecoach.routine.library import builtin_dir, load_exercise
from kneecoach.session.plan import Kind
from kneecoach.ui.commands import BindingCommands
from kneecoach.ui.screens.choose import Choose
from kneecoach.ui.screens.editor import RELOADED, Editor
from kneecoach.ui.screens.form import Form
from kneecoach.ui.screens.home import Home
from kneecoach.ui.screens.movements import Movements
from kneecoach.ui.screens.routines import Routines
from kneecoach.ui.widgets.keys_footer import KeysFooter
from kneecoach.ui.widgets.line import Line
from kneecoach.ui.widgets.routine_figure import RoutineFigure
from kneecoach.ui.widgets.row_list import RowList
from tests.routine.by_hand import FILES
from tests.ui.driver import Driver, driving
from tests.ui.routines_screen import SIZES, exercises, line, listed, on, own, typed


async def to_editor(driver: Driver, *keys: str) -> None:
    """Open the editor with the user's own routine `mine`, and press some keys."""
    await driver.press("e", "pagedown", "enter", *keys)


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
class TestLooks:
    async def test_routine(self, screen: SnapshotAssertion, tmp_path: Path, size: tuple[int, int]) -> None:
        async with driving(tmp_path, size) as driver:
            await driver.press("e", "enter", "down", "down", "down", "down", "w")
            await driver.wait(3)
            assert driver.app == screen

    async def test_exercise(self, screen: SnapshotAssertion, tmp_path: Path, size: tuple[int, int]) -> None:
        async with driving(tmp_path, size) as driver:
            await driver.press("e", "enter", "pagedown", "up", "enter", "4", "tab")
            assert driver.app == screen

    async def test_choosing(self, screen: SnapshotAssertion, tmp_path: Path, size: tuple[int, int]) -> None:
        async with driving(tmp_path, size) as driver:
            await driver.press("e", "enter", "a", *typed("step"), "down")
            assert driver.app == screen


async def test_a_programme_is_made_from_an_empty_page(tmp_path: Path) -> None:
    """As a physiotherapist gives it: only what differs from the library's dose has to be typed."""
    async with driving(tmp_path) as driver:
        await driver.press("e", "n", *typed("My knee"), "enter")
        on(driver, Choose)
        await driver.press(*typed("leg ra"), "enter")
        on(driver, Form)
        await driver.press("tab", *typed("12"), "enter")
        await driver.press("a", *typed("wall si"), "enter", "tab", *typed("30"), "enter")
        await driver.press("a", *typed("step up"), "enter", "tab", *typed("10"), "enter")
        await driver.press("a", *typed("bridge"), "enter", "tab", *typed("15"), "enter")
        await driver.press("a", *typed("calf"), "enter", "escape")
        on(driver, Editor)
        doses = [(e.title, e.sets, e.reps, e.hold, e.sides) for e in exercises(driver.paths, "my-knee")]
        assert doses == [
            ("Straight leg raise", 3, (12, 12), None, "each"),
            ("Wall sit", 3, None, 30.0, "both"),
            ("Step up", 3, (10, 10), None, "each"),
            ("Floor bridge", 3, (15, 15), None, "both"),
            ("Calf stretch", 2, None, 30.0, "each"),
        ]
        await driver.press("escape")
        assert any(row.startswith("> My knee") for row in listed(driver))
        await driver.press("escape")
        on(driver, Home)
        assert driver.app.screen.query_one("#routine").border_title == "My knee"


async def test_one_of_the_users_own_is_a_timed_hold_by_one_key(tmp_path: Path) -> None:
    own(tmp_path)
    async with driving(tmp_path) as driver:
        await to_editor(driver, "a", *typed("Quad chair"), "ctrl+n")
        form = on(driver, Form)
        assert form.query_one("#field-reps")
        await driver.press(*["down"] * 7, "right")
        assert not form.query("#field-reps")
        await driver.press("enter")
        added = exercises(driver.paths, "mine")[1]
        assert (added.id, added.title, added.hold, added.use) == (
            "quad-chair",
            "Quad chair",
            30.0,
            None,
        )


async def test_one_of_the_users_own_says_how_it_is_done_and_has_a_figure(tmp_path: Path) -> None:
    own(tmp_path)
    async with driving(tmp_path) as driver:
        await to_editor(driver, "a", *typed("Quad chair"), "ctrl+n")
        form = on(driver, Form)
        for key, text in (("how_to", "Sit tall. / Straighten the knee."), ("cues", "toes up"), ("figure", "none")):
            form.query_one(f"#field-{key}").focus()
            await driver.press(*typed(text), "enter" if key == "figure" else "tab")
        assert "There is no figure called 'none'" in form.query_one("#fault", Line).text
        form.query_one("#field-figure").focus()
        await driver.press("end", *["backspace"] * 4, *typed("seated-knee-extension"), "enter")
        added = exercises(driver.paths, "mine")[1]
        assert (added.how_to, added.cues) == (("Sit tall.", "Straighten the knee."), ("toes up",))
        assert added.figure == "seated-knee-extension"


async def test_who_prescribed_it_is_found_on_the_screen_by_its_key_and_by_its_name(tmp_path: Path) -> None:
    own(tmp_path)
    async with driving(tmp_path) as driver:
        await to_editor(driver)
        assert line(driver, "prescription") == "Who prescribed it, times a week, until when: r"
        await driver.pilot.click("#prescription")
        await driver.settle()
        form = on(driver, Form)
        form.query_one("#field-prescribed_by").focus()
        await driver.press(*typed("Anna"), "tab", *typed("3"), "enter")
        assert line(driver, "prescription") == "Prescribed by Anna, 3 times a week. r changes that."
        hits = [hit async for hit in BindingCommands(driver.app.screen).search("prescribed")]
        assert "About" in [str(hit.prompt) for hit in hits]


class TestForm:
    async def test_enter_pressed_twice_at_once_is_not_lost(self, tmp_path: Path) -> None:
        """It adds, then takes the usual dose: what is typed next must not become the number of sets."""
        own(tmp_path)
        async with driving(tmp_path) as driver:
            await to_editor(driver, "a", *typed("step up"))
            for key in ("enter", "enter", "1", "2", "enter", "enter"):
                driver.clock.advance(0.2)
                await driver.pilot.press(key)
                await driver.settle()
            added = exercises(driver.paths, "mine")[1]
            usual = load_exercise(driver.paths, "step-up").spec
            assert (added.id, added.sets, added.reps) == ("step-up", usual.sets, usual.reps)

    async def test_escape_cancels_what_is_typed_and_what_was_changed_before_it(self, tmp_path: Path) -> None:
        file = own(tmp_path)
        async with driving(tmp_path) as driver:
            await to_editor(driver, "enter", "7", "escape")
            on(driver, Editor)
            assert file.read_bytes() == FILES["plain"]
            await driver.press("enter", "7", "tab", *typed("9"), "tab", "8", "escape")
            on(driver, Editor)
            assert file.read_bytes() == FILES["plain"]
            assert "Undo" not in driver.footer
            await driver.press("r", "ctrl+u", *typed("Knees"), "tab", *typed("Evenings"), "escape")
            assert file.read_bytes() == FILES["plain"]

    async def test_escape_leaves_what_was_changed_before_the_dialog(self, tmp_path: Path) -> None:
        own(tmp_path)
        async with driving(tmp_path) as driver:
            await to_editor(driver, "a", *typed("step up"), "enter", "7", "tab", "escape")
            usual = load_exercise(driver.paths, "step-up").spec
            assert [each.id for each in exercises(driver.paths, "mine")][1] == "step-up"
            assert exercises(driver.paths, "mine")[1].sets == usual.sets

    async def test_every_way_out_of_a_field_but_escape_saves_it(self, tmp_path: Path) -> None:
        own(tmp_path)
        async with driving(tmp_path) as driver:
            await to_editor(driver, "enter")
            for key, field in (("tab", "4"), ("down", "5"), ("shift+tab", "6"), ("enter", "7")):
                on(driver, Form).query_one("#field-sets").focus()
                await driver.press(field, key)
                assert exercises(driver.paths, "mine")[0].sets == int(field)
            on(driver, Editor)
            assert line(driver, "total").startswith("11 sets")

    async def test_left_and_right_change_a_number(self, tmp_path: Path) -> None:
        own(tmp_path)
        async with driving(tmp_path) as driver:
            await to_editor(driver, "enter", "right", "right", "tab", "left", "enter")
            assert (exercises(driver.paths, "mine")[0].sets, exercises(driver.paths, "mine")[0].reps) == (
                4,
                (7, 11),
            )

    async def test_what_is_wrong_is_said_and_nothing_is_written(self, tmp_path: Path) -> None:
        file = own(tmp_path)
        async with driving(tmp_path) as driver:
            await to_editor(driver, "enter", *typed("99"), "enter")
            assert line(driver, "fault") == "Sets should be at most 20, not 99."
            assert file.read_bytes() == FILES["plain"]
            on(driver, Form)
            await driver.press("escape")
            on(driver, Editor)
            assert file.read_bytes() == FILES["plain"]

    async def test_what_is_typed_is_kept_when_the_app_is_closed(self, tmp_path: Path) -> None:
        own(tmp_path)
        async with driving(tmp_path) as driver:
            await to_editor(driver, "enter", "7", "ctrl+q")
            assert exercises(driver.paths, "mine")[0].sets == 7

    async def test_an_emptied_field_is_the_librarys_again(self, tmp_path: Path) -> None:
        own(tmp_path)
        async with driving(tmp_path) as driver:
            await to_editor(driver, "enter", "backspace", "enter")
            assert exercises(driver.paths, "mine")[0].sets == 3
            assert "sets" not in (driver.paths.routines_dir / "mine.toml").read_text().split("[[exercise]]")[1]

    async def test_the_routine_itself(self, tmp_path: Path) -> None:
        own(tmp_path)
        async with driving(tmp_path) as driver:
            await to_editor(driver, "r", "ctrl+u", *typed("Knees"), "tab", *typed("For the evening"), "enter")
            text = (driver.paths.routines_dir / "mine.toml").read_text()
            assert 'title = "Knees"\nabout = "For the evening"\n' in text
            assert line(driver, "title") == "Knees"


async def test_exercises_are_moved_removed_and_turned_into_a_circuit(tmp_path: Path) -> None:
    file = own(tmp_path)
    async with driving(tmp_path) as driver:
        await to_editor(driver, "J")
        assert [row.split("  ")[0] for row in listed(driver)] == ["Calf stretch", "> Hip thrust"]
        await driver.press("w", "o")
        assert exercises(driver.paths, "mine")[1].kind is Kind.WARM_UP
        assert line(driver, "total").endswith("a circuit")
        await driver.press("K", "d")
        assert line(driver, "said") == "Hip thrust removed; u brings it back."
        await driver.press("d")
        assert line(driver, "said").startswith("A routine needs an exercise.")
        for _ in range(5):
            await driver.press("u")
        assert file.read_bytes() == FILES["plain"]
        assert "Undo" not in driver.footer


async def test_the_first_change_of_a_built_in_routine_is_said_and_undone(tmp_path: Path) -> None:
    async with driving(tmp_path) as driver:
        await driver.press("e", "enter")
        assert line(driver, "origin").startswith("Built in.")
        await driver.press("d")
        assert line(driver, "said").endswith("Saved to your own copy, which replaces the built-in routine.")
        copy = driver.paths.routines_dir / "knee-relief.toml"
        assert copy.exists()
        await driver.press("u")
        assert line(driver, "said") == "Undone: Quad stretch removed. The built-in routine is as it was."
        assert not copy.exists()
        await driver.press("down")
        assert len(listed(driver)) == 6
        await driver.press("escape", "escape")
        on(driver, Home)


class TestAnotherProgram:
    async def test_what_it_wrote_is_shown_and_never_overwritten(self, tmp_path: Path) -> None:
        file = own(tmp_path)
        async with driving(tmp_path) as driver:
            await to_editor(driver, "enter", "4")
            theirs = FILES["plain"].replace(b"hip-thrust", b"step-up")
            file.write_bytes(theirs)
            await driver.press("enter")
            on(driver, Editor)
            assert line(driver, "said") == RELOADED
            assert [row.split("  ")[0] for row in listed(driver)] == ["> Step up", "Calf stretch"]
            assert file.read_bytes() == theirs
            await driver.press("J")
            assert b"step-up" in file.read_bytes()

    async def test_what_cannot_be_read_leads_back_to_the_list(self, tmp_path: Path) -> None:
        file = own(tmp_path)
        async with driving(tmp_path) as driver:
            await to_editor(driver)
            file.write_bytes(b"half of a")
            await driver.press("J")
            on(driver, Routines)
            assert "not valid TOML" in line(driver, "fault")
            assert file.read_bytes() == b"half of a"


async def test_the_figure_follows_the_cursor(tmp_path: Path) -> None:
    async with driving(tmp_path) as driver:
        await driver.press("e", "enter", "down")
        figure = on(driver, Editor).query_one(RoutineFigure)
        assert figure.exercise == "calf-stretch"
        await driver.pilot.click(figure)
        await driver.settle()
        assert on(driver, Movements).query_one("#title").text == "Calf stretch"  # type: ignore[attr-defined]


async def test_a_copy_can_be_edited_further(tmp_path: Path) -> None:
    async with driving(tmp_path) as driver:
        await driver.press("e", "enter", "c", "enter", "d", "escape")
        assert len(exercises(driver.paths, "knee-relief-copy")) == len(exercises(driver.paths, "knee-relief")) - 1
        assert not (driver.paths.routines_dir / "knee-relief.toml").exists()
        assert (builtin_dir() / "knee-relief.toml").exists()


async def test_a_click_selects_and_opens_and_the_footer_is_clicked(tmp_path: Path) -> None:
    async with driving(tmp_path) as driver:
        await driver.press("e", "enter")
        await driver.pilot.click(RowList, offset=(4, 2))
        await driver.settle()
        assert on(driver, Form).query_one(".heading").text == "Lateral band walk"  # type: ignore[attr-defined]
        await driver.press("escape")
        footer = driver.app.screen.query_one(KeysFooter)
        await driver.pilot.click(footer, offset=(footer.text.index("Remove"), 0))
        await driver.settle()
        assert line(driver, "said").startswith("Lateral band walk removed")
