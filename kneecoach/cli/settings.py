"""`kneecoach settings`."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING, Any

import click

from kneecoach.cli.complete import setting_names, setting_values
from kneecoach.cli.options import filled, json_option, pass_paths, print_json
from kneecoach.errors import UsageError
from kneecoach.paths import Paths

if TYPE_CHECKING:
    from kneecoach.settings.listing import Listed

NAME_CELLS, VALUE_CELLS = 20, 18
"""Widths of the first columns."""
WIDTH = 80
"""Width of the meaning of a setting, in columns."""


@click.command(
    epilog="""\b
    kneecoach settings pace self
    kneecoach settings sound.voice_volume 0.5
    kneecoach settings remind.days mon,wed,fri
    kneecoach settings keys.live-skip-set n,k
    kneecoach settings pace --default
    """
)
@click.argument("name", type=filled, required=False, shell_complete=setting_names)
@click.argument("value", type=filled, required=False, shell_complete=setting_values)
@click.option("--default", "is_reset", is_flag=True, help="Reset the setting to its default.")
@json_option
@pass_paths
def settings(paths: Paths, name: str | None, value: str | None, is_reset: bool, as_json: bool) -> None:
    """List every setting, show NAME, or set NAME to VALUE. The rest of config.toml stays as it is."""
    from kneecoach.cli.check_settings import check_file, check_id
    from kneecoach.settings import load_settings
    from kneecoach.settings.listing import list_settings

    if is_reset and (name is None or value is not None):
        raise UsageError("Give the name of a setting with --default, and no value.")
    if name is None:
        check_file(paths, load_settings(paths))
        _print_all(paths, list_settings(paths), as_json=as_json)
        return
    check_id(paths, name, is_reset=is_reset)
    if value is not None or is_reset:
        _set(paths, name, value)
    listed = _listed(paths, name)
    if as_json:
        print_json(_as_json(listed))
    elif value is not None or is_reset:
        click.echo(f"{_line(listed)}  ({paths.settings})")
    else:
        click.echo(f"{_line(listed)}\n{_meaning(listed)}")


def _set(paths: Paths, name: str, value: str | None) -> None:
    """Write a setting, or reset it with None. Raises KneecoachError."""
    from kneecoach.cli.check_settings import check_for, check_for_reset
    from kneecoach.settings.listing import field_called, typed
    from kneecoach.settings.writing import set_setting

    field = field_called(name)
    said = None if value is None else typed(field, value)
    check = check_for_reset(paths) if value is None else check_for(paths, name)
    set_setting(paths, name, said, check=check)


def _listed(paths: Paths, name: str) -> Listed:
    """One setting as it is now. Raises KneecoachError."""
    from kneecoach.settings import load_settings
    from kneecoach.settings.listing import KEYS, field_called, list_settings, listed_key

    if name.startswith(KEYS):
        from kneecoach.ui.bindings import default_keys

        id_ = name.removeprefix(KEYS)
        return listed_key(id_, default_keys().get(id_, ""), load_settings(paths))
    field = field_called(name)
    return next(listed for listed in list_settings(paths) if listed.field == field)


def _print_all(paths: Paths, found: tuple[Listed, ...], *, as_json: bool) -> None:
    if as_json:
        print_json([_as_json(listed) for listed in found])
        return
    click.echo(f"{paths.settings}{'' if paths.settings.exists() else ' (there is no such file yet)'}\n")
    for listed in found:
        click.echo(f"{_line(listed)}\n{_meaning(listed)}")
    click.echo("\nkeys.ID changes a key of the app: `?` there lists the ids.")


def _line(listed: Listed) -> str:
    from kneecoach.settings.listing import shown

    where = "set" if listed.is_in_file else "default"
    return f"{listed.field.name:<{NAME_CELLS}}  {shown(listed.value):<{VALUE_CELLS}}  {where}"


def _meaning(listed: Listed) -> str:
    field = listed.field
    expected = "" if field.kind == "text" else f" ({field.expected})"
    indent = " " * 4
    return textwrap.fill(field.meaning + expected, WIDTH, initial_indent=indent, subsequent_indent=indent)


def _as_json(listed: Listed) -> dict[str, Any]:
    field = listed.field
    return {
        "name": field.name,
        "value": listed.value,
        "default": field.default,
        "from": "file" if listed.is_in_file else "default",
        "meaning": field.meaning,
        **({"choices": list(field.choices)} if field.choices else {}),
    }
