"""`kneecoach log`."""

from __future__ import annotations

import click

from kneecoach.cli.group import Group
from kneecoach.cli.options import json_option, pass_paths, print_json
from kneecoach.paths import Paths


@click.group(cls=Group)
def log() -> None:
    """The log of sessions: where it is, what is wrong with it, and repairing it."""


@log.command("path")
@json_option
@pass_paths
def log_path(paths: Paths, as_json: bool) -> None:
    """Print the path of this device's log file. It writes its sessions there."""
    from kneecoach.log.store import Store

    path = Store(paths).own_file()
    if as_json:
        print_json({"path": str(path)})
    else:
        click.echo(path)


@log.command("check")
@json_option
@pass_paths
def check_log(paths: Paths, as_json: bool) -> int:
    """Say what is wrong with the log.

    Exits with 1 if anything is wrong in the log or in this device's own files beside it. Changes nothing. A record
    of a newer kneecoach, or a copy made by a sync tool, is listed but is not a fault.
    """
    from kneecoach.health.check import check
    from kneecoach.running.clock import RealClock
    from kneecoach.text import plural

    checked = check(paths, RealClock().wall())
    if as_json:
        print_json(
            {
                "files": checked.files,
                "sessions": checked.sessions,
                "faults": checked.faults,
                "problems": [
                    {
                        "kind": problem.kind.value,
                        "is_fault": problem.kind.is_fault,
                        "path": str(problem.path),
                        "line": problem.line or None,
                        "what": problem.what,
                    }
                    for problem in checked.problems
                ],
            }
        )
        return int(checked.faults > 0)
    for problem in checked.problems:
        click.echo(f"{'fault' if problem.kind.is_fault else 'note':<5}  {problem.kind.value:<14} {problem}")
    found = f"{plural(checked.sessions, 'session')} in {plural(checked.files, 'file')}"
    click.echo(f"{found}: {plural(checked.faults, 'fault') if checked.faults else 'nothing is wrong'}.")
    return int(checked.faults > 0)


@log.command("repair")
@click.option(
    "--all",
    "every_device",
    is_flag=True,
    help="Also repair other devices' files; only while none of them is in use.",
)
@json_option
@pass_paths
def repair_log(paths: Paths, every_device: bool, as_json: bool) -> None:
    """Move bad lines out of the log.

    Moves lines that are not records from this device's file to *.bad beside it. Nothing is thrown away, and other
    lines stay as they are. Files that other users can read are made private again. A device repairs its own file;
    --all is for files of devices that are gone, and for copies made by a sync tool.
    """
    from kneecoach.health.check import check
    from kneecoach.health.repair import RepairFailed, repair
    from kneecoach.text import plural

    failed = None
    try:
        done = repair(paths, every_device=every_device)
    except RepairFailed as error:
        done, failed = error.done, error
    left = check(paths).faults
    if as_json:
        print_json(
            {
                "done": [
                    {
                        "path": str(mended.path),
                        "what": mended.what,
                        "lines": mended.lines,
                        "aside": str(mended.aside) if mended.aside else None,
                    }
                    for mended in done
                ],
                "left": left,
            }
        )
    else:
        for mended in done:
            click.echo(mended)
        if not done and failed is None:
            click.echo("There was nothing to repair.")
        if left:
            click.echo(f"{plural(left, 'fault')} left; `kneecoach log check` names what is left.")
    if failed is not None:
        raise failed
