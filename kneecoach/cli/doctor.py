"""`kneecoach doctor`."""

from __future__ import annotations

import os
import shutil
import sys
from functools import partial

import click

from kneecoach.cli.options import json_option, pass_paths, print_json
from kneecoach.doctor.finding import Finding
from kneecoach.paths import Paths
from kneecoach.text import one_line


@click.command()
@json_option
@pass_paths
def doctor(paths: Paths, as_json: bool) -> int:
    """Say what works here, what does not, and what to do about it.

    Looks at versions, the terminal, sound, folders, settings, routines, the log, the live session and the clock.
    Changes nothing. Exits with 1 if there is a fault.
    """
    from kneecoach import __version__
    from kneecoach.doctor.finding import Verdict

    findings = _findings(paths)
    faults = sum(finding.verdict is Verdict.FAULT for finding in findings)
    if as_json:
        print_json(
            {
                "app": __version__,
                "faults": faults,
                "findings": [
                    {
                        "about": finding.about,
                        "verdict": finding.verdict.value,
                        "says": finding.says,
                        "advice": finding.advice or None,
                        "facts": dict(finding.facts),
                    }
                    for finding in findings
                ],
            }
        )
        return int(faults > 0)
    for finding in findings:
        click.echo(f"{finding.verdict.value:<5}  {finding.about:<13} {one_line(finding.says)}")
        if finding.advice:
            click.echo(f"{'':<20} {one_line(finding.advice)}")
    return int(faults > 0)


def _findings(paths: Paths) -> list[Finding]:
    from kneecoach.cli.check_settings import check_file
    from kneecoach.doctor.figure import ask_terminal, check_figure, colours_of
    from kneecoach.doctor.folders import check_folders, check_routines, check_settings
    from kneecoach.doctor.programs import check_programs
    from kneecoach.doctor.sessions import check_live, check_log, check_time
    from kneecoach.doctor.sound import check_sound, check_voice
    from kneecoach.doctor.terminal import Window, check_terminal
    from kneecoach.errors import KneecoachError
    from kneecoach.running.clock import RealClock
    from kneecoach.settings import Settings, load_settings
    from kneecoach.ui.figure_ways import Terminal

    try:
        settings = load_settings(paths)
    except KneecoachError:
        settings = Settings()  # check_settings says what is wrong
    clock = RealClock()
    columns, rows = shutil.get_terminal_size()
    is_terminal = all(stream.isatty() for stream in (sys.stdin, sys.stdout))
    window = Window(is_terminal, columns, rows, sys.stdout.encoding)
    answers = ask_terminal(os.environ)
    terminal = Terminal(os.environ, answers, colours_of(os.environ), bool(os.environ.get("NO_COLOR")))
    return [
        *check_programs(),
        *check_terminal(window, os.environ),
        *([check_figure(terminal, settings.figure)] if is_terminal else []),
        check_sound(paths, settings.sound),
        check_voice(),
        *check_folders(paths),
        check_settings(paths, partial(check_file, paths)),
        check_routines(paths),
        check_log(paths, clock.wall()),
        check_live(paths, clock),
        check_time(clock.wall(), os.environ),
    ]
