"""`routines new`, `copy`, `edit`, `add`, `export`, `schema` and `delete`."""

from __future__ import annotations

import errno
import json
import os
import sys
import tomllib
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from kneecoach.cli import routine_editing
from kneecoach.cli.editor import editor_command
from kneecoach.cli.routine_editing import edit_routine
from kneecoach.errors import KneecoachError, UsageError
from kneecoach.paths import Paths
from kneecoach.routine import saving
from kneecoach.routine.library import builtin_exercises_dir, load_routine, read_exercise
from kneecoach.routine.own import copy_routine, new_routine
from tests.cli.program import as_json, kneecoach
from tests.log.samples import folders

TAKEN = ("straight-leg-raise", "wall-squat", "step-up")

SAME = "pass"
WRONG = "text = text.replace('sets = 3', 'sets = 0').replace('reps', 'rep')"
RIGHT = "text = text.replace('sets = 0', 'sets = 2').replace('rep = ', 'reps = ').replace('sets = 3', 'sets = 2')"


def test_made_by_hand_exported_and_added_on_another_computer(tmp_path: Path) -> None:
    data, other, file = tmp_path / "data", tmp_path / "other", tmp_path / "knee.toml"
    exercises = [f"--exercise={name}" for name in TAKEN]
    made = kneecoach(data, "routines", "new", "From Anna", *exercises)
    own = data / "config" / "routines" / "from-anna.toml"
    said = [read_exercise(builtin_exercises_dir() / f"{name}.toml").spec for name in TAKEN]
    sets = sum(each.sets * (2 if each.sides == "each" else 1) for each in said)
    assert made.stdout.splitlines()[0].startswith(f"Made From Anna: {sets} sets, about ")
    assert made.stdout.splitlines()[1] == "`kneecoach start from-anna` starts it."
    assert [e["use"] for e in tomllib.loads(own.read_text("utf-8"))["exercise"]] == list(TAKEN)
    kneecoach(data, "routines", "export", "from-anna", "-o", str(file))
    assert file.read_bytes() == kneecoach(data, "routines", "export", "from-anna").stdout.encode()
    assert "already exists" in kneecoach(data, "routines", "export", "from-anna", "-o", str(file), status=1).stderr
    added = as_json(other, "routines", "add", str(file))
    assert (added["id"], added["title"], added["sets"]) == ("from-anna", "From Anna", sets)
    shown = [kneecoach(folder, "routines", "show", "from-anna").stdout for folder in (data, other)]
    assert shown[0] == shown[1]
    assert kneecoach(other, "routines", "check", "from-anna").stderr == ""


def test_what_was_done_of_a_prescribed_routine_is_said(tmp_path: Path) -> None:
    data = tmp_path / "data"
    text = (
        'schema = 1\nid = "from-anna"\ntitle = "From Anna"\nprescribed_by = "Anna Berg"\nper_week = 3\n'
        'until = 2199-12-31\n[[exercise]]\nuse = "sit-to-stand"\n'
    )
    kneecoach(data, "routines", "add", "-", stdin=text)
    words = "rescribed by Anna Berg, 3 times a week, until 31 Dec 2199"
    assert f"P{words}." in kneecoach(data, "routines", "show", "from-anna").stdout.splitlines()
    said = kneecoach(data, "stats").stdout.splitlines()
    at = said.index(f"  From Anna, p{words}")
    assert said[at + 1 : at + 3] == ["    0 of 3 this week", "    not done yet"]
    kneecoach(data, "add", "from-anna", "--on", datetime.now(UTC).astimezone().date().isoformat(), "--all")
    assert "    1 of 3 this week" in kneecoach(data, "stats").stdout.splitlines()
    assert f", p{words}: 1 of 3 this week" in kneecoach(data, "export", "--format", "html").stdout
    copied = kneecoach(data, "routines", "copy", "from-anna", "mine")
    assert "Anna" not in kneecoach(data, "routines", "show", "mine").stdout.replace("From Anna", ""), copied


