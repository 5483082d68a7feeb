"""Changes to a routine's file make what was asked for, and leave everything else as it was written."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kneecoach.routine.changes import add_exercise, move_exercise, set_exercise, set_routine, take_out_exercise
from kneecoach.routine.library import builtin_dir, parse_routine
from kneecoach.routine.pieces import NotEditable, pieces_of
from tests.routine.by_hand import COMMENTED, FILES, PLAIN

BUILT_IN = {path.stem: path.read_bytes() for path in builtin_dir().glob("*.toml")}
ALL = FILES | BUILT_IN
WHEN = datetime(2026, 11, 27, 10, 0, tzinfo=UTC)


def said(raw: bytes) -> dict[str, Any]:
    """The data in a file."""
    return tomllib.loads(raw.decode("utf-8-sig"))


def uses(raw: bytes) -> list[str]:
    """Which library exercises are used, or the ids of the others."""
    return [entry.get("use", entry.get("id")) for entry in said(raw)["exercise"]]


def comments(raw: bytes) -> Counter[str]:
    """The comments in a file, and how often each occurs."""
    return Counter(re.findall(r"#[^\n']*$", raw.decode().replace("\r", ""), re.MULTILINE))


@pytest.mark.parametrize("name", ALL)
def test_the_pieces_are_the_file(name: str) -> None:
    assert pieces_of(ALL[name].decode()).text.encode() == ALL[name]


class TestMoving:
    def test_its_comments_go_with_it_and_loose_ones_stay(self) -> None:
        moved = move_exercise(COMMENTED.encode(), 0, 1).decode()
        assert uses(moved.encode()) == ["wall-sit", "hip-thrust", "step-up"]
        block = moved[moved.index("# what the thrust is for") : moved.index("# after the last key")]
        assert "# (two lines of it)\n[[exercise]] # thrust\n" in block
        assert moved.index("# --- the first half ---") < moved.index('id = "wall-sit"')
        assert moved.index("# of the variant") < moved.index("# --- the second half ---")
        assert moved.index("# --- the second half ---") < moved.index("# what the thrust is for")

    @pytest.mark.parametrize("name", sorted(ALL.keys() - {"commented", "windows"}))
    def test_there_and_back_is_the_same_file(self, name: str) -> None:
        raw = ALL[name]
        last = len(uses(raw)) - 1
        assert move_exercise(move_exercise(raw, 0, last), last, 0) == raw

    def test_comments_that_come_to_touch_are_kept_apart(self) -> None:
        raw = COMMENTED.encode()
        moved = move_exercise(raw, 0, 2).decode()
        assert "# at the end\n\n# what the thrust is for" in moved
        assert move_exercise(moved.encode(), 2, 0).decode().split() == COMMENTED.split()


class TestAdding:
    def test_between_two_with_an_empty_line_on_both_sides(self) -> None:
        added = add_exercise(PLAIN.encode(), 1, {"use": "step-up", "sets": 3, "reps": (5, 10)}).decode()
        new = '\n\n[[exercise]]\nuse = "step-up"\nsets = 3\nreps = [5, 10]\n\n'
        assert added == PLAIN.replace('\n\n[[exercise]]\nuse = "calf', f'{new}[[exercise]]\nuse = "calf')

    def test_at_the_end_of_a_file_without_a_last_line_end(self) -> None:
        added = add_exercise(COMMENTED.encode(), 3, {"use": "floor-bridge"})
        assert added.decode() == f'{COMMENTED}\n\n[[exercise]]\nuse = "floor-bridge"'

    def test_to_a_file_without_any(self) -> None:
        added = add_exercise(b'schema = 1\nid = "x"\n', 0, {"use": "step-up"})
        assert added == b'schema = 1\nid = "x"\n\n[[exercise]]\nuse = "step-up"\n'

    def test_line_ends_are_those_of_the_file(self) -> None:
        added = add_exercise(FILES["windows"], 0, {"use": "step-up", "note": "mine"})
        assert b"\n" not in added.replace(b"\r\n", b"")


class TestTakingOut:
    def test_its_comments_go_too_and_no_other(self) -> None:
        raw = COMMENTED.encode()
        gone = comments(raw) - comments(take_out_exercise(raw, 1))
        assert gone == Counter(["# of the variant", "# as above"])
        gone = comments(raw) - comments(take_out_exercise(raw, 0))
        assert "# --- the first half ---" not in gone
        assert "# --- the second half ---" not in gone
        assert gone["# (two lines of it)"] == 1

    def test_what_was_added_leaves_no_trace(self) -> None:
        for index in range(3):
            added = add_exercise(PLAIN.encode(), index, {"use": "step-up"})
            assert take_out_exercise(added, index).decode() == PLAIN


class TestSetting:
    @pytest.mark.parametrize(
        ("key", "value", "line"),
        [
            ("sets", 4, "sets = 4 # not three"),
            ("reps", (12, 12), "reps = 12"),
            ("reps", (10, 12), "reps = [10, 12]"),
            ("rest", 45.0, "rest = 45"),
            ("rest", 12.5, "rest = 12.5"),
            ("note", 'a "quoted" # note', 'note = "a \\"quoted\\" # note"'),
            ("changed", WHEN, "changed = 2026-11-27T10:00:00Z"),
        ],
    )
    def test_writes_one_line_and_keeps_its_comment(self, key: str, value: object, line: str) -> None:
        before = COMMENTED.splitlines()
        after = set_exercise(COMMENTED.encode(), 0, {key: value}).decode().splitlines()
        assert line in after
        assert len(set(after) - set(before)) == 1
        assert len(set(before) - set(after)) <= 1

    def test_a_new_key_stands_before_the_subtables(self) -> None:
        after = set_exercise(COMMENTED.encode(), 1, {"rest": 30}).decode()
        assert 'easier = ["higher"]\nrest = 30\n\n# of the variant\n[[exercise.variants]]' in after

    def test_none_removes_a_key(self) -> None:
        after = set_exercise(COMMENTED.encode(), 1, {"note": None, "rest": None})
        assert "note" not in said(after)["exercise"][1]
        assert "# of the variant" in after.decode()

    def test_seconds_of_a_cadence_change_in_place(self) -> None:
        cadence = [{"name": "step up", "seconds": 1.5}, {"name": "lower", "seconds": 3.0}]
        after = set_exercise(COMMENTED.encode(), 2, {"cadence": cadence}).decode()
        assert after == COMMENTED.replace('"step up", seconds = 2', '"step up", seconds = 1.5')

    def test_another_cadence_replaces_subtables(self) -> None:
        cadence = [{"name": "up", "seconds": 1}, {"name": "hold", "seconds": 2, "hold": True}]
        after = set_exercise(FILES["crowded"], 1, {"cadence": cadence})
        assert said(after)["exercise"][1]["cadence"] == cadence
        assert after.decode().count("[[exercise.cadence]]") == 0

    def test_the_head_keeps_its_comments(self) -> None:
        after = set_routine(COMMENTED.encode(), {"title": "Knee, my way", "order": "circuit"}).decode()
        assert '# top of the file\nschema = 1\nid = "mine" # the id\ntitle = "Knee, my way"\n' in after
        assert after.index('order = "circuit"') < after.index("# --- the first half ---")
        assert said(set_routine(after.encode(), {"order": None})) | {"title": "Mine"} == said(COMMENTED.encode())


@pytest.mark.parametrize(
    "raw",
    [
        b'schema = 1\nid = "x"\ntitle = "X"\nexercise = [{ use = "step-up" }, { use = "floor-bridge" }]\n',
        b'schema = 1\n[exercise]\nuse = "step-up"\n',
        b"not toml",
        b"\xff",
    ],
)
@pytest.mark.parametrize(
    "change",
    [
        lambda raw: take_out_exercise(raw, 0),
        lambda raw: add_exercise(raw, 0, {"use": "step-up"}),
        lambda raw: set_exercise(raw, 0, {"sets": 2}),
    ],
)
def test_what_cannot_be_changed_is_refused_in_a_sentence(raw: bytes, change: Callable[[bytes], bytes]) -> None:
    with pytest.raises(NotEditable) as refused:
        change(raw)
    words = r"[^\n]+(change it here|change it by hand|under \[\[exercise\]\])"
    assert re.fullmatch(words, str(refused.value))


VALUES = st.fixed_dictionaries(
    {},
    optional={
        "sets": st.integers(1, 20),
        "rest": st.sampled_from([0, 12.5, 45.0, None]),
        "note": st.one_of(
            st.none(), st.text(st.characters(codec="utf-8", exclude_characters="#"), min_size=1, max_size=30)
        ),
        "kind": st.sampled_from(["warm-up", "work", None]),
        "changed": st.just(WHEN),
        "cadence": st.sampled_from(
            [[{"name": "up", "seconds": 1.5}, {"name": "down", "seconds": 2.0}], [{"name": "rise", "seconds": 1}]]
        ),
    },
)
OPS = st.lists(
    st.tuples(
        st.sampled_from(["add", "out", "move", "set", "head"]), st.integers(0, 99), st.integers(0, 99), VALUES
    ),
    max_size=12,
)


@given(st.sampled_from(sorted(ALL)), OPS)
def test_a_file_says_what_any_changes_said_and_keeps_its_comments(
    name: str, ops: list[tuple[str, int, int, dict[str, object]]]
) -> None:
    raw = ALL[name]
    model = said(raw)
    kept = comments(raw)
    for op, first, second, values in ops:
        entries, before = model["exercise"], comments(raw)
        at, to = first % max(1, len(entries)), second % max(1, len(entries))
        if op == "add":
            at = first % (len(entries) + 1)
            raw = add_exercise(raw, at, {"use": "step-up", "sets": 3})
            entries.insert(at, {"use": "step-up", "sets": 3})
        elif op == "out" and len(entries) > 1:
            raw = take_out_exercise(raw, at)
            del entries[at]
            kept -= before - comments(raw)
        elif op == "move" and entries:
            pieces = Counter(pieces_of(raw.decode()).exercises)
            raw = move_exercise(raw, at, to)
            assert Counter(pieces_of(raw.decode()).exercises) == pieces
            entries.insert(to, entries.pop(at))
        elif op == "set" and entries:
            # The comment on a line may go with what is replaced or removed there.
            may_go = comments("".join(line for line in raw.decode().splitlines(True) if "=" in line).encode())
            raw = set_exercise(raw, at, values)
            for key, value in values.items():
                entries[at].pop(key, None) if value is None else entries[at].update({key: value})
            assert not before - comments(raw) - may_go
            kept -= before - comments(raw)
        elif op == "head":
            raw = set_routine(raw, {"title": f"Mine {first}"})
            model["title"] = f"Mine {first}"
        assert said(raw) == model
    assert not kept - comments(raw)


@pytest.mark.parametrize("name", FILES)
def test_the_files_of_these_tests_are_routines(name: str, tmp_path: Path) -> None:
    assert parse_routine(tmp_path / "mine.toml", FILES[name]).spec.id == "mine"
