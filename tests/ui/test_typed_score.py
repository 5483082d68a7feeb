"""A score is what was typed, even ten, wherever the app asks for one."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kneecoach.ui.screens.before import Before
from kneecoach.ui.screens.detail import Detail
from kneecoach.ui.screens.dialogs import AskPain
from kneecoach.ui.screens.home import Home
from kneecoach.ui.screens.live import Live
from kneecoach.ui.screens.pain_dialog import PainChoice
from kneecoach.ui.screens.trends import Trends
from kneecoach.ui.typed_score import MAX_TEN_SECONDS, TypedScore, TypedWord
from kneecoach.ui.widgets.scale import Scale
from tests.ui.driver import Driver, driving
from tests.ui.keyboard import key_event, send
from tests.ui.pains import log_of, newest, shown, was
from tests.ui.summary_screen import to_summary

SOON, LATE = 0.2, MAX_TEN_SECONDS


@given(st.lists(st.tuples(st.sampled_from("0123456789"), st.sampled_from([SOON, LATE])), min_size=1))
def test_the_last_score_is_the_last_number_that_was_typed(keys: list[tuple[str, float]]) -> None:
    typing, at, typed, score = TypedScore(10), 0.0, "", None
    for key, gap in keys:
        at += gap
        score = typing.take(key, at)
        typed += f"{' ' if gap == LATE else ''}{key}"
    assert score == (10 if re.search(r"10+$", typed) else int(typed[-1]))


@given(st.integers(1, 9), st.text("0123456789tXab", min_size=1))
def test_no_score_is_above_the_end_of_its_scale(most: int, keys: str) -> None:
    typing = TypedScore(most)
    for at, key in enumerate(keys):
        score = typing.take(key, at / 10)
        assert score is None or score == int(key) <= most


@pytest.mark.parametrize("between", ["enter", "x", "left", "t"])
def test_another_key_between_makes_two_answers_of_a_one_and_a_zero(between: str) -> None:
    typing = TypedScore(10)
    typing.take("1", 0.0)
    typing.take(between, 0.1)
    assert typing.take("0", 0.2) == (10 if between == "t" else 0)


@pytest.mark.parametrize(
    ("typed", "is_word", "is_number"),
    [
        ("t", False, True),
        ("ten", True, True),
        ("tender knee", True, False),
        ("k t", True, False),
        ("tt", False, True),
        ("tten", True, True),
    ],
)
def test_letters_that_follow_each_other_are_one_word(typed: str, is_word: bool, is_number: bool) -> None:
    word = TypedWord()
    for place, letter in enumerate(typed):
        word.take("space" if letter == " " else letter, place * SOON)
    assert (word.is_word, word.is_number) == (is_word, is_number)


@pytest.mark.parametrize(("key", "gap"), [("e", LATE), ("down", SOON), ("4", SOON), ("enter", SOON)])
def test_a_later_letter_or_another_key_ends_a_word(key: str, gap: float) -> None:
    word = TypedWord()
    word.take("t", 0.0)
    word.take(key, gap)
    assert not word.is_word


async def before(driver: Driver) -> None:
    await driver.press("enter")
    assert isinstance(driver.app.screen, Before)


async def morning(driver: Driver) -> None:
    await driver.settle()
    assert isinstance(driver.app.screen, Home)


async def elsewhere(driver: Driver) -> None:
    await driver.press("h", "n", "down", "down", "down")


async def correction(driver: Driver) -> None:
    await driver.press("h", "enter", "end", "enter", *["tab"] * 2)


PLACES = {place.__name__: place for place in (before, to_summary, morning, elsewhere, correction)}


@pytest.mark.parametrize("keys", [("1", "0"), ("t",)])
@pytest.mark.parametrize("place", PLACES)
async def test_ten_is_typed_in_the_same_ways_wherever_pain_is_asked_for(
    tmp_path: Path, place: str, keys: tuple[str, ...]
) -> None:
    go: Callable[[Driver], Awaitable[None]] = PLACES[place]
    log_of(tmp_path, was(1, before=2, after=2, worst=2))
    async with driving(tmp_path) as driver:
        await go(driver)
        scale = next(iter(driver.app.screen.query(Scale)))
        has_key = re.search(r"10 (or )?t\b", shown(driver)) is not None
        assert has_key == (place != "morning"), "on Home that is the key of Trends"
        await driver.press(*keys)
        assert scale.value == (10 if has_key or len(keys) == 2 else None)


@pytest.mark.parametrize("keys", [("1", "0"), ("t",)])
async def test_ten_is_recorded_in_detail_and_in_a_session(tmp_path: Path, keys: tuple[str, ...]) -> None:
    log_of(tmp_path, was(1, before=2, after=2, worst=2))
    async with driving(tmp_path) as driver:
        await driver.press("h", "enter", "e", *keys)
        assert isinstance(driver.app.screen, Detail)
        assert newest(driver).pain.before == 10
        await driver.press("q", "q", "s")
        await driver.wait(30)
        await driver.press("x", *keys)
        assert [pain.value for pain in driver.runner.state.pains] == [10]


class TestOne:
    """In a session, the question closes with one digit. Only a 1 waits a moment for its 0."""

    async def test_it_closes_by_itself(self, tmp_path: Path) -> None:
        async with driving(tmp_path, live=True) as driver:
            await driver.press("x", "1")
            assert isinstance(driver.app.screen, AskPain)
            assert "Enter: 1, or 0 for 10" in shown(driver)
            await driver.wait(MAX_TEN_SECONDS)
            assert isinstance(driver.app.screen, Live)
            assert [pain.value for pain in driver.runner.state.pains] == [1]
            await driver.press("0")
            assert [pain.value for pain in driver.runner.state.pains] == [1]

    @pytest.mark.parametrize(("key", "pains"), [("enter", [1]), ("3", [3]), ("escape", [])])
    async def test_another_key_need_not_wait(self, tmp_path: Path, key: str, pains: list[int]) -> None:
        async with driving(tmp_path, live=True) as driver:
            await driver.press("x", "1", key)
            assert isinstance(driver.app.screen, Live)
            assert [pain.value for pain in driver.runner.state.pains] == pains

    async def test_an_arrow_moves_and_enter_takes_it(self, tmp_path: Path) -> None:
        async with driving(tmp_path, live=True) as driver:
            await driver.press("x", "right", "right", "right")
            assert isinstance(driver.app.screen, AskPain)
            await driver.press("enter")
            assert [pain.value for pain in driver.runner.state.pains] == [2]


async def test_in_one_burst_it_is_ten_too(tmp_path: Path) -> None:
    async with driving(tmp_path, live=True) as driver:
        send(driver.app, "x", "1", "0")
        for _ in range(12):
            await driver.pilot.pause()
        await driver.settle()
        assert [pain.value for pain in driver.runner.state.pains] == [10]


async def test_at_home_the_answer_can_be_taken_back_and_t_is_trends_all_along(tmp_path: Path) -> None:
    log_of(tmp_path, was(1, before=2, after=2))
    async with driving(tmp_path) as driver:
        await driver.press("1", "0")
        assert newest(driver).pain.next_morning == 10
        await driver.press("backspace")
        assert newest(driver).pain.next_morning is None
        await driver.press("t")
        assert isinstance(driver.app.screen, Trends)
        assert newest(driver).pain.next_morning is None


async def test_a_digit_that_is_not_an_answer_is_reported(tmp_path: Path) -> None:
    log_of(tmp_path, was(1, before=2, after=2, worst=2))
    async with driving(tmp_path) as driver:
        await driver.press("h", "enter", *["down"] * 4, "e", "7")
        assert "7 is not an answer here: 0 to 5." in " ".join(shown(driver).split())


@pytest.mark.parametrize(
    ("place", "text"),
    [("to_summary", "Knee hurts"), ("to_summary", "tired"), ("before", "tl-"), ("elsewhere", "so t")],
)
async def test_a_word_is_not_an_answer_and_its_letters_are_not_keys(tmp_path: Path, place: str, text: str) -> None:
    log_of(tmp_path, was(1, before=2, after=2, next_morning=2))
    async with driving(tmp_path) as driver:
        await PLACES[place](driver)
        screen = driver.app.screen
        await driver.press("3", *(key_event(letter).key for letter in text))
        assert (driver.app.screen, next(iter(screen.query(Scale))).value) == (screen, 3)
        assert "Answer with a number: 0 to 10." in " ".join(shown(driver).split())


@pytest.mark.parametrize("place", ["before", "to_summary", "elsewhere", "correction"])
async def test_the_key_for_ten_held_down_is_ten(tmp_path: Path, place: str) -> None:
    log_of(tmp_path, was(1, before=2, after=2, worst=2, next_morning=2))
    async with driving(tmp_path) as driver:
        await PLACES[place](driver)
        scale = next(iter(driver.app.screen.query(Scale)))
        await driver.press("3", "t", "t", "t")
        assert scale.value == 10
        await driver.press("i")
        assert scale.value == 3, "it was a word"


async def test_ten_may_be_spelled(tmp_path: Path) -> None:
    async with driving(tmp_path) as driver:
        await to_summary(driver)
        screen = driver.app.screen
        await driver.press("t", "e", "n")
        assert (driver.app.screen, newest(driver).pain.after) == (screen, 10)


async def test_spelled_in_a_session_its_letters_do_not_decide_what_to_do_about_it(tmp_path: Path) -> None:
    async with driving(tmp_path, live=True) as driver:
        await driver.wait(30)
        for key in ("x", "t", "e", "n"):
            driver.clock.advance(SOON)
            send(driver.app, key)
            await driver.settle()
        assert isinstance(driver.app.screen, PainChoice)
        assert driver.runner.state.attempts == ()
        driver.clock.advance(1)
        await driver.press("n")
        assert isinstance(driver.app.screen, Live)
