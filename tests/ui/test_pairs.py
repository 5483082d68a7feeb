"""Lines with two parts: a part is shown whole or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from kneecoach.paths import Paths
from kneecoach.routine.library import builtin_dir, load_routine
from kneecoach.routine.text import DoseText
from kneecoach.session.plan import LoadUnit
from kneecoach.ui.views import editor
from kneecoach.ui.views.home import read_cards
from kneecoach.ui.views.parts import Pair, aligned, whole_parts, whole_phrases
from kneecoach.ui.views.routines import read_rows
from kneecoach.ui.views.strip import Share, list_rows
from kneecoach.ui.widgets.check_mark import CheckMark

WORDS = st.text("ab ·", max_size=30)
WIDTHS = range(36, 161)
"""Widths of a column in windows of 40 to 160 cells."""

WRITTEN = """
schema = 1
id = "own"
title = "Own"

[[exercise]]
id = "a"
title = "Terminal knee extension with a band, standing"
sets = 10
reps = [80, 100]
sides = "each"
cadence = [{name = "up", seconds = 1}, {name = "hold", seconds = 12.5, hold = true}]
load = true
load_kg = 12.25
note = "the heel stays on the floor"

[[exercise]]
id = "b"
title = "立ち上がり"
sets = 2
hold = 45
sides = "each"
"""


@pytest.mark.parametrize(
    ("text", "room", "shown"),
    [
        ("2 × 30 s each leg", 17, "2 × 30 s each leg"),
        ("Sat 14 Nov · 37 min · 23 of 26 sets", 30, "Sat 14 Nov · 37 min"),
        ("left 20, right 22", 9, "left 20"),
        ("indivisible", 5, ""),
        ("今日 · 3 分 · 痛み 2", 20, "今日 · 3 分 · 痛み 2"),
        ("今日 · 3 分 · 痛み 2", 19, "今日 · 3 分"),
        ("今日 · 3 分 · 痛み 2", 12, "今日 · 3 分"),
        ("膝 伸ばし", 7, "膝"),
        ("", 0, ""),
    ],
)
def test_it_is_cut_between_parts_or_words(text: str, room: int, shown: str) -> None:
    assert whole_parts(text, room) == shown


def test_a_check_box_is_as_wide_as_its_words_are_on_the_screen() -> None:
    mark = CheckMark("ゴム, 長い", value=False)
    assert mark.get_content_width(None, None) == cell_len(str(mark.render()))


@pytest.mark.parametrize(
    ("room", "shown"),
    [
        (32, "warm-up · 10 kg · bench is lower"),
        (31, "warm-up · 10 kg · …"),
        (19, "warm-up · 10 kg · …"),
        (18, "warm-up · …"),
        (10, "…"),
        (1, "…"),
        (0, ""),
    ],
)
def test_phrases_are_left_out_whole(room: int, shown: str) -> None:
    assert whole_phrases(["warm-up", "10 kg", "bench is lower"], room) == shown


def test_the_second_parts_stand_in_one_column() -> None:
    pairs = (
        ("Quad stretch", (("2 × 30 s each leg",), ("2 × 30 s",))),
        ("Hip thrust", (("3 × 15 reps",), ("3 × 15",))),
    )
    assert aligned(pairs, 80) == ["Quad stretch   2 × 30 s each leg", "Hip thrust     3 × 15 reps"]


@pytest.mark.parametrize(
    ("width", "line"),
    [
        (58, "Stability ball leg curl   3 × 15–20 steps each leg · 10 kg"),
        (57, "Stability ball leg curl  3 × 15–20 steps each leg · 10 kg"),
        (56, "Stability ball leg curl   3 × 15–20 · each leg · 10 kg"),
        (53, "Stability ball leg curl  3 × 15–20 · each leg · 10 kg"),
        (52, "Stability ball leg curl   3 × 15–20/leg · 10 kg"),
        (46, "Stability ball leg curl  3 × 15–20/leg · 10 kg"),
        (45, "Stability ball leg curl  3 × 15–20/leg"),
        (38, "Stability ball leg curl  3 × 15–20/leg"),
        (37, "Stability ball leg…     3 × 15–20/leg"),
    ],
)
def test_where_room_is_short_phrases_give_way_and_then_the_title(width: int, line: str) -> None:
    forms = DoseText("3 × 15–20 steps each leg", "3 × 15–20", is_each_leg=True).forms("10 kg")
    assert aligned((("Stability ball leg curl", forms),), width) == [line]


@pytest.mark.parametrize(
    ("width", "step_up", "leg_raise", "bridge"),
    [
        (48, "3 × 5–10 · each leg", "3 × 12 · each leg · 3 s hold", "3 × 12 · 2 s hold"),
        (45, "3 × 5–10/leg", "3 × 12/leg · 3 s hold", "3 × 12 · 2 s hold"),
        (40, "3 × 5–10/leg", "3 × 12/leg", "3 × 12"),
    ],
)
def test_no_row_of_a_list_leaves_out_what_another_one_says(
    width: int, step_up: str, leg_raise: str, bridge: str
) -> None:
    doses = (
        ("Step up", DoseText("3 × 5–10 reps each leg", "3 × 5–10", is_each_leg=True)),
        ("Straight leg raise", DoseText("3 × 12 reps each leg", "3 × 12", is_each_leg=True, hold="3 s hold")),
        ("Bridge", DoseText("3 × 12 reps, 2 s hold", "3 × 12", hold="2 s hold")),
    )
    lines = aligned(tuple((title, dose.forms(is_brief=True)) for title, dose in doses), width)
    assert [line[19:].strip() for line in lines] == [step_up, leg_raise, bridge]


@given(st.lists(st.tuples(WORDS, st.tuples(st.tuples(WORDS), st.just(("ab",)))), max_size=5), st.integers(35, 60))
def test_no_line_is_wider_than_its_room(pairs: list[Pair], width: int) -> None:
    assert all(len(line) <= width for line in aligned(tuple(pairs), width))


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> Paths:
    """Folders with a routine of the user's own, in which every key is set."""
    folder: Path = tmp_path_factory.mktemp("own")
    paths = Paths(folder, folder, folder)
    paths.routines_dir.mkdir()
    (paths.routines_dir / "own.toml").write_text(WRITTEN)
    return paths


