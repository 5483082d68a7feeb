"""What the terminal can show."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kneecoach.doctor.finding import Finding, Verdict

MIN_COLUMNS, MIN_ROWS = 40, 12
"""The smallest window in which a session can be followed."""

SIGNS = (
    "TERM",
    "COLORTERM",
    "TERM_PROGRAM",
    "TERM_PROGRAM_VERSION",
    "TMUX",
    "STY",
    "ZELLIJ",
    "SSH_TTY",
    "NO_COLOR",
)
"""Environment variables that say which terminal this is, and how it is reached."""


@dataclass(frozen=True, slots=True)
class Window:
    """The terminal that kneecoach was started in."""

    is_terminal: bool
    columns: int
    rows: int
    encoding: str


def check_terminal(window: Window, environ: Mapping[str, str]) -> list[Finding]:
    """Whether there is a terminal, how large it is, and whether it takes Unicode."""
    signs = {name: environ[name] for name in SIGNS if environ.get(name)}
    facts: dict[str, object] = {"is_terminal": window.is_terminal, "encoding": window.encoding, **signs}
    if not window.is_terminal:
        advice = "The app needs a terminal; `kneecoach start --plain` and `--json` work without one."
        return [Finding("terminal", "none: this is a pipe or a file", Verdict.NOTE, advice, facts)]
    facts |= {"columns": window.columns, "rows": window.rows}
    words = ", ".join(f"{name}={value}" for name, value in signs.items())
    says = f"{window.columns} x {window.rows}, {window.encoding}, {words or 'TERM is not set'}"
    if environ.get("TERM", "") in {"", "dumb"}:
        advice = "The app cannot draw here; use `kneecoach start --plain`, or set TERM."
        return [Finding("terminal", says, Verdict.FAULT, advice, facts)]
    if "utf" not in window.encoding.lower():
        advice = "Set LANG to a locale with UTF-8, such as C.UTF-8: lines and the figure need it."
        return [Finding("terminal", says, Verdict.FAULT, advice, facts)]
    if window.columns < MIN_COLUMNS or window.rows < MIN_ROWS:
        advice = f"Make the window larger: {MIN_COLUMNS} x {MIN_ROWS} at least."
        return [Finding("terminal", says, Verdict.NOTE, advice, facts)]
    return [Finding("terminal", says, facts=facts)]
