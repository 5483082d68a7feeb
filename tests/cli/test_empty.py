"""An empty word names nothing: no command takes it to mean everything, the first of a list, or a default."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from kneecoach.cli.program import cli, run
from kneecoach.log.store import Store
from tests.log.samples import a_record, folders

MAY_BE_EMPTY = {("note", "text"), ("edit", "note")}
"""Commands for which an empty word means something: an empty note removes the note."""


def commands(group: click.Group, *names: str) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    """Every command that is not a group, with the words that call it."""
    for name, command in sorted(group.commands.items()):
        if isinstance(command, click.Group):
            yield from commands(command, *names, name)
        else:
            yield (*names, name), command


def with_one_empty() -> Iterator[tuple[str, ...]]:
    """For each option and argument that takes a word, a command line with an empty one there."""
    yield ("--data-dir", "", "history")
    for words, command in commands(cli):
        arguments = [param for param in command.params if isinstance(param, click.Argument)]
        needed = ["last" for argument in arguments if argument.required]
        for param in command.params:
            if (words[-1], param.name) in MAY_BE_EMPTY:
                continue
            if isinstance(param, click.Argument):
                yield (*words, *("last" for _ in arguments[: arguments.index(param)]), "")
            elif isinstance(param, click.Option) and not param.is_flag:
                yield (*words, *needed, param.opts[0], "")


@pytest.mark.parametrize("arguments", list(with_one_empty()), ids=lambda words: " ".join(w or "''" for w in words))
def test_an_empty_word_is_wrong_usage(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    arguments: tuple[str, ...],
) -> None:
    paths = folders(tmp_path)
    Store(paths).append(a_record(1))
    before = [path.read_bytes() for path in sorted(paths.log_dir.iterdir())]
    monkeypatch.setenv("KNEECOACH_DATA_DIR", str(paths.data))
    assert run(list(arguments)) == 2
    assert capsys.readouterr().out == ""
    assert [path.read_bytes() for path in sorted(paths.log_dir.iterdir())] == before
