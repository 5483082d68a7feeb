"""Settings, routines, figures and the device's name, damaged in many ways: one sentence, or a good read."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from kneecoach.audio.process import WorkerProcess
from kneecoach.errors import KneecoachError
from kneecoach.figures.figure import load_figure
from kneecoach.figures.files import builtin_dir as figures_dir
from kneecoach.log.device import device_name
from kneecoach.paths import Paths
from kneecoach.routine.library import builtin_dir, load_routine
from kneecoach.settings import load_settings
from kneecoach.settings.writing import set_setting
from kneecoach.ui.theme import DARK, chosen_theme
from tests.helpers import is_words
from tests.log.damage import NO_FILES
from tests.log.samples import DEVICE, folders

posix = pytest.mark.skipif(os.name != "posix", reason="pipes and links are of POSIX")

Use = Callable[[Paths], object]

FILES: dict[str, tuple[Callable[[Paths], Path], bytes, Use]] = {
    "settings": (lambda p: p.settings, b'theme = "kneecoach-light"\npace = "self"\n', load_settings),
    "theme": (
        lambda p: p.settings,
        b'theme = "kneecoach-light"\npace = "self"\n',
        lambda p: set_setting(p, "theme", "kneecoach-dark"),
    ),
    "routine": (
        lambda p: p.routines_dir / "knee-relief.toml",
        (builtin_dir() / "knee-relief.toml").read_bytes(),
        lambda p: load_routine(p, "knee-relief"),
    ),
    "figure": (
        lambda p: p.figures_dir / "hip-thrust.toml",
        (figures_dir() / "hip-thrust.toml").read_bytes(),
        lambda p: load_figure("hip-thrust", p.figures_dir),
    ),
    "device": (lambda p: p.device, f"{DEVICE}\n".encode(), device_name),
}
"""Where each file is, what a good one contains, and what reads it."""


def put(tmp_path: Path, name: str) -> tuple[Paths, Path, bytes, Use]:
    """Folders in which the file called `name` can be put."""
    place, whole, use = FILES[name]
    paths = folders(tmp_path)
    path = place(paths)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.unlink(missing_ok=True)
    return paths, path, whole, use


def refused(use: Use, paths: Paths, path: Path) -> str:
    """The error for an unusable file: one sentence that begins with its name."""
    with pytest.raises(KneecoachError) as error:
        use(paths)
    said = str(error.value)
    assert said.startswith(f"{path}: ")
    assert is_words(said)
    assert len(said) < len(str(path)) + 300
    return said


WRONG: dict[str, bytes] = {
    "nul bytes": b"\0" * 64,
    "not utf-8": b'theme = "\xff\xfe"\n',
    "utf-16": 'theme = "x"\n'.encode("utf-16"),
    "words": b"I was here.\n",
    "deep arrays": b"x = " + b"[" * 100_000 + b"]" * 100_000,
    "deep tables": b"x = " + b"{x = " * 50_000 + b"1" + b"}" * 50_000,
    "deep keys": b"x" + b".x" * 2_000 + b" = 1\n",
    "a huge number": b"x = " + b"9" * 10_000 + b"\n",
    "half a line": b'theme = "kneec',
    "merge marks": b'<<<<<<< HEAD\ntheme = "a"\n=======\ntheme = "b"\n>>>>>>> other\n',
}


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("content", WRONG.values(), ids=WRONG)
def test_what_cannot_be_read_is_said_in_one_sentence(tmp_path: Path, name: str, content: bytes) -> None:
    paths, path, _, use = put(tmp_path, name)
    path.write_bytes(content)
    refused(use, paths, path)
    assert path.read_bytes() == content


@pytest.mark.parametrize("name", FILES)
def test_a_huge_file_is_not_read(tmp_path: Path, name: str) -> None:
    paths, path, _, use = put(tmp_path, name)
    with path.open("wb") as file:
        file.truncate(50_000_000)
    refused(use, paths, path)


@posix
@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("thing", NO_FILES)
def test_what_is_not_a_file_is_not_waited_for(tmp_path: Path, name: str, thing: str) -> None:
    paths, path, _, use = put(tmp_path, name)
    NO_FILES[thing](path)
    if name == "figure" or (name in {"theme", "device"} and thing == "a dangling link"):
        # The figure that it would hide is used. Settings are created where the link leads, a device name in its
        # place.
        use(paths)
    else:
        refused(use, paths, path.resolve() if (name, thing) == ("theme", "a link to an endless device") else path)
    assert os.path.lexists(path)


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("start", [b"", b"\xef\xbb\xbf"], ids=["", "bom"])
@pytest.mark.parametrize("end", [b"\n", b"\r\n"], ids=["lf", "crlf"])
def test_what_editors_do_is_not_damage(tmp_path: Path, name: str, start: bytes, end: bytes) -> None:
    paths, path, whole, use = put(tmp_path, name)
    path.write_bytes(start + whole.replace(b"\n", end))
    use(paths)


@pytest.mark.parametrize("name", ["settings", "routine", "figure", "device"])
def test_truncated_at_every_byte(tmp_path: Path, name: str) -> None:
    """It is read, or refused in one sentence."""
    paths, path, whole, use = put(tmp_path, name)
    step = max(1, len(whole) // 150)
    for cut in range(1, len(whole), step):
        path.write_bytes(whole[:cut])
        try:
            use(paths)
        except KneecoachError as error:
            assert str(error).startswith(f"{path}: ")
            assert is_words(str(error))


@pytest.mark.parametrize("content", [*WRONG.values(), b"theme = 3\n", b"theme = ['a']\n"])
def test_before_the_first_paint_damaged_settings_are_our_theme(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "config.toml"
    path.write_bytes(content)
    assert chosen_theme(path) == DARK.name


@posix
@pytest.mark.parametrize("thing", NO_FILES.values(), ids=NO_FILES)
def test_before_the_first_paint_nothing_is_waited_for(tmp_path: Path, thing: Callable[[Path], None]) -> None:
    thing(tmp_path / "config.toml")
    assert chosen_theme(tmp_path / "config.toml") == DARK.name


@posix
@pytest.mark.parametrize("thing", NO_FILES.values(), ids=NO_FILES)
def test_the_sound_worker_s_log_is_not_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, thing: Callable[[Path], None]
) -> None:
    """The worker's messages are lost, but it still plays."""
    thing(tmp_path / "audio.log")
    asked: list[object] = []

    class Popen:
        stdin = stdout = None

        def __init__(self, *_: object, stderr: object, **__: object) -> None:
            asked.append(stderr)

        def wait(self) -> None:
            """Say that it has ended."""

    monkeypatch.setattr(subprocess, "Popen", Popen)
    WorkerProcess(["none"], tmp_path / "audio.log", lambda _: None)
    assert asked == [subprocess.DEVNULL]
    assert not (tmp_path / "nowhere").exists()
