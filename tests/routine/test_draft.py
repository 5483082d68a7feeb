"""A routine while it is edited: always valid on disk, saved at once, and undone to the byte."""

from __future__ import annotations

import subprocess
import sys
from contextlib import suppress
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kneecoach.errors import KneecoachError
from kneecoach.paths import Paths
from kneecoach.routine import saving
from kneecoach.routine.draft import Draft, Refused
from kneecoach.routine.library import builtin_dir, load_routine
from kneecoach.routine.saving import ChangedElsewhere, save_routine
from kneecoach.session.plan import Kind
from tests.routine.by_hand import FILES

NOW = datetime(2026, 11, 27, 10, 0, 0, 5, tzinfo=UTC)
WRITTEN_NOW = NOW.replace(microsecond=0)


@pytest.fixture
def paths(tmp_path: Path) -> Paths:
    return Paths(tmp_path / "data", tmp_path / "config", tmp_path / "state")


def own(paths: Paths, raw: bytes = FILES["plain"], name: str = "mine") -> Path:
    """The user's own routine."""
    paths.routines_dir.mkdir(parents=True, exist_ok=True)
    file = paths.routines_dir / f"{name}.toml"
    file.write_bytes(raw)
    return file


class TestSaving:
    def test_a_change_is_in_the_file_at_once(self, paths: Paths) -> None:
        file = own(paths)
        draft = Draft(paths, "mine")
        draft.set(0, {"sets": 4}, NOW)
        assert load_routine(paths, "mine").spec.exercise[0].sets == 4
        assert file.stat().st_mode & 0o777 == 0o600
        assert draft.exercises == load_routine(paths, "mine").spec.exercise

    def test_a_built_in_routine_becomes_a_copy_and_undo_brings_it_back(self, paths: Paths) -> None:
        draft = Draft(paths, "knee-relief")
        assert not draft.is_own
        draft.move(0, 1)
        draft.take_out(3)
        assert draft.is_own
        assert len(load_routine(paths, "knee-relief").spec.exercise) == 5
        assert (draft.undo(), draft.undo()) == ("Stability ball leg curl removed", "Quad stretch moved")
        assert not draft.is_own
        assert not draft.path.exists()
        assert load_routine(paths, "knee-relief").path.parent == builtin_dir()
        assert draft.undo() == ""

    def test_what_changes_nothing_is_not_written(self, paths: Paths) -> None:
        draft = Draft(paths, "knee-relief")
        draft.set(0, {"sets": 2, "note": None}, NOW)
        draft.move(1, 1)
        assert not draft.path.exists()
        assert draft.undo_words == ""

    @pytest.mark.parametrize(
        ("values", "words"),
        [
            ({"sets": 99}, "Exercise 1 (Hip thrust), sets: should be at most 20, not 99."),
            ({"reps": (12, 8)}, "Exercise 1 (Hip thrust): reps should be the minimum, then the maximum."),
            ({"kind": "warm-up", "note": ""}, "Exercise 1 (Hip thrust), note: must not be empty."),
        ],
    )
    def test_what_would_be_invalid_is_refused_in_one_sentence(
        self, paths: Paths, values: dict[str, object], words: str
    ) -> None:
        file = own(paths)
        draft = Draft(paths, "mine")
        with pytest.raises(Refused) as refused:
            draft.set(0, values, NOW)
        assert str(refused.value) == words
        assert file.read_bytes() == FILES["plain"]

    def test_the_last_exercise_stays(self, paths: Paths) -> None:
        own(paths)
        draft = Draft(paths, "mine")
        draft.take_out(0)
        with pytest.raises(Refused, match=r"^A routine needs an exercise\."):
            draft.take_out(0)

    def test_a_full_disk_is_said_and_nothing_is_lost(self, paths: Paths) -> None:
        file = own(paths)
        draft = Draft(paths, "mine")
        paths.state.write_text("in the way of the lock")
        with pytest.raises(KneecoachError, match="this is a file, not a folder"):
            draft.set(0, {"sets": 4}, NOW)
        assert file.read_bytes() == FILES["plain"]
        assert draft.exercises[0].sets == 2

    def test_a_new_routine_whose_schema_cannot_be_written_is_refused_in_one_sentence(self, paths: Paths) -> None:
        schema = paths.config / "schemas" / "routine.json"
        schema.mkdir(parents=True)
        draft = Draft.new(paths, "From Anna")
        with pytest.raises(KneecoachError, match=rf"^{schema}: cannot be written: "):
            draft.add("wall-sit", 0)
        assert draft.is_new
        schema.rmdir()
        draft.add("wall-sit", 0)
        assert draft.exercises == load_routine(paths, "from-anna").spec.exercise


