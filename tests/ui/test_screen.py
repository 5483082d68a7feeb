"""What every screen promises: nothing moves, every key can be found, and small windows and odd texts are fine."""

from __future__ import annotations

import string
from itertools import combinations
from pathlib import Path

import pytest
from textual.color import Color
from textual.theme import Theme

from kneecoach.errors import KneecoachError
from kneecoach.log.store import Store
from kneecoach.ui.bindings import LIVE, ROUTINES, SCREENS
from kneecoach.ui.own_keys import check_keys
from kneecoach.ui.screens.help import Help, key_groups
from kneecoach.ui.screens.live import Live
from kneecoach.ui.theme import CONTRAST, THEMES
from kneecoach.ui.widgets.line import Line
from tests.ui.driver import SILENT, Driver, driving


@pytest.mark.parametrize("size", [(40, 12), (60, 20), (80, 24), (140, 45)])
async def test_nothing_moves_while_digits_change(tmp_path: Path, size: tuple[int, int]) -> None:
    async with driving(tmp_path, size, live=True) as driver:
        for _ in range(8):
            await driver.press("n")
        await driver.press("enter")
        places = set()
        for _ in range(19):
            await driver.wait(2)
            places.add(
                tuple(
                    driver.live.query_one(f"#{id_}").region
                    for id_ in ("count", "tempo", "lines", "strip", "action")
                )
            )
        assert driver.runner.state.reps == 19
        assert len(places) == 1


async def test_what_matters_is_inside_the_window(tmp_path: Path) -> None:
    async with driving(tmp_path, live=True) as driver:
        for _ in range(8):
            await driver.press("n")
        await driver.press("enter")
        await driver.wait(10)
        for size in ((40, 12), (60, 20), (80, 24), (140, 45)):
            await driver.pilot.resize_terminal(*size)
            await driver.settle()
            more = () if size == (40, 12) else ("side", "reps", "strip", "figure")
            for id_ in ("title", "place", "action", "tempo", "count", "cue", *more):
                widget = driver.live.query_one(f"#{id_}")
                assert widget.region.area > 0, (size, id_)
                assert widget.region in driver.live.region, (size, id_)
            place = driver.live.query_one("#place", Line).text
            assert place == ("set 1 of 3, left" if size == (40, 12) else "set 1 of 3   15–20 steps")


async def test_a_window_that_is_too_small_says_so_and_the_session_goes_on(tmp_path: Path) -> None:
    async with driving(tmp_path, (20, 5), live=True) as driver:
        shown = driver.live.query_one("#too-small", Line)
        assert shown.display
        assert shown.text == (
            "Please enlarge the window to 40 x 12 (now 20 x 5). Until then only space, p and q work."
        )
        await driver.wait(20)
        before = driver.runner.state
        await driver.press("n", "N", "b", "u", "g", "x", "question_mark", "ctrl+p")
        assert driver.app.screen is driver.live, "nobody sees what these do"
        assert driver.runner.state.attempts == before.attempts
        assert driver.runner.state.index == before.index
        await driver.press("p")
        assert driver.runner.state.paused is not None
        await driver.press("space")
        await driver.pilot.resize_terminal(80, 24)
        await driver.settle()
        assert not shown.display
        assert driver.live.query_one("#action").region.area > 0


def test_every_key_has_an_id_of_its_own_and_a_tooltip() -> None:
    ids = [binding.id for bindings in SCREENS.values() for binding in bindings]
    assert len(set(ids)) == len(ids)
    assert all(binding.id and binding.tooltip for bindings in SCREENS.values() for binding in bindings)


async def test_keys_can_be_remapped(tmp_path: Path) -> None:
    (tmp_path / "config").mkdir()
    (tmp_path / "config" / "config.toml").write_text('[keys]\nlive-skip-set = "k"\n')
    async with driving(tmp_path, live=True) as driver:
        await driver.press("n")
        assert driver.runner.state.index == 0
        await driver.press("k")
        assert driver.runner.state.index == 1


@pytest.mark.parametrize(
    ("keys", "said"),
    [
        ({"live-jump": "j"}, "keys.live-jump: there is no key with this id; Help lists the ids"),
        ({"live-skip-set": "r"}, "keys.live-skip-set: 'r' is already used for 'Repeat set'"),
        ({"live-repeat": "n"}, "keys.live-repeat: 'n' is already used for 'Skip set'"),
        ({"live-skip-set": "?"}, "keys.live-skip-set: '?' is already used for 'Help'"),
        ({"live-skip-set": ""}, "keys.live-skip-set should name a key, not ''"),
        (
            {"live-skip-set": "k,ctrl+alt+banana"},
            "keys.live-skip-set: no terminal sends the key 'ctrl+alt+banana'; the closest is 'alt+ctrl+b'",
        ),
    ],
)
def test_a_clash_of_keys_names_the_key(keys: dict[str, str], said: str) -> None:
    with pytest.raises(KneecoachError) as error:
        check_keys(keys, "config.toml")
    assert str(error.value) == f"config.toml: {said}"


