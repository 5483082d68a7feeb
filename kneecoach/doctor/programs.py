"""Versions of kneecoach, Python, the system, the libraries and the extras."""

from __future__ import annotations

import platform
import sys
from collections.abc import Callable
from importlib.metadata import PackageNotFoundError, version

from kneecoach import __version__
from kneecoach.doctor.finding import Finding, Verdict

LIBRARIES = ("textual", "pydantic", "click", "filelock", "platformdirs", "tomlkit", "wakepy")
"""The distributions that kneecoach cannot run without."""

EXTRAS = {
    "simpleaudio": (("simpleaudio", "simpleaudio-patched"), "another way to play sound"),
    "voice": (("hibari-tts",), "a voice for words of your own"),
    "parquet": (("duckdb",), "`kneecoach export --format parquet`"),
    "fit": (("fit-tool",), "`kneecoach export --format fit`"),
    "web": (("textual-serve",), "`kneecoach serve`"),
    "calendar": (("icalendar",), "`kneecoach remind --ics`"),
}
"""For each extra, its distributions, any one of which is enough, and what it is for."""


def installed_version(distribution: str) -> str | None:
    """The version of an installed distribution, or None."""
    try:
        return version(distribution)
    except PackageNotFoundError:
        return None


def check_programs(version_of: Callable[[str], str | None] = installed_version) -> list[Finding]:
    """The versions; `version_of` returns that of a distribution, or None."""
    return [_kneecoach(), _libraries(version_of), _extras(version_of)]


def _kneecoach() -> Finding:
    system = f"{platform.system()} {platform.release()} {platform.machine()}".strip()
    facts = {
        "kneecoach": __version__,
        "python": platform.python_version(),
        "implementation": platform.python_implementation(),
        "executable": sys.executable,
        "system": system,
    }
    return Finding(
        "kneecoach", f"{__version__}, Python {platform.python_version()} ({sys.executable}), {system}", facts=facts
    )


def _libraries(version_of: Callable[[str], str | None]) -> Finding:
    found = {name: version_of(name) for name in LIBRARIES}
    missing = [name for name, number in found.items() if number is None]
    there = ", ".join(f"{name} {number}" for name, number in found.items() if number is not None)
    if not missing:
        return Finding("libraries", there, facts=found)
    return Finding(
        "libraries", f"missing: {', '.join(missing)}", Verdict.FAULT, "Reinstall kneecoach.", facts=found
    )


def _extras(version_of: Callable[[str], str | None]) -> Finding:
    found = {
        extra: next((number for name in names if (number := version_of(name))), None)
        for extra, (names, _) in EXTRAS.items()
    }
    there = ", ".join(f"{extra} ({number})" for extra, number in found.items() if number)
    lacking = [extra for extra, number in found.items() if not number]
    advice = "; ".join(f"`pip install 'kneecoach[{extra}]'` adds {EXTRAS[extra][1]}" for extra in lacking)
    return Finding("extras", there or "none", advice=f"{advice}." if advice else "", facts=found)