def test_copying(tmp_path: Path) -> None:
    data = tmp_path / "data"
    assert as_json(data, "routines", "copy", "knee-relief", "My knee")["id"] == "my-knee"
    assert as_json(data, "routines", "new", "mine", "--from", "my-knee", "--title", "Mine, short")["title"] == (
        "Mine, short"
    )
    refused = kneecoach(data, "routines", "copy", "knee-relief", "mine", status=1).stderr
    assert refused == "kneecoach: There is already a routine called 'mine'; choose another name.\n"
    both = kneecoach(data, "routines", "new", "x", "--from", "mine", "--exercise", "step-up", status=2).stderr
    assert "it takes only --title" in both
    prescribed = ("--prescribed-by", "Anna", "--per-week", "2", "--until", "2027-01-31")
    kneecoach(data, "routines", "new", "anna", *prescribed)
    said = "Prescribed by Anna, twice a week, until 31 Jan 2027."
    assert said in kneecoach(data, "routines", "show", "anna").stdout.splitlines()
    often = kneecoach(data, "routines", "new", "bea", "--per-week", "99", status=1).stderr
    assert often.endswith("bea.toml: per_week: should be at most 21, not 99\n")
    assert "no letter from A to Z" in kneecoach(data, "routines", "new", "膝", status=2).stderr


def test_everything_that_is_wrong_with_an_added_file_is_named(tmp_path: Path) -> None:
    wrong = 'schema = 1\nid = "a"\ntitle = "A"\n[[exercise]]\nuse = "wallsit"\nsets = 0\nfigure = "wallsit"\n'
    done = kneecoach(tmp_path / "data", "routines", "add", "-", stdin=wrong, status=None)
    assert (done.returncode, done.stdout) == (1, "")
    assert [line.partition(";")[0] for line in done.stderr.splitlines()] == [
        "kneecoach: stdin: exercise 1 (wallsit), use: there is no exercise called 'wallsit'",
        "kneecoach: stdin: exercise 1 (wallsit), sets: should be at least 1, not 0",
        "kneecoach: stdin: exercise 1 (wallsit), figure: there is no figure called 'wallsit'",
    ]
    assert not (tmp_path / "data" / "config" / "routines").exists()


def test_deleting_asks_and_loses_nothing(tmp_path: Path) -> None:
    data = tmp_path / "data"
    kneecoach(data, "routines", "new", "mine")
    own = data / "config" / "routines" / "mine.toml"
    text = own.read_bytes()
    assert "no terminal to ask on; --yes" in kneecoach(data, "routines", "delete", "mine", status=2).stderr
    out = kneecoach(data, "routines", "delete", "mine", "--yes").stdout
    assert not own.exists()
    kept = own.with_suffix(".deleted")
    assert (kept.read_bytes(), str(kept) in out) == (text, True)
    kneecoach(data, "routines", "add", str(kept))
    assert own.read_bytes() == text
    kneecoach(data, "routines", "delete", "mine", "--yes")
    assert (own.with_name("mine-2.deleted").exists(), kept.exists()) == (True, True)
    assert (
        "not a routine of your own"
        in kneecoach(data, "routines", "delete", "knee-relief", "--yes", status=2).stderr
    )


def test_the_schema_is_that_of_kneecoach_schema(tmp_path: Path) -> None:
    assert kneecoach(tmp_path, "routines", "schema").stdout == kneecoach(tmp_path, "schema", "routine").stdout


def test_without_a_terminal_nothing_is_edited(tmp_path: Path) -> None:
    said = kneecoach(tmp_path / "data", "routines", "edit", "knee-relief", status=2).stderr
    assert "There is no terminal for an editor" in said


@pytest.fixture
def paths(tmp_path: Path) -> Paths:
    paths = folders(tmp_path)
    new_routine(paths, "Mine")
    return paths


def editor(tmp_path: Path, *changes: str) -> dict[str, str]:
    """An environment whose editor makes these changes to `text`, one each time it is opened."""
    todo = tmp_path / "changes.json"
    todo.write_text(json.dumps(changes), "utf-8")
    program = tmp_path / "editor.py"
    program.write_text(
        "import json, pathlib, sys\n"
        f"todo = pathlib.Path({str(todo)!r})\n"
        "change, *rest = json.loads(todo.read_text())\n"
        "todo.write_text(json.dumps(rest))\n"
        "file = pathlib.Path(sys.argv[-1])\n"
        "text = file.read_text('utf-8')\n"
        "exec(change)\n"
        "file.write_text(text, 'utf-8')\n",
        "utf-8",
    )
    return {"EDITOR": f'"{sys.executable}" "{program}" --wait'}


def answers(monkeypatch: pytest.MonkeyPatch, *typed: str) -> Iterator[str]:
    """Types answers to questions. Any that are left over were not asked for."""
    left = iter(typed)
    monkeypatch.setattr(routine_editing, "_asked", lambda: next(left))
    return left


def own(paths: Paths, name: str = "mine") -> Path:
    return paths.routines_dir / f"{name}.toml"