class TestDose:
    @pytest.mark.parametrize("values", [{"sets": 3}, {"reps": (15, 15)}, {"hold": 5.0}, {"load_kg": 8.0}])
    def test_a_new_dose_is_dated(self, paths: Paths, values: dict[str, object]) -> None:
        own(paths)
        draft = Draft(paths, "mine")
        draft.set(0, values, NOW)
        assert draft.exercises[0].changed == WRITTEN_NOW

    @pytest.mark.parametrize("values", [{"rest": 30.0}, {"note": "lower"}, {"kind": Kind.WARM_UP}, {"title": "T"}])
    def test_other_changes_are_not(self, paths: Paths, values: dict[str, object]) -> None:
        own(paths)
        draft = Draft(paths, "mine")
        draft.add("step-up", 2)
        draft.set(0, values, NOW)
        assert draft.exercises[0].changed is None

    def test_the_hold_in_a_rep_is_set_by_its_seconds(self, paths: Paths) -> None:
        draft = Draft(paths, "knee-relief")
        draft.set(4, {"hold": 4.0}, NOW)
        assert [(p.name, p.seconds) for p in draft.exercises[4].cadence] == [
            ("push up", 1),
            ("squeeze", 4),
            ("lower", 2),
        ]

    def test_a_value_stays_although_the_library_says_the_same(self, paths: Paths) -> None:
        own(paths)
        draft = Draft(paths, "mine")
        draft.set(0, {"sets": 3, "kind": Kind.WORK}, NOW)  # as the library has it
        text = draft.path.read_text()
        assert "sets = 3" in text
        assert "kind" not in text
        draft.set(0, {"reps": None}, NOW)
        assert draft.exercises[0].reps == (15, 15)


class TestAdding:
    def test_takes_it_with_its_dose(self, paths: Paths) -> None:
        own(paths)
        draft = Draft(paths, "mine")
        draft.add("straight-leg-raise", 1)
        added = draft.exercises[1]
        assert (added.use, added.sets, added.reps) == ("straight-leg-raise", 3, (10, 10))
        assert 'use = "straight-leg-raise"\nsets = 3\nreps = 10\n' in draft.path.read_text()

    def test_a_second_time_it_gets_an_id_of_its_own(self, paths: Paths) -> None:
        own(paths)
        draft = Draft(paths, "mine")
        draft.add("hip-thrust", 0)
        draft.add("hip-thrust", 0)
        assert [exercise.id for exercise in draft.exercises] == [
            "hip-thrust-3",
            "hip-thrust-2",
            "hip-thrust",
            "calf-stretch",
        ]

    @pytest.mark.parametrize(
        ("title", "id_"), [("Wall sit", "wall-sit"), ("椅子", "exercise"), ("Step-up!", "step-up")]
    )
    def test_one_of_the_users_own_is_written_out(self, paths: Paths, title: str, id_: str) -> None:
        own(paths)
        draft = Draft(paths, "mine")
        draft.add_own(title, 0, is_timed=True)
        draft.add_own(title, 1)
        timed, counted = draft.exercises[:2]
        assert (timed.id, timed.title, timed.hold, timed.reps) == (id_, title, 30, None)
        assert (counted.id, counted.reps, len(counted.cadence)) == (f"{id_}-2", (10, 10), 2)
        draft.set(1, {"hold": 3.0}, NOW)
        assert [(p.name, p.hold) for p in draft.exercises[1].cadence] == [
            ("up", False),
            ("hold", True),
            ("down", False),
        ]
        draft.set(1, {"hold": None}, NOW)
        assert draft.exercises[1].cadence == counted.cadence


