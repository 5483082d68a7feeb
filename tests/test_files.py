"""Files are written in one place: private, through no link, whole or not at all, and really on disk."""

from __future__ import annotations

import ast
import errno
import os
import re
import shutil
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from kneecoach import files as files_module
from kneecoach.files import append, set_aside, sync_folder, write_whole
from kneecoach.log.store import Store
from tests.cli.program import ROOT, environment
from tests.log.damage import NO_FILES
from tests.log.samples import two_sessions

posix = pytest.mark.skipif(os.name != "posix", reason="links, pipes and the syncing of folders are of POSIX")

RENAMES = {"rename", "renames", "replace", "link", "hardlink_to", "symlink_to", "symlink"}
COPIES = {"shutil.move", "shutil.copy", "shutil.copy2", "shutil.copyfile", "shutil.copytree"}
WRITERS = {"write_text", "write_bytes", "touch", "mkstemp", "NamedTemporaryFile", "TemporaryFile", "truncate"}


def writes_in(source: str) -> list[str]:
    """The calls in a source that open a file for writing, or rename one."""
    found = []
    tree = ast.parse(source)
    # A stream on a descriptor is not a file, nor is what is written to memory.
    spared = {"descriptor"} | {
        ast.unparse(node.targets[0])
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign) and ast.unparse(node.value) == "io.BytesIO()"
    }
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        called = ast.unparse(node.func)
        name = called.rpartition(".")[2]
        words = [ast.unparse(argument) for argument in [*node.args, *(word.value for word in node.keywords)]]
        if name == "truncate" and any(word.arg == "ellipsis" for word in node.keywords):
            continue  # this is text, not a file
        if (name == "open" and _is_to_write(called, words) and words[0] not in spared) or name in WRITERS:
            found.append(f"{called}({', '.join(words)})")
        elif name in RENAMES and "." in called and (len(node.args) == 1 or called.startswith("os.")):
            found.append(f"{called}({', '.join(words)})")  # `text.replace(old, new)` is something else
        elif called in COPIES:
            found.append(f"{called}({', '.join(words)})")
    return found


def _is_to_write(called: str, words: list[str]) -> bool:
    if called == "os.open":
        return words[0] != "os.devnull" and words[1:] != ["os.O_RDONLY"]
    modes = [word for word in words if re.fullmatch(r"'[rwaxbt+]+'", word)]
    return any(set("wax+") & set(mode) for mode in modes)


@pytest.mark.parametrize(
    "source",
    [
        "open(path, 'w')",
        "path.open('ab')",
        "path.open(mode='x')",
        "os.open(path, flags)",
        "os.open(path, os.O_WRONLY | os.O_CREAT)",
        "wave.open(str(path), 'wb')",
        "path.write_text('')",
        "path.touch()",
        "path.rename(other)",
        "path.replace(other)",
        "os.replace(one, other)",
        "shutil.copy(one, other)",
        "tempfile.mkstemp()",
    ],
)
def test_every_way_to_write_a_file_is_seen(source: str) -> None:
    assert writes_in(source)


def test_no_module_but_one_opens_a_file_for_writing() -> None:
    found = {
        path.relative_to(ROOT).as_posix(): writes
        for path in sorted((ROOT / "kneecoach").rglob("*.py"))
        if (writes := writes_in(path.read_text("utf-8")))
    }
    assert list(found) == ["kneecoach/files.py"], found


class Step(NamedTuple):
    """A system call: what was done to which path."""

    call: str
    path: str
    to: str = ""


COMMANDS = """
import sys
from pathlib import Path
from kneecoach.cli import main
from kneecoach.paths import find_paths
from kneecoach.settings.writing import set_setting
made, paths = sys.argv[1], find_paths()
for command in (
    ["start", "--json", "--yes", "--mute", "--speed", "10000"],
    ["log", "repair"],
    ["export", "-o", made],
    ["export", "-o", made, "--force"],
):
    sys.argv = ["kneecoach", *command]
    try:
        main()
    except SystemExit as end:
        assert not end.code, (command, end.code)
set_setting(paths, "theme", "kneecoach-light")
"""

TRACED = """
import os
def path(place):
    return os.readlink(f"/proc/self/fd/{place}") if isinstance(place, int) else os.fspath(place)
def traced(name, call, places):
    really = getattr(os, name)
    def asked(*args, **named):
        where = [path(place) for place in args[:places]]
        done = really(*args, **named)
        if name != "open" or args[1] & os.O_CREAT:
            print(call, *where, file=trace)
        return done
    setattr(os, name, asked)
trace = open(os.environ["TRACE"], "a", buffering=1)
for name, call, places in (("open", "open", 1), ("write", "write", 1), ("fsync", "fsync", 1),
                           ("rename", "rename", 2), ("replace", "rename", 2), ("link", "link", 2),
                           ("mkdir", "mkdir", 1)):
    traced(name, call, places)
"""
"""Writes down what a Python program asks of the system, if strace may not."""


