"""What the program writes is for its user alone, and it writes through no symbolic link."""

from __future__ import annotations

import json
import os
import stat
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from kneecoach.paths import Paths
from tests.cli.program import TIMEOUT, as_json, following, kneecoach
from tests.log.samples import folders

pytestmark = pytest.mark.skipif(os.name != "posix", reason="modes and umasks are of POSIX")

SESSION = ("start", "--json", "--yes", "--speed", "10000")


def lax(folder: Path) -> dict[str, str]:
    """Names of files and folders that somebody else may read, or that their own user may not."""
    wrong = {}
    for path in (folder, *folder.rglob("*")):
        mode = stat.S_IMODE(path.lstat().st_mode)
        if mode != (0o700 if path.is_dir() else 0o600):
            wrong[str(path.relative_to(folder))] = oct(mode)
    return wrong


@pytest.mark.parametrize("umask", [0o000, 0o022, 0o077, 0o777], ids=oct)
def test_everything_that_is_made_is_private(tmp_path: Path, umask: int) -> None:
    """A session with sound, one that is cut off and damaged, and one under way: together they make every file."""
    data = tmp_path / "new" / "data"
    data.parent.mkdir(mode=0o700)

    def run(*arguments: str) -> None:
        with as_umask(umask):
            kneecoach(data, *arguments, status=None)

    run(*SESSION)
    (data / "state" / "live.jsonl").write_bytes(b"junk\n")
    (data / "state" / "live.jsonl").chmod(0o600)
    run("resume", "--json")
    with as_umask(umask), following(data, "start", "--json", "--yes") as program:
        program.event("session-started")
        program.do("p", "paused")
        wanted = {"device", "live.jsonl", "live.lock", "live.bad", "log.lock", "audio.log"}
        deadline = time.monotonic() + TIMEOUT
        while not wanted <= {path.name for path in data.rglob("*")}:
            assert time.monotonic() < deadline, "not all files are there"
            time.sleep(0.05)
        assert lax(data.parent) == {}
        program.do("q", "saved")
        assert program.end() == 0
    assert lax(data.parent) == {}


@contextmanager
def as_umask(umask: int) -> Iterator[None]:
    """Run with another umask, which the programs that are started inherit."""
    before = os.umask(umask)
    try:
        yield
    finally:
        os.umask(before)


def test_an_existing_folder_keeps_its_mode(tmp_path: Path) -> None:
    """It may be shared on purpose, for instance with a sync tool. The files in it are private all the same."""
    data = tmp_path / "data"
    (data / "log").mkdir(parents=True)
    (data / "log").chmod(0o755)
    kneecoach(data, *SESSION, "--mute")
    assert stat.S_IMODE((data / "log").stat().st_mode) == 0o755
    assert set(lax(data / "log")) <= {"."}


def own_log(paths: Paths) -> Path:
    return paths.log_dir / f"{paths.device.read_text().strip()}.jsonl"


@pytest.mark.parametrize(
    ("where", "said", "status"),
    [
        (own_log, "the log cannot be written: a symbolic link is in the way", 1),
        # It goes on without the lock: it says so, and the record is saved.
        (lambda paths: paths.journal_lock, "cannot be locked: a symbolic link is in the way", 0),
        (lambda paths: paths.log_lock, "cannot be locked: a symbolic link is in the way", 1),
    ],
    ids=["log", "live.lock", "log.lock"],
)
@pytest.mark.parametrize("dangling", [False, True])
def test_a_link_is_not_written_through(
    tmp_path: Path, where: Callable[[Paths], Path], said: str, status: int, dangling: bool
) -> None:
    paths = folders(tmp_path)
    paths.log_dir.mkdir(parents=True)
    target = tmp_path / "somebody-s"
    if not dangling:
        target.write_text("theirs\n")
    where(paths).symlink_to(target)
    done = kneecoach(paths.data, *SESSION, "--mute", status=status)
    told = [event["why"] for event in map(json.loads, done.stdout.splitlines()) if event["event"] == "problem"]
    told += done.stderr.splitlines()
    assert any(said in why and (str(where(paths)) in why or str(own_log(paths)) in why) for why in told), told
    assert target.read_text() == "theirs\n" if not dangling else not target.exists()
    assert where(paths).is_symlink()


@pytest.mark.parametrize("name", ["device", "live.jsonl"])
def test_a_link_where_a_new_file_is_made_is_replaced(tmp_path: Path, name: str) -> None:
    """A link that leads nowhere counts as free: the new file replaces it, and nothing is created where it led."""
    paths = folders(tmp_path)
    target, link = tmp_path / "somebody-s", paths.state / name
    link.unlink(missing_ok=True)
    link.symlink_to(target)
    kneecoach(paths.data, *SESSION, "--mute")
    assert not target.exists()
    assert not link.is_symlink()
    assert len(as_json(paths.data, "history", "--all")) == 1


def test_a_journal_elsewhere_is_not_written_to(tmp_path: Path) -> None:
    """The journal is a link to another session's: the program says at once that nothing can be kept there."""
    paths = folders(tmp_path)
    with following(paths.data, *SESSION[:3], "--mute", "--speed", "20") as program:
        program.do("p", "paused")
    elsewhere = tmp_path / "elsewhere.jsonl"
    paths.journal.rename(elsewhere)
    paths.journal.symlink_to(elsewhere)
    before = elsewhere.read_bytes()
    with following(paths.data, "resume", "--json") as program:
        assert "a symbolic link is in the way" in program.do("x 3", "problem")["why"]
    assert elsewhere.read_bytes() == before


def test_what_is_set_aside_goes_through_no_link(tmp_path: Path) -> None:
    paths = folders(tmp_path)
    target = tmp_path / "somebody-s"
    target.write_text("theirs\n")
    (paths.state / "live.bad").symlink_to(target)
    paths.journal.write_text("junk\n")
    done = kneecoach(paths.data, "resume", "--json", status=1)
    assert f"it was moved to {paths.state / 'live-2.bad'}" in done.stderr
    assert target.read_text() == "theirs\n"
    assert (paths.state / "live-2.bad").read_text() == "junk\n"


def test_the_sound_s_log_goes_through_no_link(tmp_path: Path) -> None:
    """That is no reason to be silent or to stop: the log's words are dropped."""
    paths = folders(tmp_path)
    target = tmp_path / "somebody-s"
    paths.audio_log.symlink_to(target)
    kneecoach(paths.data, *SESSION)
    assert not target.exists()


def test_settings_that_are_a_link_stay_one(tmp_path: Path) -> None:
    """People keep dotfiles elsewhere and link to them: such a link is followed."""
    from kneecoach.settings.writing import set_setting

    paths = folders(tmp_path)
    paths.config.mkdir()
    target = tmp_path / "dotfiles.toml"
    target.write_text('pace = "self"\n')
    paths.settings.symlink_to(target)
    set_setting(paths, "theme", "kneecoach-light")
    assert paths.settings.is_symlink()
    assert target.read_text() == 'pace = "self"\ntheme = "kneecoach-light"\n'
