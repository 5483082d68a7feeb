"""Where files are, and who may read them."""

from __future__ import annotations

import os
import re
import stat
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NoReturn

import click
import platformdirs
import pytest

from kneecoach.cli import main
from kneecoach.cli.program import cli
from kneecoach.cli.streams import say_error
from kneecoach.errors import KneecoachError, without_file
from kneecoach.faults import InvalidFile
from kneecoach.paths import HOME_UNKNOWN, Paths, assets_dir, find_paths, home_folder, private_folder
from tests.cli.in_process import command_in_process

NAMES = ("DATA", "CONFIG", "STATE", "CACHE")


@pytest.fixture(autouse=True)
def _nothing_set(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in NAMES:
        monkeypatch.delenv(f"KNEECOACH_{name}_DIR", raising=False)


@pytest.mark.parametrize(
    ("given", "environment", "expected"),
    [
        (("/d",), {}, ("/d", "/d/config", "/d/state")),
        ((), {"DATA": "/e"}, ("/e", "/e/config", "/e/state")),
        (("/d",), {"DATA": "/e"}, ("/d", "/d/config", "/d/state")),
        ((), {"DATA": "/e", "STATE": "/s"}, ("/e", "/e/config", "/s")),
        (("/d",), {"CONFIG": "/c", "STATE": "/s"}, ("/d", "/c", "/s")),
        (("/d", "/c", "/s"), {"CONFIG": "/x", "STATE": "/y"}, ("/d", "/c", "/s")),
        ((), {"DATA": "", "STATE": "/s", "CONFIG": "/c"}, (None, "/c", "/s")),
        ((), {"STATE": "/s"}, (None, None, "/s")),
    ],
)
def test_what_is_given_counts_first(
    monkeypatch: pytest.MonkeyPatch,
    given: tuple[str, ...],
    environment: dict[str, str],
    expected: tuple[str | None, ...],
) -> None:
    for name, value in environment.items():
        monkeypatch.setenv(f"KNEECOACH_{name}_DIR", value)
    found = find_paths(*given)
    for folder, wanted in zip((found.data, found.config, found.state), expected, strict=True):
        if wanted is None:
            assert "kneecoach" in folder.parts
        else:
            assert folder == Path(wanted)


@pytest.mark.parametrize(
    ("given", "environment", "expected"),
    [
        (("/d",), {}, "/d/cache/voice"),
        (("/d",), {"CACHE": "/k"}, "/k/voice"),
        (("/d", None, None, "/g"), {"CACHE": "/k"}, "/g/voice"),
        ((), {"DATA": "/e"}, "/e/cache/voice"),
    ],
)
def test_rendered_clips_are_in_the_cache(
    monkeypatch: pytest.MonkeyPatch, given: tuple[str | None, ...], environment: dict[str, str], expected: str
) -> None:
    for name, value in environment.items():
        monkeypatch.setenv(f"KNEECOACH_{name}_DIR", value)
    assert find_paths(*given).voice_store == Path(expected)


def test_a_tilde_is_the_home_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    assert find_paths("~/k", "~/c").config == tmp_path / "c"
    assert find_paths("~/k").state == tmp_path / "k" / "state"


def without_home(monkeypatch: pytest.MonkeyPatch) -> None:
    """The home folder is unknown: HOME is not set, and the system does not know the user."""
    for name in (
        "HOME",
        "USERPROFILE",
        "HOMEDRIVE",
        "HOMEPATH",
        "XDG_DATA_HOME",
        "XDG_CONFIG_HOME",
        "XDG_STATE_HOME",
    ):
        monkeypatch.delenv(name, raising=False)
    if os.name == "posix":
        import pwd

        def unknown(number: int) -> NoReturn:
            raise KeyError(number)

        monkeypatch.setattr(pwd, "getpwuid", unknown)


ALSO_NEEDED = {
    ("edit",): ("--note", "x"),
    ("note",): ("last", "x"),
    ("add",): ("--on", "2026-11-24"),
}
"""What a command needs besides its required arguments."""


def all_commands() -> list[tuple[str, ...]]:
    """A command line for each command except `import`, which reads its file first. An empty one is the app."""

    def walk(group: click.Group, *names: str) -> Iterator[tuple[str, ...]]:
        context = click.Context(group)
        for name in group.list_commands(context):
            command = group.get_command(context, name)
            assert command is not None
            if isinstance(command, click.Group):
                yield from walk(command, *names, name)
            elif name not in {"import", "completion", "schema"}:  # the last two read none of the user's files
                needed = ("last" for p in command.params if isinstance(p, click.Argument) and p.required)
                yield (*names, name, *needed, *ALSO_NEEDED.get((*names, name), ()))

    return [(), *walk(cli)]


@pytest.mark.skipif(os.name != "posix", reason="Windows asks its registry")
@pytest.mark.parametrize("arguments", all_commands(), ids=" ".join)
def test_without_a_home_folder_every_command_says_what_to_set(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path, arguments: tuple[str, ...]
) -> None:
    without_home(monkeypatch)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "argv", ["kneecoach", *arguments])
    with command_in_process(), pytest.raises(SystemExit) as ended:
        main()
    assert (ended.value.code, capsys.readouterr().err) == (1, f"kneecoach: {HOME_UNKNOWN}\n")
    assert list(tmp_path.iterdir()) == [], "no folder called ~ is made here"