@pytest.mark.parametrize(
    ("id_", "key", "words"),
    [
        *(("app-help", key, key) for key in string.digits + string.ascii_lowercase),
        *(("app-quit", key, key) for key in ("enter", "tab", "space")),
        ("app-help", "escape", "esc"),
        ("app-help", "f1,up", "↑"),
        ("home-start", "5", "5"),
        ("home-trends", "backspace", "backspace"),
        ("before-pace", "0", "0"),
        ("before-load", "t", "t"),
        ("summary-detail", "left", "←"),
    ],
)
def test_a_key_that_answers_a_question_cannot_be_another_one(id_: str, key: str, words: str) -> None:
    with pytest.raises(KneecoachError) as error:
        check_keys({id_: key}, "config.toml")
    assert str(error.value) == f"config.toml: keys.{id_}: {words!r} is needed to answer questions"


def test_keys_that_shadow_no_answer_are_taken() -> None:
    keys = {
        "app-help": "H,f1",
        "home-trends": "x",
        "live-pain": "0",
        "summary-detail": "d",
        "before-start": "space",
    }
    assert check_keys(keys, "config.toml") == keys


def test_the_keys_as_shipped_do_not_clash() -> None:
    assert check_keys({}, "config.toml") == {}
    swapped = {"live-skip-set": "r", "live-repeat": "n"}
    assert check_keys(swapped, "config.toml") == swapped
    same = {"home-start": "space", "home-resume": "space"}
    assert check_keys(same, "config.toml") == same


@pytest.mark.parametrize(
    ("key", "ids"),
    [
        ("s", {"home-start-now", "home-save", "welcome-start-now"}),
        ("d", {"home-discard", "detail-delete", "routines-delete", "editor-take-out"}),
        ("t", {"home-trends", "history-trends"}),
        ("n", {"live-skip-set", "before-other", "summary-other", "routines-new", "history-new"}),
        ("i", {"detail-note", "live-note", "movements-note"}),
        ("g", {"before-pace", "live-pace", "welcome-pace"}),
    ],
)
def test_a_letter_means_one_thing_on_every_screen(key: str, ids: set[str]) -> None:
    found = {b.id for bindings in SCREENS.values() for b in bindings if key in b.key.split(",")}
    assert found == ids


async def test_a_broken_setting_is_said_on_home_and_the_app_works(tmp_path: Path) -> None:
    (tmp_path / "config").mkdir()
    (tmp_path / "config" / "config.toml").write_text('pace = "fast"\n')
    async with driving(tmp_path) as driver:
        problem = driver.app.screen.query_one("#problem", Line)
        assert problem.display
        assert "config.toml: pace: should be 'guided' or 'self', not 'fast'" in str(problem.render())
        await driver.press("s")
        assert isinstance(driver.app.screen, Live)


async def test_markup_and_control_codes_in_a_routine_are_only_text(tmp_path: Path) -> None:
    folder = tmp_path / "config" / "routines"
    folder.mkdir(parents=True)
    (folder / "odd.toml").write_text(
        'schema = 1\nid = "odd"\ntitle = "[/] [b]x \\u001b[31mred"\n'
        '[[exercise]]\nid = "squat"\ntitle = "[/bad] \\u001b]0;t\\u0007"\nsets = 1\nreps = 2\n'
        'cadence = [{ name = "[red]up", seconds = 1 }]\ncues = ["[/]"]\n'
    )
    async with driving(tmp_path) as driver:
        await driver.press("left", "s")
        assert isinstance(driver.app.screen, Live)
        assert driver.live.query_one("#title", Line).text == "[/bad] ]0;t"
        await driver.wait(5.5)
        assert driver.live.query_one("#cue", Line).text == "[/]"
        await driver.wait(5)
        await driver.press("e", "escape", "enter", "h", "enter")
        assert Store(driver.paths).read().records[0].routine.title == "[/] [b]x [31mred"


async def test_a_held_key_counts_once(tmp_path: Path) -> None:
    async with driving(tmp_path, live=True) as driver:
        for _ in range(10):
            driver.clock.advance(0.03)
            await driver.pilot.press("n")
        assert driver.runner.state.index == 1


async def test_help_opens_over_a_session_and_closes(tmp_path: Path) -> None:
    async with driving(tmp_path, live=True) as driver:
        await driver.press("question_mark")
        assert isinstance(driver.app.screen, Help)
        words = " ".join(line.text for line in driver.app.screen.query(Line))
        assert all(str(binding.tooltip) in words for binding in LIVE)
        await driver.press("escape")
        assert isinstance(driver.app.screen, Live)


