"""Groups of commands."""

from __future__ import annotations

import click

from kneecoach.errors import did_you_mean, shortened


class Group(click.Group):
    """A group that names the commands that were perhaps meant by an unknown one."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        name = args[0]
        if not ctx.resilient_parsing and not name.startswith("-") and self.get_command(ctx, name) is None:
            ctx.fail(f"There is no command {shortened(name)!r}{did_you_mean(name, self.list_commands(ctx)) or '.'}")
        return super().resolve_command(ctx, args)