class TestNew:
    def test_is_written_with_its_first_exercise(self, paths: Paths) -> None:
        draft = Draft.new(paths, "My knee")
        assert (draft.name, draft.title, draft.exercises) == ("my-knee", "My knee", ())
        draft.set_routine({"title": "My knees"})
        assert not paths.routines_dir.exists()
        draft.add("step-up", 0)
        assert load_routine(paths, "my-knee").spec.title == draft.title == "My knees"
        assert draft.path.read_text().startswith("#:schema ../schemas/routine.json\n")
        assert (paths.config / "schemas" / "routine.json").is_file()
        draft.undo()
        assert not draft.path.exists()
        draft.add("floor-bridge", 0)
        assert load_routine(paths, "my-knee").spec.title == "My knees"

    def test_says_who_prescribed_it_and_until_when(self, paths: Paths) -> None:
        draft = Draft.new(paths, "Mine")
        draft.add("step-up", 0)
        draft.set_routine({"prescribed_by": "Anna Berg", "per_week": 3, "until": date(2027, 1, 31)})
        spec = load_routine(paths, "mine").spec
        assert (spec.prescribed_by, spec.per_week, spec.until) == ("Anna Berg", 3, date(2027, 1, 31))
        draft.set_routine({"until": None, "order": "circuit"})
        assert load_routine(paths, "mine").spec.until is None
        assert draft.undo() == "Routine: until, order"

    def test_needs_a_title(self, paths: Paths) -> None:
        with pytest.raises(KneecoachError, match=r"^A routine needs a title\.$"):
            Draft.new(paths, " ")

    def test_a_file_made_meanwhile_is_not_overwritten(self, paths: Paths) -> None:
        draft = Draft.new(paths, "Mine")
        file = own(paths)
        with pytest.raises(ChangedElsewhere):
            draft.add("step-up", 0)
        assert file.read_bytes() == FILES["plain"]


class TestTwoPrograms:
    def test_a_file_changed_meanwhile_is_noticed_and_left_alone(self, paths: Paths) -> None:
        file = own(paths)
        draft = Draft(paths, "mine")
        draft.set(0, {"sets": 4}, NOW)
        theirs = file.read_bytes() + b"# theirs\n"
        file.write_bytes(theirs)
        for change in (lambda: draft.set(0, {"sets": 5}, NOW), draft.undo):
            with pytest.raises(ChangedElsewhere, match=r"mine\.toml: this routine was changed by another program"):
                change()
            assert file.read_bytes() == theirs
        draft.reload()
        draft.set(0, {"sets": 5}, NOW)
        assert file.read_bytes().endswith(b"# theirs\n")
        assert draft.undo() == "Hip thrust: sets"
        assert (draft.undo(), file.read_bytes()) == ("", theirs)

    def test_a_deleted_file_is_noticed(self, paths: Paths) -> None:
        file = own(paths)
        draft = Draft(paths, "mine")
        file.unlink()
        with pytest.raises(ChangedElsewhere):
            draft.set(0, {"sets": 5}, NOW)
        assert not file.exists()

    def test_no_change_of_either_is_lost(self, paths: Paths, tmp_path: Path) -> None:
        own(paths)
        programs = [
            subprocess.Popen(
                [sys.executable, "-c", EDITING, str(tmp_path), letter],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
            )
            for letter in "ab"
        ]
        for program in programs:  # both have read the file before either changes it
            assert program.stdout is not None
            assert program.stdout.readline() == b"read\n"
        for program in programs:
            assert program.stdin is not None
            program.stdin.write(b"go\n")
            program.stdin.flush()
        conflicts = [int(program.communicate(timeout=60)[0]) for program in programs]
        titles = [exercise.title for exercise in load_routine(paths, "mine").spec.exercise]
        assert sorted(titles[2:]) == sorted(f"{letter} {n}" for letter in "ab" for n in range(EDITS))
        assert sum(conflicts) > 0