def test_a_valid_edit_is_saved(paths: Paths, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    edit_routine(paths, "mine", editor(tmp_path, RIGHT))
    assert load_routine(paths, "mine").spec.exercise[0].sets == 2
    assert capsys.readouterr().out == f"Saved {own(paths)}.\n"
    assert own(paths).stat().st_mode & 0o777 == 0o600
    edit_routine(paths, "mine", editor(tmp_path, SAME))
    assert capsys.readouterr().out == "Nothing was changed.\n"
    assert [path.name for path in paths.config.iterdir() if path.name.startswith(".editing")] == []


def test_all_faults_are_named_and_the_edit_goes_on_where_it_was(
    paths: Paths, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    left = answers(monkeypatch, "e")
    edit_routine(paths, "mine", editor(tmp_path, WRONG, RIGHT))
    assert capsys.readouterr().err.splitlines() == [
        f"kneecoach: {own(paths)}: exercise 1 (Sit to stand), sets: should be at least 1, not 0",
        f"kneecoach: {own(paths)}: exercise 1 (Sit to stand), rep: is not a known key; did you mean 'reps'?",
    ]
    assert load_routine(paths, "mine").spec.exercise[0].sets == 2
    assert next(left, None) is None


def test_nothing_invalid_replaces_the_file(paths: Paths, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = own(paths).read_bytes()
    answers(monkeypatch, "e", "k")
    edit_routine(paths, "mine", editor(tmp_path, WRONG, SAME))
    assert own(paths).read_bytes() == before
    answers(monkeypatch, "q")
    with pytest.raises(KneecoachError, match=r"stays as it was\. What you wrote is in .*mine\.edited; "):
        edit_routine(paths, "mine", editor(tmp_path, WRONG))
    assert own(paths).read_bytes() == before
    assert b"sets = 0" in own(paths).with_suffix(".edited").read_bytes()
    answers(monkeypatch, "q")
    with pytest.raises(KneecoachError, match=r"mine-2\.edited"):
        edit_routine(paths, "mine", editor(tmp_path, WRONG.replace("= 0", "= -1")))
    assert b"sets = 0" in own(paths).with_suffix(".edited").read_bytes(), "what was kept before is kept"


def test_a_link_stays_a_link_and_the_id_is_that_of_the_link(
    paths: Paths, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    elsewhere = tmp_path / "dotfiles.toml"
    own(paths).rename(elsewhere)
    own(paths).symlink_to(elsewhere)
    edit_routine(paths, "mine", editor(tmp_path, RIGHT))
    assert own(paths).is_symlink()
    assert b"sets = 2" in elsewhere.read_bytes()
    answers(monkeypatch, "k")
    edit_routine(paths, "mine", editor(tmp_path, "text = text.replace('mine', 'dotfiles')"))
    assert "id: should be 'mine', the file's name, not 'dotfiles'" in capsys.readouterr().err


def test_what_another_program_wrote_meanwhile_is_not_overwritten(paths: Paths, tmp_path: Path) -> None:
    theirs = own(paths).read_text("utf-8").replace("sets = 3", "sets = 5")
    meanwhile = f"pathlib.Path({str(own(paths))!r}).write_text({theirs!r}, 'utf-8'); {RIGHT}"
    with pytest.raises(KneecoachError, match=r"this routine was changed by another program.*mine\.edited"):
        edit_routine(paths, "mine", editor(tmp_path, meanwhile))
    assert own(paths).read_text("utf-8") == theirs
    assert b"sets = 2" in own(paths).with_suffix(".edited").read_bytes()


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (RIGHT, "the routine cannot be saved: No space left on device"),
        (f"{RIGHT}; file.write_text(text, 'utf-8'); sys.exit(3)", "ended with status 3, so nothing was changed"),
        ("text += '#' * 1_000_001", "cannot be read: this file is larger than 1000 kB"),
    ],
)
def test_what_was_written_is_kept_whatever_fails_afterwards(
    paths: Paths, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, change: str, said: str
) -> None:
    before = own(paths).read_bytes()

    def full(*_arguments: object, **_options: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(saving, "write_whole", full)
    with pytest.raises(KneecoachError, match=rf"{said}\. What you wrote is in .*mine\.edited; `kneecoach"):
        edit_routine(paths, "mine", editor(tmp_path, change))
    kept = own(paths).with_suffix(".edited")
    assert kept.read_bytes() != before
    assert kept.stat().st_mode & 0o777 == 0o600
    assert own(paths).read_bytes() == before


def test_a_built_in_routine_becomes_a_copy(
    paths: Paths, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    edit_routine(paths, "knee-relief", editor(tmp_path, SAME))
    assert not own(paths, "knee-relief").exists()
    edit_routine(paths, "knee-relief", editor(tmp_path, RIGHT))
    assert load_routine(paths, "knee-relief").path == own(paths, "knee-relief")
    assert f"knee-relief is built in. Your changes are saved as your own copy, {own(paths, 'knee-relief')}" in (
        capsys.readouterr().out
    )


@pytest.mark.parametrize(
    ("environ", "command"),
    [
        ({"VISUAL": "code --wait", "EDITOR": "vi"}, ["code", "--wait"]),
        ({"VISUAL": " ", "EDITOR": "'/opt/my editor/ed' -n"}, ["/opt/my editor/ed", "-n"]),
    ],
)
def test_the_editor_may_have_arguments(environ: dict[str, str], command: list[str]) -> None:
    assert editor_command(environ) == command


@pytest.mark.parametrize(
    ("environ", "said"),
    [
        ({"EDITOR": "no-such-editor"}, "The editor 'no-such-editor' cannot be started: No such file"),
        ({"EDITOR": f'"{sys.executable}" -c "raise SystemExit(3)"'}, "ended with status 3, so nothing was changed"),
        ({"EDITOR": '"vi'}, "EDITOR: a quote is not closed"),
    ],
)
def test_an_editor_that_fails_changes_nothing(paths: Paths, environ: dict[str, str], said: str) -> None:
    before = own(paths).read_bytes()
    with pytest.raises(KneecoachError, match=said):
        edit_routine(paths, "mine", environ)
    assert own(paths).read_bytes() == before


def left_by_a_killed_edit(paths: Paths, name: str, text: bytes) -> Path:
    folder = paths.config / f".editing-{name}"
    folder.mkdir()
    (folder / "mine.toml").write_bytes(text)
    return folder


def test_what_was_written_in_an_edit_that_was_killed_is_kept_and_its_folder_goes(
    paths: Paths, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = own(paths).read_bytes()
    folders = [left_by_a_killed_edit(paths, "a", before), left_by_a_killed_edit(paths, "b", b"half a thought")]
    edit_routine(paths, "mine", editor(tmp_path, SAME))
    said = capsys.readouterr().err
    kept = own(paths).with_suffix(".edited")
    assert said == f"An earlier edit was cut off. What you wrote is in {kept}.\n"
    assert kept.read_bytes() == b"half a thought"
    assert not any(folder.exists() for folder in folders)
    assert own(paths).read_bytes() == before
    edit_routine(paths, "mine", editor(tmp_path, SAME))
    assert capsys.readouterr().err == ""


def test_an_edit_still_under_way_is_left_alone(paths: Paths, tmp_path: Path) -> None:
    """The second edit is begun from the editor of the first."""
    inner = f"""
import os
from pathlib import Path
from kneecoach.cli.routine_editing import edit_routine
from kneecoach.paths import Paths
same = Paths(*map(Path, {[str(paths.data), str(paths.config), str(paths.state)]!r}))
edit_routine(same, "mine", {{"EDITOR": "true"}})
assert file.exists()
{RIGHT}"""
    edit_routine(paths, "mine", editor(tmp_path, inner))
    assert [path for path in paths.config.iterdir() if path.name.startswith(".editing")] == []
    assert b"sets = 2" in own(paths).read_bytes()


def test_only_an_existing_routine_can_be_edited(paths: Paths, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="There is no routine called 'mines'; did you mean 'mine'"):
        edit_routine(paths, "mines", editor(tmp_path))
    copy_routine(paths, "mine", id_="other")
    edit_routine(paths, "other.toml", editor(tmp_path, RIGHT))
    assert load_routine(paths, "other").spec.exercise[0].sets == 2


def test_a_file_with_the_title_of_another_routine_is_added_and_named(tmp_path: Path) -> None:
    data, file = tmp_path / "data", tmp_path / "knee.toml"
    kneecoach(data, "routines", "new", "Mine")
    kneecoach(data, "routines", "export", "mine", "-o", str(file))
    added = kneecoach(data, "routines", "add", str(file), "--as", "other")
    assert added.stderr == "kneecoach: other and mine are both called 'Mine'; lists add their names.\n"
    assert (data / "config" / "routines" / "other.toml").exists()
    refused = kneecoach(data, "routines", "new", "third", "--title", "mine", status=1)
    assert refused.stderr == "kneecoach: The routine mine already has the title 'mine'; choose another title.\n"