@pytest.mark.parametrize("below", [name for name in SCREENS if name not in {"app", "Help"}])
def test_help_has_the_keys_of_every_screen_once_and_begins_with_those_of_the_screen_below(below: str) -> None:
    first, elsewhere = key_groups(below)
    assert first == (below, "Live")
    assert {*first, *elsewhere} == {*SCREENS} - {"Help"}
    assert len(elsewhere) == len(SCREENS) - 1 - len({*first})


async def test_help_begins_with_the_keys_of_the_screen_below_even_from_a_dialog(tmp_path: Path) -> None:
    async with driving(tmp_path) as driver:
        await driver.press("e", "c", "f1")
        assert isinstance(driver.app.screen, Help)
        first = driver.app.screen.query(".keys").first(Line)
        assert [row.split()[-1] for row in first.text.splitlines()] == [binding.id for binding in ROUTINES]


async def test_a_theme_that_is_chosen_is_remembered(tmp_path: Path) -> None:
    (tmp_path / "config").mkdir()
    settings = tmp_path / "config" / "config.toml"
    settings.write_text('# mine\nside = "right"\n')
    async with driving(tmp_path) as driver:
        driver.app.theme = "kneecoach-light"
        await driver.settle()
    assert settings.read_text() == '# mine\nside = "right"\ntheme = "kneecoach-light"\n'
    async with driving(tmp_path) as driver:
        assert driver.app.theme == "kneecoach-light"


def contrast(one: str, other: str) -> float:
    """WCAG 2 contrast ratio of two colours, 1 to 21."""

    def luminance(colour: str) -> float:
        parts = [c / 255 for c in Color.parse(colour).rgb]
        red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_text_stands_out_from_its_ground(theme: Theme) -> None:
    for ground in ("background", "surface"):
        for text in ("foreground", "primary", "secondary", "accent", "success", "warning", "error"):
            ratio = contrast(getattr(theme, text), getattr(theme, ground))
            assert ratio >= (12 if theme is CONTRAST else 7), f"{text} on {ground}: {ratio:.1f}"
    # An empty field's hint has its own background.
    assert contrast(theme.variables["text-disabled"], theme.panel) >= (12 if theme is CONTRAST else 7)


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_little_pain_some_and_much_are_told_apart(theme: Theme) -> None:
    """A weighted distance of two colours (the "redmean" approximation), 0 to 765: below 130 they look alike."""

    def distance(one: str, other: str) -> float:
        first, second = ([int(colour[i : i + 2], 16) for i in (1, 3, 5)] for colour in (one, other))
        red = (first[0] + second[0]) / 2
        weights = (2 + red / 256, 4, 2 + (255 - red) / 256)
        return sum(w * (a - b) ** 2 for w, a, b in zip(weights, first, second, strict=True)) ** 0.5

    bands = [str(colour) for colour in (theme.success, theme.warning, theme.error)]
    assert min(distance(one, other) for one, other in combinations(bands, 2)) >= 130


async def test_in_high_contrast_every_word_on_every_screen_stands_out(tmp_path: Path) -> None:
    (tmp_path / "config").mkdir()
    (tmp_path / "config" / "config.toml").write_text(f'theme = "{CONTRAST.name}"\n{SILENT}')
    seen: set[str] = set()
    faint: set[str] = set()
    async with driving(tmp_path) as driver:

        async def look(*keys: str) -> None:
            await driver.press(*keys)
            seen.add(type(driver.app.screen).__name__)
            faint.update(f"{type(driver.app.screen).__name__}: {words}" for words in faint_words(driver))

        await look()
        await look("f")
        await look("down")
        await look("question_mark")
        await look("escape", "escape", "enter")
        await look("enter")
        await driver.wait(20)
        await look()
        await look("x")
        await look("escape", "q")
        await look("s")
        await look("e")
        await look("e")
        await look("escape", "i")
        await look("escape", "end", "e")
        await look("escape", "escape", "enter", "h")
        await look("escape", "t")
    assert seen == {
        *(
            "Home",
            "Movements",
            "Help",
            "Before",
            "Live",
            "AskPain",
            "Choice",
            "Summary",
            "Detail",
            "History",
            "Trends",
        ),
        *("AskScore", "AskNote", "Correct"),
    }
    assert faint == set()


def faint_words(driver: Driver) -> list[str]:
    """Words on the screen with a contrast under 12:1. Blocks that draw a picture do not count as words."""
    screen = driver.app.screen
    # What lies behind a question is dimmed on purpose.
    shown = screen.query_one(".dialog").region if screen.is_modal else screen.region
    found = []
    for strip in screen._compositor.render_strips()[shown.y : shown.bottom]:
        for text, style, _ in strip.crop(shown.x, shown.right):
            if style is None or not any(c.isalnum() for c in text) or style.color is None or style.bgcolor is None:
                continue
            pair = [style.color.get_truecolor().hex, style.bgcolor.get_truecolor().hex]
            if contrast(*pair) < 12:
                found.append(f"{text.strip()} {pair}")
    return found
