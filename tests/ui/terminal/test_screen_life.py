"""A screen that has left the stack hears nothing more while Textual takes it down."""

from __future__ import annotations

import ast
import asyncio
from functools import partial
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.css.query import NoMatches
from textual.geometry import Size
from textual.screen import ModalScreen, Screen
from textual.widgets import Input, Static

import kneecoach
from kneecoach.ui.terminal.screen_life import SafeScreen, SafeScreenApp


class Told(SafeScreen, Screen[None]):
    """A screen that shows what it is told to."""

    def __init__(self) -> None:
        super().__init__()
        self.told: list[object] = []
        self.mounted = False

    def compose(self) -> ComposeResult:
        with Vertical():
            yield Static("", id="said")
            yield Input()

    def on_mount(self) -> None:
        self.query_one("#said")
        self.mounted = True

    def on_resize(self) -> None:
        self.query_one("#said")

    def on_screen_resume(self) -> None:
        self.query_one("#said")

    def tell(self, what: object) -> None:
        self.query_one("#said", Static).update(str(what))
        self.told.append(what)

    async def tell_slowly(self, what: object) -> None:
        await asyncio.sleep(0)
        self.tell(what)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        self.tell(event.value)
        self.dismiss()


class Question(SafeScreen, ModalScreen[int]):
    """A question on top of another screen."""


def is_taken_down(screen: Screen[Any]) -> bool:
    """Whether its widgets are gone."""
    try:
        screen.query_one("#said")
    except NoMatches:
        return True
    return False


async def test_a_screen_is_up_from_its_composition_to_its_leaving() -> None:
    app, screen = SafeScreenApp(), Told()
    async with app.run_test() as pilot:
        assert not screen.is_up
        opened = app.push_screen(screen)
        assert not screen.is_up
        await opened
        assert screen.is_up
        app.pop_screen()
        assert not screen.is_up
        assert not is_taken_down(screen), "it is still there, and no longer heard"
        await pilot.pause()


async def test_dismissed_twice_it_takes_no_other_screen_with_it() -> None:
    app, below, question = SafeScreenApp(), Told(), Question()
    async with app.run_test() as pilot:
        await app.push_screen(below)
        await app.push_screen(question)
        question.dismiss(1)
        question.dismiss(2)
        below.dismiss()  # it is on top now
        below.dismiss()
        await pilot.pause()
        assert len(app.screen_stack) == 1


async def test_two_enters_in_its_field_close_only_itself() -> None:
    app, below, screen = SafeScreenApp(), Told(), Told()
    async with app.run_test() as pilot:
        await app.push_screen(below)
        await app.push_screen(screen)
        field = screen.query_one(Input)
        for _ in range(3):
            field.post_message(Input.Submitted(field, "8"))
        await pilot.pause()
        assert app.screen is below
        assert (screen.told, below.told) == (["8"], [])


async def test_an_answer_goes_to_the_screen_that_asked_and_to_nobody_once_that_has_left() -> None:
    app, asker = SafeScreenApp(), Told()
    async with app.run_test() as pilot:
        await app.push_screen(asker)
        question = Question()
        await app.push_screen(question, asker.tell)
        question.dismiss(1)
        await pilot.pause()
        assert asker.told == [1]
        question = Question()
        await app.push_screen(question, asker.tell)
        question.dismiss(2)
        app.pop_screen()  # before the answer has arrived
        await pilot.pause()
        assert asker.told == [1]


async def test_a_thread_that_ends_late_tells_it_nothing() -> None:
    app, screen = SafeScreenApp(), Told()
    async with app.run_test() as pilot:
        await app.push_screen(screen)
        for tell in (screen.tell, partial(screen.tell)):
            await asyncio.to_thread(app.call_from_thread, tell, "early")
        app.pop_screen()
        await pilot.pause()
        assert is_taken_down(screen)
        for tell in (screen.tell, partial(screen.tell)):
            await asyncio.to_thread(app.call_from_thread, tell, "late")
        assert screen.told == ["early", "early"]


