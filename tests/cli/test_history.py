"""`history` and `show`, over a log of a few sessions."""

from __future__ import annotations

from pathlib import Path

import pytest

from kneecoach.log.record import Record
from kneecoach.log.store import Store
from kneecoach.paths import Paths
from kneecoach.session.events import Outcome, Status
from tests.cli.program import as_json, kneecoach
from tests.log.samples import a_record, a_set, a_tombstone, another_device, folders

THIRD = a_record(3, days=2, pain={"before": None}, note="knee\x1b[31m clicked")
REHEARSAL = a_record(
    4,
    days=3,
    id="00000044-0000-4000-8000-000000000000",
    speed=60.0,
    status=Status.COMPLETED,
    sets=(a_set(outcome=Outcome.COMPLETED, reps=15, holds=(2.0,) * 15, load_kg=8.0),),
)


@pytest.fixture(scope="module")
def paths(tmp_path_factory: pytest.TempPathFactory) -> Paths:
    """Three sessions and a rehearsal on consecutive days from 22 November, one of them by phone; a fifth was
    deleted.
    """
    tmp_path = tmp_path_factory.mktemp("look-back")
    paths = folders(tmp_path)
    store, phone = Store(paths), Store(another_device(paths, tmp_path))
    deleted = a_record(5, days=4)
    for record in (a_record(1), THIRD, REHEARSAL, deleted, a_tombstone(deleted)):
        store.append(record)
    phone.append(a_record(2, days=1, device="phone-000001"))
    return paths


def listed(paths: Paths, *options: str) -> list[str]:
    """The first words of the lines of `history`: the ids."""
    return [line.split()[0] for line in kneecoach(paths.data, "history", *options).stdout.splitlines()]


def ids(*records: Record) -> list[str]:
    """The ids of these sessions, as they are listed."""
    return [record.id[:8] for record in records]


def test_history_is_newest_first_without_rehearsals(paths: Paths) -> None:
    assert listed(paths) == ids(THIRD, a_record(2), a_record(1))
    assert listed(paths, "--all") == ids(REHEARSAL, THIRD, a_record(2), a_record(1))
    assert listed(paths, "--limit", "1") == ids(THIRD)
    assert listed(paths, "--since", "2026-11-23") == ids(THIRD, a_record(2))
    assert listed(paths, "--since", "2026-11-23", "--limit", "1", "--all") == ids(REHEARSAL)


def test_history_in_words(paths: Paths) -> None:
    lines = kneecoach(paths.data, "history", "--all").stdout.splitlines()
    first = "00000001  Sun 22 Nov 2026 10:00  Knee relief: 20 min · 0 of 1 sets · partial · pain 3 → 2"
    assert lines[-1].startswith(first), "by an earlier clock more is said of it"
    assert "rehearsal" in lines[0]
    assert "pain" not in lines[1]


def test_history_as_json(paths: Paths) -> None:
    rows = as_json(paths.data, "history", "--limit", "2")
    assert [row["id"] for row in rows] == [THIRD.id, a_record(2).id]
    assert [row["schema"] for row in rows] == [1, 1]
    assert as_json(paths.data, "history", "--since", "2027-01-01") == []


def test_show(paths: Paths) -> None:
    assert as_json(paths.data, "show", "last")["id"] == REHEARSAL.id
    assert as_json(paths.data, "show", "00000003") == THIRD.model_dump(mode="json", by_alias=True)
    out = kneecoach(paths.data, "show", "00000003").stdout
    assert "\x1b" not in out
    for words in (
        "Tue 24 Nov 2026 10:00",
        "partial, 0 of 1 sets, 20 min",
        "Hip thrust",
        "12 of 15 reps",
        "held 2 s",
    ):
        assert words in out, words
    assert "8 kg" in kneecoach(paths.data, "show", "00000044").stdout


def test_show_says_which_it_cannot_find(paths: Paths) -> None:
    assert "'0000'" in kneecoach(paths.data, "show", "0000", status=1).stderr
    assert kneecoach(paths.data, "show", "0000", status=1).stderr.startswith("kneecoach: 4 sessions")
    assert "'fffff'" in kneecoach(paths.data, "show", "fffff", status=1).stderr
    assert "no session" in kneecoach(paths.data, "show", "00000005", status=1).stderr, "it was deleted"


def test_what_does_not_count_says_so(tmp_path: Path) -> None:
    paths = folders(tmp_path)
    skipped = a_set(outcome=Outcome.SKIPPED, reps=0, holds=(), seconds=0.0)
    then = a_record().started_at.replace(year=2001)
    Store(paths).append(a_record(1, started_at=then, ended_at=then, sets=(skipped,)))
    Store(paths).append(a_record(2, started_at=then.replace(year=9998)))
    ahead, nothing = kneecoach(paths.data, "history").stdout.splitlines()
    assert ahead.endswith(" · does not count: its date is in the future; was the clock wrong?")
    assert nothing.endswith(" · does not count: no rep was done and no hold lasted 5 s")
    assert "does not count: no rep was done" in kneecoach(paths.data, "show", "00000001").stdout


def test_an_empty_log(tmp_path: Path) -> None:
    data = tmp_path / "new"
    assert kneecoach(data, "history").stdout == "No sessions yet.\n"
    assert as_json(data, "history") == []
    kneecoach(data, "show", "last", status=1)
    assert not data.exists(), "looking makes no folder"


def test_bad_lines_are_named_and_the_rest_is_shown(tmp_path: Path) -> None:
    paths = folders(tmp_path)
    path = Store(paths).append(a_record(1))
    with path.open("ab") as file:
        file.write(b"{junk\n")
    Store(paths).append(a_record(2, days=1))
    done = kneecoach(paths.data, "history")
    assert len(done.stdout.splitlines()) == 2
    assert done.stderr.count("\n") == 1
    assert f"{path}, line 2" in done.stderr
    assert len(as_json(paths.data, "history")) == 2
    assert path.read_bytes().splitlines()[1] == b"{junk"


def test_output_in_a_narrow_character_set(paths: Paths) -> None:
    """A redirected Windows console has no tick mark. The program still prints everything else."""
    for encoding in ("cp1252", "ascii"):
        env = {"PYTHONIOENCODING": encoding, "PYTHONUTF8": "0"}
        assert "Hip thrust" in kneecoach(paths.data, "show", "00000003", env=env).stdout
        assert "15 of 15 reps" in kneecoach(paths.data, "show", "00000044", env=env).stdout