def test_no_dose_is_cut_inside_a_phrase_in_any_list_of_any_routine(folders: Paths) -> None:
    cards, problems = read_cards(folders)
    rows = {row.id: row for row in read_rows(folders)}
    assert problems == ()
    assert len(cards) == len(list(builtin_dir().glob("*.toml"))) + 1
    for card in cards:
        loads = {id_: "12.25 kg" for id_, *_ in card.doses}
        for is_brief in (False, True):
            for pairs in (
                card.doses_with(loads, is_brief=is_brief),
                card.doses_with({}, is_brief=is_brief),
                rows[card.id].doses_in(is_brief=is_brief),
            ):
                for width in WIDTHS:
                    lines = aligned(pairs, width)
                    assert all(cell_len(line) <= width for line in lines)
                    ways = [[way for form in forms for way in form] for _, forms in pairs]
                    assert all(line.endswith(tuple(each)) for line, each in zip(lines, ways, strict=True)), lines


def test_in_any_list_all_doses_for_each_leg_say_so_in_the_same_words_and_all_holds_are_said_or_none(
    folders: Paths,
) -> None:
    """Otherwise a row without those words would look like a dose for both legs together, or without a hold."""
    for card in read_cards(folders)[0]:
        for loads in ({}, {id_: "12.25 kg" for id_, *_ in card.doses}):
            for is_brief in (False, True):
                for width in WIDTHS:
                    lines = aligned(card.doses_with(loads, is_brief=is_brief), width)
                    said = [*zip(lines, (dose for *_, dose in card.doses), strict=True)]
                    sided = [line for line, dose in said if dose.is_each_leg]
                    assert any(all(word in line for line in sided) for word in ("each leg", "/leg")), lines
                    assert len({dose.hold in line for line, dose in said if dose.hold}) <= 1, lines


def test_no_dose_rest_or_load_is_cut_in_the_editor(folders: Paths) -> None:
    for card in read_cards(folders)[0]:
        exercises = load_routine(folders, card.id).spec.exercise
        for width in WIDTHS:
            at = editor.columns(exercises, width)
            for exercise in exercises:
                line = editor.exercise_line(exercise, at, width, LoadUnit.KG)
                assert cell_len(line) == width
                assert f" {editor.dose(exercise, is_full=at.is_full)} " in f"{line} "
                assert not at.rest or f" {editor.rest(exercise)} " in f"{line} "
                said = editor.about_exercise(exercise, LoadUnit.KG).splitlines()[1:]
                extras = {phrase for line_ in said for phrase in line_.split(" · ")} | {"…", ""}
                assert not at.extra or {part.strip() for part in _after(line, at.extra).split(" · ")} <= extras


def test_the_list_beside_the_session_has_all_doses_or_none(folders: Paths) -> None:
    shares = [Share("Hip thrust", "3 × 15", 0.5, 0.0, is_now=True)]
    shares.append(Share("立ち上がり", "2 × 45 s each leg", 0.5, 0.0, is_now=False))
    for width in WIDTHS:
        lines = list_rows(shares, width, 10)
        whole = [line.endswith(share.dose) for line, share in zip(lines, shares, strict=True)]
        assert all(whole) or not any("×" in line for line in lines)


def _after(line: str, cells: int) -> str:
    """What a line has after this many cells."""
    at = next(n for n in range(len(line) + 1) if cell_len(line[:n]) >= cells or n == len(line))
    return line[at:]