@pytest.mark.skipif(os.name != "posix", reason="Windows asks its registry")
def test_without_a_home_folder_the_others_still_work(monkeypatch: pytest.MonkeyPatch) -> None:
    without_home(monkeypatch)
    assert find_paths("/d").state == Path("/d/state")
    assert home_folder() is None
    for typed, said in (("~/k", HOME_UNKNOWN), ("~nobody-at-all/k", "there is no user 'nobody-at-all'")):
        with pytest.raises(KneecoachError, match=re.escape(said)):
            find_paths(typed)


@pytest.mark.parametrize("answer", [Path("~/.local/share/kneecoach"), Path("k")])
def test_a_system_that_names_no_real_folder_is_not_believed(monkeypatch: pytest.MonkeyPatch, answer: Path) -> None:
    monkeypatch.setattr(platformdirs, "user_data_path", lambda *_, **__: answer)
    with pytest.raises(KneecoachError, match="Your home folder is unknown"):
        find_paths()


def test_the_files_of_the_design() -> None:
    paths = Paths(Path("/d"), Path("/c"), Path("/s"))
    assert (paths.log_dir, paths.journal, paths.device) == (
        Path("/d/log"),
        Path("/s/live.jsonl"),
        Path("/s/device"),
    )
    assert (paths.settings, paths.routines_dir) == (Path("/c/config.toml"), Path("/c/routines"))
    assert paths.journal_lock.parent == Path("/s")


@pytest.mark.skipif(os.name != "posix", reason="file modes are of POSIX")
@pytest.mark.parametrize("umask", [0, 0o022, 0o077])
def test_folders_are_private_whatever_the_umask(tmp_path: Path, umask: int) -> None:
    old = os.umask(umask)
    try:
        assert private_folder(tmp_path / "a" / "b" / "c") == tmp_path / "a" / "b" / "c"
    finally:
        os.umask(old)
    for folder in ("a", "a/b", "a/b/c"):
        assert stat.S_IMODE((tmp_path / folder).stat().st_mode) == 0o700
    private_folder(tmp_path / "a" / "b" / "c")


@pytest.mark.parametrize("inside", ["", "log", "log/deep"])
def test_a_file_in_the_way_is_named(tmp_path: Path, inside: str) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(KneecoachError) as refused:
        private_folder(tmp_path / "file" / inside)
    assert str(refused.value) == f"{tmp_path / 'file'}: this is a file, not a folder"


@pytest.mark.skipif(os.name != "posix", reason="elsewhere no folder can have such a name")
@pytest.mark.parametrize("name", ["two\nlines", "a\r\nb", "to\tp", "\x1b[31mred", "a\u2028b", "two  spaces"])
def test_an_error_is_one_line_whatever_the_name_of_the_folder(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    folder = tmp_path / name
    folder.mkdir()
    (folder / "file").write_text("volume = 1\n")
    (folder / "config.toml").write_text("volume = 1\n")
    with pytest.raises(KneecoachError) as refused:
        private_folder(folder / "file")
    fault = InvalidFile(folder / "config.toml", ("volume: is not a known key",)).faults[0]
    for said, why in ((str(refused.value), "this is a file, not a folder"), (fault, "volume: is not a known key")):
        assert said.isprintable()
        assert without_file(said, folder / ("file" if "file," in said else "config.toml")) == why
    say_error(f"{folder}: it is refused")
    said = capsys.readouterr().err
    assert said.startswith("kneecoach: ")
    assert said.endswith("\n")
    assert said[:-1].isprintable()


@pytest.mark.parametrize("inside", ["", "log", "log/deep"])
@pytest.mark.parametrize("to", ["on-a-disk-that-is-away", "link"])
def test_a_link_that_leads_nowhere_is_named(tmp_path: Path, to: str, inside: str) -> None:
    (tmp_path / "link").symlink_to(tmp_path / to)
    with pytest.raises(KneecoachError) as refused:
        private_folder(tmp_path / "link" / inside)
    assert str(refused.value) == f"{tmp_path / 'link'}: this link leads to no folder"


def test_the_assets_are_found() -> None:
    assert (assets_dir() / "routines" / "knee-relief.toml").is_file()
