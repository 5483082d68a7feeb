"""The real program on damaged files: no traceback; what is whole is read, what is damaged is named and kept."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

from kneecoach.paths import Paths
from kneecoach.session.events import RepCounted
from tests.cli.program import as_json, following, kneecoach
from tests.helpers import Visit, knee_relief
from tests.log.damage import BAD_LINES, NO_FILES, line_of
from tests.log.samples import DEVICE, a_header, journal_bytes, two_sessions

posix = pytest.mark.skipif(os.name != "posix", reason="pipes and links are of POSIX")


@pytest.fixture
def paths(tmp_path: Path) -> Paths:
    """Folders with two sessions in the log, and nothing wrong."""
    return two_sessions(tmp_path)


def own_file(paths: Paths) -> Path:
    return paths.log_dir / f"{DEVICE}.jsonl"


def numbers(records: list[dict[str, Any]]) -> list[int]:
    """The numbers of these sessions."""
    return sorted(int(record["id"][:8]) for record in records)


def test_every_kind_of_bad_line_at_once(paths: Paths) -> None:
    """Each is between good records: history and show read those, check names each bad line, repair moves each."""
    whole = own_file(paths).read_bytes()
    bad = [line for line, _ in BAD_LINES.values()]
    good = [line_of(number) for number in range(11, 11 + len(bad))]
    torn = line_of(7)[:200]
    damaged = whole + b"".join(part for pair in zip(bad, good, strict=True) for part in pair) + torn
    own_file(paths).write_bytes(damaged)
    expected = [1, 2, *range(11, 11 + len(bad))]

    done = kneecoach(paths.data, "history", "--json", "--limit", "99")
    assert numbers(json.loads(done.stdout)) == expected
    named = done.stderr.splitlines()
    assert named[0].startswith(f"kneecoach: {own_file(paths)}, line 3: ")
    assert named[0].endswith("; it was skipped and kept")
    assert named[-1] == f"kneecoach: {len(bad) - 9} more cannot be read; `kneecoach log check` names them"
    assert len(named) == 11
    kneecoach(paths.data, "show", "last")
    kneecoach(paths.data, "paths")

    checked = json.loads(kneecoach(paths.data, "log", "check", "--json", status=1).stdout)
    assert (checked["files"], checked["sessions"], checked["faults"]) == (1, len(expected), len(bad) + 1)
    found = [(problem["line"], problem["kind"]) for problem in checked["problems"]]
    kinds = [kind.value for _, kind in BAD_LINES.values()]
    assert found == [*((3 + 2 * n, kind) for n, kind in enumerate(kinds)), (3 + 2 * len(bad), "torn")]
    assert all(problem["is_fault"] and problem["path"] == str(own_file(paths)) for problem in checked["problems"])
    assert own_file(paths).read_bytes() == damaged

    out = kneecoach(paths.data, "log", "repair").stdout
    assert out == f"{own_file(paths)}: {len(bad) + 1} bad lines moved to {DEVICE}.bad\n"
    assert own_file(paths).read_bytes() == whole + b"".join(good)
    assert (paths.log_dir / f"{DEVICE}.bad").read_bytes() == b"".join(bad) + torn
    assert kneecoach(paths.data, "log", "repair").stdout == "There was nothing to repair.\n"
    assert (
        kneecoach(paths.data, "log", "check").stdout == f"{len(expected)} sessions in 1 file: nothing is wrong.\n"
    )


def test_a_line_of_fifty_megabytes(paths: Paths) -> None:
    with own_file(paths).open("r+b") as file:
        file.seek(0, os.SEEK_END)
        file.write(b'{"schema": 1')
        file.seek(50_000_000, os.SEEK_CUR)
        file.write(b"}\n" + line_of(3))
    size = own_file(paths).stat().st_size
    done = kneecoach(paths.data, "history", "--json")
    assert numbers(json.loads(done.stdout)) == [1, 2, 3]
    assert "line 3: is too long: 50000014 bytes" in done.stderr
    [mended] = as_json(paths.data, "log", "repair")["done"]
    assert (mended["lines"], mended["aside"]) == (1, str(paths.log_dir / f"{DEVICE}.bad"))
    assert own_file(paths).stat().st_size == size - 50_000_014
    assert (paths.log_dir / f"{DEVICE}.bad").stat().st_size == 50_000_014
    kneecoach(paths.data, "log", "check")


def test_what_is_worth_knowing_is_not_a_fault(paths: Paths) -> None:
    copy = paths.log_dir / f"{DEVICE}.sync-conflict-20261124-101010-ABCDEFG.jsonl"
    copy.write_bytes(line_of(2) + line_of(3, schema=9, mood="fine"))
    copy.chmod(0o600)
    out = kneecoach(paths.data, "log", "check").stdout
    assert [line.split()[:2] for line in out.splitlines()[:-1]] == [["note", "newer"], ["note", "conflict-copy"]]
    assert out.endswith("3 sessions in 2 files: nothing is wrong.\n")
    assert numbers(as_json(paths.data, "history")) == [1, 2, 3]


@posix
@pytest.mark.parametrize("thing", NO_FILES)
def test_what_is_not_a_file_is_not_waited_for(paths: Paths, thing: str) -> None:
    """It is where another device's log, a routine, and then the journal should be."""
    log, routine = paths.log_dir / "phone-000001.jsonl", paths.routines_dir / "mine.toml"
    routine.parent.mkdir(parents=True)
    for path in (log, routine):
        NO_FILES[thing](path)
    done = kneecoach(paths.data, "history", "--json")
    assert numbers(json.loads(done.stdout)) == [1, 2]
    assert done.stderr.startswith(f"kneecoach: {log}: ")
    checked = json.loads(kneecoach(paths.data, "log", "check", "--json", status=1).stdout)
    assert [problem["path"] for problem in checked["problems"]] == [str(log)]
    assert f"{routine}: " in kneecoach(paths.data, "routines", "check", status=1).stderr
    NO_FILES[thing](paths.journal)
    said = kneecoach(paths.data, "resume", "--json", status=1).stderr
    assert str(paths.journal) in said or "no unfinished session" in said
    kept = paths.journal if thing == "a dangling link" else paths.state / "live.bad"
    assert os.path.lexists(kept)


