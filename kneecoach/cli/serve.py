"""`kneecoach serve`."""

from __future__ import annotations

import click

from kneecoach.cli.options import own_command, pass_paths
from kneecoach.paths import Paths

PORT = 8731
EXTRA = "pip install 'kneecoach[web]'"


@click.command()
@click.option("--lan", is_flag=True, help="Let other devices on this network in, too.")
@click.option("--port", type=click.IntRange(1, 65535), metavar="N", default=PORT, show_default=True, help="Where.")
@pass_paths
def serve(_paths: Paths, lan: bool, port: int) -> None:
    """Show the app in a browser: on a TV, a tablet or a phone.

    Prints an address with a key. The key opens one browser, once, and the browser keeps a cookie; nobody else gets
    in. Without --lan only this computer can. Sound plays on this computer. ctrl+c ends it.
    """
    # `_paths`: if there is no home folder, the error is shown here, not on every page.
    from kneecoach.errors import KneecoachError

    try:
        from kneecoach.web.listen import listen
    except ImportError as missing:
        if (missing.name or "").startswith("kneecoach"):
            raise
        raise KneecoachError(f"A browser needs the extra: {EXTRA}") from None
    listen(own_command(), port, lan=lan, say=click.echo)
