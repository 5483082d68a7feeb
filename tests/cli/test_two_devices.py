"""Two devices and one log, with the real program: in one folder for both, and in two that are synced."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from kneecoach.log.record import Record
from kneecoach.log.store import Store
from kneecoach.paths import Paths
from tests.cli.program import following, kneecoach
from tests.log.samples import a_tombstone, at_ten

QUICK = ("start", "--json", "--yes", "--mute", "--speed", "10000")


class Device:
    """A device: its own state, and a data folder that it may share."""

    def __init__(self, data: Path, state: Path) -> None:
        self.paths = Paths(data, data / "config", state)
        self.store = Store(self.paths)

    def run(self, *arguments: str, status: int = 0) -> str:
        """What a command prints."""
        env = {"KNEECOACH_STATE_DIR": str(self.paths.state)}
        return kneecoach(self.paths.data, *arguments, env=env, status=status).stdout

    def exercises(self) -> str:
        """Do the whole routine, very fast. Returns the id of the session."""
        last = json.loads(self.run(*QUICK).splitlines()[-1])
        assert last["event"] == "saved"
        assert Path(last["path"]) == self.own_file
        return str(last["id"])

    @property
    def own_file(self) -> Path:
        return Path(self.run("log", "path").strip())

    def history(self) -> list[dict[str, Any]]:
        """All sessions, as the program lists them."""
        found: list[dict[str, Any]] = json.loads(self.run("history", "--all", "--json"))
        return found

    def record(self, id_: str) -> Record:
        return next(record for record in self.store.read().records if record.id == id_)


def notes(device: Device) -> dict[str, tuple[str, int]]:
    """Notes and revisions, by session id."""
    return {record["id"]: (record["note"], record["rev"]) for record in device.history()}


def test_in_one_folder_both_see_everything(tmp_path: Path) -> None:
    """They exercise at the same time, edit each other's sessions and delete them; each writes only its own file."""
    data = tmp_path / "data"
    laptop, phone = Device(data, tmp_path / "laptop"), Device(data, tmp_path / "phone")
    with following(data, "start", "--json", "--yes", "--mute", "--speed", "100") as program:
        program.event("session-started")  # a third device, with its state in the data folder
        one, two = laptop.exercises(), phone.exercises()
        program.do("q", "saved")
        assert program.end() == 0
    [third] = set(notes(laptop)) - {one, two}
    files = {path.name for path in (data / "log").iterdir()}
    assert len(files) == 3
    assert {laptop.own_file.name, phone.own_file.name} <= files

    phone.store.amend(phone.record(one), at_ten(1), note="by phone")
    laptop.store.amend(laptop.record(two), at_ten(2), note="by laptop")
    laptop.store.amend(laptop.record(one), at_ten(3), note="by both")
    phone.store.append(a_tombstone(phone.record(third)))
    expected = {one: ("by both", 3), two: ("by laptop", 2)}
    assert notes(laptop) == notes(phone) == expected
    assert laptop.run("log", "check").endswith(": nothing is wrong.\n")
    assert {path.name for path in (data / "log").iterdir()} == files
    for device in (laptop, phone):
        name = device.own_file.stem
        lines = [json.loads(line) for line in device.own_file.read_bytes().splitlines()]
        assert {line["device"] for line in lines if line["type"] == "session"} == {name}


def sync(one: Device, other: Device) -> None:
    """What a sync tool does: each file goes from the device that writes it to the other."""
    for source, target in ((one, other), (other, one)):
        target.paths.log_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
        shutil.copy2(source.own_file, target.paths.log_dir)


def test_two_synced_folders_end_up_the_same(tmp_path: Path) -> None:
    laptop, phone = (Device(tmp_path / f"{name}-data", tmp_path / f"{name}-state") for name in ("laptop", "phone"))
    one, two = laptop.exercises(), phone.exercises()
    sync(laptop, phone)
    assert laptop.history() == phone.history()
    assert set(notes(laptop)) == {one, two}

    # While apart, both edit the same session, and the phone deletes the other one.
    laptop.store.amend(laptop.record(one), at_ten(10), note="by laptop, first")
    phone.store.amend(phone.record(one), at_ten(20), note="by phone, later")
    phone.store.append(a_tombstone(phone.record(two)))
    assert (notes(laptop)[one], notes(phone)[one]) == (("by laptop, first", 2), ("by phone, later", 2))
    for _ in range(2):
        sync(laptop, phone)
        assert notes(laptop) == notes(phone) == {one: ("by phone, later", 2)}
    said = json.loads(laptop.run("log", "check", "--json", status=1))
    assert [problem["kind"] for problem in said["problems"]] == ["two-versions"]

    # The next edit settles it, on both.
    laptop.store.amend(laptop.record(one), at_ten(30), note="by both")
    sync(laptop, phone)
    assert notes(laptop) == notes(phone) == {one: ("by both", 3)}
    laptop.run("log", "check")


@pytest.mark.parametrize("stale", [False, True], ids=["with more in it", "from before"])
def test_a_conflict_copy_is_merged_by_reading(tmp_path: Path, stale: bool) -> None:
    laptop = Device(tmp_path / "data", tmp_path / "state")
    one = laptop.exercises()
    own = laptop.own_file
    copy = own.with_name(f"{own.stem}.sync-conflict-20261124-101010-ABCDEFG.jsonl")
    before = own.read_bytes()
    laptop.store.amend(laptop.record(one), at_ten(10), note="edited")
    two = laptop.exercises()
    after = own.read_bytes()
    own.write_bytes(after if stale else before)
    copy.write_bytes(before if stale else after)
    copy.chmod(0o600)
    assert notes(laptop) == {one: ("edited", 2), two: ("", 1)}
    assert "conflict-copy" in laptop.run("log", "check")
    assert laptop.run("log", "repair", "--all") == "There was nothing to repair.\n"
    three = laptop.exercises()
    assert set(notes(laptop)) == {one, two, three}
