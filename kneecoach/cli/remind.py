"""`kneecoach remind`."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kneecoach.cli.complete import files
from kneecoach.cli.options import filled, json_option, own_command, pass_paths, print_json, warn_of
from kneecoach.paths import Paths

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from kneecoach.log.record import Record
    from kneecoach.remind.timer import Timer
    from kneecoach.remind.what import Reminder, Silence
    from kneecoach.session.plan import Plan
    from kneecoach.settings import RemindSettings, Settings

UNIT, MORNING_UNIT = "kneecoach-remind", "kneecoach-remind-morning"


@click.command(
    epilog="""\b
    In config.toml:
      [remind]
      days = ["mon", "wed", "fri"]
      at = "18:30"
    """
)
@click.option("--install", "what", flag_value="install", help="Run it on the days and at the time in config.toml.")
@click.option("--remove", "what", flag_value="remove", help="Remove what --install made.")
@click.option(
    "--next-morning", "morning", is_flag=True, help="Ask about the morning after instead; with --install, at 08:00."
)
@click.option("--ics", "what", flag_value="ics", help="Write a calendar with an alarm, for a phone.")
@click.option("-o", "--output", type=filled, metavar="FILE", shell_complete=files, help="With --ics: write here.")
@click.option("--force", is_flag=True, help="Replace the file if it exists.")
@json_option
@pass_paths
def remind(paths: Paths, what: str | None, morning: bool, output: str | None, force: bool, as_json: bool) -> None:
    """Show one notification, or nothing if today's session is done or under way, or this week's goal is reached.

    Its words are for a locked screen: they name no routine, no knee and no pain. Nothing is shown automatically
    until --install, which makes a systemd user timer or, without systemd, prints the line for cron or Windows.
    """
    from kneecoach.errors import UsageError
    from kneecoach.settings import load_settings

    settings = load_settings(paths)
    if output is not None and what != "ics":
        raise UsageError("-o needs --ics.")
    if what == "remove":
        _remove()
    elif what is not None and not settings.remind.days and not (what == "install" and morning):
        raise UsageError(f'{paths.settings}: set remind.days first, for example ["mon", "wed", "fri"].')
    elif what == "install":
        _install(_timer(settings.remind, morning))
    elif what == "ics":
        _calendar(paths, settings, output, force)
    else:
        _say(paths, settings, morning, as_json)


def _say(paths: Paths, settings: Settings, morning: bool, as_json: bool) -> None:
    from kneecoach.remind.notify import show
    from kneecoach.remind.what import Silence

    found = _found(paths, settings, morning)
    if isinstance(found, Silence):
        print_json({"said": False, "why": found.why}) if as_json else click.echo(f"Nothing to say: {found.why}")
        return
    show(found)
    print_json({"said": True, "body": found.body}) if as_json else click.echo(found.body)


def _found(paths: Paths, settings: Settings, morning: bool) -> Reminder | Silence:
    from kneecoach.journal.lock import who_holds
    from kneecoach.log.store import Store
    from kneecoach.remind.what import morning_reminder, session_reminder
    from kneecoach.routine.text import size_words
    from kneecoach.running.clock import RealClock

    clock = RealClock()
    log = Store(paths).read()
    warn_of(log.problems)
    holder = who_holds(paths, clock) if os.path.lexists(paths.journal_lock) else None
    busy = holder is not None and not holder.is_asking
    if morning:
        return morning_reminder(log.records, clock.wall(), busy=busy)
    today = clock.wall().date()

    def size() -> str:
        return size_words(_planned(paths, settings, log.records, today))

    return session_reminder(log.records, today, goal=settings.weekly_goal, size=size, busy=busy)


def _planned(paths: Paths, settings: Settings, records: Sequence[Record], today: date) -> Plan:
    """The plan of the routine that Home begins with. Raises KneecoachError if it cannot be read."""
    from kneecoach.review.last_routine import routine_to_start
    from kneecoach.routine.library import load_routine
    from kneecoach.routine.planner import plan_routine

    return plan_routine(load_routine(paths, routine_to_start(paths, records, today, settings.default_routine)))


def _timer(settings: RemindSettings, morning: bool) -> Timer:
    from kneecoach.remind.timer import DAYS, MORNING_AT, Timer

    names = [f"KNEECOACH_{name}_DIR" for name in ("DATA", "CONFIG", "STATE", "CACHE")]
    environ = {name: str(Path(os.environ[name]).absolute()) for name in names if os.environ.get(name)}
    command = (*own_command(), "remind")
    if morning:
        about = "kneecoach: the morning after"
        return Timer(MORNING_UNIT, about, DAYS, MORNING_AT, (*command, "--next-morning"), environ)
    return Timer(UNIT, "kneecoach: time for a session", settings.in_order, settings.at, command, environ)


def _install(timer: Timer) -> None:
    from kneecoach.remind.timer import has_systemd, install, units_folder

    if has_systemd():
        folder = units_folder(os.environ)
        install(timer, folder)
        click.echo(
            f"Installed {folder / timer.name}.timer: {timer.calendar}. `kneecoach remind --remove` removes it."
        )
    elif sys.platform == "win32":
        click.echo("Nothing was installed. This command creates a Windows task (untested):")
        click.echo(timer.schtasks_line)
    else:
        click.echo("Nothing was installed: systemd is not running for you here. Add this line with `crontab -e`:")
        click.echo(timer.crontab_line)


def _remove() -> None:
    from kneecoach.remind.timer import remove, units_folder

    folder = units_folder(os.environ)
    removed = [name for name in (UNIT, MORNING_UNIT) if remove(name, folder)]
    for name in removed:
        click.echo(f"Removed {folder / name}.timer.")
    if not removed:
        click.echo("No timer is installed. To remove a line of your own, use `crontab -e`.")


def _calendar(paths: Paths, settings: Settings, output: str | None, force: bool) -> None:
    from kneecoach.cli.output import write_file
    from kneecoach.cli.streams import write_stdout
    from kneecoach.log.store import Store
    from kneecoach.remind.calendar import calendar
    from kneecoach.running.clock import RealClock

    now = RealClock().wall()
    plan = _planned(paths, settings, Store(paths).read().records, now.date())
    made = calendar(settings.remind.in_order, settings.remind.at, round(plan.seconds / 60), now)
    if output in {None, "-"}:
        write_stdout(made)
    else:
        write_file(Path(str(output)), made, force=force)
        click.echo(f"Wrote {output}.")