@pytest.mark.parametrize("name", ["device", "config.toml"])
def test_another_file_that_is_damaged_does_not_hide_the_log(paths: Paths, name: str) -> None:
    path = paths.device if name == "device" else paths.settings
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(b"\0" * 40)
    assert numbers(as_json(paths.data, "history")) == [1, 2]
    assert f"{path}: " in kneecoach(paths.data, "start", "--json", "--yes", status=1).stderr
    if name == "device":
        assert f"fault  device         {path}: " in kneecoach(paths.data, "log", "check", status=1).stdout
        kneecoach(paths.data, "log", "repair")
        kneecoach(paths.data, "log", "path")


def interrupted() -> tuple[list[bytes], int]:
    """A journal up to the seventh hip thrust, its lines, and the reps that the first 300 of them record."""
    visit = Visit(knee_relief())
    visit.until_work(17, reps=7)
    header = a_header(knee_relief(), speed=600.0)
    reps = sum(isinstance(event, RepCounted) for event in visit.events[:299])
    return journal_bytes(header, visit.events).splitlines(keepends=True), reps


def test_a_session_with_a_damaged_line_goes_on_at_the_rep_before_it(paths: Paths) -> None:
    lines, reps = interrupted()
    torn = b"".join([b"\0" * 80 + b"\n", *lines[301:]])
    paths.journal.write_bytes(b"".join(lines[:300]) + torn)
    paths.journal.chmod(0o600)
    out = kneecoach(paths.data, "log", "check", status=1).stdout
    lost = len(lines) - 300
    assert out.startswith(
        f"fault  journal        {paths.journal}: {lost} lines of the unfinished session cannot be read"
    )
    with following(paths.data, "resume", "--json") as program:
        assert program.event("session-resumed")["total_reps"] == reps
        saved = program.do("q", "saved")
        assert program.end() == 0
    assert (paths.state / "live.bad").read_bytes() == torn
    assert sum(done["reps"] for done in as_json(paths.data, "show", saved["id"])["sets"]) == reps


@pytest.mark.parametrize("header", [b"", b"\0" * 500 + b"\n", b"[" * 100_000, b'{"schema": 1}\n', b"\xff\n"])
def test_a_session_whose_header_is_damaged_is_kept_aside(paths: Paths, header: bytes) -> None:
    lines, _ = interrupted()
    damaged = header + b"".join(lines[1:])
    paths.journal.write_bytes(damaged)
    said = kneecoach(paths.data, "resume", "--json", status=1).stderr
    assert str(paths.state / "live.bad") in said
    assert (paths.state / "live.bad").read_bytes() == damaged
    assert "no unfinished session" in kneecoach(paths.data, "resume", "--json", status=1).stderr
