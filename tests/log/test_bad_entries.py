"""A bad entry in the log's folder is named and skipped by everything that reads the log."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kneecoach.health.repair import RepairFailed, repair
from kneecoach.log.problems import Problem
from kneecoach.log.raw import raw_records
from kneecoach.log.store import Store
from kneecoach.paths import Paths
from tests.cli.program import kneecoach
from tests.log.damage import NO_FILES
from tests.log.samples import a_record, two_sessions

pytestmark = pytest.mark.skipif(os.name != "posix", reason="pipes, links and rights are of POSIX")

COMMANDS: dict[str, tuple[str, ...]] = {
    "history": ("history",),
    "show": ("show", "last"),
    "stats": ("stats",),
    "progress": ("progress",),
    "export": ("export",),
    "export --all": ("export", "--all"),
    **{f"export {name}": ("export", "--format", name) for name in ("csv", "strong", "hevy", "markdown", "html")},
    "import": ("import", "-"),
    "edit": ("edit", "last", "--pain-after", "3"),
    "note": ("note", "last", "fine"),
    "delete": ("delete", "last", "--yes"),
    "undelete": ("undelete", "last"),
}
"""Every command that reads the log, in such an order that each has something to do."""


@pytest.fixture
def paths(tmp_path: Path) -> Paths:
    """Folders with two sessions."""
    return two_sessions(tmp_path)


@pytest.mark.parametrize("thing", NO_FILES)
def test_every_command_names_it_and_goes_on(paths: Paths, thing: str) -> None:
    bad = paths.log_dir / "phone-000001.jsonl"
    NO_FILES[thing](bad)
    for arguments in COMMANDS.values():
        stdin = a_record(3, days=3).model_dump_json(by_alias=True) if arguments[0] == "import" else ""
        done = kneecoach(paths.data, *arguments, stdin=stdin)
        assert done.stderr.count(f"kneecoach: {bad}: cannot be read: ") == 1, arguments
        assert "it was skipped and kept" in done.stderr
    assert [record.note for record in Store(paths).read().records] == ["", "", "fine"]
    assert os.path.lexists(bad)


def test_an_export_as_json_names_what_it_leaves_out(paths: Paths) -> None:
    with Store(paths).own_file().open("ab") as file:
        file.write(b"junk\n")
    problems: list[Problem] = []
    assert len(list(raw_records(Store(paths), problems))) == 2
    assert [(problem.path, problem.line) for problem in problems] == [(Store(paths).own_file(), 3)]


def test_a_folder_that_cannot_be_read_is_named_too(tmp_path: Path) -> None:
    paths = Paths(tmp_path / "data", tmp_path / "config", tmp_path / "state")
    paths.data.mkdir()
    paths.log_dir.write_text("I am a file\n")
    problems: list[Problem] = []
    assert list(raw_records(Store(paths), problems)) == []
    assert [problem.path for problem in problems] == [paths.log_dir]


def refusing(path: Path, real: Callable[..., Any]) -> Callable[..., Any]:
    """`open_to_read` for somebody who may not read `path`, since root may read anything."""

    def open_(asked: Path) -> Any:
        if asked == path:
            raise PermissionError(13, "Permission denied", str(path))
        return real(asked)

    return open_


def test_what_may_not_be_read_does_not_keep_the_others_from_being_repaired(
    paths: Paths, monkeypatch: pytest.MonkeyPatch
) -> None:
    from kneecoach import files

    locked, bad = paths.log_dir / "a-000001.jsonl", paths.log_dir / "phone-000001.jsonl"
    for path in (locked, bad):
        path.write_bytes(b"junk\n")
    bad.chmod(0o644)
    monkeypatch.setattr("kneecoach.health.repair.open_to_read", refusing(locked, files.open_to_read))
    with pytest.raises(RepairFailed, match=f"{locked}: cannot be repaired: Permission denied") as refused:
        repair(paths, every_device=True)
    assert [(done.path, done.lines) for done in refused.value.done][:1] == [(bad, 1)]
    assert bad.read_bytes() == b""
    assert bad.stat().st_mode & 0o777 == 0o600
