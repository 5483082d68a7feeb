"""The log, the session under way or cut off, and the clock that dates them."""

from __future__ import annotations

import os
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from kneecoach.doctor.finding import Finding, Verdict
from kneecoach.errors import KneecoachError
from kneecoach.health.check import check
from kneecoach.journal.lock import who_holds
from kneecoach.paths import Paths
from kneecoach.running.clock import Clock
from kneecoach.text import day_and_time, plural

FIRST_YEAR = 2026
"""kneecoach did not exist before this year, so an earlier clock is wrong."""


def check_log(paths: Paths, now: datetime) -> Finding:
    """What `kneecoach log check` finds."""
    checked = check(paths, now)
    facts = {"files": checked.files, "sessions": checked.sessions, "faults": checked.faults}
    says = f"{plural(checked.sessions, 'session')} in {plural(checked.files, 'file')}"
    if not checked.faults:
        return Finding("log", says, facts=facts)
    advice = "`kneecoach log check` names them, and `kneecoach log repair` moves bad lines aside."
    return Finding("log", f"{says}, {plural(checked.faults, 'fault')}", Verdict.FAULT, advice, facts)


def check_live(paths: Paths, clock: Clock) -> Finding:
    """Whether a session is under way, or was cut off."""
    try:
        holder = who_holds(paths, clock) if os.path.lexists(paths.journal_lock) else None
    except KneecoachError as error:
        advice = "Make the file your own, or remove it while no session is under way."
        return Finding("live session", str(error), Verdict.FAULT, advice, {"holder": None})
    facts = {"holder": None if holder is None else holder.by, "journal": os.path.lexists(paths.journal)}
    if holder is not None and holder.is_asking:
        return Finding("live session", str(holder), Verdict.NOTE, facts=facts)
    if holder is not None:
        return Finding(
            "live session", f"{holder.by} has a session under way.", Verdict.NOTE, "End it there first.", facts
        )
    if facts["journal"]:
        advice = "`kneecoach resume` continues it; Home can also save or delete it."
        return Finding("live session", "A session was cut off.", Verdict.NOTE, advice, facts)
    return Finding("live session", "none, and no lock is held", facts=facts)


def check_time(now: datetime, environ: Mapping[str, str], zone_file: Path = Path("/etc/localtime")) -> Finding:
    """The clock and the time zone.

    The log keeps instants with their offset, and days begin at this zone's midnight.
    """
    zone = environ.get("TZ") or _zone_of(zone_file) or now.tzname() or ""
    facts = {"now": now.isoformat(timespec="seconds"), "zone": zone}
    says = f"{day_and_time(now)}, {zone} ({now:%z})"
    if now.year < FIRST_YEAR:
        return Finding("clock", says, Verdict.FAULT, "Set the computer's clock: sessions would be misdated.", facts)
    if zone.rpartition("/")[2] in {"UTC", "UCT", "Zulu", "Universal"}:
        advice = (
            "If UTC is not your time zone, set the computer's time zone, or TZ: your days begin at its midnight."
        )
        return Finding("clock", says, Verdict.NOTE, advice, facts)
    return Finding("clock", says, facts=facts)


def _zone_of(link: Path) -> str:
    """`Europe/Rome` from a link into the system's time zones; empty if it does not say."""
    try:
        return str(link.readlink()).partition("zoneinfo/")[2]
    except (OSError, NotImplementedError):  # a system without links, before Python 3.13
        return ""