EDITS = 12
EDITING = f"""
import sys
from pathlib import Path
from kneecoach.paths import Paths
from kneecoach.routine.draft import Draft
from kneecoach.routine.saving import ChangedElsewhere
folder, letter = Path(sys.argv[1]), sys.argv[2]
draft = Draft(Paths(folder / "data", folder / "config", folder / "state"), "mine")
print("read", flush=True)
sys.stdin.readline()
conflicts = 0
for n in range({EDITS}):
    while True:
        try:
            draft.add_own(f"{{letter}} {{n}}", len(draft.exercises))
            break
        except ChangedElsewhere:
            conflicts += 1
            draft.reload()
print(conflicts)
"""


def test_the_file_is_compared_again_just_before_it_is_replaced(
    paths: Paths, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = own(paths)
    write = saving.write_whole

    def late(*args: object, **named: object) -> None:
        file.write_bytes(b"theirs")
        write(*args, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(saving, "write_whole", late)
    with pytest.raises(ChangedElsewhere):
        save_routine(paths, file, FILES["plain"], b"ours")
    assert file.read_bytes() == b"theirs"


STEPS = st.lists(
    st.tuples(
        st.sampled_from(
            ["add", "own", "out", "move", "sets", "reps", "hold", "rest", "note", "kind", "undo", "head"]
        ),
        st.integers(0, 30),
        st.integers(0, 30),
    ),
    max_size=14,
)

Row = list[object]
"""What the model in this test knows about an exercise: title, sets, rest, note, kind."""


def rows(draft: Draft) -> list[Row]:
    return [[e.title, e.sets, e.rest, e.note, e.kind] for e in draft.exercises]


def do(draft: Draft, model: list[Row], step: str, at: int, number: int) -> list[Row]:
    """One step of the draft, and what the routine should say then. Raises Refused."""
    model = [list(row) for row in model]
    new: list[Row] = []
    match step:
        case "add":
            draft.add("step-up", at)
            new = [["Step up", 3, 60.0, None, Kind.WORK]]
        case "own":
            draft.add_own("Wall sit", at, is_timed=bool(number % 2))
            new = [["Wall sit", 3, 60.0, None, Kind.WORK]]
        case "out":
            draft.take_out(at)
            del model[at]
        case "move":
            draft.move(at, number % len(model))
            model.insert(number % len(model), model.pop(at))
        case "head":
            draft.set_routine({"title": f"Mine {number}"})
        case _:
            value = {"rest": number / 2, "note": "n" * number or None, "kind": [*Kind][number % 3]}.get(
                step, number
            )
            draft.set(at, {step: value}, NOW)
            if step in {"sets", "rest", "note", "kind"}:
                model[at][["", "sets", "rest", "note", "kind"].index(step)] = value
    return model[:at] + new + model[at:]


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from(sorted(FILES)), STEPS)
def test_the_file_says_what_was_done_and_undoing_all_of_it_gives_the_first_bytes(
    tmp_path: Path, name: str, steps: list[tuple[str, int, int]]
) -> None:
    paths = Paths(tmp_path / "data", tmp_path / "config", tmp_path / "state")
    file = own(paths, FILES[name])
    draft = Draft(paths, "mine")
    model = rows(draft)
    before: list[list[Row]] = []
    for step, first, second in steps:
        was, deep = model, draft.undo_count
        if step == "undo":
            model = before.pop() if draft.undo() else model
            continue
        with suppress(Refused):
            model = do(draft, model, step, first % len(model), second)
        if draft.undo_count > deep:
            before.append(was)
        assert rows(draft) == model
    assert load_routine(paths, "mine").spec == draft.routine.spec
    while draft.undo():
        pass
    assert file.read_bytes() == FILES[name]
