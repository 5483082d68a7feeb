"""Two sessions with everything that an export has to carry, and malicious words."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from kneecoach.log.record import PainScores, RoutineRef, TargetRecord
from kneecoach.session.events import Outcome, Status
from kneecoach.session.plan import Pace, Side, Unit
from tests.log.samples import STARTED, a_record, a_set

GOLDEN = Path(__file__).parent / "golden"

FORMULAS = ("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1", "\x1b=1", "\u200b=1")
"""Texts that a spreadsheet would run as formulas, some only once control codes and white space are removed."""

NASTY = (
    *FORMULAS,
    "<script>alert(1)</script>",
    "</title></svg><img src=x onerror=alert(1)>",
    "\" onload='alert(1)' x=\"",
    "&lt;b&gt; & ]]> <!-- -->",
    "\x1b]0;title\x07\x1b[2J\x9b31m",
    "[link](javascript:alert(1)) | `code` **bold** ![i](http://x.example/i.png)",
    "line one\nline two\r\n# heading",
    "\u202eright to left",
    "[bold]rich[/bold]",
    'a "quoted", comma; semicolon',
)

_BEGAN = STARTED
_STRETCH = {
    "exercise": "quad-stretch",
    "title": "Quad stretch",
    "set": 1,
    "of": 1,
    "target": TargetRecord(seconds=30.0),
    "reps": 0,
}
_WALK = {
    "exercise": "lateral-band-walk",
    "title": "Lateral band walk",
    "set": 1,
    "of": 1,
    "target": TargetRecord(reps=(15, 20), unit=Unit.STEP),
    "holds": (),
    "pace": Pace.SELF,
}

FIRST = a_record(
    1,
    routine=RoutineRef(id="knee-relief", title="Knee relief", digest="sha256:0"),
    ended_at=_BEGAN + timedelta(minutes=34, seconds=59),
    active_seconds=2064.5,
    paused_seconds=35.0,
    pain=PainScores(before=3, worst=4, after=2, next_morning=1),
    reps_in_reserve=3,
    note='=cmd|left, "knee" clicked',
    sets=(
        a_set(**_STRETCH, side=Side.LEFT, outcome=Outcome.COMPLETED, seconds=30.0, holds=(30.0,)),
        a_set(**_STRETCH, side=Side.RIGHT, outcome=Outcome.PARTIAL, seconds=12.345, holds=(3.0, 12.345)),
        a_set(**_WALK, side=Side.LEFT, outcome=Outcome.COMPLETED, reps=20, seconds=40.0, pain=4),
        a_set(**_WALK, side=Side.RIGHT, outcome=Outcome.SKIPPED, reps=0, seconds=0.0, started_at=None),
        a_set(holds=(2.0, 2.0, 1.4), reps=3, seconds=15.25, load_kg=7.5),
        a_set(attempt=2, holds=(2.0,) * 15, reps=15, outcome=Outcome.COMPLETED, seconds=75.0, load_kg=8.0),
    ),
)
"""Ten in the morning of 22 November 2026: six attempts, one of them never begun."""

SECOND = a_record(
    2,
    days=1,
    routine=RoutineRef(id="mine", title="@mine | <b>", digest="sha256:1"),
    ended_at=_BEGAN + timedelta(days=1, hours=2, minutes=38),
    status=Status.COMPLETED,
    pain=PainScores(),
    sets=(),
)
"""A day later: a session without any attempt."""

SESSIONS = (FIRST, SECOND)

THIRD = a_record(
    3,
    days=2,
    pain=PainScores(before=2, after=1),
    sets=(
        a_set(**_WALK, side=Side.LEFT, outcome=Outcome.COMPLETED, reps=20),
        a_set(**_WALK, side=Side.RIGHT, outcome=Outcome.PARTIAL, reps=10),
        a_set(holds=(2.0,) * 15, reps=15, outcome=Outcome.COMPLETED, seconds=75.0, load_kg=8.0),
    ),
)
"""Another day later: the right leg did half of what the left one did."""


def golden(name: str) -> str:
    """A file with what an export should be, its line ends unchanged."""
    return (GOLDEN / name).read_bytes().decode()