async def test_a_thread_that_ends_after_the_app_was_told_to_end_is_not_a_failure() -> None:
    app, done = SafeScreenApp(), []
    async with app.run_test():
        app.exit()
        thread = Thread(target=lambda: done.append(app.call_from_thread(done.append, "called")))
        thread.start()
        await asyncio.to_thread(thread.join)
    assert done == [None]


async def test_whoever_else_calls_it_goes_through_a_door_that_closes() -> None:
    app, screen = SafeScreenApp(), Told()
    async with app.run_test() as pilot:
        call = screen.while_up(screen.tell)
        call("not yet built")
        await app.push_screen(screen)
        call("up")
        asyncio.get_running_loop().call_later(0.01, call, "late")
        app.pop_screen()
        await pilot.pause(0.05)
        assert is_taken_down(screen)
        assert screen.told == ["up"]


@pytest.mark.parametrize("name", ["call_after_refresh", "call_later"])
async def test_what_it_has_put_off_is_done_only_while_it_is_there(name: str) -> None:
    app = SafeScreenApp()
    async with app.run_test() as pilot:
        screen = Told()
        await app.push_screen(screen)
        getattr(screen, name)(screen.tell, "up")
        getattr(screen, name)(screen.tell_slowly, what="up, and waited for")
        await pilot.pause()
        assert screen.told == ["up", "up, and waited for"]
        for turns in range(12):  # at any instant while it is taken down
            screen = Told()
            await app.push_screen(screen)
            app.pop_screen()
            for _ in range(turns):
                await asyncio.sleep(0)
            screen.refresh()
            for tell in (screen.tell, screen.tell_slowly, partial(screen.tell)):
                getattr(screen, name)(tell, "late")
            await pilot.pause()
            assert screen.told == []
        assert app.is_running


async def test_its_workers_end_with_it() -> None:
    app, screen, ends = SafeScreenApp(), Told(), list[str]()

    async def work() -> None:
        try:
            await asyncio.sleep(30)
        finally:
            ends.append("cancelled" if is_taken_down(screen) is False else "too late")

    async with app.run_test() as pilot:
        await app.push_screen(screen)
        screen.run_worker(work())
        await pilot.pause()
        app.pop_screen()
        await asyncio.sleep(0)
        assert ends == ["cancelled"]


async def test_a_worker_may_close_its_own_screen() -> None:
    app, screen, ends = SafeScreenApp(), Told(), list[str]()

    async def work() -> None:
        app.pop_screen()
        await asyncio.sleep(0)
        ends.append("to its end")

    async with app.run_test() as pilot:
        await app.push_screen(screen)
        worker = screen.run_worker(work())
        await worker.wait()
        await pilot.pause()
    assert ends == ["to its end"]


async def test_one_that_leaves_while_it_is_built_is_never_begun() -> None:
    app = SafeScreenApp()
    async with app.run_test() as pilot:
        for turns in range(12):  # at any instant while it is being built
            screen = Told()
            app.push_screen(screen)
            for _ in range(turns):
                await asyncio.sleep(0)
            app.pop_screen()
            screen.post_message(events.Resize(Size(9, 9), Size(9, 9)))
            await pilot.pause()
            assert screen.mounted in {False, screen._is_composed}
        assert app.is_running


def test_workers_are_given_functions_since_a_coroutine_would_be_left_behind_by_one_that_never_starts() -> None:
    """Python reports each such coroutine on stderr, which is the user's terminal."""
    given: list[str] = []
    for path in sorted((Path(kneecoach.__file__).parent / "ui").rglob("*.py")):
        calls = [node for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.Call)]
        works = [call.args[0] for call in calls if ast.unparse(call.func).endswith(".run_worker")]
        called = [work for work in works if isinstance(work, ast.Call) and ast.unparse(work.func) != "partial"]
        given += [f"{path.name}: {ast.unparse(work)}" for work in called]
    assert given == []


async def test_a_thread_of_a_screen_that_has_left_still_finds_the_app() -> None:
    app, screen, found = SafeScreenApp(), Told(), list[object]()
    async with app.run_test() as pilot:
        await app.push_screen(screen)
        await pilot.pause()
        await app.pop_screen()
        while screen.is_attached:
            await pilot.pause(0.01)
        thread = Thread(target=lambda: found.append(screen.app))
        thread.start()
        thread.join()
    assert found == [app]
