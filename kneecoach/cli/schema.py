"""`kneecoach schema`."""

from __future__ import annotations

import click

NAMES = ("record", "event", "config", "routine", "exercise")


@click.command()
@click.argument("name", type=click.Choice(NAMES))
def schema(name: str) -> None:
    """Print a JSON Schema, for an editor or a program.

    record: a line of the log. event: a line of --json. config: the settings. routine and exercise: their files.
    """
    click.echo(text_of_schema(name), nl=False)


def text_of_schema(name: str) -> str:
    """The JSON Schema called `name`."""
    from kneecoach.paths import assets_dir

    return (assets_dir() / "schemas" / f"{name}.json").read_text("utf-8")
