"""`kneecoach import`."""

from __future__ import annotations

from pathlib import Path

import click

from kneecoach.cli.complete import files
from kneecoach.cli.options import filled, json_option, pass_paths, print_json, warn_of
from kneecoach.cli.streams import say_error
from kneecoach.paths import Paths

MAX_BYTES = 256 * 1024 * 1024
"""The largest file that is read, in bytes: about 30 000 sessions."""

MAX_NAMED = 20
"""At most this many bad records are named one by one."""


@click.command("import")
@click.argument("file", type=filled, metavar="FILE", shell_complete=files)
@json_option
@pass_paths
def import_(paths: Paths, file: str, as_json: bool) -> int:
    """Add sessions from FILE (- for stdin): a json export, or a copied log file.

    Only new sessions and newer revisions are added, so you can import the same file again. If any record is not
    valid, nothing is imported.
    """
    from kneecoach.errors import shortened
    from kneecoach.log.importing import import_records, read_import
    from kneecoach.log.problems import Problem
    from kneecoach.log.store import Store

    name = "stdin" if file == "-" else shortened(file)
    incoming = read_import(_read(file, name))
    if incoming.problems:
        if as_json:
            print_json({"imported": False, "problems": list(incoming.problems)})
        for problem in incoming.problems[:MAX_NAMED]:
            say_error(f"{name}: {problem}")
        more = len(incoming.problems) - MAX_NAMED
        others = f"{more} more are not valid; " if more > 0 else ""
        say_error(f"{name}: {others}nothing was imported")
        return 1
    problems: list[Problem] = []
    found, path = import_records(Store(paths), incoming.lines, problems)
    warn_of(problems)
    if as_json:
        counts = {"new": found.new, "updated": found.updated}
        counts |= {"already_there": found.already_there, "passed_over": found.passed_over}
        counts |= {"kept": found.kept} if found.kept else {}
        print_json({"imported": True, **counts, "path": str(path)})
        return 0
    click.echo(
        f"{found.new} new, {found.updated} updated, {found.already_there} already in the log, "
        f"{found.passed_over} skipped{' (older than what is in the log)' if found.passed_over else ''}."
    )
    if found.kept:
        click.echo(f"{found.kept} of these had sets that the log did not have: they are kept beside what counts.")
    return 0


def _read(file: str, name: str) -> bytes:
    from kneecoach.cli.streams import read_stdin
    from kneecoach.errors import KneecoachError, os_reason

    try:
        if file == "-":
            data = read_stdin(MAX_BYTES + 1)
        else:
            with Path(file).open("rb") as source:
                data = source.read(MAX_BYTES + 1)
    except OSError as error:
        raise KneecoachError(f"{name}: cannot be read: {os_reason(error)}") from None
    if len(data) > MAX_BYTES:
        raise KneecoachError(f"{name}: is larger than {MAX_BYTES // 1024**2} MB, too large to be read")
    if not data.strip():
        raise KneecoachError(f"{name}: is empty")
    return data