def by_strace(command: list[str], env: dict[str, str], trace: Path) -> Iterator[Step]:
    """The system calls a program makes, as strace sees them."""
    calls = "openat,write,fsync,rename,renameat,renameat2,link,linkat,mkdir,mkdirat"
    subprocess.run(
        ["strace", "-f", "-qq", "-y", "-s", "8", "-e", f"trace={calls}", "-o", str(trace), *command],
        check=True,
        env=env,
        stdout=subprocess.DEVNULL,
    )
    begun: dict[str, str] = {}
    for line in trace.read_text(errors="replace").splitlines():
        process, _, rest = line.partition(" ")
        rest = rest.strip()
        if rest.endswith("<unfinished ...>"):
            begun[process] = rest.removesuffix("<unfinished ...>")
            continue
        if resumed := re.match(r"<\.\.\. \w+ resumed>", rest):
            rest = begun.pop(process, "") + rest[resumed.end() :]
        if " = -1 " in rest:
            continue
        call = rest.partition("(")[0]
        if call in {"write", "fsync"} and (on := re.match(r"\w+\(\d+<([^>]*)>", rest)):
            yield Step(call, on[1])
        elif call == "openat" and "O_CREAT" in rest:
            yield Step("open", re.findall(r'"([^"]*)"', rest)[0])
        elif call.startswith(("rename", "link", "mkdir")):
            yield Step(re.sub("at2?$", "", call), *re.findall(r'"([^"]*)"', rest))


def by_python(command: list[str], env: dict[str, str], trace: Path) -> Iterator[Step]:
    """The calls a program makes to `os`."""
    subprocess.run(
        [command[0], "-c", TRACED + command[2], *command[3:]],
        check=True,
        env=env | {"TRACE": str(trace)},
        stdout=subprocess.DEVNULL,
    )
    for line in trace.read_text().splitlines():
        yield Step(*line.split(" "))


def can_strace() -> bool:
    """Whether strace is installed and may trace."""
    if shutil.which("strace") is None:
        return False
    tried = subprocess.run(["strace", "-qq", "-o", os.devnull, "true"], check=False, stderr=subprocess.DEVNULL)
    return tried.returncode == 0


def faults_in(steps: list[Step], folder: Path) -> list[str]:
    """Which files written in a folder would not survive a power cut. Locks, and who holds one, need not."""
    faults = []
    unsynced: set[str] = set()
    nameless: set[str] = set()
    for step in steps:
        where = step.to or step.path
        name = Path(where).name
        if not where.startswith(str(folder)) or name.endswith((".lock", "audio.log")) or "live.holder" in name:
            continue
        match step.call:
            case "write":
                unsynced.add(step.path)
            case "fsync":
                unsynced.discard(step.path)
                nameless = {name for name in nameless if os.path.dirname(name) != step.path}  # noqa: PTH120
            case "open" | "mkdir" if not step.path.endswith(".tmp"):
                nameless.add(step.path)
            case "rename" | "link":
                if step.path in unsynced:
                    faults.append(f"{step.path} got its name before it was on disk")
                nameless.add(step.to)
    return [*faults, *(f"{path} is not on disk" for path in unsynced), *(f"{n}: not its name" for n in nameless)]


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="calls of the system are traced on Linux")
def test_whatever_is_written_is_synced_then_renamed_then_its_folder_is_synced(tmp_path: Path) -> None:
    """With the real program: a session, a repair, exports and a setting."""
    paths = two_sessions(tmp_path)
    with Store(paths).own_file().open("ab") as file:
        file.write(b"junk\n")
    made = tmp_path / "made.csv"
    command = [sys.executable, "-c", COMMANDS, str(made)]
    env = environment(paths.data) | {"PYTHONDONTWRITEBYTECODE": "1"}
    steps = list((by_strace if can_strace() else by_python)(command, env, tmp_path.parent / "trace"))
    own = f"{paths.device.read_text().strip()}.jsonl"
    written = {"live.jsonl", own, own.replace("jsonl", "bad"), made.name, "config.toml"}
    assert written <= {Path(step.to or step.path).name for step in steps}
    assert faults_in(steps, tmp_path) == []


