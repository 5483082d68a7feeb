"""`kneecoach completion`."""

from __future__ import annotations

import click

from kneecoach.cli.usage import COMPLETION

SHELLS = ("bash", "zsh", "fish")


@click.command(
    epilog="""\b
    In ~/.bashrc:                 eval "$(kneecoach completion bash)"
    In ~/.zshrc, after compinit:  eval "$(kneecoach completion zsh)"
    In fish, once:                kneecoach completion fish >~/.config/fish/completions/kneecoach.fish
    """
)
@click.argument("shell", type=click.Choice(SHELLS))
@click.pass_context
def completion(ctx: click.Context, shell: str) -> None:
    """Print the script that lets a shell complete commands, options, routines and sessions."""
    from click.shell_completion import get_completion_class

    kind = get_completion_class(shell)
    if kind is not None:
        click.echo(kind(ctx.find_root().command, {}, "kneecoach", COMPLETION).source())
