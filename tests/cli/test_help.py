"""The help of every command fits where it is listed: by its group, and by a shell that completes words."""

from __future__ import annotations

from collections.abc import Iterator

import click
import pytest
from click.testing import CliRunner

from kneecoach.cli.program import COMMANDS, cli


def every_command(group: click.Group, *names: str) -> Iterator[tuple[str, ...]]:
    """The words that call each command, those in groups included."""
    for name in group.list_commands(click.Context(group)):
        yield (*names, name)
        command = called(group, name)
        if isinstance(command, click.Group):
            yield from every_command(command, *names, name)


def called(group: click.Command, *names: str) -> click.Command:
    """The command that some words call."""
    for name in names:
        assert isinstance(group, click.Group)
        command = group.get_command(click.Context(group), name)
        assert command is not None
        group = command
    return group


LONG_ENOUGH = 5
"""Letters of a name that are still known by most of them when two have changed places."""
EVERY = [pytest.param(names, id=" ".join(names)) for names in every_command(cli)]


@pytest.mark.parametrize("names", EVERY)
def test_no_line_of_a_help_is_cut(names: tuple[str, ...]) -> None:
    help_text = CliRunner().invoke(cli, [*names, "--help"], terminal_width=80).output
    usage, _, rest = help_text.partition("\n")
    assert usage.startswith("Usage: ")
    assert [line for line in rest.splitlines() if line.endswith("...")] == []


@pytest.mark.parametrize("names", EVERY)
def test_a_shell_is_told_all_that_is_said_of_a_command(names: tuple[str, ...]) -> None:
    short = called(cli, *names).get_short_help_str()
    assert short
    assert not short.endswith("...")


def test_a_shell_is_told_what_the_top_level_help_says() -> None:
    help_text = CliRunner().invoke(cli, ["--help"]).output
    for name in set(COMMANDS) - {"undelete"}:
        assert called(cli, name).get_short_help_str() in help_text


GROUPS = [names for names in [(), *every_command(cli)] if isinstance(called(cli, *names), click.Group)]


@pytest.mark.parametrize("names", GROUPS, ids=" ".join)
def test_a_command_with_two_letters_the_wrong_way_round_is_asked_for(names: tuple[str, ...]) -> None:
    """In every group, for every command of it that is long enough to be told from the others."""
    group = called(cli, *names)
    assert isinstance(group, click.Group)
    for meant in group.list_commands(click.Context(group)):
        typed = f"{meant[:-2]}{meant[-1]}{meant[-2]}"
        if len(meant) >= LONG_ENOUGH and typed != meant:
            said = CliRunner().invoke(cli, [*names, typed])
            assert said.exit_code == 2
            start, _, guesses = said.output.partition("did you mean ")
            assert f"There is no command '{typed}'; " in start
            assert f"'{meant}'" in guesses


def test_an_unknown_command_is_quoted_without_control_codes_and_guessed_only_if_it_is_alike() -> None:
    said = CliRunner().invoke(cli, ["xyz\x1b[2J"]).output
    assert "There is no command 'xyz[2J'.\n" in said