@pytest.mark.parametrize(
    "left_out",
    [Step("fsync", "/d/.a.tmp"), Step("fsync", "/d")],
    ids=["the file's sync", "the folder's sync"],
)
def test_a_sync_that_is_left_out_would_be_seen(left_out: Step) -> None:
    tmp, folder = "/d/.a.tmp", "/d"
    steps = [Step("open", tmp), Step("write", tmp), Step("fsync", tmp), Step("rename", tmp, "/d/a")]
    steps.append(Step("fsync", folder))
    assert faults_in(steps, Path(folder)) == []
    assert faults_in([step for step in steps if step != left_out], Path(folder))
    late = [*steps[:2], steps[3], steps[2], steps[4]]
    assert faults_in(late, Path(folder)), "synced only after it got its name"


@posix
@pytest.mark.parametrize("write", [append, lambda path, data: write_whole(path, data, replace=False)])
@pytest.mark.parametrize("thing", NO_FILES.values(), ids=NO_FILES)
def test_what_is_not_our_file_is_not_written_to(
    tmp_path: Path, thing: Callable[[Path], None], write: Callable[[Path, bytes], object]
) -> None:
    thing(tmp_path / "file")
    with pytest.raises(OSError, match=re.escape(str(tmp_path / "file"))):
        write(tmp_path / "file", b"data")
    assert not (tmp_path / "nowhere").exists()


@posix
def test_a_link_is_replaced_and_what_it_leads_to_stays(tmp_path: Path) -> None:
    theirs = tmp_path / "theirs"
    theirs.write_bytes(b"theirs")
    (tmp_path / "file").symlink_to(theirs)
    write_whole(tmp_path / "file", b"ours")
    assert theirs.read_bytes() == b"theirs"
    assert (tmp_path / "file").read_bytes() == b"ours"
    assert not (tmp_path / "file").is_symlink()


@posix
@pytest.mark.parametrize("write", [append, write_whole, set_aside])
def test_a_new_file_is_for_its_user_alone(tmp_path: Path, write: Callable[[Path, bytes], object]) -> None:
    before = os.umask(0)
    try:
        write(tmp_path / "file.x", b"data")
    finally:
        os.umask(before)
    (made,) = tmp_path.iterdir()
    assert stat.S_IMODE(made.stat().st_mode) == 0o600


def test_what_is_appended_begins_on_a_line_of_its_own(tmp_path: Path) -> None:
    path = tmp_path / "file"
    for data in (b"one\n", b"two", iter([b"thr", b"ee\n"])):
        append(path, data)
    assert path.read_bytes() == b"one\ntwo\nthree\n"


def test_a_check_that_fails_leaves_the_file_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"before")

    def refuse() -> None:
        raise OSError(0, "it is being written to")

    with pytest.raises(OSError, match="being written to"):
        write_whole(path, b"after", check=refuse)
    assert [(p.name, p.read_bytes()) for p in tmp_path.iterdir()] == [("file", b"before")]


class FailingFolders:
    """Stands in for the module `os`: syncing a folder fails."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, code: int, call: str = "fsync") -> None:
        self._code = code
        self._call = call
        monkeypatch.setattr(files_module, "os", self)

    def __getattr__(self, name: str) -> Any:
        return getattr(os, name)

    def fsync(self, descriptor: int) -> None:
        """`os.fsync`, of a file."""
        if self._call == "fsync" and stat.S_ISDIR(os.fstat(descriptor).st_mode):
            raise OSError(self._code, os.strerror(self._code))
        os.fsync(descriptor)

    def open(self, path: Any, *arguments: Any) -> int:
        """`os.open`, of a file."""
        if self._call == "open" and Path(path).is_dir():
            raise OSError(self._code, os.strerror(self._code))
        return os.open(path, *arguments)


@posix
@pytest.mark.parametrize(
    ("code", "call"),
    [(errno.EINVAL, "fsync"), (errno.ENOTSUP, "fsync"), (errno.EBADF, "fsync"), (errno.EACCES, "open")],
    ids=str,
)
def test_a_folder_that_cannot_be_synced_still_takes_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int, call: str
) -> None:
    """Some network file systems cannot sync folders, and one may write to some folders but not list them."""
    FailingFolders(monkeypatch, code, call)
    write_whole(tmp_path / "file", b"one")
    append(tmp_path / "log", b"line\n")
    assert {path.name for path in tmp_path.iterdir()} == {"file", "log"}


@posix
def test_a_disk_that_fails_to_sync_a_folder_is_reported_and_a_new_file_is_gone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    FailingFolders(monkeypatch, errno.EIO)
    with pytest.raises(OSError, match="Input/output error"):
        sync_folder(tmp_path)
    with pytest.raises(OSError, match="Input/output error"):
        write_whole(tmp_path / "file", b"one", replace=False)
    assert list(tmp_path.iterdir()) == []
